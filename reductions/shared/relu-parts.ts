// The points of a set system as examples for a sum of rectified linear units, each of which is positive on one part.
import { rational, type Rational } from '../../src/exact/rational.ts';
import { scaled } from '../../src/problem/numerals.ts';
import type { ReluExample, ReluSum } from '../../src/problem/relu-sum.ts';
import type { SetSystem } from '../../src/problem/set-splitting.ts';
import { characteristicVectors } from './boolean-instance.ts';
import { keepingWeight } from './confinement.ts';
import { toRationals } from './vectors.ts';

/** 0 at the origin, 1 at each element, 0 at each set; at an empty set, where the origin's example has 0, 1. */
export function partsExamples({ elements, sets }: SetSystem): ReluExample[] {
  const stimulus = characteristicVectors(elements);
  const example = (ones: readonly number[], target: bigint): ReluExample => ({
    stimulus: stimulus(ones),
    target: rational(target, 1n),
  });
  return [
    example([], 0n),
    ...Array.from({ length: elements }, (_, i) => example([i], 1n)),
    ...sets.map((set) => example(set, set.length === 0 ? 1n : 0n)),
  ];
}

/** For each part the unit without bias that has weight 1 on its elements and, on the others, minus what a set can have else. */
export function partUnits(system: SetSystem, part: readonly number[], parts: number): ReluSum {
  const keep = keepingWeight(system);
  return {
    units: Array.from({ length: parts }, (_, p) => ({
      weights: toRationals(part.map((own) => (own === p ? 1n : -keep))),
      bias: rational(0n, 1n),
    })),
  };
}

/** For each element the first unit that is positive at it. */
export function partOf({ units }: ReluSum, elements: number): number[] {
  const positive = (unit: { readonly weights: readonly Rational[]; readonly bias: Rational }, i: number) => {
    const [w, b] = scaled([unit.weights[i]!, unit.bias]).integers;
    return w! + b! > 0n;
  };
  return Array.from({ length: elements }, (_, i) => units.findIndex((unit) => positive(unit, i)));
}

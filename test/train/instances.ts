// What the tests of the trainers train: planted set splitting, random rational points, the Fano plane, any settings.
import fc from 'fast-check';
import { rational } from '../../src/exact/rational.ts';
import { labelledPoints } from '../../src/problem/training/points.ts';
import type { Example } from '../../src/problem/training/schema.ts';
import {
  shallowInstance,
  type OutputFamily,
  type ShallowInstance,
} from '../../src/problem/training/shallow.ts';
import { packExamples } from '../../src/train/pack.ts';
import { integerTask, type IntegerTask } from '../../src/train/integer/parameters.ts';
import { hash3 } from '../../src/train/random.ts';
import type { Hyperparameters, Optimizer } from '../../src/train/types.ts';

/** Uniform numbers below `bound`, from a seed. */
export function draws(seed: number): (bound: number) => number {
  let count = 0;
  return (bound) => hash3(seed, 7, count++) % bound;
}

function bits(inputs: number, ones: readonly number[]): string {
  return Array.from({ length: inputs }, (_, j) => (ones.includes(j) ? '1' : '0')).join('');
}

/** Blum and Rivest's points: the origin and the sets fire, the single elements do not. */
export function splittingPoints(
  inputs: number,
  sets: readonly (readonly number[])[],
  output: OutputFamily = 'and',
  hidden = 2,
): ShallowInstance {
  const example = (ones: readonly number[], response: Example['response']): Example => ({
    stimulus: bits(inputs, ones),
    response,
  });
  return shallowInstance({
    inputs,
    hidden,
    output,
    examples: [
      example([], '1'),
      ...Array.from({ length: inputs }, (_, j) => example([j], '0')),
      ...sets.map((set) => example(set, '1')),
    ],
  });
}

/** Set splitting with sets of three that a hidden halving splits. */
export function planted(n: number, ratio: number, seed: number, hidden = 2): ShallowInstance {
  const draw = draws(seed);
  const sets = new Map<string, number[]>();
  while (sets.size < Math.round(ratio * n)) {
    const set = [draw(n), draw(n), draw(n)].sort((a, b) => a - b);
    const [a, b, c] = set as [number, number, number];
    if (a === b || b === c || (a % 2 === b % 2 && b % 2 === c % 2)) continue;
    sets.set(set.join(), set);
  }
  return splittingPoints(n, [...sets.values()], 'and', hidden);
}

/** Random points with coordinates in tenths, of either sign; labels at random. */
export function rationalPoints(inputs: number, count: number, seed: number, hidden = 2): ShallowInstance {
  const draw = draws(seed);
  const examples = Array.from({ length: count }, (): Example => ({
    stimulus: Array.from({ length: inputs }, () => rational(BigInt(draw(91) - 30), 10n)),
    response: draw(3) === 0 ? '1' : '0',
  }));
  return shallowInstance({ inputs, hidden, output: 'and', examples });
}

/** The lines of the Fano plane: seven sets no partition splits. */
export const FANO = [
  [0, 1, 2],
  [0, 3, 4],
  [0, 5, 6],
  [1, 3, 5],
  [1, 4, 6],
  [2, 3, 6],
  [2, 4, 5],
];

/** The task of the AND-like relaxation on the labels. */
export function taskOf(
  instance: ShallowInstance,
  optimizer: Optimizer,
  epochs: number,
  seed = 0,
  hyperparameters: Partial<Hyperparameters> = {},
): IntegerTask {
  const packed = packExamples(labelledPoints(instance));
  return integerTask(packed, instance.hidden, optimizer, hyperparameters, epochs, seed);
}

/** Every hyperparameter anywhere in its range, or left out. */
export const anyHyperparameters: fc.Arbitrary<Partial<Hyperparameters>> = fc.record(
  {
    rate: fc.oneof(
      fc.double({ min: Number.MIN_VALUE, max: 1e6, noNaN: true }),
      fc.integer({ min: -40, max: 19 }).map((x) => 2 ** x),
    ),
    beta1: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    beta2: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    init: fc.oneof(fc.constant('glorot' as const), fc.double({ min: 0, max: 8, noNaN: true })),
    steepness: fc.tuple(
      fc.double({ min: 1 / 16, max: 8, noNaN: true }),
      fc.double({ min: 1 / 16, max: 8, noNaN: true }),
    ),
    balanced: fc.boolean(),
  },
  { requiredKeys: [] },
);

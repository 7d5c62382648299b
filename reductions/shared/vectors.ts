// Vectors of integers and rationals, and the training instances that ask one unit for as many of them as can be had.
import type { Rational } from '../../src/exact/rational.ts';
import { scaled } from '../../src/problem/numerals.ts';
import type { Provenance } from '../../src/problem/problem.ts';
import {
  stimulusOf,
  totalWeight,
  type Example,
  type TrainingInstance,
} from '../../src/problem/training/schema.ts';
import { shallowArchitecture } from '../../src/problem/training/shallow.ts';
import { derived } from './boolean-instance.ts';

/** x · y of integer vectors of the same length. */
export function integerDot(x: readonly bigint[], y: readonly bigint[]): bigint {
  return x.reduce((sum, v, j) => sum + v * y[j]!, 0n);
}

/** Integers as rationals. */
export function toRationals(integers: readonly bigint[]): Rational[] {
  return integers.map((numerator) => ({ numerator, denominator: 1n }));
}

/** A positive multiple of a rational vector that is integral. */
export function toIntegers(vector: readonly Rational[]): bigint[] {
  return scaled(vector).integers;
}

/** The number of examples of `wishes`. */
export function wishCount(forced: number, wanted: number, atLeast: number): number {
  return 1 + forced + wanted + (atLeast > wanted ? 1 : 0);
}

/**
 * One threshold unit (w, θ) that must have θ > 0 and w · z ≥ θ for each forced vector, and w · z ≥ θ for at least `atLeast` of
 * the wanted vectors. The origin, negative, and the forced vectors, positive, weigh more than all wanted ones together, so they
 * cannot be among the errors allowed, which weigh as much as wanted vectors may be missed. Where more are asked for than there
 * are, the origin is positive as well and nothing may be wrong.
 */
export function wishes(
  reduction: string,
  source: { readonly name?: string | undefined; readonly provenance?: Provenance | undefined },
  inputs: number,
  forced: readonly (readonly Rational[])[],
  wanted: readonly (readonly Rational[])[],
  atLeast: number,
): TrainingInstance {
  const heavy = wanted.length + 1;
  const origin = '0'.repeat(inputs);
  const example = (stimulus: Example['stimulus'], response: string, weight: number): Example =>
    weight === 1 ? { stimulus, response } : { stimulus, response, weight };
  const examples = [
    example(origin, '0', heavy),
    ...(atLeast > wanted.length ? [example(origin, '1', heavy)] : []),
    ...forced.map((z) => example(stimulusOf(z), '1', heavy)),
    ...wanted.map((z) => example(stimulusOf(z), '1', 1)),
  ];
  return {
    name: source.name,
    architecture: shallowArchitecture(inputs, { hidden: 0, output: 'threshold' }),
    examples,
    require: { atLeast: totalWeight({ examples }) - Math.max(0, wanted.length - atLeast) },
    provenance: derived(source.provenance, reduction),
  };
}

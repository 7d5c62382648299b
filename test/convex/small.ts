// Small instances for the convex methods, and their objectives written down once more in plain floats.
import * as fc from 'fast-check';
import { rational } from '../../src/exact/rational.ts';
import { layered } from '../../src/problem/training/architecture.ts';
import { stimulusOf, type TrainingInstance } from '../../src/problem/training/schema.ts';

/** One row: a stimulus in halves, a response of one character an output, a weight. */
export type Row = { readonly x: readonly number[]; readonly response: string; readonly weight?: number };

/** A network of single units, one an output, whose stimuli are the rows' coordinates over a common denominator. */
export function instanceOf(rows: readonly Row[], inputs: number, denominator = 1): TrainingInstance {
  const outputs = rows[0]?.response.length ?? 1;
  return {
    architecture: layered(inputs, [{ units: outputs, family: 'threshold' }]),
    examples: rows.map(({ x, response, weight }) => ({
      stimulus: stimulusOf(x.map((value) => rational(BigInt(value), BigInt(denominator)))),
      response,
      weight,
    })),
    require: 'all',
  };
}

/** Labelled points with a feature of 1 added, in floats. */
export type Problem = { readonly x: number[]; readonly y: number; readonly cost: number }[];

/** The features of rows with one output, by the definition: least to -1, greatest to 1; Boolean ones stay. */
export function problemOf(rows: readonly Row[], cost: number): Problem {
  const boolean = rows.every(({ x }) => x.every((value) => value === 0 || value === 1));
  const column = (j: number): number[] => rows.map(({ x }) => x[j]!);
  const scaled = (value: number, j: number): number => {
    const [low, high] = [Math.min(...column(j)), Math.max(...column(j))];
    return boolean ? value : low === high ? 0 : (2 * (value - low)) / (high - low) - 1;
  };
  const kept = rows.filter(({ response }) => response !== '*');
  const total = kept.reduce((sum, { weight = 1 }) => sum + weight, 0);
  return kept.map(({ x, response, weight = 1 }) => ({
    x: [...x.map(scaled), 1],
    y: response === '1' ? 1 : -1,
    cost: (cost * weight * kept.length) / total,
  }));
}

export const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);

export const hinge = (z: number): number => Math.max(0, 1 - z);
export const logLoss = (z: number): number => Math.max(0, -z) + Math.log1p(Math.exp(-Math.abs(z)));

/** ‖w‖² / 2 + Σ cost · loss(y w·x). */
export function primalAt(problem: Problem, w: readonly number[], loss: (z: number) => number): number {
  return problem.reduce((sum, { x, y, cost }) => sum + cost * loss(y * dot(w, x)), dot(w, w) / 2);
}

/** Rows of small integers or bits, with weights and don't-cares now and then. */
export const someRows = (inputs: number, most: number): fc.Arbitrary<Row[]> =>
  fc.oneof(fc.constant({ min: 0, max: 1 }), fc.constant({ min: -9, max: 9 })).chain((range) =>
    fc.array(
      fc.record({
        x: fc.array(fc.integer(range), { minLength: inputs, maxLength: inputs }),
        response: fc.constantFrom('0', '1', '0', '1', '0', '1', '*'),
        weight: fc.constantFrom(1, 1, 1, 2, 7),
      }),
      { minLength: 1, maxLength: most },
    ),
  );

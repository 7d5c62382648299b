// The examples as integer points: what every exact engine and every trainer works on.
import { lcm } from '../../exact/rational.ts';
import type { Stimulus, TrainingInstance } from './schema.ts';

/** A sparse integer point: coordinate `index[t]` has the value `value[t]`, never 0; all others are 0. Indices ascend. */
export type Point = { readonly index: readonly number[]; readonly value: readonly bigint[] };

/**
 * The examples of an instance as integer points. Coordinate j is the stimulus times `scale[j]`, the least common
 * multiple of that input's denominators, so a unit (w, θ) on the points is the unit (w_j · scale[j], θ) on the stimuli.
 */
export type LabelledPoints = {
  readonly dimension: number;
  /** Positive integers, one an input; all 1 when the stimuli are integers. */
  readonly scale: readonly bigint[];
  readonly points: readonly Point[];
  /** The wanted value of the first output on each example; null is don't care. */
  readonly labels: readonly (0 | 1 | null)[];
  /** True when every stimulus is Boolean. */
  readonly boolean: boolean;
};

/** The points of an instance, one an example, in the order of the examples. */
export function labelledPoints(instance: TrainingInstance): LabelledPoints {
  const { inputs } = instance.architecture;
  const scale = Array.from<bigint>({ length: inputs }).fill(1n);
  for (const { stimulus } of instance.examples)
    if (typeof stimulus !== 'string') stimulus.forEach((v, j) => (scale[j] = lcm(scale[j]!, v.denominator)));
  return {
    dimension: inputs,
    scale,
    points: instance.examples.map(({ stimulus }) => toPoint(stimulus, scale)),
    labels: instance.examples.map(({ response }) =>
      response[0] === '*' ? null : response[0] === '1' ? 1 : 0,
    ),
    boolean: instance.examples.every(({ stimulus }) => typeof stimulus === 'string'),
  };
}

function toPoint(stimulus: Stimulus, scale: readonly bigint[]): Point {
  const index: number[] = [];
  const value: bigint[] = [];
  for (let j = 0; j < stimulus.length; j++) {
    const x = stimulus[j]!;
    const integer =
      typeof x === 'string' ? (x === '1' ? scale[j]! : 0n) : (x.numerator * scale[j]!) / x.denominator;
    if (integer === 0n) continue;
    index.push(j);
    value.push(integer);
  }
  return { index, value };
}

/** w · x in exact integers; a weight that is left out is 0. */
export function dot(weights: readonly (bigint | undefined)[], point: Point): bigint {
  let sum = 0n;
  for (let t = 0; t < point.index.length; t++) sum += (weights[point.index[t]!] ?? 0n) * point.value[t]!;
  return sum;
}

/** The points as a node sees them that reads some inputs, in its order. */
export function seenThrough(points: readonly Point[], from: readonly number[]): Point[] {
  const place = new Map(from.map((post, i) => [post, i]));
  return points.map(({ index, value }) => {
    const kept = index.flatMap((j, t) => {
      const i = place.get(j);
      return i === undefined ? [] : [[i, value[t]!] as const];
    });
    kept.sort((a, b) => a[0] - b[0]);
    return { index: kept.map(([i]) => i), value: kept.map(([, x]) => x) };
  });
}

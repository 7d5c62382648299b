// The examples of one output as a convex method sees them: sparse rows of scaled features, signs and costs.
import { rational, type Rational } from '../exact/rational.ts';
import { integerUnit, type Unit } from '../problem/training/configuration.ts';
import { labelledPoints, type LabelledPoints } from '../problem/training/points.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';

/** A feature is an integer that stands for as many 2^-16. */
export const FEATURE_BITS = 16;

/** Feature j of a point is (2 X_j - centre) / range, X being the coordinate in `LabelledPoints`. */
type Scaling = { readonly centre: bigint; readonly range: bigint };

/** The examples whose response at one output is asked for. */
export type Features = {
  /** Features, the last of them the bias: 1 in every row. */
  readonly columns: number;
  /** Row i is the stretch start[i] … start[i + 1] of `column` and `value`. */
  readonly start: Int32Array;
  readonly column: Int32Array;
  /** In 2^-16, from -2^16 to 2^16. */
  readonly value: Int32Array;
  /** 1 where the output is to be 1, else -1. */
  readonly sign: Int8Array;
  /** What an error costs on each row; the cost asked for times the example's share, on average 1. Multiples of 2^-32. */
  readonly cost: Float64Array;
};

/** A wanted output: 1, 0, or null for don't care. */
export type Label = 0 | 1 | null;

/** The wanted values of an output on the examples. */
export function labelsOf({ examples }: TrainingInstance, output: number): Label[] {
  return examples.map(({ response }) => (response[output] === '*' ? null : response[output] === '1' ? 1 : 0));
}

/** How the points of an instance become features, and weights on features weights on stimuli. */
export class FeatureSpace {
  readonly #data: LabelledPoints;
  /** Null for Boolean stimuli, which are taken as they are. */
  readonly #scalings: readonly Scaling[] | null;

  /**
   * Inputs that take other values than 0 and 1 are mapped to -1 … 1, the least and the greatest value on the examples to
   * the ends, and rounded to multiples of 2^-16 for the search; an input that never changes becomes 0.
   */
  constructor(instance: TrainingInstance) {
    this.#data = labelledPoints(instance);
    this.#scalings = this.#data.boolean ? null : scalings(this.#data);
  }

  /**
   * @param weights of the examples, positive
   * @param cost of an error on an example of average weight
   * @param balanced whether both classes weigh the same in sum
   */
  rows(labels: readonly Label[], weights: readonly number[], cost: number, balanced: boolean): Features {
    const kept = labels.flatMap((label, e) => (label === null ? [] : [e]));
    const { points, dimension } = this.#data;
    const start = new Int32Array(kept.length + 1);
    const column: number[] = [];
    const value: number[] = [];
    kept.forEach((e, row) => {
      const entry = (j: number, x: bigint): void => {
        const feature = this.#feature(j, x);
        if (feature === 0) return;
        column.push(j);
        value.push(feature);
      };
      const { index, value: values } = points[e]!;
      if (this.#scalings === null) index.forEach((j, t) => entry(j, values[t]!));
      else {
        const dense = Array.from<bigint>({ length: dimension }).fill(0n);
        index.forEach((j, t) => (dense[j] = values[t]!));
        dense.forEach((x, j) => entry(j, x));
      }
      column.push(dimension);
      value.push(2 ** FEATURE_BITS);
      start[row + 1] = column.length;
    });
    const sign = Int8Array.from(kept, (e) => (labels[e] === 1 ? 1 : -1));
    return {
      columns: dimension + 1,
      start,
      column: Int32Array.from(column),
      value: Int32Array.from(value),
      sign,
      cost: costs(
        kept.map((e) => weights[e]!),
        sign,
        cost,
        balanced,
      ),
    };
  }

  #feature(j: number, x: bigint): number {
    const one = 2 ** FEATURE_BITS;
    if (this.#scalings === null) return one * Number(x);
    const { centre, range } = this.#scalings[j]!;
    return range === 0n ? 0 : Number(roundedQuotient(BigInt(one) * (2n * x - centre), range));
  }

  /**
   * The unit on the stimuli that fires where Σ weight_j · feature_j + bias ≥ 0, the features not rounded.
   * @param weights one a column, the last of them the bias; over the common denominator
   */
  unit(weights: readonly bigint[], denominator: bigint): Unit {
    const { scale } = this.#data;
    let threshold: Rational = rational(-weights.at(-1)!, denominator);
    const onStimuli = weights.slice(0, -1).map((w, j) => {
      const { centre, range } = this.#scalings?.[j] ?? { centre: 0n, range: 2n };
      if (range === 0n) return rational(0n, 1n);
      threshold = sum(threshold, rational(w * centre, denominator * range));
      return rational(2n * w * scale[j]!, denominator * range);
    });
    return integerUnit(onStimuli, threshold);
  }
}

function sum(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** The integer nearest to numerator / divisor, halves upwards; divisor > 0. */
export function roundedQuotient(numerator: bigint, divisor: bigint): bigint {
  const twice = 2n * numerator + divisor;
  const quotient = twice / (2n * divisor);
  return quotient * 2n * divisor > twice ? quotient - 1n : quotient;
}

function scalings({ points, dimension }: LabelledPoints): Scaling[] {
  const least: (bigint | undefined)[] = Array.from({ length: dimension });
  const most: (bigint | undefined)[] = Array.from({ length: dimension });
  const seen = new Int32Array(dimension);
  const visit = (j: number, x: bigint): void => {
    if (least[j] === undefined || x < least[j]) least[j] = x;
    if (most[j] === undefined || x > most[j]) most[j] = x;
  };
  for (const { index, value } of points)
    index.forEach((j, t) => {
      visit(j, value[t]!);
      seen[j]!++;
    });
  return Array.from({ length: dimension }, (_, j) => {
    if (seen[j]! < points.length) visit(j, 0n); // zeros are not stored in points
    const [low, high] = [least[j] ?? 0n, most[j] ?? 0n];
    return { centre: low + high, range: high - low };
  });
}

function costs(
  weights: readonly number[],
  sign: Int8Array,
  cost: number,
  balanced: boolean,
): Float64Array<ArrayBuffer> {
  const total = weights.reduce((all, w) => all + w, 0);
  const positive = weights.reduce((some, w, i) => (sign[i] === 1 ? some + w : some), 0);
  const both = positive > 0 && positive < total;
  return Float64Array.from(weights, (w, i) => {
    const factor = balanced && both ? total / (2 * (sign[i] === 1 ? positive : total - positive)) : 1;
    const share = cost * (w / total) * weights.length * factor;
    return Math.max(1, Math.round(share * 2 ** 32)) / 2 ** 32;
  });
}

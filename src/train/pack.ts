// The examples as small integers in compressed sparse rows: what every training kernel reads.
import { gcd } from '../exact/rational.ts';
import type { LabelledPoints } from '../problem/training/points.ts';
import { hash3 } from './random.ts';

/** Rational features are mapped to integers of at most this absolute value. */
export const FEATURE_LIMIT = 127;

/** A feature of 64 counts as 1.0 (the bias is shifted by as much), so features reach from about -2 to 2. */
const FEATURE_BITS = 6;

/**
 * How one input is mapped: x' = factor (2 X - centre) / divisor, X being the coordinate in `LabelledPoints`.
 * When the quotient is no integer for some example, x' is rounded and the packing is not exact.
 */
export type FeatureMap = { readonly factor: bigint; readonly centre: bigint; readonly divisor: bigint };

/** The examples that matter (don't-cares are dropped), in one fixed shuffled order. */
export type PackedExamples = {
  readonly inputs: number;
  readonly examples: number;
  /** The example of each row. */
  readonly number: Int32Array;
  /** Row e is the stretch rowStart[e] … rowStart[e + 1] of `column` (and `value`). */
  readonly rowStart: Int32Array;
  readonly column: Int32Array;
  /** null for Boolean stimuli: all values are 1. */
  readonly value: Int32Array | null;
  /** 0 or 1. */
  readonly label: Int32Array;
  /** The bias counts 2^valueShift times in an activation: 0 for Boolean stimuli, else 6. */
  readonly valueShift: number;
  /** One an input; null for Boolean stimuli, which are taken as they are. */
  readonly maps: readonly FeatureMap[] | null;
  /** True when every packed row is the exact image of its point. */
  readonly exact: boolean;
};

/** Packs the examples whose response is not don't-care. */
export function packExamples(data: LabelledPoints): PackedExamples {
  const kept = shuffled(data.labels.flatMap((label, e) => (label === null ? [] : [e])));
  const maps = data.boolean ? null : featureMaps(data, kept);
  const rowStart = new Int32Array(kept.length + 1);
  const column: number[] = [];
  const value: number[] = [];
  let exact = true;
  kept.forEach((e, row) => {
    const { index, value: values } = data.points[e]!;
    if (maps === null) for (const j of index) column.push(j);
    else {
      const dense = Array.from<bigint>({ length: data.dimension }).fill(0n);
      index.forEach((j, t) => (dense[j] = values[t]!));
      dense.forEach((x, j) => {
        const { factor, centre, divisor } = maps[j]!;
        const numerator = factor * (2n * x - centre);
        exact &&= numerator % divisor === 0n;
        const image = Number(roundedQuotient(numerator, divisor));
        if (image === 0) return;
        column.push(j);
        value.push(image);
      });
    }
    rowStart[row + 1] = column.length;
  });
  return {
    inputs: data.dimension,
    examples: kept.length,
    number: Int32Array.from(kept),
    rowStart,
    column: Int32Array.from(column),
    value: maps === null ? null : Int32Array.from(value),
    label: Int32Array.from(kept, (e) => data.labels[e]!),
    valueShift: maps === null ? 0 : FEATURE_BITS,
    maps,
    exact,
  };
}

/** Full-batch sums do not depend on the order; updates after every example suffer when the labels come in runs. */
function shuffled(numbers: readonly number[]): number[] {
  return numbers
    .map((e) => ({ e, key: hash3(0, 0, e) }))
    .sort((a, b) => a.key - b.key || a.e - b.e)
    .map(({ e }) => e);
}

function featureMaps(data: LabelledPoints, kept: readonly number[]): FeatureMap[] {
  const columns = Array.from({ length: data.dimension }, () => ({ least: 0n, most: 0n, seen: 0, step: 0n }));
  const visit = (action: (column: (typeof columns)[number], x: bigint) => void) => {
    for (const e of kept)
      data.points[e]!.index.forEach((j, t) => action(columns[j]!, data.points[e]!.value[t]!));
  };
  visit((column, x) => {
    if (column.seen === 0 || x < column.least) column.least = x;
    if (column.seen === 0 || x > column.most) column.most = x;
    column.seen++;
  });
  for (const column of columns) {
    if (column.seen === kept.length) continue; // zeros are not stored in points
    if (column.least > 0n) column.least = 0n;
    if (column.most < 0n) column.most = 0n;
  }
  visit((column, x) => (column.step = gcd(column.step, 2n * x - column.least - column.most)));
  return columns.map(({ least, most, seen, step }) => {
    const centre = least + most;
    const unit = seen === kept.length ? step : gcd(step, centre);
    if (least === most) return { factor: 0n, centre, divisor: 1n }; // a constant input: the bias does its work
    const reach = (most - least) / unit;
    if (reach <= FEATURE_LIMIT) return { factor: BigInt(FEATURE_LIMIT) / reach, centre, divisor: unit };
    let divisor = unit;
    while (roundedQuotient(most - least, divisor) > FEATURE_LIMIT) divisor *= 2n;
    return { factor: 1n, centre, divisor };
  });
}

/** The integer nearest to numerator / divisor, halves away from 0; divisor > 0. */
function roundedQuotient(numerator: bigint, divisor: bigint): bigint {
  const half = numerator < 0n ? -divisor : divisor;
  return (2n * numerator + half) / (2n * divisor);
}

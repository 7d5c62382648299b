// A threshold unit with small weights that does on given points what another one does.
import { maximize } from '../exact/linear-program.ts';
import { gcd, lcm } from '../exact/rational.ts';
import { separateExactly } from '../exact/separate.ts';
import type { Unit } from '../problem/training/configuration.ts';

/** Inputs up to which a unit is taken at all points, so that its least weights are integers. */
const MOST_COMPLETE = 7;

/**
 * An integer unit that fires on given points as told, of the least sum of |w| before it is scaled to integers. Its weights and
 * threshold fit the bits that `thresholdUnit` has for them.
 *
 * It is a basic solution, so Cramer's rule bounds its weights as in `weightBound`: beyond 8 inputs that is the bound itself,
 * at 8 inputs a determinant is at most 56, which takes as many bits as the 42 there. Up to 7 inputs the least weights of a unit
 * whose answers at all points are given are integers within `weightBound`: all functions up to symmetry have been tried.
 * @param fires what the unit does on any point
 * @throws Error when no unit does that
 */
export function boundedUnit(
  points: readonly (readonly boolean[])[],
  fires: (bits: readonly boolean[]) => boolean,
  inputs: number,
): Unit {
  const taken = inputs <= MOST_COMPLETE ? allPoints(inputs) : points;
  const told = taken.map(fires);
  // The dual program: a column a point, two rows a weight, w = first price - second price, one row for the threshold.
  const columns = taken.map((bits, b) => {
    const sign = told[b]! ? 1n : -1n;
    const ones = bits.flatMap((bit, i) => (bit ? [i] : []));
    return {
      index: [...ones, ...ones.map((i) => inputs + i), 2 * inputs],
      value: [...ones.map(() => sign), ...ones.map(() => -sign), -sign],
    };
  });
  const optimum = maximize(
    columns,
    told.map((wanted) => (wanted ? 0n : 1n)),
    [...Array.from({ length: 2 * inputs }, () => 1n), 'zero'],
  );
  if (!optimum.bounded) throw new Error('boundedUnit: expected a threshold function, got another');
  const { prices, scale } = optimum;
  const raw = Array.from({ length: inputs }, (_, i) => prices[i]! - prices[inputs + i]!);
  const common = raw.reduce((most, w) => lcm(most, scale / gcd(w, scale)), 1n);
  const weights = raw.map((w) => (w * common) / scale);
  return { weights, threshold: thresholdOf(weights, taken, told) };
}

/** The least sum of a point that is accepted, or where none is the one after the largest sum. */
function thresholdOf(
  weights: readonly bigint[],
  points: readonly (readonly boolean[])[],
  told: readonly boolean[],
): bigint {
  const sums = points.map((bits) => weights.reduce((sum, w, i) => (bits[i] ? sum + w : sum), 0n));
  const accepted = sums.filter((_, b) => told[b]);
  if (accepted.length > 0) return accepted.reduce((least, sum) => (sum < least ? sum : least));
  return 1n + sums.reduce((most, sum) => (sum > most ? sum : most), -1n);
}

function allPoints(inputs: number): boolean[][] {
  return Array.from({ length: 2 ** inputs }, (_, b) =>
    Array.from({ length: inputs }, (_x, i) => ((b >> i) & 1) === 1),
  );
}

/** An integer unit that fires on given points as told. @throws Error when there is none */
export function unitOf(
  points: readonly (readonly boolean[])[],
  told: readonly boolean[],
  inputs: number,
): Unit {
  const side = (wanted: boolean) =>
    points.flatMap((bits, b) => {
      if (told[b] !== wanted) return [];
      const index = bits.flatMap((bit, i) => (bit ? [i] : []));
      return [{ index, value: index.map(() => 1n) }];
    });
  const answer = separateExactly(side(true), side(false), inputs);
  if (!answer.separable) throw new Error('unitOf: expected a threshold function, got another');
  return { weights: answer.weights, threshold: answer.threshold };
}

// Random training instances: every output family, Boolean and rational stimuli, duplicates, contradictions, don't-cares.
import type { Random } from '../../src/random.ts';
import { rational, type Rational } from '../../src/exact/rational.ts';
import type { Example, Stimulus } from '../../src/problem/training/schema.ts';
import {
  OUTPUT_FAMILIES,
  shallowInstance,
  type OutputFamily,
  type ShallowInstance,
} from '../../src/problem/training/shallow.ts';
import { between, few, pick } from './kind.ts';

/** Boolean points on few inputs: small enough to be enumerated. */
export function tinyNetwork(random: Random): ShallowInstance {
  const inputs = pick(random, [0, 1, 2, 2, 3, 3, 3, 4]);
  const wanted = 12 - few(random, 12);
  const points = boolean(random, inputs, wanted, random.below(3) === 0);
  return network(random, few(random, 5), inputs, points);
}

/** Points on a line or in small space: grids, fractions, points in a row, points that hardly differ, Boolean ones among them. */
export function rationalNetwork(random: Random): ShallowInstance {
  const inputs = pick(random, [1, 1, 2, 2, 3]);
  const coordinate = pick<() => Rational>(random, [
    () => rational(BigInt(between(random, -2, 2)), 1n),
    () => rational(BigInt(between(random, -9, 9)), BigInt(between(random, 1, 7))),
    () => rational(10n ** 18n + BigInt(random.below(3)), 10n ** 18n),
    () => rational(BigInt(random.below(2 ** 32)) * 10n ** BigInt(random.below(30)), 3n ** 20n),
  ]);
  const draw = (): Stimulus =>
    random.below(8) === 0 ? random.bits(inputs) : Array.from({ length: inputs }, coordinate);
  const points = Array.from({ length: 9 - few(random, 8) }, draw);
  if (random.below(4) === 0) points.push(pick(random, points));
  return network(random, few(random, 4), inputs, points);
}

/** Boolean points too many to enumerate, few enough for seconds. */
export function middlingNetwork(random: Random): ShallowInstance {
  const inputs = between(random, 4, 12);
  const hidden = pick(random, [0, 1, 2, 2, 2, 3, 3, 4]);
  const most = hidden < 3 ? 60 : 24;
  const points = boolean(random, inputs, between(random, 12, Math.min(most, 2 ** inputs)), true);
  return network(random, hidden, inputs, points);
}

function boolean(random: Random, inputs: number, wanted: number, different: boolean): string[] {
  const points = Array.from({ length: wanted }, () => random.bits(inputs));
  return different ? [...new Set(points)] : points;
}

function network(
  random: Random,
  hidden: number,
  inputs: number,
  points: readonly Stimulus[],
): ShallowInstance {
  const output: OutputFamily = hidden === 0 ? 'threshold' : pick(random, OUTPUT_FAMILIES);
  const label = pick<(point: Stimulus) => boolean>(random, [
    () => random.below(2) === 1,
    () => random.below(5) === 0,
    // Hard for few units.
    (point) => [...point].filter((x) => x !== '0').length % 2 === 1,
    () => random.below(3) > 0,
    planted(random, inputs, hidden + 1),
  ]);
  const open = pick(random, [0, 0, 0, 10, 40]);
  const noise = pick(random, [0, 0, 0, 5, 20]);
  const examples = points.map((stimulus): Example => {
    if (random.below(100) < open) return { stimulus, response: '*' };
    return { stimulus, response: label(stimulus) !== random.below(100) < noise ? '1' : '0' };
  });
  return shallowInstance({ inputs, hidden, output, examples });
}

/** An AND of random halfspaces, in floats, since nothing rests on it. */
function planted(random: Random, inputs: number, units: number): (point: Stimulus) => boolean {
  const halfspaces = Array.from({ length: units }, () => ({
    weights: Array.from({ length: inputs }, () => between(random, -4, 4)),
    threshold: between(random, -4, 2),
  }));
  const value = (x: string | Rational): number =>
    typeof x === 'string' ? Number(x) : Number(x.numerator) / Number(x.denominator);
  return (point) =>
    halfspaces.every(
      ({ weights, threshold }) =>
        [...point].reduce((sum, x, j) => sum + weights[j]! * value(x), 0) >= threshold,
    );
}

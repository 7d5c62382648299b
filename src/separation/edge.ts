// From floats to facts: integer multipliers for a conflict, and integer weights for a separator, both checked exactly.
import { gcd } from '../exact/rational.ts';
import { dependency } from '../exact/kernel.ts';
import { separateExactly } from '../exact/separate.ts';
import { dot, type Point } from '../problem/training/points.ts';

/** Examples no unit can treat as claimed, with positive integer multipliers, by number of the example, ascending. */
export type ExactEdge = {
  readonly accept: readonly (readonly [number, bigint])[];
  readonly reject: readonly (readonly [number, bigint])[];
};

/** Denominators tried when a float multiplier is read as a fraction. */
const MAX_DENOMINATOR = 20_000;

/** Σ λ = Σ μ > 0 and Σ λ x = Σ μ x, in exact integers. */
export function balances(points: readonly Point[], edge: ExactEdge): boolean {
  const sum = new Map<number, bigint>();
  let total = 0n;
  for (const [side, list] of [
    [1n, edge.accept],
    [-1n, edge.reject],
  ] as const)
    for (const [e, multiplier] of list) {
      if (multiplier <= 0n) return false;
      total += side * multiplier;
      const { index, value } = points[e]!;
      for (let t = 0; t < index.length; t++)
        sum.set(index[t]!, (sum.get(index[t]!) ?? 0n) + side * multiplier * value[t]!);
    }
  return edge.accept.length > 0 && total === 0n && [...sum.values()].every((s) => s === 0n);
}

/**
 * Integer multipliers for a conflict the simplex reported: its float multipliers read as fractions and checked, or
 * else an exact computation on the same examples.
 * @returns undefined when the examples are separable after all (the floats were wrong)
 */
export function exactEdge(
  points: readonly Point[],
  accept: readonly number[],
  reject: readonly number[],
  multipliers: ReadonlyMap<number, number>,
  dimension: number,
): ExactEdge | undefined {
  const guess = fractions([...accept, ...reject].map((e) => multipliers.get(e) ?? 0));
  if (guess) {
    const pair = (e: number, i: number): [number, bigint] => [e, guess[i]!];
    const edge = tidy(
      accept.map(pair),
      reject.map((e, i) => pair(e, i + accept.length)),
    );
    if (balances(points, edge)) return edge;
  }
  const lifted = liftedEdge(points, accept, reject, dimension);
  if (lifted && balances(points, lifted)) return lifted;
  const answer = separateExactly(
    accept.map((e) => points[e]!),
    reject.map((e) => points[e]!),
    dimension,
  );
  if (answer.separable) return undefined;
  return tidy(
    [...answer.accept].map(([i, m]) => [accept[i]!, m]),
    [...answer.reject].map(([i, m]) => [reject[i]!, m]),
  );
}

/** A basic conflict is the only dependency of its examples (x, 1), those it rejects taken negatively. */
function liftedEdge(
  points: readonly Point[],
  accept: readonly number[],
  reject: readonly number[],
  dimension: number,
): ExactEdge | undefined {
  const vector = (e: number, sign: number) => ({
    index: [...points[e]!.index, dimension],
    value: [...points[e]!.value.map((v) => sign * Number(v)), sign],
  });
  const v = dependency(
    [...accept.map((e) => vector(e, 1)), ...reject.map((e) => vector(e, -1))],
    dimension + 1,
  );
  if (!v?.every((m) => m > 0n)) return undefined;
  return tidy(
    accept.map((e, i) => [e, v[i]!]),
    reject.map((e, i) => [e, v[i + accept.length]!]),
  );
}

function tidy(accept: [number, bigint][], reject: [number, bigint][]): ExactEdge {
  const ascending = (list: [number, bigint][]) =>
    list.filter(([, m]) => m !== 0n).sort((a, b) => a[0] - b[0]);
  return { accept: ascending(accept), reject: ascending(reject) };
}

/** Coprime integers proportional to the given positive floats, when these are near small fractions of the least. */
function fractions(values: readonly number[]): bigint[] | undefined {
  const least = Math.min(...values.filter((v) => v > 0));
  if (!Number.isFinite(least)) return undefined;
  let common = 1n;
  const parts: [bigint, bigint][] = [];
  for (const value of values) {
    const part = nearFraction(value / least);
    if (!part) return undefined;
    parts.push(part);
    common = (common / gcd(common, part[1])) * part[1];
    if (common > 1n << 60n) return undefined;
  }
  const integers = parts.map(([p, q]) => (p * common) / q);
  const g = integers.reduce(gcd, 0n);
  return g === 0n ? undefined : integers.map((v) => v / g);
}

/** The first convergent of the continued fraction of x that lies within 1e-8 relative of it. */
function nearFraction(x: number): [bigint, bigint] | undefined {
  let [p0, q0, p1, q1] = [0, 1, 1, 0];
  let rest = x;
  for (let i = 0; i < 40; i++) {
    const whole = Math.floor(rest);
    [p0, q0, p1, q1] = [p1, q1, whole * p1 + p0, whole * q1 + q0];
    if (q1 > MAX_DENOMINATOR || p1 > Number.MAX_SAFE_INTEGER) return undefined;
    if (Math.abs(p1 / q1 - x) <= 1e-8 * Math.max(1, x)) return [BigInt(p1), BigInt(q1)];
    rest = 1 / (rest - whole);
  }
  return undefined;
}

/** An integer unit on the points. */
export type PointUnit = { readonly weights: bigint[]; readonly threshold: bigint };

/** The unit with these weights and the largest threshold that accepts all of `accept`, if it rejects all of `reject`. */
function unitWith(
  weights: bigint[],
  points: readonly Point[],
  accept: readonly number[],
  reject: readonly number[],
): PointUnit | undefined {
  let threshold: bigint | undefined;
  for (const e of accept) {
    const v = dot(weights, points[e]!);
    if (threshold === undefined || v < threshold) threshold = v;
  }
  let highest: bigint | undefined;
  for (const e of reject) {
    const v = dot(weights, points[e]!);
    if (highest === undefined || v > highest) highest = v;
    if (threshold !== undefined && v >= threshold) return undefined;
  }
  return { weights, threshold: threshold ?? (highest ?? -1n) + 1n };
}

/**
 * An integer unit that fires on all of `accept` and on none of `reject`: the float weights scaled and rounded, the
 * smallest scale that passes the exact check, or else an exact computation.
 * @param weights float weights on the points, w·p - θ ≥ 1 on accepted and ≤ -1 on rejected points up to float error
 * @returns undefined when no unit separates (the floats were wrong)
 */
export function exactUnit(
  weights: readonly number[],
  points: readonly Point[],
  accept: readonly number[],
  reject: readonly number[],
  dimension: number,
): PointUnit | undefined {
  const scales = [
    0.5,
    1,
    1.5,
    2,
    3,
    4,
    6,
    8,
    12,
    16,
    24,
    32,
    64,
    128,
    256,
    1024,
    4096,
    2 ** 16,
    2 ** 20,
    2 ** 26,
  ];
  for (const scale of scales) {
    const scaled = weights.map((w) => Math.round(w * scale));
    if (!scaled.every(Number.isSafeInteger)) break;
    const unit = unitWith(scaled.map(BigInt), points, accept, reject);
    if (unit) return unit;
  }
  const answer = separateExactly(
    accept.map((e) => points[e]!),
    reject.map((e) => points[e]!),
    dimension,
  );
  return answer.separable ? { weights: answer.weights, threshold: answer.threshold } : undefined;
}

// Linear separability of two sets of integer points, decided exactly: the last resort when floats mislead.
import { gcd } from './rational.ts';

/** A sparse integer point, as in the problem vocabulary. */
type SparsePoint = { readonly index: readonly number[]; readonly value: readonly bigint[] };

/** Either a unit that fires on every accepted point and on no rejected one, or multipliers that show there is none. */
export type ExactSeparation =
  | { readonly separable: true; readonly weights: bigint[]; readonly threshold: bigint }
  | { readonly separable: false; readonly accept: Map<number, bigint>; readonly reject: Map<number, bigint> };

/**
 * Decides whether some w, θ has w·p ≥ θ on every accepted and w·q < θ on every rejected point.
 *
 * Phase one of the simplex method on the dual system Σ λ_p (p, -1) = Σ μ_q (q, -1), Σ λ + Σ μ = 1, λ, μ ≥ 0
 * (Gordan's theorem: it has a solution iff there is no separator). The tableau is kept in integers over one common
 * denominator (Edmonds; every division below is exact), and Bland's rule excludes cycling, so the answer is exact and
 * the method ends. A basic solution has at most dimension + 2 multipliers (Kirchberger).
 * @returns multipliers keyed by position in `accept` and `reject`, coprime, positive
 */
export function separateExactly(
  accept: readonly SparsePoint[],
  reject: readonly SparsePoint[],
  dimension: number,
): ExactSeparation {
  const rows = dimension + 2;
  const columns = accept.length + reject.length;
  // Column c is the point's row of the primal system; artificial variable i is the unit column i, kept implicitly
  // as the last `rows` columns so that the duals can be read off.
  const table: bigint[][] = Array.from({ length: rows }, (_, i) => {
    const row = Array.from<bigint>({ length: columns + rows + 1 }).fill(0n);
    row[columns + i] = 1n;
    return row;
  });
  [...accept, ...reject].forEach((point, c) => {
    const sign = c < accept.length ? 1n : -1n;
    point.index.forEach((j, t) => (table[j]![c] = sign * point.value[t]!));
    table[dimension]![c] = -sign;
    table[dimension + 1]![c] = 1n;
  });
  table[dimension + 1]![columns + rows] = 1n;
  const basis = Array.from({ length: rows }, (_, i) => columns + i);
  // Objective: the sum of the artificial variables, as reduced costs (times the common denominator).
  const cost = Array.from({ length: columns + rows + 1 }, (_, c) =>
    c >= columns && c < columns + rows ? 0n : table.reduce((sum, row) => sum - row[c]!, 0n),
  );
  let denominator = 1n;
  for (;;) {
    let entering = -1;
    for (let c = 0; c < columns && entering < 0; c++) if (cost[c]! < 0n) entering = c;
    if (entering < 0) break;
    let leaving = -1;
    for (let i = 0; i < rows; i++) {
      const a = table[i]![entering]!;
      if (a <= 0n) continue;
      if (leaving < 0) {
        leaving = i;
        continue;
      }
      const mine = table[i]![columns + rows]! * table[leaving]![entering]!;
      const best = table[leaving]![columns + rows]! * a;
      if (mine < best || (mine === best && basis[i]! < basis[leaving]!)) leaving = i;
    }
    if (leaving < 0) throw new Error('separateExactly: expected a bounded phase one, got an unbounded ray');
    denominator = pivot(table, cost, leaving, entering, denominator);
    basis[leaving] = entering;
  }
  if (cost[columns + rows] === 0n) return refutation(table, basis, accept.length, columns, rows);
  // Reduced cost of artificial i is 1 - y_i in units of the denominator; the dual y proves the optimum positive.
  const y = Array.from({ length: rows }, (_, i) => denominator - cost[columns + i]!);
  return unitFromDual(y, accept, reject, dimension);
}

/** Fraction-free pivot; returns the new common denominator. */
function pivot(table: bigint[][], cost: bigint[], row: number, column: number, denominator: bigint): bigint {
  const source = table[row]!;
  const p = source[column]!;
  for (const target of [...table.filter((_, i) => i !== row), cost]) {
    const f = target[column]!;
    for (let c = 0; c < target.length; c++)
      if (target[c] !== 0n || (f !== 0n && source[c] !== 0n))
        target[c] = (target[c]! * p - f * source[c]!) / denominator;
  }
  return p;
}

function refutation(
  table: bigint[][],
  basis: number[],
  accepts: number,
  columns: number,
  rows: number,
): ExactSeparation {
  const basic = basis
    .map((c, i) => ({ c, value: table[i]![columns + rows]! }))
    .filter(({ c, value }) => c < columns && value !== 0n);
  const common = basic.reduce((g, { value }) => gcd(g, value), 0n);
  const accept = new Map<number, bigint>();
  const reject = new Map<number, bigint>();
  for (const { c, value } of basic.sort((a, b) => a.c - b.c))
    if (c < accepts) accept.set(c, value / common);
    else reject.set(c - accepts, value / common);
  return { separable: false, accept, reject };
}

/** The dual (w, θ) up to sign: w·p - θ and -(w·q - θ) all have the sign opposite to y's last entry. */
function unitFromDual(
  y: bigint[],
  accept: readonly SparsePoint[],
  reject: readonly SparsePoint[],
  dimension: number,
): ExactSeparation {
  const g = y.slice(0, dimension).reduce(gcd, 0n);
  const weights = y.slice(0, dimension).map((v) => (g === 0n ? 0n : -v / g));
  const value = (point: SparsePoint): bigint =>
    point.index.reduce((sum, j, t) => sum + weights[j]! * point.value[t]!, 0n);
  const accepted = accept.map(value);
  const rejected = reject.map(value);
  const least = (values: bigint[]): bigint => values.reduce((a, b) => (b < a ? b : a));
  const threshold =
    accepted.length > 0 ? least(accepted) : rejected.length > 0 ? 1n - least(rejected.map((v) => -v)) : 0n;
  if (!rejected.every((v) => v < threshold))
    throw new Error('separateExactly: the dual solution does not separate');
  return { separable: true, weights, threshold };
}

// Linear programs in exact integers: the simplex method from a basis that is feasible as it stands.
import { gcd } from './rational.ts';

/** A sparse column of integers; indices are rows. */
export type Column = { readonly index: readonly number[]; readonly value: readonly bigint[] };

/** Σ (its entries · y) ≤ `right`, which is not negative; or, when `right` is 'zero', = 0. */
export type Row = bigint | 'zero';

/**
 * Bounded: a price for each row, over the common positive `scale`, basic and optimal for the dual program. Unbounded: a ray,
 * coprime positive integers by column.
 */
export type Optimum =
  | { readonly bounded: true; readonly prices: readonly bigint[]; readonly scale: bigint }
  | { readonly bounded: false; readonly ray: ReadonlyMap<number, bigint> };

/**
 * Maximises Σ gains_c y_c over y ≥ 0 under the rows; y = 0 satisfies them all. The tableau is kept in integers over one
 * common denominator (Edmonds 1967; every division is exact), and Bland's rule excludes cycling, so the method ends.
 *
 * Prices p minimise Σ right_i p_i under p · column_c ≥ gains_c, p_i ≥ 0 where the row is an inequality. A ray y satisfies
 * the rows with right sides 0, and Σ gains_c y_c > 0.
 */
export function maximize(
  columns: readonly Column[],
  gains: readonly bigint[],
  rows: readonly Row[],
): Optimum {
  const unit = columns.length;
  const right = unit + rows.length;
  const table = rows.map((row, i) => {
    const line = Array.from<bigint>({ length: right + 1 }).fill(0n);
    line[unit + i] = 1n;
    line[right] = row === 'zero' ? 0n : row;
    return line;
  });
  columns.forEach(({ index, value }, c) => index.forEach((i, t) => (table[i]![c] = value[t]!)));
  const reduced = Array.from({ length: right + 1 }, (_, c) => gains[c] ?? 0n);
  // The unit column of an equation is 0 for good: it leaves the basis when it can and never comes back.
  const isZero = (c: number): boolean => rows[c - unit] === 'zero';
  const basis = rows.map((_, i) => unit + i);
  let scale = 1n;
  for (;;) {
    let entering = 0;
    while (entering < right && (reduced[entering]! <= 0n || isZero(entering))) entering++;
    if (entering === right) break;
    const leaving = leavingRow(table, basis, entering, right, isZero);
    if (leaving === undefined) return { bounded: false, ray: rayOf(table, basis, entering, scale, unit) };
    scale = pivot(table, reduced, leaving, entering, scale);
    basis[leaving] = entering;
  }
  return { bounded: true, prices: rows.map((_, i) => -reduced[unit + i]!), scale };
}

function leavingRow(
  table: readonly (readonly bigint[])[],
  basis: readonly number[],
  entering: number,
  right: number,
  isZero: (column: number) => boolean,
): number | undefined {
  const zero = basis.findIndex((c, i) => isZero(c) && table[i]![entering] !== 0n);
  if (zero >= 0) return zero;
  let leaving: number | undefined;
  for (const [i, row] of table.entries()) {
    if (row[entering]! <= 0n) continue;
    const best = leaving === undefined ? undefined : table[leaving]!;
    const difference = best && row[right]! * best[entering]! - best[right]! * row[entering]!;
    if (difference === undefined || difference < 0n || (difference === 0n && basis[i]! < basis[leaving!]!))
      leaving = i;
  }
  return leaving;
}

/** Fraction-free pivot; returns the new common denominator, which is positive. */
function pivot(
  table: bigint[][],
  reduced: bigint[],
  leaving: number,
  entering: number,
  scale: bigint,
): bigint {
  const source = table[leaving]!;
  // Only a row whose right side is 0 is left at a negative entry; it may as well be read with the other sign.
  if (source[entering]! < 0n) for (const [c, value] of source.entries()) source[c] = -value;
  const p = source[entering]!;
  for (const target of [...table, reduced]) {
    if (target === source) continue;
    const factor = target[entering]!;
    for (let c = 0; c < target.length; c++)
      if (target[c] !== 0n || (factor !== 0n && source[c] !== 0n))
        target[c] = (target[c]! * p - factor * source[c]!) / scale;
  }
  return p;
}

/** The entering column grows, and with it the basic ones that its entries are negative in. */
function rayOf(
  table: readonly (readonly bigint[])[],
  basis: readonly number[],
  entering: number,
  scale: bigint,
  unit: number,
): Map<number, bigint> {
  const grown: [number, bigint][] = [[entering, scale]];
  basis.forEach((c, i) => grown.push([c, -table[i]![entering]!]));
  const own = grown.filter(([c, value]) => c < unit && value !== 0n).sort(([a], [b]) => a - b);
  const common = own.reduce((g, [, value]) => gcd(g, value), 0n);
  return new Map(own.map(([c, value]) => [c, value / common]));
}

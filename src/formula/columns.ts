// Sums of bits of different weight, by columns of full adders.
import { emit, negation, parity, type Bit } from './bit.ts';
import type { ClauseSink } from './sink.ts';
import { atLeast } from './totalizer.ts';

/**
 * The binary digits, the lowest first, of a sum of bits of which those in column j weigh 2^j; a digit is given as soon as its
 * clauses are made. From the lowest column up, three bits (or the last two) are replaced by their parity, in the column, and
 * by their carry, in the next one, until one is left: Σ 2^j · (true bits of column j) stays what it was. Eén and Sörensson,
 * JSAT 2 (2006): two variables and 14 clauses for each full adder.
 * @param columns is changed
 * @param width digits that the sum may have: no two bits of the highest column are true then, and no carry is made;
 *   undefined for as many as it takes
 */
export function* digitsOfSum(sink: ClauseSink, columns: Bit[][], width?: number): Generator<Bit> {
  for (let j = 0; j < (width ?? columns.length); j++) {
    const column = (columns[j] ??= []);
    let next = 0;
    while (column.length - next > 1) {
      const bits = column.slice(next, next + 3);
      next += bits.length;
      column.push(parity(sink, bits));
      if (j + 1 !== width) (columns[j + 1] ??= []).push(atLeast(sink, bits, 2));
      else
        for (const [i, b] of bits.entries())
          for (const a of bits.slice(0, i)) emit(sink, [negation(a), negation(b)]);
    }
    yield column[next] ?? false;
  }
}

/** A literal, and the number that it adds when it is true. */
export type Summand = { readonly literal: number; readonly coefficient: bigint };

/** The clauses that say: the numbers of the true literals, all from 0, add up to `total`, from 0. */
export function sumIs(sink: ClauseSink, summands: readonly Summand[], total: bigint): void {
  const wanted = digitsOf(total);
  const small = summands.filter(({ literal, coefficient }) => {
    if (coefficient > total) sink.clause([-literal]);
    return coefficient <= total;
  });
  let j = 0;
  for (const digit of digitsOfSum(sink, columnsOf(small), wanted.length))
    emit(sink, [wanted[j++] ? digit : negation(digit)]);
}

/** The literals in a column for each of the digits of their numbers. */
export function columnsOf(summands: readonly Summand[]): Bit[][] {
  const columns: Bit[][] = [];
  for (const { literal, coefficient } of summands)
    digitsOf(coefficient).forEach((is, j) => {
      const column = (columns[j] ??= []);
      if (is) column.push(literal);
    });
  return columns;
}

/** Binary digits of a number from 0, the lowest first; none of 0. */
export function digitsOf(n: bigint): boolean[] {
  return n === 0n ? [] : [...n.toString(2)].toReversed().map((digit) => digit === '1');
}

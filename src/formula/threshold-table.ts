// The condition that a truth table is a threshold function: no two points where it is true and two where it is false
// have the same sum (2-asummability). With at most 8 inputs that is exact: every threshold function is 2-asummable, as
// four inequalities would otherwise add up to 0 > 0, and every 2-asummable function is a threshold function (n = 8:
// Muroga, Tsuboi and Baugh, IEEE Trans. Comput. C-19 (1970) 818-825). With 9 inputs it is not. It takes the whole
// table: the condition on some of its points says less.
import { equalSumPairs } from '../exact/asummability.ts';
import type { ClauseSink } from './sink.ts';

/** Inputs up to which 2-asummable functions are threshold functions. */
const MOST_INPUTS = 8;
/** Inputs up to which clauses without auxiliary variables are the better form. */
const MOST_DIRECT = 4;

/**
 * The clauses that say: the table is that of a threshold function.
 * @param table 2^n variables, n at most 8: the value at the point whose bits are those of the index
 * @throws RangeError for another length
 */
export function asummable(sink: ClauseSink, table: readonly number[]): void {
  if (inputsOf(table) <= MOST_DIRECT) asummableDirectly(sink, table);
  else asummableByDirection(sink, table);
}

/** What `asummable` adds for a table of n inputs. @throws RangeError for n > 8 */
export function asummabilitySize(n: number): { readonly variables: number; readonly clauses: number } {
  checkInputs(n);
  return n <= MOST_DIRECT
    ? { variables: 0, clauses: 2 ** (n - 2) * (3 ** n - 2 ** (n + 1) + 1) }
    : { variables: (3 ** n - 1) / 2 - 2 ** (n - 1), clauses: 2 ** n * (2 ** n - 2) };
}

/**
 * `asummable` without auxiliary variables: for points a + b = c + d, not the same two, a clause that forbids a and b
 * true with c and d false. 2^(n-2) (3^n - 2^(n+1) + 1) clauses of 4 literals.
 */
export function asummableDirectly(sink: ClauseSink, table: readonly number[]): void {
  const full = 2 ** inputsOf(table) - 1;
  for (let ones = 1; ones <= full; ones++) {
    // The sum is 1 on `ones`: there one point has the bits of `some`, the other the rest of `ones`.
    const lowest = ones & -ones;
    const splits: number[] = [];
    for (let some = ones; some > 0; some = (some - 1) & ones) if (some & lowest) splits.push(some);
    const outside = full & ~ones;
    for (let twos = outside; ; twos = (twos - 1) & outside) {
      for (const trues of splits)
        for (const falses of splits)
          if (trues !== falses)
            sink.clause([
              -table[twos | trues]!,
              -table[twos | (ones ^ trues)]!,
              table[twos | falses]!,
              table[twos | (ones ^ falses)]!,
            ]);
      if (twos === 0) break;
    }
  }
}

/**
 * `asummable` with one auxiliary variable a direction, which says whether the table may rise or fall that way: it may
 * not do both. (3^n - 1)/2 - 2^(n-1) variables, 2^n (2^n - 2) clauses of 3 literals.
 */
export function asummableByDirection(sink: ClauseSink, table: readonly number[]): void {
  for (const group of equalSumPairs(inputsOf(table))) {
    const rises = sink.variable();
    for (const [from, to] of group) {
      sink.clause([-table[from]!, table[to]!, -rises]);
      sink.clause([-table[to]!, table[from]!, rises]);
    }
  }
}

function inputsOf(table: readonly number[]): number {
  const n = Math.log2(table.length);
  checkInputs(n);
  return n;
}

function checkInputs(n: number): void {
  if (!(Number.isInteger(n) && n >= 0 && n <= MOST_INPUTS))
    throw new RangeError(`asummable: expected a table of 0 to ${MOST_INPUTS} inputs, got ${n}`);
}

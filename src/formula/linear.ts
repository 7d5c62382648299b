// Linear constraints over literals as clauses, totalizers or adders, whichever suits their coefficients.
import { gcd } from '../exact/rational.ts';
import { overVariables, type LinearConstraint } from '../problem/linear-constraint.ts';
import { bitLength } from '../problem/numerals.ts';
import { emit } from './bit.ts';
import { columnsOf, digitsOf, digitsOfSum, sumIs, type Summand } from './columns.ts';
import type { ClauseSink } from './sink.ts';
import { atMost, mostClauses, MOST_CLAUSES } from './totalizer.ts';

/** Literals of different variables, and their coefficients, all from 1. */
type Sum = readonly Summand[];

/** Clauses of a full adder. */
const ADDER = 14;
/** A totalizer propagates better than adders, and is taken up to so many times their clauses. */
const WORTH = 32;

/**
 * The clauses that say that a constraint holds.
 *   1. Each variable once, with a positive coefficient: a · x = a - a · ¬x. Then Σ a_i l_i is compared with a bound b.
 *   2. Of `<=` the complement: Σ a_i ¬l_i >= Σ a_i - b. Of `>=` coefficients above b become b.
 *   3. Coefficients are divided by their common divisor, and the bound, for `>=` rounded up; `=` has no solution when it is no
 *      multiple.
 *   4. A bound of 1 from below is a clause. Otherwise a totalizer, which forbids false literals to weigh more than Σ a_i - b
 *      (for `=` also true ones to weigh more than b), or columns of full adders, whose digits are compared with b.
 * Source: N. Eén and N. Sörensson, Translating pseudo-Boolean constraints into SAT, JSAT 2 (2006) 1-26, for the normal form and
 * the adders; the generalised totalizer of Joshi, Martins and Manquinho, CP 2015.
 */
export function encodeLinear(sink: ClauseSink, { terms, relation, bound }: LinearConstraint): void {
  const { sum, constant } = overVariables(terms);
  let least = bound - constant;
  let total = 0n;
  const positive = [...sum].map(([variable, a]) => {
    // a · x = a + (-a) · ¬x for a < 0.
    if (a < 0n) least -= a;
    const coefficient = a < 0n ? -a : a;
    total += coefficient;
    return { literal: a < 0n ? -variable : variable, coefficient };
  });
  if (relation === '=') equal(sink, positive, least, total);
  else if (relation === '>=') atLeast(sink, positive, least);
  else
    atLeast(
      sink,
      positive.map(({ literal, coefficient }) => ({ literal: -literal, coefficient })),
      total - least,
    );
}

function atLeast(sink: ClauseSink, given: Sum, bound: bigint): void {
  if (bound <= 0n) return;
  const cut = given.map(({ literal, coefficient }) => ({
    literal,
    coefficient: coefficient > bound ? bound : coefficient,
  }));
  const { sum, total, divisor } = reduced(cut);
  // Without literals there is no divisor.
  const least = divisor === 0n ? bound : (bound + divisor - 1n) / divisor;
  if (total < least) sink.clause([]);
  else if (least === 1n) sink.clause(sum.map(({ literal }) => literal));
  else if (suitsTotalizer(sum, total - least)) forbid(sink, negated(sum), total - least);
  else {
    const digits = [...digitsOfSum(sink, columnsOf(sum))];
    // Where the bound has a 1 the sum has one, too, or it is larger: above it has a 1 where the bound has none.
    const wanted = digitsOf(least);
    for (const [j, is] of wanted.entries())
      if (is)
        emit(
          sink,
          digits.slice(j).filter((_, i) => i === 0 || wanted[j + i] !== true),
        );
  }
}

function equal(sink: ClauseSink, given: Sum, bound: bigint, all: bigint): void {
  if (bound < 0n || bound > all) {
    sink.clause([]);
    return;
  }
  if (given.length === 0) return;
  const { sum, total, divisor } = reduced(given);
  if (bound % divisor !== 0n) {
    sink.clause([]);
    return;
  }
  const value = bound / divisor;
  if (suitsTotalizer(sum, value) && suitsTotalizer(sum, total - value)) {
    forbid(sink, sum, value);
    forbid(sink, negated(sum), total - value);
    return;
  }
  sumIs(sink, sum, value);
}

/** The coefficients divided by their common divisor; 0 is that of none. */
function reduced(sum: Sum): { readonly sum: Sum; readonly total: bigint; readonly divisor: bigint } {
  const divisor = sum.reduce((common, { coefficient }) => gcd(common, coefficient), 0n);
  const smaller = sum.map(({ literal, coefficient }) => ({ literal, coefficient: coefficient / divisor }));
  return { sum: smaller, total: smaller.reduce((all, { coefficient }) => all + coefficient, 0n), divisor };
}

function negated(sum: Sum): Sum {
  return sum.map(({ literal, coefficient }) => ({ literal: -literal, coefficient }));
}

/** Whether a totalizer of these weights up to `most` has few clauses, measured by the adders for the same sum. */
function suitsTotalizer(sum: Sum, most: bigint): boolean {
  const total = sum.reduce((all, { coefficient }) => all + coefficient, 0n);
  if (total > BigInt(Number.MAX_SAFE_INTEGER)) return false;
  const longest = sum.reduce((bits, { coefficient }) => Math.max(bits, bitLength(coefficient)), 1);
  const weights = sum.map(({ coefficient }) => Number(coefficient));
  return mostClauses(weights, Number(most)) <= Math.min(WORTH * ADDER * sum.length * longest, MOST_CLAUSES);
}

/** The clauses that say: the true literals weigh at most `most`. */
function forbid(sink: ClauseSink, sum: Sum, most: bigint): void {
  atMost(
    sink,
    sum.map(({ literal, coefficient }) => ({ literal, weight: Number(coefficient) })),
    Number(most),
  );
}

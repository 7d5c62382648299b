// Subset Sum -> satisfiability, by binary addition.
//
// Construction, for numbers a_0 … a_(n-1) and a target of L bits
//   1. Variable i + 1 for number i: "chosen". A number above the target is not: a unit clause.
//   2. A column for each of the target's L bits: bit j of every other number that has it is a literal of column j.
//   3. From the lowest column up, until each has at most one bit: three bits (or the last two) are replaced by their parity, in
//      the column, and by their carry, in the next one. In the highest column no two bits are true instead of a carry.
//   4. What is left in a column equals the target's bit; a column without bits is 0.
//
// Sum => satisfiable. Give the variables of step 1 the values of the choice and the gates theirs. Replacing three bits a, b, c
// by parity and carry keeps Σ 2^j · (true bits of column j), for a + b + c = parity + 2 · carry. This is the chosen numbers'
// sum, at first and so always. It equals the target, so it is below 2^L, and two true bits in the highest column would be
// too much. In the end each column has one bit, and the binary representation of the target is the only one.
//
// Satisfiable => sum. By the same equation the chosen numbers add up to what is left, which by step 4 is the target; in the
// highest column nothing is lost, since no two bits are true.
//
// The gates' values follow from the choice, so there are as many models as there are choices.
//
// Source: N. Eén and N. Sörensson, Translating pseudo-Boolean constraints into SAT, JSAT 2 (2006), on adders.
// Domain: formulas of at most 10,000,000 variables. Degenerate: a number 0 may be chosen or not; the target 0 has no columns,
// and every other number is above it; a target above the sum of all numbers gives a column that cannot equal its bit.
import type { Reduction } from '../src/catalogue/reduction.ts';
import { CnfBuilder } from '../src/formula/cnf-builder.ts';
import { sumIs } from '../src/formula/columns.ts';
import { complete } from '../src/formula/complete.ts';
import { ClauseCounter, type ClauseSink } from '../src/formula/sink.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';
import type { Subset, SubsetSumInstance } from '../src/problem/subset-sum.ts';

function encode({ numbers, target }: SubsetSumInstance, sink: ClauseSink): void {
  const literals = numbers.map((_, i) => sink.variable(() => `number ${i} chosen`));
  sumIs(
    sink,
    numbers.map((coefficient, i) => ({ literal: literals[i]!, coefficient })),
    target,
  );
}

function reduce(instance: SubsetSumInstance): Cnf {
  const builder = new CnfBuilder();
  encode(instance, builder);
  return builder.build();
}

export const subsetSumToSat: Reduction<SubsetSumInstance, Subset, Cnf, Assignment> = {
  name: 'subset-sum-to-sat',
  source: 'subset-sum',
  target: 'sat',
  summary: 'A variable for each number, columns of full adders, and the bits of the target.',
  citation: 'Eén and Sörensson 2006 (adders)',
  sizeLaw:
    'variables about 3 n b, clauses about 14 n b; exactly n variables, and 2 variables and 14 clauses for each of the full adders',

  reduce,

  forward: (instance, { chosen }) =>
    complete(reduce(instance), new Map(chosen.map((value, i) => [i + 1, value]))),

  extract: ({ numbers }, assignment) => ({ chosen: assignment.slice(0, numbers.length) }),

  size(instance) {
    const counter = new ClauseCounter();
    encode(instance, counter);
    return { variables: counter.variables, clauses: counter.clauses };
  },
};

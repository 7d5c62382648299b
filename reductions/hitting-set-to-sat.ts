// Hitting Set -> satisfiability, with a cardinality constraint.
//
// Construction, for n elements, m sets and the number k
//   1. Variable i + 1 for element i: "chosen".
//   2. For each set the clause of its elements' variables.
//   3. A totalizer over the variables of step 1 says that at most k of them are true.
//
// Hit => satisfiable. The variables of the chosen elements are true; each set's clause holds. A totalizer's auxiliary
// variables can be given values whenever at most k of its inputs are true: each output says whether so many are.
//
// Satisfiable => hit. The elements whose variables are true are at most k by step 3, and by step 2 every set has one.
//
// Source: O. Bailleux and Y. Boufkhad, Efficient CNF encoding of Boolean cardinality constraints, CP 2003 (totalizer).
// Domain: at most 16,777,216 clauses of the totalizer. Degenerate: an empty set gives the empty clause; k = 0 gives a
// clause -i for each element; for k >= n there is no totalizer.
import type { Reduction } from '../src/catalogue/reduction.ts';
import { CnfBuilder } from '../src/formula/cnf-builder.ts';
import { complete } from '../src/formula/complete.ts';
import { ClauseCounter, type ClauseSink } from '../src/formula/sink.ts';
import { atMost } from '../src/formula/totalizer.ts';
import type { HittingSet, HittingSetInstance } from '../src/problem/hitting-set.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';

function encode({ elements, sets, size }: HittingSetInstance, sink: ClauseSink): void {
  const literals = Array.from({ length: elements }, (_, i) => sink.variable(() => `element ${i} chosen`));
  for (const set of sets) sink.clause(set.map((element) => literals[element]!));
  atMost(
    sink,
    literals.map((literal) => ({ literal, weight: 1 })),
    size,
  );
}

function reduce(instance: HittingSetInstance): Cnf {
  const builder = new CnfBuilder();
  encode(instance, builder);
  return builder.build();
}

export const hittingSetToSat: Reduction<HittingSetInstance, HittingSet, Cnf, Assignment> = {
  name: 'hitting-set-to-sat',
  source: 'hitting-set',
  target: 'sat',
  summary: 'A variable for each element, a clause for each set, and a totalizer that counts to k.',
  citation: 'Bailleux and Boufkhad 2003 (totalizer)',
  sizeLaw:
    'variables about n log n, clauses about m + n k + 4n; n variables, m clauses and those of a totalizer of n inputs up to k',

  reduce,

  forward: (instance, { chosen }) =>
    complete(reduce(instance), new Map(chosen.map((value, i) => [i + 1, value]))),

  extract: ({ elements }, assignment) => ({ chosen: assignment.slice(0, elements) }),

  size(instance) {
    const counter = new ClauseCounter();
    encode(instance, counter);
    return { variables: counter.variables, clauses: counter.clauses };
  },
};

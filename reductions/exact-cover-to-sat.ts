// Exact Cover -> satisfiability, the direct encoding.
//
// Construction, for n elements and m sets
//   1. Variable j + 1 for set j: "chosen".
//   2. For each element the clause of the variables of the sets it lies in.
//   3. For each element: at most one of these is true. Of up to 5 of them by a clause for every pair, of more by a totalizer.
//
// Covered => satisfiable. The variables of the chosen sets are true; an element's clause has one true variable, and no more
// than one is. A totalizer's auxiliary variables can be given values whenever at most one of its inputs is true: each output
// says whether one is.
//
// Satisfiable => covered. Choose the sets whose variables are true: by step 2 an element lies in at least one of them, by step
// 3 in at most one.
//
// Source: direct; the totalizer is that of O. Bailleux and Y. Boufkhad, Efficient CNF encoding of Boolean cardinality
// constraints, CP 2003. For f variables it takes f - 2 more and 3f - 5 clauses; from 6 on pairs take more.
// Domain: at most 16,777,216 clauses a totalizer. Degenerate: an element without a set gives the empty clause; an empty set is
// a variable without a clause; repeated sets exclude each other; without elements there are no clauses.
import type { Reduction } from '../src/catalogue/reduction.ts';
import { CnfBuilder } from '../src/formula/cnf-builder.ts';
import { complete } from '../src/formula/complete.ts';
import { atMost } from '../src/formula/totalizer.ts';
import type { ExactCover, ExactCoverInstance } from '../src/problem/exact-cover.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';

/** Sets of an element up to which at most one of them is said by pairs. */
const MOST_BY_PAIRS = 5;

function reduce({ elements, sets }: ExactCoverInstance): Cnf {
  const builder = new CnfBuilder();
  const having = Array.from({ length: elements }, (): number[] => []);
  sets.forEach((set, j) => {
    const variable = builder.variable(() => `set ${j} chosen`);
    for (const element of set) having[element]!.push(variable);
  });
  for (const variables of having) {
    builder.clause(variables);
    if (variables.length > MOST_BY_PAIRS)
      atMost(
        builder,
        variables.map((literal) => ({ literal, weight: 1 })),
        1,
      );
    else
      for (const [i, b] of variables.entries())
        for (const a of variables.slice(0, i)) builder.clause([-a, -b]);
  }
  return builder.build();
}

export const exactCoverToSat: Reduction<ExactCoverInstance, ExactCover, Cnf, Assignment> = {
  name: 'exact-cover-to-sat',
  source: 'exact-cover',
  target: 'sat',
  summary: 'A variable for each set; of the sets of an element one is chosen, and no two are.',
  citation: 'direct encoding; Bailleux and Boufkhad 2003 (totalizer)',
  sizeLaw:
    'variables about 4 m, clauses about n + 9 m; exactly m + Σ (f > 5: f - 2) and n + Σ (f > 5: 3 f - 5, else f (f - 1) / 2) over the numbers f of sets that elements lie in',

  reduce,

  forward: (instance, { chosen }) =>
    complete(reduce(instance), new Map(chosen.map((value, j) => [j + 1, value]))),

  extract: ({ sets }, assignment) => ({ chosen: assignment.slice(0, sets.length) }),

  size({ elements, sets }) {
    const times = Array.from({ length: elements }, () => 0);
    for (const set of sets) for (const element of set) times[element]! += 1;
    let variables = sets.length;
    let clauses = elements;
    for (const f of times) {
      if (f > MOST_BY_PAIRS) variables += f - 2;
      clauses += f > MOST_BY_PAIRS ? 3 * f - 5 : (f * (f - 1)) / 2;
    }
    return { variables, clauses };
  },
};

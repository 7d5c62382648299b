// Set Splitting -> not-all-equal satisfiability.
//
// Construction
//   1. Variable i + 1 for element i: true means "in the first part".
//   2. For each set the clause of its elements' variables, all positive.
//
// Both directions: a set meets both parts iff its clause has a true and a false literal, so splittings and
// not-all-equal assignments correspond one to one.
//
// Source: the two problems are the same for positive clauses (Schaefer 1978).
// Domain: every set system. Degenerate: the empty set gives the empty clause and a singleton gives a clause of
// one literal; no assignment satisfies either, just as no splitting splits the set.
import { CnfBuilder } from '../src/formula/cnf-builder.ts';
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';
import type { SetSystem, Splitting } from '../src/problem/set-splitting.ts';

export const setSplittingToNaeSat: Reduction<SetSystem, Splitting, Cnf, Assignment> = {
  name: 'set-splitting-to-nae-sat',
  source: 'set-splitting',
  target: 'nae-sat',
  summary: 'Each element is a variable, each set a positive clause.',
  citation: 'Schaefer 1978',
  sizeLaw: 'variables = n, clauses = m',

  reduce({ elements, sets }) {
    const builder = new CnfBuilder();
    const variables = Array.from({ length: elements }, (_, i) =>
      builder.variable(() => `element ${i} in part 1`),
    );
    for (const set of sets) builder.clause(set.map((element) => variables[element]!));
    return builder.build();
  },

  forward: (_, { first }) => first,

  extract: (_, assignment) => ({ first: assignment }),

  size: ({ elements, sets }) => ({ variables: elements, clauses: sets.length }),
};

// Not-all-equal satisfiability -> satisfiability.
//
// Construction
//   1. Keep the variables.
//   2. For each clause l1 ... lk the clauses (l1 ... lk) and (-l1 ... -lk).
//
// Both directions: under an assignment the first clause says that some literal is true, the second that some
// literal is false; together, that they are not all equal. So the two formulas have the same models.
//
// Source: folklore.
// Domain: every formula. Degenerate: the empty clause gives two empty clauses, a clause of one literal l gives
// (l) and (-l): unsatisfiable, as they should be. A tautology gives two tautologies.
import { CnfBuilder } from '../src/formula/cnf-builder.ts';
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';

export const naeSatToSat: Reduction<Cnf, Assignment, Cnf, Assignment> = {
  name: 'nae-sat-to-sat',
  source: 'nae-sat',
  target: 'sat',
  summary: 'Each clause and the clause of its complemented literals.',
  citation: 'folklore',
  sizeLaw: 'variables = v, clauses = 2c',

  reduce(formula) {
    const builder = new CnfBuilder(formula);
    for (const clause of formula.clauses) {
      builder.clause(clause);
      builder.clause(clause.map((literal) => -literal));
    }
    return builder.build();
  },

  forward: (_, assignment) => assignment,

  extract: (_, assignment) => assignment,

  size: ({ variables, clauses }) => ({ variables, clauses: 2 * clauses.length }),
};

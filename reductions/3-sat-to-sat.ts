// Satisfiability with clauses of at most 3 literals -> satisfiability: the identity.
//
// Construction
//   1. The target is the source.
//
// Both directions hold because the question is the same; only the promise about the clauses' length is
// forgotten, and a witness stays a witness.
//
// Source: none needed; the arrow lets a search for a way reach the SAT engines from every problem that reduces
// to 3-sat.
// Domain: every formula. Degenerate: none.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';

export const threeSatToSat: Reduction<Cnf, Assignment, Cnf, Assignment> = {
  name: '3-sat-to-sat',
  source: '3-sat',
  target: 'sat',
  summary: 'The same formula.',
  citation: 'special case',
  sizeLaw: 'variables = v, clauses = c',
  reduce: (formula) => formula,
  forward: (_, assignment) => assignment,
  extract: (_, assignment) => assignment,
  size: ({ variables, clauses }) => ({ variables, clauses: clauses.length }),
};

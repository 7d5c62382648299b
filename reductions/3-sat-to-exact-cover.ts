// Satisfiability with clauses of at most 3 literals -> Exact Cover.
//
// Construction, for v variables, c clauses and the literals of all clauses, counted as often as they occur
//   1. An element for each variable, then one for each clause, then one for each occurrence of a literal.
//   2. For each variable two sets: the variable's element and the occurrences of ~x ("x is true"); the variable's element and
//      the occurrences of x ("x is false").
//   3. For each occurrence a set of its clause's element and itself ("this literal makes the clause true").
//   4. For each occurrence a set of itself alone.
//
// Satisfiable => covered. Choose the set of step 2 that says what each variable is: it covers the variable and the occurrences
// that are false. Of each clause choose one true occurrence's set of step 3; of other true occurrences those of step 4.
//
// Covered => satisfiable. Exactly one of a variable's two sets is chosen; let it say what the variable is. A clause's element is
// covered by the set of step 3 of some occurrence. That occurrence is not covered by a set of step 2 as well, so its
// literal is true.
//
// Source: H. R. Lewis and C. H. Papadimitriou, Elements of the Theory of Computation, 2nd edition, 1998, section 7.3. R. M. Karp,
// Reducibility among combinatorial problems, 1972, problem 14, goes by way of the chromatic number.
// Domain: clauses of at most 3 literals. Degenerate: the empty clause's element is in no set; repeated and complementary literals
// of a clause are occurrences of their own; a variable that occurs nowhere has two equal sets.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { ExactCover, ExactCoverInstance } from '../src/problem/exact-cover.ts';
import { literalIsTrue, type Assignment, type Cnf } from '../src/problem/sat.ts';
import { derived } from './shared/boolean-instance.ts';
import { requireShortClauses } from './shared/short-clauses.ts';

const name = '3-sat-to-exact-cover';

export const threeSatToExactCover: Reduction<Cnf, Assignment, ExactCoverInstance, ExactCover> = {
  name,
  source: '3-sat',
  target: 'exact-cover',
  summary: 'Variables cover the literals they make false, clauses one of those that are left.',
  citation: 'Lewis and Papadimitriou 1998, section 7.3; cf. Karp 1972, problem 14',
  sizeLaw:
    'elements at most v + 4 c, sets at most 2 v + 6 c; exactly v + c + l and 2 v + 2 l for l literals in all',

  reduce(formula) {
    requireShortClauses(name, formula);
    const { variables, clauses } = formula;
    const saying = Array.from({ length: 2 * variables }, (_, i) => [i >> 1]);
    const ofClause: number[][] = [];
    const alone: number[][] = [];
    let elements = variables + clauses.length;
    for (const [j, clause] of clauses.entries())
      for (const literal of clause) {
        const occurrence = elements++;
        saying[2 * Math.abs(literal) - (literal > 0 ? 1 : 2)]!.push(occurrence);
        ofClause.push([variables + j, occurrence]);
        alone.push([occurrence]);
      }
    return {
      elements,
      sets: [...saying, ...ofClause, ...alone],
      provenance: derived(undefined, name),
    };
  },

  forward({ clauses }, assignment) {
    const ofClause = clauses.flatMap((clause) => {
      const firstTrue = clause.findIndex((literal) => literalIsTrue(literal, assignment));
      return clause.map((_, i) => i === firstTrue);
    });
    const alone = clauses.flat().map((literal, o) => literalIsTrue(literal, assignment) && !ofClause[o]);
    return { chosen: [...assignment.flatMap((value) => [value, !value]), ...ofClause, ...alone] };
  },

  extract: ({ variables }, { chosen }) => Array.from({ length: variables }, (_, i) => chosen[2 * i] === true),

  size({ variables, clauses }) {
    const occurrences = clauses.reduce((sum, { length }) => sum + length, 0);
    return {
      elements: variables + clauses.length + occurrences,
      sets: 2 * variables + 2 * occurrences,
    };
  },
};

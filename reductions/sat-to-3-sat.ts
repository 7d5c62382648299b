// Satisfiability -> satisfiability with clauses of at most 3 literals.
//
// Construction
//   1. Keep every variable, and every clause of at most 3 literals.
//   2. Replace a clause l1 ... lk with k > 3 by a chain over k - 3 fresh variables y1 ... y(k-3): (l1 l2 y1),
//      (-y1 l3 y2), (-y2 l4 y3), ..., (-y(k-3) l(k-1) lk): k - 2 clauses.
//
// Satisfiable source => satisfiable target. Let y_i be true iff none of l1 ... l(i+1) is true ("the true
// literal comes later"). The first clause holds, for l1 or l2 is true or else y1 is. A middle clause (-y_i
// l(i+2) y(i+1)) could fail only if none of l1 ... l(i+1) is true, l(i+2) is false, and yet some of l1 ...
// l(i+2) is true. The last clause fails only if no literal at all is true.
//
// Satisfiable target => satisfiable source. If all literals of a long clause were false, the first clause would
// make y1 true, each middle clause the next y true, and the last clause would fail. So the restriction of any
// model of the target to the old variables is a model of the source.
//
// Source: R. M. Karp, Reducibility among combinatorial problems, 1972, problem 11.
// Domain: every formula. Degenerate: the empty clause is kept, so the target is as unsatisfiable as the source;
// a clause with repeated or complementary literals is split as it stands, for the argument never needs the
// literals to be distinct.
import { CnfBuilder } from '../src/formula/cnf-builder.ts';
import type { Reduction } from '../src/catalogue/reduction.ts';
import { literalIsTrue, type Assignment, type Cnf } from '../src/problem/sat.ts';

export const satTo3Sat: Reduction<Cnf, Assignment, Cnf, Assignment> = {
  name: 'sat-to-3-sat',
  source: 'sat',
  target: '3-sat',
  summary: 'A long clause becomes a chain of 3-literal clauses linked by fresh variables.',
  citation: 'Karp 1972, problem 11',
  sizeLaw: 'variables about v + c, clauses about 2c; exactly v + Σ max(0, |c| - 3) and Σ max(1, |c| - 2)',

  reduce(formula) {
    const builder = new CnfBuilder(formula);
    for (const [j, clause] of formula.clauses.entries()) {
      if (clause.length <= 3) {
        builder.clause(clause);
        continue;
      }
      let link = builder.variable(() => `link ${j + 1}.1`);
      builder.clause([clause[0]!, clause[1]!, link]);
      for (let i = 2; i < clause.length - 2; i++) {
        const next = builder.variable(() => `link ${j + 1}.${i}`);
        builder.clause([-link, clause[i]!, next]);
        link = next;
      }
      builder.clause([-link, clause.at(-2)!, clause.at(-1)!]);
    }
    return builder.build();
  },

  forward(formula, assignment) {
    const links = formula.clauses.flatMap((clause) => {
      // The literals l1 ... l(i+1) are all false iff the first true one comes later.
      const firstTrue = clause.findIndex((literal) => literalIsTrue(literal, assignment));
      return clause.slice(0, -3).map((_, i) => firstTrue < 0 || firstTrue > i + 1);
    });
    return [...assignment, ...links];
  },

  extract: (formula, assignment) => assignment.slice(0, formula.variables),

  size: ({ variables, clauses }) => ({
    variables: clauses.reduce((sum, clause) => sum + Math.max(0, clause.length - 3), variables),
    clauses: clauses.reduce((sum, clause) => sum + Math.max(1, clause.length - 2), 0),
  }),
};

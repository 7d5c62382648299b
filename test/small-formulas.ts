// Small formulas of both answers with clauses of at most 3 literals.
import fc from 'fast-check';
import type { Cnf } from '../src/problem/sat.ts';
import { spread } from './iff.ts';
import { clauses, models, sublists } from './small-sources.ts';

/** All sets of clauses over 2 variables, the empty clause among them: 512. */
export const overTwo: Cnf[] = sublists([
  [],
  ...clauses(2, 1, 2).filter(([a, b = 9]) => Math.abs(a!) < Math.abs(b)),
]).map((list) => ({ variables: 2, clauses: list }));
/** Without the empty clause: 256. */
export const proper = overTwo.filter(({ clauses: list }) => list.every((clause) => clause.length > 0));

/** No variables, no clauses, empty clauses, repeated literals, tautologies. */
export const odd: Cnf[] = [
  { variables: 0, clauses: [] },
  { variables: 0, clauses: [[]] },
  { variables: 1, clauses: [] },
  { variables: 1, clauses: [[], [1]] },
  {
    variables: 1,
    clauses: [
      [1, 1, 1],
      [1, -1],
    ],
  },
  {
    variables: 1,
    clauses: [
      [-1, -1],
      [1, 1, 1],
    ],
  },
  { variables: 2, clauses: [[1, -1, 2], [1, 1, 2], [-2, -2], [-1]] },
  {
    variables: 2,
    clauses: [
      [2, 1, 2],
      [-2, 1, -2],
    ],
  },
];

/** Random formulas over 3 variables, of any answer. */
export const random: Cnf[] = fc.sample(
  fc
    .array(
      fc.array(
        fc.tuple(fc.integer({ min: 1, max: 3 }), fc.boolean()).map(([v, positive]) => (positive ? v : -v)),
        { minLength: 1, maxLength: 3 },
      ),
      { minLength: 4, maxLength: 9 },
    )
    .map((list) => ({ variables: 3, clauses: list })),
  { seed: 5, numRuns: 40 },
);

/** Whether some assignment is a model. */
export const satisfiable = (formula: Cnf): boolean => models(formula).length > 0;

/** So many satisfiable sets of clauses over 2 variables, and half as many that are not. */
export const mixed = (count: number): Cnf[] => [
  ...spread(proper.filter(satisfiable), count),
  ...spread(
    proper.filter((formula) => !satisfiable(formula)),
    count / 2,
  ),
];

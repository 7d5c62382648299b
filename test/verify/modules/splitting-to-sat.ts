// Set splitting as a formula: a variable an element, true in the first part.
import type { Assignment, Cnf, SetSystem, Splitting, UserReduction } from 'trainsat';

const reduction: UserReduction<SetSystem, Splitting, Cnf, Assignment> = {
  name: 'splitting-to-sat',
  source: 'set-splitting',
  target: 'sat',
  reduce: ({ elements, sets }) => ({
    variables: elements,
    clauses: sets.flatMap((set) => [set.map((i) => i + 1), set.map((i) => -i - 1)]),
  }),
  forward: (_, { first }) => first,
  extract: (_, assignment) => ({ first: assignment }),
  size: ({ elements, sets }) => ({ variables: elements, clauses: 2 * sets.length }),
};

export default reduction;

// A first try: no set may lie outside the first part. What is forgotten?
import type { Assignment, Cnf, SetSystem, Splitting, UserReduction } from 'trainsat';

const reduction: UserReduction<SetSystem, Splitting, Cnf, Assignment> = {
  name: 'splitting-to-sat',
  source: 'set-splitting',
  target: 'sat',
  reduce: ({ elements, sets }) => ({
    variables: elements,
    clauses: sets.map((set) => set.map((i) => i + 1)),
  }),
  forward: (_, { first }) => first,
  extract: (_, assignment) => ({ first: assignment }),
  size: ({ elements, sets }) => ({ variables: elements, clauses: sets.length }),
};

export default reduction;

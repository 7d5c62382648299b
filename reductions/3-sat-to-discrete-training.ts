// 3SAT -> training one threshold unit whose weights are 0 or 1.
//
// Construction, for v variables and c clauses
//   1. 2v + 2 inputs: one for each literal x_i and -x_i, and two more, u and w. One unit; weights 0 and 1.
//   2. e_u + e_w is positive, e_u and e_w are negative.
//   3. For each variable, e_(x_i) + e_(-x_i) + e_u is positive, e_(x_i) + e_(-x_i) is negative.
//   4. For each clause the sum of its literals' unit vectors and e_u is positive.
//
// Satisfiable => trainable. Weight 1 for u, w and the true literals, 0 for the false ones; threshold 2. Every clause has
// a true literal.
//
// Trainable => satisfiable. By step 2 both weights of u and w are 1, as the sum exceeds each, and 1 < θ <= 2. By step 3
// the weights of x_i and -x_i sum to at least 1 and less than 2, so exactly one is 1: make that literal true. By step 4
// the literals of a clause have weights that sum to at least θ - 1 > 0, so one is 1.
//
// Source: L. Pitt and L. G. Valiant, Computational limitations on learning from examples, J. ACM 35 (1988) 965-984 (the
// hardness of Boolean threshold functions); own construction.
// Domain: clauses of at most 3 literals (the proof does not need that), at most 2^28 inputs times examples. Degenerate:
// an empty clause makes e_u positive, which contradicts step 2; a repeated literal counts once; a clause with a literal
// and its negation is positive by step 3 already; without variables only u and w are left.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { DiscreteInstance, DiscreteUnits } from '../src/problem/discrete-training.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';
import { discreteInstance, type SparseExample } from './shared/boolean-instance.ts';
import { requireShortClauses } from './shared/short-clauses.ts';

const name = '3-sat-to-discrete-training';

const size = ({ variables, clauses }: Cnf) => ({
  inputs: 2 * variables + 2,
  units: 1,
  examples: 3 + 2 * variables + clauses.length,
});

/** The input of a literal. */
function place(literal: number): number {
  return 2 * (Math.abs(literal) - 1) + (literal > 0 ? 0 : 1);
}

function* examples({ variables, clauses }: Cnf): Generator<SparseExample> {
  const [u, w] = [2 * variables, 2 * variables + 1];
  yield [[u, w], '1'];
  yield [[u], '0'];
  yield [[w], '0'];
  for (let v = 1; v <= variables; v++) {
    yield [[place(v), place(-v), u], '1'];
    yield [[place(v), place(-v)], '0'];
  }
  for (const clause of clauses) yield [[...clause.map(place), u], '1'];
}

export const threeSatToDiscreteTraining: Reduction<Cnf, Assignment, DiscreteInstance, DiscreteUnits> = {
  name,
  source: '3-sat',
  target: 'discrete-training',
  summary:
    'A literal is true when the unit gives it weight 1; of a literal and its negation exactly one has it.',
  citation: 'after Pitt and Valiant 1988',
  sizeLaw: 'inputs = 2 v + 2, units = 1, examples = 3 + 2 v + c',

  reduce(formula) {
    requireShortClauses(name, formula);
    return discreteInstance(name, {}, size(formula), [0, 1], examples(formula));
  },

  forward: (_, assignment) => ({
    units: [
      { weights: [...assignment.flatMap((value) => (value ? [1n, 0n] : [0n, 1n])), 1n, 1n], threshold: 2n },
    ],
  }),

  extract: ({ variables }, { units }) =>
    Array.from({ length: variables }, (_, v) => units[0]!.weights[2 * v] === 1n),

  size,
};

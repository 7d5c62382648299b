// Satisfiability with clauses of at most 3 literals -> Judd's loading problem with one item, nodes AND or OR.
//
// Construction, for n variables and m clauses
//   1. Two inputs and one item: 01.
//   2. First layer: X_i and Y_i read x1 and x2, for each variable.
//   3. Responses, with what the item wants:
//        S   reads x2:         1
//        A_i reads X_i, Y_i:   1     B_i reads X_i, Y_i:   0
//        C_j reads X_i for each literal x_i of clause j, Y_i for each -x_i, each once:   1
//   So the network has depth 2 and fan-in at most 3.
//
// Satisfiable => loadable. X_i is OR where x_i is true and AND where it is false, Y_i the other one; on 01 an OR answers
// 1 and an AND 0. A, C and S are ORs, B is an AND.
//
// Loadable => satisfiable. AND and OR answer 1 only if some post is 1, and 0 only if some post is 0. By A_i one of X_i,
// Y_i is 1, by B_i one is 0; let x_i be the answer of X_i. By C_j some post of it is 1: that literal is true.
//
// So a single item is hard when the nodes cannot be constant; as nothing lies between none and all of one item, no
// fraction of the items is easier to load than all of them.
//
// Source: own construction. J. S. Judd, On the complexity of loading shallow neural networks, J. Complexity 4 (1988),
// has the problem.
// Domain: clauses of at most 3 literals; 4 n + m + 1 nodes, at most 65,536. Degenerate: a repeated literal is one post;
// a tautology reads X_i and Y_i; a clause without literals reads x1, which is 0, so the answer is NO, rightly. S is
// always right; it is there so that a formula without variables and clauses has a response.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';
import type { Configuration, NodeFunction } from '../src/problem/training/configuration.ts';
import { nodeOutput } from '../src/problem/training/evaluate.ts';
import type { TrainingInstance } from '../src/problem/training/schema.ts';
import { clausePosts, loadingInstance, type PlannedNode } from './shared/loading.ts';
import { requireShortClauses } from './shared/short-clauses.ts';

const name = '3-sat-to-single-item';

const size = ({ variables, clauses }: Cnf) => ({
  inputs: 2,
  hidden: 2 * variables,
  outputs: 2 * variables + clauses.length + 1,
  examples: 1,
});

function* plan({ variables, clauses }: Cnf): Generator<PlannedNode> {
  yield { id: 'S', from: ['x2'], wanted: '1' };
  for (let i = 1; i <= variables; i++) {
    const [X, Y] = [`X${i}`, `Y${i}`];
    yield { id: X, from: ['x1', 'x2'] };
    yield { id: Y, from: ['x1', 'x2'] };
    yield { id: `A${i}`, from: [X, Y], wanted: '1' };
    yield { id: `B${i}`, from: [X, Y], wanted: '0' };
  }
  for (const [j, clause] of clauses.entries())
    yield { id: `C${j + 1}`, from: clausePosts(clause), wanted: '1' };
}

export const threeSatToSingleItem: Reduction<Cnf, Assignment, TrainingInstance, Configuration> = {
  name,
  source: '3-sat',
  target: 'loading',
  summary: 'One item on which two nodes for a variable must be one AND and one OR.',
  citation: 'own construction, for the problem of Judd 1988',
  sizeLaw: 'inputs = 2, hidden = 2v, outputs = 2v + c + 1, examples = 1',

  reduce(formula) {
    requireShortClauses(name, formula);
    return loadingInstance(name, {}, size(formula), 'and-or', ['01'], plan(formula));
  },

  forward: ({ clauses }, assignment) => ({
    nodes: [
      { gate: 'or' },
      ...assignment.flatMap((value): NodeFunction[] => [
        { gate: value ? 'or' : 'and' },
        { gate: value ? 'and' : 'or' },
        { gate: 'or' },
        { gate: 'and' },
      ]),
      ...clauses.map((): NodeFunction => ({ gate: 'or' })),
    ],
  }),

  // After S, every fourth node is an X.
  extract: ({ variables }, { nodes }) =>
    Array.from({ length: variables }, (_, i) => nodeOutput(nodes[1 + 4 * i]!, [false, true])),

  size,
};

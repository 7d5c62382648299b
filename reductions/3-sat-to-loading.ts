// Satisfiability with clauses of at most 3 literals -> Judd's loading problem with 3 items. One construction for nodes
// that may be any Boolean function, any threshold function, or only AND or OR.
//
// Construction, for n variables and m clauses
//   1. Three inputs and three items: item 1 = 011, item 2 = 000, item 3 = 110.
//   2. First layer: R reads x3; X_i and Y_i read x1 and x2, for each variable.
//   3. Second layer, all of them responses, with what items 1, 2, 3 want:
//        S   reads R:          1 0 0
//        A_i reads X_i, Y_i:   1 0 1     B_i reads X_i, Y_i:   0 0 1
//        P_i reads X_i, R:     1 0 1     Q_i reads Y_i, R:     1 0 1
//        C_j reads X_i for each literal x_i of clause j, Y_i for each -x_i, each once:   1 0 1
//   So the network has depth 2, fan-in at most 3, and there are no don't-cares.
//
// Satisfiable => loadable. X_i is OR where x_i is true and AND where it is false, Y_i the other one. On the items X_i
// answers (x_i, 0, 1) and Y_i (-x_i, 0, 1), R as an AND or OR of one post answers (1, 0, 0). Now A, P, Q, C and S are
// ORs and B an AND: one of X_i, Y_i is 1 on item 1 and the other 0, and a clause has a literal whose node is 1 there.
//
// Loadable => satisfiable, for all Boolean functions, and so for fewer. Say that a node tells two items apart when it
// answers them differently; that takes a post that does. R reads 1, 0, 0 and does not tell items 2 and 3 apart, but P_i
// and Q_i do, so X_i and Y_i do: each of them then differs from item 1 on exactly one of items 2 and 3. A_i tells items
// 1 and 2 apart, so X_i or Y_i does; B_i tells items 1 and 3 apart, so X_i or Y_i does, and then does not tell 1 from
// 2. So exactly one of X_i, Y_i tells items 1 and 2 apart; let x_i be true iff it is X_i. C_j tells them apart, so some
// post of it does: the literal of that post is true.
//
// Whatever the formula, items 2 and 3 can be loaded together, by the configuration of any assignment: on these two
// items every X_i and Y_i answers (0, 1). So the most items that can be loaded are 3 or exactly 2.
//
// Source: own construction. J. S. Judd, On the complexity of loading shallow neural networks, J. Complexity 4 (1988),
// has the problem, and the theorem for architectures of depth 2.
// Domain: clauses of at most 3 literals; 6 n + m + 2 nodes, at most 65,536. Degenerate: a repeated literal is one post;
// a tautology reads X_i and Y_i, of which one is right; a clause without literals reads x1, which does not tell items 1
// and 2 apart, so the answer is NO, rightly, and items 2 and 3 remain loadable. S is always right when R is; it is there
// so that a formula without variables and clauses has a response.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';
import type { Configuration } from '../src/problem/training/configuration.ts';
import { nodeOutput } from '../src/problem/training/evaluate.ts';
import type { TrainingInstance } from '../src/problem/training/schema.ts';
import { clausePosts, gateIn, loadingInstance, type PlannedNode, type UnitFamily } from './shared/loading.ts';
import { requireShortClauses } from './shared/short-clauses.ts';

const ITEMS = ['011', '000', '110'];

/** A node, and what it is under a satisfying assignment. */
type Planned = PlannedNode & { readonly gate: (assignment: Assignment) => 'and' | 'or' };

const or = (): 'or' => 'or';

function* plan({ variables, clauses }: Cnf): Generator<Planned> {
  yield { id: 'R', from: ['x3'], gate: or };
  yield { id: 'S', from: ['R'], wanted: '100', gate: or };
  for (let i = 1; i <= variables; i++) {
    const [X, Y] = [`X${i}`, `Y${i}`];
    yield { id: X, from: ['x1', 'x2'], gate: (assignment) => (assignment[i - 1] ? 'or' : 'and') };
    yield { id: Y, from: ['x1', 'x2'], gate: (assignment) => (assignment[i - 1] ? 'and' : 'or') };
    yield { id: `A${i}`, from: [X, Y], wanted: '101', gate: or };
    yield { id: `B${i}`, from: [X, Y], wanted: '001', gate: () => 'and' };
    yield { id: `P${i}`, from: [X, 'R'], wanted: '101', gate: or };
    yield { id: `Q${i}`, from: [Y, 'R'], wanted: '101', gate: or };
  }
  for (const [j, clause] of clauses.entries())
    yield { id: `C${j + 1}`, from: clausePosts(clause), wanted: '101', gate: or };
}

/** Where the plan has X_1, and how far it is from one X_i to the next. */
const FIRST = 2;
const STEP = 6;

function threeSatLoading(
  name: string,
  family: UnitFamily | 'and-or',
): Reduction<Cnf, Assignment, TrainingInstance, Configuration> {
  const size = ({ variables, clauses }: Cnf) => ({
    inputs: 3,
    hidden: 2 * variables + 1,
    outputs: 4 * variables + clauses.length + 1,
    examples: 3,
  });
  return {
    name,
    source: '3-sat',
    target: 'loading',
    summary: `Three items; of two ${family} nodes for a variable exactly one tells the first two items apart.`,
    citation: 'own construction, for the theorem of Judd 1988',
    sizeLaw: 'inputs = 3, hidden = 2v + 1, outputs = 4v + c + 1, examples = 3',

    reduce(formula) {
      requireShortClauses(name, formula);
      return loadingInstance(name, {}, size(formula), family, ITEMS, plan(formula));
    },

    forward: (formula, assignment) => ({
      nodes: Array.from(plan(formula), ({ from, gate }) => gateIn(family, gate(assignment), from.length)),
    }),

    extract: ({ variables }, { nodes }) =>
      Array.from({ length: variables }, (_, i) => {
        const X = nodes[FIRST + STEP * i]!;
        return nodeOutput(X, [false, true]) !== nodeOutput(X, [false, false]);
      }),

    size,
  };
}

export const threeSatToLoading = threeSatLoading('3-sat-to-loading', 'threshold');
export const threeSatToLoadingBoolean = threeSatLoading('3-sat-to-loading-boolean', 'boolean');
export const threeSatToLoadingAndOr = threeSatLoading('3-sat-to-loading-and-or', 'and-or');

// Graph 3-colouring -> Judd's loading problem with 3 items. One construction for nodes that may be any Boolean function
// or any threshold function.
//
// Construction, for n vertices and edges E
//   1. Two inputs and three items: item 1 = 01, item 2 = 00, item 3 = 11.
//   2. First layer: V_v reads x1 and x2, for each vertex.
//   3. Responses, with what items 1, 2, 3 want:
//        S    reads x1:          0 0 1
//        E_uv reads V_u, V_v:    0 1 1     F_uv reads V_u, V_v:    0 0 1     for each edge uv
//   So the network has depth 2 and fan-in 2, and there are no don't-cares.
//
// Colourable => loadable. The unit of colour 1, -2 x1 + x2 >= 1, fires on item 1 alone; that of colour 2, -x1 - x2 >= 0,
// on item 2 alone; that of colour 3, x1 + x2 >= 2, on item 3 alone. V_v is the unit of v's colour. The ends of an edge
// have two colours a and b, so V_u, V_v answer 10 on item a, 01 on item b, 00 on the third, t. Where 0 is wanted on t,
// the unit with weight 1 for each end whose item wants 1, and threshold 1, is right on all three items; where 1 is
// wanted on t, that with weight -1 for each end whose item wants 0, and threshold 0.
//
// Loadable => colourable. A node can tell two items apart, that is, answer them differently, only if one of its posts
// does. On three items a node either is constant, and tells no two apart, or answers one item differently from the
// other two, and tells only these two alike. E_uv asks that V_u or V_v tells item 1 from 2, and one of them 1 from 3;
// F_uv that one of them tells 2 from 3. A single node does at most two of these, two nodes that differ on the same item
// do the same two; so neither end is constant, and the items on which they differ from the others are different. That
// item is the colour. A vertex without edges may have any colour.
//
// Source: own construction. J. S. Judd, On the complexity of loading shallow neural networks, J. Complexity 4 (1988),
// has the problem, and the theorem for architectures of depth 2.
// Domain: graphs with 3 colours; n + 2 |E| + 1 nodes, at most 65,536. Degenerate: a constant node gives the first
// colour, which only a vertex without edges can have that way. S is always right; it is there so that a graph without
// edges has a response.
import type { Reduction } from '../src/catalogue/reduction.ts';
import { InputError } from '../src/problem/errors.ts';
import type { Colouring, ColouringInstance } from '../src/problem/graph-colouring.ts';
import type { Configuration, NodeFunction, Unit } from '../src/problem/training/configuration.ts';
import { nodeOutput } from '../src/problem/training/evaluate.ts';
import type { TrainingInstance } from '../src/problem/training/schema.ts';
import { loadingInstance, unitIn, type PlannedNode, type UnitFamily } from './shared/loading.ts';

const ITEMS = ['01', '00', '11'];
/** What an edge wants of its two nodes. */
const WANTED = ['011', '001'];
/** The unit of a colour: it fires on that item alone. */
const COLOUR_UNITS: readonly Unit[] = [
  { weights: [-2n, 1n], threshold: 1n },
  { weights: [-1n, -1n], threshold: 0n },
  { weights: [1n, 1n], threshold: 2n },
];

function* plan({ vertices, edges }: ColouringInstance): Generator<PlannedNode> {
  yield { id: 'S', from: ['x1'], wanted: '001' };
  for (let v = 0; v < vertices; v++) yield { id: `V${v}`, from: ['x1', 'x2'] };
  for (const [u, v] of edges)
    for (const [i, wanted] of WANTED.entries())
      yield { id: `${'EF'[i]!}${u}-${v}`, from: [`V${u}`, `V${v}`], wanted };
}

/** The unit that answers what is wanted when its posts fire on item a and on item b alone. */
function edgeUnit(wanted: string, a: number, b: number): Unit {
  const third = 3 - a - b;
  const [base, weight] = wanted[third] === '1' ? (['1', -1n] as const) : (['0', 1n] as const);
  return {
    weights: [a, b].map((item) => (wanted[item] === base ? 0n : weight)),
    threshold: base === '1' ? 0n : 1n,
  };
}

/** The item on which a node differs from the other two; the first when there is none. */
function oddItem(node: NodeFunction): number {
  const bits = ITEMS.map((stimulus) =>
    nodeOutput(
      node,
      [...stimulus].map((bit) => bit === '1'),
    ),
  );
  const ones = bits.filter(Boolean).length;
  return Math.max(0, bits.indexOf(ones === 1));
}

function refusal({ colours }: ColouringInstance): string | undefined {
  return colours === 3
    ? undefined
    : `expected 3 colours, one for each item, found ${colours}; reduce other numbers to training, with graph-colouring-to-and-network`;
}

function colouringLoading(
  name: string,
  family: UnitFamily,
): Reduction<ColouringInstance, Colouring, TrainingInstance, Configuration> {
  const size = ({ vertices, edges }: ColouringInstance) => ({
    inputs: 2,
    hidden: vertices,
    outputs: 2 * edges.length + 1,
    examples: 3,
  });
  return {
    name,
    source: 'graph-colouring',
    target: 'loading',
    summary: `Three items; a vertex's colour is the item on which its ${family} node differs from the others.`,
    citation: 'own construction, for the theorem of Judd 1988',
    sizeLaw: 'inputs = 2, hidden = v, outputs = 2 e + 1, examples = 3',

    refusal,

    reduce(graph) {
      const reason = refusal(graph);
      if (reason !== undefined) throw new InputError(name, reason);
      return loadingInstance(name, graph, size(graph), family, ITEMS, plan(graph));
    },

    forward: ({ edges }, { colour }) => ({
      nodes: [
        { weights: [1n], threshold: 1n },
        ...colour.map((own) => COLOUR_UNITS[own]!),
        ...edges.flatMap(([u, v]) => WANTED.map((wanted) => edgeUnit(wanted, colour[u]!, colour[v]!))),
      ].map((unit) => unitIn(family, unit)),
    }),

    // The vertices come after S.
    extract: ({ vertices }, { nodes }) => ({ colour: nodes.slice(1, vertices + 1).map(oddItem) }),

    size,
  };
}

export const graphColouringToLoading = colouringLoading('graph-colouring-to-loading', 'threshold');
export const graphColouringToLoadingBoolean = colouringLoading(
  'graph-colouring-to-loading-boolean',
  'boolean',
);

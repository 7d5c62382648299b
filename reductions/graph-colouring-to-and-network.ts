// Graph k-colouring -> training k threshold units under an AND.
//
// Construction, for n vertices, edges E and k colours
//   1. Network: n inputs, k hidden threshold units, an AND.
//   2. Examples: the origin is positive; each unit vector e_v is negative; e_a + e_b is positive for each edge
//      ab.
//
// Colourable => trainable. Unit c has weight -1 on the vertices of colour c, +1 on the others, threshold 0. It
// accepts the origin, rejects exactly the e_v of colour c, and on an edge, whose ends do not both have colour
// c, sums to at least 0.
//
// Trainable => colourable. Each e_v is rejected by some unit; let the first such unit be v's colour. As the
// origin is accepted, all thresholds are at most 0. If both ends of an edge ab had the colour of a unit (w, θ),
// then w_a < θ and w_b < θ, so w_a + w_b < 2θ <= θ: the unit would reject a positive example.
//
// So the least number of units that an AND needs for these examples is the chromatic number, exactly.
//
// Source: A. L. Blum and R. L. Rivest, Training a 3-node neural network is NP-complete, NIPS 1 (1988), state
// hardness for k hidden units and an AND; this is their construction with edges for sets and k colours for two.
// Domain: every graph, k >= 1. Degenerate: k = 1 asks for one halfspace, which exists iff there are no edges;
// without edges every k will do; without vertices only the origin is left; colours nobody needs become units
// that accept everything.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { Colouring, ColouringInstance } from '../src/problem/graph-colouring.ts';
import type { Configuration } from '../src/problem/training/configuration.ts';
import type { TrainingInstance } from '../src/problem/training/schema.ts';
import { shallowParts } from '../src/problem/training/shallow.ts';
import { booleanInstance, fires, type SparseExample } from './shared/boolean-instance.ts';

const name = 'graph-colouring-to-and-network';

const size = ({ vertices, edges, colours }: ColouringInstance) => ({
  inputs: vertices,
  hidden: colours,
  examples: 1 + vertices + edges.length,
});

function* examples({ vertices, edges }: ColouringInstance): Generator<SparseExample> {
  yield [[], '1'];
  for (let v = 0; v < vertices; v++) yield [[v], '0'];
  for (const edge of edges) yield [edge, '1'];
}

export const graphColouringToAndNetwork: Reduction<
  ColouringInstance,
  Colouring,
  TrainingInstance,
  Configuration
> = {
  name,
  source: 'graph-colouring',
  target: 'training',
  summary:
    'Vertices are negative unit vectors, edges positive sums; each unit of an AND cuts off one colour.',
  citation: 'after Blum and Rivest 1988',
  sizeLaw: 'inputs = v, hidden = k, examples = 1 + v + e',

  reduce: (graph) => booleanInstance(name, graph, size(graph), 'and', examples(graph)),

  forward: ({ colours }, { colour }) => ({
    nodes: [
      ...Array.from({ length: colours }, (_, c) => ({
        weights: colour.map((own) => (own === c ? -1n : 1n)),
        threshold: 0n,
      })),
      { gate: 'and' },
    ],
  }),

  extract({ vertices }, configuration) {
    const { hidden } = shallowParts(configuration);
    return {
      colour: Array.from({ length: vertices }, (_, v) => hidden.findIndex((unit) => !fires(unit, [v]))),
    };
  },

  size,
};

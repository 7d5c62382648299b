// Graph colouring -> k rectified linear units whose sum is right on all examples.
//
// Construction, for v vertices, e edges and k colours
//   1. k units of v inputs.
//   2. Examples: the sum is 0 at the origin, 1 at each vertex's e_i, 0 at e_a + e_b for each edge ab.
//
// Colourable => a right sum. All biases are 0. The unit of a colour has weight 1 on the vertices of this colour, -1 on the
// others. At e_i the unit of its colour has 1, the others nothing. At an edge's point each unit has at most 0, since the ends
// do not both have its colour.
//
// A right sum => colourable. Where the sum is 0 all units have at most 0 before they are rectified: at the origin, so their
// biases are at most 0, and at edges. At e_i some unit has more than 0: the first of these is the vertex's colour. If both ends
// of an edge had one colour, that unit would have, at the edge's point, the sum of two positive values less its bias, which is
// at most 0: more than 0.
//
// So the least number of units is the chromatic number.
//
// Source: own construction; the problem is that of exact fits in S. Goel, A. Klivans, P. Manurangsi and D. Reichman, Tight
// hardness results for training depth-2 ReLU networks, ITCS 2021.
// Domain: every graph. Degenerate: without vertices the origin is left, and units that are 0 are right.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { Colouring, ColouringInstance } from '../src/problem/graph-colouring.ts';
import type { ReluSum, ReluSumInstance } from '../src/problem/relu-sum.ts';
import { requireCells, derived } from './shared/boolean-instance.ts';
import { partOf, partUnits, partsExamples } from './shared/relu-parts.ts';

const name = 'graph-colouring-to-relu-sum';

const size = ({ vertices, edges, colours }: ColouringInstance) => ({
  inputs: vertices,
  units: colours,
  examples: 1 + vertices + edges.length,
});

export const graphColouringToReluSum: Reduction<ColouringInstance, Colouring, ReluSumInstance, ReluSum> = {
  name,
  source: 'graph-colouring',
  target: 'relu-sum',
  summary: 'The sum is 1 at vertices and 0 at edges and the origin; each unit is positive on one colour.',
  citation: 'own construction; the problem: Goel, Klivans, Manurangsi and Reichman 2021',
  sizeLaw: 'inputs = v, units = k, examples = 1 + v + e',

  reduce(graph) {
    requireCells(name, size(graph));
    return {
      name: graph.name,
      inputs: graph.vertices,
      units: graph.colours,
      examples: partsExamples({ elements: graph.vertices, sets: graph.edges }),
      provenance: derived(graph.provenance, name),
    };
  },

  forward: ({ vertices, edges, colours }, { colour }) =>
    partUnits({ elements: vertices, sets: edges }, colour, colours),

  extract: ({ vertices }, sum) => ({ colour: partOf(sum, vertices) }),

  size,
};

// Graph k-colouring -> a disjunction of k terms that agrees with examples.
//
// Construction, for n vertices, edges E and k colours
//   1. n inputs; k terms.
//   2. For each vertex i the stimulus that is 0 at i alone, positive.
//   3. For each edge ij the stimulus that is 0 at i and j alone, negative.
//
// Colourable => such a disjunction exists. Term c is the conjunction of the x_i of all vertices i that do not have
// colour c. It is true on the stimulus of vertex i iff i has colour c, and on that of an edge iff both ends have it.
//
// Such a disjunction exists => colourable. Give vertex i the first term that is true on its stimulus. If two ends i, j of
// an edge had the same term: it has no literal x_i and no negated literal but that of x_i, since it is true where x_i
// alone is 0, and likewise for j. So it has neither x_i nor x_j and no negated literal at all, and is true on the
// stimulus of the edge, which is negative.
//
// So the least number of terms is the chromatic number, exactly.
//
// Source: L. Pitt and L. G. Valiant, Computational limitations on learning from examples, J. ACM 35 (1988) 965-984.
// Domain: every graph, k >= 1, at most 2^28 inputs times examples. Degenerate: without edges one term suffices, the one
// without literals, too; without vertices there are no examples; colours nobody has become the term of all inputs, which
// is false on every example.
import type { Reduction } from '../src/catalogue/reduction.ts';
import { termHolds, type Dnf, type DnfInstance } from '../src/problem/dnf.ts';
import type { Colouring, ColouringInstance } from '../src/problem/graph-colouring.ts';
import { derived, requireCells } from './shared/boolean-instance.ts';

const name = 'graph-colouring-to-dnf';

const size = ({ vertices, edges, colours }: ColouringInstance) => ({
  inputs: vertices,
  terms: colours,
  examples: vertices + edges.length,
});

/** The stimulus that is 0 on some inputs alone. */
function zeroAt(inputs: number, zeros: readonly number[]): string {
  const bits = Array.from({ length: inputs }, () => '1');
  for (const input of zeros) bits[input] = '0';
  return bits.join('');
}

export const graphColouringToDnf: Reduction<ColouringInstance, Colouring, DnfInstance, Dnf> = {
  name,
  source: 'graph-colouring',
  target: 'dnf',
  summary: 'A vertex is a positive stimulus with one 0, an edge a negative one with two; terms are colours.',
  citation: 'Pitt and Valiant 1988',
  sizeLaw: 'inputs = v, terms = k, examples = v + e',

  reduce(graph) {
    const { vertices, edges, colours } = graph;
    requireCells(name, size(graph));
    return {
      name: graph.name,
      inputs: vertices,
      terms: colours,
      examples: [
        ...Array.from({ length: vertices }, (_, v) => {
          return { stimulus: zeroAt(vertices, [v]), response: '1' } as const;
        }),
        ...edges.map((edge) => ({ stimulus: zeroAt(vertices, edge), response: '0' }) as const),
      ],
      provenance: derived(graph.provenance, name),
    };
  },

  forward: ({ colours }, { colour }) => ({
    terms: Array.from({ length: colours }, (_, c) => colour.map((own) => (own === c ? '-' : '1')).join('')),
  }),

  extract: ({ vertices }, { terms }) => ({
    colour: Array.from({ length: vertices }, (_, v) =>
      terms.findIndex((term) => termHolds(term, zeroAt(vertices, [v]))),
    ),
  }),

  size,
};

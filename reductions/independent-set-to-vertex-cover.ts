// Independent Set -> Vertex Cover: what is not in the one is the other.
//
// Construction, for v vertices and the number k
//   1. The graph is kept; v - k vertices may be chosen.
//   2. For k > v the target is a single edge, of which no end may be chosen.
//
// Independent => covered. No edge has both ends in an independent set, so its complement has an end of every edge; from
// at least k vertices at most v - k are left. For k > v there is no set of k vertices.
//
// Covered => independent. An edge with both ends outside a cover would not be covered; outside at most v - k vertices
// there are at least k. For k > v the target has no cover.
//
// Source: R. M. Karp, Reducibility among combinatorial problems, 1972, problem 5 (node cover, from clique); T. Gallai, Über
// extreme Punkt- und Kantenmengen, 1959.
// Domain: every graph. Degenerate: k = 0 is a YES, by the cover of all vertices; k > v is a NO, by step 2, as no number
// below 0 can be asked for.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { IndependentSet, IndependentSetInstance } from '../src/problem/independent-set.ts';
import type { VertexCover, VertexCoverInstance } from '../src/problem/vertex-cover.ts';
import { derived } from './shared/boolean-instance.ts';

const name = 'independent-set-to-vertex-cover';

export const independentSetToVertexCover: Reduction<
  IndependentSetInstance,
  IndependentSet,
  VertexCoverInstance,
  VertexCover
> = {
  name,
  source: 'independent-set',
  target: 'vertex-cover',
  summary: 'The same graph; the vertices outside cover its edges.',
  citation: 'Karp 1972, problem 5; Gallai 1959',
  sizeLaw:
    'vertices at most v + 2, edges at most e + 1, size at most v; exactly v, e, v - k for k up to v, else 2, 1, 0',

  reduce({ name: title, vertices, edges, size, provenance }) {
    const graph = size > vertices ? SINGLE_EDGE : { vertices, edges, size: vertices - size };
    return { name: title, ...graph, provenance: derived(provenance, name) };
  },

  forward: (_, { chosen }) => ({ chosen: chosen.map((is) => !is) }),

  extract: (_, { chosen }) => ({ chosen: chosen.map((is) => !is) }),

  size: ({ vertices, edges, size }) =>
    size > vertices
      ? { vertices: 2, edges: 1, size: 0 }
      : { vertices, edges: edges.length, size: vertices - size },
};

/** It needs a cover of one vertex. */
const SINGLE_EDGE = { vertices: 2, edges: [[0, 1]], size: 0 } as const;

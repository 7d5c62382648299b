// Vertex Cover -> Independent Set: what is not in the one is the other.
//
// Construction, for v vertices and the number k
//   1. The graph is kept; at least max(0, v - k) vertices are to be chosen.
//
// Covered => independent. An edge with both ends outside a cover would not be covered; outside at most k vertices there
// are at least v - k, and never fewer than 0.
//
// Independent => covered. No edge has both ends in an independent set, so its complement has an end of every edge. It has
// at most v - max(0, v - k) = min(v, k) vertices.
//
// Source: R. M. Karp, Reducibility among combinatorial problems, 1972, problem 5 (node cover, from clique); T. Gallai, Über
// extreme Punkt- und Kantenmengen, 1959.
// Domain: every graph. Degenerate: for k >= v all vertices may be chosen, and no independent vertices are asked for: both
// are a YES.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { IndependentSet, IndependentSetInstance } from '../src/problem/independent-set.ts';
import type { VertexCover, VertexCoverInstance } from '../src/problem/vertex-cover.ts';
import { derived } from './shared/boolean-instance.ts';

const name = 'vertex-cover-to-independent-set';

export const vertexCoverToIndependentSet: Reduction<
  VertexCoverInstance,
  VertexCover,
  IndependentSetInstance,
  IndependentSet
> = {
  name,
  source: 'vertex-cover',
  target: 'independent-set',
  summary: 'The same graph; the vertices outside are independent.',
  citation: 'Karp 1972, problem 5; Gallai 1959',
  sizeLaw: 'vertices = v, edges = e, size at most v; exactly the larger of 0 and v - k',

  reduce: ({ name: title, vertices, edges, size, provenance }) => ({
    name: title,
    vertices,
    edges,
    size: Math.max(0, vertices - size),
    provenance: derived(provenance, name),
  }),

  forward: (_, { chosen }) => ({ chosen: chosen.map((is) => !is) }),

  extract: (_, { chosen }) => ({ chosen: chosen.map((is) => !is) }),

  size: ({ vertices, edges, size }) => ({
    vertices,
    edges: edges.length,
    size: Math.max(0, vertices - size),
  }),
};

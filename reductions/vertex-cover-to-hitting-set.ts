// Vertex Cover -> Hitting Set: the special case of sets with two elements.
//
// Construction
//   1. Elements are the vertices, sets the edges; k is kept.
//
// Both directions hold because the question is the same: a set of vertices meets an edge iff it has an end of it.
//
// Source: R. M. Karp, Reducibility among combinatorial problems, 1972, problem 15.
// Domain: every graph. Degenerate: none.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { HittingSet, HittingSetInstance } from '../src/problem/hitting-set.ts';
import type { VertexCover, VertexCoverInstance } from '../src/problem/vertex-cover.ts';
import { derived } from './shared/boolean-instance.ts';

const name = 'vertex-cover-to-hitting-set';

export const vertexCoverToHittingSet: Reduction<
  VertexCoverInstance,
  VertexCover,
  HittingSetInstance,
  HittingSet
> = {
  name,
  source: 'vertex-cover',
  target: 'hitting-set',
  summary: 'Each vertex is an element, each edge a set.',
  citation: 'Karp 1972, problem 15',
  sizeLaw: 'elements = v, sets = e, size = k',

  reduce: ({ name: title, vertices, edges, size, provenance }) => ({
    name: title,
    elements: vertices,
    sets: edges,
    size,
    provenance: derived(provenance, name),
  }),

  forward: (_, cover) => cover,

  extract: (_, hitting) => hitting,

  size: ({ vertices, edges, size }) => ({ elements: vertices, sets: edges.length, size }),
};

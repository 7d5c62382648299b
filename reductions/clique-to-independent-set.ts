// Clique -> Independent Set: in the complement of the graph.
//
// Construction
//   1. The vertices and k are kept; two of them are joined iff they were not.
//
// Both directions hold because the question is the same: every two chosen vertices are adjacent in the graph iff no two
// are adjacent in its complement.
//
// Source: M. R. Garey and D. S. Johnson, Computers and Intractability, 1979, lemma 3.1.
// Domain: complements of at most 16,777,216 edges. Degenerate: none; k > v stays a NO, k <= 1 a YES where there are so
// many vertices.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { Clique, CliqueInstance } from '../src/problem/clique.ts';
import type { IndependentSet, IndependentSetInstance } from '../src/problem/independent-set.ts';
import { derived } from './shared/boolean-instance.ts';
import { limitEdges } from './shared/edge-limit.ts';

const name = 'clique-to-independent-set';

const size = ({ vertices, edges, size: k }: CliqueInstance) => ({
  vertices,
  // Not -0 without vertices.
  edges: (vertices * Math.max(0, vertices - 1)) / 2 - edges.length,
  size: k,
});

export const cliqueToIndependentSet: Reduction<
  CliqueInstance,
  Clique,
  IndependentSetInstance,
  IndependentSet
> = {
  name,
  source: 'clique',
  target: 'independent-set',
  summary: 'The complement of the graph.',
  citation: 'Garey and Johnson 1979, lemma 3.1',
  sizeLaw: 'vertices = v, edges = v (v - 1) / 2 - e, size = k',

  reduce(instance) {
    limitEdges(name, size(instance).edges);
    const { vertices } = instance;
    const joined = new Set(instance.edges.map(([a, b]) => a * vertices + b));
    const edges: [number, number][] = [];
    for (let a = 0; a < vertices; a++)
      for (let b = a + 1; b < vertices; b++) if (!joined.has(a * vertices + b)) edges.push([a, b]);
    const provenance = derived(instance.provenance, name);
    return { name: instance.name, vertices, edges, size: instance.size, provenance };
  },

  forward: (_, chosen) => chosen,

  extract: (_, chosen) => chosen,

  size,
};

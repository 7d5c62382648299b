// Specimens of vertex cover.
import type { VertexCover, VertexCoverInstance } from '../../problem/vertex-cover.ts';
import type { SizedGraph } from '../../problem/sized-graph.ts';
import { graphsUpToIsomorphism, pairs, truthValues } from './enumerate.ts';
import type { Specimens } from './specimens.ts';

/** Every way to leave out an edge, or the last vertex when it has none, or to ask for one vertex less. */
export function* smallerGraphs(graph: SizedGraph): Generator<SizedGraph> {
  const { vertices, edges, size } = graph;
  for (let e = 0; e < edges.length; e++) yield { ...graph, edges: edges.filter((_, i) => i !== e) };
  if (vertices > 0 && !edges.some(([, b]) => b === vertices - 1)) yield { ...graph, vertices: vertices - 1 };
  if (size > 0) yield { ...graph, size: size - 1 };
}

/** All graphs, each with 1 to v + 1 vertices to be chosen: of interest where many are wanted. */
export const manyOfGraphs = {
  measure: 'vertices',
  *all(size: number): Generator<SizedGraph> {
    for (const edges of graphsUpToIsomorphism(size))
      for (let k = 1; k <= size + 1; k++) yield { vertices: size, edges, size: k };
  },
  known: {
    counts: [1, 2, 6, 16, 55, 204, 1092],
    of: 'graphs up to isomorphism (OEIS A000088: 1, 1, 2, 4, 11, 34, 156), each with k from 1 to v + 1',
  },
  smaller: smallerGraphs,
  candidates: ({ vertices }: SizedGraph): number => 2 ** vertices,
};

export const vertexCoverSpecimens: Specimens<VertexCoverInstance, VertexCover> = {
  problem: 'vertex-cover',
  measure: 'vertices',
  *all(size) {
    for (const edges of graphsUpToIsomorphism(size))
      for (let k = 0; k < Math.max(1, size); k++) yield { vertices: size, edges, size: k };
  },
  known: {
    counts: [1, 1, 4, 12, 44, 170],
    of: 'graphs up to isomorphism (OEIS A000088: 1, 1, 2, 4, 11, 34), each with k from 0 to v - 1',
  },
  random(random, size) {
    const vertices = Math.max(2, size);
    const edges = pairs(vertices).filter(() => random.below(2 + Math.ceil(vertices / 4)) === 0);
    return { vertices, edges, size: Math.max(0, Math.ceil(vertices / 2) - random.below(3)) };
  },
  golden: [
    { name: 'nothing', instance: { vertices: 0, edges: [], size: 0 }, answer: 'yes' },
    { name: 'no edges', instance: { vertices: 3, edges: [], size: 0 }, answer: 'yes' },
    { name: 'an edge, nothing chosen', instance: { vertices: 2, edges: [[0, 1]], size: 0 }, answer: 'no' },
    { name: 'more than all', instance: { vertices: 2, edges: [[0, 1]], size: 9 }, answer: 'yes' },
    { name: 'K4 by 3', instance: { vertices: 4, edges: pairs(4), size: 3 }, answer: 'yes' },
    { name: 'K4 by 2', instance: { vertices: 4, edges: pairs(4), size: 2 }, answer: 'no' },
  ],
  smaller: smallerGraphs,
  candidates: ({ vertices }) => 2 ** vertices,
  *witnesses({ vertices, edges, size }) {
    for (const chosen of truthValues(vertices))
      if (chosen.filter(Boolean).length <= size && edges.every(([a, b]) => chosen[a] || chosen[b]))
        yield { chosen };
  },
};

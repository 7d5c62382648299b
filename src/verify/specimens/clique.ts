// Specimens of clique.
import type { Clique, CliqueInstance } from '../../problem/clique.ts';
import { pairs, truthValues } from './enumerate.ts';
import type { Specimens } from './specimens.ts';
import { manyOfGraphs } from './vertex-cover.ts';

/** The 6 vertices of the octahedron: all are adjacent but the opposite ones. */
const octahedron = { vertices: 6, edges: pairs(6).filter(([a, b]) => a + b !== 5) };

export const cliqueSpecimens: Specimens<CliqueInstance, Clique> = {
  problem: 'clique',
  ...manyOfGraphs,
  random(random, size) {
    const vertices = Math.max(2, size);
    const edges = pairs(vertices).filter(() => random.below(3) > 0);
    return { vertices, edges, size: Math.ceil(vertices / 2) + random.below(3) };
  },
  golden: [
    { name: 'nothing', instance: { vertices: 0, edges: [], size: 0 }, answer: 'yes' },
    { name: 'one of nothing', instance: { vertices: 0, edges: [], size: 1 }, answer: 'no' },
    { name: 'a vertex alone', instance: { vertices: 2, edges: [], size: 1 }, answer: 'yes' },
    { name: 'two vertices apart', instance: { vertices: 2, edges: [], size: 2 }, answer: 'no' },
    { name: 'K4', instance: { vertices: 4, edges: pairs(4), size: 4 }, answer: 'yes' },
    { name: 'K4 and more', instance: { vertices: 4, edges: pairs(4), size: 5 }, answer: 'no' },
    {
      name: 'K4 without an edge',
      instance: { vertices: 4, edges: pairs(4).slice(1), size: 4 },
      answer: 'no',
    },
    { name: 'a face of the octahedron', instance: { ...octahedron, size: 3 }, answer: 'yes' },
    { name: 'four of the octahedron', instance: { ...octahedron, size: 4 }, answer: 'no' },
  ],
  *witnesses({ vertices, edges, size }) {
    const inside = (chosen: readonly boolean[]): number =>
      edges.filter(([a, b]) => chosen[a] && chosen[b]).length;
    for (const chosen of truthValues(vertices)) {
      const count = chosen.filter(Boolean).length;
      if (count >= size && inside(chosen) === (count * (count - 1)) / 2) yield { chosen };
    }
  },
};

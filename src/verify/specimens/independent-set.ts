// Specimens of independent set.
import type { IndependentSet, IndependentSetInstance } from '../../problem/independent-set.ts';
import { pairs, truthValues } from './enumerate.ts';
import type { Specimens } from './specimens.ts';
import { manyOfGraphs } from './vertex-cover.ts';

export const independentSetSpecimens: Specimens<IndependentSetInstance, IndependentSet> = {
  problem: 'independent-set',
  ...manyOfGraphs,
  random(random, size) {
    const vertices = Math.max(2, size);
    const edges = pairs(vertices).filter(() => random.below(2 + Math.ceil(vertices / 4)) === 0);
    return { vertices, edges, size: Math.floor(vertices / 2) + random.below(3) };
  },
  golden: [
    { name: 'nothing', instance: { vertices: 0, edges: [], size: 0 }, answer: 'yes' },
    { name: 'one of nothing', instance: { vertices: 0, edges: [], size: 1 }, answer: 'no' },
    { name: 'no edges', instance: { vertices: 3, edges: [], size: 3 }, answer: 'yes' },
    { name: 'more than there are', instance: { vertices: 3, edges: [], size: 4 }, answer: 'no' },
    { name: 'none of an edge', instance: { vertices: 2, edges: [[0, 1]], size: 0 }, answer: 'yes' },
    { name: 'both ends of an edge', instance: { vertices: 2, edges: [[0, 1]], size: 2 }, answer: 'no' },
    { name: 'one of K4', instance: { vertices: 4, edges: pairs(4), size: 1 }, answer: 'yes' },
    { name: 'two of K4', instance: { vertices: 4, edges: pairs(4), size: 2 }, answer: 'no' },
    { name: 'four of the Petersen graph', instance: { ...petersen(), size: 4 }, answer: 'yes' },
    { name: 'five of the Petersen graph', instance: { ...petersen(), size: 5 }, answer: 'no' },
  ],
  *witnesses({ vertices, edges, size }) {
    for (const chosen of truthValues(vertices))
      if (chosen.filter(Boolean).length >= size && !edges.some(([a, b]) => chosen[a] && chosen[b]))
        yield { chosen };
  },
};

/** The pairs of 5 things, disjoint ones adjacent; pairs through the same thing are the largest independent sets. */
function petersen(): { vertices: number; edges: [number, number][] } {
  const duos = pairs(5);
  const edges = pairs(10).filter(([a, b]) => new Set([...duos[a]!, ...duos[b]!]).size === 4);
  return { vertices: 10, edges };
}

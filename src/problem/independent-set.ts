// The problem `independent-set`: choose at least k vertices no two of which are adjacent.
import type { Choice } from './choice.ts';
import { OK, wrong } from './problem.ts';
import { sizedGraphProblem, type SizedGraph } from './sized-graph.ts';

export type IndependentSetInstance = SizedGraph;

/** `chosen[v]` is true when vertex v is chosen. */
export type IndependentSet = Choice;

export const independentSet = sizedGraphProblem(
  'independent-set',
  'Are there k vertices no two of which are adjacent?',
  'trainsat.vertices/1',
  ({ edges, size }, chosen, members) => {
    if (chosen.length < size)
      return wrong(`expected at least ${size} chosen vertices, found ${chosen.length}`);
    const inside = edges.find(([a, b]) => members[a] && members[b]);
    return inside === undefined ? OK : wrong(`both ends of the edge ${inside[0]} ${inside[1]} are chosen`);
  },
);

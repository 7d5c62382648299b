// The problem `vertex-cover`: choose at most k vertices so that every edge has a chosen end.
import type { Choice } from './choice.ts';
import { OK, wrong } from './problem.ts';
import { sizedGraphProblem, type SizedGraph } from './sized-graph.ts';

export type VertexCoverInstance = SizedGraph;

/** `chosen[v]` is true when vertex v is chosen. */
export type VertexCover = Choice;

export const vertexCover = sizedGraphProblem(
  'vertex-cover',
  'Are there k vertices such that every edge ends at one of them?',
  'trainsat.cover/1',
  ({ edges, size }, chosen, members) => {
    if (chosen.length > size)
      return wrong(`expected at most ${size} chosen vertices, found ${chosen.length}`);
    const bare = edges.find(([a, b]) => !members[a] && !members[b]);
    return bare === undefined ? OK : wrong(`neither end of the edge ${bare[0]} ${bare[1]} is chosen`);
  },
);

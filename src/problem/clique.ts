// The problem `clique`: choose at least k vertices every two of which are adjacent.
import type { Choice } from './choice.ts';
import { OK, wrong } from './problem.ts';
import { sizedGraphProblem, type SizedGraph } from './sized-graph.ts';

export type CliqueInstance = SizedGraph;

/** `chosen[v]` is true when vertex v is chosen. */
export type Clique = Choice;

export const clique = sizedGraphProblem(
  'clique',
  'Are there k vertices every two of which are adjacent?',
  'trainsat.vertices/1',
  ({ vertices, edges, size }, chosen) => {
    if (chosen.length < size)
      return wrong(`expected at least ${size} chosen vertices, found ${chosen.length}`);
    const joined = new Set(edges.map(([a, b]) => a * vertices + b));
    // Ends at a missing edge, so after no more pairs than there are edges, and one.
    for (const [i, b] of chosen.entries())
      for (const a of chosen.slice(0, i))
        if (!joined.has(a * vertices + b)) return wrong(`the chosen vertices ${a} and ${b} are not adjacent`);
    return OK;
  },
);

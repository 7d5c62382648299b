// Graphs that reductions build must fit into memory.
import { InputError } from '../../src/problem/errors.ts';

const MAX_EDGES = 2 ** 24;

/** @throws InputError for a graph of more than 16,777,216 edges */
export function limitEdges(reduction: string, edges: number): void {
  if (edges > MAX_EDGES)
    throw new InputError(
      reduction,
      `expected a graph of at most ${MAX_EDGES} edges, found ${edges}; use a smaller source`,
    );
}

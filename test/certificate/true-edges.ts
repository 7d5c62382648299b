// Every true edge of an instance with few stimuli of small integers, by enumeration of what single units can do.
import type { Edge } from '../../src/certificate/format.ts';
import type { Rational } from '../../src/exact/rational.ts';
import type { LazyUnit } from '../../src/formula/network.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { allEdges, unitRows } from './small-networks.ts';

const integer = (x: string | Rational): number => Number(typeof x === 'string' ? x : x.numerator);

type Sides = ReturnType<typeof allEdges>;

const known = new Map<string, Sides>();

/** The minimal sets that no threshold unit can treat as claimed, by places in a list of points. */
function edgesOf(points: readonly (readonly number[])[]): Sides {
  const key = points.map((point) => point.join('')).join();
  let edges = known.get(key);
  if (!edges) known.set(key, (edges = allEdges(unitRows(points), points.length)));
  return edges;
}

/** The true edges about units that a formula leaves open, up to multipliers, which clauses do not depend on. */
export function trueEdges({ examples }: TrainingInstance, lazy: readonly LazyUnit[]): Edge[] {
  return lazy.flatMap(({ node, from, examples: seen }) => {
    if (seen.length === 0) return [];
    const side = (list: readonly number[]) => list.map((i) => [seen[i]!, 1n] as const);
    return edgesOf(seen.map((e) => from.map((post) => integer(examples[e]!.stimulus[post]!)))).map(
      ({ accept, reject }) => ({ node, accept: side(accept), reject: side(reject) }),
    );
  });
}

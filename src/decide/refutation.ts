// A refuted case as a certificate holds it: the edges that its refutation rests on, and the refutation in text LRAT.
import type { NoCase } from '../certificate/write.ts';
import type { ProofLog } from '../solver/proof.ts';
import type { Case } from './case.ts';

/**
 * The refutation of a case that has just been answered with no.
 * @param log the proof of its SAT engine; without one all edges are kept, and nothing shows that they leave no colouring
 */
export function refutation({ start, edges, layout }: Case, log: ProofLog | undefined): NoCase {
  // A case that the engine was not asked about was settled by an edge alone.
  if (layout === undefined || log === undefined || log.size === 0) return { ...start, edges, proof: [] };
  const { base, first } = layout;
  const edgeOf = (clause: number): number => lastAtMost(first, clause);
  const used = new Set(log.given.filter((k) => k > base).map(edgeOf));
  const kept = [...used].sort((a, b) => a - b);
  // Where the clauses of the edges that are kept begin, and the number after the last one.
  const moved = new Map<number, number>();
  let next = base + 1;
  for (const edge of kept) {
    moved.set(edge, next);
    next += (first[edge + 1] ?? layout.end) - first[edge]!;
  }
  const renumber = (k: number): number => {
    if (k <= base) return k;
    const edge = edgeOf(k);
    return moved.get(edge)! + k - first[edge]!;
  };
  return {
    ...start,
    edges: kept.map((edge) => edges[edge]!),
    proof: layout.contradicted ? [] : [...log.trimmed(next - 1, renumber)],
  };
}

/** The last place of an ascending list whose item is at most `value`, which the first one is. */
function lastAtMost(list: readonly number[], value: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (list[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

// A refuted case as a certificate holds it: the edges that its refutation rests on, and the refutation in text LRAT.
import { caseFormula } from '../certificate/formula.ts';
import type { NoCase } from '../certificate/write.ts';
import type { ShallowInstance } from '../problem/training/shallow.ts';
import type { ProofLog } from '../solver/proof.ts';
import type { Case } from './case.ts';

/**
 * The refutation of a case that has just been answered with no.
 * @param log the proof of its SAT engine; without one all edges are kept, and nothing shows that they leave no colouring
 */
export function refutation(
  instance: ShallowInstance,
  { kind, anchors, edges }: Case,
  log: ProofLog | undefined,
): NoCase {
  // A case that the engine was not asked about was settled by an edge alone.
  if (log === undefined || log.size === 0) return { kind, anchors, edges, proof: [] };
  const formula = caseFormula(instance, kind, anchors)!;
  const base = formula.clauses.length;
  const width = edges[0] === undefined ? 1 : formula.edgeClauses(edges[0]).length;
  const used = new Set(log.given.filter((k) => k > base).map((k) => Math.floor((k - base - 1) / width)));
  const kept = [...used].sort((a, b) => a - b);
  const place = new Map(kept.map((edge, i) => [edge, i]));
  const renumber = (k: number): number => {
    if (k <= base) return k;
    const edge = Math.floor((k - base - 1) / width);
    return k + width * (place.get(edge)! - edge);
  };
  return {
    kind,
    anchors,
    edges: kept.map((edge) => edges[edge]!),
    proof: [...log.trimmed(base + width * kept.length, renumber)],
  };
}

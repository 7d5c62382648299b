// The base formula of a case, recomputed from the instance, with the case's edges as clauses.
//
// It says what an assignment of the examples to the units would be; if it is unsatisfiable the case is refuted.
// - `and`, `and-complement`: x_{j,q} = "unit j rejects q" for each example q that not all units fire on. Some unit
//   rejects each q; no unit rejects all of an edge. Units can be renamed, so one q is given to unit 0.
// - `general`: h_{j,e} = "unit j fires on e". No unit treats an edge as it claims, nor the other way round (a unit's
//   negation is a unit). XOR: the parity of the bits is the label. Free threshold output: a truth table g with
//   (h_e = b) → g_b = label, and no two true patterns with the sum of two false ones, which every threshold function
//   obeys (add the four inequalities); so a formula without models leaves no network.
import type { TrainingInstance } from '../problem/training/schema.ts';
import type { NoCase } from './format.ts';

/** Literals are ±1 … ±variables. */
export type Formula = { readonly variables: number; readonly clauses: readonly (readonly number[])[] };

/** Clauses beyond which a formula is not built: the general case needs 2^units for each example. */
const MAX_CLAUSES = 1_000_000;

/** The formula of a case; undefined when it would be too large. The edges are taken to be right. */
export function caseFormula(instance: TrainingInstance, { kind, edges }: NoCase): Formula | undefined {
  // More units than examples stay idle.
  const units = Math.max(1, Math.min(instance.hidden, instance.examples.length));
  const labels = instance.examples.map(({ response }) => response);
  return kind === 'general'
    ? generalFormula(labels, units, instance.output === 'xor', edges)
    : andFormula(labels, units, kind === 'and' ? '0' : '1', edges);
}

type Labels = readonly ('0' | '1' | '*')[];

function andFormula(
  labels: Labels,
  units: number,
  rejected: '0' | '1',
  edges: NoCase['edges'],
): Formula | undefined {
  const negatives = [...labels.keys()].filter((e) => labels[e] === rejected);
  if ((negatives.length + edges.length) * units > MAX_CLAUSES) return undefined;
  const row = new Map(negatives.map((q, i) => [q, i]));
  const rejects = (j: number, q: number): number => row.get(q)! * units + j + 1;
  const every = Array.from({ length: units }, (_, j) => j);
  const clauses = negatives.map((q) => every.map((j) => rejects(j, q)));
  for (const { reject } of edges) for (const j of every) clauses.push(reject.map(([q]) => -rejects(j, q)));
  const first = edges[0]?.reject[0]?.[0];
  if (first !== undefined) clauses.push([rejects(0, first)]);
  return { variables: negatives.length * units, clauses };
}

function generalFormula(
  labels: Labels,
  units: number,
  xor: boolean,
  edges: NoCase['edges'],
): Formula | undefined {
  const patterns = 2 ** units;
  if ((labels.length + edges.length) * patterns + 3 ** units * patterns > 8 * MAX_CLAUSES) return undefined;
  const fires = (j: number, e: number): number => e * units + j + 1;
  const table = (b: number): number => labels.length * units + b + 1;
  const every = Array.from({ length: units }, (_, j) => j);
  const clauses: number[][] = [];
  for (const [e, label] of labels.entries()) {
    if (label === '*') continue;
    for (let b = 0; b < patterns; b++) {
      const differs = every.map((j) => ((b >> j) & 1 ? -1 : 1) * fires(j, e));
      if (!xor) clauses.push([...differs, label === '1' ? table(b) : -table(b)]);
      else if (every.filter((j) => (b >> j) & 1).length % 2 !== Number(label)) clauses.push(differs);
    }
  }
  if (!xor)
    clauses.push(...equalSums(units).map(([a, b, c, d]) => [-table(a), -table(b), table(c), table(d)]));
  for (const { accept, reject } of edges)
    for (const j of every) {
      const claim = [...accept.map(([e]) => fires(j, e)), ...reject.map(([e]) => -fires(j, e))];
      clauses.push(
        claim,
        claim.map((literal) => -literal),
      );
    }
  return { variables: labels.length * units + (xor ? 0 : patterns), clauses };
}

/** Patterns a, b and c, d (bit masks) with a + b = c + d as integer vectors and {a, b} other than {c, d}. */
function equalSums(units: number): [number, number, number, number][] {
  const pairs = new Map<string, [number, number][]>();
  for (let a = 0; a < 2 ** units; a++)
    for (let b = 0; b < a; b++) {
      // Sums of two bits are told by their AND and their XOR.
      const key = `${a & b},${a ^ b}`;
      pairs.set(key, [...(pairs.get(key) ?? []), [a, b]]);
    }
  return [...pairs.values()].flatMap((group) =>
    group.flatMap(([a, b], i) =>
      group.flatMap(([c, d], k): [number, number, number, number][] => (i === k ? [] : [[a, b, c, d]])),
    ),
  );
}

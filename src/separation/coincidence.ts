// Edges that can be read off sums: negatives that add up to as many positives. They cost no linear program.
import type { Point } from '../problem/training/points.ts';
import { balances, type ExactEdge } from './edge.ts';

/** Work bounds: pairs looked at, nodes of the search for covers of one positive, parts of a cover. */
const MAX_PAIRS = 1_000_000;
const MAX_NODES = 400;
const MAX_PARTS = 4;

/**
 * Some edges of the conflict hypergraph of Boolean points (none for others): a set Q of negatives with
 * - one or two members and q = p, q + q' = p + p', found by hashing the sums;
 * - up to four members and Σ q = p + (|Q| - 1) p0 for a fixed positive p0: reflecting the cube so that p0 becomes the
 *   origin turns this into an exact cover of p by disjoint negatives.
 * Every edge is checked exactly; none contains another.
 */
export function coincidenceEdges(
  points: readonly Point[],
  positives: readonly number[],
  negatives: readonly number[],
): ExactEdge[] {
  if ([...positives, ...negatives].some((e) => points[e]!.value.some((v) => v !== 1n))) return [];
  const found = new Map<string, ExactEdge>();
  const add = (accept: Map<number, bigint>, reject: readonly number[]): void => {
    const members = [...new Set(reject)].sort((a, b) => a - b);
    const key = members.join();
    if (found.has(key)) return;
    const edge: ExactEdge = {
      accept: [...accept].sort((a, b) => a[0] - b[0]),
      reject: members.map((q) => [q, BigInt(reject.filter((r) => r === q).length)]),
    };
    if (balances(points, edge)) found.set(key, edge);
  };
  pairSums(points, positives, negatives, add);
  const origin = positives.reduce(
    (best, p) => (points[p]!.index.length < points[best]!.index.length ? p : best),
    positives[0] ?? -1,
  );
  if (origin >= 0) covers(points, origin, positives, negatives, add);
  return [...found.values()].filter(
    ({ reject }) => !properSubsets(reject.map(([q]) => q)).some((key) => found.has(key)),
  );
}

/** Keys of the nonempty proper subsets of an ascending list of at most 4 members. */
function properSubsets(members: readonly number[]): string[] {
  const keys: string[] = [];
  for (let mask = 1; mask < 2 ** members.length - 1; mask++)
    keys.push(members.filter((_, i) => (mask >> i) & 1).join());
  return keys;
}

type Add = (accept: Map<number, bigint>, reject: readonly number[]) => void;

/** Fixed pseudo-random weights of the coordinates: equal sums of points have equal hashes (below 2^53 for 2^12 terms). */
function hashes(points: readonly Point[], examples: readonly number[]): Map<number, number> {
  const weight = (j: number): number => {
    const a = Math.imul(j + 1, 0x9e3779b1) ^ 0x5bd1e995;
    const b = Math.imul(a ^ (a >>> 15), 0x85ebca6b);
    const c = Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
    return ((c ^ (c >>> 16)) >>> 0) + (b & 0xff) * 2 ** 32;
  };
  return new Map(examples.map((e) => [e, points[e]!.index.reduce((sum, j) => sum + weight(j), 0)]));
}

function pairSums(
  points: readonly Point[],
  positives: readonly number[],
  negatives: readonly number[],
  add: Add,
): void {
  const hash = hashes(points, [...positives, ...negatives]);
  const sums = new Map<number, [number, number]>();
  let pairs = 0;
  collect: for (let i = 0; i < positives.length; i++)
    for (let k = 0; k <= i; k++) {
      if (++pairs > MAX_PAIRS) break collect;
      const sum = hash.get(positives[i]!)! + hash.get(positives[k]!)!;
      if (!sums.has(sum)) sums.set(sum, [positives[k]!, positives[i]!]);
    }
  pairs = 0;
  for (let i = 0; i < negatives.length; i++)
    for (let k = 0; k <= i; k++) {
      if (++pairs > MAX_PAIRS) return;
      const match = sums.get(hash.get(negatives[i]!)! + hash.get(negatives[k]!)!);
      if (match) add(tally(match), [negatives[k]!, negatives[i]!]);
    }
}

function tally(examples: readonly number[]): Map<number, bigint> {
  const count = new Map<number, bigint>();
  for (const e of examples) count.set(e, (count.get(e) ?? 0n) + 1n);
  return count;
}

/** Reflects the cube at `origin`: the support of x ⊕ origin. */
function reflected(point: Point, origin: ReadonlySet<number>): number[] {
  const support = point.index.filter((j) => !origin.has(j));
  const own = new Set(point.index);
  for (const j of origin) if (!own.has(j)) support.push(j);
  return support.sort((a, b) => a - b);
}

function covers(
  points: readonly Point[],
  origin: number,
  positives: readonly number[],
  negatives: readonly number[],
  add: Add,
): void {
  const zero = new Set(points[origin]!.index);
  const parts = negatives
    .map((q) => ({ q, support: reflected(points[q]!, zero) }))
    .filter(({ support }) => support.length > 0);
  const byLeast = new Map<number, { q: number; support: number[] }[]>();
  for (const part of parts) {
    const least = part.support[0]!;
    const bucket = byLeast.get(least);
    if (bucket) bucket.push(part);
    else byLeast.set(least, [part]);
  }
  for (const p of positives) {
    let nodes = 0;
    const open = new Set(reflected(points[p]!, zero));
    const chosen: number[] = [];
    const search = (): void => {
      if (open.size === 0) {
        if (chosen.length > 0)
          add(tally([p, ...Array.from({ length: chosen.length - 1 }, () => origin)]), chosen);
        return;
      }
      if (chosen.length === MAX_PARTS || nodes > MAX_NODES) return;
      let least = Infinity;
      for (const j of open) if (j < least) least = j;
      for (const { q, support } of byLeast.get(least) ?? []) {
        if (++nodes > MAX_NODES) return;
        if (!support.every((j) => open.has(j))) continue;
        for (const j of support) open.delete(j);
        chosen.push(q);
        search();
        chosen.pop();
        for (const j of support) open.add(j);
      }
    };
    search();
  }
}

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

/** Two fixed pseudo-random numbers of 32 bits for the coordinate j. */
function weights(j: number): [number, number] {
  const a = Math.imul(j + 1, 0x9e3779b1) ^ 0x5bd1e995;
  const b = Math.imul(a ^ (a >>> 15), 0x85ebca6b);
  const c = Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  return [c ^ (c >>> 16), b];
}

/** The sums of the weights of each example's coordinates, mod 2^32: equal sums of points have equal sums of these. */
function hashes(points: readonly Point[], examples: readonly number[]): [Int32Array, Int32Array] {
  const first = new Int32Array(examples.length);
  const second = new Int32Array(examples.length);
  for (const [i, e] of examples.entries())
    for (const j of points[e]!.index) {
      const [a, b] = weights(j);
      first[i] = first[i]! + a;
      second[i] = second[i]! + b;
    }
  return [first, second];
}

/** The number of pairs k <= i of a list of some length, pair (i, k) being number i (i + 1) / 2 + k, within the bound. */
const pairCount = (length: number): number => Math.min((length * (length + 1)) / 2, MAX_PAIRS);

/** Negatives' sums go into a hash table, in which those of positives are looked up: as a rule these are more. */
function pairSums(
  points: readonly Point[],
  positives: readonly number[],
  negatives: readonly number[],
  add: Add,
): void {
  const count = pairCount(negatives.length);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * count + 2)));
  const mask = slots.length - 1;
  /** The next pair with the same slot, from 1; 0 for none. */
  const next = new Int32Array(count);
  const seconds = new Int32Array(count);
  const firsts = new Int32Array(count);
  /** For each pair of negatives a pair of positives with the same sum, from 1. */
  const match = new Int32Array(count);
  const [n1, n2] = hashes(points, negatives);
  for (let i = 0, pair = 0; pair < count; i++)
    for (let k = 0; k <= i && pair < count; k++, pair++) {
      firsts[pair] = n1[i]! + n1[k]!;
      seconds[pair] = n2[i]! + n2[k]!;
      const slot = firsts[pair]! & mask;
      next[pair] = slots[slot]!;
      slots[slot] = pair + 1;
    }
  const [p1, p2] = hashes(points, positives);
  const most = pairCount(positives.length);
  for (let i = 0, pair = 0; pair < most; i++)
    for (let k = 0; k <= i && pair < most; k++, pair++) {
      const first = (p1[i]! + p1[k]!) | 0;
      for (let at = slots[first & mask]!; at > 0; at = next[at - 1]!)
        if (firsts[at - 1] === first && seconds[at - 1] === ((p2[i]! + p2[k]!) | 0) && match[at - 1] === 0)
          match[at - 1] = pair + 1;
    }
  for (let i = 0, pair = 0; pair < count; i++)
    for (let k = 0; k <= i && pair < count; k++, pair++)
      if (match[pair]! > 0)
        add(tally(pairAt(match[pair]! - 1).map((t) => positives[t]!)), [negatives[k]!, negatives[i]!]);
}

/** The pair of a number, the smaller place first. */
function pairAt(pair: number): [number, number] {
  let i = Math.floor((Math.sqrt(8 * pair + 1) - 1) / 2);
  while (((i + 1) * (i + 2)) / 2 <= pair) i++;
  return [pair - (i * (i + 1)) / 2, i];
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

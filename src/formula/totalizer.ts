// Cardinality and pseudo-Boolean conditions by totalizers: trees whose nodes say what the items below them add up to.
import { InputError } from '../problem/errors.ts';
import { andAll, emit, negation, orAll, type Bit } from './bit.ts';
import type { ClauseSink } from './sink.ts';

/** A literal and what it counts when true. */
export type Item = { readonly literal: number; readonly weight: number };

/**
 * Sums that the items below a node can have, ascending, from 0; `bits[i]` is true when some of the true items add up to
 * `sums[i]`. The converse is not said.
 */
type Node = { readonly sums: readonly number[]; readonly bits: readonly Bit[] };

/** Clauses that one call of `atMost` may add. */
export const MOST_CLAUSES = 2 ** 24;

/**
 * The clauses that say: the weights of the true literals add up to at most `most`. Unit propagation sets a literal to
 * false as soon as it would be too much.
 *
 * The generalised totalizer (Joshi, Martins and Manquinho, CP 2015), with unit weights the totalizer of Bailleux and
 * Boufkhad (CP 2003), as a balanced tree over the items by weight. Sums above `most` have no variable: two children whose
 * sums are too much together contradict each other. Of those pairs the ones that exceed `most` by no more than the
 * node's heaviest item are enough, since true items that are too much stay so when one is dropped, until that.
 * @param items weights are integers from 0; a literal may occur several times, and then counts as often
 * @param most an integer; below 0 the empty clause is all there is
 * @throws RangeError for other numbers, InputError beyond 16,777,216 clauses
 */
export function atMost(sink: ClauseSink, items: readonly Item[], most: number): void {
  for (const number of [...items.map(({ weight }) => weight), Math.max(most, 0)])
    if (!Number.isSafeInteger(number) || number < 0)
      throw new RangeError(`atMost: expected integers from 0 to 2^53 - 1, got ${number}`);
  if (most < 0) {
    sink.clause([]);
    return;
  }
  const open = items.filter(({ weight }) => weight > 0 && weight <= most);
  for (const { literal, weight } of items) if (weight > most) sink.clause([-literal]);
  let left = most;
  if (open.every(({ weight }) => (left -= weight) >= 0)) return;
  open.sort((a, b) => a.weight - b.weight);
  new Totalizer(sink, open, most).forbid(0, open.length);
}

/**
 * No fewer clauses than `atMost` adds for items of these weights, without making them: below a node there are no more sums
 * than pairs of sums of its halves, than integers up to the weight of all its items, and than integers up to `most`.
 */
export function mostClauses(weights: readonly number[], most: number): number {
  const sorted = weights.filter((weight) => weight <= most).sort((a, b) => a - b);
  let clauses = weights.length;
  const sums = (from: number, to: number): { readonly count: number; readonly weight: number } => {
    if (to - from <= 1) return { count: 1 + to - from, weight: sorted[from] ?? 0 };
    const middle = (from + to) >> 1;
    const left = sums(from, middle);
    const right = sums(middle, to);
    const weight = left.weight + right.weight;
    const pairs = left.count * right.count;
    // Each pair gives its sum, or is too much.
    clauses += pairs;
    return { count: Math.min(pairs, 1 + weight, 1 + most), weight };
  };
  sums(0, sorted.length);
  return clauses;
}

/** The tree of `atMost`. */
class Totalizer {
  readonly #sink: ClauseSink;
  readonly #items: readonly Item[];
  readonly #most: number;
  #room = MOST_CLAUSES;

  /** @param items in ascending order of weight, none above `most` */
  constructor(sink: ClauseSink, items: readonly Item[], most: number) {
    this.#sink = sink;
    this.#items = items;
    this.#most = most;
  }

  /** Says that the items of a block are not too much; returns the two halves' nodes. */
  forbid(from: number, to: number): [Node, Node] {
    const middle = (from + to) >> 1;
    const left = this.#node(from, middle);
    const right = this.#node(middle, to);
    const heaviest = this.#items[to - 1]!.weight;
    left.sums.forEach((sum, i) => {
      const first = countUpTo(right.sums, this.#most - sum);
      const end = countUpTo(right.sums, this.#most - sum + heaviest);
      this.#charge(end - first);
      for (let j = first; j < end; j++) emit(this.#sink, [negation(left.bits[i]!), negation(right.bits[j]!)]);
    });
    return [left, right];
  }

  #node(from: number, to: number): Node {
    if (to - from === 1) {
      const { literal, weight } = this.#items[from]!;
      return { sums: [0, weight], bits: [true, literal] };
    }
    const [left, right] = this.forbid(from, to);
    const ends = left.sums.map((sum) => countUpTo(right.sums, this.#most - sum));
    // The pair of nothing and nothing needs no clause.
    this.#charge(ends.reduce((total, end) => total + end) - 1);
    const attainable = new Set<number>();
    left.sums.forEach((sum, i) => {
      for (let j = 0; j < ends[i]!; j++) attainable.add(sum + right.sums[j]!);
    });
    const sums = [...attainable].sort((a, b) => a - b);
    const bits: Bit[] = sums.map((sum) => sum === 0 || this.#sink.variable());
    const bitOf = new Map(sums.map((sum, i) => [sum, bits[i]!]));
    left.sums.forEach((sum, i) => {
      for (let j = 0; j < ends[i]!; j++)
        emit(this.#sink, [
          negation(left.bits[i]!),
          negation(right.bits[j]!),
          bitOf.get(sum + right.sums[j]!)!,
        ]);
    });
    return { sums, bits };
  }

  #charge(clauses: number): void {
    this.#room -= clauses;
    if (this.#room < 0)
      throw new InputError('formula', `expected at most ${MOST_CLAUSES} clauses of a totalizer, found more`);
  }
}

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Literals up to which a gate over all subsets has fewer clauses than one over a tree. */
const MOST_DIRECT = 6;

/**
 * A bit equivalent to: at least `count` of the bits are true. Up to 6 literals directly, by the subsets of which one is
 * all true, or of which one is all false; beyond by a totalizer in both directions, of whose nodes only the outputs that
 * are asked for are made.
 * @param bits one that occurs several times counts as often
 * @param count an integer
 */
export function atLeast(sink: ClauseSink, bits: readonly Bit[], count: number): Bit {
  const literals = bits.filter((bit) => typeof bit === 'number');
  const needed = count - bits.filter((bit) => bit === true).length;
  if (needed <= 1) return needed <= 0 || orAll(sink, literals);
  if (needed >= literals.length) return needed === literals.length && andAll(sink, literals);
  return literals.length <= MOST_DIRECT
    ? atLeastDirectly(sink, literals, needed)
    : reached(sink, treeOf(literals), needed);
}

function atLeastDirectly(sink: ClauseSink, literals: readonly number[], count: number): number {
  const gate = sink.variable();
  for (let subset = 1; subset < 2 ** literals.length; subset++) {
    const chosen = literals.filter((_, i) => (subset >> i) & 1);
    if (chosen.length === count) sink.clause([...chosen.map((literal) => -literal), gate]);
    if (chosen.length === literals.length - count + 1) sink.clause([...chosen, -gate]);
  }
  return gate;
}

/** A tree over `size` literals; `outputs` remembers what was asked for. */
type Tree = { readonly size: number; readonly outputs: Map<number, number>; readonly halves?: [Tree, Tree] };

function treeOf(literals: readonly number[]): Tree {
  const size = literals.length;
  if (size === 1) return { size, outputs: new Map([[1, literals[0]!]]) };
  const middle = size >> 1;
  return {
    size,
    outputs: new Map(),
    halves: [treeOf(literals.slice(0, middle)), treeOf(literals.slice(middle))],
  };
}

/** A bit equivalent to: at least `count` literals of the tree are true. */
function reached(sink: ClauseSink, tree: Tree, count: number): Bit {
  if (count <= 0) return true;
  if (count > tree.size) return false;
  const before = tree.outputs.get(count);
  if (before !== undefined) return before;
  const [left, right] = tree.halves!;
  const leastLeft = Math.max(0, count - right.size);
  // Left and right by their shares of `count`, and of one less: i and count - i suffice; fewer than i + 1 on the left and
  // fewer than count - i on the right do not.
  const enough: Bit[][] = [];
  for (let i = leastLeft; i <= Math.min(left.size, count); i++)
    enough.push([reached(sink, left, i), reached(sink, right, count - i)]);
  const needed: Bit[][] = [];
  for (let i = Math.max(0, leastLeft - 1); i <= Math.min(left.size, count - 1); i++)
    needed.push([reached(sink, left, i + 1), reached(sink, right, count - i)]);
  const output = sink.variable();
  for (const shares of enough) emit(sink, [...shares.map(negation), output]);
  for (const shares of needed) emit(sink, [...shares, -output]);
  tree.outputs.set(count, output);
  return output;
}

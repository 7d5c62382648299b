// Sums of integers in offset binary, by ripple-carry adders.
import { negation, parity, type Bit } from './bit.ts';
import type { ClauseSink } from './sink.ts';
import { atLeast } from './totalizer.ts';

/**
 * An integer in offset binary, low bits first: p bits b_0 … b_{p-1}, p ≥ 1, stand for Σ 2^j b_j - 2^(p-1). It is two's
 * complement with the highest bit negated, which is now true iff the integer is not negative; adding two needs no gate
 * for their signs.
 */
export type Offset = readonly Bit[];

/** a + b, a bit longer than the longer one: a full adder of 14 clauses a bit, where nothing is known beforehand. */
export function sum(sink: ClauseSink, a: Offset, b: Offset): Offset {
  const size = Math.max(a.length, b.length);
  const [x, y] = [widened(a, size), widened(b, size)];
  const result: Bit[] = [];
  let carry: Bit = false;
  for (let j = 0; j < size; j++) {
    result.push(parity(sink, [x[j]!, y[j]!, carry]));
    carry = atLeast(sink, [x[j]!, y[j]!, carry], 2);
  }
  // The offsets 2^(size-1) add up to 2^size, the offset of the longer sum.
  return [...result, carry];
}

/** A bit equivalent to a + b >= 0: the highest bit of the sum, without the gates of the others. */
export function sumIsNotNegative(sink: ClauseSink, a: Offset, b: Offset): Bit {
  const size = Math.max(a.length, b.length);
  const [x, y] = [widened(a, size), widened(b, size)];
  let carry: Bit = false;
  for (let j = 0; j < size; j++) carry = atLeast(sink, [x[j]!, y[j]!, carry], 2);
  return carry;
}

/**
 * Sums of products, in a balanced tree over the inputs, by adders of just the width they need. A sum that was formed before
 * is used again, so that calls that agree on some of the tree's blocks share those.
 * @param product the number that an input adds when its bit is not known to be false; always the same one for a bit
 * @returns the sum for the bits of all inputs; undefined when all are false
 */
export function blockSums(
  sink: ClauseSink,
  product: (i: number, bit: Bit) => Offset,
): (bits: readonly Bit[]) => Offset | undefined {
  const sums = new Map<Offset, Map<Offset, Offset>>();
  const total = (bits: readonly Bit[], from: number, to: number): Offset | undefined => {
    if (to - from === 1) return bits[from] === false ? undefined : product(from, bits[from]!);
    const middle = (from + to) >> 1;
    const left = total(bits, from, middle);
    const right = total(bits, middle, to);
    if (!left || !right) return left ?? right;
    const after = remembered(sums, left, () => new Map<Offset, Offset>());
    return remembered(after, right, () => sum(sink, left, right));
  };
  return (bits) => (bits.length === 0 ? undefined : total(bits, 0, bits.length));
}

/** What a map has for a key; made and kept when there is nothing yet. */
export function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = make();
  known.set(key, value);
  return value;
}

/** The same integer in `size` bits. */
function widened(a: Offset, size: number): Offset {
  const top = a.at(-1)!;
  // The offset grows by 2^(p-1) + … + 2^(size-2): added to the highest bit that is 2^(size-1) or these bits themselves.
  return [...a.slice(0, -1), ...Array.from({ length: size - a.length }, () => negation(top)), top];
}

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

/** The same integer in `size` bits. */
function widened(a: Offset, size: number): Offset {
  const top = a.at(-1)!;
  // The offset grows by 2^(p-1) + … + 2^(size-2): added to the highest bit that is 2^(size-1) or these bits themselves.
  return [...a.slice(0, -1), ...Array.from({ length: size - a.length }, () => negation(top)), top];
}

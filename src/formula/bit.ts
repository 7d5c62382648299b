// Bits that formulas compute with: literals, and constants known beforehand. A gate is a fresh variable defined in both
// directions (Tseitin 1968); where constants, or an input met twice, settle the answer there is no variable.
import type { ClauseSink } from './sink.ts';

/** A literal, or a constant. */
export type Bit = number | boolean;

/** The other value. */
export function negation(bit: Bit): Bit {
  return typeof bit === 'boolean' ? !bit : -bit;
}

/** The clause that says: one of the bits is true. None is made when that is known. */
export function emit(sink: ClauseSink, bits: readonly Bit[]): void {
  const literals: number[] = [];
  for (const bit of bits) {
    if (bit === true) return;
    if (bit !== false) literals.push(bit);
  }
  sink.clause(literals);
}

/** A bit equivalent to: all bits are true. n + 1 clauses for n literals. */
export function andAll(sink: ClauseSink, bits: readonly Bit[]): Bit {
  const inputs: number[] = [];
  const met = new Set<number>();
  for (const bit of bits) {
    if (bit === true || met.has(bit as number)) continue;
    if (bit === false || met.has(-bit)) return false;
    met.add(bit);
    inputs.push(bit);
  }
  if (inputs.length === 0) return true;
  if (inputs.length === 1) return inputs[0]!;
  const gate = sink.variable();
  for (const input of inputs) sink.clause([input, -gate]);
  sink.clause([...inputs.map((input) => -input), gate]);
  return gate;
}

/** A bit equivalent to: some bit is true. n + 1 clauses for n literals. */
export function orAll(sink: ClauseSink, bits: readonly Bit[]): Bit {
  return negation(andAll(sink, bits.map(negation)));
}

/** A bit equivalent to: both are true. */
export function and(sink: ClauseSink, a: Bit, b: Bit): Bit {
  return andAll(sink, [a, b]);
}

/** A bit equivalent to: one of the two is true, not both. */
export function xor(sink: ClauseSink, a: Bit, b: Bit): Bit {
  return parity(sink, [a, b]);
}

/** A bit equivalent to: an odd number of the bits is true. Gates of up to three inputs, in a balanced tree. */
export function parity(sink: ClauseSink, bits: readonly Bit[]): Bit {
  let odd = false;
  const inputs = new Set<number>();
  for (const bit of bits) {
    if (bit === true || (bit !== false && bit < 0)) odd = !odd;
    if (typeof bit === 'boolean') continue;
    // Twice the same input is even.
    const variable = Math.abs(bit);
    if (!inputs.delete(variable)) inputs.add(variable);
  }
  const queue = [...inputs];
  let next = 0;
  while (queue.length - next > 1) {
    const taken = queue.slice(next, next + 3);
    next += taken.length;
    queue.push(parityGate(sink, taken));
  }
  const result: Bit = next < queue.length ? queue[next]! : false;
  return odd ? negation(result) : result;
}

/** Of two or three literals: 4 or 8 clauses, one for each assignment of them. */
function parityGate(sink: ClauseSink, inputs: readonly number[]): number {
  const gate = sink.variable();
  for (let trues = 0; trues < 2 ** inputs.length; trues++) {
    let odd = false;
    const literals = inputs.map((input, i) => {
      if (((trues >> i) & 1) === 0) return input;
      odd = !odd;
      return -input;
    });
    literals.push(odd ? gate : -gate);
    sink.clause(literals);
  }
  return gate;
}

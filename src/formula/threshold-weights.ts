// A threshold unit by integer weights: the weights and the bias are numbers in two's complement, and whether the unit
// fires on given bits is the sign of a sum. For units of more inputs than a truth table can serve.
import { squareRoot } from '../exact/rational.ts';
import { bitLength } from '../problem/numerals.ts';
import { blockSums, remembered, sumIsNotNegative, type Offset } from './adder.ts';
import { and, negation, type Bit } from './bit.ts';
import type { ClauseSink } from './sink.ts';

/**
 * The largest weight that some threshold function of n inputs needs, for n = 0, 1, … 8: by enumeration of all functions
 * up to symmetry, with exact integer programs.
 */
const LARGEST_WEIGHTS = [0n, 1n, 1n, 2n, 3n, 5n, 9n, 18n, 42n];

/**
 * A number W such that every threshold function of n Boolean inputs has integer weights from -W to W; so has every
 * partial one, as a unit that separates two sets of points is a total one. For n ≤ 8 the least such number. Beyond, the
 * bound of Muroga: by Cramer's rule a vertex of the polyhedron of units has weights whose numerators, over one common
 * denominator, are determinants of 0/1 matrices of order n + 1 with a column of ones (up to signs of columns), and the
 * numerators are a unit as well. Such a determinant is 2^-n times one of a ±1 matrix of order n + 1, by Hadamard's
 * inequality at most (n + 1)^((n + 1) / 2) / 2^n.
 * @throws RangeError unless n is an integer from 0
 */
export function weightBound(n: number): bigint {
  if (!Number.isInteger(n) || n < 0)
    throw new RangeError(`weightBound: expected an integer from 0, got ${n}`);
  // ⌊√x⌋ = ⌊√⌊x⌋⌋, so that nothing is rounded on the way.
  return LARGEST_WEIGHTS[n] ?? squareRoot((BigInt(n + 1) ** BigInt(n + 1)) >> BigInt(2 * n));
}

/** A unit whose weights and bias are variables of a formula. */
export interface ThresholdUnit {
  /**
   * A bit equivalent to: the weights of the bits that are true and the bias add up to at least 0.
   * @throws RangeError unless there is a bit for each weight
   */
  fires(bits: readonly Bit[]): Bit;
  /** The unit of a model, which fires where the weights add up to at least the threshold. */
  read(value: (variable: number) => boolean): { weights: bigint[]; threshold: bigint };
  /**
   * The unit's variables with the values that make it the given unit.
   * @throws RangeError for another number of weights, or a number that does not fit
   */
  assign(weights: readonly bigint[], threshold: bigint): [variable: number, value: boolean][];
}

/**
 * The variables of a unit's weights, then of its bias, bits of lesser value first.
 *
 * With W = `weightBound(fanIn)` a weight has one bit more than W has, the bias one more than fanIn · W: enough for every
 * threshold function of `fanIn` inputs, total or partial. It has weights from -W to W, so all its sums are from
 * -fanIn · W to fanIn · W; its bias can be minus the least sum of a point that is accepted, or, where none is, minus 1
 * minus the largest sum of a point: from -fanIn · W - 1 to fanIn · W. An integer of L bits and a sign takes every value
 * from -2^L to 2^L - 1, and 2^L exceeds every integer of L bits.
 *
 * An input that is false costs nothing, one that is true no more than its adder (`blockSums`), one that is a literal also
 * the products with the weight's bits.
 * @param owner what the names of the variables begin with
 * @param relevant a number of inputs that is enough, where the bits of the others are false: the bits needed are theirs
 */
export function thresholdUnit(
  sink: ClauseSink,
  fanIn: number,
  owner = '',
  relevant: number = fanIn,
): ThresholdUnit {
  const largest = weightBound(relevant);
  const integer = (size: number, name: string): number[] =>
    Array.from({ length: size }, (_, j) => sink.variable(() => `${owner}${name} bit ${j}`));
  const weightSize = bitLength(largest) + 1;
  const weights = Array.from({ length: fanIn }, (_, i) => integer(weightSize, `weight ${i}`));
  const bias = integer(bitLength(largest * BigInt(relevant)) + 1, 'bias');
  const offsetBias = offset(bias);
  const products = weights.map(() => new Map<Bit, Offset>());

  const product = (i: number, bit: Bit): Offset =>
    remembered(products[i]!, bit, () => offset(weights[i]!.map((digit) => and(sink, digit, bit))));

  const total = blockSums(sink, product);

  return {
    fires(bits) {
      if (bits.length !== fanIn)
        throw new RangeError(`thresholdUnit: expected ${fanIn} bits, got ${bits.length}`);
      const inputs = total(bits);
      return inputs ? sumIsNotNegative(sink, inputs, offsetBias) : offsetBias.at(-1)!;
    },
    read: (value) => ({
      weights: weights.map((variables) => valueOf(variables, value)),
      threshold: -valueOf(bias, value),
    }),
    assign(given, threshold) {
      if (given.length !== fanIn)
        throw new RangeError(`thresholdUnit: expected ${fanIn} weights, got ${given.length}`);
      return [
        ...weights.flatMap((variables, i) => digitsOf(given[i]!, variables)),
        ...digitsOf(-threshold, bias),
      ];
    },
  };
}

/** From two's complement. */
function offset(bits: readonly Bit[]): Offset {
  return [...bits.slice(0, -1), negation(bits.at(-1)!)];
}

function valueOf(variables: readonly number[], value: (variable: number) => boolean): bigint {
  const digits = variables.reduceRight((high, variable) => 2n * high + (value(variable) ? 1n : 0n), 0n);
  return BigInt.asIntN(variables.length, digits);
}

function digitsOf(integer: bigint, variables: readonly number[]): [number, boolean][] {
  if (BigInt.asIntN(variables.length, integer) !== integer)
    throw new RangeError(`thresholdUnit: expected integers of ${variables.length} bits, got ${integer}`);
  return variables.map((variable, j) => [variable, ((integer >> BigInt(j)) & 1n) === 1n]);
}

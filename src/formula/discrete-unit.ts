// A threshold unit whose weights are one of two integers: a variable for each weight, the threshold in binary.
import type { DiscreteInstance } from '../problem/discrete-training.ts';
import type { Unit } from '../problem/training/configuration.ts';
import { blockSums, sumIsNotNegative, type Offset } from './adder.ts';
import type { Bit } from './bit.ts';
import type { ClauseSink } from './sink.ts';

/** The least and the largest sum that a unit can have on some of the examples. */
export type SumRange = { readonly least: bigint; readonly largest: bigint };

/** The range of an instance; from 0 to 0 without examples. */
export function sumRange({ weights: [low, high], examples }: DiscreteInstance): SumRange {
  const ones = examples.map(({ stimulus }) => BigInt(stimulus.replaceAll('0', '').length));
  const sums = ones.flatMap((count) => [count * BigInt(low), count * BigInt(high)]);
  const extreme = (better: (a: bigint, b: bigint) => boolean): bigint =>
    sums.length === 0 ? 0n : sums.reduce((best, sum) => (better(sum, best) ? sum : best));
  return { least: extreme((a, b) => a < b), largest: extreme((a, b) => a > b) };
}

/** A unit whose weights and threshold are variables of a formula. */
export interface DiscreteUnit {
  /** A bit equivalent to: the unit fires on the stimulus. */
  fires(stimulus: string): Bit;
  /** The unit of a model. */
  read(value: (variable: number) => boolean): Unit;
  /** The unit's variables with the values that make it do on the examples what the given unit does, whose threshold may be any integer. */
  assign(unit: Unit): [variable: number, value: boolean][];
}

/**
 * The variables of a unit: for each weight one that is true when it is the larger of the two, then the bits of the
 * negated threshold, in offset binary, bits of lesser value first.
 *
 * On the examples a threshold matters only from the least sum, where the unit always fires, to one more than the largest,
 * where it never does: the threshold has just so many bits that all of these can be written. What is summed is the weights
 * of a stimulus's ones, digit by digit: a digit in which the two weights agree is a constant, any other the weight's
 * variable or its negation. So of weights 0 and 1, or -1 and 1, a sum of n takes about 2n full adders.
 * @param owner what the names of the variables begin with
 */
export function discreteUnit(
  sink: ClauseSink,
  inputs: number,
  [low, high]: DiscreteInstance['weights'],
  { least, largest }: SumRange,
  owner = '',
): DiscreteUnit {
  const weights = Array.from({ length: inputs }, (_, i) =>
    sink.variable(() => `${owner}weight ${i} is ${high}`),
  );
  const bias = Array.from({ length: offsetSize(-largest - 1n, -least) }, (_, j) =>
    sink.variable(() => `${owner}bias digit ${j}`),
  );
  const [lower, higher] = [BigInt(low), BigInt(high)];
  const size = offsetSize(lower, higher);
  const [lowDigits, highDigits] = [offsetDigits(lower, size), offsetDigits(higher, size)];
  const numbers = weights.map((weight): Offset =>
    lowDigits.map((digit, j) => (digit === highDigits[j] ? digit : digit ? -weight : weight)),
  );
  const total = blockSums(sink, (i) => numbers[i]!);
  return {
    fires(stimulus) {
      const sum = total(Array.from(stimulus, (bit) => bit === '1'));
      return sum ? sumIsNotNegative(sink, sum, bias) : bias.at(-1)!;
    },
    read: (value) => ({
      weights: weights.map((weight) => (value(weight) ? higher : lower)),
      threshold:
        2n ** BigInt(bias.length - 1) -
        bias.reduceRight((sum, digit) => 2n * sum + (value(digit) ? 1n : 0n), 0n),
    }),
    assign({ weights: given, threshold }) {
      const clamped = threshold < least ? least : threshold > largest ? largest + 1n : threshold;
      const digits = offsetDigits(-clamped, bias.length);
      return [
        ...weights.map((weight, i): [number, boolean] => [weight, given[i] === higher]),
        ...bias.map((digit, j): [number, boolean] => [digit, digits[j]!]),
      ];
    },
  };
}

/** Bits of offset binary that hold all integers from `least` to `largest`. */
function offsetSize(least: bigint, largest: bigint): number {
  let size = 1;
  for (let half = 1n; least < -half || largest >= half; half *= 2n) size += 1;
  return size;
}

/** An integer in offset binary. */
function offsetDigits(integer: bigint, size: number): boolean[] {
  const shifted = integer + 2n ** BigInt(size - 1);
  return Array.from({ length: size }, (_, j) => ((shifted >> BigInt(j)) & 1n) === 1n);
}

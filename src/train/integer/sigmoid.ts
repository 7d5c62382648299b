// The sigmoid as a table of integers, computed in BigInt so that it holds the same bytes on every machine.

/** Entries of the table; it covers the arguments -8 … 8 in steps of 1/256. */
export const TABLE_SIZE = 4096;

/** Fraction bits of a probability: 32768 is 1. */
export const PROBABILITY_BITS = 15;

/** Fraction bits of the working precision; the 2048 multiplications below lose at most a few of the last bits. */
const BITS = 128n;
const ONE = 1n << BITS;

/** e^(numerator/denominator) by its Taylor series, in units of 2^-128; for arguments in 0 … 1. */
function exponential(numerator: bigint, denominator: bigint): bigint {
  let sum = 0n;
  let term = ONE;
  for (let i = 1n; term > 0n; i++) {
    sum += term;
    term = (term * numerator) / (denominator * i);
  }
  return sum;
}

/**
 * `table[i]` is round(32768 σ(-x)) for x = (i - 2048 + 1/2) / 256, the probability that a unit with activation x does
 * not fire. All entries lie in 11 … 32757, so none is 0 and none is 1; table[4095 - i] = 32768 - table[i].
 */
export function sigmoidTable(): Int32Array {
  return (computed ??= compute());
}

let computed: Int32Array | undefined;

function compute(): Int32Array {
  const table = new Int32Array(TABLE_SIZE);
  const half = TABLE_SIZE / 2;
  const step = exponential(1n, 256n);
  let power = exponential(1n, 512n);
  for (let i = 0; i < half; i++) {
    const scaled = ONE << BigInt(PROBABILITY_BITS + 1);
    const entry = Number((scaled / (ONE + power) + 1n) >> 1n);
    table[half + i] = entry;
    table[half - 1 - i] = (1 << PROBABILITY_BITS) - entry;
    power = (power * step) >> BITS;
  }
  return table;
}

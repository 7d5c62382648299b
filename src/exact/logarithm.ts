// Bounds on logarithms and exponentials in fixed-point integers, for claims that have to be proved.

/** The fixed point: an integer x stands for x / 2^80. */
export const FIXED_BITS = 80n;

/** A real number lies between these, in fixed point; they are at most 8 units apart. */
export type Bounds = { readonly low: bigint; readonly high: bigint };

/** Bits carried beyond the fixed point. All errors below add up to less than 2^20 units of these, 2^-12 of a result's. */
const GUARD_BITS = 32n;
const WORK_BITS = FIXED_BITS + GUARD_BITS;
const ONE = 1n << WORK_BITS;
const LN_2 = onOctave(2n * ONE);
/** e^-x is less than half a unit of the fixed point from here on. */
const VANISHING = 60n << FIXED_BITS;

/**
 * ln f by 2 artanh((f - 1) / (f + 1)), whose series loses a factor of 9 with each term.
 * @param f from 1 to 2, in working precision
 */
function onOctave(f: bigint): bigint {
  const z = ((f - ONE) << WORK_BITS) / (f + ONE);
  const square = (z * z) >> WORK_BITS;
  let sum = 0n;
  let power = z;
  for (let k = 1n; power > 0n; k += 2n) {
    sum += power / k;
    power = (power * square) >> WORK_BITS;
  }
  return 2n * sum;
}

/** What a number in working precision, off by less than 2^20 units, may be in fixed point. */
function enclosed(x: bigint): Bounds {
  const floor = x >> GUARD_BITS;
  return { low: floor - 1n, high: floor + 2n };
}

/**
 * The natural logarithm.
 * @param x in fixed point, from 1 to 2^1000
 * @throws RangeError unless x is positive
 */
export function logarithm(x: bigint): Bounds {
  if (x <= 0n) throw new RangeError(`logarithm: expected a positive number, got ${x}`);
  const digits = x.toString(16);
  const length = BigInt(4 * digits.length - Math.clz32(parseInt(digits[0]!, 16)) + 28);
  const shift = WORK_BITS + 1n - length;
  const mantissa = shift >= 0n ? x << shift : x >> -shift;
  return enclosed(onOctave(mantissa) + (length - 1n - FIXED_BITS) * LN_2);
}

/**
 * The exponential of a number that is not positive, by its series on [-ln 2, 0].
 * @param x in fixed point, at most 0
 * @throws RangeError when x is positive
 */
export function exponential(x: bigint): Bounds {
  if (x > 0n) throw new RangeError(`exponential: expected at most 0, got ${x}`);
  if (x <= -VANISHING) return { low: 0n, high: 1n };
  const size = -x << GUARD_BITS;
  const octaves = size / LN_2;
  const rest = size - octaves * LN_2;
  let sum = 0n;
  let term = ONE;
  for (let k = 1n; term !== 0n; k++) {
    sum += term;
    term = -((term * rest) >> WORK_BITS) / k;
  }
  const { low, high } = enclosed(sum >> octaves);
  return { low: low < 0n ? 0n : low, high };
}

/** ln(1 + e^x), x in fixed point. */
export function softplusBounds(x: bigint): Bounds {
  const { low, high } = exponential(x > 0n ? -x : x);
  const one = 1n << FIXED_BITS;
  const linear = x > 0n ? x : 0n;
  const least = logarithm(one + low).low;
  return { low: linear + (least < 0n ? 0n : least), high: linear + logarithm(one + high).high };
}

// The arithmetic of the float core: f32 operations in one order, and a sigmoid of our own, alike in all three kernels.

const f = Math.fround;

/** Largest absolute value of a weight. */
export const WEIGHT_LIMIT = 65_536;
/** Largest absolute value of the derivative by an activation, so that no sum of them overflows. */
export const SLOPE_LIMIT = 1_048_576;
/** Largest value of a rectified unit. */
export const RELU_LIMIT = 65_536;
/** Largest absolute argument of the sigmoid: e^-80 is a normal number. */
export const SIGMOID_LIMIT = 80;
/** Least probability by which anything is divided. */
export const TINY = 2 ** -60;
/** What a hard unit gives to gates for 0 (and 1 minus it for 1), so that the logarithm of a product exists. */
export const STRAIGHT_THROUGH_FLOOR = 2 ** -8;
/** The steepness of a majority gate: σ(4 (sum of the probabilities - border)). */
export const MAJORITY_STEEPNESS = 4;

/**
 * Half the coefficients (ln 2)^k / k! of 2^x, highest power first; for |x| ≤ 1/2 the remainder is below 2^-22 of the sum.
 */
export const HALF_EXP2 = [
  1.5403530393381609e-4 / 2,
  1.3333558146428443e-3 / 2,
  9.618129107628477e-3 / 2,
  5.550410866482158e-2 / 2,
  2.4022650695910072e-1 / 2,
  6.931471805599453e-1 / 2,
  1 / 2,
] as const;
export const MINUS_LOG2_E = -1.4426950408889634;
/**
 * Adding 1.5 · 2^23 rounds to an integer n, halves to even; 128 more, and the last bits of the sum, shifted to where a
 * float has its exponent, are the float 2^(n + 1).
 */
export const ROUNDER = 12_582_912 + 128;

const COEFFICIENTS = Float32Array.from(HALF_EXP2);
const FACTOR = f(MINUS_LOG2_E);
const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** e^-a for 0 ≤ a ≤ 80, with a relative error below 2^-16. */
export function expOfMinus(a: number): number {
  const x = f(a * FACTOR);
  const shifted = f(x + ROUNDER);
  const rest = f(x - f(shifted - ROUNDER));
  let half = COEFFICIENTS[0]!;
  for (let i = 1; i < 7; i++) half = f(f(half * rest) + COEFFICIENTS[i]!);
  float[0] = shifted;
  bits[0]! <<= 23;
  return f(half * float[0]);
}

/** Writes σ(u) to `out[at]` and σ(-u) to the next place: both exact to some 2^-16 of themselves, however small. */
export function sigmoid(u: number, out: Float32Array, at: number): void {
  const e = expOfMinus(Math.min(Math.abs(u), SIGMOID_LIMIT));
  const large = f(1 / f(1 + e));
  const small = f(e * large);
  out[at] = u >= 0 ? large : small;
  out[at + 1] = u >= 0 ? small : large;
}

// What the passes and the updates of the training kernel share: the parameter block, and arithmetic of vectors.
//
// The host lays out the memory: the parameters in the order of PARAMETER_NAMES (../integer/parameters.ts), the examples,
// and the state, parameter p of all four restarts being the vector p of an array.

// Positions in the parameter block.
export const UNITS = 0;
export const INPUTS = 1;
export const EXAMPLES = 2;
export const VALUE_SHIFT = 3;
export const GRADIENT_SHIFT = 4;
export const POSITIVE_WEIGHT = 5;
export const NEGATIVE_WEIGHT = 6;
export const WEIGHT_LIMIT = 7;
export const STEEPNESS_START = 8;
export const STEEPNESS_END = 9;
export const TOTAL_EPOCHS = 10;
export const LEARNING_RATE = 11;
export const MEAN_SHIFT = 12;
export const MOMENTUM_SHIFT = 13;
export const VARIANCE_SHIFT = 14;
export const DENOMINATOR = 15;
export const NORM_BITS = 16;
// The host's addresses follow the parameters.
const ADDRESSES = 19;

@inline export function parameter(block: usize, index: i32): i32 {
  return load<i32>(block + (<usize>index << 2));
}

@inline export function address(block: usize, index: i32): usize {
  return <usize>load<u32>(block + (<usize>(ADDRESSES + index) << 2));
}

/**
 * a / b towards 0, through doubles. Exact: the quotient lies at least 1/b from an integer it is not, which relative to
 * a quotient of at most 2^31 / b is 2^-31, far above the rounding error 2^-53.
 */
@inline export function divide(a: v128, b: v128): v128 {
  const low = f64x2.div(f64x2.convert_low_i32x4_s(a), f64x2.convert_low_i32x4_s(b));
  const highA = v128.shuffle<i32>(a, a, 2, 3, 2, 3);
  const highB = v128.shuffle<i32>(b, b, 2, 3, 2, 3);
  const high = f64x2.div(f64x2.convert_low_i32x4_s(highA), f64x2.convert_low_i32x4_s(highB));
  return v128.shuffle<i32>(i32x4.trunc_sat_f64x2_s_zero(low), i32x4.trunc_sat_f64x2_s_zero(high), 0, 1, 4, 5);
}

/** x / 2^shift towards 0. */
@inline export function scaledDown(x: v128, shift: i32): v128 {
  return i32x4.shr_s(i32x4.add(x, v128.and(i32x4.shr_s(x, 31), i32x4.splat((1 << shift) - 1))), shift);
}

@inline export function clamp(x: v128, low: v128, high: v128): v128 {
  return i32x4.min_s(high, i32x4.max_s(low, x));
}

/** The square roots of integers from 0, rounded down. A double's square root is correctly rounded, hence so is its floor. */
@inline export function squareRoot(x: v128): v128 {
  const low = f64x2.sqrt(f64x2.convert_low_i32x4_s(x));
  const high = f64x2.sqrt(f64x2.convert_low_i32x4_s(v128.shuffle<i32>(x, x, 2, 3, 2, 3)));
  return v128.shuffle<i32>(i32x4.trunc_sat_f64x2_s_zero(low), i32x4.trunc_sat_f64x2_s_zero(high), 0, 1, 4, 5);
}

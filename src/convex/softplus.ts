// The sigmoid and the softplus in floats that are the same on every machine.

const LN_2 = 0.6931471805599453;
/** ln 2 in two parts, the first of few bits, so that its small multiples are exact. */
const LN_2_HIGH = 0.6931471803691238;
const LN_2_LOW = 1.9082149292705877e-10;
/** e^-x is 0 from here on. */
const VANISHING = 745;
/** 2^-k. */
const POWERS = new Float64Array(1076);
for (let k = 0, power = 1; k < POWERS.length; k++, power /= 2) POWERS[k] = power;

/**
 * e^-x for x ≥ 0. Math.exp may differ in its last bits from engine to engine; additions, multiplications and divisions
 * may not (IEEE 754), and nothing else is used here.
 */
function decay(x: number): number {
  if (x >= VANISHING) return 0;
  const octaves = Math.round(x / LN_2);
  const rest = octaves * LN_2_HIGH - x + octaves * LN_2_LOW;
  let sum = 1;
  for (let k = 14; k > 0; k--) sum = 1 + (sum * rest) / k;
  return sum * POWERS[octaves]!;
}

/** 1 / (1 + e^-x). */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + decay(x));
  const e = decay(-x);
  return e / (1 + e);
}

/** ln(1 + e^x). */
export function softplus(x: number): number {
  const e = decay(Math.abs(x));
  // ln(1 + e) = 2 artanh z, and z ≤ 1/3.
  const z = e / (2 + e);
  let sum = 0;
  for (let k = 33; k > 0; k -= 2) sum = sum * z * z + 1 / k;
  return Math.max(x, 0) + 2 * z * sum;
}

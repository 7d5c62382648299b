// Exact rationals on BigInt: just what reading stimuli and weights needs.

/** A rational number in lowest terms, `denominator > 0`. */
export type Rational = { readonly numerator: bigint; readonly denominator: bigint };

/** Greatest common divisor, never negative; gcd(0, 0) = 0. */
export function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Least common multiple of positive integers. */
export function lcm(a: bigint, b: bigint): bigint {
  return (a / gcd(a, b)) * b;
}

/** @throws RangeError when `denominator` is 0 */
export function rational(numerator: bigint, denominator: bigint): Rational {
  if (denominator === 0n) throw new RangeError('rational: expected a denominator other than 0, got 0');
  const g = gcd(numerator, denominator);
  const sign = denominator < 0n ? -1n : 1n;
  return { numerator: (sign * numerator) / g, denominator: (sign * denominator) / g };
}

/** Digits a numeral may have, and the largest exponent: a named file must not be able to ask for gigabytes. */
const MAX_DIGITS = 2000;
const MAX_EXPONENT = 1000;

/**
 * Reads `-12`, `3.25`, `1e-3` or `1/3` exactly.
 * @returns undefined when the text is none of these, or is longer than 2000 digits or has an exponent beyond 1000
 */
export function parseRational(text: string): Rational | undefined {
  if (text.length > MAX_DIGITS) return undefined;
  const fraction = /^([+-]?\d+)\/(\d+)$/.exec(text);
  if (fraction) {
    const denominator = BigInt(fraction[2]!);
    return denominator === 0n ? undefined : rational(BigInt(fraction[1]!), denominator);
  }
  const decimal = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!decimal) return undefined;
  const exponent = Number(decimal[4] ?? '0') - (decimal[3]?.length ?? 0);
  if (Math.abs(exponent) > MAX_EXPONENT) return undefined;
  const digits = BigInt(`${decimal[2]!}${decimal[3] ?? ''}`) * (decimal[1] === '-' ? -1n : 1n);
  return exponent >= 0
    ? rational(digits * 10n ** BigInt(exponent), 1n)
    : rational(digits, 10n ** BigInt(-exponent));
}

/** `3`, or `1/3` when the denominator is not 1. */
export function formatRational(value: Rational): string {
  return value.denominator === 1n ? `${value.numerator}` : `${value.numerator}/${value.denominator}`;
}

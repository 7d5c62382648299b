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

/** ⌊√n⌋ of an integer n ≥ 0, by Newton's method. */
export function squareRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

/** @throws RangeError when `denominator` is 0 */
export function rational(numerator: bigint, denominator: bigint): Rational {
  if (denominator === 0n) throw new RangeError('rational: expected a denominator other than 0, got 0');
  const g = gcd(numerator, denominator);
  const sign = denominator < 0n ? -1n : 1n;
  return { numerator: (sign * numerator) / g, denominator: (sign * denominator) / g };
}

/** Digits that numerator and denominator may have: a named file must not be able to ask for gigabytes. */
const MAX_DIGITS = 3000;

/**
 * Reads `-12`, `3.25`, `1e-3` or `1/3` exactly. What it reads `formatRational` writes, and that is read again.
 * @param maxDigits digits that numerator and denominator may have
 * @returns undefined when the text is none of these, or longer
 */
export function parseRational(text: string, maxDigits = MAX_DIGITS): Rational | undefined {
  if (text.length > 2 * maxDigits + 2) return undefined;
  const fraction = /^([+-]?\d+)\/(\d+)$/.exec(text);
  if (fraction) {
    if (fraction[1]!.length > maxDigits + 1 || fraction[2]!.length > maxDigits) return undefined;
    const denominator = BigInt(fraction[2]!);
    return denominator === 0n ? undefined : rational(BigInt(fraction[1]!), denominator);
  }
  const decimal = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!decimal) return undefined;
  const [, sign, whole, part = '', power = '0'] = decimal;
  const digits = `${whole}${part}`;
  const exponent = Number(power) - part.length;
  if (digits.length + Math.max(0, exponent) > maxDigits || -exponent >= maxDigits) return undefined;
  const value = BigInt(digits) * (sign === '-' ? -1n : 1n);
  return exponent >= 0
    ? rational(value * 10n ** BigInt(exponent), 1n)
    : rational(value, 10n ** BigInt(-exponent));
}

/** `3`, or `1/3` when the denominator is not 1. */
export function formatRational(value: Rational): string {
  return value.denominator === 1n ? `${value.numerator}` : `${value.numerator}/${value.denominator}`;
}

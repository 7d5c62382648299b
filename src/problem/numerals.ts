// Rationals in JSON: numbers, or numerals in strings where a double would not hold them.
import * as z from 'zod';
import { formatRational, lcm, parseRational, type Rational } from '../exact/rational.ts';
import { InputError, found } from './errors.ts';

/** A number or a numeral such as "1/3"; `readRational` reads it. */
export const numeral = z.union([z.number(), z.string()], {
  error: (issue) => `expected a number or a numeral such as "1/3", found ${found(issue.input)}`,
});

/** An integer, in digits where a double would not hold it; `readInteger` reads it. */
export const integral = z.union([z.number(), z.string()], {
  error: (issue) => `expected an integer such as 3 or "-12", found ${found(issue.input)}`,
});

/** Digits that a number of a witness may have: they grow with the number and the digits of an instance's numbers. */
export const MAX_WITNESS_DIGITS = 1_000_000;

/** @throws InputError for what is no rational, or has too many digits */
export function readRational(item: number | string, place: string, maxDigits?: number): Rational {
  const value = parseRational(String(item), maxDigits);
  if (value === undefined)
    throw new InputError(place, `expected a rational such as 3, 0.25 or "1/3", found ${found(item)}`);
  return value;
}

/** @throws InputError for what is no integer, or has too many digits */
export function readInteger(item: number | string, place: string): bigint {
  const value = parseRational(String(item));
  if (value?.denominator !== 1n)
    throw new InputError(place, `expected an integer such as 3 or "-12", found ${found(item)}`);
  return value.numerator;
}

/** The integer that a word of a text is, in digits with a sign or without; undefined for what is none, or has too many digits. */
export function integerOf(word: string): bigint | undefined {
  return /^[+-]?\d+$/.test(word) ? parseRational(word)?.numerator : undefined;
}

/** How many binary digits the absolute value of an integer has; 0 has none. */
export function bitLength(n: bigint): number {
  const size = n < 0n ? -n : n;
  return size === 0n ? 0 : size.toString(2).length;
}

/** An integer as `writeRational` writes it. */
export function writeInteger(value: bigint): number | string {
  return writeRational({ numerator: value, denominator: 1n });
}

/** A number where a double holds the value for certain, a string otherwise. */
export function writeRational(value: Rational): number | string {
  const text = formatRational(value);
  return text.length <= 15 && /^-?\d+$/.test(text) ? Number(text) : text;
}

/** The values times their common denominator `scale`. */
export function scaled(values: readonly Rational[]): { readonly integers: bigint[]; readonly scale: bigint } {
  const scale = values.reduce((common, { denominator }) => lcm(common, denominator), 1n);
  return { integers: values.map(({ numerator, denominator }) => numerator * (scale / denominator)), scale };
}

// Fixed-point logarithms and exponentials: known digits, floats, and the laws that bounds have to keep.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  exponential,
  FIXED_BITS,
  logarithm,
  softplusBounds,
  type Bounds,
} from '../../src/exact/logarithm.ts';

const ONE = 1n << FIXED_BITS;
/** Thirty decimals as fixed point, rounded down. */
const decimals = (whole: bigint, digits: string): bigint =>
  ((whole * 10n ** 30n + BigInt(digits)) << FIXED_BITS) / 10n ** 30n;
const fixed = (x: number): bigint => BigInt(Math.round(x * 2 ** 52)) << (FIXED_BITS - 52n);
const real = (x: bigint): number => Number(x) / 2 ** Number(FIXED_BITS);
const narrow = ({ low, high }: Bounds): boolean => low <= high && high - low <= 8n;
/** Thirty decimals know a number to within 2 units of the fixed point. */
const expectAt = ({ low, high }: Bounds, value: bigint): void => {
  expect(low <= value + 2n && value - 2n <= high).toBe(true);
  expect(high - low <= 8n).toBe(true);
};

test('known digits', () => {
  expectAt(logarithm(2n * ONE), decimals(0n, '693147180559945309417232121458'));
  expectAt(logarithm(10n * ONE), decimals(2n, '302585092994045684017991454684'));
  expectAt(exponential(-ONE), decimals(0n, '367879441171442321595523770161'));
  expectAt(softplusBounds(0n), decimals(0n, '693147180559945309417232121458'));
  expectAt(softplusBounds(ONE), decimals(1n, '313261687518222834048995494968'));
  expect(logarithm(ONE).low <= 0n && logarithm(ONE).high >= 0n).toBe(true);
  expect(exponential(0n).low <= ONE && exponential(0n).high >= ONE).toBe(true);
});

describe('against floats', () => {
  const close = (bounds: Bounds, value: number, size = 1): void => {
    expect(narrow(bounds)).toBe(true);
    expect(Math.abs(real(bounds.low) - value)).toBeLessThan(4e-15 * Math.max(size, Math.abs(value)));
  };

  test('of all magnitudes', () => {
    fc.assert(
      fc.property(fc.double({ min: 2 ** -50, max: 2 ** 60, noNaN: true }), (x) => {
        const exact = BigInt(Math.round(x * 2 ** 100)) >> 20n;
        close(logarithm(exact), Math.log(real(exact)));
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: -70, max: 0, noNaN: true }), (x) =>
        close(exponential(fixed(x)), Math.exp(real(fixed(x)))),
      ),
    );
    fc.assert(
      fc.property(fc.double({ min: -90, max: 90, noNaN: true }), (x) => {
        const at = real(fixed(x));
        close(softplusBounds(fixed(x)), Math.max(at, 0) + Math.log1p(Math.exp(-Math.abs(at))));
      }),
    );
  });
});

describe('laws', () => {
  const positive = fc.bigInt({ min: 1n, max: 1n << 140n });

  test('the logarithm of a product is the sum', () => {
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const [x, y, xy] = [logarithm(a), logarithm(b), logarithm(a * b)];
        // a b stands for the product times 2^80.
        const scale = logarithm(ONE * ONE);
        expect(xy.low <= x.high + y.high + scale.high).toBe(true);
        expect(xy.high >= x.low + y.low + scale.low).toBe(true);
        expect(narrow(x) && narrow(y) && narrow(xy)).toBe(true);
      }),
    );
  });

  test('the exponential undoes the logarithm', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n << 20n, max: ONE }), (x) => {
        const { low, high } = logarithm(x);
        expect(exponential(low > 0n ? 0n : low).low <= x).toBe(true);
        expect(exponential(high > 0n ? 0n : high).high >= x).toBe(true);
      }),
    );
  });

  test('softplus(x) = x + softplus(-x), and it is never negative', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -100n * ONE, max: 100n * ONE }), (x) => {
        const [a, b] = [softplusBounds(x), softplusBounds(-x)];
        expect(a.low <= x + b.high && x + b.low <= a.high).toBe(true);
        expect(a.low >= 0n && narrow(a)).toBe(true);
      }),
    );
  });
});

test('what has no logarithm, or no small exponential, is refused', () => {
  expect(() => logarithm(0n)).toThrow('logarithm: expected a positive number, got 0');
  expect(() => logarithm(-5n)).toThrow(RangeError);
  expect(() => exponential(1n)).toThrow('exponential: expected at most 0, got 1');
  expect(exponential(-(10n ** 40n))).toEqual({ low: 0n, high: 1n });
});

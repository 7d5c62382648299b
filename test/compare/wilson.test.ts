// The Wilson interval against published values and against the equation that defines it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wilson } from '../../src/compare/wilson.ts';

const counts = fc
  .integer({ min: 1, max: 1_000_000 })
  .chain((trials) =>
    fc.record({ trials: fc.constant(trials), successes: fc.integer({ min: 0, max: trials }) }),
  );

describe('wilson', () => {
  // R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
  test.each([
    [81, 263, '0.2553', '0.3662'],
    [15, 148, '0.0624', '0.1605'],
    [0, 20, '0.0000', '0.1611'],
    [1, 29, '0.0061', '0.1718'],
  ])('%i of %i', (successes, trials, low, high) => {
    expect(wilson(successes, trials).map((p) => p.toFixed(4))).toEqual([low, high]);
  });

  test('the ends: no success, no failure', () => {
    // z² / (n + z²) with z² = 3.841458820694124.
    for (const n of [1, 10, 256]) {
      const bound = 3.841458820694124 / (n + 3.841458820694124);
      expect(wilson(0, n)[0]).toBe(0);
      expect(wilson(0, n)[1]).toBeCloseTo(bound, 12);
      expect(wilson(n, n)[0]).toBeCloseTo(1 - bound, 12);
      expect(wilson(n, n)[1]).toBe(1);
    }
  });

  test('the bounds solve |p̂ - p| = z √(p (1 - p) / n) and lie around p̂', () => {
    fc.assert(
      fc.property(counts, ({ successes, trials }) => {
        const share = successes / trials;
        const [low, high] = wilson(successes, trials);
        expect(0 <= low && low <= share && share <= high && high <= 1).toBe(true);
        for (const p of [low, high])
          if (p > 0 && p < 1)
            expect(Math.abs(share - p)).toBeCloseTo(1.959963984540054 * Math.sqrt((p * (1 - p)) / trials), 9);
      }),
    );
  });

  test('successes and failures are mirror images', () => {
    fc.assert(
      fc.property(counts, ({ successes, trials }) => {
        const [low, high] = wilson(successes, trials);
        const [from, to] = wilson(trials - successes, trials);
        expect(1 - to).toBeCloseTo(low, 12);
        expect(1 - from).toBeCloseTo(high, 12);
      }),
    );
  });

  test.each([
    [0, 0, 'wilson: expected at least 1 trial, got 0'],
    [1, 0.5, 'wilson: expected at least 1 trial, got 0.5'],
    [-1, 3, 'wilson: expected between 0 and 3 successes, got -1'],
    [4, 3, 'wilson: expected between 0 and 3 successes, got 4'],
    [NaN, 3, 'wilson: expected between 0 and 3 successes, got NaN'],
  ])('refuses %d of %d', (successes, trials, message) => {
    expect(() => wilson(successes, trials)).toThrow(new RangeError(message));
  });
});

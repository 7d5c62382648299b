// Units are found again with weights that fit their bits: all functions of few inputs, random units of more.
import { describe, expect, test } from 'vitest';
import { boundedUnit } from '../../src/formula/bounded-unit.ts';
import { thresholdUnit, weightBound } from '../../src/formula/threshold-weights.ts';
import { CnfBuilder } from '../../src/formula/cnf-builder.ts';
import { Random } from '../../src/random.ts';
import { lists } from '../small-sources.ts';

const cube = (n: number): boolean[][] => lists(2, n).map((bits) => bits.map((bit) => bit === 1));
const size = (w: bigint): bigint => (w < 0n ? -w : w);

const fits = ({ weights, threshold }: { weights: readonly bigint[]; threshold: bigint }): void => {
  expect(() => thresholdUnit(new CnfBuilder(), weights.length).assign(weights, threshold)).not.toThrow();
};

describe('a unit with small weights', () => {
  test.each([0, 1, 2, 3])('all functions of %i inputs: a unit within the bound, or none', (n) => {
    const points = cube(n);
    let threshold = 0;
    for (const table of lists(2, 2 ** n)) {
      const at = (bits: readonly boolean[]): boolean =>
        table[bits.reduce((b, bit) => 2 * b + Number(bit), 0)] === 1;
      let unit;
      try {
        unit = boundedUnit(points, at, n);
      } catch {
        continue;
      }
      threshold += 1;
      fits(unit);
      for (const w of unit.weights) expect(size(w) <= weightBound(n)).toBe(true);
      for (const bits of points)
        expect(unit.weights.reduce((sum, w, i) => (bits[i] ? sum + w : sum), 0n) >= unit.threshold).toBe(
          at(bits),
        );
    }
    expect(threshold).toBe([2, 4, 14, 104][n]);
  });

  test.each([4, 5, 6, 7, 8, 9, 11])('random units of %i inputs, large weights', (n) => {
    const random = new Random(n);
    for (let trial = 0; trial < 12; trial++) {
      const given = Array.from({ length: n }, () => BigInt(random.below(2_000_001) - 1_000_000));
      const at = (bits: readonly boolean[]): boolean =>
        given.reduce((sum, w, i) => (bits[i] ? sum + w : sum), 0n) >= 100_000n;
      const points = Array.from({ length: 60 }, () => given.map(() => random.below(2) === 1));
      const unit = boundedUnit(points, at, n);
      fits(unit);
      for (const bits of points)
        expect(unit.weights.reduce((sum, w, i) => (bits[i] ? sum + w : sum), 0n) >= unit.threshold).toBe(
          at(bits),
        );
    }
  });

  test('no points beyond the complete ones: nothing accepted, nothing rejected', () => {
    expect(boundedUnit([], () => false, 0)).toEqual({ weights: [], threshold: 1n });
    expect(boundedUnit([], () => true, 0)).toEqual({ weights: [], threshold: 0n });
    fits(boundedUnit([], () => true, 9));
    expect(() => boundedUnit([], (bits) => bits[0] !== bits[1], 2)).toThrow('expected a threshold function');
  });
});

// Dependencies of integer vectors: what is found is one, and none is found where there is not exactly one.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dependency, type SmallVector } from '../../src/exact/kernel.ts';
import { gcd } from '../../src/exact/rational.ts';

const sparse = (values: readonly number[]): SmallVector => {
  const index = [...values.keys()].filter((j) => values[j] !== 0);
  return { index, value: index.map((j) => values[j]!) };
};

const vanishes = (vectors: readonly (readonly number[])[], v: readonly bigint[], rows: number): boolean =>
  Array.from({ length: rows }, (_, r) => r).every(
    (r) => vectors.reduce((sum, x, c) => sum + BigInt(x[r]!) * v[c]!, 0n) === 0n,
  );

test('small cases', () => {
  expect(dependency([sparse([1, 0]), sparse([0, 1]), sparse([-2, -3])], 2)).toEqual([2n, 3n, 1n]);
  expect(dependency([sparse([2, 4]), sparse([3, 6])], 2)).toEqual([-3n, 2n]);
  expect(dependency([sparse([1, 0]), sparse([2, 0]), sparse([3, 0])], 2)).toBeUndefined();
  // Independent vectors, also where the rows that were chosen do not show it.
  expect(dependency([sparse([1, 0, 0]), sparse([0, 1, 0]), sparse([0, 0, 1])], 3)).toBeUndefined();
  expect(dependency([sparse([1, 0, 0]), sparse([0, 1, 0]), sparse([2, 3, 1])], 3)).toBeUndefined();
  expect(dependency([sparse([1])], 1)).toBeUndefined();
  expect(dependency([sparse([2 ** 21]), sparse([1])], 1)).toBeUndefined();
});

test('d + 1 random vectors of dimension d: a coprime dependency, up to sign the only one', () => {
  let found = 0;
  const square = fc.integer({ min: 1, max: 12 }).chain((d) =>
    fc.record({
      d: fc.constant(d),
      vectors: fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: d, maxLength: d }), {
        minLength: d + 1,
        maxLength: d + 1,
      }),
    }),
  );
  fc.assert(
    fc.property(square, ({ d, vectors }) => {
      const v = dependency(vectors.map(sparse), d);
      if (v === undefined) return;
      found++;
      expect(v.at(-1)! > 0n).toBe(true);
      expect(v.reduce(gcd, 0n)).toBe(1n);
      expect(vanishes(vectors, v, d)).toBe(true);
    }),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(200);
});

test('multipliers of hundreds of bits: 61 vectors of 60 bits', () => {
  let state = 5;
  const bit = (): number => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 31;
  const vectors = Array.from({ length: 61 }, () => Array.from({ length: 60 }, bit));
  const v = dependency(vectors.map(sparse), 60)!;
  expect(vanishes(vectors, v, 60)).toBe(true);
  expect(v.reduce((most, x) => Math.max(most, x.toString(2).length), 0)).toBeGreaterThan(60);
});

// The floats that are the same on every machine: close to what Math says, and pinned to the last bit.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sigmoid, softplus } from '../../src/convex/softplus.ts';

const anything = fc.double({ min: -800, max: 800, noNaN: true });

test('close to the functions of Math', () => {
  fc.assert(
    fc.property(anything, (x) => {
      const decay = Math.exp(-Math.abs(x));
      const s = x >= 0 ? 1 / (1 + decay) : decay / (1 + decay);
      // 2^-1022 is the least number that has all its digits.
      expect(Math.abs(sigmoid(x) - s)).toBeLessThanOrEqual(1e-15 * s + 2 ** -1022);
      const p = Math.max(x, 0) + Math.log1p(decay);
      expect(Math.abs(softplus(x) - p)).toBeLessThanOrEqual(1e-15 * p + 2 ** -1022);
    }),
    { numRuns: 2000 },
  );
});

test('at the ends', () => {
  expect([-Infinity, -1e300, -746, 0, 40, 1e300, Infinity].map(sigmoid)).toEqual([0, 0, 0, 0.5, 1, 1, 1]);
  expect([-Infinity, -1e300, -746, 1e300, Infinity].map(softplus)).toEqual([0, 0, 0, 1e300, Infinity]);
});

test('pinned: the same bits everywhere', () => {
  expect([-700.5, -20.25, -1, 0.1, 3, 36.5].map(sigmoid)).toMatchInlineSnapshot(`
    [
      5.980196118639791e-305,
      1.6052280526088547e-9,
      0.2689414213699951,
      0.52497918747894,
      0.9525741268224334,
      0.9999999999999998,
    ]
  `);
  expect([-700.5, -20.25, -1, 0, 0.1, 3].map(softplus)).toMatchInlineSnapshot(`
    [
      5.980196118639791e-305,
      1.6052280538972332e-9,
      0.3132616875182228,
      0.6931471805599452,
      0.744396660073571,
      3.048587351573742,
    ]
  `);
});

// Units by integer weights: every threshold function, no other, and the widths that takes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bit } from '../../src/formula/bit.ts';
import { separateExactly } from '../../src/exact/separate.ts';
import { CnfBuilder } from '../../src/formula/cnf-builder.ts';
import { thresholdUnit, weightBound, type ThresholdUnit } from '../../src/formula/threshold-weights.ts';
import { bitsOf, fresh, projections, solverOf } from './models.ts';

const literalsFor = (unit: ThresholdUnit, weights: readonly bigint[], threshold: bigint): number[] =>
  unit.assign(weights, threshold).map(([variable, value]) => (value ? variable : -variable));

/** Digits of a positive integer in base 2. */
const bitLength = (n: bigint): number => n.toString(2).length;

/** A unit and whether it fires at all points of the cube. */
function onTheCube(n: number): { builder: CnfBuilder; unit: ThresholdUnit; table: number[] } {
  const builder = new CnfBuilder();
  const unit = thresholdUnit(builder, n);
  const table = Array.from({ length: 2 ** n }, (_, x) => unit.fires(bitsOf(x, n)) as number);
  return { builder, unit, table };
}

test.each([
  [0, 2],
  [1, 4],
  [2, 14],
  [3, 104],
  [4, 1882],
])('%i inputs: %i functions', async (n, count) => {
  const { builder, table } = onTheCube(n);
  expect(projections(await solverOf(builder), table).size).toBe(count);
});

test.each([
  [3, 56],
  [4, 986],
])('%i inputs, weights one smaller than the bound: %i functions', async (n, count) => {
  const { builder, unit, table } = onTheCube(n);
  const most = weightBound(n) - 1n;
  const width = bitLength(weightBound(n)) + 1;
  for (let i = 0; i < n; i++)
    for (let weight = -(2n ** BigInt(width - 1)); weight < 2n ** BigInt(width - 1); weight++) {
      if (-most <= weight && weight <= most) continue;
      const weights = Array.from({ length: n }, (_, j) => (j === i ? weight : 0n));
      const digits = literalsFor(unit, weights, 0n).slice(i * width, (i + 1) * width);
      builder.clause(digits.map((literal) => -literal));
    }
  expect(projections(await solverOf(builder), table).size).toBe(count);
});

/** All integers of so many digits and a sign, the extremes often. */
const integers = (digits: number): fc.Arbitrary<bigint> => {
  const end = 2n ** BigInt(digits);
  return fc.oneof(fc.bigInt({ min: -end, max: end - 1n }), fc.constantFrom(-end, end - 1n));
};

const cases = fc.integer({ min: 1, max: 9 }).chain((n) =>
  fc.record({
    weights: fc.array(integers(bitLength(weightBound(n))), { minLength: n, maxLength: n }),
    bias: integers(bitLength(weightBound(n) * BigInt(n))),
    near: fc.option(fc.bigInt({ min: -1n, max: 1n })),
    values: fc.array(fc.boolean(), { minLength: n, maxLength: n }),
    known: fc.array(fc.boolean(), { minLength: n, maxLength: n }),
  }),
);

test('fires says what the weights say, for all that fit, on constants and on literals', async () => {
  const seen = { true: 0, false: 0, near: 0 };
  await fc.assert(
    fc.asyncProperty(cases, async ({ weights, bias, near, values, known }) => {
      const n = weights.length;
      const builder = new CnfBuilder();
      const inputs = fresh(builder, n).map((input, i) => (i % 2 ? input : -input));
      const unit = thresholdUnit(builder, n);
      const total = weights.reduce((sum, weight, i) => sum + (values[i] ? weight : 0n), 0n);
      let threshold = -bias;
      // A sum may exceed what the threshold can be.
      const close = total + (near ?? 0n);
      if (near !== null && BigInt.asIntN(bitLength(weightBound(n) * BigInt(n)), close) === close) {
        threshold = close;
        seen.near += 1;
      }
      const output = unit.fires(inputs.map((input, i) => (known[i] ? values[i]! : input))) as number;
      const solver = await solverOf(builder);
      const assumptions = [
        ...literalsFor(unit, weights, threshold),
        ...inputs.map((input, i) => (values[i] ? input : -input)),
      ];
      const expected = total >= threshold;
      seen[`${expected}`] += 1;
      expect(solver.solveNow([...assumptions, expected ? -output : output])).toBe('unsat');
      expect(solver.solveNow(assumptions)).toBe('sat');
      expect(unit.read((variable) => solver.value(variable))).toEqual({ weights, threshold });
      solver.dispose();
    }),
    { numRuns: 400 },
  );
  expect(Math.min(seen.true, seen.false, seen.near)).toBeGreaterThan(100);
});

test('partial functions of 5 inputs: allowed where there is a unit, by exact separation', async () => {
  const n = 5;
  const { builder, unit, table } = onTheCube(n);
  const solver = await solverOf(builder);
  const seen = { sat: 0, unsat: 0 };
  const labels = fc.record({
    weights: fc.array(fc.integer({ min: -5, max: 5 }), { minLength: n, maxLength: n }),
    changed: fc.array(fc.nat(2 ** n - 1), { maxLength: 2 }),
    kept: fc.array(fc.boolean(), { minLength: 2 ** n, maxLength: 2 ** n }),
  });
  fc.assert(
    fc.property(labels, ({ weights, changed, kept }) => {
      const labelled = table.flatMap((literal, x) => {
        if (!kept[x]) return [];
        const index = [...weights.keys()].filter((j) => bitsOf(x, n)[j]);
        const label = index.reduce((sum, j) => sum + weights[j]!, 0) > 0 !== changed.includes(x);
        return [{ literal, label, x, point: { index, value: index.map(() => 1n) } }];
      });
      const points = (label: boolean) =>
        labelled.filter((one) => one.label === label).map(({ point }) => point);
      const answer = separateExactly(points(true), points(false), n).separable ? 'sat' : 'unsat';
      seen[answer] += 1;
      expect(solver.solveNow(labelled.map(({ literal, label }) => (label ? literal : -literal)))).toBe(
        answer,
      );
      if (answer === 'unsat') return;
      const { weights: found, threshold } = unit.read((variable) => solver.value(variable));
      for (const { label, x } of labelled) {
        const total = found.reduce((sum, weight, j) => sum + (bitsOf(x, n)[j] ? weight : 0n), 0n);
        expect(total >= threshold).toBe(label);
      }
    }),
    { numRuns: 400 },
  );
  expect(Math.min(seen.sat, seen.unsat)).toBeGreaterThan(40);
});

test('bounds: the exact ones, then those of Hadamard', () => {
  const list = (from: number, to: number): bigint[] =>
    Array.from({ length: to - from + 1 }, (_, i) => weightBound(from + i));
  expect(list(0, 8)).toEqual([0n, 1n, 1n, 2n, 3n, 5n, 9n, 18n, 42n]);
  expect(list(9, 10)).toEqual([195n, 521n]);
  // Not below the largest determinants of 0/1 matrices (OEIS A003432), which are attained.
  [144n, 320n, 1458n, 3645n, 9477n].forEach((determinant, i) =>
    expect(weightBound(9 + i)).toBeGreaterThanOrEqual(determinant),
  );
  // Exact where the root is (n + 1 even, a Hadamard matrix of order 16), and the floor where it is not.
  expect(weightBound(15)).toBe(2n ** 17n);
  for (let n = 9; n <= 200; n++) {
    const square = BigInt(n + 1) ** BigInt(n + 1);
    const unit = 4n ** BigInt(n);
    const bound = weightBound(n);
    expect(bound * bound * unit <= square && (bound + 1n) ** 2n * unit > square).toBe(true);
  }
  for (const n of [-1, 1.5, Number.NaN]) expect(() => weightBound(n)).toThrow(RangeError);
});

test('what does not fit is refused', () => {
  const unit = thresholdUnit(new CnfBuilder(), 3);
  expect(() => unit.fires([true, false])).toThrow('thresholdUnit: expected 3 bits, got 2');
  expect(() => unit.assign([0n, 0n], 0n)).toThrow('thresholdUnit: expected 3 weights, got 2');
  expect(() => unit.assign([4n, 0n, 0n], 0n)).toThrow('thresholdUnit: expected integers of 3 bits, got 4');
  expect(() => unit.assign([-5n, 0n, 0n], 0n)).toThrow('thresholdUnit: expected integers of 3 bits, got -5');
  expect(() => unit.assign([0n, 0n, 0n], 9n)).toThrow('thresholdUnit: expected integers of 4 bits, got -9');
  expect(unit.assign([3n, -4n, 0n], 8n)).toHaveLength(13);
});

test('sums are shared, false inputs cost nothing', () => {
  const builder = new CnfBuilder();
  const unit = thresholdUnit(builder, 4);
  const start = builder.variables;
  expect(start).toBe(4 * 3 + 5);
  const costs = (bits: readonly Bit[]): number => {
    const before = builder.clauses;
    unit.fires(bits);
    return builder.clauses - before;
  };
  expect(costs([false, false, false, false])).toBe(0);
  const one = costs([true, false, false, false]);
  // Four carries of six clauses, and an and.
  expect(one).toBe(3 + 4 * 6);
  const two = costs([true, true, false, false]);
  // A half adder and two full ones.
  expect(two).toBe(one + 7 + 2 * 14);
  expect(costs([true, true, false, false])).toBe(one);
  expect(costs([true, true, true, false])).toBeLessThan(one + 4 * 14);
});

test('comments name the variables', () => {
  const builder = new CnfBuilder();
  thresholdUnit(builder, 1);
  expect(builder.build().comments).toEqual([
    'var 1 weight 0 bit 0',
    'var 2 weight 0 bit 1',
    'var 3 bias bit 0',
    'var 4 bias bit 1',
  ]);
});

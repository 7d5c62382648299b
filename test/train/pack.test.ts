// Packing: the integers the kernels read are the exact image of the points, and no sum can leave 32 bits.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rational } from '../../src/exact/rational.ts';
import { labelledPoints } from '../../src/problem/training/points.ts';
import type { Example, TrainingInstance } from '../../src/problem/training/schema.ts';
import { shallowInstance } from '../../src/problem/training/shallow.ts';
import { FEATURE_LIMIT, packExamples, type PackedExamples } from '../../src/train/pack.ts';
import { integerTask, MAX_EPOCHS } from '../../src/train/integer/parameters.ts';
import { OPTIMIZERS } from '../../src/train/types.ts';
import { anyHyperparameters, planted, rationalPoints } from './instances.ts';

/** The rows as lists of [label, column, value, column, value, …], sorted: packing may reorder the examples. */
function rows({ examples, rowStart, column, value, label }: PackedExamples): number[][] {
  return Array.from({ length: examples }, (_, e) => [
    label[e]!,
    ...Array.from(column.slice(rowStart[e], rowStart[e + 1])).flatMap((j, t) => [
      j,
      value?.[rowStart[e]! + t] ?? 1,
    ]),
  ]).sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

/** One input with the given values (numerators over a denominator). */
function oneInput(values: readonly number[], denominator = 1): TrainingInstance {
  return shallowInstance({
    inputs: 1,
    hidden: 0,
    output: 'threshold',
    examples: values.map((v): Example => ({
      stimulus: [rational(BigInt(v), BigInt(denominator))],
      response: v > 0 ? '1' : '0',
    })),
  });
}

const pack = (instance: TrainingInstance) => packExamples(labelledPoints(instance));

test('Boolean stimuli are kept as the positions of their ones; don’t-cares are dropped', () => {
  const packed = pack(
    shallowInstance({
      inputs: 3,
      hidden: 2,
      output: 'and',
      examples: [
        { stimulus: '101', response: '1' },
        { stimulus: '111', response: '*' },
        { stimulus: '000', response: '0' },
      ],
    }),
  );
  expect(rows(packed)).toEqual([[0], [1, 0, 1, 2, 1]]);
  expect(packed).toMatchObject({ examples: 2, value: null, valueShift: 0, maps: null, exact: true });
});

test('a rational input is centred and stretched to at most 127', () => {
  // 0.5, 1 and 3 are the points 1, 2 and 6: 2 X - 7 = -5, -3, 5, times 25.
  const packed = pack(oneInput([1, 2, 6], 2));
  expect(rows(packed)).toEqual(
    [
      [1, 0, -125],
      [1, 0, -75],
      [1, 0, 125],
    ].sort((a, b) => (a.join() < b.join() ? -1 : 1)),
  );
  expect(packed).toMatchObject({ exact: true, valueShift: 6 });
});

test('a common divisor is taken out first', () => {
  // 2 X = -20000, 0, 20000 in steps of 20000.
  expect(rows(pack(oneInput([-10_000, 0, 10_000])))).toEqual([[0], [0, 0, -127], [1, 0, 127]]);
});

test('a constant input says nothing and is left to the bias', () => {
  expect(rows(pack(oneInput([5, 5])))).toEqual([[1], [1]]);
});

test('a range beyond the limit is rounded, and said to be', () => {
  const packed = pack(oneInput([0, 1, 1_000_000]));
  expect(packed.exact).toBe(false);
  expect(Math.max(...packed.value!.map(Math.abs))).toBeLessThanOrEqual(FEATURE_LIMIT);
  // 2 X - centre is even for a range of 254, so that ± 254 halves to ± 127; for 255 it is odd.
  expect(pack(oneInput([0, 1, 254])).exact).toBe(true);
  expect(pack(oneInput([0, 1, 255])).exact).toBe(false);
});

test('the map takes every point to its packed row', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.integer({ min: 1, max: 5 }), (seed, inputs) => {
      const data = labelledPoints(rationalPoints(inputs, 9, seed));
      const packed = packExamples(data);
      expect(packed.exact).toBe(true);
      const images = data.points.map((point, e) => [
        data.labels[e]!,
        ...packed.maps!.flatMap(({ factor, centre, divisor }, j) => {
          const at = point.index.indexOf(j);
          const image = (factor * (2n * (at < 0 ? 0n : point.value[at]!) - centre)) / divisor;
          return image === 0n ? [] : [j, Number(image)];
        }),
      ]);
      expect(rows(packed)).toEqual(images.sort((a, b) => (a.join() < b.join() ? -1 : 1)));
    }),
    { numRuns: 50 },
  );
});

test('no activation, gradient or step can leave 32 bits', () => {
  const shape = fc.record({
    inputs: fc.integer({ min: 1, max: 6 }),
    count: fc.integer({ min: 1, max: 60 }),
    // Copies of every example: what large data sets do to the column sums.
    copies: fc.constantFrom(1, 50, 2000),
    boolean: fc.boolean(),
    hyperparameters: anyHyperparameters,
    seed: fc.nat(),
  });
  fc.assert(
    fc.property(shape, ({ inputs, count, copies, boolean, hyperparameters, seed }) => {
      const once = boolean ? planted(inputs + 4, 1, seed) : rationalPoints(inputs, count, seed);
      const examples = Array.from({ length: copies }, () => once.examples).flat();
      const packed = pack({ ...once, examples });
      const value = (t: number) => Math.abs(packed.value?.[t] ?? 1);
      const columns = Array.from({ length: packed.inputs }, () => 0);
      let longest = 0;
      for (let e = 0; e < packed.examples; e++) {
        let sum = 2 ** packed.valueShift;
        for (let t = packed.rowStart[e]!; t < packed.rowStart[e + 1]!; t++) {
          sum += value(t);
          columns[packed.column[t]!]! += value(t);
        }
        longest = Math.max(longest, sum);
      }
      for (const optimizer of OPTIMIZERS) {
        const { rule, parameters: p } = integerTask(packed, 2, optimizer, hyperparameters, MAX_EPOCHS, 0);
        const share = (32768 * Math.max(p.positiveWeight, p.negativeWeight)) / 2 ** p.gradientShift;
        const gradient = share * Math.max(packed.examples * 2 ** p.valueShift, ...columns);
        expect(p.weightLimit * longest).toBeLessThan(2 ** 31);
        expect(p.initialScale).toBeLessThanOrEqual(p.weightLimit);
        expect(p.initialScale * 2 ** 15).toBeLessThan(2 ** 31);
        expect(2 ** 17 * Math.max(p.steepnessStart, p.steepnessEnd)).toBeLessThan(2 ** 31);
        expect(Math.min(p.steepnessStart, p.steepnessEnd)).toBeGreaterThanOrEqual(1);
        expect(Math.abs(p.steepnessEnd - p.steepnessStart) * MAX_EPOCHS).toBeLessThan(2 ** 31);
        expect(gradient).toBeLessThanOrEqual(2 ** 29);
        expect((2 ** 29 / 2 ** p.meanShift) * p.learningRate + p.weightLimit).toBeLessThan(2 ** 31);
        if (rule === 'sgd')
          expect((share / 2 ** p.meanShift) * p.learningRate * FEATURE_LIMIT).toBeLessThan(2 ** 31);
        if (rule === 'normalised') {
          expect((packed.inputs + 1) * 4 ** p.normBits).toBeLessThanOrEqual(2 ** 31);
          expect(2 ** p.normBits * p.learningRate).toBeLessThan(2 ** 31);
        }
        // iRprop-'s steps, in 2^-20, meet 51 before they are cut to their limit.
        if (rule === 'irprop-') expect(p.learningRate * 2 ** 9 * 51).toBeLessThan(2 ** 31);
        expect(Math.max(p.momentumShift, p.varianceShift)).toBeLessThanOrEqual(16);
        expect(Math.min(p.momentumShift, p.varianceShift)).toBeGreaterThanOrEqual(0);
        expect(p.denominator).toBeGreaterThanOrEqual(1);
        expect(Math.max(p.positiveWeight, p.negativeWeight)).toBeLessThanOrEqual(16);
        expect(Math.min(p.positiveWeight, p.negativeWeight)).toBeGreaterThanOrEqual(1);
        expect(Object.values(p).every(Number.isInteger)).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});

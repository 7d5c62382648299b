// Fits as units: how they are hardened and scored, what scaling, weights and balance do, and instances with little in them.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { convexCompanions } from '../../src/convex/index.ts';
import type { Fit, FitOptions } from '../../src/convex/fit.ts';
import { logisticRegression } from '../../src/convex/logistic.ts';
import { linearSvm } from '../../src/convex/svm.ts';
import { oneUnitAnOutput } from '../../src/convex/units.ts';
import { InputError } from '../../src/problem/errors.ts';
import { layered } from '../../src/problem/training/architecture.ts';
import { checkConfiguration, examplesRight, weightRight } from '../../src/problem/training/evaluate.ts';
import { parseInstance, type TrainingInstance } from '../../src/problem/training/schema.ts';
import { dot, instanceOf, problemOf, someRows, type Row } from './small.ts';

type Method = readonly [string, (instance: TrainingInstance, options?: FitOptions) => Fit];
const METHODS: readonly Method[] = [
  ['linear SVM', linearSvm],
  ['logistic regression', logisticRegression],
];

const bits = (code: number, inputs: number): number[] =>
  Array.from({ length: inputs }, (_, j) => (code >> j) & 1);
/** All points of a cube, labelled by a function. */
const table = (inputs: number, label: (x: number[]) => boolean): Row[] =>
  Array.from({ length: 2 ** inputs }, (_, code) => ({
    x: bits(code, inputs),
    response: label(bits(code, inputs)) ? '1' : '0',
  }));

describe.each(METHODS)('%s', (_, fit) => {
  test('its unit does what its weights do, wherever these are not close to a tie', () => {
    let seen = 0;
    fc.assert(
      fc.property(
        someRows(3, 10),
        fc.constantFrom(1, 100),
        fc.constantFrom(1, 3, 10),
        (rows, cost, denominator) => {
          const instance = instanceOf(rows, 3, denominator);
          const { units, configuration, right, weight } = fit(instance, { cost });
          const { weights, bias, unit } = units[0]!;
          expect(configuration).toEqual({ nodes: [unit] });
          expect(right).toBe(examplesRight(instance, configuration));
          expect(weight).toBe(weightRight(instance, configuration));
          if (denominator > 1) return;
          for (const [i, { x, y }] of problemOf(rows, cost).entries()) {
            const value = dot([...weights, bias], x);
            const { x: stimulus } = rows.filter(({ response }) => response !== '*')[i]!;
            const fires = dot(unit.weights.map(Number), stimulus) >= Number(unit.threshold);
            if (Math.abs(value) < 4 / 1024) continue;
            seen++;
            expect(fires, JSON.stringify({ value, y })).toBe(value > 0);
          }
        },
      ),
      { numRuns: 200, seed: 1 },
    );
    expect(seen).toBeGreaterThan(200);
  });

  test('easy functions are learned, parity is a tie', () => {
    for (const label of [
      (x: number[]) => x.every(Boolean),
      (x: number[]) => x.some(Boolean),
      (x: number[]) => x[0]! + x[1]! + x[2]! >= 2,
      (x: number[]) => x[0] === 1 && x[1] === 0,
    ])
      expect(fit(instanceOf(table(3, label), 3)).right).toBe(8);
    const parity = fit(
      instanceOf(
        table(3, (x) => dot(x, [1, 1, 1]) % 2 === 1),
        3,
      ),
    );
    // By symmetry all weights are 0: the unit fires on everything.
    expect(parity.units[0]!.unit).toEqual({ weights: [0n, 0n, 0n], threshold: 0n });
    expect(parity.right).toBe(4);
  });

  test('units of measurement do not matter', () => {
    fc.assert(
      fc.property(
        someRows(2, 8),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: 1, max: 9 }),
        (list, factor, shift, denominator) => {
          // A value that is no bit in each column, moved or not.
          const rows = [...list, { x: [3, 3], response: '1' }, { x: [-3, -3], response: '0' }];
          const moved = rows.map((row) => ({ ...row, x: [row.x[0]! * factor + shift, row.x[1]!] }));
          const [a, b] = [instanceOf(rows, 2), instanceOf(moved, 2, denominator)].map((each) => fit(each));
          expect(b!.units[0]!.weights).toEqual(a!.units[0]!.weights);
          expect(b!.right).toBe(a!.right);
        },
      ),
      { numRuns: 100, seed: 2 },
    );
  });

  test('an example of weight 3 is three examples', () => {
    const rows = table(2, (x) => x[0] !== x[1]);
    const heavy = rows.map((row, i) => (i === 1 ? { ...row, weight: 3 } : row));
    const thrice = [...rows, rows[1]!, rows[1]!];
    // Costs are relative to the mean weight, 6 / 4.
    const a = fit(instanceOf(heavy, 2), { cost: 15 });
    const b = fit(instanceOf(thrice, 2), { cost: 10 });
    expect(a.units[0]!.primal).toBeCloseTo(b.units[0]!.primal, 5);
    a.units[0]!.weights.forEach((w, j) => expect(w).toBeCloseTo(b.units[0]!.weights[j]!, 2));
    expect([a.weight, a.right, b.right]).toEqual([b.right, a.right, a.right + 2]);
  });

  test('balanced: both classes weigh the same', () => {
    const rows = table(3, (x) => x.every(Boolean)).map((row) => ({ ...row, x: [row.x[0]!, 0, 0] }));
    // Among the four examples with x1 = 1 one is to be 1, which is not enough; seven times as heavy it is.
    expect(fit(instanceOf(rows, 3)).right).toBe(7);
    expect(fit(instanceOf(rows, 3), { balanced: true }).right).toBe(5);
    const heavy = rows.map((row) => (row.response === '1' ? { ...row, weight: 7 } : row));
    const [a, b] = [fit(instanceOf(rows, 3), { balanced: true }), fit(instanceOf(heavy, 3))];
    expect(a.units[0]!.primal).toBeCloseTo(b.units[0]!.primal, 4);
  });

  test('don’t-cares are left out and always right', () => {
    const rows = table(2, (x) => x[0] === 1);
    const starred = [...rows, { x: [0, 1], response: '*' }, { x: [1, 1], response: '*' }];
    const [a, b] = [fit(instanceOf(rows, 2)), fit(instanceOf(starred, 2))];
    expect(b.units).toEqual(a.units);
    expect([a.right, b.right]).toEqual([4, 6]);
  });

  test('with several outputs an example is right when all are', () => {
    const rows = table(2, (x) => x[0] === 1).map(({ x, response }) => ({
      x,
      response: `${response}${Number(x[0] !== x[1])}${x[0] === 1 ? '*' : '0'}`,
    }));
    const instance = instanceOf(rows, 2);
    const result = fit(instance);
    expect(result.units).toHaveLength(3);
    const alone = [0, 1, 2].map((o) =>
      fit(
        instanceOf(
          rows.map((row) => ({ ...row, response: row.response[o]! })),
          2,
        ),
      ),
    );
    expect(result.units).toEqual(alone.map(({ units }) => units[0]));
    expect(alone.map(({ right }) => right)).toEqual([4, 2, 4]);
    expect(result.right).toBe(2);
  });

  test('nothing to learn from, one class, contradictions, inputs that never change', () => {
    const unit = (rows: readonly Row[], inputs: number) => fit(instanceOf(rows, inputs));
    for (const rows of [[], [{ x: [1, 0], response: '*' }]]) {
      const empty = unit(rows, 2);
      expect(empty.units[0]).toMatchObject({ primal: 0, dual: 0, gap: 0, relativeGap: 0, converged: true });
      expect(empty.right).toBe(rows.length);
    }
    for (const response of ['0', '1'])
      expect(
        unit(
          [0, 1, 2].map((code) => ({ x: bits(code, 2), response })),
          2,
        ).right,
      ).toBe(3);
    const both = unit(
      [
        { x: [1, 1], response: '1' },
        { x: [1, 1], response: '0' },
      ],
      2,
    );
    expect(both).toMatchObject({ right: 1, units: [{ converged: true }] });
    const constant = unit(
      [
        { x: [5, 1], response: '1' },
        { x: [5, 3], response: '0' },
      ],
      2,
    );
    expect(constant.right).toBe(2);
    expect(constant.units[0]!.unit.weights[0]).toBe(0n);
    expect(
      unit(
        [
          { x: [], response: '0' },
          { x: [], response: '0' },
          { x: [], response: '1' },
        ],
        0,
      ).right,
    ).toBe(2);
  });

  test('weights from 1 to 2^50 and stimuli of forty digits are taken as they are', () => {
    const rows = table(2, (x) => x[0] === 1).map((row, i) => ({ ...row, weight: i === 0 ? 2 ** 50 : 1 }));
    const skewed = fit(instanceOf(rows, 2));
    expect(skewed.weight).toBeGreaterThanOrEqual(2 ** 50);
    const text = (stimulus: string, response: string): string =>
      `{"stimulus":["${stimulus}"],"response":"${response}"}`;
    const instance = parseInstance(
      JSON.parse(
        `{"format":"trainsat.instance/1","architecture":{"inputs":1,"layers":[{"units":1,"family":"threshold"}]},"examples":[${text(`1/${10n ** 40n}`, '0')},${text(`3/${10n ** 40n}`, '1')}]}`,
      ),
      'tiny.json',
    );
    const result = fit(instance);
    expect(result.right).toBe(2);
    expect(checkConfiguration(oneUnitAnOutput(instance), result.configuration).ok).toBe(true);
  });

  test('options out of range are refused', () => {
    const instance = instanceOf(table(1, Boolean), 1);
    for (const options of [
      { cost: 0 },
      { cost: -1 },
      { cost: Number.NaN },
      { cost: 2 ** 21 },
      { tolerance: 0 },
      { tolerance: 2 },
      { passes: 0 },
    ])
      expect(() => fit(instance, options), JSON.stringify(options)).toThrow(InputError);
    expect(() => fit(instance, { cost: -1 })).toThrow('cost: expected a number from');
  });
});

describe('on Iris', () => {
  const file = join(import.meta.dirname, '../../instances/real/iris.json');
  const iris = parseInstance(JSON.parse(readFileSync(file, 'utf8')), 'iris.json');

  test('the units are pinned: the same bytes on every machine, and again', () => {
    const units = METHODS.map(([, fit]) => fit(iris).units[0]!.unit);
    const text = units.map(({ weights, threshold }) => `${weights.join(' ')} >= ${threshold}`);
    expect(text).toMatchInlineSnapshot(`
      [
        "-54575 -1230150 680220 -1519545 >= -2912231",
        "-74930 -1017455 450840 -962880 >= -2648607",
      ]
    `);
    expect(METHODS.map(([, fit]) => fit(iris))).toEqual(METHODS.map(([, fit]) => fit(iris)));
  });

  test('the network does not matter, only its examples', async () => {
    const wide = {
      ...iris,
      architecture: layered(4, [
        { units: 9, family: 'threshold' },
        { units: 1, family: 'nor' },
      ]),
    };
    expect(await convexCompanions(wide)).toEqual(await convexCompanions(iris));
  });
});

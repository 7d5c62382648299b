// The duality gap: what it claims of the solutions, against objectives, dual points and solvers that share no code.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fit, FitOptions } from '../../src/convex/fit.ts';
import { logisticRegression } from '../../src/convex/logistic.ts';
import { linearSvm } from '../../src/convex/svm.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { loadHighs } from '../highs.ts';
import { dot, hinge, instanceOf, logLoss, primalAt, problemOf, someRows, type Problem } from './small.ts';

type Method = readonly [
  string,
  (instance: TrainingInstance, options?: FitOptions) => Fit,
  (z: number) => number,
];
const METHODS: readonly Method[] = [
  ['linear SVM', linearSvm, hinge],
  ['logistic regression', logisticRegression, logLoss],
];
/** Features are rounded to 2^-16 for the search, which objectives feel by about as much. */
const ROUNDING = 1e-3;
const inputs = 3;
const costs = fc.constantFrom(0.1, 1, 30);

describe.each(METHODS)('%s', (_, fit, loss) => {
  const weightsOf = (result: Fit): number[] => [...result.units[0]!.weights, result.units[0]!.bias];

  test('reaches the gap asked for, and the bounds are those of its weights', () => {
    fc.assert(
      fc.property(someRows(inputs, 12), costs, (rows, cost) => {
        const result = fit(instanceOf(rows, inputs), { cost });
        const { primal, dual, gap, relativeGap, converged } = result.units[0]!;
        expect(converged).toBe(true);
        expect(relativeGap).toBeLessThanOrEqual(1e-9);
        expect(dual).toBeLessThanOrEqual(primal);
        expect(gap).toBeCloseTo(primal - dual, 8);
        expect(gap).toBeLessThanOrEqual(1e-9 * primal);
        const own = primalAt(problemOf(rows, cost), weightsOf(result), loss);
        expect(Math.abs(own - primal)).toBeLessThanOrEqual(ROUNDING * (1 + own));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  test('weak duality: the dual of a search cut short is below the primal at any weights', () => {
    let early = 0;
    fc.assert(
      fc.property(
        someRows(inputs, 12),
        costs,
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (rows, cost, passes, w) => {
          const short = fit(instanceOf(rows, inputs), { cost, passes, tolerance: 1e-12 }).units[0]!;
          const end = fit(instanceOf(rows, inputs), { cost }).units[0]!;
          const problem = problemOf(rows, cost);
          expect(short.dual).toBeLessThanOrEqual(primalAt(problem, w, loss) * (1 + ROUNDING));
          // The optimum lies between the bounds of both searches.
          expect(short.dual).toBeLessThanOrEqual(end.primal);
          expect(end.dual).toBeLessThanOrEqual(short.primal);
          expect(short.passes).toBeLessThanOrEqual(passes);
          expect(short.converged).toBe(short.relativeGap <= 1e-12);
          if (!short.converged) early++;
        },
      ),
      { numRuns: 300, seed: 2 },
    );
    expect(early).toBeGreaterThan(100);
  });

  test('no weights on a grid in two dimensions are better than the dual allows', () => {
    const rows = [
      { x: [0], response: '0' },
      { x: [1], response: '1' },
      { x: [3], response: '0', weight: 2 },
      { x: [4], response: '1' },
      { x: [9], response: '1' },
    ];
    const problem = problemOf(rows, 2);
    const { dual, primal } = fit(instanceOf(rows, 1), { cost: 2 }).units[0]!;
    let best = Infinity;
    const steps = Array.from({ length: 801 }, (_, i) => (i - 400) / 100);
    for (const w of steps) for (const b of steps) best = Math.min(best, primalAt(problem, [w, b], loss));
    expect(best).toBeGreaterThanOrEqual(dual - 1e-4);
    expect(best).toBeLessThanOrEqual(primal + 2e-2);
  });

  test('more passes, smaller gap, down to a part in 10^12', () => {
    const rows = Array.from({ length: 16 }, (_, i) => ({
      x: [i % 4, (i * i) % 5, i % 3],
      response: String(Number(i % 7 > 2)),
    }));
    const gapAfter = (passes: number): number =>
      fit(instanceOf(rows, inputs), { cost: 10, passes, tolerance: 1e-12 }).units[0]!.relativeGap;
    const gaps = [1, 20, 200, 20_000].map(gapAfter);
    for (const [i, gap] of gaps.slice(1).entries()) expect(gap).toBeLessThanOrEqual(gaps[i]!);
    expect(gaps[0]).toBeGreaterThan(1e-4);
    expect(gaps.at(-1)).toBeLessThanOrEqual(1e-12);
  });
});

test('the optimum of the SVM is the one that HiGHS finds for its quadratic program', async () => {
  const highs = await loadHighs();
  let solved = 0;
  await fc.assert(
    fc.asyncProperty(someRows(inputs, 10), costs, async (rows, cost) => {
      const problem = problemOf(rows, cost);
      const term = (value: number, name: string): string =>
        `${value < 0 ? '-' : '+'} ${Math.abs(value)} ${name}`;
      const names = Array.from({ length: inputs + 1 }, (_, j) => `w${j}`);
      const program = [
        `Minimize\n obj: ${problem.map((each, i) => term(each.cost, `s${i}`)).join(' ')}`,
        ` + [ ${names.map((name) => `${name} ^ 2`).join(' + ')} ] / 2`,
        'Subject To',
        ...problem.map(
          ({ x, y }, i) => ` c${i}: ${x.map((v, j) => term(y * v, names[j]!)).join(' ')} + s${i} >= 1`,
        ),
        'Bounds',
        ...names.map((name) => ` ${name} free`),
        'End',
      ].join('\n');
      if (problem.length === 0) return;
      // Its method for quadratic programs cycles now and then.
      const { Status, ObjectiveValue } = highs.solve(program, { qp_iteration_limit: 1000 });
      if ((Status as string) === 'Iteration limit reached') return;
      expect(Status).toBe('Optimal');
      solved++;
      const { primal } = linearSvm(instanceOf(rows, inputs), { cost }).units[0]!;
      const bits = rows.every(({ x }) => x.every((v) => v === 0 || v === 1));
      expect(Math.abs(primal - ObjectiveValue)).toBeLessThanOrEqual((bits ? 1e-6 : ROUNDING) * (1 + primal));
    }),
    { numRuns: 200, seed: 3 },
  );
  expect(solved).toBeGreaterThan(180);
});

/**
 * Gradient and objective of logistic regression by finite sums; ‖w‖² / 2 makes the objective strongly convex, so
 * that P(w) - min P ≤ ‖∇P(w)‖² / 2, whatever the data: a bound by another road than duality.
 */
function logisticGradient(problem: Problem, w: readonly number[]): number[] {
  return w.map((wj, j) =>
    problem.reduce((sum, { x, y, cost }) => sum - (cost * y * x[j]!) / (1 + Math.exp(y * dot(w, x))), wj),
  );
}

describe('logistic regression by other roads', () => {
  // With bits the features are exact, and so is the comparison.
  const bits = someRows(inputs, 12).filter((rows) =>
    rows.every(({ x }) => x.every((v) => v === 0 || v === 1)),
  );

  test('its gradient all but vanishes', () => {
    fc.assert(
      fc.property(bits, costs, (rows, cost) => {
        const { weights, bias, primal } = logisticRegression(instanceOf(rows, inputs), {
          cost,
          tolerance: 1e-12,
        }).units[0]!;
        const gradient = logisticGradient(problemOf(rows, cost), [...weights, bias]);
        expect(dot(gradient, gradient) / 2).toBeLessThanOrEqual(1e-8 * (1 + primal) * (1 + cost));
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  test('slow gradient descent ends between its dual and its primal', () => {
    fc.assert(
      fc.property(bits, fc.constantFrom(0.1, 1), (rows, cost) => {
        const problem = problemOf(rows, cost);
        const { primal, dual } = logisticRegression(instanceOf(rows, inputs), { cost }).units[0]!;
        const curvature = problem.reduce((sum, { x, cost: c }) => sum + (c * dot(x, x)) / 4, 1);
        let w = [0, 0, 0, 0];
        for (let step = 0; step < 3000; step++) {
          const gradient = logisticGradient(problem, w);
          w = w.map((wj, j) => wj - gradient[j]! / curvature);
        }
        const reached = primalAt(problem, w, logLoss);
        expect(reached).toBeGreaterThanOrEqual(dual - 1e-9 * (1 + dual));
        expect(reached).toBeLessThanOrEqual(primal + 1e-7 * (1 + primal));
      }),
      { numRuns: 60, seed: 5 },
    );
  });
});

/** The shortest (w, b) with y (w·x + b) ≥ 1 for all points of the plane, by the sets of at most three that may be tight. */
function widestMargin(
  points: readonly { readonly x: readonly number[]; readonly y: number }[],
): number[] | undefined {
  const rows = points.map(({ x, y }) => [...x, 1].map((value) => y * value));
  let best: number[] | undefined;
  const consider = (chosen: readonly number[][]): void => {
    const multipliers = solveSquare(
      chosen.map((a) => chosen.map((b) => dot(a, b))),
      chosen.map(() => 1),
    );
    if (!multipliers?.every((m) => m >= -1e-9)) return;
    const w = [0, 1, 2].map((j) =>
      dot(
        multipliers,
        chosen.map((row) => row[j]!),
      ),
    );
    if (rows.some((row) => dot(row, w) < 1 - 1e-9)) return;
    if (!best || dot(w, w) < dot(best, best)) best = w;
  };
  for (let a = 0; a < rows.length; a++) {
    consider([rows[a]!]);
    for (let b = 0; b < a; b++) {
      consider([rows[a]!, rows[b]!]);
      for (let c = 0; c < b; c++) consider([rows[a]!, rows[b]!, rows[c]!]);
    }
  }
  return best;
}

/** Gauss and Jordan; undefined for a singular matrix. */
function solveSquare(matrix: number[][], right: number[]): number[] | undefined {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let c = 0; c < rows.length; c++) {
    const p = rows
      .slice(c)
      .reduce((at, row, i) => (Math.abs(row[c]!) > Math.abs(rows[at]![c]!) ? c + i : at), c);
    [rows[c], rows[p]] = [rows[p]!, rows[c]!];
    if (Math.abs(rows[c]![c]!) < 1e-9) return undefined;
    for (const [i, row] of rows.entries()) {
      if (i === c) continue;
      const factor = row[c]! / rows[c]![c]!;
      for (let j = c; j < row.length; j++) row[j]! -= factor * rows[c]![j]!;
    }
  }
  return rows.map((row, i) => row.at(-1)! / row[i]!);
}

test('of separable points a costly SVM finds the widest margin, and no errors', () => {
  const coordinate = fc.constantFrom(-4, -3, -1, 0, 1, 2, 4);
  let separable = 0;
  fc.assert(
    fc.property(
      // Two corners fix the scale: features are the coordinates over 4.
      fc.array(fc.tuple(coordinate, coordinate, fc.boolean()), { minLength: 2, maxLength: 6 }),
      (list) => {
        const points = [...list, [4, 4, true] as const, [-4, -4, false] as const].map(([a, b, y]) => ({
          x: [a / 4, b / 4],
          y: y ? 1 : -1,
        }));
        const widest = widestMargin(points);
        const rows = points.map(({ x, y }) => ({ x: x.map((v) => 4 * v), response: y > 0 ? '1' : '0' }));
        if (!widest || dot(widest, widest) > 2000) return;
        separable++;
        const fit = linearSvm(instanceOf(rows, 2), { cost: 2 ** 18, tolerance: 1e-7, passes: 200_000 });
        const { weights, bias, converged } = fit.units[0]!;
        expect(converged).toBe(true);
        expect(fit.right).toBe(rows.length);
        [...weights, bias].forEach((w, j) => expect(Math.abs(w - widest[j]!)).toBeLessThan(2e-2));
      },
    ),
    { numRuns: 200, seed: 6 },
  );
  expect(separable).toBeGreaterThan(50);
});

// The separator: warm checks against the exact simplex and against HiGHS, edges and units confirmed independently.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { separateExactly } from '../../src/exact/separate.ts';
import { dot, type Point } from '../../src/problem/training/points.ts';
import { coincidenceEdges } from '../../src/separation/coincidence.ts';
import { balances, exactEdge, exactUnit, type ExactEdge } from '../../src/separation/edge.ts';
import { loadHighs } from '../highs.ts';
import { SeparationEngine, type Separator } from '../../src/separation/separator.ts';

const toPoint = (values: readonly number[]): Point => {
  const index = values.flatMap((v, j) => (v === 0 ? [] : [j]));
  return { index, value: index.map((j) => BigInt(values[j]!)) };
};

/** Checks the answer of a separator on its present sides; returns whether they are separable. */
function confirmed(separator: Separator, points: readonly Point[]): boolean {
  const side = (s: number): number[] => [...points.keys()].filter((e) => separator.side(e) === s);
  const answer = separator.refute() ?? separator.unit();
  if ('accept' in answer) {
    expect(balances(points, answer)).toBe(true);
    expect(answer.accept.every(([e]) => separator.side(e) === 1)).toBe(true);
    expect(answer.reject.every(([e]) => separator.side(e) === -1)).toBe(true);
    return false;
  }
  for (const e of side(1)) expect(dot(answer.weights, points[e]!) >= answer.threshold).toBe(true);
  for (const e of side(-1)) expect(dot(answer.weights, points[e]!) < answer.threshold).toBe(true);
  return true;
}

const coordinates = (d: number, boolean: boolean) =>
  fc.array(boolean ? fc.integer({ min: 0, max: 1 }) : fc.integer({ min: -1000, max: 1000 }), {
    minLength: d,
    maxLength: d,
  });

test('sides assigned and withdrawn at random: every check agrees with the exact simplex', async () => {
  const seen = { true: 0, false: 0 };
  const arbitrary = fc
    .record({ d: fc.integer({ min: 1, max: 6 }), boolean: fc.boolean() })
    .chain(({ d, boolean }) =>
      fc.record({
        d: fc.constant(d),
        points: fc.array(coordinates(d, boolean), { minLength: 6, maxLength: 16 }),
        moves: fc.array(
          fc.array(fc.tuple(fc.nat(15), fc.constantFrom<1 | -1 | 0>(1, -1, 0)), { maxLength: 8 }),
          { maxLength: 6 },
        ),
      }),
    );
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ d, points: raw, moves }) => {
      const points = raw.map(toPoint);
      const separator = (await SeparationEngine.create(points, d)).separator([...points.keys()]);
      for (const batch of moves) {
        for (const [e, side] of batch) if (e < points.length) separator.assign(e, side);
        const of = (s: number) => points.filter((_, e) => separator.side(e) === s);
        const separable = confirmed(separator, points);
        expect(separable).toBe(separateExactly(of(1), of(-1), d).separable);
        seen[`${separable}`]++;
      }
    }),
    { numRuns: 300, seed: 11 },
  );
  expect(seen.true).toBeGreaterThan(100);
  expect(seen.false).toBeGreaterThan(100);
});

test('coordinates of very different size, nearly on a line: exact arithmetic answers where floats cannot', async () => {
  const seen = { true: 0, false: 0 };
  const wide = fc.tuple(
    fc.integer({ min: -5, max: 5 }),
    fc.integer({ min: -1, max: 1 }),
    fc.constantFrom(1, 1e6, 1e12),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(wide, fc.boolean()), { minLength: 3, maxLength: 10 }),
      async (examples) => {
        // Points (t·s, t·s + ε): the second coordinate differs from the first by less than floats keep at s = 10^12.
        const points = examples.map(([[t, epsilon, s]]) => toPoint([t * s, t * s + epsilon]));
        const separator = (await SeparationEngine.create(points, 2)).separator([...points.keys()]);
        examples.forEach(([, y], e) => separator.assign(e, y ? 1 : -1));
        const of = (s: number) => points.filter((_, e) => separator.side(e) === s);
        const separable = confirmed(separator, points);
        expect(separable).toBe(separateExactly(of(1), of(-1), 2).separable);
        seen[`${separable}`]++;
      },
    ),
    { numRuns: 1000, seed: 8 },
  );
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(100);
});

test('agrees with HiGHS on random labelled points of the cube', async () => {
  const highs = await loadHighs();
  const seen = { true: 0, false: 0 };
  const arbitrary = fc.integer({ min: 4, max: 9 }).chain((d) =>
    fc.record({
      d: fc.constant(d),
      examples: fc.uniqueArray(fc.tuple(coordinates(d, true), fc.boolean()), {
        minLength: d,
        maxLength: 3 * d,
        selector: ([x]) => x.join(),
      }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ d, examples }) => {
      const points = examples.map(([x]) => toPoint(x));
      const separator = (await SeparationEngine.create(points, d)).separator([...points.keys()]);
      examples.forEach(([, y], e) => separator.assign(e, y ? 1 : -1));
      const separable = confirmed(separator, points);
      const row = (x: readonly number[]) => [...x.map((v, j) => (v ? `+ w${j}` : '')), '- t'].join(' ');
      const rows = examples.map(([x, y], e) => ` c${e}: ${row(x)} ${y ? '>= 0' : '<= -1'}`);
      const free = ['t', ...Array.from({ length: d }, (_, j) => `w${j}`)].map((v) => ` ${v} free`);
      const lp = `Minimize\n obj: t\nSubject To\n${rows.join('\n')}\n lower: t >= -100000\nBounds\n${free.join('\n')}\nEnd`;
      expect(highs.solve(lp).Status === 'Infeasible').toBe(!separable);
      seen[`${separable}`]++;
    }),
    { numRuns: 300, seed: 5 },
  );
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(50);
});

test('multipliers that floats got wrong are replaced by exact ones, or the conflict is dropped', () => {
  const points = [[0], [1], [2]].map(toPoint);
  const wrong = new Map([
    [0, 0.4],
    [1, 1],
    [2, 0.7],
  ]);
  const edge = exactEdge(points, [0, 2], [1], wrong, 1)!;
  expect(edge).toEqual({
    accept: [
      [0, 1n],
      [2, 1n],
    ],
    reject: [[1, 2n]],
  });
  expect(exactEdge(points, [0], [1, 2], wrong, 1)).toBeUndefined();
});

test('weights that floats got wrong are replaced by exact ones, or refused', () => {
  const points = [[0], [1], [2]].map(toPoint);
  const unit = exactUnit([-5], points, [2], [0, 1], 1)!;
  expect(
    dot(unit.weights, points[2]!) >= unit.threshold && dot(unit.weights, points[1]!) < unit.threshold,
  ).toBe(true);
  expect(exactUnit([1], points, [0, 2], [1], 1)).toBeUndefined();
});

test('an edge with a wrong, zero or missing multiplier does not balance', () => {
  const points = [
    [0, 0],
    [1, 1],
    [0, 1],
    [1, 0],
  ].map(toPoint);
  const good: ExactEdge = {
    accept: [
      [0, 1n],
      [1, 1n],
    ],
    reject: [
      [2, 1n],
      [3, 1n],
    ],
  };
  expect(balances(points, good)).toBe(true);
  expect(
    balances(points, {
      ...good,
      accept: [
        [0, 1n],
        [1, 2n],
      ],
    }),
  ).toBe(false);
  expect(balances(points, { ...good, reject: [[2, 2n]] })).toBe(false);
  expect(balances(points, { accept: [[0, 0n]], reject: [[0, 0n]] })).toBe(false);
  expect(balances(points, { accept: [], reject: [] })).toBe(false);
});

test('coincidence edges: those of a set system are its minimal sets, each of them balanced', () => {
  const n = 6;
  const sets = [
    [0, 1, 2],
    [2, 3],
    [2, 3, 4],
    [4, 5, 0, 1],
  ];
  const chi = (members: readonly number[]) =>
    Array.from({ length: n }, (_, i) => (members.includes(i) ? 1 : 0));
  const points = [chi([]), ...Array.from({ length: n }, (_, i) => chi([i])), ...sets.map(chi)].map(toPoint);
  const negatives = [1, 2, 3, 4, 5, 6];
  const edges = coincidenceEdges(points, [0, 7, 8, 9, 10], negatives);
  expect(edges.every((edge) => balances(points, edge))).toBe(true);
  const members = edges.map(({ reject }) => reject.map(([q]) => q - 1).join()).sort();
  expect(members).toEqual(['0,1,2', '0,1,4,5', '2,3']);
});

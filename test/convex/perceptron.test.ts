// The LP perceptron: every answer proved again here, and held against enumeration and HiGHS.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lpPerceptron, type PerceptronOutput } from '../../src/convex/perceptron.ts';
import { loadHighs } from '../highs.ts';
import { separate } from '../separability.ts';
import { instanceOf, someRows, type Row } from './small.ts';

/** Whether an answer is proved by what it carries, in integers; throws when it is proved by nothing. */
function proved(output: PerceptronOutput, rows: readonly Row[], o: number): boolean {
  if (output.separable) {
    const { weights, threshold } = output.unit;
    for (const { x, response } of rows) {
      const sum = x.reduce((total, value, j) => total + BigInt(value) * weights[j]!, 0n);
      if (response[o] !== '*') expect(sum >= threshold).toBe(response[o] === '1');
    }
    return true;
  }
  const { accept, reject } = output.edge;
  const total = (list: typeof accept, of: (row: Row) => number): bigint =>
    list.reduce((sum, [e, m]) => sum + m * BigInt(of(rows[e]!)), 0n);
  expect(accept.length).toBeGreaterThan(0);
  for (const [list, label] of [
    [accept, '1'],
    [reject, '0'],
  ] as const)
    for (const [e, m] of list) {
      expect(m > 0n).toBe(true);
      expect(rows[e]!.response[o]).toBe(label);
    }
  expect(total(accept, () => 1)).toBe(total(reject, () => 1));
  rows[0]!.x.forEach((_, j) => expect(total(accept, ({ x }) => x[j]!)).toBe(total(reject, ({ x }) => x[j]!)));
  return false;
}

async function answer(rows: readonly Row[], inputs: number): Promise<boolean> {
  const result = await lpPerceptron(instanceOf(rows, inputs));
  const each = result.outputs.map((output, o) => proved(output, rows, o));
  expect(result.separable).toBe(each.every(Boolean));
  return result.separable;
}

test('104 of the 256 functions of three variables are separable', async () => {
  let count = 0;
  for (let code = 0; code < 256; code++) {
    const rows = Array.from({ length: 8 }, (_, point) => ({
      x: [0, 1, 2].map((j) => (point >> j) & 1),
      response: String((code >> point) & 1),
    }));
    if (await answer(rows, 3)) count++;
  }
  expect(count).toBe(104);
});

test('all dichotomies of points in the plane, against a simplex that shares no code', async () => {
  const points = [
    [0, 0],
    [2, 1],
    [4, 2],
    [1, 3],
    [-1, 2],
    [2, 1],
    [3, -2],
  ];
  const seen = { true: 0, false: 0 };
  for (let code = 0; code < 2 ** points.length; code++) {
    const side = (label: number): number[][] => points.filter((_, i) => ((code >> i) & 1) === label);
    const rows = points.map((x, i) => ({ x, response: String((code >> i) & 1) }));
    const separable = await answer(rows, 2);
    expect(separable).toBe(separate(2, side(1), side(0)) !== undefined);
    seen[`${separable}`]++;
  }
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(20);
});

test('random examples, against HiGHS: the least sum of what is lacking to a margin', async () => {
  const highs = await loadHighs();
  const seen = { true: 0, false: 0 };
  await fc.assert(
    fc.asyncProperty(someRows(4, 12), async (rows) => {
      const kept = rows.filter(({ response }) => response !== '*');
      const separable = await answer(rows, 4);
      seen[`${separable}`]++;
      if (kept.length === 0) return;
      const term = (value: number, name: string): string =>
        `${value < 0 ? '-' : '+'} ${Math.abs(value)} ${name}`;
      const program = [
        `Minimize\n obj: ${kept.map((_, i) => `s${i}`).join(' + ')}`,
        'Subject To',
        ...kept.map(({ x, response }, i) => {
          const y = response === '1' ? 1 : -1;
          return ` c${i}: ${x.map((value, j) => term(y * value, `w${j}`)).join(' ')} ${term(-y, 't')} + s${i} >= 1`;
        }),
        'Bounds',
        ...['t', 'w0', 'w1', 'w2', 'w3'].map((name) => ` ${name} free`),
        'End',
      ].join('\n');
      expect(highs.solve(program).ObjectiveValue < 1e-6).toBe(separable);
    }),
    { numRuns: 300, seed: 1 },
  );
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(40);
});

test('one output that no unit can do is enough, and the others have their units', async () => {
  const rows = [0, 1, 2, 3].map((point) => {
    const x = [point & 1, point >> 1];
    return { x, response: `${x[0]}${x[0]! ^ x[1]!}${x[0]! & x[1]!}` };
  });
  expect(await answer(rows, 2)).toBe(false);
  const { outputs } = await lpPerceptron(instanceOf(rows, 2));
  expect(outputs.map(({ separable }) => separable)).toEqual([true, false, true]);
});

test('fractions: the weights are those of the stimuli, not of the points', async () => {
  const rows = [
    { x: [3, 1], response: '0' },
    { x: [4, 9], response: '1' },
    { x: [5, 2], response: '1' },
  ];
  const result = await lpPerceptron(instanceOf(rows, 2, 7));
  expect(result.separable).toBe(true);
  const unit = result.outputs[0]!.separable ? result.outputs[0]!.unit : undefined;
  for (const { x, response } of rows)
    expect(
      BigInt(x[0]!) * unit!.weights[0]! + BigInt(x[1]!) * unit!.weights[1]! >= 7n * unit!.threshold,
    ).toBe(response === '1');
});

test('no examples, don’t-cares only, one class, contradictions, no inputs', async () => {
  expect(await answer([], 2)).toBe(true);
  expect(await answer([{ x: [1, 0], response: '*' }], 2)).toBe(true);
  for (const response of ['0', '1'])
    expect(
      await answer(
        [
          { x: [1, 0], response },
          { x: [0, 0], response },
        ],
        2,
      ),
    ).toBe(true);
  expect(
    await answer(
      [
        { x: [1, 0], response: '0' },
        { x: [1, 0], response: '1' },
      ],
      2,
    ),
  ).toBe(false);
  expect(
    await answer(
      [
        { x: [], response: '0' },
        { x: [], response: '1' },
      ],
      0,
    ),
  ).toBe(false);
});

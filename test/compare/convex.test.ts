// The convex companions as columns: their cells, what they are held against, and that nobody sees them unasked.
import { describe, expect, test } from 'vitest';
import { compare, type CompareOptions, type Engines, type Run } from '../../src/compare/experiment.ts';
import { comparisonTable } from '../../src/compare/report.ts';
import { familySubjects, fileSubject, type Subject } from '../../src/compare/subject.ts';
import { renderTable, TABLE_FORMATS, type Table } from '../../src/compare/table.ts';
import type { Companions } from '../../src/convex/index.ts';
import type { TrainingVerdict } from '../../src/decide/verdict.ts';
import { registry } from '../../src/registry.ts';

const { catalogue, families } = registry;
const stats = { rounds: 0, edges: 0, separationChecks: 0, conflicts: 0, milliseconds: 1 };
const UNKNOWN: TrainingVerdict = { answer: 'unknown', limit: 'seconds: 1', solver: 'minisat', stats };
const NO: TrainingVerdict = { answer: 'no', cases: [], checked: 'edges (exact)', solver: 'minisat', stats };
const options: CompareOptions = {
  seconds: 1,
  restarts: 1,
  epochs: 1,
  backend: 'cpu',
  seed: 0,
  methods: [{ optimizer: 'adam' }],
  convex: true,
};

/** Nobody trains; the decider says what it is told to. */
const engines = (verdict: TrainingVerdict, upper = 0): Engines => ({
  decide: () => Promise.resolve(verdict),
  optimum: () => Promise.resolve({ lower: 0, upper } as never),
  train: () => Promise.resolve({ supported: false, reason: 'not tried' }),
});

const instance = (
  inputs: number,
  layers: object[],
  examples: readonly (readonly [string, string])[],
): Subject => {
  const text = JSON.stringify({
    format: 'trainsat.instance/1',
    architecture: { inputs, layers },
    examples: examples.map(([stimulus, response]) => ({ stimulus, response })),
  });
  return fileSubject('file.json', catalogue.parse(text, 'file.json'));
};
const UNIT = [{ units: 1, family: 'threshold' }];
const XOR = [
  ['00', '0'],
  ['01', '1'],
  ['10', '1'],
  ['11', '0'],
] as const;
const AND = XOR.map(([stimulus]) => [stimulus, stimulus === '11' ? '1' : '0'] as const);

const texts = (table: Table): Record<string, string>[] =>
  table.rows.map((row) => Object.fromEntries(row.map(({ text }, i) => [table.columns[i]!.key, text])));
const KEYS = ['logistic', 'logisticGap', 'svm', 'svmGap', 'perceptron'] as const;
const cells = (table: Table): string[][] => texts(table).map((row) => KEYS.map((key) => row[key]!));

const run = (
  subjects: readonly Subject[],
  verdict: TrainingVerdict = UNKNOWN,
  asked = options,
  upper?: number,
) => compare(subjects, catalogue, asked, engines(verdict, upper));

describe('cells', () => {
  test('of separable examples and of others', async () => {
    const result = await run([instance(2, UNIT, AND), instance(2, UNIT, XOR)]);
    const table = comparisonTable(result, options, true, 'x');
    expect(cells(table)).toEqual([
      ['4', '≤ 1e-9', '4', '≤ 1e-9', 'yes'],
      ['2', '≤ 1e-9', '2', '≤ 1e-9', 'no'],
    ]);
  });

  test('stand between the exact answer and the heuristics, in every format', async () => {
    const table = comparisonTable(await run([instance(2, UNIT, XOR)]), options, true, 'x');
    const keys = table.columns.map(({ key }) => key);
    expect(keys.slice(keys.indexOf('exactSeconds') + 1, keys.indexOf('heuristic'))).toEqual(KEYS);
    for (const format of TABLE_FORMATS)
      expect(renderTable(table, format)).toContain('duality gap of the SVM');
    expect(renderTable(table, 'latex')).toContain('$\\leq$ 1e-9');
    expect((JSON.parse(renderTable(table, 'json')) as { rows: object[] }).rows[0]).toMatchObject({
      logistic: 2,
      logisticGap: 1e-9,
      svm: 2,
      svmGap: 1e-9,
      perceptron: 'no',
    });
  });

  test('nobody asked: no columns, no notes', async () => {
    const asked = { ...options, convex: undefined };
    const result = await run([instance(2, UNIT, XOR)], UNKNOWN, asked);
    expect(result.runs[0]!.convex).toBeUndefined();
    const table = comparisonTable(result, asked, true, 'x');
    expect(table.columns.filter(({ key }) => (KEYS as readonly string[]).includes(key))).toEqual([]);
    expect(table.notes.join(' ')).not.toMatch(/logistic|perceptron/i);
  });

  test('the notes say what was minimised, and that it is one unit', async () => {
    const { notes } = comparisonTable(await run([instance(2, UNIT, XOR)]), options, true, 'x');
    const text = notes.join(' ');
    for (const words of ['single threshold units', 'C = 100', '1e-9', '1/1024', 'Farkas'])
      expect(text).toContain(words);
  });

  test('over seeds: spans, and how many are separable', async () => {
    const family = families.find(({ name }) => name === 'planted-halfspaces')!;
    const axes = { n: [6], m: [30], units: [1], noise: [0.1] };
    const result = await run(familySubjects(family, catalogue, axes, [0, 1, 2, 3]));
    const [row] = cells(comparisonTable(result, options, true, 'x'));
    const all = result.runs.map(({ convex }) => convex!);
    const rights = all.map(({ svm }) => svm.right);
    const separable = all.filter(({ perceptron }) => perceptron.separable).length;
    expect(row![2]).toBe(`${Math.min(...rights)}–${Math.max(...rights)}`);
    expect(row![3]).toBe('≤ 1e-9');
    expect(row![4]).toBe(`${separable} yes, ${4 - separable} no`);
    expect(separable % 4).not.toBe(0);
    const alone = cells(comparisonTable(result, options, false, 'x'));
    expect(alone.map((each) => Number(each[2]))).toEqual(rights);
  });

  test('a gap that was not closed is shown, rounded upwards', async () => {
    const result = await run([instance(2, UNIT, AND), instance(2, UNIT, AND)]);
    const open = (gap: number, of: Run): Run => {
      const { logistic, ...rest } = of.convex as Companions;
      return {
        ...of,
        subject: 0,
        convex: {
          ...rest,
          logistic: { ...logistic, units: [logistic.units[0]!, { ...logistic.units[0]!, relativeGap: gap }] },
        },
      };
    };
    const show = (gaps: readonly number[]): string =>
      cells(
        comparisonTable(
          { ...result, runs: gaps.map((gap, i) => open(gap, result.runs[i]!)) },
          options,
          true,
          'x',
        ),
      )[0]![1]!;
    expect(show([3.21e-4])).toBe('≤ 3.3e-4');
    expect(show([3.2e-4])).toBe('≤ 3.2e-4');
    expect(show([9.96e-5])).toBe('≤ 1e-4');
    expect(show([0.5])).toBe('≤ 5e-1');
    expect(show([2e-12, 3.21e-4])).toBe('≤ 1e-9–3.3e-4');
  });

  test('interrupted before they were fitted: dashes', async () => {
    const stop = new AbortController();
    const sides: Engines = {
      ...engines(NO),
      decide: () => (stop.abort(), Promise.resolve(NO)),
    };
    const asked = { ...options, signal: stop.signal };
    const result = await compare([instance(2, UNIT, XOR)], catalogue, asked, sides);
    expect(result.interrupted).toBe(true);
    expect(cells(comparisonTable(result, asked, true, 'x'))).toEqual([KEYS.map(() => '—')]);
  });
});

describe('contradictions', () => {
  const hidden = [
    { units: 2, family: 'threshold' },
    { units: 1, family: 'xor' },
  ];

  test('an exact NO to what one unit can do', async () => {
    for (const layers of [UNIT, hidden])
      await expect(run([instance(2, layers, AND)], NO)).rejects.toThrow(
        'compare: file.json: expected no unit after an exact NO, got one from a convex method',
      );
    await expect(run([instance(2, UNIT, XOR)], NO)).resolves.toBeDefined();
  });

  test('an optimum below what one unit does', async () => {
    const asked = { ...options, optimum: true };
    await expect(run([instance(2, hidden, XOR)], UNKNOWN, asked, 1)).rejects.toThrow(
      'compare: file.json: expected at most 1 right, got 2 from one unit',
    );
    await expect(run([instance(2, hidden, XOR)], UNKNOWN, asked, 2)).resolves.toBeDefined();
  });

  test('a network of another shape may do less than one unit', async () => {
    // Each output reads the ANDs alone.
    const layers = [
      { units: 1, family: 'and' },
      { units: 1, family: 'or' },
    ];
    const rows = XOR.map(([stimulus]) => [stimulus, stimulus[0]!] as const);
    const { runs } = await run([instance(2, layers, rows)], NO);
    expect(runs[0]!.convex!.perceptron.separable).toBe(true);
  });
});

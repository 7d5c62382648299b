// How a decision goes about it: cases in turns, limits met exactly and at any moment, the same run every time.
import { describe, expect, test } from 'vitest';
import { certificateChunks } from '../../src/certificate/write.ts';
import { decideInThread, type EngineOptions } from '../../src/decide/engine.ts';
import { certificateFor } from '../../src/decide/index.ts';
import type { TrainingVerdict } from '../../src/decide/verdict.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import type { OutputFamily } from '../../src/problem/training/shallow.ts';
import { createSolver, type SolverName } from '../../src/solver/create.ts';
import type { SatSolver } from '../../src/solver/port.ts';
import { booleanInstance, cube, FANO, reshaped, setSystemPoints } from '../instances.ts';

const decided = (
  instance: TrainingInstance,
  options: Partial<EngineOptions> = {},
): Promise<TrainingVerdict> => decideInThread(instance, { solver: 'cdcl', expired: () => false, ...options });

const parity = (n: number, hidden: number, output: OutputFamily): TrainingInstance =>
  booleanInstance(
    hidden,
    output,
    cube(n).map((x) => [x, ([...x].filter((b) => b === '1').length % 2) as 0 | 1]),
  );

/** Points with pseudo-random labels. */
const random = (
  hidden: number,
  output: OutputFamily,
  n: number,
  m: number,
  seed: number,
): TrainingInstance => {
  let state = seed;
  const bit = (): number => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 31;
  const points = new Set<string>();
  while (points.size < m) points.add(Array.from({ length: n }, bit).join(''));
  return booleanInstance(
    hidden,
    output,
    [...points].map((x) => [x, bit() as 0 | 1]),
  );
};

const FEWER_LINES = booleanInstance(2, 'and', setSystemPoints(7, FANO.slice(1)));
const ALL_LINES = booleanInstance(2, 'and', setSystemPoints(7, FANO));
const PARITY_BY_THREE = parity(4, 3, 'threshold');
const HARD = random(2, 'and', 16, 90, 5);

const INSTANCES: [string, TrainingInstance, 'yes' | 'no'][] = [
  ['a set system that can be split', FEWER_LINES, 'yes'],
  ['the Fano plane', ALL_LINES, 'no'],
  ['parity of 3 bits by two units', parity(3, 2, 'xor'), 'no'],
  ['parity of 3 bits by three units', parity(3, 3, 'threshold'), 'yes'],
  ['random labels', random(2, 'and', 8, 30, 5), 'yes'],
  ['more random labels', random(2, 'and', 8, 60, 5), 'no'],
];

/** Engines that are watched; `calls` names the engine of each call of `solve`, in order. */
function watched() {
  const engines: SatSolver[] = [];
  const calls: { engine: number; allowed: number }[] = [];
  const makeSolver: EngineOptions['makeSolver'] = async (name, options) => {
    const solver = await createSolver(name, options);
    const engine = engines.push(solver) - 1;
    const solve = solver.solve.bind(solver);
    solver.solve = (assumptions) => {
      calls.push({ engine, allowed: (options.budget?.limit ?? 0) - (options.budget?.spent ?? 0) });
      return solve(assumptions);
    };
    return solver;
  };
  const spent = (): number => engines.reduce((sum, { conflicts }) => sum + conflicts!, 0);
  return { makeSolver, calls, spent };
}

test.each(INSTANCES)('%s: the same run twice, to the byte', async (_name, instance, answer) => {
  const run = async () => {
    const verdict = await decided(instance);
    const { milliseconds: _, ...stats } = verdict.stats;
    const certificate = certificateFor(instance, verdict, {})!;
    return { answer: verdict.answer, stats, bytes: Buffer.concat([...certificateChunks(certificate)]) };
  };
  const first = await run();
  expect(first.answer).toBe(answer);
  expect(await run()).toEqual(first);
});

test.each(INSTANCES)('%s: a clock that runs out at any moment', async (_name, instance, answer) => {
  let asked = 0;
  await decided(instance, { expired: () => (asked++, false) });
  expect(asked).toBeGreaterThan(0);
  const moments = Array.from({ length: asked + 1 }, (_, t) => t);
  // Each, or if there are many, some of them; what the clock says does not change how often it is asked before.
  const step = Math.ceil(moments.length / 60);
  const answers = new Set<string>();
  for (const moment of moments.filter((t) => t % step === 0 || t === asked)) {
    let left = moment;
    const verdict = await decided(instance, { seconds: 3, expired: () => --left < 0 });
    if (verdict.answer === 'unknown') expect(verdict.limit).toBe('seconds: 3');
    else expect(verdict.answer).toBe(answer);
    answers.add(verdict.answer);
    if (moment === asked) expect(verdict.answer).toBe(answer);
  }
  expect(answers).toEqual(new Set(['unknown', answer]));
});

describe('a limit on conflicts', () => {
  const whole = async (instance: TrainingInstance): Promise<number> => {
    const { makeSolver, spent } = watched();
    await decided(instance, { makeSolver });
    return spent();
  };

  test.each<[string, TrainingInstance]>([
    ['parity of 4 bits by three units', PARITY_BY_THREE],
    ['random labels', HARD],
  ])('%s: spent to the last one, no more, and counted over all cases', async (_name, instance) => {
    const needed = await whole(instance);
    expect(needed).toBeGreaterThan(100);
    const { answer } = await decided(instance);
    for (const conflicts of [1, 2, 17, needed - 1, needed, needed + 1]) {
      const { makeSolver, spent } = watched();
      const verdict = await decided(instance, { conflicts, makeSolver });
      if (conflicts < needed)
        expect(verdict).toMatchObject({ answer: 'unknown', limit: `conflicts: ${conflicts}` });
      // The last conflict of a refutation is the one that ends it.
      if (conflicts > needed) expect(verdict.answer).toBe(answer);
      expect(spent()).toBe(Math.min(conflicts, needed));
    }
  });

  test('stops at the same point every time, with the same counts', async () => {
    const run = async () => {
      const { stats, ...verdict } = await decided(HARD, { conflicts: 40 });
      return { ...verdict, ...stats, milliseconds: 0 };
    };
    expect(await run()).toMatchObject({ answer: 'unknown', limit: 'conflicts: 40', solver: 'cdcl' });
    expect(await run()).toEqual(await run());
  });
});

describe('turns', () => {
  test('every open case has its turn before one has its next, each turn with more to spend', async () => {
    const { makeSolver, calls } = watched();
    const verdict = await decided(random(3, 'threshold', 10, 100, 9), { conflicts: 15_000, makeSolver });
    expect(verdict.stats.rounds).toBe(calls.length);
    const engines = new Set(calls.map(({ engine }) => engine));
    expect(engines.size).toBe(3);
    const turns: number[][] = [];
    for (const { engine } of calls) {
      if (turns.length === 0 || engine <= turns.at(-1)!.at(-1)!) turns.push([]);
      turns.at(-1)!.push(engine);
    }
    expect(turns.length).toBeGreaterThan(2);
    // A case that has left never comes back.
    for (const [t, turn] of turns.entries())
      if (t > 0) expect(turns[t - 1]!).toEqual(expect.arrayContaining(turn));
    const allowed = (engine: number) =>
      calls.filter((call) => call.engine === engine).map((call) => call.allowed);
    const [first, second] = allowed(2);
    expect(first).toBe(2000);
    expect(second).toBeGreaterThanOrEqual(4000);
  });

  test('a case that is refuted waits for the others, and one that succeeds for nobody', async () => {
    // No AND of two units tells these points; an OR of two does.
    const nand = booleanInstance(
      2,
      'threshold',
      cube(6).map((x) => [x, x.startsWith('111') || x.endsWith('111') ? 1 : 0]),
    );
    const { makeSolver, calls } = watched();
    const verdict = await decided(nand, { makeSolver });
    expect(verdict.answer).toBe('yes');
    expect(calls.map(({ engine }) => engine)).toContain(1);
    expect((await decided(reshaped(nand, { output: 'and' }))).answer).toBe('no');
  });
});

test('progress tells rounds and edges, which grow', async () => {
  const messages: string[] = [];
  const verdict = await decided(HARD, { onProgress: (message) => messages.push(message) });
  const counts = messages.map((message) => /^(\d+) rounds, (\d+) edges$/.exec(message)!.slice(1).map(Number));
  expect(counts.length).toBeGreaterThan(10);
  for (const [i, [rounds, edges]] of counts.entries()) {
    const [before, fewer] = counts[i - 1] ?? [0, 0];
    expect(rounds).toBeGreaterThanOrEqual(before!);
    expect(edges).toBeGreaterThanOrEqual(fewer!);
  }
  expect(counts.at(-1)![1]).toBeLessThanOrEqual(verdict.stats.edges);
  expect(counts.at(-1)![1]).toBeGreaterThan(0);
});

test.each<[SolverName]>([['minisat'], ['clasp']])(
  '%s, which shows no partial proposals, agrees',
  async (solver) => {
    for (const [name, instance, answer] of INSTANCES)
      expect((await decided(instance, { solver })).answer, name).toBe(answer);
  },
);

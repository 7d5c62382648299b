// Restarts are streamed: however many there are, a bounded number of results is held, and every one is scored.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, expect, test } from 'vitest';
import { shallowInstance } from '../../src/problem/training/shallow.ts';
import { cpuEngine } from '../../src/train/cpu-engine.ts';
import type { RestartResult } from '../../src/train/engine.ts';
import { train } from '../../src/train/index.ts';
import { referenceEngine } from '../../src/train/reference-engine.ts';
import { Scoreboard } from '../../src/train/scoreboard.ts';
import type { TrainOptions, TrainReport } from '../../src/train/types.ts';
import { waysToTrain } from '../../src/train/ways.ts';
import { planted, rationalPoints, splittingPoints, taskOf } from './instances.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const MANY = 200_000;
const THREADS = 2;
const engine = await cpuEngine(THREADS);
afterAll(() => engine.close());

const options = { optimizer: 'adam', epochs: 12, seed: 0 } as const;
const tiny = splittingPoints(3, [[0, 1, 2]], 'and');

test('of 200,000 restarts a bounded number is held at a time', async () => {
  const ways = waysToTrain(tiny, options);
  if ('reason' in ways) throw new Error(ways.reason);
  const board = new Scoreboard(tiny, ways[0]!);
  // What arrives from a thread at once is one block of memory.
  const blocks = new Map<number, WeakRef<ArrayBufferLike>>();
  let results = 0;
  let last: ArrayBufferLike | undefined;
  let largest = 0;
  let most = 0;
  const held = (): number => {
    collect();
    for (const [key, block] of blocks) if (!block.deref()) blocks.delete(key);
    return blocks.size;
  };
  await engine.run(ways[0]!.task, MANY, {
    signal: undefined,
    onResult(result) {
      board.add(result);
      results++;
      if (result.weights.buffer !== last) {
        last = result.weights.buffer;
        largest = Math.max(largest, last.byteLength);
        blocks.set(results, new WeakRef(last));
      }
      if (results % 20_000 === 0) most = Math.max(most, held());
    },
    onProgress: () => undefined,
  });
  const size = board.restarts;
  expect([results, size]).toEqual([MANY, MANY]);
  // 256 restarts of eight weights; without threads all of them would be 6.4 MB.
  expect(largest).toBe(256 * 8 * 4);
  // A block that was just looked at lives until its task ends; some more are on their way.
  expect(most).toBeLessThanOrEqual(4 * THREADS);
  last = undefined;
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(held()).toBe(0);
  expect(board.best()).toBeDefined();
});

async function reportOf(more: Partial<TrainOptions>): Promise<TrainReport> {
  const result = await train(tiny, { restarts: MANY, backend: 'cpu', ...options, ...more });
  if (!result.supported) throw new Error(result.reason);
  return result;
}

test('200,000 restarts give the report of the reference, which holds one at a time', async () => {
  const report = await reportOf({});
  expect(report.restarts).toBe(MANY);
  expect(report.successes).toBeGreaterThan(0);
  expect(report.successes).toBeLessThan(MANY);
  expect(await reportOf({ backend: 'reference' })).toEqual({
    ...report,
    backend: expect.anything(),
    milliseconds: expect.any(Number),
  });
});

test('stopped while they stream, what is reported is what its restarts come to', async () => {
  const task = taskOf(planted(12, 1.8, 3), 'adam', 300);
  for (const which of [engine, referenceEngine()]) {
    const abort = new AbortController();
    const results: RestartResult[] = [];
    const shares: number[] = [];
    await which.run(task, 1_000_000, {
      signal: abort.signal,
      onResult(result) {
        results.push({ ...result, weights: result.weights.slice() });
        if (results.length === 300) abort.abort();
      },
      onProgress: (share) => shares.push(share),
    });
    const numbers = results.map(({ restart }) => restart);
    expect(new Set(numbers).size).toBe(results.length);
    expect(results.length).toBeGreaterThanOrEqual(300);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThan(0.1);
    expect(shares.at(-1)).toBeGreaterThan(0);
    const wanted = new Map<number, RestartResult>();
    await referenceEngine().run(task, Math.min(400, Math.max(...numbers) + 1), {
      signal: undefined,
      onResult: (result) => wanted.set(result.restart, result),
      onProgress: () => undefined,
    });
    for (const result of results)
      if (result.finished && wanted.has(result.restart)) expect(result).toEqual(wanted.get(result.restart));
  }
});

test('a run can begin at any restart', async () => {
  for (const first of [1, 4, 299]) {
    const task = taskOf(rationalPoints(4, 25, 1), 'sgd', 300);
    for (const which of [engine, referenceEngine()]) {
      const numbers: number[] = [];
      const shares: number[] = [];
      await which.run(task, 300, {
        first,
        signal: undefined,
        onResult: ({ restart }) => numbers.push(restart),
        onProgress: (share) => shares.push(share),
      });
      expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 300 - first }, (_, r) => first + r));
      expect(shares.at(-1)).toBe(1);
      expect(Math.min(...shares)).toBeGreaterThan(first / 400);
    }
  }
});

test('the weights of large networks arrive in smaller blocks', async () => {
  const inputs = 16_384;
  const examples = ['0', '1'].map((bit) => ({ stimulus: bit.repeat(inputs), response: bit }));
  const task = taskOf(shallowInstance({ inputs, hidden: 2, output: 'and', examples }), 'adam', 1);
  const sizes = new Set<number>();
  await engine.run(task, 128, {
    signal: undefined,
    onResult: ({ weights }) => sizes.add(weights.buffer.byteLength),
    onProgress: () => undefined,
  });
  // Two groups of four would be a fair share for a thread, but they are more than a megabyte.
  expect([...sizes]).toEqual([4 * 4 * 2 * (inputs + 1)]);
});

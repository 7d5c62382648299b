// The reference, the WASM kernel and the worker threads compute the same, bit for bit, on whole training runs.
import { afterAll, describe, expect, test } from 'vitest';
import { cpuEngine } from '../../src/train/cpu-engine.ts';
import { initialWeight } from '../../src/train/random.ts';
import { initialState, trainRestart } from '../../src/train/integer/reference.ts';
import { sigmoidTable } from '../../src/train/integer/sigmoid.ts';
import { trainingKernel, WasmTrainer } from '../../src/train/integer/wasm.ts';
import { RUNS, expectEqualToReference, runOf } from './engines.ts';
import { planted, rationalPoints, taskOf } from './instances.ts';

const engine = await cpuEngine(2);
afterAll(() => engine.close());

describe('WASM equals the reference', () => {
  test.each(RUNS)('$name', async ({ task }) => {
    await expectEqualToReference(engine, task, 7);
  });

  test('on worker threads, with restarts solved early and late', async () => {
    const results = await expectEqualToReference(engine, taskOf(planted(40, 1.8, 3), 'adam', 500), 150);
    const epochs = new Set(results.map((result) => result.epochs));
    expect(epochs.size).toBeGreaterThan(20);
    expect(epochs).toContain(500);
  });

  test('however the epochs are sliced', async () => {
    const task = taskOf(rationalPoints(3, 20, 5), 'adam-0.999', 50);
    const whole = new WasmTrainer(await trainingKernel(), task);
    const sliced = new WasmTrainer(await trainingKernel(), task);
    whole.start(4);
    whole.run(0, 50);
    sliced.start(0);
    sliced.run(0, 50);
    sliced.start(4);
    for (let epoch = 0; epoch < 50; epoch += 5) sliced.run(epoch, 5);
    for (let lane = 0; lane < 4; lane++) expect(sliced.weights(lane)).toEqual(whole.weights(lane));
  });
});

test('a restart does not depend on how many others there are', async () => {
  const task = taskOf(planted(20, 1.8, 1), 'adam', 300);
  const few = await runOf(engine, task, 3);
  const many = await runOf(engine, task, 41);
  expect(many.slice(0, 3)).toEqual(few);
});

test('the seed decides the weights, and seed 0 is a seed', async () => {
  const weights = async (seed: number) =>
    (await runOf(engine, taskOf(planted(10, 1.5, 1), 'adam', 1, seed), 1))[0]!.weights;
  expect(await weights(0)).toEqual(await weights(0));
  expect(await weights(0)).not.toEqual(await weights(1));
  expect(await weights(2 ** 32 - 1)).not.toEqual(await weights(0));
});

test('initial weights lie in the range asked for and use all of it', () => {
  const values = Array.from({ length: 4000 }, (_, p) => initialWeight(0, p % 40, Math.floor(p / 40), 50));
  expect(Math.min(...values)).toBe(-50);
  expect(Math.max(...values)).toBe(49);
  expect(Math.abs(values.reduce((sum, w) => sum + w, 0) / values.length)).toBeLessThan(2);
});

test('a solved restart keeps its weights', () => {
  const task = taskOf(planted(10, 1, 2), 'adam', 400);
  const table = sigmoidTable();
  const state = initialState(task, 0);
  trainRestart(task, table, state, 0, 400);
  expect(state.solved).toBeGreaterThan(1);
  const weights = state.weights.slice();
  trainRestart(task, table, state, 400, 10);
  expect(state.weights).toEqual(weights);
});

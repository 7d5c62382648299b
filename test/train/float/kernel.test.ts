// The WASM kernel and the reference of the float core compute the same, bit for bit, on any network.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cpuEngine } from '../../../src/train/cpu-engine.ts';
import { expOfMinus, sigmoid } from '../../../src/train/float/arithmetic.ts';
import type { FloatTask } from '../../../src/train/float/program.ts';
import { initialState, trainRestart } from '../../../src/train/float/reference.ts';
import { FloatTrainer, floatKernel } from '../../../src/train/float/wasm.ts';
import { OPTIMIZERS } from '../../../src/train/types.ts';
import { runOf } from '../engines.ts';
import { anyInstance, anySettings, taskOf, truthTable } from './instances.ts';
import { referenceEngine } from '../../../src/train/reference-engine.ts';

const module = await floatKernel();

function expectSame(task: FloatTask, epochs: number, slice: number): void {
  const trainer = new FloatTrainer(module, task);
  trainer.start(8);
  for (let epoch = 0; epoch < epochs; epoch += slice) trainer.run(epoch, slice);
  for (let lane = 0; lane < 4; lane++) {
    const state = initialState(task, 8 + lane);
    trainRestart(task, state, 0, epochs);
    expect(trainer.solved[lane]).toBe(state.solved);
    expect(state.weights.every(Number.isFinite)).toBe(true);
    // Bits: 0 and -0 are two numbers.
    expect(new Int32Array(trainer.weights(lane).buffer)).toEqual(new Int32Array(state.weights.buffer));
  }
}

test('on any network, under any settings', () => {
  fc.assert(
    fc.property(anyInstance, anySettings, (instance, settings) =>
      expectSame(taskOf(instance, settings), 40, 8),
    ),
    { numRuns: 200 },
  );
});

test.each(OPTIMIZERS)('wide and deep layers, %s', (optimizer) => {
  const instance = truthTable(
    5,
    [
      { units: 7, family: 'threshold' },
      { units: 4, family: 'threshold' },
      { units: 1, family: 'threshold' },
    ],
    (bits) => String(bits.reduce((a, b) => a ^ b)),
  );
  for (const relaxation of ['sigmoid', 'tanh', 'relu', 'straight-through'] as const)
    for (const batch of [0, 1, 5]) {
      const hyperparameters = {
        rate: 0.05,
        beta1: 0.9,
        beta2: 0.99,
        init: 'glorot',
        balanced: true,
        batch,
      } as const;
      const settings = { relaxation, loss: 'logistic', optimizer, epochs: 20, seed: 3 } as const;
      expectSame(
        taskOf(instance, { ...settings, hyperparameters: { ...hyperparameters, steepness: [1, 2] } }),
        20,
        20,
      );
    }
});

test('steps that throw every weight to its bounds leave numbers', () => {
  const layers = Array.from({ length: 12 }, () => ({ units: 2, family: 'threshold' as const }));
  const instance = truthTable(2, layers, (bits) => bits.join(''));
  for (const relaxation of ['sigmoid', 'tanh', 'relu', 'straight-through'] as const)
    for (const optimizer of OPTIMIZERS)
      for (const batch of [0, 1]) {
        const hyperparameters = {
          rate: 1e6,
          beta1: 0,
          beta2: 0.5,
          init: 100,
          balanced: true,
          batch,
        } as const;
        const settings = { relaxation, loss: 'hinge', optimizer, epochs: 20, seed: 3 } as const;
        expectSame(
          taskOf(instance, { ...settings, hyperparameters: { ...hyperparameters, steepness: [9, 9] } }),
          20,
          20,
        );
      }
});

test('the engines report the same restarts, on worker threads too', async () => {
  const instance = truthTable(
    4,
    [
      { units: 4, family: 'threshold' },
      { units: 1, family: 'threshold' },
    ],
    (bits) => String(bits.reduce((a, b) => a ^ b)),
  );
  const task = taskOf(instance, {
    relaxation: 'tanh',
    loss: 'logistic',
    optimizer: 'adam',
    hyperparameters: {
      rate: 0.05,
      beta1: 0.9,
      beta2: 0.99,
      init: 1,
      steepness: [1, 2],
      balanced: true,
      batch: 0,
    },
    epochs: 400,
    seed: 7,
  });
  const engine = await cpuEngine(2);
  try {
    const results = await runOf(engine, task, 70);
    expect(results.length).toBe(70);
    expect(results.slice(0, 6)).toEqual(await runOf(referenceEngine(), task, 6));
    expect(new Set(results.map(({ epochs }) => epochs)).size).toBeGreaterThan(2);
  } finally {
    await engine.close();
  }
});

test('the exponential and the sigmoid are near the true ones, and add up to 1', () => {
  const out = new Float32Array(2);
  const worst = { exponential: 0, sigmoid: 0, sum: 0 };
  for (let u = -80; u <= 80; u += 0.0137) {
    const x = Math.fround(u);
    worst.exponential = Math.max(
      worst.exponential,
      Math.abs(expOfMinus(Math.abs(x)) / Math.exp(-Math.abs(x)) - 1),
    );
    sigmoid(x, out, 0);
    worst.sigmoid = Math.max(worst.sigmoid, Math.abs(out[0]! * (1 + Math.exp(-x)) - 1));
    worst.sum = Math.max(worst.sum, Math.abs(out[0]! + out[1]! - 1));
  }
  expect(worst.exponential).toBeLessThan(2 ** -16);
  expect(worst.sigmoid).toBeLessThan(2 ** -16);
  expect(worst.sum).toBeLessThan(2 ** -22);
  sigmoid(-1e30, out, 0);
  expect([...out]).toEqual([Math.fround(expOfMinus(80)), 1]);
});

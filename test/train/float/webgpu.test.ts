// The WGSL kernel of the float core. An adapter may fuse multiplications with additions: weights agree up to a tolerance.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/train/engine.ts';
import { train } from '../../../src/train/index.ts';
import { FLOAT_RELAXATIONS, type FloatSettings } from '../../../src/train/float/program.ts';
import { referenceEngine } from '../../../src/train/reference-engine.ts';
import { LOSSES, OPTIMIZERS } from '../../../src/train/types.ts';
import { findAdapter } from '../../../src/train/webgpu/adapter.ts';
import { webgpuEngine } from '../../../src/train/webgpu/engine.ts';
import { floatKernelSource } from '../../../src/train/webgpu/float-kernel.ts';
import { FAMILIES, layered } from '../../../src/problem/training/architecture.ts';
import type { TrainingInstance } from '../../../src/problem/training/schema.ts';
import { rational } from '../../../src/exact/rational.ts';
import { runOf } from '../engines.ts';
import { taskOf, truthTable } from './instances.ts';

/** How far weights may be from the reference's after a few epochs, absolutely and relatively. */
const TOLERANCE = 1e-4;

function settings(parts: Partial<FloatSettings>, batch = 0): FloatSettings {
  return {
    relaxation: 'sigmoid',
    loss: 'logistic',
    optimizer: 'adam',
    hyperparameters: {
      rate: 0.02,
      beta1: 0.5,
      beta2: 0.9,
      init: 1,
      steepness: [1, 1.5],
      balanced: true,
      batch,
    },
    epochs: 6,
    seed: 4_000_000_000,
    ...parts,
  };
}

/** All kinds of nodes at once: units on inputs and on nodes, every gate on both, two outputs and don't-cares. */
function everything(): TrainingInstance {
  const nodes = [
    ...['a', 'b', 'c'].map((id) => ({ id, from: [0, 1, 2], family: 'threshold' as const })),
    ...FAMILIES.map((family) => ({ id: `g-${family}`, from: [3, 4, 5, 1], family })),
    { id: 'top', from: FAMILIES.map((_, i) => 6 + i), family: 'threshold' as const },
    { id: 'last', from: [14, 15, 3], family: 'and' as const },
  ];
  const examples = ['000', '001', '010', '011', '100', '101', '110', '111'].map((stimulus, e) => ({
    stimulus,
    response: ['01', '10', '1*', '00', '*1', '11', '01', '0*'][e]!,
    weight: 1 + (e % 3),
  }));
  return {
    architecture: { inputs: 3, nodes, outputs: [nodes.length - 1, nodes.length - 2] },
    examples,
    require: 'all',
  };
}

/** Two layers on rational stimuli. */
function rationals(): TrainingInstance {
  return {
    architecture: layered(2, [
      { units: 3, family: 'threshold' },
      { units: 1, family: 'xor' },
    ]),
    examples: [-7, -2, 0, 3, 9].map((x, e) => ({
      stimulus: [rational(BigInt(x), 4n), rational(BigInt(e), 3n)],
      response: String(e % 2),
    })),
    require: 'all',
  };
}

describe('on an adapter', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await webgpuEngine(await findAdapter());
  });
  afterAll(() => engine.close());

  async function expectNear(instance: TrainingInstance, how: FloatSettings): Promise<void> {
    const task = taskOf(instance, how);
    const wanted = await runOf(referenceEngine(), task, 6);
    const got = await runOf(engine, task, 6);
    expect(got.map(({ restart, epochs, finished }) => [restart, epochs, finished])).toEqual(
      wanted.map(({ restart, epochs, finished }) => [restart, epochs, finished]),
    );
    const worst = got.flatMap(({ weights }, r) =>
      Array.from(weights, (w, p) => Math.abs(w - wanted[r]!.weights[p]!) / Math.max(1, Math.abs(w))),
    );
    expect(Math.max(...worst)).toBeLessThan(TOLERANCE);
  }

  // Every optimiser, relaxation, loss and size of batches, though not all combinations: each source takes a while.
  const RUNS = OPTIMIZERS.map((optimizer, run) => ({
    optimizer,
    relaxation: FLOAT_RELAXATIONS[run % 4]!,
    loss: LOSSES[run % 3]!,
    batch: [0, 3, 0, 1, 0, 3, 1, 0][run]!,
  }));

  test.each(RUNS)(
    '$relaxation, $loss, $optimizer, batch $batch: every kind of node',
    async ({ batch, ...how }) => {
      await expectNear(everything(), settings(how, batch));
    },
  );

  test('rational stimuli', () => expectNear(rationals(), settings({})));

  test('an easy instance is learned there as it is elsewhere', async () => {
    const instance = truthTable(
      2,
      [
        { units: 3, family: 'threshold' },
        { units: 1, family: 'threshold' },
      ],
      ([a, b]) => String(a! ^ b!),
    );
    const options = { restarts: 8, epochs: 2000, optimizer: 'adam', relaxation: 'sigmoid', seed: 0 } as const;
    const here = await train(instance, { ...options, backend: 'webgpu' });
    const there = await train(instance, { ...options, backend: 'cpu' });
    if (!here.supported || !there.supported) throw new Error('expected support');
    expect(here.successes).toBeGreaterThan(0);
    expect(here.bestRight).toBe(there.bestRight);
  });
});

test('the WGSL source for sigmoids under Adam', () => {
  const task = taskOf(everything(), settings({}));
  expect(floatKernelSource(task)).toMatchSnapshot();
});

test('the WGSL source for straight-through units, updated after every example', () => {
  const how = settings({ relaxation: 'straight-through', loss: 'hinge', optimizer: 'sgd' }, 1);
  const task = taskOf(everything(), { ...how, hyperparameters: { ...how.hyperparameters, beta1: 0 } });
  expect(floatKernelSource(task)).toMatchSnapshot();
});

test('the source depends only on what it is written out for', () => {
  const { examples, ...rest } = everything();
  expect(floatKernelSource(taskOf(everything(), settings({})))).toBe(
    floatKernelSource(taskOf({ ...rest, examples: examples.slice(3) }, settings({ epochs: 99, seed: 1 }))),
  );
});

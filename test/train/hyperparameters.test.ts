// Hyperparameters: what the integer core makes of them, what it says it used, and what is refused.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuEngine } from '../../src/train/cpu-engine.ts';
import { train } from '../../src/train/index.ts';
import { hyperparametersOf } from '../../src/train/integer/parameters.ts';
import { OPTIMIZERS, type Hyperparameters, type TrainOptions } from '../../src/train/types.ts';
import { expectEqualToReference } from './engines.ts';
import { anyHyperparameters, planted, rationalPoints, taskOf } from './instances.ts';

const OPTIONS: TrainOptions = { restarts: 4, epochs: 50, optimizer: 'adam', seed: 0, backend: 'cpu' };

async function usedBy(
  optimizer: TrainOptions['optimizer'],
  hyperparameters: Partial<Hyperparameters>,
): Promise<Hyperparameters> {
  const result = await train(planted(8, 1, 1), { ...OPTIONS, optimizer, hyperparameters });
  if (!result.supported) throw new Error(result.reason);
  return result.hyperparameters;
}

describe('are rounded to what fixed point can represent', () => {
  test('without any, the report tells the optimiser’s own', async () => {
    expect(await usedBy('adam', {})).toEqual({
      rate: 100 / 4096,
      beta1: 1 / 2,
      beta2: 15 / 16,
      init: 50 / 4096,
      steepness: [1 / 2, 2],
      balanced: true,
      batch: 0,
    });
    expect(await usedBy('sgd', {})).toMatchObject({ beta1: 0, beta2: 0, balanced: false, batch: 1 });
  });

  test('rates to 2^-12, decays to 1 - 2^-s, steepness to sixteenths', async () => {
    expect(
      await usedBy('adam', { rate: 0.01, beta1: 0.9, beta2: 0.999, init: 0.5, steepness: [0.3, 2.99] }),
    ).toEqual({
      rate: 41 / 4096,
      beta1: 7 / 8,
      beta2: 1023 / 1024,
      init: 1 / 2,
      steepness: [5 / 16, 3],
      balanced: true,
      batch: 0,
    });
  });

  test('decays of 0.5, 0.8, 0.9, 0.95, 0.99', async () => {
    const shift = async (beta1: number) => Math.log2(1 / (1 - (await usedBy('lion', { beta1 })).beta1));
    expect(await Promise.all([0, 0.5, 0.8, 0.9, 0.95, 0.99].map(shift))).toEqual([0, 1, 2, 3, 4, 7]);
  });

  test('what a rule does not have is reported as 0', async () => {
    expect(await usedBy('irprop-', { beta1: 0.9, beta2: 0.9 })).toMatchObject({ beta1: 0, beta2: 0 });
    expect(await usedBy('normalised', { beta1: 0.75, beta2: 0.9 })).toMatchObject({ beta1: 3 / 4, beta2: 0 });
    expect(await usedBy('momentum', { beta1: 0.75, beta2: 0.9 })).toMatchObject({ beta1: 3 / 4, beta2: 0 });
  });

  test('Glorot’s range is that of a layer', async () => {
    const { init } = await usedBy('adam', { init: 'glorot' });
    expect(init).toBeCloseTo(Math.sqrt(6 / (8 + 2)), 3);
  });

  test('rates too large or too small become the largest or the smallest there are', async () => {
    expect((await usedBy('adam', { rate: 1e6 })).rate).toBe(4);
    expect((await usedBy('lion', { rate: 1e-6 })).rate).toBe(1 / 4096);
    expect((await usedBy('sgd', { rate: 1e6 })).rate).toBe(256);
    const { rate } = await usedBy('gd', { rate: 100 });
    expect(rate).not.toBe(100);
    expect(Math.abs(rate - 100)).toBeLessThan(5);
  });

  test('they decide what is trained: a start at 0 leaves both units equal, and no splitting is found', async () => {
    const options = { ...OPTIONS, restarts: 16, epochs: 500 };
    expect(await train(planted(12, 1.5, 4), options)).not.toMatchObject({ successes: 0 });
    expect(await train(planted(12, 1.5, 4), { ...options, hyperparameters: { init: 0 } })).toMatchObject({
      successes: 0,
    });
  });

  test('momentum without memory is gradient descent', async () => {
    const settings: Partial<Hyperparameters> = {
      rate: 300,
      beta1: 0,
      init: 0.01,
      steepness: [1, 2],
      balanced: false,
    };
    const instance = planted(10, 1.2, 3);
    const run = (optimizer: 'gd' | 'momentum') =>
      train(instance, { ...OPTIONS, optimizer, hyperparameters: settings });
    expect(await run('momentum')).toEqual({
      ...(await run('gd')),
      optimizer: 'momentum',
      milliseconds: expect.any(Number),
    });
  });
});

test('the values used, asked for again, give the same task', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...OPTIMIZERS),
      anyHyperparameters,
      fc.boolean(),
      (optimizer, settings, boolean) => {
        const instance = boolean ? planted(7, 1, 2) : rationalPoints(3, 9, 2);
        const task = taskOf(instance, optimizer, 10, 0, settings);
        const used = hyperparametersOf(task, optimizer, settings);
        expect(taskOf(instance, optimizer, 10, 0, used).parameters).toEqual(task.parameters);
      },
    ),
    { numRuns: 200 },
  );
});

test('WASM equals the reference whatever they are', async () => {
  const engine = await cpuEngine(1);
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...OPTIMIZERS),
        anyHyperparameters,
        fc.boolean(),
        async (optimizer, settings, boolean) => {
          const instance = boolean ? planted(7, 1.5, 2, 2) : rationalPoints(3, 12, 2, 3);
          await expectEqualToReference(engine, taskOf(instance, optimizer, 40, 5, settings), 4);
        },
      ),
      { numRuns: 100 },
    );
  } finally {
    await engine.close();
  }
});

test.each([
  [{ rate: 0 }, 'rate: expected a number above 0, at most 1000000, found 0'],
  [{ rate: NaN }, 'rate: expected a number above 0, at most 1000000, found NaN'],
  [{ beta1: 1 }, 'beta1: expected a number from 0 to below 1, found 1'],
  [{ beta2: -0.1 }, 'beta2: expected a number from 0 to below 1, found -0.1'],
  [{ init: 9 }, 'init: expected glorot or a number from 0 to 8, found 9'],
  [{ init: 'he' }, 'init: expected glorot or a number from 0 to 8, found "he"'],
  [{ steepness: [1, 9] }, 'steepness: expected two numbers from 0.0625 to 8, found [1,9]'],
  [{ steepness: [1] }, 'steepness: expected two numbers from 0.0625 to 8, found [1]'],
  [{ balanced: 1 }, 'balanced: expected true or false, found 1'],
  [{ batch: -1 }, 'batch: expected an integer from 0 to 2147483647, found -1'],
  [{ batch: 8 }, 'batch: expected 0, as adam does in fixed point, found 8'],
  [
    { gamma: 1 },
    'hyperparameters: expected one of rate, beta1, beta2, init, steepness, balanced, batch, found "gamma"',
  ],
] as [object, string][])('%j is refused', async (hyperparameters, message) => {
  await expect(
    train(planted(8, 1, 1), { ...OPTIONS, relaxation: 'noisy-and', hyperparameters }),
  ).rejects.toThrow(message);
});

test('a batch of the size that the optimiser takes anyway is no change', async () => {
  expect(await usedBy('sgd', { batch: 1 })).toEqual(await usedBy('sgd', {}));
  expect(await usedBy('gd', { batch: 0 })).toEqual(await usedBy('gd', {}));
  expect(await usedBy('sgd', { batch: 0 })).toMatchObject({ batch: 0 });
});

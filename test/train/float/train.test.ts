// `train` with the float core end to end: any network, and no success that is none.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rational } from '../../../src/exact/rational.ts';
import { layered, type Layer, type NodeFamily } from '../../../src/problem/training/architecture.ts';
import type { TrainingInstance } from '../../../src/problem/training/schema.ts';
import { train } from '../../../src/train/index.ts';
import { FLOAT_RELAXATIONS } from '../../../src/train/float/program.ts';
import { LOSSES, OPTIMIZERS, type TrainOptions, type TrainReport } from '../../../src/train/types.ts';
import { reductions } from '../../../reductions/index.ts';
import { FANO, planted, splittingPoints } from '../instances.ts';
import { reportOf as checkedReport } from '../report.ts';
import { anyInstance, truthTable } from './instances.ts';

/** Trains sigmoids. */
const reportOf = (instance: TrainingInstance, options: Partial<TrainOptions> = {}): Promise<TrainReport> =>
  checkedReport(instance, { epochs: 1000, relaxation: 'sigmoid', ...options });

const units = (...sizes: readonly number[]): Layer[] =>
  sizes.map((size) => ({ units: size, family: 'threshold' }));
const parity = (bits: readonly number[]): string => String(bits.reduce((a, b) => a ^ b));

describe('what can be learned', () => {
  const xor = truthTable(2, units(2, 1), parity);

  test.each(OPTIMIZERS)('XOR by two units and a free output, %s', async (optimizer) => {
    for (const relaxation of ['sigmoid', 'tanh'] as const) {
      const report = await reportOf(xor, { optimizer, relaxation, restarts: 32, epochs: 2000 });
      expect(report.successes, relaxation).toBeGreaterThan(0);
      expect(report).toMatchObject({ optimizer, bestRight: 4, exactStimuli: true });
    }
  });

  test.each(FLOAT_RELAXATIONS)(
    'an easy layer of units under every loss and optimiser, %s',
    async (relaxation) => {
      const instance = truthTable(3, units(4, 1), (bits) => String(Number(bits.reduce((a, b) => a + b) > 1)));
      for (const loss of LOSSES)
        for (const optimizer of OPTIMIZERS) {
          const report = await reportOf(instance, { relaxation, loss, optimizer, restarts: 16 });
          expect(report.successes, `${loss} ${optimizer}`).toBeGreaterThan(0);
        }
    },
  );

  test.each([
    ['three layers', 3, units(4, 3, 1)],
    ['four layers', 3, units(5, 4, 3, 1)],
    ['64 hidden units', 5, units(64, 1)],
    ['a parity of hidden units', 3, [...units(3), { units: 1, family: 'xor' as const }]],
    ['a majority of hidden units', 3, [...units(5), { units: 1, family: 'majority' as const }]],
    [
      'ORs of ANDs',
      3,
      [...units(4), { units: 4, family: 'and' as const }, { units: 1, family: 'or' as const }],
    ],
  ])('the parity of some bits: %s', async (_, n, layers) => {
    expect(
      (await reportOf(truthTable(n, layers, parity), { restarts: 32, epochs: 2000 })).successes,
    ).toBeGreaterThan(0);
  });

  test.each<[NodeFamily]>([['boolean'], ['and-or']])(
    'networks without threshold units: %s',
    async (family) => {
      const layers = [
        { units: 2, family },
        { units: 1, family },
      ];
      const all = await reportOf(truthTable(3, layers, (bits) => String(Number(bits.every(Boolean)))));
      expect(all.successes).toBeGreaterThan(0);
      const none = await reportOf(truthTable(3, layers, (bits) => String(Number(!bits.some(Boolean)))));
      expect(none.successes > 0).toBe(family === 'boolean');
    },
  );

  test('gates alone, which leave nothing to train, are right or wrong', async () => {
    const gate = [{ units: 1, family: 'nand' as const }];
    const right = truthTable(2, gate, (bits) => String(Number(!bits.every(Boolean))));
    expect(await reportOf(right, { epochs: 3 })).toMatchObject({ successes: 8, epochs: 8 });
    expect(await reportOf(truthTable(2, gate, parity), { epochs: 3 })).toMatchObject({
      successes: 0,
      bestRight: 3,
    });
  });

  test('several outputs, one of them read by another, with don’t-cares', async () => {
    const network = {
      inputs: 2,
      nodes: [
        { id: 'h', from: [0, 1], family: 'threshold' as const },
        { id: 'x', from: [0, 1, 2], family: 'threshold' as const },
        { id: 'y', from: [3, 2], family: 'threshold' as const },
      ],
      outputs: [2, 1],
    };
    // x is the parity, which needs h; y is its opposite.
    const examples = ['00', '01', '10', '11'].map((stimulus, e) => ({
      stimulus,
      response: ['10', '01', '*1', '1*'][e]!,
    }));
    const instance: TrainingInstance = { architecture: network, examples, require: 'all' };
    expect((await reportOf(instance, { restarts: 32, epochs: 2000 })).successes).toBeGreaterThan(0);
  });

  test('rational stimuli through two layers', async () => {
    const examples = [-9, -5, -1, 4, 8, 12].map((x, e) => ({
      stimulus: [rational(BigInt(x), 7n), rational(BigInt(e * e), 3n)],
      response: String(e % 2),
    }));
    const instance: TrainingInstance = { architecture: layered(2, units(6, 1)), examples, require: 'all' };
    const report = await reportOf(instance, { restarts: 32, epochs: 4000, relaxation: 'tanh' });
    expect(report.successes).toBeGreaterThan(0);
  });

  test('Judd’s networks, one support cone a clause', async () => {
    const loading = reductions.find(({ name }) => name === '3-sat-to-loading')!;
    const formula = {
      variables: 3,
      clauses: [
        [1, 2, 3],
        [-1, 2, -3],
        [1, -2, 3],
      ],
    };
    const instance = loading.reduce(formula) as TrainingInstance;
    const report = await reportOf(instance, { restarts: 64, epochs: 2000 });
    expect(report.successes).toBeGreaterThan(0);
  });

  test('examples by weight, of which a part is enough', async () => {
    const instance: TrainingInstance = {
      architecture: layered(1, units(2, 1)),
      examples: [
        { stimulus: '0', response: '0' },
        { stimulus: '1', response: '1', weight: 9 },
        { stimulus: '1', response: '0' },
      ],
      require: { atLeast: 10 },
    };
    const balanced = await reportOf(instance);
    expect(balanced.successes).toBeGreaterThan(0);
    expect(await reportOf({ ...instance, require: 'all' })).toMatchObject({ successes: 0, bestRight: 2 });
  });
});

describe('what cannot be learned is never reported as learned', () => {
  test.each(FLOAT_RELAXATIONS)('%s', async (relaxation) => {
    for (const loss of LOSSES) {
      const options = { relaxation, loss, restarts: 16, epochs: 300 };
      expect((await reportOf(truthTable(2, units(1), parity), options)).successes).toBe(0);
      expect((await reportOf(splittingPoints(7, FANO), options)).successes).toBe(0);
      // Two thresholds in a row of one unit each do no more than one.
      expect((await reportOf(truthTable(2, units(1, 1, 1), parity), options)).successes).toBe(0);
    }
  });

  test('whatever the network: a success is right, and the hard pass of the kernel is the evaluation', async () => {
    let solved = 0;
    await fc.assert(
      fc.asyncProperty(anyInstance, fc.constantFrom(...FLOAT_RELAXATIONS), async (instance, relaxation) => {
        const report = await reportOf(
          { ...instance, require: 'all' },
          { relaxation, restarts: 4, epochs: 60 },
        );
        solved += report.successes;
      }),
      { numRuns: 60 },
    );
    expect(solved).toBeGreaterThan(0);
  });
});

describe('which core trains what', () => {
  const pair = planted(8, 1, 1);
  const short = { restarts: 4, epochs: 5, relaxation: undefined };

  test('the noisy AND where there is one and nothing else is asked for', async () => {
    const names = async (options: Partial<TrainOptions>) =>
      (await reportOf(pair, { ...short, ...options })).relaxation;
    expect(await names({})).toBe('AND of 2 units on the labels');
    expect(await names({ relaxation: 'noisy-and' })).toBe('AND of 2 units on the labels');
    expect(await names({ loss: 'hinge' })).toBe('sigmoid units, hinge loss');
    expect(await names({ hyperparameters: { batch: 7 } })).toBe('sigmoid units, logistic loss');
    expect(await names({ relaxation: 'tanh', loss: 'mse' })).toBe('tanh units, squared error');
    const deep = await reportOf(truthTable(2, units(2, 2, 1), parity), short);
    expect(deep.relaxation).toBe('sigmoid units, logistic loss');
  });

  test('the noisy AND, asked for by name, of a network that has none', async () => {
    const options = {
      ...short,
      optimizer: 'adam',
      seed: 0,
      backend: 'cpu',
      relaxation: 'noisy-and',
    } as const;
    const result = await train(truthTable(2, units(2, 2, 1), parity), options);
    expect(result).toMatchObject({
      supported: false,
      reason: expect.stringContaining('one layer under one output'),
    });
  });

  test('hyperparameters that are asked for are used, and reported', async () => {
    const hyperparameters = {
      rate: 0.5,
      beta1: 0.25,
      init: 'glorot',
      steepness: [3, 4],
      balanced: false,
      batch: 2,
    } as const;
    const report = await reportOf(pair, { ...short, relaxation: 'sigmoid', hyperparameters });
    expect(report.hyperparameters).toMatchObject(hyperparameters);
    const other = await reportOf(pair, { ...short, relaxation: 'sigmoid' });
    expect(other.best).not.toEqual(report.best);
  });

  test.each<[Partial<TrainOptions>, string]>([
    [
      { relaxation: 'sigmod' as 'sigmoid' },
      'relaxation: expected one of noisy-and, sigmoid, tanh, relu, straight-through, found "sigmod"',
    ],
    [{ loss: 'log' as 'mse' }, 'loss: expected one of logistic, hinge, mse, found "log"'],
    [{ relaxation: 'noisy-and', loss: 'mse' }, 'loss: expected logistic for the noisy AND, found "mse"'],
    [
      { relaxation: 'noisy-and', hyperparameters: { batch: 3 } },
      'batch: expected 0, as adam does in fixed point, found 3',
    ],
  ])('refuses %j', async (options, message) => {
    await expect(reportOf(pair, options)).rejects.toThrow(message);
  });
});

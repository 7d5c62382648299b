// `train` end to end on the CPU: success is a hard network that is right, and never anything else.
import { describe, expect, test } from 'vitest';
import { rational } from '../../src/exact/rational.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import {
  OUTPUT_FAMILIES,
  shallowInstance,
  shallowParts,
  type OutputFamily,
  type ShallowInstance,
} from '../../src/problem/training/shallow.ts';
import { train } from '../../src/train/index.ts';
import { OPTIMIZERS, type Optimizer } from '../../src/train/types.ts';
import { FANO, planted, rationalPoints, splittingPoints } from './instances.ts';
import { reportOf } from './report.ts';

const points = (entries: Record<string, string>, hidden: number, output: OutputFamily): ShallowInstance =>
  shallowInstance({
    inputs: Object.keys(entries)[0]?.length ?? 0,
    hidden,
    output,
    examples: Object.entries(entries).map(([stimulus, response]) => ({ stimulus, response })),
  });

const XOR = { '00': '0', '01': '1', '10': '1', '11': '0' };

test('a report says whether stimuli were rounded for the search', async () => {
  const points = (...values: readonly bigint[]): TrainingInstance =>
    shallowInstance({
      inputs: 1,
      hidden: 0,
      output: 'threshold',
      examples: values.map((v, e) => ({ stimulus: [rational(v, 7n)], response: e === 0 ? '0' : '1' })),
    });
  expect(await reportOf(points(-3n, 5n, 6n))).toMatchObject({ exactStimuli: true, successes: 8 });
  expect(await reportOf(points(-1_000_003n, 5n, 999_999n))).toMatchObject({
    exactStimuli: false,
    bestRight: 3,
  });
});

describe('what can be learned', () => {
  test.each(OPTIMIZERS)('%s learns a small set splitting', async (optimizer) => {
    const report = await reportOf(planted(8, 1, 1), { optimizer, restarts: 64, epochs: 1000 });
    expect(report.successes).toBeGreaterThan(0);
    expect(report).toMatchObject({ optimizer, restarts: 64, bestRight: 17, interrupted: false });
  });

  test('the strong default on planted set splitting: counts are pinned, they are the same everywhere', async () => {
    const reports = [];
    for (const seed of [0, 1, 2, 3])
      reports.push(await reportOf(planted(30, 1.8, seed), { restarts: 32, epochs: 2000 }));
    expect(reports.map(({ successes }) => successes)).toEqual([32, 30, 28, 32]);
  });

  test.each<[Optimizer, readonly number[]]>([
    ['adam', [16, 16, 16, 16]],
    ['adam-0.999', [16, 16, 15, 14]],
    ['irprop-', [16, 16, 16, 16]],
    ['lion', [15, 16, 16, 16]],
    ['normalised', [16, 16, 14, 16]],
    ['momentum', [15, 16, 6, 5]],
    ['sgd', [16, 16, 16, 16]],
    ['gd', [13, 0, 0, 0]],
  ])(
    '%s on planted set splitting of 10 and 20 elements: counts are pinned, too',
    async (optimizer, wanted) => {
      const counts = [];
      for (const n of [10, 20])
        for (const seed of [4, 5]) {
          const { successes } = await reportOf(planted(n, 1.4, seed), {
            optimizer,
            restarts: 16,
            epochs: 1000,
          });
          counts.push(successes);
        }
      expect(counts).toEqual(wanted);
    },
  );

  test.each(OUTPUT_FAMILIES.filter((family) => family !== 'xor'))(
    'XOR or XNOR through %s',
    async (output) => {
      // An AND and a NOR of two units can do XOR; NAND, OR and a free output can do both.
      const report = await reportOf(points(XOR, 2, output));
      expect(report.successes).toBeGreaterThan(0);
    },
  );

  test('one hidden unit, whatever its output', async () => {
    for (const output of OUTPUT_FAMILIES) {
      const report = await reportOf(points({ '00': '0', '01': '1', '10': '1', '11': '1' }, 1, output));
      expect(report.successes).toBe(8);
    }
  });

  test('a free output falls back to a NAND, and counts the epochs of both', async () => {
    // The negatives lie between the positives: no intersection of half-lines, but the complement of one.
    const instance = shallowInstance({
      inputs: 1,
      hidden: 2,
      output: 'threshold',
      examples: [0, 3, 5, 9].map((x) => ({
        stimulus: [rational(BigInt(x), 2n)],
        response: x === 0 || x === 9 ? '1' : '0',
      })),
    });
    const report = await reportOf(instance);
    expect(report.relaxation).toBe('AND of 2 units on the complemented labels');
    expect(report.successes).toBeGreaterThan(0);
    expect(report.epochs).toBeGreaterThan(8 * 300);
    expect(shallowParts(report.best).output).toEqual({ weights: [-1n, -1n], threshold: -1n });
  });

  test('rational stimuli with tiny differences', async () => {
    const third = (a: number) => [rational(BigInt(a), 3000n), rational(1n, 7n)];
    const report = await reportOf(
      shallowInstance({
        inputs: 2,
        hidden: 0,
        output: 'threshold',
        examples: [
          { stimulus: third(1000), response: '0' },
          { stimulus: third(1001), response: '1' },
          { stimulus: third(1050), response: '1' },
        ],
      }),
      { epochs: 5000 },
    );
    expect(report.successes).toBeGreaterThan(0);
  });

  test('a range of values that packing has to round', async () => {
    const at = (x: number) => [rational(BigInt(x), 1n)];
    const report = await reportOf(
      shallowInstance({
        inputs: 1,
        hidden: 0,
        output: 'threshold',
        examples: [
          { stimulus: at(-5), response: '0' },
          { stimulus: at(123_456_789), response: '1' },
          { stimulus: at(100_000_007), response: '1' },
        ],
      }),
    );
    expect(report.successes).toBe(8);
  });
});

describe('where some examples may be wrong', () => {
  /** An AND, and one example more that contradicts its positive one. */
  const noisy = (
    require: TrainingInstance['require'],
    weights: readonly number[] = [1, 1],
  ): TrainingInstance => ({
    ...shallowInstance({
      inputs: 2,
      hidden: 0,
      output: 'threshold',
      examples: [
        { stimulus: '00', response: '0' },
        { stimulus: '01', response: '0' },
        { stimulus: '10', response: '0' },
        { stimulus: '11', response: '1', weight: weights[0] },
        { stimulus: '11', response: '0', weight: weights[1] },
      ],
    }),
    require,
  });

  test('a success gets enough right', async () => {
    const enough = await reportOf(noisy({ atLeast: 4 }));
    expect(enough).toMatchObject({ bestRight: 4 });
    expect(enough.successes).toBeGreaterThan(0);
    expect((await reportOf(noisy({ fraction: rational(4n, 5n) }))).successes).toBe(enough.successes);
    expect(await reportOf(noisy({ fraction: rational(81n, 100n) }))).toMatchObject({ successes: 0 });
    expect(await reportOf(noisy('all'))).toMatchObject({ successes: 0, bestRight: 4 });
  });

  test('by weight, and then the best network is one that does', async () => {
    const either = (await reportOf(noisy({ atLeast: 4 }), { restarts: 64 })).successes;
    const first = (await reportOf(noisy({ atLeast: 8 }, [5, 1]), { restarts: 64 })).successes;
    const second = (await reportOf(noisy({ atLeast: 8 }, [1, 5]), { restarts: 64 })).successes;
    expect(first + second).toBe(either);
    expect(Math.max(first, second)).toBeGreaterThan(0);
    expect(await reportOf(noisy({ atLeast: 9 }, [5, 1]))).toMatchObject({ successes: 0 });
  });
});

describe('what cannot be learned is never reported as learned', () => {
  test.each(OPTIMIZERS)('XOR by a perceptron, %s', async (optimizer) => {
    const report = await reportOf(points(XOR, 0, 'threshold'), { optimizer });
    expect(report.successes).toBe(0);
    expect(report.bestRight).toBeLessThanOrEqual(3);
    expect(report.restartsToFirstSuccess).toBeNull();
    expect(report.epochs).toBe(8 * 300);
  });

  test('the Fano plane by an AND of two units; three units do it', async () => {
    expect((await reportOf(splittingPoints(7, FANO), { restarts: 64 })).successes).toBe(0);
    expect((await reportOf(splittingPoints(7, FANO, 'and', 3), { epochs: 2000 })).successes).toBeGreaterThan(
      0,
    );
  });

  test('contradicting examples', async () => {
    const instance = points({ '0': '0', '1': '1' }, 2, 'and');
    const report = await reportOf({
      ...instance,
      examples: [...instance.examples, { stimulus: '1', response: '0' }, { stimulus: '0', response: '0' }],
    });
    expect(report).toMatchObject({ successes: 0, bestRight: 3 });
  });

  test('labels that an instance’s rounded points would satisfy but its points do not', async () => {
    const at = (x: number) => [rational(BigInt(x), 1n)];
    const report = await reportOf(
      shallowInstance({
        inputs: 1,
        hidden: 0,
        output: 'threshold',
        examples: [
          { stimulus: at(0), response: '0' },
          { stimulus: at(500_000), response: '1' },
          { stimulus: at(500_001), response: '0' },
          { stimulus: at(1_000_000), response: '1' },
        ],
      }),
    );
    expect(report).toMatchObject({ successes: 0, bestRight: 3 });
  });
});

describe('edge cases', () => {
  const empty = shallowInstance({ inputs: 3, hidden: 2, output: 'threshold', examples: [] });

  test('no examples', async () => {
    expect(await reportOf(empty)).toMatchObject({ successes: 8, bestRight: 0, restartsToFirstSuccess: 1 });
  });

  test('don’t-cares only, and one don’t-care among others', async () => {
    expect(await reportOf(points({ '01': '*' }, 2, 'or'))).toMatchObject({ successes: 8, bestRight: 1 });
    const report = await reportOf(points({ ...XOR, '11': '*' }, 0, 'threshold'));
    expect(report).toMatchObject({ successes: 8, bestRight: 4 });
  });

  test.each(['0', '1'])('one label only: %s', async (label) => {
    const report = await reportOf(points({ '01': label, '11': label }, 2, 'and'));
    expect(report).toMatchObject({ successes: 8, bestRight: 2 });
  });

  test('no inputs', async () => {
    const instance = shallowInstance({ ...empty, inputs: 0, examples: [{ stimulus: '', response: '1' }] });
    expect((await reportOf(instance)).successes).toBe(8);
    const both: TrainingInstance = {
      ...instance,
      examples: [...instance.examples, { stimulus: '', response: '0' }],
    };
    expect(await reportOf(both)).toMatchObject({ successes: 0, bestRight: 1 });
  });

  test('an XOR of two units has no noisy AND; sigmoids learn it', async () => {
    const instance = points(XOR, 2, 'xor');
    const options = { restarts: 8, epochs: 500, optimizer: 'adam', seed: 0, backend: 'cpu' } as const;
    const result = await train(instance, { ...options, relaxation: 'noisy-and' });
    expect(result).toEqual({ supported: false, reason: expect.stringContaining('XOR of 2') });
    const report = await reportOf(instance, options);
    expect(report.relaxation).toBe('sigmoid units, logistic loss');
    expect(report.successes).toBeGreaterThan(0);
  });

  test.each([
    [{ restarts: 0 }, 'restarts: expected an integer from 1 to 2147483647, found 0'],
    [{ epochs: 1.5 }, 'epochs: expected an integer from 1 to 10000000, found 1.5'],
    [{ seed: -1 }, 'seed: expected an integer from 0 to 4294967295, found -1'],
    [{ seed: 2 ** 32 }, 'seed: expected an integer from 0 to 4294967295, found 4294967296'],
    [
      { optimizer: 'adagrad' as 'adam' },
      'optimizer: expected one of adam, adam-0.999, irprop-, lion, normalised, momentum, sgd, gd, found "adagrad"',
    ],
  ])('refuses %j', async (options, message) => {
    await expect(reportOf(empty, options)).rejects.toThrow(message);
  });
});

describe('runs', () => {
  test('the reference engine gives the same report', async () => {
    const instance = rationalPoints(3, 12, 4);
    const cpu = await reportOf(instance);
    const reference = await reportOf(instance, { backend: 'reference' });
    expect(reference).toEqual({ ...cpu, backend: expect.anything(), milliseconds: expect.any(Number) });
    expect(reference.backend.kind).toBe('reference');
  });

  test('more restarts only add to fewer', async () => {
    const instance = planted(20, 1.5, 5);
    const few = await reportOf(instance, { restarts: 10, epochs: 1000 });
    const many = await reportOf(instance, { restarts: 30, epochs: 1000 });
    expect(many.successes).toBeGreaterThanOrEqual(few.successes);
    expect(few.restartsToFirstSuccess).not.toBeNull();
    expect(many.restartsToFirstSuccess).toBe(few.restartsToFirstSuccess);
    expect(many.best).toEqual(few.best);
  });

  test.each(['cpu', 'reference'] as const)('progress only grows, and ends at 1 (%s)', async (backend) => {
    const shares: number[] = [];
    await reportOf(splittingPoints(7, FANO, 'threshold'), {
      backend,
      restarts: 40,
      epochs: 100,
      onProgress: (share) => shares.push(share),
    });
    expect(shares.length).toBeGreaterThan(1);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  test.each(['cpu', 'reference'] as const)('stops cleanly in the middle (%s)', async (backend) => {
    const abort = new AbortController();
    const report = await reportOf(splittingPoints(7, FANO), {
      backend,
      restarts: 100_000,
      epochs: 1_000_000,
      signal: abort.signal,
      onProgress: (share) => {
        if (share > 0) abort.abort();
      },
    });
    expect(report).toMatchObject({ interrupted: true, successes: 0 });
    expect(report.restarts).toBeLessThan(100_000);
    expect(report.epochs).toBeGreaterThan(0);
    expect(report.bestRight).toBeGreaterThan(7);
  });

  test('stopped before it began, it reports the initial weights', async () => {
    const report = await reportOf(splittingPoints(7, FANO), { signal: AbortSignal.abort() });
    expect(report).toMatchObject({ interrupted: true, restarts: 0, epochs: 0, successes: 0 });
  });
});

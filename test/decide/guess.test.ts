// Guesses by gradient descent: what they find is right, what they cannot find they leave, and the clock ends them.
import { describe, expect, test } from 'vitest';
import { families } from '../../instances/families/index.ts';
import { decideInThread } from '../../src/decide/engine.ts';
import { Guess } from '../../src/decide/guess.ts';
import { checkConfiguration } from '../../src/problem/training/evaluate.ts';
import { labelledPoints } from '../../src/problem/training/points.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { createSolver } from '../../src/solver/create.ts';
import { booleanInstance, cube, FANO, rationalInstance, setSystemPoints } from '../instances.ts';

const guess = (instance: TrainingInstance): Guess => new Guess(instance, labelledPoints(instance));
const never = (): boolean => false;

const planted = (n: number, m: number): TrainingInstance =>
  families
    .find(({ name }) => name === 'planted-halfspaces')!
    .generate({ n, m, units: 2, margin: 2, noise: 0 }, 1).instance as TrainingInstance;

/** The configuration of some guess within a few rounds. */
async function found(instance: TrainingInstance) {
  const guesses = guess(instance);
  for (let round = 0; round < 8; round++) {
    const configuration = await guesses.round(never);
    if (configuration) return configuration;
  }
  return undefined;
}

describe('what is found is right on every example', () => {
  test.each<[string, TrainingInstance]>([
    ['planted halfspaces', planted(10, 60)],
    [
      'an OR of two units',
      {
        ...booleanInstance(
          2,
          'or',
          cube(3).map((x) => [x, x === '000' ? 0 : 1]),
        ),
      },
    ],
    [
      'one unit',
      booleanInstance(
        0,
        'threshold',
        cube(4).map((x) => [x, x.startsWith('11') ? 1 : 0]),
      ),
    ],
    [
      'a free output',
      booleanInstance(
        2,
        'threshold',
        cube(2).map((x) => [x, x === '01' || x === '10' ? 1 : 0]),
      ),
    ],
    [
      'fractions',
      rationalInstance(2, 'and', [
        [[[1, 3]], 0],
        [[[1, 2]], 1],
        [[[2, 3]], 0],
      ]),
    ],
  ])('%s', async (_name, instance) => {
    const configuration = await found(instance);
    expect(configuration).toBeDefined();
    expect(checkConfiguration(instance, configuration!)).toEqual({ ok: true });
    expect(await found(instance)).toEqual(configuration);
  });
});

describe('nothing is found', () => {
  test('where there is nothing', async () => {
    expect(await found(booleanInstance(2, 'and', setSystemPoints(7, FANO)))).toBeUndefined();
  });

  test('under an XOR of units, which is not trained, and of a network too large for a guess: at once', async () => {
    let asked = 0;
    const count = (): boolean => (asked++, false);
    const xor = booleanInstance(
      2,
      'xor',
      cube(3).map((x, e) => [x, (e & 1) as 0 | 1]),
    );
    expect(await guess(xor).round(count)).toBeUndefined();
    const wide = 'x'.repeat(400);
    const large = booleanInstance(
      40,
      'and',
      Array.from({ length: 400 }, (_, e) => [[...wide].map((_c, j) => ((j ^ e) & 1).toString()).join(''), 1]),
    );
    expect(await guess(large).round(count)).toBeUndefined();
    expect(asked).toBe(0);
  });

  test('once the clock has run out, at whatever moment', async () => {
    const instance = booleanInstance(2, 'and', setSystemPoints(7, FANO));
    let asked = 0;
    await guess(instance).round(() => (asked++, false));
    expect(asked).toBeGreaterThan(10);
    for (const moment of [0, 1, asked - 1]) {
      let left = moment;
      expect(await guess(instance).round(() => --left < 0)).toBeUndefined();
      expect(left).toBe(-1);
    }
  });
});

test('a decision whose SAT engine comes to nothing ends with a guess, checked like any other answer', async () => {
  const instance = planted(10, 60);
  const verdict = await decideInThread(instance, {
    solver: 'cdcl',
    expired: never,
    async makeSolver(name, options) {
      const solver = await createSolver(name, options);
      // It has had enough looks, always.
      return Object.assign(solver, {
        solve: async () => {
          while (options.observer!.onPartial(0, new Int32Array(0)));
          return 'unknown';
        },
      });
    },
  });
  expect(verdict).toMatchObject({ answer: 'yes', checked: 'configuration (exact)' });
  if (verdict.answer === 'yes')
    expect(checkConfiguration(instance, verdict.configuration)).toEqual({ ok: true });
});

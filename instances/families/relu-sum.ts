// Boolean points with the sums of hidden rectified linear units.
import * as z from 'zod';
import { Random, distinct } from '../../src/random.ts';
import type { Family } from './family.ts';
import { toRationals } from './open-hemisphere.ts';
import { atMost, integer, readParameters, record } from './parameters.ts';

const parameters = z.strictObject({
  n: integer(0, 1000, 4, 'inputs'),
  m: integer(0, 10_000, 10, 'examples'),
  units: integer(0, 64, 2, 'units'),
});

/** Weights and biases are drawn from -SIZE … SIZE. */
const SIZE = 3;

/** m different points, uniformly, and at each the sum of units with weights and biases from -3 to 3. */
export const reluSumPlantedFamily: Family = {
  name: 'relu-sum-planted',
  problem: 'relu-sum',
  summary: 'points with the sums of hidden rectified linear units',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, m, units: count } = settings;
    atMost('--m', m, 2 ** n, `different points of ${n} bits`);
    const random = new Random(seed);
    const draw = (): number => random.below(2 * SIZE + 1) - SIZE;
    const units = Array.from({ length: count }, () => ({
      weights: Array.from({ length: n }, draw),
      bias: draw(),
    }));
    const examples = distinct(m, () => random.bits(n)).map((stimulus) => {
      const values = units.map(({ weights, bias }) =>
        weights.reduce((sum, w, j) => (stimulus[j] === '1' ? sum + w : sum), bias),
      );
      const [target] = toRationals([values.reduce((sum, value) => sum + Math.max(0, value), 0)]);
      return { stimulus, target };
    });
    const witness = {
      units: units.map(({ weights, bias }) => ({
        weights: toRationals(weights),
        bias: toRationals([bias])[0],
      })),
    };
    const known = { answer: 'yes', known: 'planted units', witness } as const;
    return record('relu-sum-planted', settings, seed, known, { inputs: n, units: count, examples });
  },
};

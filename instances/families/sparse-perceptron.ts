// Boolean points labelled by a hidden unit that reads few of its inputs.
import * as z from 'zod';
import { Random, distinct } from '../../src/random.ts';
import type { Family } from './family.ts';
import { atMost, integer, readParameters, record } from './parameters.ts';

const parameters = z.strictObject({
  n: integer(1, 2000, 8, 'inputs'),
  m: integer(0, 100_000, 16, 'examples'),
  k: integer(0, 2000, 2, 'inputs of nonzero weight'),
});

/** Weights are drawn from -WEIGHT … WEIGHT without 0. */
const WEIGHT = 9;

/**
 * A unit with nonzero weights from -9 to 9 on k random inputs and its threshold next to half their sum; m different points,
 * uniformly, with the unit's answers.
 */
export const sparsePerceptronPlantedFamily: Family = {
  name: 'sparse-perceptron-planted',
  problem: 'sparse-perceptron',
  summary: 'points labelled by a hidden unit with k nonzero weights',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, m, k } = settings;
    atMost('--k', k, n, 'inputs of nonzero weight');
    atMost('--m', m, 2 ** n, `different points of ${n} bits`);
    const random = new Random(seed);
    const weights = Array.from({ length: n }, () => 0);
    for (const i of random.subset(k, n))
      weights[i] = (1 + random.below(WEIGHT)) * (random.below(2) === 0 ? 1 : -1);
    const threshold = Math.floor(weights.reduce((sum, w) => sum + w, 0) / 2) + random.below(2);
    const examples = distinct(m, () => random.bits(n)).map((stimulus) => {
      const sum = weights.reduce((total, w, i) => (stimulus[i] === '1' ? total + w : total), 0);
      return { stimulus, response: sum >= threshold ? '1' : '0' };
    });
    const witness = { weights: weights.map(BigInt), threshold: BigInt(threshold) };
    const known = { answer: 'yes', known: 'planted unit', witness } as const;
    return record('sparse-perceptron-planted', settings, seed, known, { inputs: n, examples, nonzero: k });
  },
};

// Random systems of 3-element sets to be hit by few elements.
import * as z from 'zod';
import { Random, distinct } from '../../src/random.ts';
import type { Family } from './family.ts';
import { atMost, fraction, integer, readParameters, record } from './parameters.ts';

const parameters = z.strictObject({
  n: integer(3, 2000, 20, 'elements'),
  ratio: fraction(0, 1000, 2, 'sets per element; there are round(ratio n) sets'),
  size: integer(0, 2000, 9, 'elements that may be chosen'),
});

/**
 * round(ratio n) different 3-element sets, uniformly: the systems of the family set-splitting with the same seed. All
 * sizes of one seed ask about the same sets, so that the answer turns from NO to YES at the size of a smallest hitting set.
 */
export const hittingSetFamily: Family = {
  name: 'hitting-set',
  problem: 'hitting-set',
  summary: 'random 3-element sets, each to be hit by one of few elements',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, ratio, size } = settings;
    const count = Math.round(ratio * n);
    atMost('--ratio', count, (n * (n - 1) * (n - 2)) / 6, `sets of 3 of ${n} elements`);
    const random = new Random(seed);
    const sets = distinct(count, () => random.subset(3, n));
    const known = { answer: null, known: 'not known' } as const;
    return record('hitting-set', settings, seed, known, { elements: n, sets, size });
  },
};

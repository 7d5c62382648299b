// Set systems of random 3-element sets, with a planted exact cover or without.
import * as z from 'zod';
import { InputError } from '../../src/problem/errors.ts';
import type { Family } from './family.ts';
import { atMost, fraction, integer, readParameters, record } from './parameters.ts';
import { triples } from './set-splitting.ts';
import { Random, distinct } from '../../src/random.ts';

const parameters = z.strictObject({
  n: integer(3, 3000, 30, 'elements'),
  ratio: fraction(0, 1000, 2.4, 'sets per element; there are round(ratio n) sets'),
  planted: integer(0, 1, 1, 'sets: 0 = any, 1 = a random partition among them'),
});

/**
 * Exact cover by 3-sets: round(ratio n) different 3-element sets, uniformly, or those of a random partition and others
 * uniformly. Without one half of the systems have an exact cover near ratio 2.4 at n = 30; when 3 does not divide n
 * none has.
 */
export const exactCoverFamily: Family = {
  name: 'exact-cover',
  problem: 'exact-cover',
  summary: 'random 3-element sets, with a hidden partition among them or without',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, ratio, planted } = settings;
    const count = Math.round(ratio * n);
    atMost('--ratio', count, triples(n), `sets of 3 of ${n} elements`);
    const random = new Random(seed);
    if (planted === 0) {
      const sets = distinct(count, () => random.subset(3, n));
      const known =
        n % 3 === 0
          ? ({ answer: null, known: 'not known' } as const)
          : ({ answer: 'no', known: 'theorem: disjoint sets of 3 have a multiple of 3 elements' } as const);
      return record('exact-cover', settings, seed, known, { elements: n, sets });
    }
    if (n % 3 > 0) throw new InputError('--n', `expected a multiple of 3 for a planted cover, found ${n}`);
    if (count < n / 3)
      throw new InputError('--ratio', `expected at least ${n / 3} sets for a planted cover, found ${count}`);
    const order = random.shuffled(Array.from({ length: n }, (_, i) => i));
    const partition = Array.from({ length: n / 3 }, (_, i) =>
      order.slice(3 * i, 3 * i + 3).sort((a, b) => a - b),
    );
    const blocks = new Set(partition.map(String));
    const others = distinct(count - n / 3, () => {
      const set = random.subset(3, n);
      return blocks.has(String(set)) ? undefined : set;
    });
    const sets = random.shuffled([...partition, ...others]);
    const chosen = sets.map((set) => blocks.has(String(set)));
    const known = { answer: 'yes', known: 'planted partition', witness: { chosen } } as const;
    return record('exact-cover', settings, seed, known, { elements: n, sets });
  },
};

// Set systems of random 3-element sets: uniform ones, and ones with a planted partition.
import * as z from 'zod';
import type { Family } from './family.ts';
import { atMost, fraction, integer, readParameters, record } from './parameters.ts';
import { Random, distinct } from '../../src/random.ts';

const parameters = z.strictObject({
  n: integer(3, 2000, 30, 'elements'),
  ratio: fraction(0, 1000, 1.9, 'sets per element; there are round(ratio n) sets'),
});

/** The number of 3-element subsets of n elements. */
export const triples = (n: number): number => (n * (n - 1) * (n - 2)) / 6;

/**
 * round(ratio n) different 3-element sets, uniformly. Splittable instances turn into unsplittable ones near
 * ratio 2.1 for large n (Achlioptas, Chtcherba, Istrate and Moore, SODA 2001); half of them are splittable near
 * ratio 2.3 at n = 20, 2.2 at n = 40 and 2.1 at n = 100.
 */
export const setSplittingFamily: Family = {
  name: 'set-splitting',
  problem: 'set-splitting',
  summary: 'random 3-element sets; half are splittable near ratio 2.1',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, ratio } = settings;
    const count = Math.round(ratio * n);
    atMost('--ratio', count, triples(n), `sets of 3 of ${n} elements`);
    const random = new Random(seed);
    const sets = distinct(count, () => random.subset(3, n));
    const known = { answer: null, known: 'not known' } as const;
    return record('set-splitting', settings, seed, known, { elements: n, sets });
  },
};

/**
 * A random partition into halves, then round(ratio n) different 3-element sets, uniformly among those it
 * splits.
 */
export const setSplittingPlantedFamily: Family = {
  name: 'set-splitting-planted',
  problem: 'set-splitting',
  summary: 'random 3-element sets that a hidden partition splits',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, ratio } = settings;
    const count = Math.round(ratio * n);
    const half = Math.floor(n / 2);
    const total = triples(n) - triples(half) - triples(n - half);
    atMost('--ratio', count, total, `sets of 3 of ${n} elements that meet both halves`);
    const random = new Random(seed);
    const first = random.shuffled(Array.from({ length: n }, (_, i) => i < half));
    const sets = distinct(count, () => {
      const set = random.subset(3, n);
      return new Set(set.map((element) => first[element])).size === 2 ? set : undefined;
    });
    const known = { answer: 'yes', known: 'planted partition', witness: { first } } as const;
    return record('set-splitting-planted', settings, seed, known, { elements: n, sets });
  },
};

// Random graphs with a given number of edges, with a planted independent set or without.
import * as z from 'zod';
import type { Family } from './family.ts';
import { atMost, fraction, integer, readParameters, record } from './parameters.ts';
import { Random, distinct } from '../../src/random.ts';

const parameters = z.strictObject({
  n: integer(1, 5000, 40, 'vertices'),
  degree: fraction(0, 5000, 4, 'average degree; there are round(degree n / 2) edges'),
  size: integer(0, 5000, 20, 'vertices to be chosen'),
  planted: integer(0, 1, 1, 'edges: 0 = anywhere, 1 = not inside a random set of that size'),
});

/**
 * round(degree n / 2) different edges, uniformly, or uniformly among the pairs that are not inside a hidden set. At n = 40
 * and degree 4 the largest independent sets of random graphs have 18 or 19 vertices.
 */
export const independentSetFamily: Family = {
  name: 'independent-set',
  problem: 'independent-set',
  summary: 'random graphs with a given average degree, with a hidden independent set or without',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, degree, size, planted } = settings;
    const count = Math.round((degree * n) / 2);
    const random = new Random(seed);
    if (planted === 0) {
      atMost('--degree', count, (n * (n - 1)) / 2, `edges on ${n} vertices`);
      const edges = distinct(count, () => random.subset(2, n));
      const known = { answer: null, known: 'not known' } as const;
      return record('independent-set', settings, seed, known, { vertices: n, edges, size });
    }
    atMost('--size', size, n, `of the ${n} vertices in a planted set`);
    const total = (n * (n - 1) - size * (size - 1)) / 2;
    atMost('--degree', count, total, 'edges that are not inside the planted set');
    const chosen = random.shuffled(Array.from({ length: n }, (_, v) => v < size));
    const edges = distinct(count, () => {
      const edge = random.subset(2, n);
      return chosen[edge[0]!] && chosen[edge[1]!] ? undefined : edge;
    });
    const known = { answer: 'yes', known: 'planted independent set', witness: { chosen } } as const;
    return record('independent-set', settings, seed, known, { vertices: n, edges, size });
  },
};

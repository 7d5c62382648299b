// Random graphs of a given density, with a planted clique or without.
import * as z from 'zod';
import { InputError } from '../../src/problem/errors.ts';
import type { Family } from './family.ts';
import { atMost, fraction, integer, readParameters, record } from './parameters.ts';
import { Random } from '../../src/random.ts';

const parameters = z.strictObject({
  n: integer(1, 1000, 40, 'vertices'),
  density: fraction(0, 1, 0.5, 'share of the pairs of vertices that are edges'),
  size: integer(0, 1000, 9, 'vertices to be chosen'),
  planted: integer(0, 1, 1, 'edges: 0 = anywhere, 1 = all of a random set of that size, others anywhere'),
});

/**
 * round(density n (n - 1) / 2) different edges, uniformly, or all of a hidden set's and the others uniformly. At n = 40 and
 * density 1/2 the largest cliques of random graphs have 7 or 8 vertices.
 */
export const cliqueFamily: Family = {
  name: 'clique',
  problem: 'clique',
  summary: 'random graphs of a given density, with a hidden clique or without',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, density, size, planted } = settings;
    const count = Math.round((density * n * (n - 1)) / 2);
    const random = new Random(seed);
    const pairs = Array.from({ length: n }, (_, b) => Array.from({ length: b }, (_x, a) => [a, b])).flat();
    if (planted === 0) {
      const edges = random.shuffled(pairs).slice(0, count);
      const known = { answer: null, known: 'not known' } as const;
      return record('clique', settings, seed, known, { vertices: n, edges, size });
    }
    atMost('--size', size, n, `of the ${n} vertices in a planted clique`);
    const needed = (size * (size - 1)) / 2;
    if (count < needed)
      throw new InputError(
        '--density',
        `expected at least ${needed} edges for a clique of ${size} vertices, found ${count}`,
      );
    const chosen = random.shuffled(Array.from({ length: n }, (_, v) => v < size));
    const inside = (pair: readonly number[]): boolean => pair.every((v) => chosen[v]);
    const others = random.shuffled(pairs.filter((pair) => !inside(pair))).slice(0, count - needed);
    const edges = random.shuffled([...pairs.filter(inside), ...others]);
    const known = { answer: 'yes', known: 'planted clique', witness: { chosen } } as const;
    return record('clique', settings, seed, known, { vertices: n, edges, size });
  },
};

// Random graphs with a given number of edges, with a planted independent set or vertex cover or without.
import * as z from 'zod';
import type { Family } from './family.ts';
import { atMost, fraction, integer, readParameters, record } from './parameters.ts';
import { Random, distinct } from '../../src/random.ts';

const parameters = z.strictObject({
  n: integer(1, 5000, 40, 'vertices'),
  degree: fraction(0, 5000, 4, 'average degree; there are round(degree n / 2) edges'),
  size: integer(0, 5000, 20, 'vertices to be chosen'),
  planted: integer(0, 1, 1, 'edges: 0 = anywhere, 1 = so that a random set of that size is a solution'),
});

/**
 * round(degree n / 2) different edges, uniformly, or uniformly among the pairs that are not inside a hidden independent
 * set.
 * @param independent how many of n vertices the hidden set has when so many are to be chosen
 * @param chosenInside whether the vertices to be chosen are those of the hidden set, or the others
 */
function graphs(
  name: string,
  summary: string,
  known: string,
  independent: (n: number, size: number) => number,
  chosenInside: boolean,
): Family {
  return {
    name,
    problem: name,
    summary,
    parameters,
    generate(given, seed) {
      const settings = readParameters(parameters, given);
      const { n, degree, size, planted } = settings;
      const count = Math.round((degree * n) / 2);
      const random = new Random(seed);
      if (planted === 0) {
        atMost('--degree', count, (n * (n - 1)) / 2, `edges on ${n} vertices`);
        const edges = distinct(count, () => random.subset(2, n));
        return record(
          name,
          settings,
          seed,
          { answer: null, known: 'not known' },
          { vertices: n, edges, size },
        );
      }
      atMost('--size', size, n, `of the ${n} vertices in a planted set`);
      const hidden = independent(n, size);
      const total = (n * (n - 1) - hidden * (hidden - 1)) / 2;
      atMost('--degree', count, total, 'edges that the planted set allows');
      const inside = random.shuffled(Array.from({ length: n }, (_, v) => v < hidden));
      const edges = distinct(count, () => {
        const edge = random.subset(2, n);
        return inside[edge[0]!] && inside[edge[1]!] ? undefined : edge;
      });
      const witness = { chosen: chosenInside ? inside : inside.map((is) => !is) };
      return record(name, settings, seed, { answer: 'yes', known, witness }, { vertices: n, edges, size });
    },
  };
}

/** At n = 40 and degree 4 the largest independent sets of random graphs have 18 or 19 vertices. */
export const independentSetFamily = graphs(
  'independent-set',
  'random graphs with a given average degree, with a hidden independent set or without',
  'planted independent set',
  (_, size) => size,
  true,
);

/** At n = 40 and degree 4 the smallest vertex covers of random graphs have 21 or 22 vertices: the others are independent. */
export const vertexCoverFamily = graphs(
  'vertex-cover',
  'random graphs with a given average degree, with a hidden vertex cover or without',
  'planted vertex cover',
  (n, size) => n - size,
  false,
);

// Random graphs to colour: uniform ones with a given number of edges, and ones with a planted colouring.
import * as z from 'zod';
import type { Family } from './family.ts';
import { atMost, fraction, integer, readParameters, record } from './parameters.ts';
import { Random, distinct } from '../../src/random.ts';

const parameters = z.strictObject({
  n: integer(1, 5000, 20, 'vertices'),
  degree: fraction(0, 5000, 4, 'average degree; there are round(degree n / 2) edges'),
  colours: integer(1, 4096, 3, 'colours'),
});

/**
 * G(n, m): m = round(degree n / 2) different edges, uniformly. For 3 colours half of the graphs are colourable
 * near average degree 4.0 at n = 20 and 4.4 at n = 80; the threshold for large n lies between 4.03 and 4.99.
 */
export const colouringFamily: Family = {
  name: 'colouring',
  problem: 'graph-colouring',
  summary: 'random graphs with a given average degree; half are 3-colourable near degree 4.4',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, degree, colours } = settings;
    const count = Math.round((degree * n) / 2);
    atMost('--degree', count, (n * (n - 1)) / 2, `edges on ${n} vertices`);
    const random = new Random(seed);
    const edges = distinct(count, () => random.subset(2, n));
    const known = { answer: null, known: 'not known' } as const;
    return record('colouring', settings, seed, known, { vertices: n, edges, colours });
  },
};

/** Colour classes of equal size (up to one), then edges uniformly among the pairs of different colours. */
export const colouringPlantedFamily: Family = {
  name: 'colouring-planted',
  problem: 'graph-colouring',
  summary: 'random graphs that a hidden colouring colours',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, degree, colours } = settings;
    const count = Math.round((degree * n) / 2);
    const random = new Random(seed);
    const colour = random.shuffled(Array.from({ length: n }, (_, v) => v % colours));
    let total = (n * (n - 1)) / 2;
    for (let c = 0; c < colours; c++) {
      const members = colour.filter((own) => own === c).length;
      total -= (members * (members - 1)) / 2;
    }
    atMost('--degree', count, total, `edges between vertices of different colours`);
    const edges = distinct(count, () => {
      const edge = random.subset(2, n);
      return colour[edge[0]!] === colour[edge[1]!] ? undefined : edge;
    });
    const known = { answer: 'yes', known: 'planted colouring', witness: { colour } } as const;
    return record('colouring-planted', settings, seed, known, { vertices: n, edges, colours });
  },
};

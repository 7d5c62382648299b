// Random Boolean points with random labels: what a network can fit when there is nothing to find.
import { shallowInstance } from '../../src/problem/training/shallow.ts';
import * as z from 'zod';
import type { Example } from '../../src/problem/training/schema.ts';
import type { Family } from './family.ts';
import { atMost, integer, outputFamily, outputParameter, readParameters, record } from './parameters.ts';
import { Random, distinct } from '../../src/random.ts';

const parameters = z.strictObject({
  n: integer(1, 1000, 8, 'inputs'),
  m: integer(0, 100_000, 32, 'examples'),
  units: integer(1, 64, 2, 'hidden threshold units'),
  output: outputParameter(1),
});

/**
 * m different points, uniformly, each labelled by a fair coin. With two units half of the instances are
 * trainable near m / (n + 1) = 3.6 (AND) and 3.9 (free output) at n = 6, 4.0 and 4.4 at n = 8, 4.3 and 4.7 at n
 * = 10.
 */
export const randomLabelsFamily: Family = {
  name: 'random-labels',
  problem: 'training',
  summary: 'different random Boolean points, each labelled by a fair coin',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, m, units, output } = settings;
    atMost('--m', m, 2 ** n, `different points of ${n} bits`);
    const random = new Random(seed);
    const points = distinct(m, () => random.bits(n));
    const examples = points.map((stimulus): Example => {
      return { stimulus, response: random.below(2) === 1 ? '1' : '0' };
    });
    const known = { answer: null, known: 'not known' } as const;
    const body = shallowInstance({ inputs: n, hidden: units, output: outputFamily(output), examples });
    return record('random-labels', settings, seed, known, body);
  },
};

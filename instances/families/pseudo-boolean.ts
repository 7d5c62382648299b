// Random linear constraints over values 0 and 1, just fulfilled by one assignment, or each by one of its own.
import * as z from 'zod';
import { Random } from '../../src/random.ts';
import type { Assignment } from '../../src/problem/sat.ts';
import type { Family } from './family.ts';
import { atMost, integer, readParameters, record } from './parameters.ts';

const parameters = z.strictObject({
  n: integer(1, 2000, 30, 'variables'),
  m: integer(0, 10_000, 16, 'constraints'),
  terms: integer(1, 2000, 8, 'terms of a constraint'),
  coefficient: integer(1, 1_000_000, 9, 'largest coefficient; they are drawn from 1 to it'),
  planted: integer(0, 1, 1, 'bounds: 0 = from an assignment for each constraint, 1 = from one for all'),
});

/**
 * m sums of terms of different variables, negated by fair coins, with coefficients from 1 to `coefficient`, uniformly; each has to be
 * as large at least as under a random assignment, which is a hidden one for all of them or a new one for each. Without a
 * hidden one 31 of 60 instances of the default sizes are YES, and fewer the more constraints there are.
 */
export const pseudoBooleanFamily: Family = {
  name: 'pseudo-boolean',
  problem: 'pseudo-boolean',
  summary: 'random linear constraints over values 0 and 1, with a hidden solution or without',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, m, coefficient, planted } = settings;
    atMost('--terms', settings.terms, n, `terms of ${n} variables`);
    const random = new Random(seed);
    const draw = (): Assignment => Array.from({ length: n }, () => random.below(2) === 1);
    const hidden = draw();
    const constraints = Array.from({ length: m }, () => {
      const terms = random.subset(settings.terms, n).map((v) => ({
        coefficient: BigInt(1 + random.below(coefficient)),
        literal: random.below(2) === 0 ? v + 1 : -v - 1,
      }));
      const values = planted === 0 ? draw() : hidden;
      const bound = terms
        .filter(({ literal }) => values[Math.abs(literal) - 1] === literal > 0)
        .reduce((sum, own) => sum + own.coefficient, 0n);
      return { terms, relation: '>=', bound };
    });
    const known =
      planted === 0
        ? ({ answer: null, known: 'not known' } as const)
        : ({ answer: 'yes', known: 'planted solution', witness: hidden } as const);
    return record('pseudo-boolean', settings, seed, known, { variables: n, constraints });
  },
};

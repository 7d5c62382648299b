// Random 3SAT: uniform formulas of 3-literal clauses, and ones with a planted assignment.
import * as z from 'zod';
import { Random, distinct } from '../../src/random.ts';
import type { Family } from './family.ts';
import { atMost, fraction, integer, readParameters, record } from './parameters.ts';
import { triples } from './set-splitting.ts';

const parameters = z.strictObject({
  n: integer(3, 5000, 30, 'variables'),
  ratio: fraction(0, 1000, 4.26, 'clauses per variable; there are round(ratio n) clauses'),
});

/** Three different variables, each negated by a fair coin. */
export function drawClause(random: Random, n: number): number[] {
  return random.subset(3, n).map((v) => (random.below(2) === 0 ? v + 1 : -(v + 1)));
}

/**
 * round(ratio n) different clauses of three different variables, uniformly. Half of the formulas are satisfiable near
 * 4.258 n + 58.26 n^(-2/3) clauses (Crawford and Auton, Experimental results on the crossover point in random 3-SAT,
 * Artificial Intelligence 81, 1996).
 */
export const threeSatFamily: Family = {
  name: '3-sat',
  problem: 'sat',
  summary: 'random formulas of 3-literal clauses; half are satisfiable near ratio 4.26',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, ratio } = settings;
    const count = Math.round(ratio * n);
    atMost('--ratio', count, 8 * triples(n), `clauses of 3 of ${n} variables`);
    const random = new Random(seed);
    const clauses = distinct(count, () => drawClause(random, n));
    return record('3-sat', settings, seed, { answer: null, known: 'not known' }, { variables: n, clauses });
  },
};

/** A random assignment, then round(ratio n) different clauses, uniformly among those it makes true. */
export const threeSatPlantedFamily: Family = {
  name: '3-sat-planted',
  problem: 'sat',
  summary: 'random formulas of 3-literal clauses that a hidden assignment satisfies',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, ratio } = settings;
    const count = Math.round(ratio * n);
    atMost('--ratio', count, 7 * triples(n), `clauses of 3 of ${n} variables that one assignment makes true`);
    const random = new Random(seed);
    const assignment = [...random.bits(n)].map((bit) => bit === '1');
    const clauses = distinct(count, () => {
      const clause = drawClause(random, n);
      return clause.some((literal) => assignment[Math.abs(literal) - 1] === literal > 0) ? clause : undefined;
    });
    const known = { answer: 'yes', known: 'planted assignment', witness: assignment } as const;
    return record('3-sat-planted', settings, seed, known, { variables: n, clauses });
  },
};

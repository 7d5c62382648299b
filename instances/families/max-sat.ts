// Random hard and weighted soft clauses of three literals, and a weight to be reached.
import * as z from 'zod';
import { Random, distinct } from '../../src/random.ts';
import type { Assignment } from '../../src/problem/sat.ts';
import type { Family } from './family.ts';
import { atMost, fraction, integer, readParameters, record } from './parameters.ts';
import { triples } from './set-splitting.ts';
import { drawClause } from './three-sat.ts';

const parameters = z.strictObject({
  n: integer(3, 2000, 20, 'variables'),
  hard: fraction(0, 100, 1, 'hard clauses per variable; there are round(hard n) of them'),
  soft: fraction(0, 100, 8, 'soft clauses per variable; there are round(soft n) of them'),
  weight: integer(1, 1_000_000, 9, 'largest weight; weights are drawn from 1 to it'),
  share: fraction(0, 1, 0.97, 'part of the weight of the soft clauses that is to be reached'),
  planted: integer(
    0,
    1,
    1,
    'clauses: 0 = any, 1 = those a hidden assignment makes true, of the soft ones in this share',
  ),
});

/**
 * round(hard n) different hard clauses of three different variables, and round(soft n) different soft ones with weights from 1 to
 * `weight`, uniformly. Without a hidden assignment the weight to be reached is round(share · all); of 60 instances of the
 * default sizes 36 are YES. With one it makes all hard clauses true, and of the soft ones the first round(share · soft n) and
 * no other, whose weight is to be reached.
 */
export const maxSatFamily: Family = {
  name: 'max-sat',
  problem: 'max-sat',
  summary: 'random hard and weighted soft clauses of three literals, with a hidden assignment or without',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, weight, share, planted } = settings;
    const hardCount = Math.round(settings.hard * n);
    const softCount = Math.round(settings.soft * n);
    const random = new Random(seed);
    const hidden = planted === 0 ? undefined : Array.from({ length: n }, () => random.below(2) === 1);
    const met = hidden === undefined ? 0 : Math.round(share * softCount);
    // Of eight clauses of the same variables an assignment makes all but one true.
    const room = hidden === undefined ? 8 : 7;
    atMost('--hard', hardCount, room * triples(n), `clauses of 3 of ${n} variables`);
    if (hidden === undefined) atMost('--soft', softCount, 8 * triples(n), `clauses of 3 of ${n} variables`);
    else {
      atMost('--soft', met, 7 * triples(n), `true clauses of 3 of ${n} variables`);
      atMost('--soft', softCount - met, triples(n), `false clauses of 3 of ${n} variables`);
    }
    const draw = (count: number, value?: boolean): number[][] =>
      distinct(count, () => {
        const clause = drawClause(random, n);
        return hidden === undefined || isTrue(clause, hidden) === value ? clause : undefined;
      });
    const hard = draw(hardCount, true);
    const clauses = [...draw(met, true), ...draw(softCount - met, false)];
    const soft = clauses.map((clause) => ({ weight: BigInt(1 + random.below(weight)), clause }));
    const sum = (list: typeof soft): bigint => list.reduce((total, own) => total + own.weight, 0n);
    const body = { variables: n, hard, soft: random.shuffled(soft) };
    if (hidden === undefined) {
      const known = { answer: null, known: 'not known' } as const;
      const atLeast = BigInt(Math.round(share * Number(sum(soft))));
      return record('max-sat', settings, seed, known, { ...body, atLeast });
    }
    const known = { answer: 'yes', known: 'planted assignment', witness: hidden } as const;
    return record('max-sat', settings, seed, known, { ...body, atLeast: sum(soft.slice(0, met)) });
  },
};

function isTrue(clause: readonly number[], values: Assignment): boolean {
  return clause.some((literal) => values[Math.abs(literal) - 1] === literal > 0);
}

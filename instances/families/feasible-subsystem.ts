// Strict inequalities of which as many can hold as a planted point shows, and no more: pairs that contradict each other.
import * as z from 'zod';
import { Random } from '../../src/random.ts';
import type { Family } from './family.ts';
import { drawVector, toRationals } from './open-hemisphere.ts';
import { integer, readParameters, record } from './parameters.ts';

const parameters = z.strictObject({
  n: integer(1, 1000, 4, 'variables'),
  single: integer(0, 10_000, 10, 'inequalities that the planted point satisfies'),
  pairs: integer(0, 10_000, 10, 'pairs of inequalities that contradict each other'),
  beyond: integer(0, 1, 0, '0 asks for the most that there can be, 1 for one more'),
});

/** How much more than its bound the left side is at the planted point, and a contradiction's gap, at most. */
const SLACK = 20;

/**
 * A point, inequalities a · x > b that it satisfies, and pairs of one such and -a · x > -b + gap, gap ≥ 0, in random order.
 * Both of a pair would add up to 0 > gap: so `single` + `pairs` inequalities can hold and no more.
 */
export const feasibleSubsystemPlantedFamily: Family = {
  name: 'feasible-subsystem-planted',
  problem: 'feasible-subsystem',
  summary: 'inequalities around a hidden point and contradicting pairs; the most that can hold is known',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, single, pairs, beyond } = settings;
    const random = new Random(seed);
    const point = drawVector(random, n);
    const inequality = (coefficients: readonly number[], bound: number) => {
      const [right, ...left] = toRationals([bound, ...coefficients]);
      return { coefficients: left, bound: right };
    };
    const inequalities = Array.from({ length: single + pairs }, (_, i) => {
      const a = drawVector(random, n);
      const bound = a.reduce((sum, v, j) => sum + v * point[j]!, 0) - 1 - random.below(SLACK);
      const opposite = inequality(
        a.map((v) => 0 - v),
        random.below(SLACK) - bound,
      );
      return i < single ? [inequality(a, bound)] : [inequality(a, bound), opposite];
    });
    const body = {
      variables: n,
      inequalities: random.shuffled(inequalities.flat()),
      atLeast: single + pairs + beyond,
    };
    const known =
      beyond === 0
        ? ({ answer: 'yes', known: 'planted point', witness: { point: toRationals(point) } } as const)
        : ({ answer: 'no', known: 'theorem: one of two contradicting inequalities holds' } as const);
    return record('feasible-subsystem-planted', settings, seed, known, body);
  },
};

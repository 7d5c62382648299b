// Loading two thirds of the items: an iff on small formulas, and the best that is possible, by enumeration.
import { describe, expect, test } from 'vitest';
import { threeSatTo67Percent, threeSatTo67PercentNoDontCares } from '../../reductions/3-sat-to-67-percent.ts';
import { threeSatToTwoThirds, threeSatToTwoThirdsNoDontCares } from '../../reductions/3-sat-to-two-thirds.ts';
import { threeSat } from '../../src/problem/sat.ts';
import { loading } from '../../src/problem/training/problem.ts';
import { requiredWeight, type TrainingInstance } from '../../src/problem/training/schema.ts';
import { counts, expectIff, spread } from '../iff.ts';
import { bruteForceOptimum } from '../loading-brute-force.ts';
import { loadingWitnesses, oneWitness } from '../loading-witnesses.ts';
import { mixed, odd, overTwo, proper, random, satisfiable } from '../small-formulas.ts';
import { eight, models, seven } from '../small-sources.ts';

const rest = { source: threeSat, target: loading, sourceWitnesses: models };

describe.each([
  ['3-sat-to-two-thirds', threeSatToTwoThirds, 9, 6],
  ['3-sat-to-two-thirds-no-dont-cares', threeSatToTwoThirdsNoDontCares, 9, 6],
  ['3-sat-to-67-percent', threeSatTo67Percent, 7, 5],
  ['3-sat-to-67-percent-no-dont-cares', threeSatTo67PercentNoDontCares, 7, 5],
] as const)('%s', (name, reduction, items, enough) => {
  test('all sets of clauses over 2 variables, odd formulas, random ones over 3', () => {
    const instances = [...proper, ...odd, ...random, seven[2]!];
    expectIff({
      ...rest,
      reduction,
      instances,
      targetWitnesses: oneWitness,
      ...counts(instances, satisfiable),
    });
  });

  test('alternatives and perturbed witnesses', () => {
    const instances = [...odd, ...mixed(6)];
    const some = counts(instances, satisfiable);
    expectIff({ ...rest, reduction, instances, targetWitnesses: loadingWitnesses, ...some });
  });

  test(`the best possible of ${items} is ${enough} or ${enough - 1}`, () => {
    for (const formula of [...odd, ...spread(overTwo, 32), eight, seven[4]!]) {
      const reduced = reduction.reduce(formula);
      expect([reduced.examples.length, requiredWeight(reduced)]).toEqual([items, enough]);
      expect(bruteForceOptimum(reduced)).toBe(satisfiable(formula) ? enough : enough - 1);
      const stars = reduced.examples.some(({ response }) => response.includes('*'));
      expect(stars).toBe(!name.endsWith('no-dont-cares') && reduced.architecture.outputs.length > 1);
    }
  });
});

test('67 % of 7 items are what is more than two thirds of them', () => {
  for (const reduction of [threeSatTo67Percent, threeSatTo67PercentNoDontCares]) {
    const reduced = reduction.reduce(eight);
    expect(requiredWeight(reduced)).toBe(Math.floor((2 * reduced.examples.length) / 3) + 1);
  }
});

test('exact text: the pads', () => {
  const rows = (instance: TrainingInstance): string =>
    instance.examples.map(({ stimulus, response }) => `${stimulus as string} ${response}`).join(', ');
  const formula = { variables: 0, clauses: [[]] };
  expect(rows(threeSatTo67Percent.reduce(formula))).toBe(
    '011 11, 000 00, 110 01, 000 0*, 000 0*, 000 1*, 000 1*',
  );
  expect(rows(threeSatTo67PercentNoDontCares.reduce(formula))).toBe(
    '011 11, 000 00, 110 01, 000 00, 000 00, 000 10, 000 10',
  );
});

// Boolean points labelled by a hidden AND of units whose weights are one of two integers.
import * as z from 'zod';
import type { BooleanExample } from '../../src/problem/boolean-examples.ts';
import type { DiscreteUnits } from '../../src/problem/discrete-training.ts';
import { InputError } from '../../src/problem/errors.ts';
import { Random } from '../../src/random.ts';
import type { Family } from './family.ts';
import { atMost, integer, readParameters, record } from './parameters.ts';

const parameters = z.strictObject({
  n: integer(1, 1000, 20, 'inputs'),
  m: integer(0, 100_000, 60, 'examples, half of them positive'),
  units: integer(1, 8, 1, 'threshold units'),
  low: integer(-1000, 1000, -1, 'the smaller weight'),
  high: integer(-1000, 1000, 1, 'the larger weight'),
});

/** Units are drawn anew this often when too few points of one label are met. */
const PLANTINGS = 20;

type SmallUnit = { readonly weights: readonly number[]; readonly threshold: number };

/** A unit that fires on about half of all points: its threshold is the sum on a random one. */
function drawUnit(random: Random, n: number, pair: readonly [number, number]): SmallUnit {
  const weights = Array.from({ length: n }, () => pair[random.below(2)]!);
  return { weights, threshold: sumOn(weights, random.bits(n)) };
}

function sumOn(weights: readonly number[], stimulus: string): number {
  return weights.reduce((sum, weight, i) => (stimulus[i] === '1' ? sum + weight : sum), 0);
}

/**
 * Different points, ⌈m/2⌉ positive and ⌊m/2⌋ negative, in the order drawn.
 * @returns undefined when `draws` points did not suffice
 */
function drawExamples(
  random: Random,
  units: readonly SmallUnit[],
  n: number,
  m: number,
  draws: number,
): BooleanExample[] | undefined {
  const room = { '1': Math.ceil(m / 2), '0': Math.floor(m / 2) };
  const examples = new Map<string, BooleanExample>();
  for (let draw = 0; draw < draws && examples.size < m; draw++) {
    const stimulus = random.bits(n);
    const fires = units.every(({ weights, threshold }) => sumOn(weights, stimulus) >= threshold);
    const response = fires ? '1' : '0';
    if (examples.has(stimulus) || room[response] === 0) continue;
    room[response] -= 1;
    examples.set(stimulus, { stimulus, response });
  }
  return examples.size < m ? undefined : [...examples.values()];
}

/** Random weights; the threshold of a unit is its sum on a random point. The certificate is the planted units. */
export const discretePlantedFamily: Family = {
  name: 'discrete-planted',
  problem: 'discrete-training',
  summary: 'points labelled by a hidden AND of units whose weights are one of two integers',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, m, units: count, low, high } = settings;
    if (low >= high) throw new InputError('--high', `expected more than --low, ${low}, found ${high}`);
    atMost('--m', m, 2 ** n, `different points of ${n} bits`);
    const random = new Random(seed);
    // A unit fires on half of all points or more, eight of them on one in a hundred or so.
    const draws = 10_000 + 100 * m;
    for (let planting = 0; planting < PLANTINGS; planting++) {
      const planted = Array.from({ length: count }, () => drawUnit(random, n, [low, high]));
      const examples = drawExamples(random, planted, n, m, draws);
      if (examples === undefined) continue;
      const witness: DiscreteUnits = {
        units: planted.map(({ weights, threshold }) => ({
          weights: weights.map(BigInt),
          threshold: BigInt(threshold),
        })),
      };
      const known = { answer: 'yes', known: 'planted units', witness } as const;
      const body = { inputs: n, units: count, weights: [low, high], examples };
      return record('discrete-planted', settings, seed, known, body);
    }
    throw new InputError(
      '--m',
      `expected units with ${Math.ceil(m / 2)} positive and ${Math.floor(m / 2)} negative points, found none among ${PLANTINGS} draws; lower --m or --units, or raise --n`,
    );
  },
};

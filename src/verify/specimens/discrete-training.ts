// Specimens of training units of two weights.
import type { BooleanExample } from '../../problem/boolean-examples.ts';
import type { DiscreteInstance, DiscreteUnits } from '../../problem/discrete-training.ts';
import type { Unit } from '../../problem/training/configuration.ts';
import { functionsUpToIsomorphism, smallerExamples } from './boolean-examples.ts';
import { cubePoints, lists } from './enumerate.ts';
import type { Specimens } from './specimens.ts';

const PAIRS: readonly DiscreteInstance['weights'][] = [
  [-1, 1],
  [0, 1],
  [-2, 3],
];

/** The sum of the weights of a stimulus's ones. */
const sumOn = (weights: readonly bigint[], stimulus: string): bigint =>
  weights.reduce((sum, weight, i) => (stimulus[i] === '1' ? sum + weight : sum), 0n);

/**
 * All units that fire on the positive examples, one of each behaviour on the examples for each choice of weights: the
 * threshold is the sum of an example, or more than all of them.
 */
function keeping({ inputs, weights, examples }: DiscreteInstance): Unit[] {
  return [...lists(2, inputs)].flatMap((codes) => {
    const own = codes.map((code) => BigInt(weights[code]!));
    const sums = examples.map(({ stimulus }) => sumOn(own, stimulus));
    const beyond = sums.reduce((most, sum) => (sum > most ? sum : most), sums[0] ?? 0n) + 1n;
    const thresholds = [...new Set([...sums, beyond])];
    return thresholds
      .filter((threshold) => examples.every(({ response }, e) => response === '0' || sums[e]! >= threshold))
      .map((threshold) => ({ weights: own, threshold }));
  });
}

/** The examples of a majority of three inputs, but for the last points. */
const majority = (left: number): BooleanExample[] =>
  cubePoints(3)
    .slice(0, 8 - left)
    .map((stimulus) => ({ stimulus, response: stimulus.replaceAll('0', '').length > 1 ? '1' : '0' }));

export const discreteTrainingSpecimens: Specimens<DiscreteInstance, DiscreteUnits> = {
  problem: 'discrete-training',
  measure: 'inputs',
  *all(size) {
    for (const examples of functionsUpToIsomorphism(size, false))
      for (const weights of PAIRS)
        for (const units of [1, 2]) yield { inputs: size, units, weights, examples };
  },
  known: {
    counts: [12, 24, 72, 480],
    of: 'Boolean functions up to renaming of inputs (OEIS A003180: 2, 4, 12, 80), each with three pairs of weights and one or two units',
  },
  random(random, size) {
    const inputs = Math.max(1, size);
    const units = inputs < 4 ? 1 + random.below(2) : 1;
    const weights = PAIRS[random.below(PAIRS.length)]!;
    const planted = Array.from({ length: units }, () => {
      const own = Array.from({ length: inputs }, () => BigInt(weights[random.below(2)]!));
      return { weights: own, threshold: sumOn(own, random.bits(inputs)) };
    });
    const kept = random.below(2) === 0;
    const examples = Array.from({ length: 3 + random.below(3 * inputs) }, (): BooleanExample => {
      const stimulus = random.bits(inputs);
      const fires = planted.every((unit) => sumOn(unit.weights, stimulus) >= unit.threshold);
      return { stimulus, response: fires !== (!kept && random.below(3) === 0) ? '1' : '0' };
    });
    return { inputs, units, weights, examples };
  },
  golden: [
    { name: 'nothing', instance: { inputs: 0, units: 0, weights: [0, 1], examples: [] }, answer: 'yes' },
    {
      name: 'a negative example, no units',
      instance: { inputs: 1, units: 0, weights: [0, 1], examples: [{ stimulus: '1', response: '0' }] },
      answer: 'no',
    },
    {
      name: 'a contradiction',
      instance: {
        inputs: 1,
        units: 2,
        weights: [-1, 1],
        examples: [
          { stimulus: '1', response: '1' },
          { stimulus: '1', response: '0' },
        ],
      },
      answer: 'no',
    },
    {
      name: 'majority of three',
      instance: { inputs: 3, units: 1, weights: [0, 1], examples: majority(0) },
      answer: 'yes',
    },
    {
      name: 'majority of three by large weights',
      instance: { inputs: 3, units: 1, weights: [7, 1_000_000_000], examples: majority(0) },
      answer: 'yes',
    },
    {
      name: 'majority of three by negative weights',
      instance: { inputs: 3, units: 1, weights: [-2, -1], examples: majority(1) },
      answer: 'no',
    },
    {
      name: 'x1 and not x2 by weights of one sign',
      instance: {
        inputs: 2,
        units: 2,
        weights: [0, 1],
        examples: [
          { stimulus: '10', response: '1' },
          { stimulus: '11', response: '0' },
        ],
      },
      answer: 'no',
    },
    {
      name: 'x1 and not x2 by both signs',
      instance: {
        inputs: 2,
        units: 1,
        weights: [-1, 1],
        examples: [
          { stimulus: '10', response: '1' },
          { stimulus: '11', response: '0' },
        ],
      },
      answer: 'yes',
    },
  ],
  *smaller(instance) {
    const { units } = instance;
    yield* smallerExamples(instance);
    if (units > 0) yield { ...instance, units: units - 1 };
  },
  candidates: (instance) => (instance.inputs > 12 ? Infinity : keeping(instance).length ** instance.units),
  *witnesses(instance) {
    const { units, examples } = instance;
    const all = keeping(instance);
    for (const codes of lists(all.length, units)) {
      const chosen = codes.map((code) => all[code]!);
      const rejected = ({ stimulus }: BooleanExample): boolean =>
        chosen.some(({ weights, threshold }) => sumOn(weights, stimulus) < threshold);
      if (examples.every((example) => example.response === '1' || rejected(example))) yield { units: chosen };
    }
  },
  /** The units in another order; thresholds far away where the unit fires on all of the examples or on none. */
  *variants({ examples }, { units }, random) {
    yield { units: random.shuffled(units) };
    yield {
      units: units.map(({ weights, threshold }) => {
        const firing = examples.filter(({ stimulus }) => sumOn(weights, stimulus) >= threshold).length;
        const far = firing === 0 ? 10n ** 30n : firing === examples.length ? -(10n ** 30n) : threshold;
        return { weights, threshold: far };
      }),
    };
  },
};

// Specimens of sums of rectified linear units.
import { solveInequalities, type Inequality } from '../../exact/inequalities.ts';
import { rational, type Rational } from '../../exact/rational.ts';
import { reluSum, type ReluSum, type ReluSumInstance } from '../../problem/relu-sum.ts';
import { lists } from './enumerate.ts';
import type { Specimens } from './specimens.ts';

/** Boolean points with integer targets. */
const instance = (
  inputs: number,
  units: number,
  rows: readonly (readonly [stimulus: string, target: number])[],
): ReluSumInstance => ({
  inputs,
  units,
  examples: rows.map(([stimulus, target]) => ({ stimulus, target: rational(BigInt(target), 1n) })),
});

/** Units that are active as a pattern says, where bit unit · examples + example is set; undefined when there are none. */
function unitsOf({ inputs, units, examples }: ReluSumInstance, pattern: number): ReluSum | undefined {
  const isActive = (j: number, e: number): boolean => ((pattern >> (j * examples.length + e)) & 1) === 1;
  const all = Array.from({ length: units }, (_, j) => j);
  const inequalities = examples.flatMap(({ stimulus, target }, e): Inequality[] => {
    const ones = [...Array.from({ length: inputs }, (_, i) => i).filter((i) => stimulus[i] === '1'), inputs];
    const line = (own: readonly number[], sign: bigint, bound: bigint): Inequality => {
      const index = own.flatMap((j) => ones.map((i) => j * (inputs + 1) + i));
      return { index, value: index.map(() => sign), bound };
    };
    const active = all.filter((j) => isActive(j, e));
    return [
      line(active, 1n, target.numerator),
      line(active, -1n, -target.numerator),
      ...all.map((j) => line([j], isActive(j, e) ? 1n : -1n, 0n)),
    ];
  });
  const answer = solveInequalities(inequalities, units * (inputs + 1));
  if (!answer.feasible) return undefined;
  return {
    units: all.map((j) => {
      const own = answer.point.slice(j * (inputs + 1), (j + 1) * (inputs + 1));
      return { weights: own.slice(0, -1), bias: own.at(-1)! };
    }),
  };
}

const times = ({ numerator, denominator }: Rational, factor: bigint): Rational =>
  rational(numerator * factor, denominator);

export const reluSumSpecimens: Specimens<ReluSumInstance, ReluSum> = {
  problem: 'relu-sum',
  measure: 'inputs',
  *all(size) {
    const points = [...lists(2, size)].map((bits) => bits.join(''));
    for (const targets of lists(3, points.length))
      for (const units of [0, 1, 2])
        yield instance(
          size,
          units,
          points.flatMap((stimulus, p) => (targets[p] === 2 ? [] : [[stimulus, targets[p]!] as const])),
        );
  },
  known: {
    counts: [9, 27, 243],
    of: 'targets 0 or 1 at some points of the cube, 3^(2^n) ways, each for no, one and two units',
  },
  random(random, size) {
    const inputs = Math.max(1, Math.min(3, size));
    const rows = Array.from(
      { length: 2 + random.below(3) },
      () => [random.bits(inputs), random.below(3)] as const,
    );
    return instance(inputs, 1 + random.below(2), rows);
  },
  golden: [
    { name: 'nothing', instance: instance(0, 0, []), answer: 'yes' },
    { name: 'nothing to do it with', instance: instance(1, 0, [['1', 1]]), answer: 'no' },
    { name: 'no units, 0 wanted', instance: instance(1, 0, [['1', 0]]), answer: 'yes' },
    { name: 'below 0', instance: instance(1, 2, [['1', -1]]), answer: 'no' },
    {
      name: 'a contradiction',
      instance: instance(1, 2, [
        ['1', 1],
        ['1', 2],
      ]),
      answer: 'no',
    },
    {
      name: 'twice the same',
      instance: instance(1, 2, [
        ['1', 1],
        ['1', 1],
      ]),
      answer: 'yes',
    },
    {
      name: 'XOR by one unit',
      instance: instance(2, 1, [
        ['00', 0],
        ['01', 1],
        ['10', 1],
        ['11', 0],
      ]),
      answer: 'no',
    },
    {
      name: 'XOR by two units',
      instance: instance(2, 2, [
        ['00', 0],
        ['01', 1],
        ['10', 1],
        ['11', 0],
      ]),
      answer: 'yes',
    },
    {
      name: 'three elements, any two of them a set, by two units',
      instance: instance(3, 2, [
        ['000', 0],
        ['100', 1],
        ['010', 1],
        ['001', 1],
        ['110', 0],
        ['101', 0],
        ['011', 0],
      ]),
      answer: 'no',
    },
  ],
  *smaller(given) {
    const { examples, units, inputs } = given;
    for (let e = 0; e < examples.length; e++)
      yield { ...given, examples: examples.filter((_, i) => i !== e) };
    if (units > 0) yield { ...given, units: units - 1 };
    for (let i = 0; i < inputs; i++)
      if (examples.every(({ stimulus }) => stimulus[i] === '0'))
        yield {
          ...given,
          inputs: inputs - 1,
          examples: examples.map(({ stimulus, target }) => ({
            stimulus: `${(stimulus as string).slice(0, i)}${(stimulus as string).slice(i + 1)}`,
            target,
          })),
        };
  },
  candidates: ({ units, examples }) => 2 ** (units * examples.length),
  // One for each pattern of activity that has a solution.
  *witnesses(given) {
    const met = new Set<string>();
    for (let pattern = 0; pattern < 2 ** (given.units * given.examples.length); pattern++) {
      const sum = unitsOf(given, pattern);
      if (sum === undefined) continue;
      const text = reluSum.writeWitness(sum);
      if (!met.has(text)) yield sum;
      met.add(text);
    }
  },
  *variants(_, { units }, random) {
    yield { units: random.shuffled(units) };
    // Where a unit is 0 everywhere, its multiple is as well.
    yield {
      units: units.map(({ weights, bias }) => ({
        weights: weights.map((w) => times(w, 3n)),
        bias: times(bias, 3n),
      })),
    };
  },
};

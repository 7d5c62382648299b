// Specimens of sparse perceptrons.
import type { SparsePerceptronInstance } from '../../problem/sparse-perceptron.ts';
import type { Unit } from '../../problem/training/configuration.ts';
import { lists, sublists } from './enumerate.ts';
import type { Specimens } from './specimens.ts';

/** The largest weight that a threshold function of so many inputs needs (Muroga 1971); beyond, enumeration is not tried. */
const LARGEST = [0, 1, 1, 2, 3, 5];

const point = (bits: readonly number[]): string => bits.join('');

/** The integer weights other than 0 from -most to most. */
const nonzeroWeights = (most: number): bigint[] =>
  Array.from({ length: most }, (_, i) => [BigInt(-i - 1), BigInt(i + 1)]).flat();

const binomial = (n: number, k: number): number => (k === 0 ? 1 : (binomial(n - 1, k - 1) * n) / k);

/** The unit with these weights and the largest threshold that accepts all it should, if it rejects the others. */
function fitting({ examples }: SparsePerceptronInstance, weights: readonly bigint[]): Unit | undefined {
  let least: bigint | undefined;
  let most: bigint | undefined;
  for (const { stimulus, response } of examples) {
    const sum = weights.reduce((total, w, i) => (stimulus[i] === '1' ? total + w : total), 0n);
    if (response === '1') least = least === undefined || sum < least ? sum : least;
    else most = most === undefined || sum > most ? sum : most;
  }
  const threshold = least ?? (most === undefined ? 0n : most + 1n);
  return most === undefined || most < threshold ? { weights: [...weights], threshold } : undefined;
}

const example = (stimulus: string, response: string) => ({ stimulus, response: response as '0' | '1' });

export const sparsePerceptronSpecimens: Specimens<SparsePerceptronInstance, Unit> = {
  problem: 'sparse-perceptron',
  measure: 'inputs',
  *all(size) {
    const points = [...lists(2, size)].map(point);
    for (const labels of lists(3, points.length)) {
      const examples = points.flatMap((stimulus, p) =>
        labels[p] === 2 ? [] : [example(stimulus, String(labels[p]))],
      );
      for (let nonzero = 0; nonzero <= size; nonzero++) yield { inputs: size, examples, nonzero };
    }
  },
  known: {
    counts: [3, 18, 243],
    of: 'partial functions, 3^(2^n) of n inputs, each with k from 0 to n',
  },
  random(random, size) {
    const inputs = Math.max(2, size);
    const nonzero = random.below(Math.min(4, inputs));
    const weights = Array.from({ length: inputs }, (_, i) => (i <= nonzero ? random.below(7) - 3 : 0));
    // About half of the points that a unit with one weight more than allowed answers are answered by a sparser one.
    const examples = Array.from({ length: 4 + 4 * nonzero + random.below(4) }, () => {
      const stimulus = random.bits(inputs);
      const sum = weights.reduce((total, w, i) => (stimulus[i] === '1' ? total + w : total), 0);
      return example(stimulus, sum >= 1 ? '1' : '0');
    });
    return { inputs, examples, nonzero };
  },
  golden: [
    { name: 'nothing', instance: { inputs: 0, examples: [], nonzero: 0 }, answer: 'yes' },
    {
      name: 'a contradiction without inputs',
      instance: { inputs: 0, examples: [example('', '0'), example('', '1')], nonzero: 0 },
      answer: 'no',
    },
    {
      name: 'a constant',
      instance: { inputs: 2, examples: [example('00', '1'), example('11', '1')], nonzero: 0 },
      answer: 'yes',
    },
    {
      name: 'an input, no weight',
      instance: { inputs: 1, examples: [example('0', '0'), example('1', '1')], nonzero: 0 },
      answer: 'no',
    },
    {
      name: 'an input, more weights than inputs',
      instance: { inputs: 1, examples: [example('0', '0'), example('1', '1')], nonzero: 7 },
      answer: 'yes',
    },
    {
      name: 'AND by one weight',
      instance: {
        inputs: 2,
        examples: ['000', '010', '100', '111'].map((s) => example(s.slice(0, 2), s[2]!)),
        nonzero: 1,
      },
      answer: 'no',
    },
    {
      name: 'AND by two weights',
      instance: {
        inputs: 2,
        examples: ['000', '010', '100', '111'].map((s) => example(s.slice(0, 2), s[2]!)),
        nonzero: 2,
      },
      answer: 'yes',
    },
    {
      name: 'XOR',
      instance: {
        inputs: 2,
        examples: ['000', '011', '101', '110'].map((s) => example(s.slice(0, 2), s[2]!)),
        nonzero: 2,
      },
      answer: 'no',
    },
  ],
  *smaller(instance) {
    const { examples, nonzero, inputs } = instance;
    for (let e = 0; e < examples.length; e++)
      yield { ...instance, examples: examples.filter((_, i) => i !== e) };
    for (let i = 0; i < inputs; i++)
      if (examples.every(({ stimulus }) => stimulus[i] === '0'))
        yield {
          ...instance,
          inputs: inputs - 1,
          examples: examples.map(({ stimulus, response }) =>
            example(stimulus.slice(0, i) + stimulus.slice(i + 1), response),
          ),
        };
    if (nonzero > 0) yield { ...instance, nonzero: nonzero - 1 };
  },
  candidates({ inputs, nonzero }) {
    const most = Math.min(inputs, nonzero);
    if (most >= LARGEST.length) return Infinity;
    return Array.from({ length: most + 1 }, (_, j) => binomial(inputs, j) * (2 * LARGEST[j]!) ** j).reduce(
      (sum, count) => sum + count,
    );
  },
  // A function of some inputs has weights up to LARGEST on them; where one of these is 0, fewer inputs were enough.
  *witnesses(instance) {
    const { inputs, nonzero } = instance;
    for (const used of sublists(Array.from({ length: inputs }, (_, i) => i))) {
      if (used.length > nonzero) continue;
      const values = nonzeroWeights(LARGEST[used.length]!);
      for (const choice of lists(values.length, used.length)) {
        const weights = Array.from<bigint>({ length: inputs }).fill(0n);
        used.forEach((i, t) => (weights[i] = values[choice[t]!]!));
        const unit = fitting(instance, weights);
        if (unit) yield unit;
      }
    }
  },
  *variants({ inputs }, { weights, threshold }, random) {
    const factor = BigInt(2 + random.below(5));
    const scaled = weights.map((w) => w * factor);
    yield { weights: scaled, threshold: threshold * factor };
    yield { weights: scaled, threshold: threshold * factor - 1n };
    // Far beyond any bound.
    const large = 10n ** 40n;
    yield {
      weights: weights.map((w) => (w === 0n ? 0n : w * large + 1n)),
      threshold: threshold * large - BigInt(inputs),
    };
  },
};

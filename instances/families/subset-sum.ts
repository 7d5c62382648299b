// Random numbers and a target, the sum of some of them or of others like them.
import * as z from 'zod';
import type { Family } from './family.ts';
import { integer, readParameters, record } from './parameters.ts';
import { Random } from '../../src/random.ts';

const parameters = z.strictObject({
  n: integer(1, 5000, 20, 'numbers'),
  bits: integer(1, 10_000, 20, 'bits of a number'),
  planted: integer(0, 1, 1, 'target: 0 = the sum of some of n other numbers, 1 = of some of the numbers'),
});

/**
 * Numbers of so many fair bits; each is one of the target's with probability 1/2. They are hardest near density n / bits = 1
 * (Impagliazzo and Naor, Efficient cryptographic schemes provably as secure as subset sum, 1996); far below it a target
 * that is not planted is a NO almost always, far above it a YES.
 */
export const subsetSumFamily: Family = {
  name: 'subset-sum',
  problem: 'subset-sum',
  summary: 'random numbers of a given length and the sum of some of them, or of others',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, bits, planted } = settings;
    const random = new Random(seed);
    const draw = (): bigint[] => Array.from({ length: n }, () => BigInt(`0b${random.bits(bits)}`));
    const numbers = draw();
    const chosen = numbers.map(() => random.below(2) === 1);
    const summands = planted === 0 ? draw() : numbers;
    const target = summands.reduce((sum, number, i) => (chosen[i] ? sum + number : sum), 0n);
    const known =
      planted === 0
        ? ({ answer: null, known: 'not known' } as const)
        : ({ answer: 'yes', known: 'planted subset', witness: { chosen } } as const);
    return record('subset-sum', settings, seed, known, { numbers, target });
  },
};

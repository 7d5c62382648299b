// Specimens of subset sum.
import type { Subset, SubsetSumInstance } from '../../problem/subset-sum.ts';
import { lists, truthValues } from './enumerate.ts';
import type { Specimens } from './specimens.ts';

/** Numbers of `all` are at most this. */
const LARGEST = 5;

/** The chosen numbers' sum. */
const total = (numbers: readonly bigint[], chosen: readonly boolean[]): bigint =>
  numbers.reduce((sum, number, i) => (chosen[i] ? sum + number : sum), 0n);

export const subsetSumSpecimens: Specimens<SubsetSumInstance, Subset> = {
  problem: 'subset-sum',
  measure: 'numbers',
  *all(size) {
    for (const list of lists(LARGEST + 1, size)) {
      if (list.some((number, i) => i > 0 && number < list[i - 1]!)) continue;
      for (let target = 0; target <= LARGEST * size; target++)
        yield { numbers: list.map(BigInt), target: BigInt(target) };
    }
  },
  known: {
    counts: [1, 36, 231, 896, 2646],
    of: 'multisets of numbers from 0 to 5 (binomial(n + 5, 5), OEIS A000389: 1, 6, 21, 56, 126), each with targets from 0 to 5 n',
  },
  random(random, size) {
    const numbers = Array.from({ length: Math.max(1, size) }, () => BigInt(random.below(2 ** (size + 2))));
    const chosen = numbers.map(() => random.below(2) === 1);
    const target = total(numbers, chosen) + BigInt(random.below(2) * (1 + random.below(5)));
    return { numbers, target };
  },
  golden: [
    { name: 'nothing', instance: { numbers: [], target: 0n }, answer: 'yes' },
    { name: 'something of nothing', instance: { numbers: [], target: 1n }, answer: 'no' },
    { name: 'nothing of something', instance: { numbers: [1n, 2n], target: 0n }, answer: 'yes' },
    { name: 'zeros', instance: { numbers: [0n, 0n], target: 0n }, answer: 'yes' },
    { name: 'something of zeros', instance: { numbers: [0n, 0n], target: 4n }, answer: 'no' },
    { name: 'all', instance: { numbers: [3n, 5n, 3n], target: 11n }, answer: 'yes' },
    { name: 'more than all', instance: { numbers: [3n, 5n, 3n], target: 12n }, answer: 'no' },
    {
      name: 'an odd sum of even numbers',
      instance: { numbers: [2n, 4n, 6n, 8n], target: 11n },
      answer: 'no',
    },
    { name: 'powers of two', instance: { numbers: [8n, 1n, 4n, 2n], target: 13n }, answer: 'yes' },
    {
      name: 'numbers beyond a double',
      instance: { numbers: [2n ** 80n, 2n ** 80n - 1n, 1n, 3n ** 50n], target: 2n ** 81n - 1n },
      answer: 'yes',
    },
    {
      name: 'one off, beyond a double',
      instance: { numbers: [2n ** 80n, 2n ** 80n - 1n, 3n ** 50n], target: 2n ** 81n - 2n },
      answer: 'no',
    },
  ],
  *smaller(instance) {
    const { numbers, target } = instance;
    for (let i = 0; i < numbers.length; i++)
      yield { ...instance, numbers: numbers.filter((_, j) => j !== i) };
    if (target > 0n) yield { ...instance, target: target / 2n };
    for (const [i, number] of numbers.entries())
      if (number > 0n) yield { ...instance, numbers: numbers.map((a, j) => (i === j ? number / 2n : a)) };
  },
  candidates: ({ numbers }) => 2 ** numbers.length,
  *witnesses({ numbers, target }) {
    for (const chosen of truthValues(numbers.length)) if (total(numbers, chosen) === target) yield { chosen };
  },
};

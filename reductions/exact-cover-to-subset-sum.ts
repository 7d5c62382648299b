// Exact Cover -> Subset Sum: sets are numbers with a digit for each element.
//
// Construction, for n elements and m sets
//   1. Let f be the largest number of sets that an element lies in, at least 1, and the base 2^d the least power of two
//      above f.
//   2. Number j is Σ 2^(d i) over the elements i of set j; the target is Σ 2^(d i) over all elements.
//
// Covered => sum. The numbers of sets that contain every element exactly once add up to a 1 in each digit.
//
// Sum => covered. Whatever sets are chosen, no digit is added up more than f < 2^d times, so nothing carries: digit i of the
// sum says how many of them contain element i. Equal to the target, it says 1 for each element.
//
// Source: R. M. Karp, Reducibility among combinatorial problems, 1972, problem 18 (knapsack), in base m + 1.
// Domain: a target of at most 262,144 bits, and 268,435,456 bits in all. Degenerate: an empty set is the number 0; repeated sets
// are equal numbers; an element without a set leaves a 1 in the target that no number has; without elements the target is 0.
import type { Reduction } from '../src/catalogue/reduction.ts';
import { InputError } from '../src/problem/errors.ts';
import type { ExactCover, ExactCoverInstance } from '../src/problem/exact-cover.ts';
import { bitLength } from '../src/problem/numerals.ts';
import { MAX_BITS, type Subset, type SubsetSumInstance } from '../src/problem/subset-sum.ts';
import { derived } from './shared/boolean-instance.ts';

const name = 'exact-cover-to-subset-sum';

/** Bits of all numbers together. */
const MAX_TOTAL = 2 ** 28;

/** The bits of a digit: enough to count the sets of any element. */
function digitBits({ elements, sets }: ExactCoverInstance): number {
  const times = Array.from({ length: elements }, () => 0);
  for (const set of sets) for (const element of set) times[element]! += 1;
  return bitLength(BigInt(times.reduce((most, count) => Math.max(most, count), 1)));
}

function size(instance: ExactCoverInstance) {
  const { elements, sets } = instance;
  return { numbers: sets.length, bits: elements === 0 ? 0 : 1 + (elements - 1) * digitBits(instance) };
}

/** The number with a 1 in these digits, which descend. */
function number(digits: readonly number[], bits: number): bigint {
  if (digits.length === 0) return 0n;
  // Written out, as adding up powers would be quadratic.
  const gaps = digits.map((digit, i) =>
    '0'.repeat((digit - (digits[i + 1] ?? 0)) * bits - (i + 1 < digits.length ? 1 : 0)),
  );
  return BigInt(`0b${gaps.map((zeros) => `1${zeros}`).join('')}`);
}

export const exactCoverToSubsetSum: Reduction<ExactCoverInstance, ExactCover, SubsetSumInstance, Subset> = {
  name,
  source: 'exact-cover',
  target: 'subset-sum',
  summary: 'A digit for each element, in a base so large that nothing carries.',
  citation: 'Karp 1972, problem 18',
  sizeLaw:
    'numbers = m, bits at most 1 + n (1 + log m); exactly 1 + (n - 1) d with 2^d > the most sets that an element lies in, 0 for n = 0',

  reduce(instance) {
    const { elements, sets } = instance;
    const { bits: most } = size(instance);
    if (most > MAX_BITS || most * sets.length > MAX_TOTAL)
      throw new InputError(
        name,
        `expected at most ${MAX_BITS} bits a number and ${MAX_TOTAL} in all, found ${most} and ${most * sets.length}; use a smaller source`,
      );
    const bits = digitBits(instance);
    return {
      name: instance.name,
      numbers: sets.map((set) =>
        number(
          [...set].sort((a, b) => b - a),
          bits,
        ),
      ),
      target: number(
        Array.from({ length: elements }, (_, i) => elements - 1 - i),
        bits,
      ),
      provenance: derived(instance.provenance, name),
    };
  },

  forward: (_, cover) => cover,

  extract: (_, subset) => subset,

  size,
};

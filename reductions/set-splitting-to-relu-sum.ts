// Set Splitting -> two rectified linear units whose sum is right on all examples.
//
// Construction, for n elements and m sets
//   1. Two units of n inputs.
//   2. Examples: the sum is 0 at the origin, 1 at each e_i, 0 at each χ(c_j) = Σ_{i in c_j} e_i. At the χ of an empty set,
//      the origin, it is 1.
//
// Splittable => a right sum. All biases are 0. A unit has weight 1 on the elements of its part, -(M - 1) on the others, where
// M >= 1 is the size of the largest set. At e_i the unit of its part has 1, the other nothing. A set that meets both parts
// sums to at most |c| - 1 - (M - 1) <= 0 in either unit.
//
// A right sum => splittable. Where the sum is 0 both units have at most 0 before they are rectified: at the origin, so their
// biases are at most 0, and at the sets. At e_i some unit has more than 0. The first part holds the i for which the first unit
// has. If all elements of a set c were of one part, then a unit has more than 0 at each e_i with i in c, and its value at
// χ(c) is the sum of these less |c| - 1 >= 0 times its bias: more than 0.
//
// Source: own construction; the problem is that of exact fits in S. Goel, A. Klivans, P. Manurangsi and D. Reichman, Tight
// hardness results for training depth-2 ReLU networks, ITCS 2021.
// Domain: every set system. Degenerate: an empty set makes the origin ask for 0 and 1, a singleton {i} makes e_i ask for both:
// NO, rightly. Without sets all elements may be of one part. Repeated sets repeat examples.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { ReluSum, ReluSumInstance } from '../src/problem/relu-sum.ts';
import type { SetSystem, Splitting } from '../src/problem/set-splitting.ts';
import { partOf, partUnits, partsExamples } from './shared/relu-parts.ts';
import { requireCells, derived } from './shared/boolean-instance.ts';

const name = 'set-splitting-to-relu-sum';

const size = ({ elements, sets }: SetSystem) => ({
  inputs: elements,
  units: 2,
  examples: 1 + elements + sets.length,
});

export const setSplittingToReluSum: Reduction<SetSystem, Splitting, ReluSumInstance, ReluSum> = {
  name,
  source: 'set-splitting',
  target: 'relu-sum',
  summary: 'The sum is 1 at elements and 0 at sets and the origin; each unit is positive on one part.',
  citation: 'own construction; the problem: Goel, Klivans, Manurangsi and Reichman 2021',
  sizeLaw: 'inputs = n, units = 2, examples = 1 + n + m',

  reduce(system) {
    requireCells(name, size(system));
    return {
      name: system.name,
      inputs: system.elements,
      units: 2,
      examples: partsExamples(system),
      provenance: derived(system.provenance, name),
    };
  },

  forward: (system, { first }) =>
    partUnits(
      system,
      first.map((is) => (is ? 0 : 1)),
      2,
    ),

  extract: ({ elements }, sum) => ({ first: partOf(sum, elements).map((part) => part === 0) }),

  size,
};

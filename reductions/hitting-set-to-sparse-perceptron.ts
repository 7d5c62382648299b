// Hitting Set -> a threshold unit with few nonzero weights.
//
// Construction, for n elements, m sets and the number k
//   1. A unit of n inputs, of whose weights at most k may be other than 0.
//   2. Examples: the origin is negative; χ(c_j) = Σ_{i in c_j} e_i is positive.
//
// Hit => a sparse unit. The weights are 1 on the hitting set and 0 elsewhere, the threshold is 1: a set sums to the number
// of its elements that are chosen.
//
// A sparse unit => hit. The origin is rejected, so θ > 0; each set sums to at least θ, so one of its elements has a weight
// other than 0. The elements with such weights are a hitting set.
//
// So the least number of nonzero weights is the size of the least hitting set.
//
// Source: J.-H. Lin and J. S. Vitter, Complexity results on learning by neural nets, Machine Learning 6 (1991) 211-230,
// have the statement; own arrangement.
// Domain: every set system. Degenerate: an empty set's χ is the origin, which is then positive and negative: NO, rightly.
// For k = 0 the unit is a constant, right iff there are no sets; k may exceed n. Repeated sets repeat examples.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { HittingSet, HittingSetInstance } from '../src/problem/hitting-set.ts';
import type { SparsePerceptronInstance } from '../src/problem/sparse-perceptron.ts';
import type { Unit } from '../src/problem/training/configuration.ts';
import { characteristicVectors, derived, requireCells } from './shared/boolean-instance.ts';

const name = 'hitting-set-to-sparse-perceptron';

const size = ({ elements, sets, size: k }: HittingSetInstance) => ({
  inputs: elements,
  examples: 1 + sets.length,
  nonzero: k,
});

export const hittingSetToSparsePerceptron: Reduction<
  HittingSetInstance,
  HittingSet,
  SparsePerceptronInstance,
  Unit
> = {
  name,
  source: 'hitting-set',
  target: 'sparse-perceptron',
  summary: 'The origin is negative, sets are positive sums; the elements chosen have the nonzero weights.',
  citation: 'after Lin and Vitter 1991',
  sizeLaw: 'inputs = n, examples = 1 + m, nonzero = k',

  reduce(instance) {
    const { inputs, nonzero } = size(instance);
    requireCells(name, size(instance));
    const stimulus = characteristicVectors(inputs);
    return {
      name: instance.name,
      inputs,
      examples: [
        { stimulus: stimulus([]), response: '0' },
        ...instance.sets.map((set) => ({ stimulus: stimulus(set), response: '1' as const })),
      ],
      nonzero,
      provenance: derived(instance.provenance, name),
    };
  },

  forward: (_, { chosen }) => ({ weights: chosen.map((is) => (is ? 1n : 0n)), threshold: 1n }),

  extract: (_, { weights }) => ({ chosen: weights.map((w) => w !== 0n) }),

  size,
};

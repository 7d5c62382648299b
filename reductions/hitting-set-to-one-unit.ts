// Hitting Set -> training a single threshold unit that may err on some examples.
//
// Construction, for n elements, m sets and the number k
//   1. Network: n inputs, one threshold unit that reads them.
//   2. Examples: the origin is positive and weighs n + 1; each unit vector e_i is negative; χ(c_j) = Σ_{i in c_j} e_i is
//      positive. An empty set's χ is the origin: it is negative instead, and weighs n + 1 as well.
//   3. Examples of weight min(k, n) may be wrong.
//
// Hit => trainable. Let H be a hitting set of at most k elements and K = max(1, max |c_j| - 1). The weights are K on H
// and -1 elsewhere, the threshold is 0. The origin is accepted; e_i is accepted iff i lies in H; a set has an element in
// H, so it sums to at least K - (|c_j| - 1) >= 0. So the errors are the e_i with i in H.
//
// Trainable => hit. Let (w, θ) err on examples of weight at most min(k, n) <= n. The origin weighs more, so it is right:
// θ <= 0, and there is no empty set, whose example would then be wrong. Let H hold each i whose e_i is wrong and one
// element of each set whose example is wrong: at most k elements. If a set c, whose example is right, had none of them,
// then w_i < θ for each i in c, and w·χ(c) < |c| θ <= θ: it would be wrong.
//
// So without empty sets the least weight of errors is the size of the least hitting set, whatever k is; and for sets of
// two elements, of the least vertex cover.
//
// Source: own arrangement of the points of A. L. Blum and R. L. Rivest, Training a 3-node neural network is NP-complete,
// NIPS 1 (1988), section 2. D. S. Johnson and F. P. Preparata, The densest hemisphere problem, 1978, and K.-U. Höffgen,
// H.-U. Simon and K. S. Van Horn, Robust trainability of single neurons, 1995, have the hardness.
// Domain: every set system. Degenerate: with an empty set two examples of weight n + 1 contradict each other, so the
// answer is NO, rightly. A singleton {i} makes e_i positive and negative: one of the two is an error, and i is in H
// either way. Repeated sets repeat examples. For k >= n all unit vectors may be wrong, and the answer is YES unless a set
// is empty. Without elements only the origin is left, and nothing may be wrong.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { HittingSet, HittingSetInstance } from '../src/problem/hitting-set.ts';
import type { Configuration, Unit } from '../src/problem/training/configuration.ts';
import { totalWeight, type TrainingInstance } from '../src/problem/training/schema.ts';
import { booleanInstance, fires, type SparseExample } from './shared/boolean-instance.ts';
import { confiningWeights } from './shared/confinement.ts';

const name = 'hitting-set-to-one-unit';

const size = ({ elements, sets }: HittingSetInstance) => ({
  inputs: elements,
  hidden: 0,
  examples: 1 + elements + sets.length,
});

function* examples({ elements, sets }: HittingSetInstance): Generator<SparseExample> {
  const heavy = elements + 1;
  yield [[], '1', heavy];
  for (let i = 0; i < elements; i++) yield [[i], '0'];
  for (const set of sets) yield set.length === 0 ? [[], '0', heavy] : [set, '1'];
}

export const hittingSetToOneUnit: Reduction<HittingSetInstance, HittingSet, TrainingInstance, Configuration> =
  {
    name,
    source: 'hitting-set',
    target: 'training',
    summary:
      'Elements are negative unit vectors, sets positive sums; a threshold unit errs on the elements chosen.',
    citation: 'after Blum and Rivest 1988, section 2',
    sizeLaw: 'inputs = n, hidden = 0, examples = 1 + n + m',

    reduce(instance) {
      const all = booleanInstance(name, instance, size(instance), 'threshold', examples(instance));
      const atLeast = totalWeight(all) - Math.min(instance.size, instance.elements);
      return { ...all, require: { atLeast } };
    },

    forward: (instance, { chosen }) => ({
      nodes: [{ weights: confiningWeights(instance, { first: chosen }, false), threshold: 0n }],
    }),

    extract({ elements, sets }, { nodes }) {
      const unit = nodes[0] as Unit;
      const chosen = Array.from({ length: elements }, (_, i) => fires(unit, [i]));
      for (const set of sets) if (!fires(unit, set)) chosen[set[0]!] = true;
      return { chosen };
    },

    size,
  };

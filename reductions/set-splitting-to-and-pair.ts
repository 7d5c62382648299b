// Set Splitting -> training two threshold units under an AND.
//
// Construction, for n elements and m sets
//   1. Network: n inputs, two hidden threshold units, an AND.
//   2. Examples: the origin is positive; each unit vector e_i is negative; χ(c_j) = Σ_{i in c_j} e_i is
//      positive.
//
// Splittable => trainable. Let K = max(1, max |c_j| - 1). Unit 1 has weight -1 on the elements of the first
// part and K on the others, unit 2 the reverse; both thresholds are 0. The origin is accepted by both; e_i is
// rejected by the unit of i's part; a set not inside a part has an element outside it, so that part's unit sums
// to at least K - (|c_j| - 1) >= 0.
//
// Trainable => splittable. Let the first part be the i whose e_i is rejected by unit 1; the others are rejected
// by unit 2. As the origin is accepted, both thresholds are at most 0. If c lay inside the part of a unit (w,
// θ), each w_i of it would be below θ, so w·χ(c) < |c| θ <= θ for c not empty: that unit would reject χ(c), a
// positive example.
//
// Source: A. L. Blum and R. L. Rivest, Training a 3-node neural network is NP-complete, NIPS 1 (1988), section
// 2 (2-linear confinement of positive Boolean examples), with smaller integer weights.
// Domain: every set system. Degenerate: a singleton {i} makes e_i positive and negative, so the answer is NO,
// rightly. The empty set, which cannot be split, is given the origin as a *negative* example: a contradiction,
// so NO. Repeated sets repeat examples. Without elements the stimuli are empty and only the origin is left.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { SetSystem, Splitting } from '../src/problem/set-splitting.ts';
import type { Configuration } from '../src/problem/training/configuration.ts';
import type { TrainingInstance } from '../src/problem/training/schema.ts';
import { shallowParts } from '../src/problem/training/shallow.ts';
import { booleanInstance, fires, type SparseExample } from './shared/boolean-instance.ts';
import { confinementExamples, confiningWeights } from './shared/confinement.ts';

const name = 'set-splitting-to-and-pair';

const size = ({ elements, sets }: SetSystem) => ({
  inputs: elements,
  hidden: 2,
  examples: 1 + elements + sets.length,
});

function* examples(system: SetSystem): Generator<SparseExample> {
  yield [[], '1'];
  yield* confinementExamples(system);
}

export const setSplittingToAndPair: Reduction<SetSystem, Splitting, TrainingInstance, Configuration> = {
  name,
  source: 'set-splitting',
  target: 'training',
  summary: 'Elements are negative unit vectors, sets positive sums; an AND of two units splits them.',
  citation: 'Blum and Rivest 1988, section 2',
  sizeLaw: 'inputs = n, hidden = 2, examples = 1 + n + m',

  reduce: (system) => booleanInstance(name, system, size(system), 'and', examples(system)),

  forward: (system, splitting) => ({
    nodes: [
      ...[true, false].map((part) => ({
        weights: confiningWeights(system, splitting, part),
        threshold: 0n,
      })),
      { gate: 'and' },
    ],
  }),

  extract({ elements }, configuration) {
    const [unit] = shallowParts(configuration).hidden;
    return { first: Array.from({ length: elements }, (_, i) => !fires(unit!, [i])) };
  },

  size,
};

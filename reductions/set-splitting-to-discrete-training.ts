// Set Splitting -> training two threshold units under an AND, all weights +1 or -1.
//
// Construction, for n elements and m sets
//   1. With s the size of the largest set, n + max(0, s - 2) inputs: the elements, then helpers f_1, f_2, ...
//      Two units; weights -1 and 1.
//   2. The origin is positive; each unit vector e_i is negative.
//   3. For each set, χ(c_j) = Σ_{i in c_j} e_i plus the unit vectors of the first |c_j| - 2 helpers is positive.
//
// Splittable => trainable. Unit 1 has weight -1 on the first part, unit 2 on the second; all other weights, those of the
// helpers too, are 1, and both thresholds are 0. A unit rejects exactly the e_i of its part. A set that is not inside a
// part has at most |c| - 1 elements in it and one outside: with the helpers it sums to at least
// -(|c| - 1) + 1 + (|c| - 2) = 0.
//
// Trainable => splittable. Both units accept the origin, so θ <= 0. Let the first part hold the i whose e_i unit 1
// rejects; unit 2 rejects those of the second part. If c were inside the part of one of them, that unit has w_i < θ <= 0,
// so w_i = -1 on c, and -1 < θ. The set's example sums to at most -|c| + (|c| - 2) = -2 for |c| >= 2, and to -1 for
// |c| = 1, whatever the helpers' weights are: less than θ, but the example is positive.
//
// With weights that are not restricted the helpers could make up for any set, and the examples would ask for nothing.
//
// Source: A. L. Blum and R. L. Rivest, Training a 3-node neural network is NP-complete, NIPS 1 (1988), state without
// proof that the problem stays NP-complete with weights +1 and -1; own construction, in which all sets share the helpers.
// Domain: every set system, at most 2^28 inputs times examples. Degenerate: a singleton contradicts its e_i. The empty set
// is given the origin as a negative example and contradicts it. Repeated sets repeat examples.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { DiscreteInstance, DiscreteUnits } from '../src/problem/discrete-training.ts';
import type { SetSystem, Splitting } from '../src/problem/set-splitting.ts';
import { discreteInstance, fires, type SparseExample } from './shared/boolean-instance.ts';
import { confinementExamples } from './shared/confinement.ts';

const name = 'set-splitting-to-discrete-training';

/** Helpers of a set of so many elements. */
const helpersOf = (elements: number): number => Math.max(0, elements - 2);

const helpers = ({ sets }: SetSystem): number =>
  sets.reduce((most, set) => Math.max(most, helpersOf(set.length)), 0);

const size = (system: SetSystem) => ({
  inputs: system.elements + helpers(system),
  units: 2,
  examples: 1 + system.elements + system.sets.length,
});

function* examples(system: SetSystem): Generator<SparseExample> {
  const { elements } = system;
  yield [[], '1'];
  for (const [ones, response] of confinementExamples(system))
    yield [[...ones, ...Array.from({ length: helpersOf(ones.length) }, (_, f) => elements + f)], response];
}

export const setSplittingToDiscreteTraining: Reduction<
  SetSystem,
  Splitting,
  DiscreteInstance,
  DiscreteUnits
> = {
  name,
  source: 'set-splitting',
  target: 'discrete-training',
  summary:
    'The points of the AND construction; with sets of up to h + 2 elements, h > 0, also h inputs that help them.',
  citation: 'own construction; the claim is in Blum and Rivest 1988',
  sizeLaw:
    'inputs at most 2 n, units = 2, examples = 1 + n + m; exactly n + h inputs, h the size of the largest set less 2, but at least 0',

  reduce: (system) => discreteInstance(name, system, size(system), [-1, 1], examples(system)),

  forward: (system, { first }) => ({
    units: [true, false].map((part) => ({
      weights: [
        ...first.map((inFirst) => (inFirst === part ? -1n : 1n)),
        ...Array.from({ length: helpers(system) }, () => 1n),
      ],
      threshold: 0n,
    })),
  }),

  extract: ({ elements }, { units }) => ({
    first: Array.from({ length: elements }, (_, i) => !fires(units[0]!, [i])),
  }),

  size,
};

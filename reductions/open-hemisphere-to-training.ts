// The densest open hemisphere -> training a single threshold unit that may err on some examples.
//
// Construction, for v vectors of d coordinates and the number m
//   1. Network: d inputs, one threshold unit that reads them.
//   2. Examples: the origin is negative and weighs v + 1; each vector is positive.
//   3. Examples of weight v - m may be wrong. For m > v nothing may be, and the origin is a positive example as well.
//
// A hemisphere => trainable. Scale its pole y to integers: y · z > 0 is y · z >= 1, so the unit (y, 1) accepts the vectors in
// the hemisphere and rejects the origin.
//
// Trainable => a hemisphere. The errors weigh at most v - m <= v, so the origin is right: θ > 0. A vector that is right has
// w · z >= θ > 0, and at least m of them are right. For m > v the origin contradicts itself, so the answer is NO, rightly.
//
// Source: D. S. Johnson and F. P. Preparata, The densest hemisphere problem, Theoretical Computer Science 6 (1978) 93-107.
// Domain: every instance. Degenerate: a zero vector is the origin, whose weight makes it wrong, as no hemisphere holds it.
// Without coordinates all vectors are zero.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { OpenHemisphereInstance, Pole } from '../src/problem/open-hemisphere.ts';
import type { Configuration, Unit } from '../src/problem/training/configuration.ts';
import type { TrainingInstance } from '../src/problem/training/schema.ts';
import { toIntegers, toRationals, wishCount, wishes } from './shared/vectors.ts';

const name = 'open-hemisphere-to-training';

export const openHemisphereToTraining: Reduction<
  OpenHemisphereInstance,
  Pole,
  TrainingInstance,
  Configuration
> = {
  name,
  source: 'open-hemisphere',
  target: 'training',
  summary:
    'Vectors are positive examples, the heavy origin is negative; a threshold unit errs on those outside.',
  citation: 'after Johnson and Preparata 1978',
  sizeLaw: 'inputs = d, hidden = 0, examples at most 2 + v; exactly 1 + v, one more where m > v',

  reduce: (instance) =>
    wishes(name, instance, instance.dimension, [], instance.vectors.map(toRationals), instance.atLeast),

  forward: (_, { direction }) => ({ nodes: [{ weights: toIntegers(direction), threshold: 1n }] }),

  extract: (_, { nodes }) => ({ direction: toRationals((nodes[0] as Unit).weights) }),

  size: ({ dimension, vectors, atLeast }) => ({
    inputs: dimension,
    hidden: 0,
    examples: wishCount(0, vectors.length, atLeast),
  }),
};

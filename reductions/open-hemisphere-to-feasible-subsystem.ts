// The densest open hemisphere -> the maximum feasible subsystem: the special case of right sides 0.
//
// Construction
//   1. A variable for each coordinate; the inequality z · x > 0 for each vector z; m is kept.
//
// Both directions hold because the question is the same: y is a pole of m vectors iff it satisfies their inequalities.
//
// Source: E. Amaldi and V. Kann, The complexity and approximability of finding maximum feasible subsystems of linear
// relations, Theoretical Computer Science 147 (1995) 181-210.
// Domain: every instance. Degenerate: a zero vector's inequality 0 > 0 never holds, as the vector is in no hemisphere;
// repeated vectors repeat inequalities.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { FeasibleSubsystemInstance, RationalPoint } from '../src/problem/feasible-subsystem.ts';
import type { OpenHemisphereInstance, Pole } from '../src/problem/open-hemisphere.ts';
import { derived } from './shared/boolean-instance.ts';
import { toRationals } from './shared/vectors.ts';

const name = 'open-hemisphere-to-feasible-subsystem';

export const openHemisphereToFeasibleSubsystem: Reduction<
  OpenHemisphereInstance,
  Pole,
  FeasibleSubsystemInstance,
  RationalPoint
> = {
  name,
  source: 'open-hemisphere',
  target: 'feasible-subsystem',
  summary: 'Each vector z is the strict inequality z · x > 0.',
  citation: 'Amaldi and Kann 1995',
  sizeLaw: 'variables = d, inequalities = v, atLeast = m',

  reduce: ({ name: title, dimension, vectors, atLeast, provenance }) => ({
    name: title,
    variables: dimension,
    inequalities: vectors.map((z) => ({
      coefficients: toRationals(z),
      bound: { numerator: 0n, denominator: 1n },
    })),
    atLeast,
    provenance: derived(provenance, name),
  }),

  forward: (_, { direction }) => ({ point: direction }),

  extract: (_, { point }) => ({ direction: point }),

  size: ({ dimension, vectors, atLeast }) => ({
    variables: dimension,
    inequalities: vectors.length,
    atLeast,
  }),
};

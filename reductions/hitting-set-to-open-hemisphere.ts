// Hitting Set -> the densest open hemisphere.
//
// Construction, for n elements, m sets and the number k
//   1. Dimension n + 1. A unit (w, θ) is the direction y = (w, θ): a point x that it should accept is the vector (x, -1), one
//      that it should reject is -(x, -1).
//   2. Vectors: (0, -1), n + 1 times; -(e_i, -1) for each element; (χ(c_j), -1) for each set, χ(c_j) = Σ_{i in c_j} e_i. An
//      empty set is (0, 1) instead, n + 1 times.
//   3. All vectors but min(k, n) have to lie in the open hemisphere {z : y · z > 0}.
//
// Hit => a hemisphere. Let H be a hitting set of at most k elements and K = max(1, max |c_j| - 1). Let w be K on H and -1
// elsewhere: w · χ(c_j) >= K - (|c_j| - 1) >= 0, w_i = -1 outside H. Then y = (2 w, -1) has 1 with (0, -1), at least 1 with a
// set's vector, and 1 with -(e_i, -1) for i outside H. So only vectors of elements of H are outside, and there are at most k.
//
// A hemisphere => hit. At most min(k, n) <= n vectors are outside, so some (0, -1) is inside: θ < 0, and there is no empty
// set, as (0, 1) would be outside n + 1 times. Let H hold each i whose vector is outside, and one element of each set whose
// vector is outside: at most k elements. If a set c, whose vector is inside, had none of them, then w_i < θ for each i in c,
// and w · χ(c) < |c| θ <= θ: its vector would be outside.
//
// Source: D. S. Johnson and F. P. Preparata, The densest hemisphere problem, Theoretical Computer Science 6 (1978) 93-107
// (M. R. Garey and D. S. Johnson, Computers and Intractability, 1979, problem MP6); own arrangement.
// Domain: every set system. Degenerate: with an empty set n + 1 vectors are outside in any case: NO, rightly. A singleton
// {i} has the vector opposite to that of e_i: one of the two is outside, and i is in H either way. For k >= n all elements'
// vectors may be outside. Without elements only (0, -1) and empty sets' (0, 1) are left.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { HittingSet, HittingSetInstance } from '../src/problem/hitting-set.ts';
import type { OpenHemisphereInstance, Pole } from '../src/problem/open-hemisphere.ts';
import { requireCells, derived } from './shared/boolean-instance.ts';
import { confiningWeights } from './shared/confinement.ts';
import { integerDot, toIntegers, toRationals } from './shared/vectors.ts';

const name = 'hitting-set-to-open-hemisphere';

const size = ({ elements, sets, size: k }: HittingSetInstance) => {
  const vectors = 1 + 2 * elements + sets.reduce((sum, set) => sum + copies(elements, set), 0);
  return { dimension: elements + 1, vectors, atLeast: vectors - Math.min(k, elements) };
};

/** How many vectors a set has. */
function copies(elements: number, set: readonly number[]): number {
  return set.length === 0 ? elements + 1 : 1;
}

/** `scale` times (x, -1), where x is 1 at the given places. */
function vector(elements: number, ones: readonly number[], scale: bigint): bigint[] {
  const z = Array.from<bigint>({ length: elements + 1 }).fill(0n);
  for (const i of ones) z[i] = scale;
  z[elements] = -scale;
  return z;
}

function setVector(elements: number, set: readonly number[]): bigint[] {
  return vector(elements, set, set.length === 0 ? -1n : 1n);
}

export const hittingSetToOpenHemisphere: Reduction<
  HittingSetInstance,
  HittingSet,
  OpenHemisphereInstance,
  Pole
> = {
  name,
  source: 'hitting-set',
  target: 'open-hemisphere',
  summary: 'The points for one unit as vectors; a hemisphere leaves out the elements chosen.',
  citation: 'after Johnson and Preparata 1978',
  sizeLaw:
    'dimension = n + 1, vectors about 1 + 2 n + m, atLeast about 1 + 2 n + m - k; exactly n vectors more for each empty set, and the smaller of k and n may be missing',

  reduce(instance) {
    const { elements, sets } = instance;
    const { dimension, vectors, atLeast } = size(instance);
    requireCells(name, { inputs: dimension, examples: vectors });
    const repeated = (count: number, z: bigint[]): bigint[][] => Array.from({ length: count }, () => z);
    return {
      name: instance.name,
      dimension,
      vectors: [
        ...repeated(elements + 1, vector(elements, [], 1n)),
        ...Array.from({ length: elements }, (_, i) => vector(elements, [i], -1n)),
        ...sets.flatMap((set) => repeated(copies(elements, set), setVector(elements, set))),
      ],
      atLeast,
      provenance: derived(instance.provenance, name),
    };
  },

  forward: (instance, { chosen }) => ({
    direction: toRationals([...confiningWeights(instance, { first: chosen }, false).map((w) => 2n * w), -1n]),
  }),

  extract({ elements, sets }, { direction }) {
    const y = toIntegers(direction);
    const outside = (z: readonly bigint[]): boolean => integerDot(y, z) <= 0n;
    const chosen = Array.from({ length: elements }, (_, i) => outside(vector(elements, [i], -1n)));
    for (const set of sets) if (outside(setVector(elements, set))) chosen[set[0]!] = true;
    return { chosen };
  },

  size,
};

// Set Splitting -> training a cascade of two threshold units: the second reads all inputs and the first.
//
// Construction, for n elements and m sets
//   1. Network: n + 4 inputs x_1 ... x_n, y_1 ... y_4; a hidden threshold unit h that reads them; a threshold unit that
//      reads them and h, the output.
//   2. The gadget G: nine points y, positive where L(y) = y_1 + y_2 - y_3 - y_4 is 0 (0000, 1010, 0101, 1111), negative
//      where it is not (1000, 0100, 0010, 0001, 1110).
//   3. For x = 0 and for x = χ(c_j) = Σ_{i in c_j} e_i of each set: the nine points (x, y) with y in G, labelled as y is.
//   4. With y = 0: each unit vector e_i is negative.
//
// Splittable => trainable. Let a be -1 on the first part, b be -1 on the second, both K = max(1, max |c_j| - 1)
// elsewhere; M = 1 + the largest of 0 and all a·χ(c_j), b·χ(c_j); B = 1 + 2M + the sum of b's positive weights. Take
// h = [a·x + M L(y) >= 0] and the output [b·x - M L(y) + B h >= B]. On the points of step 3, a·x and b·x are from 0 to
// M - 1: where L = 0 both units fire; where L > 0 h fires and b·x - M L < 0; where L < 0 h is silent, and
// b·x - M L <= b·x + 2M < B. On e_i, h is silent if i is in the first part, and then b_i < B; else h fires and b_i = -1.
//
// Trainable => splittable. Let the output be [w·x + v·y + c h >= θ]; if c < 0, replace h by its negation, which is a
// threshold unit, too, so that c >= 0. Fact: no cascade with c >= 0 fits G and has h = 0 on y = 0 (all 1882 threshold
// functions h on the 4-cube were tried). At a fixed x both units are threshold units on y; so h = 1 on the origin and on
// all χ(c_j). Let the first part hold the i with h(e_i) = 0. If c_j were inside it, h, which fires on the origin, would
// have threshold α <= 0 and weights below α on c_j, so it would not fire on χ(c_j). If c_j were inside the second part:
// there h(e_i) = 1, so w_i + c < θ, while the origin gives c >= θ; hence with θ' = θ - c <= 0, w·χ(c_j) < |c_j| θ' <= θ'
// and χ(c_j) would be negative.
//
// Source: own construction; J.-H. Lin and J. S. Vitter, Complexity results on learning by neural nets, Machine Learning 6
// (1991) 211-230, prove the hardness of cascades.
// Domain: every set system. Degenerate: a singleton contradicts its e_i. The empty set would repeat the origin's points;
// its point with y = 0 is negative instead and contradicts the origin. Repeated sets repeat examples.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { SetSystem, Splitting } from '../src/problem/set-splitting.ts';
import type { Architecture } from '../src/problem/training/architecture.ts';
import type { Configuration, Unit } from '../src/problem/training/configuration.ts';
import type { TrainingInstance } from '../src/problem/training/schema.ts';
import { fires, networkInstance, type SparseExample } from './shared/boolean-instance.ts';
import { confiningWeights, largestSum, placed } from './shared/confinement.ts';

const name = 'set-splitting-to-cascade';

const GADGET: readonly SparseExample[] = [
  [[], '1'],
  [[0], '0'],
  [[1], '0'],
  [[2], '0'],
  [[0, 2], '1'],
  [[0, 1, 2], '0'],
  [[3], '0'],
  [[1, 3], '1'],
  [[0, 1, 2, 3], '1'],
];

const size = ({ elements, sets }: SetSystem) => ({
  inputs: elements + 4,
  hidden: 1,
  examples: GADGET.length * (sets.length + 1) + elements,
});

function cascade(inputs: number): Architecture {
  const all = Array.from({ length: inputs }, (_, j) => j);
  return {
    inputs,
    nodes: [
      { id: 'h', from: all, family: 'threshold' },
      { id: 'out', from: [...all, inputs], family: 'threshold' },
    ],
    outputs: [1],
  };
}

function* examples({ elements, sets }: SetSystem): Generator<SparseExample> {
  yield* placed(GADGET, elements);
  for (let i = 0; i < elements; i++) yield [[i], '0'];
  for (const set of sets)
    for (const [ones, response] of placed(GADGET, elements))
      yield [[...set, ...ones], set.length + ones.length === 0 ? '0' : response];
}

export const setSplittingToCascade: Reduction<SetSystem, Splitting, TrainingInstance, Configuration> = {
  name,
  source: 'set-splitting',
  target: 'training',
  summary:
    'One hidden unit under an output unit that reads the inputs, too; each set is guarded by nine points.',
  citation: 'own construction; Lin and Vitter 1991',
  sizeLaw: 'inputs = n + 4, hidden = 1, examples = 9 + n + 9 m',

  reduce: (system) =>
    networkInstance(name, system, size(system), () => cascade(system.elements + 4), examples(system)),

  forward(system, splitting) {
    const a = confiningWeights(system, splitting, true);
    const b = confiningWeights(system, splitting, false);
    const sums = [largestSum(system, a), largestSum(system, b)] as const;
    const slab = 1n + (sums[0] > sums[1] ? sums[0] : sums[1]);
    const bridge = 1n + 2n * slab + b.reduce((sum, weight) => (weight > 0n ? sum + weight : sum), 0n);
    return {
      nodes: [
        { weights: [...a, slab, slab, -slab, -slab], threshold: 0n },
        { weights: [...b, -slab, -slab, slab, slab, bridge], threshold: bridge },
      ],
    };
  },

  extract({ elements }, { nodes }) {
    const [hidden, output] = nodes as [Unit, Unit];
    const flipped = output.weights.at(-1)! < 0n;
    return { first: Array.from({ length: elements }, (_, i) => fires(hidden, [i]) === flipped) };
  },

  size,
};

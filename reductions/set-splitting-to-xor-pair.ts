// Set Splitting -> training two threshold units under an XOR.
//
// Construction, for n elements and m sets
//   1. Network: n + 3 inputs x_1 ... x_n, z_1 z_2 z_3; two hidden threshold units; an XOR.
//   2. On x = 0: z = 000, 110, 101, 011 are positive, z = 100, 010, 001 are negative; 111 is not asked for.
//   3. With z = 0: each unit vector e_i is negative, χ(c_j) = Σ_{i in c_j} e_i is positive.
//   4. For each set j and each t = 1, 2, 3: the point x = χ(c_j), z = e_t is negative.
//
// Splittable => trainable. Let K = max(1, max |c_j| - 1); a = -5 on the first part, 5K on the second, a_z = -3,
// threshold -4; b = K on the first part, -1 on the second, b_z = -M with M = 1 + max(0, max b·χ(c_j)),
// threshold 0. On (a, b) the patterns are: origin 11; one z 10, two z's 00; e_i 01 or 10; χ(c_j) 11, since a·χ
// >= 5K - 5(|c_j| - 1) >= 0 and b·χ >= K - (|c_j| - 1) >= 0; with one z added
//   10. So "equal" gives the labels, and with unit 1 negated to (-a, threshold 5) the XOR does.
//
// Trainable => splittable. Negate units so that the label is "equal" and the origin has pattern 11. Suppose
// some χ(c_j) has 00. For each t, switching z_t on at the origin makes exactly one unit fall, so its z_t-weight
// is negative; at χ(c_j) that unit stays 0, so the other must rise, and its z_t-weight is positive. Two of the
// three t's agree on which unit falls; at the sum of those two z's that unit is 0 and the other 1, but the
// example is positive. So every χ(c_j) has 11, every e_i exactly one 0, and the argument of the AND
// construction applies with the first part {i : unit 1 differs on e_i and the origin}.
//
// Source: own construction; A. L. Blum and R. L. Rivest, Training a 3-node neural network is NP-complete, NIPS
// 1 (1988), state the result for ternary features.
// Domain: every set system. Degenerate: a singleton contradicts its e_i. The empty set is given the origin as a
// negative example and contradicts it. Repeated sets repeat examples; without sets M = 1.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { SetSystem, Splitting } from '../src/problem/set-splitting.ts';
import { negatedUnit, type Configuration, type Unit } from '../src/problem/training/configuration.ts';
import type { TrainingInstance } from '../src/problem/training/schema.ts';
import { booleanInstance } from './shared/boolean-instance.ts';
import { equalityExamples, equalUnits, partAgainstOrigin } from './shared/confinement.ts';

const name = 'set-splitting-to-xor-pair';

const size = ({ elements, sets }: SetSystem) => ({
  inputs: elements + 3,
  hidden: 2,
  examples: 7 + elements + 4 * sets.length,
});

export const setSplittingToXorPair: Reduction<SetSystem, Splitting, TrainingInstance, Configuration> = {
  name,
  source: 'set-splitting',
  target: 'training',
  summary: 'The points of the AND construction, tied down by three inputs so that an XOR must act as an AND.',
  citation: 'own construction; the claim for ternary features is in Blum and Rivest 1988',
  sizeLaw: 'inputs = n + 3, hidden = 2, examples = 7 + n + 4 m',

  reduce: (system) => booleanInstance(name, system, size(system), 'xor', equalityExamples(system)),

  forward(system, splitting) {
    const [first, second] = equalUnits(system, splitting);
    return { nodes: [negatedUnit(first), second, { gate: 'xor' }] };
  },

  extract: ({ elements }, { nodes }) => partAgainstOrigin(elements, nodes[0] as Unit),

  size,
};

// Set Splitting -> training Blum and Rivest's 3-node network: two threshold units and a free threshold output.
//
// Construction, for n elements and m sets
//   1. Network: n + 3 inputs x_1 ... x_n, y_1 y_2 y_3; two hidden threshold units; a threshold unit that reads
//      only them.
//   2. The gadget, on x = 0: y = 000, 101, 011 are positive, y = 100, 010, 001, 111 are negative; 110 is not
//      asked for.
//   3. With y = 0: each unit vector e_i is negative, χ(c_j) = Σ_{i in c_j} e_i is positive.
//
// Splittable => trainable. Take the two units of the AND construction (weight -1 on the elements of their part,
// K = max(1, max |c_j| - 1) on the others, threshold 0) with y-weights (-1, -1, 1) and (1, 1, -1), and the
// output h1 + h2 >= 2. On the gadget unit 1 rejects 100, 010 and 111, unit 2 rejects 001, and both accept 000,
// 101 and 011.
//
// Trainable => splittable. Of all outputs that are threshold functions of two bits, only those that are 1 on
// exactly one pattern (b1, b2) fit the gadget (all pairs of the 104 threshold functions on the 3-cube were
// tried; each of the seven points is needed). Replace unit j by its negation where b_j = 0: now the output is
// an AND, and the examples with y = 0 are those of the AND construction, whose argument gives the splitting:
// the first part holds the i whose e_i unit 1 rejects.
//
// Source: A. L. Blum and R. L. Rivest, Training a 3-node neural network is NP-complete, NIPS 1 (1988), section
// 2 (the gadget is theirs; the paper prints the same planes with threshold -1/2).
// Domain: every set system. Degenerate: as in the AND construction; a singleton contradicts its e_i, the empty
// set is given the origin as a negative example and contradicts it, and both answers are NO, rightly. With any
// other output, XOR included, the gadget is not enough; see set-splitting-to-xor-pair.
import type { Reduction } from '../src/catalogue/reduction.ts';
import { InputError } from '../src/problem/errors.ts';
import type { SetSystem, Splitting } from '../src/problem/set-splitting.ts';
import { conjunction, type Configuration, type Unit } from '../src/problem/training/configuration.ts';
import type { TrainingInstance } from '../src/problem/training/schema.ts';
import { shallowParts } from '../src/problem/training/shallow.ts';
import { booleanInstance, fires, type SparseExample } from './shared/boolean-instance.ts';
import { AND_GADGET, confinementExamples, confiningWeights, placed } from './shared/confinement.ts';

const name = 'set-splitting-to-three-node';

const size = ({ elements, sets }: SetSystem) => ({
  inputs: elements + 3,
  hidden: 2,
  examples: AND_GADGET.length + elements + sets.length,
});

function* examples(system: SetSystem): Generator<SparseExample> {
  yield* placed(AND_GADGET, system.elements);
  yield* confinementExamples(system);
}

/**
 * The only pattern of hidden bits on which the output fires. @throws InputError when there is not exactly one
 */
function firingPattern(output: Unit): readonly [boolean, boolean] {
  const patterns = ([false, true] as const).flatMap((a) =>
    ([false, true] as const).map((b) => [a, b] as const),
  );
  const firing = patterns.filter(([a, b]) => fires(output, [...(a ? [0] : []), ...(b ? [1] : [])]));
  if (firing.length !== 1)
    throw new InputError(
      name,
      `expected a configuration that gets every example right, found an output unit that fires on ${firing.length} patterns of hidden bits instead of 1`,
    );
  return firing[0]!;
}

export const setSplittingToThreeNode: Reduction<SetSystem, Splitting, TrainingInstance, Configuration> = {
  name,
  source: 'set-splitting',
  target: 'training',
  summary:
    'The points of the AND construction and a gadget that forces a free threshold output to be an AND.',
  citation: 'Blum and Rivest 1988, section 2',
  sizeLaw: 'inputs = n + 3, hidden = 2, examples = 7 + n + m',

  reduce: (system) => booleanInstance(name, system, size(system), 'threshold', examples(system)),

  forward: (system, splitting) => ({
    nodes: [
      { weights: [...confiningWeights(system, splitting, true), -1n, -1n, 1n], threshold: 0n },
      { weights: [...confiningWeights(system, splitting, false), 1n, 1n, -1n], threshold: 0n },
      conjunction(2),
    ],
  }),

  extract({ elements }, configuration) {
    const { hidden, output } = shallowParts(configuration);
    if (!('weights' in output)) {
      const kind = 'gate' in output ? `the gate ${output.gate}` : 'a table';
      throw new InputError(name, `expected a threshold output unit, found ${kind}`);
    }
    const [accepting] = firingPattern(output);
    return { first: Array.from({ length: elements }, (_, i) => fires(hidden[0]!, [i]) !== accepting) };
  },

  size,
};

// Set Splitting -> training two threshold units under an output that may be any function of the two.
//
// Construction, for n elements and m sets
//   1. Network: n + 6 inputs x_1 ... x_n, z_1 z_2 z_3, y_1 y_2 y_3; two hidden threshold units; a node that may compute
//      any Boolean function of them.
//   2. With y = 0: the 7 + n + 4 m examples of the XOR construction on x and z.
//   3. On x = z = 0: y = 101, 011 are positive, y = 100, 010, 001, 111 are negative; 110 is not asked for. With the
//      origin, which step 2 has, these are the gadget of the 3-node network.
//
// Splittable => trainable. Take the two units of the XOR construction, not negated, with y-weights (-5, -5, 5) and
// (1, 1, -1), and for the output "equal", the table 1001. With y = 0 the labels are right as they are there. On the
// gadget unit 1 (threshold -4) rejects 100, 010 and 111, unit 2 (threshold 0) rejects 001 alone, and both accept the
// origin, 101 and 011.
//
// Trainable => splittable. A function of two bits is a threshold function or one of XOR and "equal". A threshold function
// that fits the gadget is 1 on exactly one pattern, by the argument of the 3-node network; negate units so that it is an
// AND. Of z = 100, 010, 001 some unit then rejects two, say e_s and e_t, and accepts the origin: its threshold is at most
// 0 and its weights on the two are less, so it rejects e_s + e_t, which is positive. Hence the output is XOR or "equal",
// and the argument of the XOR construction applies to the points with y = 0: the first part is {i : unit 1 differs on e_i
// and the origin}.
//
// Source: own construction. N. Megiddo, On the complexity of polyhedral separability, Discrete Comput. Geom. 3 (1988)
// 325-337, has two hyperplanes for rational points; here all points are Boolean.
// Domain: every set system. Degenerate: as in the XOR construction; a singleton contradicts its e_i, the empty set is
// given the origin as a negative example and contradicts it.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { SetSystem, Splitting } from '../src/problem/set-splitting.ts';
import { layered } from '../src/problem/training/architecture.ts';
import type { Configuration, Unit } from '../src/problem/training/configuration.ts';
import type { TrainingInstance } from '../src/problem/training/schema.ts';
import { networkInstance, type SparseExample } from './shared/boolean-instance.ts';
import { AND_GADGET, equalityExamples, equalUnits, partAgainstOrigin, placed } from './shared/confinement.ts';

const name = 'set-splitting-to-any-output';

/** The gadget without the origin. */
const GADGET = AND_GADGET.slice(1);

const size = ({ elements, sets }: SetSystem) => ({
  inputs: elements + 6,
  hidden: 2,
  examples: 7 + elements + 4 * sets.length + GADGET.length,
});

function* examples(system: SetSystem): Generator<SparseExample> {
  yield* equalityExamples(system);
  yield* placed(GADGET, system.elements + 3);
}

export const setSplittingToAnyOutput: Reduction<SetSystem, Splitting, TrainingInstance, Configuration> = {
  name,
  source: 'set-splitting',
  target: 'training',
  summary:
    'The points for an XOR and the gadget for a threshold output: no function of two units is left out.',
  citation: 'own construction; for rational points Megiddo 1988',
  sizeLaw: 'inputs = n + 6, hidden = 2, examples = 13 + n + 4 m',

  reduce: (system) =>
    networkInstance(
      name,
      system,
      size(system),
      () =>
        layered(size(system).inputs, [
          { units: 2, family: 'threshold' },
          { units: 1, family: 'boolean' },
        ]),
      examples(system),
    ),

  forward(system, splitting) {
    const [first, second] = equalUnits(system, splitting);
    return {
      nodes: [
        { ...first, weights: [...first.weights, -5n, -5n, 5n] },
        { ...second, weights: [...second.weights, 1n, 1n, -1n] },
        { table: '1001' },
      ],
    };
  },

  extract: ({ elements }, { nodes }) => partAgainstOrigin(elements, nodes[0] as Unit),

  size,
};

// The layout of a float task in memory: the one description that the reference, the WASM and the WGSL kernel read.
//
// All that a kernel is told stands in one array of 32-bit words, integers and the bits of floats: a header, then steps,
// lists of places, rows of examples and tables, wherever the header and the steps say. A place is where a node keeps
// what it computes for one example; a step computes one node, or a block of units that read the same posts.

/** The words of the header. Names that end in `At` are positions in the array; the last five are floats. */
export const HEADER = [
  'examples',
  'outputs',
  'steps',
  'places',
  'parameters',
  /** Examples of a mini-batch, and 0 where all examples are one. */
  'batch',
  'relaxation',
  'loss',
  'rule',
  /** 1 where every example is an update of its own that needs no state: its share goes straight into the weights. */
  'direct',
  'totalEpochs',
  'seed',
  'stepsAt',
  'outputsAt',
  'targetsAt',
  'scalesAt',
  'stridesAt',
  'decaysAt',
  /** Entries of the table of decays, and the number of epochs after which its last entry holds for good. */
  'decays',
  'decayEpochs',
  'rate',
  'beta1',
  'beta2',
  'steepnessStart',
  'steepnessEnd',
] as const;

/** Words of the header that hold floats. */
export const FLOAT_HEADER = 5;

/**
 * The words of a step. A block of units of `inputs` slots on inputs and `nodes` on nodes has `each = inputs + nodes + 1`
 * parameters a unit from `parameter` on, the bias last. `rows` is where the starts of its examples' rows stand, `values`
 * what to add to the position of a column for that of its value (0: all are 1). A gate has as many `inputs` and `nodes`;
 * `rows` is where the numbers of ones among its inputs stand (0: it reads none). `list`: the places of the nodes read.
 */
export const STEP = [
  'kind',
  'place',
  'units',
  'inputs',
  'nodes',
  'list',
  'parameter',
  'each',
  'rows',
  'values',
  'flags',
] as const;

/** What a step computes; `units` stands for threshold units, and Boolean nodes, which are trained as such. */
export const KINDS = ['units', 'and', 'nand', 'or', 'nor', 'xor', 'majority', 'and-or'] as const;
export type StepKind = (typeof KINDS)[number];

/** Flags of a step: a unit's probability is asked for; an AND-like gate is an output under the logistic loss. */
export const WANTS_PROBABILITY = 1;
export const LOGISTIC_OUTPUT = 2;

/**
 * What a place holds: the `value` that units read, the probabilities of 1 and of 0 (both, for either may be tiny), the
 * activation; the derivatives of the loss by the value, the probability and the activation; the value in the hard
 * network. A gate has no activation; there `byActivation` is what the logistic loss asks of its inputs.
 */
export const PLACE = [
  'value',
  'one',
  'zero',
  'activation',
  'byValue',
  'byOne',
  'byActivation',
  'hard',
] as const;

/** The rules of the optimisers; SGD, gradient descent and momentum are one. */
export const RULES = ['adam', 'irprop-', 'lion', 'normalised', 'momentum'] as const;
export type Rule = (typeof RULES)[number];

/** The positions of names in a list of them. */
export function positions<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, i) => [name, i])) as Record<Name, number>;
}

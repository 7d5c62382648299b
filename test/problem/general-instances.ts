// Arbitrary small training instances in the general form, whatever a file can say: names, layers, numbers, requirements.
import fc from 'fast-check';
import { rational, type Rational } from '../../src/exact/rational.ts';
import {
  FAMILIES,
  GATES,
  layered,
  nodeName,
  type Architecture,
  type NetworkNode,
} from '../../src/problem/training/architecture.ts';
import type { Configuration, NodeFunction } from '../../src/problem/training/configuration.ts';
import type { Example, Requirement, Stimulus, TrainingInstance } from '../../src/problem/training/schema.ts';

const family = fc.constantFrom(...FAMILIES);

/** Fully connected networks, as their layers. */
export const layers = fc.array(fc.record({ units: fc.integer({ min: 1, max: 3 }), family }), {
  minLength: 1,
  maxLength: 4,
});

/** Nodes that read any inputs and earlier nodes, few or none of them, in any order; any nodes as outputs. */
const loose: fc.Arbitrary<Architecture> = fc
  .tuple(fc.nat(4), fc.integer({ min: 1, max: 5 }))
  .chain(([inputs, count]) => {
    const numbers = (length: number): number[] => Array.from({ length }, (_, i) => i);
    const nodes = numbers(count).map((v): fc.Arbitrary<NetworkNode> =>
      fc.record({
        id: fc.constant(nodeName(v)),
        from: fc.shuffledSubarray(numbers(inputs + v), { maxLength: Math.min(4, inputs + v) }),
        family,
      }),
    );
    return fc.record({
      inputs: fc.constant(inputs),
      nodes: fc.tuple(...nodes),
      outputs: fc.shuffledSubarray(numbers(count), { minLength: 1, maxLength: Math.min(3, count) }),
    });
  });

/** Networks whose nodes have the names they have when nobody names them. */
export const unnamed: fc.Arbitrary<Architecture> = fc.oneof(
  loose,
  fc.tuple(fc.nat(3), layers).map(([inputs, list]) => layered(inputs, list)),
);

/** Names as a file may have them: also those that objects are born with, and the default names of other nodes. */
const name = fc
  .oneof(
    fc.constantFrom('__proto__', 'constructor', 'x', 'x1a', 'X1', '-x1', 'u1', 'u2', 'u3', '"', '*', 'ü'),
    fc.stringMatching(/^\S{1,6}$/),
  )
  .filter((text) => !/^x\d+$/.test(text));

/** The network with other names for its nodes. */
export function renamed(network: Architecture): fc.Arbitrary<Architecture> {
  const length = network.nodes.length;
  return fc.uniqueArray(name, { minLength: length, maxLength: length }).map((names) => ({
    ...network,
    nodes: network.nodes.map((node, v) => ({ ...node, id: names[v]! })),
  }));
}

export const architectures: fc.Arbitrary<Architecture> = fc.oneof(unnamed, unnamed.chain(renamed));

const number: fc.Arbitrary<Rational> = fc.oneof(
  fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: 1, max: 6 })).map(([p, q]) => ratio(p, q)),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 20n }))
    .map(([p, q]) => rational(p, q)),
);

function ratio(p: number, q: number): Rational {
  return rational(BigInt(p), BigInt(q));
}

const stimulus = (inputs: number, numbers: boolean): fc.Arbitrary<Stimulus> => {
  const bits = fc.string({ unit: fc.constantFrom('0', '1'), minLength: inputs, maxLength: inputs });
  if (!numbers || inputs === 0) return bits;
  const list = fc.array(number, { minLength: inputs, maxLength: inputs });
  // A list of numbers that are all 0 or 1 is read as a string of bits.
  const other = list.filter((values) =>
    values.some(({ numerator: p, denominator: q }) => p !== 0n && p !== q),
  );
  return fc.oneof(bits, other);
};

/** Whether stimuli may be other numbers than 0 and 1. */
const takesNumbers = ({ inputs, nodes }: Architecture): boolean =>
  nodes.every(({ family: kind, from }) => kind === 'threshold' || from.every((post) => post >= inputs));

/** Examples with any responses, some of them weighed; rational stimuli where the network takes them. */
function examples(architecture: Architecture): fc.Arbitrary<Example[]> {
  const { length } = architecture.outputs;
  const example = fc.record(
    {
      stimulus: stimulus(architecture.inputs, takesNumbers(architecture)),
      response: fc.string({ unit: fc.constantFrom('0', '1', '*'), minLength: length, maxLength: length }),
      weight: fc.oneof(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 2 ** 50 })),
    },
    { requiredKeys: ['stimulus', 'response'] },
  );
  // Records have no prototype, which what is read from a file has.
  return fc.array(
    example.map((item) => ({ ...item })),
    { maxLength: 6 },
  );
}

function requirement(total: number): fc.Arbitrary<Requirement> {
  return fc.oneof(
    fc.constant('all' as const),
    fc.integer({ min: 0, max: total }).map((atLeast) => ({ atLeast })),
    fc
      .tuple(fc.nat(12), fc.integer({ min: 1, max: 12 }))
      .map(([p, q]) => ({ fraction: ratio(Math.min(p, q), q) })),
  );
}

const text = fc.option(fc.string(), { nil: undefined });

/** Instances on some architectures. */
export function instancesOn(networks: fc.Arbitrary<Architecture>): fc.Arbitrary<TrainingInstance> {
  return networks.chain((architecture) =>
    examples(architecture).chain((list) =>
      fc
        .tuple(requirement(list.reduce((sum, { weight = 1 }) => sum + weight, 0)), text, text)
        .map(([require, title, by]) => ({
          architecture,
          examples: list,
          require,
          ...(title === undefined ? {} : { name: title }),
          ...(by === undefined ? {} : { provenance: { by } }),
        })),
    ),
  );
}

/** Instances as files have them. */
export const instances: fc.Arbitrary<TrainingInstance> = instancesOn(architectures);

/** The network with threshold nodes wherever inputs are read, so that stimuli may be any numbers. */
export function takingNumbers(network: Architecture): Architecture {
  const { inputs, nodes } = network;
  return {
    ...network,
    nodes: nodes.map((node) =>
      node.from.some((post) => post < inputs) ? { ...node, family: 'threshold' } : node,
    ),
  };
}

const weight = fc.bigInt({ min: -4n, max: 4n });

/** A function that a node may have. */
function functions({ family: kind, from }: NetworkNode): fc.Arbitrary<NodeFunction> {
  const { length } = from;
  switch (kind) {
    case 'threshold':
      return fc.record({
        weights: fc.array(weight, { minLength: length, maxLength: length }),
        threshold: weight,
      });
    case 'boolean':
      return fc
        .string({ unit: fc.constantFrom('0', '1'), minLength: 2 ** length, maxLength: 2 ** length })
        .map((table) => ({ table }));
    case 'and-or':
      return fc.constantFrom({ gate: 'and' as const }, { gate: 'or' as const });
    default:
      return fc.constant({ gate: kind });
  }
}

/** A configuration of a network, out of its families. */
export function configurations({ nodes }: Architecture): fc.Arbitrary<Configuration> {
  return fc.tuple(...nodes.map(functions)).map((list) => ({ nodes: list.map((node) => ({ ...node })) }));
}

/** Functions that a node may not have: of another family, or of another fan-in. */
export function misfits({ family: kind, from }: NetworkNode): NodeFunction[] {
  const { length } = from;
  const unit = (fanIn: number): NodeFunction => ({
    weights: Array.from({ length: fanIn }, () => 1n),
    threshold: 1n,
  });
  const table = (rows: number): NodeFunction => ({ table: '0'.repeat(rows) });
  const gates = GATES.filter(
    (gate) => gate !== kind && !(kind === 'and-or' && (gate === 'and' || gate === 'or')),
  );
  return [
    ...gates.map((gate) => ({ gate })),
    ...(kind === 'threshold'
      ? [unit(length + 1), ...(length > 0 ? [unit(length - 1)] : [])]
      : [unit(length)]),
    ...(kind === 'boolean'
      ? [table(2 ** length + 1), table(2 ** length - 1), table(0)]
      : [table(2 ** length)]),
  ];
}

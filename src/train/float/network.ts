// A network as steps: blocks of units that read the same posts, gates, and where their values and parameters stand.
import type { Architecture, NetworkNode, NodeFamily } from '../../problem/training/architecture.ts';
import type { StepKind } from './layout.ts';

/** One step of a forward pass. */
export type Step = {
  readonly kind: StepKind;
  /** Whether its units are Boolean nodes, which become truth tables. */
  readonly tables: boolean;
  /** Numbers of its nodes; more than one only for units. Node i keeps its values at place `place + i`. */
  readonly members: readonly number[];
  readonly place: number;
  /** Positions, in the nodes' common `from`, of the inputs and of the nodes that are read. */
  readonly inputs: readonly number[];
  readonly nodes: readonly number[];
  /** The posts of `inputs`, and the places of `nodes`. */
  readonly posts: readonly number[];
  readonly places: readonly number[];
  /** The first parameter, and how many there are a node: the weights of inputs, of nodes, the bias; or one choice. */
  readonly parameter: number;
  readonly parametersEach: number;
};

/** A network in the order of computation. */
export type StepNetwork = {
  readonly steps: readonly Step[];
  /** The place of each node. */
  readonly placeOf: Int32Array;
  readonly parameters: number;
};

/**
 * The steps of an architecture. Units with the same list of posts form a block, computed where its first unit stands:
 * whatever it reads comes before, and whoever reads one of its units comes after.
 */
export function stepsOf({ inputs, nodes }: Architecture): StepNetwork {
  const groups: number[][] = [];
  const blocks = new Map<string, number[]>();
  const key = keys();
  for (const [v, node] of nodes.entries()) {
    const name = trained(node.family) ? `${node.family} ${key(node)}` : undefined;
    const block = name === undefined ? undefined : blocks.get(name);
    if (block) {
      block.push(v);
      continue;
    }
    const group = [v];
    groups.push(group);
    if (name !== undefined) blocks.set(name, group);
  }
  const placeOf = new Int32Array(nodes.length);
  groups.flat().forEach((v, place) => (placeOf[v] = place));
  let parameters = 0;
  const steps = groups.map((members): Step => {
    const { family, from } = nodes[members[0]!]!;
    const at = from.map((_, i) => i);
    const onInputs = at.filter((i) => from[i]! < inputs);
    const onNodes = at.filter((i) => from[i]! >= inputs);
    const parameter = parameters;
    const parametersEach = trained(family) ? from.length + 1 : family === 'and-or' ? 1 : 0;
    parameters += parametersEach * members.length;
    return {
      kind: family === 'threshold' || family === 'boolean' ? 'units' : family,
      tables: family === 'boolean',
      members,
      place: placeOf[members[0]!]!,
      inputs: onInputs,
      nodes: onNodes,
      posts: onInputs.map((i) => from[i]!),
      places: onNodes.map((i) => placeOf[from[i]! - inputs]!),
      parameter,
      parametersEach,
    };
  });
  return { steps, placeOf, parameters };
}

function trained(family: NodeFamily): boolean {
  return family === 'threshold' || family === 'boolean';
}

/** Lists of posts as text; the nodes of a layer share one list, which may be long. */
function keys(): (node: NetworkNode) => string {
  const known = new Map<readonly number[], string>();
  return ({ from }) => {
    const text = known.get(from) ?? from.join();
    known.set(from, text);
    return text;
  };
}

// The architecture of a network: a directed acyclic graph of nodes, each with the family its function is chosen from.
import * as z from 'zod';
import { InputError, found } from '../errors.ts';

/** Fixed functions of a node. `xor` is the parity of all inputs, `majority` is 1 iff more than half of them are. */
export const GATES = ['and', 'or', 'nand', 'nor', 'xor', 'majority'] as const;
export type Gate = (typeof GATES)[number];

/**
 * What a node's function is chosen from: `threshold`, linear threshold functions (Judd's LSF); `boolean`, all functions
 * (LUF); `and-or`, AND and OR (AOF); or one fixed gate.
 */
export const FAMILIES = ['threshold', 'boolean', 'and-or', ...GATES] as const;
export type NodeFamily = (typeof FAMILIES)[number];

/** A node. It reads posts: 0 … inputs - 1 are the inputs, inputs + v is node v. */
export type NetworkNode = {
  readonly id: string;
  readonly from: readonly number[];
  readonly family: NodeFamily;
};

/**
 * A network in Judd's general form (Judd, On the complexity of loading shallow neural networks, J. Complexity 4, 1988).
 * Nodes stand in topological order: a node reads inputs and earlier nodes, no post twice.
 */
export type Architecture = {
  readonly inputs: number;
  readonly nodes: readonly NetworkNode[];
  /** Numbers of nodes, all different, in the order of a response's characters. */
  readonly outputs: readonly number[];
};

/** A layer of nodes that all read the whole layer before it, or the inputs. */
export type Layer = { readonly units: number; readonly family: NodeFamily };

/** Limits that keep a hostile file from asking for the machine. */
const MAX_INPUTS = 1_000_000;
/** Units a layer may have. */
export const MAX_UNITS = 4096;
/** Layers a network may be written with. */
export const MAX_LAYERS = 64;
/** Nodes a network may have. */
export const MAX_NODES = 65_536;
/** The truth table of a node that may be any function has two to the power of its fan-in entries. */
const MAX_BOOLEAN_FAN_IN = 16;

const family = z.enum(FAMILIES, {
  error: (issue) => `expected one of ${FAMILIES.join(', ')}, found ${found(issue.input)}`,
});
const id = z.string().regex(/^\S{1,100}$/, 'expected a name of 1 to 100 characters without spaces');

/** The JSON form: `{inputs, layers}` for a fully connected network, or `{inputs, nodes, outputs}`. */
export const architectureSchema = z.strictObject({
  inputs: z.int().min(0).max(MAX_INPUTS),
  layers: z
    .array(z.strictObject({ units: z.int().min(1).max(MAX_UNITS), family }))
    .min(1)
    .max(MAX_LAYERS)
    .optional(),
  nodes: z
    .array(z.strictObject({ id, from: z.array(z.string()), family }))
    .min(1)
    .max(MAX_NODES)
    .optional(),
  outputs: z.array(z.string()).min(1).optional(),
});

/**
 * The architecture of a checked JSON value.
 * @param place where it stands, for messages: `network.json: architecture`
 * @throws InputError when names do not fit together
 */
export function architectureFromJson(
  { inputs, layers, nodes, outputs }: z.output<typeof architectureSchema>,
  place: string,
): Architecture {
  if (layers !== undefined) {
    const odd = nodes ? 'nodes' : 'outputs';
    if (nodes ?? outputs)
      throw new InputError(
        `${place}.${odd}`,
        `expected layers alone, found ${odd} beside them; remove one of the two`,
      );
    layers.forEach((layer, l) =>
      checkFanIn(layer.family, l === 0 ? inputs : layers[l - 1]!.units, `${place}.layers[${l}]`),
    );
    return layered(inputs, layers);
  }
  if (nodes === undefined || outputs === undefined)
    throw new InputError(
      place,
      `expected layers, or nodes and outputs, found ${nodes ? 'nodes without outputs' : outputs ? 'outputs without nodes' : 'none of them'}`,
    );
  const posts = new Map<string, number>();
  const post = (name: string, path: string, expected: string): number => {
    const input = /^x([1-9]\d*)$/.exec(name);
    const number = input ? Number(input[1]) - 1 : posts.get(name);
    if (number === undefined || (input && number >= inputs))
      throw new InputError(path, `expected ${expected}, found ${found(name)}`);
    return number;
  };
  const different = (list: readonly number[], path: string, names: readonly string[]): readonly number[] => {
    const seen = new Set<number>();
    for (const [i, item] of list.entries()) {
      if (seen.has(item))
        throw new InputError(`${path}[${i}]`, `expected each name once, found ${found(names[i])} again`);
      seen.add(item);
    }
    return list;
  };
  const readable =
    inputs === 0
      ? 'an earlier node'
      : `an input (${inputs === 1 ? 'x1' : `x1 to x${inputs}`}) or an earlier node`;
  const read = nodes.map((node, v): NetworkNode => {
    const path = `${place}.nodes[${v}]`;
    const from = node.from.map((name, i) => post(name, `${path}.from[${i}]`, readable));
    if (/^x\d+$/.test(node.id) || posts.has(node.id))
      throw new InputError(
        `${path}.id`,
        `expected a name that no input and no other node has, found ${found(node.id)}`,
      );
    checkFanIn(node.family, from.length, `${path}.from`);
    posts.set(node.id, inputs + v);
    return { id: node.id, from: different(from, `${path}.from`, node.from), family: node.family };
  });
  const named = outputs.map((name, o) => {
    const number = posts.get(name);
    if (number === undefined)
      throw new InputError(`${place}.outputs[${o}]`, `expected the id of a node, found ${found(name)}`);
    return number - inputs;
  });
  return { inputs, nodes: read, outputs: different(named, `${place}.outputs`, outputs) };
}

function checkFanIn(kind: NodeFamily, fanIn: number, place: string): void {
  if (kind === 'boolean' && fanIn > MAX_BOOLEAN_FAN_IN)
    throw new InputError(
      place,
      `expected a node of family boolean to read at most ${MAX_BOOLEAN_FAN_IN} posts, found ${fanIn}; its truth table would be too long`,
    );
}

/**
 * The JSON form of an architecture: layers where it has them, no more of them than are read, and its nodes have no names
 * of their own.
 */
export function architectureToJson(network: Architecture): z.input<typeof architectureSchema> {
  const named = network.nodes.some(({ id: own }, v) => own !== nodeName(v));
  const layers = named ? undefined : layersOf(network);
  const legible = layers && layers.length <= MAX_LAYERS && layers.every(({ units }) => units <= MAX_UNITS);
  return legible ? { inputs: network.inputs, layers } : inNodes(network, ({ id: own }) => own);
}

/** The JSON form in which networks that differ only in names and spelling are equal. */
export function canonicalArchitecture(network: Architecture): z.input<typeof architectureSchema> {
  const layers = layersOf(network);
  return layers ? { inputs: network.inputs, layers } : inNodes(network, (_, v) => nodeName(v));
}

function inNodes(
  { inputs, nodes, outputs }: Architecture,
  name: (node: NetworkNode, v: number) => string,
): z.input<typeof architectureSchema> {
  const names = nodes.map(name);
  const post = (p: number): string => (p < inputs ? `x${p + 1}` : names[p - inputs]!);
  return {
    inputs,
    nodes: nodes.map((node, v) => ({ id: names[v]!, from: node.from.map(post), family: node.family })),
    outputs: outputs.map((v) => names[v]!),
  };
}

/** The nodes that read each post, ascending. */
export function readersOf({ inputs, nodes }: Architecture): number[][] {
  const readers: number[][] = Array.from({ length: inputs + nodes.length }, () => []);
  for (const [v, { from }] of nodes.entries()) for (const post of from) readers[post]!.push(v);
  return readers;
}

/** The name of node v where nobody gave it one. */
export function nodeName(v: number): string {
  return `u${v + 1}`;
}

/** The fully connected network: each layer reads the one before it, the first one the inputs; the last one is the output. */
export function layered(inputs: number, layers: readonly Layer[]): Architecture {
  const nodes: NetworkNode[] = [];
  let from = Array.from({ length: inputs }, (_, j) => j);
  for (const { units, family: kind } of layers) {
    const first = nodes.length;
    for (let u = 0; u < units; u++) nodes.push({ id: nodeName(first + u), from, family: kind });
    from = Array.from({ length: units }, (_, u) => inputs + first + u);
  }
  return { inputs, nodes, outputs: from.map((post) => post - inputs) };
}

/** The layers of a fully connected network, whatever its nodes are called; undefined for any other. */
export function layersOf({ inputs, nodes, outputs }: Architecture): Layer[] | undefined {
  const layers: Layer[] = [];
  let first = 0;
  let size = inputs;
  for (let v = 0; v < nodes.length;) {
    const { from, family: kind } = nodes[v]!;
    if (from.length !== size || from.some((post, i) => post !== first + i)) return undefined;
    let end = v + 1;
    while (end < nodes.length && nodes[end]!.family === kind && sameList(nodes[end]!.from, from)) end++;
    layers.push({ units: end - v, family: kind });
    first = inputs + v;
    size = end - v;
    v = end;
  }
  const last = outputs.length === size && outputs.every((v, i) => inputs + v === first + i);
  return last ? layers : undefined;
}

function sameList(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((item, i) => item === b[i]));
}

/** For each node the number of nodes on the longest way from an input to it, itself included. */
export function depthsOf({ inputs, nodes }: Architecture): number[] {
  const depths: number[] = [];
  // The nodes of a layer share one list, which may be long.
  const known = new Map<readonly number[], number>();
  for (const { from } of nodes) {
    const depth =
      known.get(from) ??
      1 + from.reduce((most, post) => Math.max(most, post < inputs ? 0 : depths[post - inputs]!), 0);
    known.set(from, depth);
    depths.push(depth);
  }
  return depths;
}

/** The number of nodes on the longest way from an input to a node. */
export function depthOf(network: Architecture): number {
  return depthsOf(network).reduce((a, b) => Math.max(a, b), 0);
}

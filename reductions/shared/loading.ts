// Instances of Judd's loading problem from a plan of the network, node by node; and functions in the form a family asks for.
import { InputError } from '../../src/problem/errors.ts';
import type { Provenance, Size } from '../../src/problem/problem.ts';
import {
  MAX_NODES,
  type Gate,
  type NetworkNode,
  type NodeFamily,
} from '../../src/problem/training/architecture.ts';
import type { NodeFunction, Unit } from '../../src/problem/training/configuration.ts';
import { nodeOutput } from '../../src/problem/training/evaluate.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { derived } from './boolean-instance.ts';

/** A node and the posts it reads: inputs `x1`, `x2`, … and earlier nodes; for a response, what each item wants of it. */
export type PlannedNode = {
  readonly id: string;
  readonly from: readonly string[];
  readonly wanted?: string;
};

/**
 * The loading instance of a plan: all nodes of one family, an item for each stimulus, everything required.
 * @param source what the instance is made from, for its name and provenance; a formula has none
 * @param size what the reduction's size law says; held against a limit before anything is built
 * @throws InputError for more nodes than a network may have
 */
export function loadingInstance(
  reduction: string,
  source: { readonly name?: string | undefined; readonly provenance?: Provenance | undefined },
  size: Size,
  family: NodeFamily,
  stimuli: readonly string[],
  plan: Iterable<PlannedNode>,
): TrainingInstance {
  const total = size['hidden']! + size['outputs']!;
  if (total > MAX_NODES)
    throw new InputError(
      reduction,
      `expected at most ${MAX_NODES} nodes, found ${total}; use a smaller source`,
    );
  const inputs = size['inputs']!;
  const posts = new Map(Array.from({ length: inputs }, (_, j) => [`x${j + 1}`, j]));
  const nodes: NetworkNode[] = [];
  const outputs: number[] = [];
  const responses = stimuli.map((): string[] => []);
  for (const { id, from, wanted } of plan) {
    if (wanted !== undefined) {
      outputs.push(nodes.length);
      responses.forEach((response, item) => response.push(wanted[item]!));
    }
    posts.set(id, inputs + nodes.length);
    nodes.push({ id, from: from.map((post) => posts.get(post)!), family });
  }
  return {
    name: source.name,
    architecture: { inputs, nodes, outputs },
    examples: stimuli.map((stimulus, item) => ({ stimulus, response: responses[item]!.join('') })),
    require: 'all',
    provenance: derived(source.provenance, reduction),
  };
}

/**
 * The posts of a clause's node: `X_i` for each literal x_i and `Y_i` for each -x_i, each once. A clause without literals
 * reads `x1`, so that no node is without posts.
 */
export function clausePosts(clause: readonly number[]): string[] {
  if (clause.length === 0) return ['x1'];
  return [...new Set(clause)].map((literal) => (literal > 0 ? `X${literal}` : `Y${-literal}`));
}

/** Families that hold all threshold functions. */
export type UnitFamily = 'threshold' | 'boolean';

/** A threshold unit as a function of a family. */
export function unitIn(family: UnitFamily, unit: Unit): NodeFunction {
  if (family === 'threshold') return unit;
  const fanIn = unit.weights.length;
  const outputs = Array.from({ length: 2 ** fanIn }, (_, code) =>
    nodeOutput(
      unit,
      unit.weights.map((_w, i) => ((code >> (fanIn - 1 - i)) & 1) === 1),
    ),
  );
  return { table: outputs.map(Number).join('') };
}

/** AND or OR of so many posts as a function of a family. */
export function gateIn(
  family: UnitFamily | 'and-or',
  gate: Extract<Gate, 'and' | 'or'>,
  fanIn: number,
): NodeFunction {
  if (family === 'and-or') return { gate };
  const weights = Array.from({ length: fanIn }, () => 1n);
  return unitIn(family, { weights, threshold: gate === 'and' ? BigInt(fanIn) : 1n });
}

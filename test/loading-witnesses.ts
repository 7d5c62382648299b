// Many witnesses of one loading instance: other behaviours of its hidden nodes, other functions with the same behaviour.
import type { Configuration, NodeFunction, Table, Unit } from '../src/problem/training/configuration.ts';
import { nodeOutput } from '../src/problem/training/evaluate.ts';
import type { TrainingInstance } from '../src/problem/training/schema.ts';
import { bruteForceLoading } from './loading-brute-force.ts';
import { lists } from './small-sources.ts';

/**
 * What `bruteForceLoading` finds, found sooner: the same network with every response right after the last post it reads, so
 * that a search from node to node meets it early.
 */
export function witnessOf(instance: TrainingInstance): Configuration | undefined {
  const { inputs, nodes, outputs } = instance.architecture;
  const order: number[] = [];
  const placed = new Set(Array.from({ length: inputs }, (_, j) => j));
  const place = (v: number): void => {
    order.push(v);
    placed.add(inputs + v);
  };
  const terminal = new Set(outputs.filter((v) => !nodes.some(({ from }) => from.includes(inputs + v))));
  for (const v of nodes.keys()) {
    if (!terminal.has(v)) place(v);
    for (const o of terminal)
      if (!placed.has(inputs + o) && nodes[o]!.from.every((post) => placed.has(post))) place(o);
  }
  const moved = (post: number): number => (post < inputs ? post : inputs + order.indexOf(post - inputs));
  const found = bruteForceLoading({
    ...instance,
    architecture: {
      inputs,
      nodes: order.map((v) => ({ ...nodes[v]!, from: nodes[v]!.from.map(moved) })),
      outputs: outputs.map((v) => order.indexOf(v)),
    },
  });
  return found && { nodes: nodes.map((_, v) => found.nodes[order.indexOf(v)]!) };
}

/** What a node must answer on the first items, as characters; later items are free. */
type Demand = { readonly node: number; readonly answers: string };

/** A witness in which a node answers as demanded; undefined when there is none. */
function witnessWith(instance: TrainingInstance, { node, answers }: Demand): Configuration | undefined {
  const { architecture, examples } = instance;
  return witnessOf({
    ...instance,
    architecture: { ...architecture, outputs: [...architecture.outputs, node] },
    examples: examples.map((example, e) => ({
      ...example,
      response: example.response + (answers[e] ?? '*'),
    })),
  });
}

/** For each hidden node and each behaviour of it on the first three items a witness with it, where there is one. */
export function alternatives(instance: TrainingInstance): Configuration[] {
  const { nodes, outputs } = instance.architecture;
  const hidden = nodes.flatMap((_, v) => (outputs.includes(v) ? [] : [v]));
  return hidden.flatMap((node) =>
    lists(2, Math.min(3, instance.examples.length)).flatMap(
      (bits) => witnessWith(instance, { node, answers: bits.join('') }) ?? [],
    ),
  );
}

/** The witness with other functions of the same behaviour: weights moved, table entries that no item reaches flipped. */
export function perturbed(instance: TrainingInstance, { nodes }: Configuration): Configuration {
  const reached = nodes.map(() => new Set<number>());
  for (const { stimulus } of instance.examples) {
    const bits = [...(stimulus as string)].map((bit) => bit === '1');
    for (const [v, { from }] of instance.architecture.nodes.entries()) {
      const read = from.map((post) => bits[post]!);
      reached[v]!.add(read.reduce((code, bit) => 2 * code + Number(bit), 0));
      bits.push(nodeOutput(nodes[v]!, read));
    }
  }
  return { nodes: nodes.map((node, v) => other(node, reached[v]!)) };
}

function other(node: NodeFunction, reached: ReadonlySet<number>): NodeFunction {
  if ('weights' in node) return moved(node);
  if ('table' in node) return flipped(node, reached);
  return node;
}

/** Moves by at most 1 on at most 4 weights do not reach the threshold, which is 5 from the sums on both sides. */
function moved({ weights, threshold }: Unit): Unit {
  return {
    weights: weights.map((weight, i) => 10n * weight + BigInt((i % 3) - 1)),
    threshold: 10n * threshold - 5n,
  };
}

function flipped({ table }: Table, reached: ReadonlySet<number>): Table {
  return {
    table: [...table].map((bit, code) => (reached.has(code) ? bit : bit === '1' ? '0' : '1')).join(''),
  };
}

/** The witness brute force finds, its alternatives, and all of them perturbed; none iff the answer is NO. */
export function loadingWitnesses(instance: TrainingInstance): Configuration[] {
  const first = witnessOf(instance);
  if (first === undefined) return [];
  const found = [first, ...alternatives(instance)];
  return [...found, ...found.map((witness) => perturbed(instance, witness))];
}

/** The witness brute force finds, alone; none iff the answer is NO. */
export function oneWitness(instance: TrainingInstance): Configuration[] {
  const found = witnessOf(instance);
  return found ? [found] : [];
}

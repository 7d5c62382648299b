// A configuration written differently: other weights with the same answers, nodes exchanged, nodes negated.
import { readersOf, type Architecture } from '../../problem/training/architecture.ts';
import {
  negatedUnit,
  type Configuration,
  type NodeFunction,
  type Unit,
} from '../../problem/training/configuration.ts';
import type { TrainingInstance } from '../../problem/training/schema.ts';
import type { Random } from '../../random.ts';

/**
 * Configurations near the given one. Scaling, exchanging and negating keep every answer to integer stimuli; a step inside
 * the solution polytope (weights moved a little) and flipped table entries may change some: the caller checks.
 */
export function* rewritten(
  { architecture }: TrainingInstance,
  { nodes }: Configuration,
  random: Random,
): Generator<Configuration> {
  const each = (change: (unit: Unit) => Unit): NodeFunction[] =>
    nodes.map((node) => ('weights' in node ? change(node) : node));
  yield { nodes: each(({ weights, threshold }) => moved(weights, threshold, random)) };
  yield {
    nodes: each(({ weights, threshold }) => ({
      weights: weights.map((w) => 7n * w),
      threshold: 7n * threshold - 6n,
    })),
  };
  yield { nodes: nodes.map((node) => ('table' in node ? flipped(node.table, random) : node)) };
  const exchanged = exchange(architecture, nodes, random);
  if (exchanged) yield { nodes: exchanged };
  const negated = negate(architecture, nodes, random);
  if (negated) yield { nodes: negated };
  if (exchanged && negated) {
    const both = negate(architecture, exchanged, random);
    if (both)
      yield {
        nodes: both.map((node) => ('weights' in node ? moved(node.weights, node.threshold, random) : node)),
      };
  }
}

/** The unit times a large number, its weights then moved by up to 2, the threshold in the middle of its gap. */
function moved(weights: readonly bigint[], threshold: bigint, random: Random): Unit {
  const factor = 10n * BigInt(weights.length + 1);
  return {
    weights: weights.map((w) => w * factor + BigInt(random.below(5) - 2)),
    threshold: threshold * factor - factor / 2n,
  };
}

/** One entry of a table the other way round: unseen by the examples, perhaps. */
function flipped(table: string, random: Random): NodeFunction {
  const at = random.below(table.length);
  return { table: table.slice(0, at) + (table[at] === '1' ? '0' : '1') + table.slice(at + 1) };
}

type Nodes = readonly NodeFunction[];

/** Two hidden nodes that read the same posts change places, and their readers with them; undefined where none can. */
function exchange(architecture: Architecture, nodes: Nodes, random: Random): NodeFunction[] | undefined {
  const { inputs, nodes: places, outputs } = architecture;
  const readers = readersOf(architecture);
  const like = (v: number, u: number): boolean =>
    v < u &&
    !outputs.includes(v) &&
    !outputs.includes(u) &&
    places[v]!.family === places[u]!.family &&
    places[v]!.from.join() === places[u]!.from.join() &&
    readers[inputs + v]!.join() === readers[inputs + u]!.join();
  const candidates = places.flatMap((_, v) =>
    places.flatMap((_x, u) => (like(v, u) ? [[v, u] as const] : [])),
  );
  if (candidates.length === 0) return undefined;
  const [v, u] = candidates[random.below(candidates.length)]!;
  const result = [...nodes];
  [result[v], result[u]] = [nodes[u]!, nodes[v]!];
  for (const reader of readers[inputs + v]!) {
    const { from } = places[reader]!;
    const [i, j] = [from.indexOf(inputs + v), from.indexOf(inputs + u)];
    result[reader] = swapPosts(result[reader]!, i, j, from.length);
  }
  return result;
}

function swapPosts(node: NodeFunction, i: number, j: number, fanIn: number): NodeFunction {
  const swapped = <T>(list: readonly T[]): T[] =>
    list.map((item, k) => (k === i ? list[j]! : k === j ? list[i]! : item));
  if ('weights' in node) return { ...node, weights: swapped(node.weights) };
  if ('gate' in node) return node;
  return { table: onTable(fanIn, node.table, swapped) };
}

/** The table whose entry at a pattern is the old one at the changed pattern. */
function onTable(fanIn: number, table: string, change: (bits: string[]) => string[]): string {
  return Array.from({ length: 2 ** fanIn }, (_, code) => {
    const bits = [...code.toString(2).padStart(fanIn, '0')];
    return table[fanIn === 0 ? 0 : Number.parseInt(change(bits).join(''), 2)];
  }).join('');
}

/** A hidden unit or table is negated, and its readers, none of them a gate, make up for it; undefined where none can. */
function negate(architecture: Architecture, nodes: Nodes, random: Random): NodeFunction[] | undefined {
  const { inputs, nodes: places, outputs } = architecture;
  const readers = readersOf(architecture);
  const candidates = nodes.flatMap((node, v) =>
    !('gate' in node) && !outputs.includes(v) && readers[inputs + v]!.every((r) => !('gate' in nodes[r]!))
      ? [v]
      : [],
  );
  if (candidates.length === 0) return undefined;
  const v = candidates[random.below(candidates.length)]!;
  const result = [...nodes];
  const node = nodes[v]!;
  result[v] =
    'weights' in node ? negatedUnit(node) : { table: complemented((node as { table: string }).table) };
  for (const reader of readers[inputs + v]!) {
    const i = places[reader]!.from.indexOf(inputs + v);
    result[reader] = negatedPost(result[reader]!, i, places[reader]!.from.length);
  }
  return result;
}

const complemented = (bits: string): string => [...bits].map((bit) => (bit === '1' ? '0' : '1')).join('');

/** h is replaced by 1 - h: its weight w becomes -w, and w goes to the threshold. */
function negatedPost(node: NodeFunction, i: number, fanIn: number): NodeFunction {
  if ('weights' in node)
    return {
      weights: node.weights.map((w, k) => (k === i ? -w : w)),
      threshold: node.threshold - node.weights[i]!,
    };
  const flip = (bits: string[]): string[] => bits.map((bit, k) => (k === i ? complemented(bit) : bit));
  return { table: onTable(fanIn, (node as { table: string }).table, flip) };
}

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
import { seenByNodes, walk } from './polytope.ts';

/**
 * Configurations near the given one: weights moved within the solution polytope, the smallest threshold that fits, a
 * table entry flipped, nodes exchanged, nodes negated. All but the flipped entry keep every answer to integer stimuli;
 * the caller checks.
 */
export function* rewritten(
  instance: TrainingInstance,
  { nodes }: Configuration,
  random: Random,
): Generator<Configuration> {
  const { architecture } = instance;
  const seen = seenByNodes(instance, { nodes });
  const each = (change: (unit: Unit, v: number) => Unit): NodeFunction[] =>
    nodes.map((node, v) => ('weights' in node ? change(node, v) : node));
  const walked = each((unit, v) => walk(unit, seen[v]!, random));
  yield { nodes: walked };
  yield { nodes: each((unit, v) => walk(unit, seen[v]!, random)) };
  yield {
    nodes: each(({ weights, threshold }) => ({
      weights: weights.map((w) => 7n * w),
      threshold: 7n * threshold - 6n,
    })),
  };
  if (nodes.some((node) => 'table' in node))
    yield { nodes: nodes.map((node) => ('table' in node ? flipped(node.table, random) : node)) };
  const exchanged = exchange(architecture, walked, random);
  if (exchanged) yield { nodes: exchanged };
  const negated = negate(architecture, nodes, random);
  if (negated) yield { nodes: negated };
  const both = exchanged && negate(architecture, exchanged, random);
  if (both) yield { nodes: both };
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
  // Alike are hidden nodes of one family that read the same posts and are read by the same nodes.
  const classes = new Map<string, number[]>();
  for (const [v, { family, from }] of places.entries()) {
    if (outputs.includes(v)) continue;
    const key = `${family} ${from.join()} ${readers[inputs + v]!.join()}`;
    classes.set(key, [...(classes.get(key) ?? []), v]);
  }
  const candidates = [...classes.values()].flatMap((list) =>
    list.slice(1).map((u, i) => [list[i]!, u] as const),
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

// What any small network can do, by enumeration: every behaviour of every node, one node after the other. Shares no
// code with the engines.
import { GATES, type Gate, type NetworkNode, type NodeFamily } from '../src/problem/training/architecture.ts';
import type { Configuration, NodeFunction } from '../src/problem/training/configuration.ts';
import { nodeOutput } from '../src/problem/training/evaluate.ts';
import { requiredWeight, totalWeight, type TrainingInstance } from '../src/problem/training/schema.ts';
import { separate } from './separability.ts';

type Bits = readonly boolean[];

/** A function of a node, and what it answers on each of some patterns of its posts. */
type Behaviour = { readonly node: NodeFunction; readonly answers: Bits };

const MAX_FAN_IN = 4;

/**
 * A configuration that gets enough examples right, or undefined when there is none.
 * @throws RangeError for stimuli that are not Boolean and for nodes that read more than 4 posts
 */
export function bruteForceLoading(instance: TrainingInstance): Configuration | undefined {
  return search(instance, requiredWeight(instance), false)?.configuration;
}

/**
 * The largest weight of right examples that any configuration reaches.
 * @throws RangeError as `bruteForceLoading`
 */
export function bruteForceOptimum(instance: TrainingInstance): number {
  return search(instance, 0, true)!.weight;
}

type Found = { readonly configuration: Configuration; readonly weight: number };

/** The first configuration whose right examples weigh at least `least`, or the best one; undefined when there is none. */
function search(
  { architecture, examples }: TrainingInstance,
  least: number,
  best: boolean,
): Found | undefined {
  const { inputs, nodes, outputs } = architecture;
  if (examples.some(({ stimulus }) => typeof stimulus !== 'string'))
    throw new RangeError('bruteForceLoading: expected Boolean stimuli');
  const total = totalWeight({ examples });
  const chosen: NodeFunction[] = [];
  // What each post says on each example.
  const said: Bits[] = Array.from({ length: inputs }, (_, j) =>
    examples.map(({ stimulus }) => stimulus[j] === '1'),
  );
  let floor = least;
  let found: Found | undefined;
  const visit = (v: number, right: Bits): boolean => {
    const weight = examples.reduce((sum, { weight: w = 1 }, e) => (right[e] ? sum + w : sum), 0);
    if (weight < floor) return false;
    if (v === nodes.length) {
      found = { configuration: { nodes: [...chosen] }, weight };
      floor = weight + 1;
      return !best || weight === total;
    }
    const node = nodes[v]!;
    const patterns = examples.map((_, e) => node.from.map((post) => said[post]![e]!));
    const keys = patterns.map((pattern) => pattern.map(Number).join(''));
    const distinct = [...new Set(keys)];
    const read = nodes.some(({ from }) => from.includes(inputs + v));
    const output = outputs.indexOf(v);
    const tried = new Set<string>();
    for (const { node: made, answers } of behaviours(node, distinct)) {
      const bits = keys.map((key) => answers[distinct.indexOf(key)]!);
      const after = right.map((ok, e) => ok && fits(examples[e]!.response[output], bits[e]!));
      // Nobody can tell the difference between two behaviours with the same effect.
      const effect = (read ? bits : after).map(Number).join('');
      if (tried.has(effect)) continue;
      tried.add(effect);
      chosen[v] = made;
      said[inputs + v] = bits;
      if (visit(v + 1, after)) return true;
    }
    return false;
  };
  visit(
    0,
    examples.map(() => true),
  );
  return found;
}

function fits(wanted: string | undefined, bit: boolean): boolean {
  return wanted === undefined || wanted === '*' || (wanted === '1') === bit;
}

/** All behaviours of a node on some patterns of its posts, spelt in their order. */
function behaviours({ family, from }: NetworkNode, patterns: readonly string[]): readonly Behaviour[] {
  const fanIn = from.length;
  if (fanIn > MAX_FAN_IN)
    throw new RangeError(`bruteForceLoading: expected at most ${MAX_FAN_IN} posts a node, got ${fanIn}`);
  if (family === 'threshold') return thresholdBehaviours(fanIn, patterns);
  return functions(family, fanIn, patterns).map((node) => ({
    node,
    answers: patterns.map((pattern) =>
      nodeOutput(
        node,
        [...pattern].map((bit) => bit === '1'),
      ),
    ),
  }));
}

/** The functions of a family; of tables those that are 0 on all other patterns. */
function functions(
  family: Exclude<NodeFamily, 'threshold'>,
  fanIn: number,
  patterns: readonly string[],
): NodeFunction[] {
  if (family === 'and-or') return [{ gate: 'and' }, { gate: 'or' }];
  if (isGate(family)) return [{ gate: family }];
  return labelings(patterns.length).map((ones) => {
    const table = Array.from({ length: 2 ** fanIn }, () => '0');
    patterns.forEach((pattern, i) => (table[Number.parseInt(`0${pattern}`, 2)] = ones[i] ? '1' : '0'));
    return { table: table.join('') };
  });
}

function isGate(family: NodeFamily): family is Gate {
  return GATES.some((gate) => gate === family);
}

function labelings(size: number): Bits[] {
  return Array.from({ length: 2 ** size }, (_, code) =>
    Array.from({ length: size }, (_x, i) => Math.floor(code / 2 ** i) % 2 === 1),
  );
}

/** The behaviours of threshold units, pattern after pattern; the same few lists are asked for again and again. */
function thresholdBehaviours(fanIn: number, patterns: readonly string[]): readonly Behaviour[] {
  const key = [fanIn, ...patterns].join(' ');
  const known = asked.get(key);
  if (known) return known;
  const points = patterns.map((pattern) => [...pattern].map(Number));
  const unit = (answers: Bits): NodeFunction | undefined => {
    const accepted = points.slice(0, answers.length).filter((_, i) => answers[i]);
    const rejected = points.slice(0, answers.length).filter((_, i) => !answers[i]);
    const made = separate(fanIn, accepted, rejected);
    return made && { weights: made.weights.map(BigInt), threshold: BigInt(made.threshold) };
  };
  let list: readonly Behaviour[] = [{ node: unit([])!, answers: [] }];
  for (const _ of points)
    list = list.flatMap(({ answers }) =>
      [false, true].flatMap((bit) => {
        const next = [...answers, bit];
        const node = unit(next);
        return node ? [{ node, answers: next }] : [];
      }),
    );
  asked.set(key, list);
  return list;
}

const asked = new Map<string, readonly Behaviour[]>();

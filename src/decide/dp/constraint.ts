// The constraint of a node: some function of its family maps what its posts say to what it says itself.
import type { Architecture, NetworkNode } from '../../problem/training/architecture.ts';
import { Automaton } from './automaton.ts';
import type { ConstraintGraph } from './constraint-graph.ts';
import type { Pattern } from './fit.ts';
import type { Clock } from './limit.ts';
import { ANY, type Task } from './task.ts';

/** A node with its inputs worked in. On stimulus e it sees the pattern base[e] + Σ of bit i of posts[i] · 2^shifts[i]. */
export type Constraint = {
  readonly node: number;
  /** Reads the node's patterns. */
  readonly automaton: Automaton;
  /** The nodes that are read. */
  readonly posts: readonly number[];
  readonly shifts: readonly number[];
  readonly base: Int32Array;
  /**
   * For each stimulus what the node has to say, or `ANY`. One that may as well say the opposite of all it says, 0 on the
   * first stimulus.
   */
  readonly wanted: Uint8Array;
  /** Whether the node is a variable. */
  readonly variable: boolean;
};

/** Up to so many posts, nodes of one family share an automaton for all patterns there are. */
const SHARED_FAN_IN = 6;

/** The constraints of a network's nodes, in their order; undefined for idle nodes. */
export function constraintsOf(
  architecture: Architecture,
  { variable, scopes }: ConstraintGraph,
  { stimuli, wanted }: Task,
  clock: Clock,
): (Constraint | undefined)[] {
  const { inputs, nodes, outputs } = architecture;
  const anything = new Uint8Array(stimuli.length).fill(ANY);
  const normal = anything.map((any, e) => (e === 0 ? 0 : any));
  const either = complementable(architecture, scopes);
  const wishes = new Map(outputs.map((v, o) => [v, wanted[o]!]));
  const shared = new Map<string, Automaton>();
  return nodes.map((node, v) => {
    if (!scopes[v]) return undefined;
    const { family, from } = node;
    let automaton: Automaton;
    let view: View;
    if (from.length <= SHARED_FAN_IN) {
      view = plainView(node, inputs, stimuli);
      const key = `${family} ${from.length}`;
      automaton = shared.get(key) ?? new Automaton(family, from.length, view.patterns(), clock);
      shared.set(key, automaton);
    } else {
      view = seenView(node, inputs, stimuli);
      automaton = new Automaton(family, from.length, view.patterns(), clock);
    }
    return {
      node: v,
      automaton,
      posts: from.filter((post) => post >= inputs).map((post) => post - inputs),
      shifts: view.shifts,
      base: view.base,
      wanted: wishes.get(v) ?? (either[v] ? normal : anything),
      variable: variable[v]!,
    };
  });
}

/**
 * Whether a node may say the opposite: its family has the complement of every function, and its readers' families have every
 * function with that post complemented.
 */
function complementable({ inputs, nodes }: Architecture, scopes: ConstraintGraph['scopes']): boolean[] {
  const closed = nodes.map(({ family }) => family === 'threshold' || family === 'boolean');
  const either = [...closed];
  for (const [v, { from }] of nodes.entries())
    if (scopes[v] && !closed[v]) for (const post of from) if (post >= inputs) either[post - inputs] = false;
  return either;
}

/** A numbering of patterns that a node may see. */
type View = Pick<Constraint, 'shifts' | 'base'> & { readonly patterns: () => Pattern[] };

/** All patterns, spelt in binary, first post first. */
function plainView({ from }: NetworkNode, inputs: number, stimuli: readonly string[]): View {
  const places = from.map((post, i) => ({ post, shift: from.length - 1 - i }));
  const read = places.filter(({ post }) => post < inputs);
  return {
    patterns: () =>
      Array.from({ length: 2 ** from.length }, (_, code) =>
        places.map(({ shift }) => ((code >> shift) & 1) === 1),
      ),
    shifts: places.filter(({ post }) => post >= inputs).map(({ shift }) => shift),
    base: Int32Array.from(stimuli, (stimulus) =>
      read.reduce((code, { post, shift }) => code | (Number(stimulus[post]) << shift), 0),
    ),
  };
}

/** What the inputs spell on the stimuli, numbered as met, followed by the bits of the nodes that are read. */
function seenView(node: NetworkNode, inputs: number, stimuli: readonly string[]): View {
  const { from } = node;
  const nodes = from.filter((post) => post >= inputs).length;
  const { spelt, places } = inputPatterns(node, inputs, stimuli);
  return {
    patterns: () =>
      spelt.flatMap((bits) =>
        Array.from({ length: 2 ** nodes }, (_, code) => {
          let input = 0;
          let shift = nodes;
          return from.map((post) => (post < inputs ? bits[input++] === '1' : ((code >> --shift) & 1) === 1));
        }),
      ),
    shifts: Array.from({ length: nodes }, (_, i) => nodes - 1 - i),
    base: places.map((place) => place << nodes),
  };
}

/** What the inputs that a node reads spell: each string once, and its place among them for every stimulus. */
function inputPatterns(
  { from }: NetworkNode,
  inputs: number,
  stimuli: readonly string[],
): { readonly spelt: readonly string[]; readonly places: Int32Array } {
  const read = from.filter((post) => post < inputs);
  const known = new Map<string, number>();
  const places = Int32Array.from(stimuli, (stimulus) => {
    const text = read.map((post) => stimulus[post]).join('');
    if (!known.has(text)) known.set(text, known.size);
    return known.get(text)!;
  });
  return { spelt: [...known.keys()], places };
}

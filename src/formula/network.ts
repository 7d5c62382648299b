// A training instance as a formula: the one definition, solved by the engines and recomputed by the checker. The numbering
// of variables and the order of clauses are part of the certificate format.
//
// The contract is one-sided: a configuration that gets enough examples right gives a model of the clauses, and of those
// of every true edge. So a refutation leaves no such configuration. Why, for each clause:
//   - A node has variables that choose its function out of its family (circuit.ts); its output on a stimulus is a bit that
//     those variables and the bits it reads determine.
//   - A lazy unit has a variable for each view it gets of the inputs: whether it fires. An edge says that no unit fires on
//     all of some examples and on none of others; mirrored, since a unit's negation is a unit.
//   - If everything has to be right, outputs are what the examples want. Otherwise an example has a variable that says it
//     is counted as right, and what is not counted weighs no more than may be wrong (totalizer.ts).
//   - Symmetry (symmetry.ts).
import { mayErr, requiredWeight, totalWeight, type TrainingInstance } from '../problem/training/schema.ts';
import type { NodeFunction } from '../problem/training/configuration.ts';
import type { NetworkNode } from '../problem/training/architecture.ts';
import { emit, type Bit } from './bit.ts';
import { circuit, type Circuit } from './circuit.ts';
import { planEncoding, type Encoding } from './encoding.ts';
import type { ClauseSink } from './sink.ts';
import { stimuliOf, viewsOf, type Stimuli, type Views } from './stimuli.ts';
import { breakSymmetry } from './symmetry.ts';
import { leaderOf } from './task-symmetry.ts';
import { atMost } from './totalizer.ts';

/** A threshold unit on the inputs of which the formula only says on which stimuli it fires. */
export type LazyUnit = {
  readonly node: number;
  readonly from: readonly number[];
  /** Equal for units that read the same posts in any order. */
  readonly posts: string;
  /** The first example of each view, ascending. */
  readonly examples: readonly number[];
  /** Whether an example is one of those. */
  readonly stands: (example: number) => boolean;
  /** "The unit fires on the example"; NaN for an example without a stimulus in the formula. */
  readonly literal: (example: number) => number;
};

/** What a training instance has become. */
export type NetworkFormula = {
  readonly stimuli: Stimuli;
  readonly lazy: readonly LazyUnit[];
  /** How a model chooses the function of node v; undefined for a lazy unit. */
  readonly circuits: readonly (Circuit | undefined)[];
  /** "Example e is counted as right"; 0 where everything has to be right, or nothing is asked for. */
  readonly counted: readonly number[];
};

/**
 * Writes the formula of an instance.
 * @param symmetric whether networks that differ only in names may be left out; a formula without that has a model for
 *   every configuration
 * @throws RangeError when the encoding does not apply (`planEncoding` says why); InputError when the formula is too large
 */
export function encodeNetwork(
  instance: TrainingInstance,
  encoding: Encoding,
  sink: ClauseSink,
  symmetric: boolean,
): NetworkFormula {
  const plan = planEncoding(instance, encoding);
  if ('reason' in plan) throw new RangeError(`encodeNetwork: ${encoding} does not apply: ${plan.reason}`);
  const { inputs, nodes } = instance.architecture;
  const stimuli = stimuliOf(instance);
  const wanted = wantedOutputs(instance, stimuli);
  if (wanted === undefined) sink.clause([]);
  const values: Bit[][] = [];
  const circuits: (Circuit | undefined)[] = [];
  const lazy: LazyUnit[] = [];
  const views = new Map<readonly number[], Views>();
  for (const [v, node] of nodes.entries()) {
    const kind = plan.kinds[v]!;
    if (kind === 'lazy') {
      let view = views.get(node.from);
      if (!view) views.set(node.from, (view = viewsOf(instance, stimuli, node.from)));
      const fires = view.first.map((s) =>
        sink.variable(() => `node ${node.id} fires on example ${stimuli.first[s]!}`),
      );
      values.push(view.of.map((number) => fires[number]!));
      circuits.push(undefined);
      lazy.push(lazyUnit(v, node, stimuli, view, fires));
      for (const [s, want] of wanted?.[v]?.entries() ?? [])
        if (want !== undefined) sink.clause([want ? fires[view.of[s]!]! : -fires[view.of[s]!]!]);
      continue;
    }
    const made = circuit(kind, node, sink);
    circuits.push(made);
    const known = new Map<string, Bit>();
    values.push(
      stimuli.first.map((e, s) => {
        const { stimulus } = instance.examples[e]!;
        const bits = node.from.map((post) =>
          post < inputs ? stimulus[post] === '1' : values[post - inputs]![s]!,
        );
        const want = wanted?.[v]?.[s];
        const key = bits.join();
        const before = known.get(key);
        if (before === undefined) {
          const bit = made.output(bits, want);
          known.set(key, bit);
          return bit;
        }
        if (want === undefined) return before;
        emit(sink, [typeof before === 'boolean' ? before === want : want ? before : -before]);
        return want;
      }),
    );
  }
  const counted = mayErr(instance) ? count(instance, stimuli, values, sink) : instance.examples.map(() => 0);
  if (symmetric) breakSymmetry(instance.architecture, values, sink, leaderOf(instance, stimuli));
  return { stimuli, lazy, circuits, counted };
}

function lazyUnit(
  v: number,
  { from }: NetworkNode,
  stimuli: Stimuli,
  view: Views,
  fires: readonly number[],
): LazyUnit {
  return {
    node: v,
    from,
    posts: from.toSorted((a, b) => a - b).join(),
    examples: view.first.map((s) => stimuli.first[s]!),
    stands(example) {
      const s = stimuli.of[example] ?? -1;
      return stimuli.first[s] === example && view.first[view.of[s]!] === s;
    },
    literal: (example) => fires[view.of[stimuli.of[example] ?? -1] ?? -1] ?? NaN,
  };
}

/**
 * What each output has to be on each stimulus, by node, where everything has to be right.
 * @returns undefined when two examples with one stimulus want different things
 */
function wantedOutputs(
  instance: TrainingInstance,
  stimuli: Stimuli,
): readonly (readonly (boolean | undefined)[] | undefined)[] | undefined {
  if (mayErr(instance)) return [];
  const wanted: (boolean | undefined)[][] = [];
  for (const [o, v] of instance.architecture.outputs.entries()) {
    const row: (boolean | undefined)[] = stimuli.first.map(() => undefined);
    for (const [e, { response }] of instance.examples.entries()) {
      if (response[o] === '*') continue;
      const s = stimuli.of[e]!;
      const want = response[o] === '1';
      if (row[s] !== undefined && row[s] !== want) return undefined;
      row[s] = want;
    }
    wanted[v] = row;
  }
  return wanted;
}

/** A variable for each different example that asks for something: if true, its outputs are what it wants. */
function count(
  instance: TrainingInstance,
  stimuli: Stimuli,
  values: readonly (readonly Bit[])[],
  sink: ClauseSink,
): number[] {
  const same = new Map<string, { readonly literal: number; weight: number }>();
  const counted = instance.examples.map(({ response, weight = 1 }, e) => {
    const s = stimuli.of[e]!;
    if (s < 0) return 0;
    const key = `${s} ${response}`;
    const before = same.get(key);
    if (before) {
      before.weight += weight;
      return before.literal;
    }
    const literal = sink.variable(() => `example ${e} is counted as right`);
    same.set(key, { literal, weight });
    for (const [o, v] of instance.architecture.outputs.entries()) {
      if (response[o] === '*') continue;
      const bit = values[v]![s]!;
      const right: Bit =
        typeof bit === 'boolean' ? bit === (response[o] === '1') : response[o] === '1' ? bit : -bit;
      emit(sink, [-literal, right]);
    }
    return literal;
  });
  const items = [...same.values()].map(({ literal, weight }) => ({ literal: -literal, weight }));
  atMost(sink, items, totalWeight(instance) - requiredWeight(instance));
  return counted;
}

/** The function of each node in a model; lazy units are left to `lazyFunction`. */
export function readFunctions(
  { circuits }: NetworkFormula,
  value: (variable: number) => boolean,
  lazyFunction: (node: number) => NodeFunction,
): NodeFunction[] {
  return circuits.map((made, v) => (made ? made.read(value) : lazyFunction(v)));
}

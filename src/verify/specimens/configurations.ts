// The configurations of a network that get enough examples right, by backtracking from example to example.
import { separateExactly } from '../../exact/separate.ts';
import type { NodeFamily } from '../../problem/training/architecture.ts';
import type { Configuration, NodeFunction, Unit } from '../../problem/training/configuration.ts';
import { gateOutput } from '../../problem/training/evaluate.ts';
import { labelledPoints, type Point } from '../../problem/training/points.ts';
import { requiredWeight, totalWeight, type TrainingInstance } from '../../problem/training/schema.ts';
import type { Random } from '../../random.ts';

/** How a search goes: in a random order, or (left out) 0 before 1; and how many linear programs it may solve. */
export type Search = { readonly random?: Random; readonly programs?: number };

/** What has been chosen of a node's function so far. */
interface Partial {
  /** The answers the node can still give to what it reads. */
  options(seen: Point): Iterable<boolean>;
  /** Lets it give one of these answers; false when no function of its family can. Taken back by `undo` when true. */
  take(seen: Point, bit: boolean): boolean;
  undo(): void;
  /** A function that answers as taken. */
  finish(): NodeFunction;
}

/** Thrown inside a search that has no linear program left. */
class Spent extends Error {}

/**
 * The ways a network can behave so that enough examples are right, one configuration for each list of all nodes' answers to
 * all examples. Nodes are filled in example by example: an answer is taken back as soon as no function of the node's
 * family gives the answers taken so far (for threshold units, a linear program in integers).
 */
export function* configurations(instance: TrainingInstance, search: Search = {}): Generator<Configuration> {
  const { architecture, examples } = instance;
  const { inputs, nodes, outputs } = architecture;
  const { points, scale } = labelledPoints(instance);
  const places = nodes.map(({ from }) => new Map(from.map((post, i) => [post, i])));
  const budget = { left: search.programs ?? Infinity };
  const states = nodes.map(({ family, from }) => partialOf(family, from.length, budget));
  const wanted = nodes.map((_, v) => outputs.indexOf(v));
  const slack = totalWeight(instance) - requiredWeight(instance);
  const bits = examples.map((): boolean[] => []);

  /** What node v reads of an example: the coordinates of the stimulus, then the answers of earlier nodes. */
  const seenBy = (v: number, e: number): Point => {
    const seen: [number, bigint][] = [];
    const { index, value } = points[e]!;
    index.forEach((j, t) => {
      const i = places[v]!.get(j);
      if (i !== undefined) seen.push([i, value[t]!]);
    });
    for (let u = 0; u < v; u++) {
      const i = bits[e]![u] ? places[v]!.get(inputs + u) : undefined;
      if (i !== undefined) seen.push([i, 1n]);
    }
    seen.sort(([a], [b]) => a - b);
    return { index: seen.map(([i]) => i), value: seen.map(([, x]) => x) };
  };
  const finish = (): Configuration => ({
    nodes: states.map((state, v) => {
      const made = state.finish();
      if (!('weights' in made)) return made;
      const weights = made.weights.map((w, i) => w * (scale[nodes[v]!.from[i]!] ?? 1n));
      return { weights, threshold: made.threshold };
    }),
  });
  function* visit(e: number, v: number, left: number, right: boolean): Generator<Configuration> {
    if (v === nodes.length) {
      const rest = right ? left : left - (examples[e]!.weight ?? 1);
      if (rest >= 0) yield* e + 1 < examples.length ? visit(e + 1, 0, rest, true) : [finish()];
      return;
    }
    const state = states[v]!;
    const seen = seenBy(v, e);
    const ask = wanted[v]! < 0 ? '*' : examples[e]!.response[wanted[v]!]!;
    const options = [...state.options(seen)];
    for (const bit of search.random ? search.random.shuffled(options) : options) {
      const good = right && (ask === '*' || (ask === '1') === bit);
      // An example that is wrong costs its weight.
      if (!good && left < (examples[e]!.weight ?? 1)) continue;
      if (!state.take(seen, bit)) continue;
      bits[e]![v] = bit;
      yield* visit(e, v + 1, left, good);
      state.undo();
    }
  }
  try {
    if (examples.length > 0) yield* visit(0, 0, slack, true);
    else yield finish();
  } catch (error) {
    if (!(error instanceof Spent)) throw error;
  }
}

const BOTH = [false, true] as const;

function partialOf(family: NodeFamily, fanIn: number, budget: { left: number }): Partial {
  if (family === 'threshold') return partialUnit(fanIn, budget);
  if (family === 'boolean') return partialTable(fanIn);
  if (family === 'and-or') return partialGate(fanIn);
  return {
    options: (seen) => [gateOutput(family, patternOf(seen, fanIn))],
    take: () => true,
    undo: () => {},
    finish: () => ({ gate: family }),
  };
}

/** A threshold unit: a point it has seen is answered as before; a linear program where its last weights say otherwise. */
function partialUnit(fanIn: number, budget: { left: number }): Partial {
  const accepted: Point[] = [];
  const rejected: Point[] = [];
  const units: Unit[] = [{ weights: Array.from({ length: fanIn }, () => 0n), threshold: 0n }];
  const taken: boolean[] = [];
  return {
    options: () => BOTH,
    take(seen, bit) {
      const side = bit ? accepted : rejected;
      let unit = units.at(-1)!;
      side.push(seen);
      if (fires(unit, seen) !== bit) {
        if (budget.left-- <= 0) throw new Spent();
        const made = separateExactly(accepted, rejected, fanIn);
        if (!made.separable) {
          side.pop();
          return false;
        }
        unit = made;
      }
      units.push(unit);
      taken.push(bit);
      return true;
    },
    undo() {
      units.pop();
      (taken.pop() ? accepted : rejected).pop();
    },
    finish() {
      const { weights, threshold } = units.at(-1)!;
      return { weights, threshold };
    },
  };
}

function fires({ weights, threshold }: Unit, { index, value }: Point): boolean {
  return index.reduce((sum, i, t) => sum + weights[i]! * value[t]!, 0n) >= threshold;
}

/** Any function: what has been asked is known, the rest is 0. */
function partialTable(fanIn: number): Partial {
  const known = new Map<number, { bit: boolean; times: number }>();
  const taken: number[] = [];
  const code = (seen: Point): number => patternOf(seen, fanIn).reduce((b, bit) => 2 * b + Number(bit), 0);
  return {
    options(seen) {
      const entry = known.get(code(seen));
      return entry ? [entry.bit] : BOTH;
    },
    take(seen, bit) {
      const at = code(seen);
      const entry = known.get(at);
      if (entry) entry.times += 1;
      else known.set(at, { bit, times: 1 });
      taken.push(at);
      return true;
    },
    undo() {
      const at = taken.pop()!;
      const entry = known.get(at)!;
      entry.times -= 1;
      if (entry.times === 0) known.delete(at);
    },
    finish: () => ({
      table: Array.from({ length: 2 ** fanIn }, (_, at) => (known.get(at)?.bit ? '1' : '0')).join(''),
    }),
  };
}

/** AND or OR: open until an answer tells them apart. */
function partialGate(fanIn: number): Partial {
  const chosen: ('and' | 'or' | undefined)[] = [undefined];
  const fitting = (seen: Point, bit: boolean): ('and' | 'or')[] => {
    const now = chosen.at(-1);
    const pattern = patternOf(seen, fanIn);
    return (now ? [now] : (['and', 'or'] as const)).filter((gate) => gateOutput(gate, pattern) === bit);
  };
  return {
    options: (seen) => BOTH.filter((bit) => fitting(seen, bit).length > 0),
    take(seen, bit) {
      const fit = fitting(seen, bit);
      chosen.push(fit.length === 2 ? undefined : fit[0]);
      return true;
    },
    undo: () => void chosen.pop(),
    finish: () => ({ gate: chosen.at(-1) ?? 'and' }),
  };
}

function patternOf({ index }: Point, fanIn: number): boolean[] {
  const bits = Array.from({ length: fanIn }, () => false);
  for (const i of index) bits[i] = true;
  return bits;
}

// Symmetries of a task: inputs that can be exchanged, and inputs that can be negated along with all outputs.
//
// Let some way of exchanging and negating inputs map the examples to examples of the same weight, with the same responses or,
// where inputs are negated, complementary ones; and let it map what each node reads to itself. Then every network that gets
// some weight right turns into another one that does, by reading its inputs so; threshold units and Boolean functions can
// have any input negated, and outputs of these families can be negated. Of all these networks one can be asked for: one of
// the units, the leader, a threshold unit on the inputs which is no output, has real weights, and the symmetries bring them
// into any order, so they do not rise along inputs that can be exchanged, and are not negative on inputs that can be negated.
// So what the leader says does not fall when a 1 moves forward along the former, or the latter become 1.
//
// This goes before all renaming and negation of units (symmetry.ts), which the leader takes no part in; only where nothing
// is negated and the first stimulus is one that exchanging does not change, the leader can be made to be 1 on it before.
import { readersOf, type Architecture } from '../problem/training/architecture.ts';
import { hasBooleanStimuli, type TrainingInstance } from '../problem/training/schema.ts';
import type { Stimuli } from './stimuli.ts';

/** A unit that stands for all its images. */
export type Leader = {
  readonly node: number;
  /** Pairs of stimuli: what the leader says on the first it says on the second, too, if it is 1. */
  readonly implied: readonly (readonly [number, number])[];
  /** Whether it can be made to be 1 on the first stimulus. */
  readonly fixed: boolean;
};

/** Bits of all stimuli beyond which symmetries are not looked for. */
const MOST_BITS = 2 ** 18;

/** The leader of an instance; undefined where there is no symmetry for it to break. */
export function leaderOf(instance: TrainingInstance, stimuli: Stimuli): Leader | undefined {
  const { architecture, examples } = instance;
  const { inputs, nodes } = architecture;
  if (!hasBooleanStimuli(instance)) return undefined;
  if (inputs * stimuli.first.length > MOST_BITS) return undefined;
  const readers = readersOf(architecture);
  const node = nodes.findIndex(
    ({ family, from }, v) =>
      family === 'threshold' &&
      from.every((post) => post < inputs) &&
      readers[inputs + v]!.length > 0 &&
      !architecture.outputs.includes(v),
  );
  if (node < 0) return undefined;
  const task = taskOf(instance);
  const own = nodes[node]!.from.toSorted((a, b) => a - b);
  const orbits: number[][] = [];
  for (const i of own) {
    const orbit = orbits.find(
      ([j]) =>
        readers[i]!.join() === readers[j!]!.join() && keepsTask(task, (s) => exchanged(s, i, j!), false),
    );
    if (orbit) orbit.push(i);
    else orbits.push([i]);
  }
  const flips = negatable(architecture, readers)
    ? own.filter(
        (i) =>
          readers[i]!.every((v) => flexible(architecture, v)) && keepsTask(task, (s) => negated(s, i), true),
      )
    : [];
  const texts = stimuli.first.map((e) => examples[e]!.stimulus as string);
  const place = new Map(texts.map((text, s) => [text, s]));
  const implied: [number, number][] = [];
  const imply = (s: number, image: string): void => {
    implied.push([s, place.get(image)!]);
  };
  for (const [s, text] of texts.entries()) {
    for (const orbit of orbits)
      for (const [o, j] of orbit.entries())
        if (o > 0 && text[j] === '1' && text[orbit[o - 1]!] === '0')
          imply(s, exchanged(text, orbit[o - 1]!, j));
    for (const i of flips) if (text[i] === '0') imply(s, negated(text, i));
  }
  if (implied.length === 0) return undefined;
  const [first = ''] = texts;
  const still = orbits.every((orbit) => new Set(orbit.map((i) => first[i])).size === 1);
  return { node, implied, fixed: flips.length === 0 && still };
}

/** Whether a node's family has, with a function, its negation and those of negated posts. */
export function flexible({ nodes }: Architecture, v: number): boolean {
  return nodes[v]!.family === 'threshold' || nodes[v]!.family === 'boolean';
}

/** Whether all outputs can be negated, and nobody minds. */
function negatable(architecture: Architecture, readers: readonly (readonly number[])[]): boolean {
  return architecture.outputs.every(
    (v) => flexible(architecture, v) && readers[architecture.inputs + v]!.length === 0,
  );
}

/** The weight of each stimulus with each response that asks for something. */
type Task = ReadonlyMap<
  string,
  { readonly stimulus: string; readonly response: string; readonly weight: number }
>;

function taskOf({ examples }: TrainingInstance): Task {
  const task = new Map<string, { stimulus: string; response: string; weight: number }>();
  for (const { stimulus, response, weight = 1 } of examples) {
    if (!/[01]/.test(response)) continue;
    const key = `${stimulus as string} ${response}`;
    const before = task.get(key);
    if (before) before.weight += weight;
    else task.set(key, { stimulus: stimulus as string, response, weight });
  }
  return task;
}

/** Whether an involution of the stimuli maps the examples to examples of the same weight. */
function keepsTask(task: Task, image: (stimulus: string) => string, complemented: boolean): boolean {
  for (const { stimulus, response, weight } of task.values()) {
    const answer = complemented ? complement(response) : response;
    if (task.get(`${image(stimulus)} ${answer}`)?.weight !== weight) return false;
  }
  return true;
}

function exchanged(stimulus: string, i: number, j: number): string {
  if (stimulus[i] === stimulus[j]) return stimulus;
  const [low, high] = i < j ? [i, j] : [j, i];
  return `${stimulus.slice(0, low)}${stimulus[high]}${stimulus.slice(low + 1, high)}${stimulus[low]}${stimulus.slice(high + 1)}`;
}

function negated(stimulus: string, i: number): string {
  return `${stimulus.slice(0, i)}${stimulus[i] === '1' ? '0' : '1'}${stimulus.slice(i + 1)}`;
}

function complement(response: string): string {
  return response.replace(/[01]/g, (bit) => (bit === '1' ? '0' : '1'));
}

// What can be counted of a training instance without deciding it: the parts of its network, and its examples.
import { formatRational } from '../../exact/rational.ts';
import { FAMILIES, type Architecture, type NodeFamily } from './architecture.ts';
import type { Example, Stimulus } from './schema.ts';

/** What training chooses: a number for each weight and threshold, a bit for each table entry, AND or OR. */
export type Freedom = {
  readonly weights: number;
  readonly thresholds: number;
  readonly tableEntries: number;
  readonly andOrChoices: number;
};

/** The parts of a network. */
export type NetworkCounts = {
  /** Nodes of each family there is a node of. */
  readonly nodes: Readonly<Partial<Record<NodeFamily, number>>>;
  /** The most posts that a node reads. */
  readonly widestFanIn: number;
  readonly free: Freedom;
};

/** Counts the parts of a network. */
export function networkCounts({ nodes }: Architecture): NetworkCounts {
  const fanIns = (family: NodeFamily): number[] =>
    nodes.filter((node) => node.family === family).map(({ from }) => from.length);
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  const thresholds = fanIns('threshold');
  return {
    nodes: Object.fromEntries(
      FAMILIES.flatMap((family) => {
        const { length } = fanIns(family);
        return length === 0 ? [] : [[family, length]];
      }),
    ),
    widestFanIn: nodes.reduce((most, { from }) => Math.max(most, from.length), 0),
    free: {
      weights: sum(thresholds),
      thresholds: thresholds.length,
      tableEntries: sum(fanIns('boolean').map((fanIn) => 2 ** fanIn)),
      andOrChoices: fanIns('and-or').length,
    },
  };
}

/** Examples and their responses. */
export type ExampleCounts = {
  readonly number: number;
  readonly distinctStimuli: number;
  /** Characters `*` in all responses. */
  readonly dontCares: number;
  /** Examples that share their stimulus with one whose response cannot hold together with theirs. */
  readonly contradictory: number;
};

/** Counts examples. */
export function exampleCounts(examples: readonly Example[]): ExampleCounts {
  const groups = new Map<string, string[]>();
  let dontCares = 0;
  for (const { stimulus, response } of examples) {
    const key = keyOf(stimulus);
    const responses = groups.get(key);
    if (responses) responses.push(response);
    else groups.set(key, [response]);
    for (const wanted of response) if (wanted === '*') dontCares++;
  }
  let contradictory = 0;
  for (const responses of groups.values()) contradictory += contradicted(responses);
  return { number: examples.length, distinctStimuli: groups.size, dontCares, contradictory };
}

/** Equal for equal stimuli of one network alone. */
function keyOf(stimulus: Stimulus): string {
  return typeof stimulus === 'string' ? stimulus : stimulus.map(formatRational).join();
}

/** How many of the responses to one stimulus want a bit that another one wants to be different. */
function contradicted(responses: readonly string[]): number {
  if (responses.length === 1) return 0;
  const disputed = Array.from(responses[0]!, (_, o) => {
    const wanted = new Set(responses.map((response) => response[o]));
    return wanted.has('0') && wanted.has('1');
  });
  return responses.filter((response) => disputed.some((is, o) => is && response[o] !== '*')).length;
}

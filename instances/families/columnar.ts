// Networks of many narrow columns side by side: long, but of bounded width, so that loading them is easy.
import * as z from 'zod';
import { nodeName, type Architecture, type NodeFamily } from '../../src/problem/training/architecture.ts';
import type { Configuration, NodeFunction } from '../../src/problem/training/configuration.ts';
import { responses } from '../../src/problem/training/evaluate.ts';
import { labelledPoints } from '../../src/problem/training/points.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import type { Family } from './family.ts';
import { atMost, integer, readParameters, record } from './parameters.ts';
import { Random, distinct } from '../../src/random.ts';

const NODE_FAMILIES = ['threshold', 'boolean', 'and-or'] as const satisfies readonly NodeFamily[];
type ColumnFamily = (typeof NODE_FAMILIES)[number];

const parameters = z.strictObject({
  columns: integer(1, 30_000, 20, 'output nodes'),
  window: integer(1, 12, 2, 'neighbouring hidden nodes that an output node reads'),
  inputs: integer(1, 12, 3, 'neighbouring input lines that a hidden node reads'),
  items: integer(0, 1000, 6, 'examples, of different stimuli'),
  nodes: integer(0, NODE_FAMILIES.length - 1, 0, 'nodes: 0 = threshold, 1 = boolean, 2 = and-or'),
  planted: integer(0, 1, 1, 'responses: 0 = fair coins, 1 = those of a random configuration'),
});

/** Planted threshold units have weights from -WEIGHT … WEIGHT. */
const WEIGHT = 3;

/** Hidden node i reads the input lines from i on, output node i the hidden nodes from i on. */
function columnar(columns: number, window: number, inputs: number, family: ColumnFamily): Architecture {
  const hidden = columns + window - 1;
  const lines = hidden + inputs - 1;
  const node = (v: number, first: number, fanIn: number) => ({
    id: nodeName(v),
    from: Array.from({ length: fanIn }, (_, i) => first + i),
    family,
  });
  return {
    inputs: lines,
    nodes: [
      ...Array.from({ length: hidden }, (_, i) => node(i, i, inputs)),
      ...Array.from({ length: columns }, (_, i) => node(hidden + i, lines + i, window)),
    ],
    outputs: Array.from({ length: columns }, (_, i) => hidden + i),
  };
}

/** Thresholds lie between the least and the largest sum, so that few nodes are constant. */
function drawFunction(random: Random, family: ColumnFamily, fanIn: number): NodeFunction {
  if (family === 'boolean') return { table: random.bits(2 ** fanIn) };
  if (family === 'and-or') return { gate: random.below(2) === 1 ? 'and' : 'or' };
  const weights = Array.from({ length: fanIn }, () => random.below(2 * WEIGHT + 1) - WEIGHT);
  const least = weights.reduce((sum, w) => sum + Math.min(w, 0), 0);
  const largest = weights.reduce((sum, w) => sum + Math.max(w, 0), 0);
  const threshold = largest === least ? random.below(2) : least + 1 + random.below(largest - least);
  return { weights: weights.map(BigInt), threshold: BigInt(threshold) };
}

/**
 * A line of columns, each the support cone of one output (Judd, On the complexity of loading shallow neural networks, J.
 * Complexity 4, 1988: such networks are loaded in time linear in the number of columns). Random stimuli; responses by
 * fair coins, or by a random configuration, the certificate.
 */
export const columnarFamily: Family = {
  name: 'columnar',
  problem: 'training',
  summary: 'narrow columns side by side, on random stimuli: loading takes time linear in their number',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { columns, window, inputs, items, planted } = settings;
    const family = NODE_FAMILIES[settings.nodes]!;
    const architecture = columnar(columns, window, inputs, family);
    atMost('--items', items, 2 ** architecture.inputs, `different stimuli of ${architecture.inputs} bits`);
    const random = new Random(seed);
    const stimuli = distinct(items, () => random.bits(architecture.inputs));
    const body = (answers: readonly string[]): TrainingInstance => ({
      architecture,
      examples: stimuli.map((stimulus, e) => ({ stimulus, response: answers[e]! })),
      require: 'all',
    });
    if (planted === 0) {
      const coins = body(stimuli.map(() => random.bits(columns)));
      return record('columnar', settings, seed, { answer: null, known: 'not known' }, coins);
    }
    const witness: Configuration = {
      nodes: architecture.nodes.map(({ from }) => drawFunction(random, family, from.length)),
    };
    const asked = body(stimuli.map(() => '*'.repeat(columns)));
    const answers = responses(asked, witness, labelledPoints(asked)).map((bits) => bits.map(Number).join(''));
    const known = { answer: 'yes', known: 'planted configuration', witness } as const;
    return record('columnar', settings, seed, known, body(answers));
  },
};

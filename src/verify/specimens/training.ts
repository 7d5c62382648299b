// Specimens of training and loading: all labelings of small cubes under one unit, random networks and tasks.
import {
  layered,
  nodeName,
  type Architecture,
  type NetworkNode,
  type NodeFamily,
} from '../../problem/training/architecture.ts';
import type { Configuration } from '../../problem/training/configuration.ts';
import {
  totalWeight,
  type Example,
  type Requirement,
  type TrainingInstance,
} from '../../problem/training/schema.ts';
import type { Random } from '../../random.ts';
import { configurations } from './configurations.ts';
import { lists, permutations } from './enumerate.ts';
import { rewritten } from './rewritten.ts';
import type { Golden, Specimens } from './specimens.ts';

/** A network of one hidden layer, or of one unit alone. */
const network = (inputs: number, hidden: number, output: NodeFamily): Architecture =>
  layered(inputs, [
    ...(hidden > 0 ? [{ units: hidden, family: 'threshold' as const }] : []),
    { units: 1, family: output },
  ]);

const posed = (
  architecture: Architecture,
  task: readonly (readonly [string, string])[],
  require: Requirement = 'all',
): TrainingInstance => ({
  architecture,
  examples: task.map(([stimulus, response]): Example => ({ stimulus, response })),
  require,
});

/** The responses 0, 1, * to all points of the n-cube, one of each class under renaming and negating inputs. */
function* cubeLabelings(n: number): Generator<readonly (readonly [string, string])[]> {
  const points = [...lists(2, n)].map((bits) => bits.join(''));
  const place = new Map(points.map((point, i) => [point, i]));
  const images = permutations(n).flatMap((p) =>
    points.map((mask) =>
      points.map((point) => place.get(p.map((from, i) => Number(point[from]) ^ Number(mask[i])).join(''))!),
    ),
  );
  for (const code of lists(3, points.length)) {
    const first = images.every((image) => {
      for (const [i, at] of image.entries()) if (code[at] !== code[i]) return code[at]! > code[i]!;
      return true;
    });
    if (first) yield points.map((point, i) => [point, '01*'[code[i]!]!] as const);
  }
}

/** Whether dichotomies are few: 2 Σ_{i <= d} C(m - 1, i) of m points in d dimensions (Cover 1965), at most 2^m. */
function dichotomies(points: number, dimension: number): number {
  if (points === 0) return 1;
  let sum = 0;
  let binomial = 1;
  for (let i = 0; i <= dimension && i < points; i++) {
    sum += binomial;
    binomial = (binomial * (points - 1 - i)) / (i + 1);
  }
  return 2 * sum;
}

function behaviours({ family, from }: NetworkNode, examples: number): number {
  if (family === 'threshold') return dichotomies(Math.min(examples, 2 ** from.length), from.length);
  if (family === 'boolean') return 2 ** Math.min(examples, 2 ** from.length);
  return family === 'and-or' ? 2 : 1;
}

function randomTask(random: Random, architecture: Architecture, examples: number): TrainingInstance {
  const stimuli = 2 ** architecture.inputs;
  const drawn = Array.from({ length: examples }, (): Example => {
    const stimulus = random.below(stimuli).toString(2).padStart(architecture.inputs, '0');
    const response = architecture.outputs.map(() => '00001111*'[random.below(9)]!).join('');
    const weight = random.below(6) === 0 ? 2 : 1;
    return {
      stimulus: architecture.inputs === 0 ? '' : stimulus,
      response,
      ...(weight === 1 ? {} : { weight }),
    };
  });
  const total = totalWeight({ examples: drawn });
  const require: Requirement =
    random.below(4) === 0 ? { atLeast: Math.max(0, total - random.below(3)) } : 'all';
  return { architecture, examples: drawn, require };
}

/** A small network: one unit, one hidden layer, or nodes that read what they like. */
function randomNetwork(random: Random, outputs: number): Architecture {
  const inputs = 2 + random.below(2);
  const shape = outputs > 1 ? 2 : random.below(3);
  if (shape === 0) return network(inputs, 0, 'threshold');
  if (shape === 1)
    return network(inputs, 2, (['and', 'or', 'xor', 'threshold', 'nand'] as const)[random.below(5)]!);
  const count = outputs + 1;
  const nodes = Array.from({ length: count }, (_, v): NetworkNode => {
    const posts = Array.from({ length: inputs + v }, (_x, post) => post);
    const from = random.shuffled(posts).slice(0, 1 + random.below(2));
    const family = (['threshold', 'threshold', 'boolean', 'and-or', 'or'] as const)[random.below(5)]!;
    return { id: nodeName(v), from, family };
  });
  return { inputs, nodes, outputs: Array.from({ length: outputs }, (_, o) => count - outputs + o) };
}

const XOR = [
  ['00', '0'],
  ['01', '1'],
  ['10', '1'],
  ['11', '0'],
] as const;
const PARITY = [...lists(2, 3)].map(
  (bits) => [bits.join(''), String(bits.reduce((sum, bit) => sum ^ bit, 0))] as const,
);

const golden: readonly Golden<TrainingInstance>[] = [
  { name: 'no examples', instance: posed(network(2, 2, 'threshold'), []), answer: 'yes' },
  { name: 'no inputs', instance: posed(network(0, 0, 'threshold'), [['', '1']]), answer: 'yes' },
  {
    name: 'AND by one unit',
    instance: posed(network(2, 0, 'threshold'), [...XOR.slice(0, 1), ['11', '1']]),
    answer: 'yes',
  },
  { name: 'XOR by one unit', instance: posed(network(2, 0, 'threshold'), XOR), answer: 'no' },
  {
    name: 'XOR by one unit, but one',
    instance: posed(network(2, 0, 'threshold'), XOR, { atLeast: 3 }),
    answer: 'yes',
  },
  { name: 'XOR by two units', instance: posed(network(2, 2, 'threshold'), XOR), answer: 'yes' },
  { name: 'XOR by an AND of units', instance: posed(network(2, 2, 'and'), XOR), answer: 'yes' },
  {
    name: 'a contradiction',
    instance: posed(network(1, 2, 'threshold'), [
      ['0', '0'],
      ['0', '1'],
    ]),
    answer: 'no',
  },
  {
    name: 'a contradiction nobody asks about',
    instance: posed(network(1, 0, 'threshold'), [
      ['0', '*'],
      ['0', '1'],
    ]),
    answer: 'yes',
  },
  { name: 'parity of three by an XOR of two', instance: posed(network(3, 2, 'xor'), PARITY), answer: 'no' },
];

function specimensOf(
  problem: string,
  outputs: (random: Random) => number,
): Specimens<TrainingInstance, Configuration> {
  return {
    problem,
    measure: 'inputs',
    *all(size) {
      for (const task of cubeLabelings(size)) yield posed(network(size, 0, 'threshold'), task);
    },
    known: {
      counts: [3, 6, 21, 267],
      of: 'responses 0, 1 and * to all points of a cube up to its symmetries (three colours of a cube’s corners, rotated and reflected), under one unit',
    },
    random(random, size) {
      const architecture = randomNetwork(random, outputs(random));
      return randomTask(
        random,
        architecture,
        Math.min(10, (architecture.outputs.length > 1 ? 3 : 5) + random.below(1 + size)),
      );
    },
    golden,
    *smaller(instance) {
      const { examples, require } = instance;
      if (require !== 'all') yield { ...instance, require: 'all' };
      for (let e = 0; e < examples.length; e++)
        yield { ...instance, require: 'all', examples: examples.filter((_, i) => i !== e) };
    },
    candidates: ({ architecture, examples }) =>
      architecture.nodes.reduce((product, node) => product * behaviours(node, examples.length), 1),
    witnesses: (instance) => configurations(instance),
    variants: rewritten,
  };
}

export const trainingSpecimens = specimensOf('training', () => 1);
export const loadingSpecimens = specimensOf('loading', (random) => 1 + random.below(2));

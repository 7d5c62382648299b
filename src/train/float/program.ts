// From an instance and hyperparameters to the array of words that every kernel of the float core reads.
import type { TrainingInstance } from '../../problem/training/schema.ts';
import { coprimeStrides } from '../integer/parameters.ts';
import type { PackedExamples } from '../pack.ts';
import { hash3 } from '../random.ts';
import { LOSSES, type Hyperparameters, type Loss, type Optimizer } from '../types.ts';
import {
  FLOAT_HEADER,
  HEADER,
  KINDS,
  LOGISTIC_OUTPUT,
  PLACE,
  RULES,
  STEP,
  WANTS_PROBABILITY,
  type Rule,
  type StepKind,
} from './layout.ts';
import { stepsOf, type Step, type StepNetwork } from './network.ts';

/** What a unit passes on to units. */
export const FLOAT_RELAXATIONS = ['sigmoid', 'tanh', 'relu', 'straight-through'] as const;
export type FloatRelaxation = (typeof FLOAT_RELAXATIONS)[number];

/** The header's words, by name. */
export type Header = Readonly<Record<(typeof HEADER)[number], number>>;

/** A training problem of the float core. */
export type FloatTask = {
  readonly core: 'float';
  readonly header: Header;
  /** In the layout of `layout.ts`, the header first. */
  readonly data: Int32Array;
  /** Numbers that the kernels keep for one example: those of all places, then one for each node the widest gate reads. */
  readonly scratch: number;
  /** Multiply-adds of an epoch, roughly. */
  readonly work: number;
};

/** What is to be trained, and how. */
export type FloatSettings = {
  readonly relaxation: FloatRelaxation;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly hyperparameters: Hyperparameters;
  readonly epochs: number;
  readonly seed: number;
};

const RULE_OF: Readonly<Record<Optimizer, Rule>> = {
  adam: 'adam',
  'adam-0.999': 'adam',
  'irprop-': 'irprop-',
  lion: 'lion',
  normalised: 'normalised',
  momentum: 'momentum',
  sgd: 'momentum',
  gd: 'momentum',
};

/** Gates that are 1, or 0, for one combination of inputs only. */
const AND_LIKE: readonly StepKind[] = ['and', 'nand', 'or', 'nor'];

/** A packed rational feature of 64 counts as 1. */
const FEATURE = 1 / 64;

/** Most entries of the table of decays. */
const MAX_DECAYS = 65_536;

/**
 * The task of an instance.
 * @param packed the examples of which some output asks for something
 */
export function floatTask(
  instance: TrainingInstance,
  packed: PackedExamples,
  settings: FloatSettings,
): FloatTask {
  const network = stepsOf(instance.architecture);
  const { relaxation, loss, optimizer, hyperparameters, epochs, seed } = settings;
  const { rate, beta1, beta2, steepness } = hyperparameters;
  const { outputs } = instance.architecture;
  const { examples } = packed;
  const rule = RULE_OF[optimizer];
  const batch = hyperparameters.batch >= examples ? 0 : hyperparameters.batch;
  const updates = batch === 0 ? 1 : Math.ceil(examples / batch);
  const decays = rule === 'adam' ? decayTable(beta1, beta2) : new Float32Array(0);

  const parts: (Int32Array | Float32Array)[] = [];
  let end = HEADER.length;
  const put = (part: Int32Array | Float32Array): number => {
    const at = end;
    parts.push(part);
    end += part.length;
    return at;
  };
  const steps = put(new Int32Array(network.steps.length * STEP.length));
  const flags = flagsOf(network, outputs, loss);
  const words = network.steps.flatMap((step): number[] => {
    const rows = step.inputs.length === 0 ? NOTHING : rowsOf(step, packed);
    const list = put(Int32Array.from(step.places));
    const columnsAt = end + rows.starts.length;
    const starts = step.kind === 'units' ? rows.starts.map((start) => start + columnsAt) : rows.starts;
    const rowsAt = step.inputs.length === 0 ? 0 : put(starts);
    put(rows.columns);
    if (rows.values) put(rows.values);
    const kind = KINDS.indexOf(step.kind);
    const values = rows.values ? rows.columns.length : 0;
    const { place, members, inputs, nodes, parameter, parametersEach } = step;
    const sizes = [members.length, inputs.length, nodes.length];
    return [kind, place, ...sizes, list, parameter, parametersEach, rowsAt, values, flags[place]!];
  });
  parts[0]!.set(words);
  const header: Header = {
    examples,
    outputs: outputs.length,
    steps: network.steps.length,
    places: network.placeOf.length,
    parameters: network.parameters,
    batch,
    relaxation: FLOAT_RELAXATIONS.indexOf(relaxation),
    loss: LOSSES.indexOf(loss),
    rule: RULES.indexOf(rule),
    direct: batch === 1 && rule === 'momentum' && beta1 === 0 ? 1 : 0,
    totalEpochs: epochs,
    seed: seed | 0,
    stepsAt: steps,
    outputsAt: put(outputWords(network, outputs)),
    targetsAt: put(targets(instance, packed, hyperparameters.balanced, updates)),
    scalesAt: put(initialScales(network, hyperparameters.init)),
    stridesAt: put(coprimeStrides(examples)),
    decaysAt: put(decays),
    decays: decays.length / 2,
    decayEpochs: Math.ceil(decays.length / 2 / updates),
    rate,
    beta1,
    beta2,
    steepnessStart: steepness[0],
    steepnessEnd: steepness[1],
  };
  const array = new Int32Array(end);
  const floats = new Float32Array(array.buffer);
  HEADER.forEach((name, i) => ((i < HEADER.length - FLOAT_HEADER ? array : floats)[i] = header[name]));
  let at = HEADER.length;
  for (const part of parts) {
    (part instanceof Int32Array ? array : floats).set(part, at);
    at += part.length;
  }
  const widest = network.steps.reduce(
    (most, { kind, nodes }) => Math.max(most, kind === 'units' ? 0 : nodes.length),
    0,
  );
  return {
    core: 'float',
    header,
    data: array,
    scratch: network.placeOf.length * PLACE.length + widest,
    work: network.steps.reduce((sum, step) => sum + workOf(step, packed), 0),
  };
}

/** The initial value of parameter `p` of a restart, uniform in ± its scale. */
export function initialParameter({ header, data }: FloatTask, restart: number, p: number): number {
  const scale = new Float32Array(data.buffer)[header.scalesAt + p]!;
  const uniform = (hash3(header.seed, restart, p) >>> 8) * 2 ** -23 - 1;
  // No weight is ever -0, which kernels that compute several restarts at once could turn into 0.
  return Math.fround(uniform * scale) + 0;
}

type Rows = {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array | undefined;
};

const NOTHING: Rows = { starts: new Int32Array(0), columns: new Int32Array(0), values: undefined };

/**
 * What a step reads of the examples. For units: where each example's row starts, from 0, the slots of its features and
 * their values; for a gate in place of the starts the number of ones among its inputs.
 */
function rowsOf(step: Step, packed: PackedExamples): Rows {
  const slotOf = new Map(step.posts.map((post, slot) => [post, slot]));
  const valued = packed.value !== null;
  const starts = [0];
  const columns: number[] = [];
  const values: number[] = [];
  for (let e = 0; e < packed.examples; e++) {
    for (let t = packed.rowStart[e]!; t < packed.rowStart[e + 1]!; t++) {
      const slot = slotOf.get(packed.column[t]!);
      if (slot === undefined) continue;
      columns.push(slot);
      if (packed.value !== null) values.push(packed.value[t]! * FEATURE);
    }
    starts.push(columns.length);
  }
  if (step.kind !== 'units')
    return { ...NOTHING, starts: Int32Array.from(starts.slice(1), (end, e) => end - starts[e]!) };
  return {
    starts: Int32Array.from(starts),
    columns: Int32Array.from(columns),
    values: valued ? Float32Array.from(values) : undefined,
  };
}

/** The flags of each step, at its place. */
function flagsOf({ steps, placeOf }: StepNetwork, outputs: readonly number[], loss: Loss): Int32Array {
  const flags = new Int32Array(placeOf.length);
  const stepAt = new Map(
    steps.flatMap((step) => step.members.map((_, i) => [step.place + i, step] as const)),
  );
  const raise = (place: number): void => {
    const step = stepAt.get(place)!;
    if (step.kind === 'units') flags[step.place]! |= WANTS_PROBABILITY;
  };
  for (const step of steps) if (step.kind !== 'units') step.places.forEach(raise);
  for (const v of outputs) {
    const step = stepAt.get(placeOf[v]!)!;
    if (loss !== 'hinge') raise(placeOf[v]!);
    if (loss === 'logistic' && AND_LIKE.includes(step.kind)) flags[step.place]! |= LOGISTIC_OUTPUT;
  }
  return flags;
}

/** For each output its place and the kind of its step. */
function outputWords({ steps, placeOf }: StepNetwork, outputs: readonly number[]): Int32Array {
  const kindAt: number[] = [];
  for (const { kind, members, place } of steps)
    members.forEach((_, i) => (kindAt[place + i] = KINDS.indexOf(kind)));
  return Int32Array.from(outputs.flatMap((v) => [placeOf[v]!, kindAt[placeOf[v]!]!]));
}

/**
 * For each example and output the weight of its loss: positive where 1 is wanted, negative for 0, 0 for don't-care. They
 * sum to the number of updates an epoch in absolute value, so that the gradient of a batch is one of the mean loss.
 * Balanced classes of an output weigh the same, together what they weighed before.
 */
function targets(
  { examples, architecture }: TrainingInstance,
  packed: PackedExamples,
  balanced: boolean,
  updates: number,
): Float32Array {
  const outputs = architecture.outputs.length;
  const sums = Array.from({ length: outputs }, () => ({ '0': 0, '1': 0 }));
  for (const { response, weight = 1 } of examples)
    for (let o = 0; o < outputs; o++) if (response[o] !== '*') sums[o]![response[o] as '0' | '1'] += weight;
  const all = sums.reduce((sum, { 0: zeros, 1: ones }) => sum + zeros + ones, 0);
  return Float32Array.from({ length: packed.examples * outputs }, (_, i) => {
    const { response, weight = 1 } = examples[packed.number[Math.floor(i / outputs)]!]!;
    const o = i % outputs;
    const wanted = response[o] as '0' | '1' | '*';
    if (wanted === '*') return 0;
    const { 0: zeros, 1: ones } = sums[o]!;
    const factor = balanced && zeros > 0 && ones > 0 ? (zeros + ones) / (2 * sums[o]![wanted]) : 1;
    return ((wanted === '1' ? 1 : -1) * weight * factor * updates) / all;
  });
}

/** Initial weights are uniform in ± these; for `glorot` ± √(6 / (fan-in + units that read the same)), and biases 0. */
function initialScales({ steps, parameters }: StepNetwork, init: Hyperparameters['init']): Float32Array {
  if (init !== 'glorot') return new Float32Array(parameters).fill(init);
  const scales = new Float32Array(parameters);
  for (const { kind, members, parameter, parametersEach } of steps) {
    const weights = kind === 'units' ? parametersEach - 1 : parametersEach;
    members.forEach((_, i) => {
      const at = parameter + i * parametersEach;
      scales.fill(Math.sqrt(6 / (weights + members.length)), at, at + weights);
    });
  }
  return scales;
}

/**
 * How much of the t-th gradient enters each of Adam's two means, for t = 1, 2, …, in pairs: (1 - β) / (1 - β^t), with
 * which the means are those of Kingma and Ba after their correction of the bias. The last pair stands for all later t.
 */
function decayTable(beta1: number, beta2: number): Float32Array {
  const table: number[] = [];
  let power1 = 1;
  let power2 = 1;
  do {
    power1 *= beta1;
    power2 *= beta2;
    table.push((1 - beta1) / (1 - power1), (1 - beta2) / (1 - power2));
  } while (Math.max(power1, power2) > 2 ** -25 && table.length < 2 * MAX_DECAYS);
  return Float32Array.from(table);
}

/** Multiply-adds of a step in an epoch: forward, hard, backward twice. */
function workOf(step: Step, packed: PackedExamples): number {
  const { examples, column } = packed;
  const onInputs =
    step.kind === 'units' ? (column.length * step.inputs.length) / Math.max(1, packed.inputs) : 0;
  return Math.ceil(step.members.length * (2 * onInputs + examples * (4 + 4 * step.nodes.length)));
}

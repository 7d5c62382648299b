// A configuration: what every node of a network computes. The witness of a training instance, evaluated exactly.
import * as z from 'zod';
import { lcm, parseRational, type Rational } from '../../exact/rational.ts';
import { InputError, found } from '../errors.ts';
import { parseJson, validate } from '../json.ts';
import { OK, wrong, type Check } from '../problem.ts';
import { dot, labelledPoints, type LabelledPoints } from './points.ts';
import type { OutputFamily, TrainingInstance } from './schema.ts';

/** A threshold unit: outputs 1 iff weights · x ≥ threshold. Integers, in terms of the stimuli. */
export type Unit = { readonly weights: readonly bigint[]; readonly threshold: bigint };

/** A fixed output function. */
export type Gate = Exclude<OutputFamily, 'threshold'>;

/** The nodes of a network in topological order: the hidden units, then the output (a unit or a gate). */
export type Configuration = {
  readonly hidden: readonly Unit[];
  readonly output: Unit | { readonly gate: Gate };
};

/** Weights may be long: their digits grow with the number and the digits of the stimuli. */
const MAX_WEIGHT_DIGITS = 1_000_000;

const numeral = z.union([z.string(), z.number()]);
const configurationSchema = z.strictObject({
  format: z.literal('trainsat.configuration/1'),
  nodes: z
    .array(
      z.union([
        z.strictObject({ weights: z.array(numeral), threshold: numeral }),
        z.strictObject({ gate: z.enum(['and', 'or', 'nand', 'nor', 'xor']) }),
      ]),
    )
    .min(1),
});

/**
 * Reads `{"format": "trainsat.configuration/1", "nodes": [{"weights": […], "threshold": …}, …, {"gate": "and"}]}`.
 * Rational weights are accepted and scaled to integers, unit by unit, which changes no output.
 * @throws InputError with a JSON path, also when the number of weights or nodes does not fit `instance`
 */
export function parseConfiguration(text: string, source: string, instance: TrainingInstance): Configuration {
  return configurationFromJson(parseJson(text, source), source, instance);
}

/** As `parseConfiguration`, from a JSON value (a configuration inside a certificate). */
export function configurationFromJson(
  value: unknown,
  source: string,
  instance: TrainingInstance,
): Configuration {
  const { nodes } = validate(configurationSchema, value, source);
  if (nodes.length !== instance.hidden + 1)
    throw new InputError(
      `${source}: nodes`,
      `expected ${instance.hidden + 1} nodes (the hidden units, then the output), found ${nodes.length}`,
    );
  const units = nodes.map((node, u) => {
    const isOutput = u === nodes.length - 1;
    const place = `${source}: nodes[${u}]`;
    if ('gate' in node) {
      if (!isOutput || instance.output === 'threshold')
        throw new InputError(place, `expected a threshold unit {"weights", "threshold"}, found a gate`);
      return node;
    }
    if (isOutput && instance.output !== 'threshold')
      throw new InputError(
        place,
        `expected {"gate": ${JSON.stringify(instance.output)}}, found a threshold unit`,
      );
    const fanIn = isOutput && instance.hidden > 0 ? instance.hidden : instance.inputs;
    if (node.weights.length !== fanIn)
      throw new InputError(`${place}.weights`, `expected ${fanIn} weights, found ${node.weights.length}`);
    const read = (item: string | number, path: string): Rational => {
      const rational = parseRational(String(item), MAX_WEIGHT_DIGITS);
      if (rational === undefined)
        throw new InputError(path, `expected an integer or a rational, found ${found(item)}`);
      return rational;
    };
    const weights = node.weights.map((w, j) => read(w, `${place}.weights[${j}]`));
    return integerUnit(weights, read(node.threshold, `${place}.threshold`));
  });
  const output = units.at(-1)!;
  if ('gate' in output && output.gate !== instance.output)
    throw new InputError(
      `${source}: nodes[${nodes.length - 1}].gate`,
      `expected ${JSON.stringify(instance.output)}, found ${found(output.gate)}`,
    );
  return { hidden: units.slice(0, -1) as Unit[], output };
}

/** The integer unit with the same outputs as the rational one: everything times the common denominator. */
export function integerUnit(weights: readonly Rational[], threshold: Rational): Unit {
  let scale = threshold.denominator;
  for (const w of weights) scale = lcm(scale, w.denominator);
  const integer = (r: Rational): bigint => (r.numerator * scale) / r.denominator;
  return { weights: weights.map(integer), threshold: integer(threshold) };
}

/** The unit that fires exactly where this one does not: over integers, w·x < θ iff -w·x ≥ 1 - θ. */
export function negatedUnit({ weights, threshold }: Unit): Unit {
  return { weights: weights.map((w) => -w), threshold: 1n - threshold };
}

/** The output unit that fires iff all of `hidden` units do. */
export function conjunction(hidden: number): Unit {
  return { weights: Array.from({ length: hidden }, () => 1n), threshold: BigInt(hidden) };
}

/** The JSON form of a configuration. */
export function configurationToJson(configuration: Configuration): z.input<typeof configurationSchema> {
  const node = (unit: Unit) => ({ weights: unit.weights.map(String), threshold: String(unit.threshold) });
  const { output } = configuration;
  return {
    format: 'trainsat.configuration/1',
    nodes: [...configuration.hidden.map(node), 'gate' in output ? { gate: output.gate } : node(output)],
  };
}

/** The output of a gate on the hidden bits. `xor` is the parity of all of them. */
export function gateOutput(gate: Gate, bits: readonly boolean[]): boolean {
  switch (gate) {
    case 'and':
      return bits.every(Boolean);
    case 'nand':
      return !bits.every(Boolean);
    case 'or':
      return bits.some(Boolean);
    case 'nor':
      return !bits.some(Boolean);
    case 'xor':
      return bits.filter(Boolean).length % 2 === 1;
  }
}

/**
 * The network's output on every example, in exact integer arithmetic.
 * @param data `labelledPoints(instance)`, when the caller has it already
 */
export function outputs(
  instance: TrainingInstance,
  configuration: Configuration,
  data: LabelledPoints = labelledPoints(instance),
): boolean[] {
  const common = data.scale.reduce(lcm, 1n);
  // A unit on the stimuli fires iff Σ w_j x_j ≥ θ iff Σ w_j (common / scale_j) (scale_j x_j) ≥ common θ.
  const onPoints = (unit: Unit): Unit =>
    common === 1n
      ? unit
      : {
          weights: unit.weights.map((w, j) => (w * common) / data.scale[j]!),
          threshold: unit.threshold * common,
        };
  const { output } = configuration;
  if (instance.hidden === 0) {
    const unit = onPoints(output as Unit);
    return data.points.map((point) => dot(unit.weights, point) >= unit.threshold);
  }
  const hidden = configuration.hidden.map(onPoints);
  return data.points.map((point) => {
    const bits = hidden.map((unit) => dot(unit.weights, point) >= unit.threshold);
    if ('gate' in output) return gateOutput(output.gate, bits);
    return output.weights.reduce((sum, w, u) => (bits[u] ? sum + w : sum), 0n) >= output.threshold;
  });
}

/** How many examples a configuration gets right (don't-cares are always right). */
export function examplesRight(
  instance: TrainingInstance,
  configuration: Configuration,
  data: LabelledPoints = labelledPoints(instance),
): number {
  const y = outputs(instance, configuration, data);
  return data.labels.filter((label, e) => label === null || (label === 1) === y[e]).length;
}

/** Whether a configuration gets every example right; names the first one it does not. */
export function checkConfiguration(instance: TrainingInstance, configuration: Configuration): Check {
  const shape = checkShape(instance, configuration);
  if (!shape.ok) return shape;
  const data = labelledPoints(instance);
  const y = outputs(instance, configuration, data);
  const bad = data.labels.findIndex((label, e) => label !== null && (label === 1) !== y[e]);
  return bad < 0
    ? OK
    : wrong(`example ${bad} wants ${data.labels[bad]}, the network answers ${y[bad] ? 1 : 0}`);
}

function checkShape(instance: TrainingInstance, { hidden, output }: Configuration): Check {
  if (hidden.length !== instance.hidden)
    return wrong(`expected ${instance.hidden} hidden units, found ${hidden.length}`);
  const odd = hidden.findIndex((unit) => unit.weights.length !== instance.inputs);
  if (odd >= 0)
    return wrong(
      `hidden unit ${odd}: expected ${instance.inputs} weights, found ${hidden[odd]!.weights.length}`,
    );
  const family = 'gate' in output ? output.gate : 'threshold';
  if (family !== instance.output)
    return wrong(`expected an output of family ${instance.output}, found ${family}`);
  const fanIn = instance.hidden === 0 ? instance.inputs : instance.hidden;
  if (!('gate' in output) && output.weights.length !== fanIn)
    return wrong(`output unit: expected ${fanIn} weights, found ${output.weights.length}`);
  return OK;
}

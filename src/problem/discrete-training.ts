// The problem `discrete-training`: threshold units under an AND whose weights are one of two integers.
import * as z from 'zod';
import { booleanExamples, checkStimuli, onesOf, type BooleanExample } from './boolean-examples.ts';
import { InputError } from './errors.ts';
import { canonicalJson, parseJson, validate } from './json.ts';
import { OK, wrong, type Check, type Problem, type Provenance } from './problem.ts';
import type { Unit } from './training/configuration.ts';

/**
 * All `units` read all inputs. Of the two weights the smaller comes first. Two examples of one stimulus may contradict
 * each other.
 */
export type DiscreteInstance = {
  readonly name?: string | undefined;
  readonly inputs: number;
  readonly units: number;
  readonly weights: readonly [number, number];
  readonly examples: readonly BooleanExample[];
  readonly provenance?: Provenance | undefined;
};

/** The units, each of which fires where w·x ≥ θ; the answer is 1 where all of them do. */
export type DiscreteUnits = { readonly units: readonly Unit[] };

const MAX_INPUTS = 1_000_000;
const MAX_UNITS = 4096;
const MAX_WEIGHT = 1_000_000_000;
const weight = z.int().min(-MAX_WEIGHT).max(MAX_WEIGHT);
const schema = z.strictObject({
  format: z.literal('trainsat.discrete-training/1'),
  name: z.string().optional(),
  inputs: z.int().min(0).max(MAX_INPUTS),
  units: z.int().min(0).max(MAX_UNITS),
  weights: z.tuple([weight, weight]),
  examples: booleanExamples,
  provenance: z.record(z.string(), z.unknown()).optional(),
});
const integer = z.union([
  z.int('expected an integer'),
  z.string().regex(/^-?\d{1,1000}$/, 'expected an integer'),
]);
const unitsSchema = z.strictObject({
  format: z.literal('trainsat.discrete-units/1'),
  units: z.array(z.strictObject({ weights: z.array(integer), threshold: integer })),
});

/** Whether a threshold unit fires on a stimulus. */
function fires({ weights, threshold }: Unit, stimulus: string): boolean {
  return onesOf(stimulus).reduce((sum, i) => sum + weights[i]!, 0n) >= threshold;
}

function check(
  { inputs, units: count, weights, examples }: DiscreteInstance,
  { units }: DiscreteUnits,
): Check {
  if (units.length !== count) return wrong(`expected ${count} units, found ${units.length}`);
  const allowed = weights.map(BigInt);
  for (const [u, unit] of units.entries()) {
    if (unit.weights.length !== inputs)
      return wrong(`unit ${u}: expected ${inputs} weights, found ${unit.weights.length}`);
    const odd = unit.weights.find((w) => !allowed.includes(w));
    if (odd !== undefined)
      return wrong(`unit ${u}: expected weights ${weights[0]} or ${weights[1]}, found ${odd}`);
  }
  for (const [e, { stimulus, response }] of examples.entries()) {
    const quiet = units.findIndex((unit) => !fires(unit, stimulus));
    if (quiet >= 0 && response === '1')
      return wrong(`example ${e} (${stimulus}) wants 1, unit ${quiet} does not fire`);
    if (quiet < 0 && response === '0') return wrong(`example ${e} (${stimulus}) wants 0, all units fire`);
  }
  return OK;
}

function toJson(instance: DiscreteInstance): Record<string, unknown> {
  const { name, inputs, units, weights, examples, provenance } = instance;
  return { format: 'trainsat.discrete-training/1', name, inputs, units, weights, examples, provenance };
}

export const discreteTraining: Problem<DiscreteInstance, DiscreteUnits> = {
  name: 'discrete-training',
  question:
    'Are there k threshold units, each weight one of two given integers, whose AND agrees with the examples?',
  formats: 'JSON trainsat.discrete-training/1',
  signatures: ['trainsat.discrete-training'],
  parse(text, source) {
    const { format: _format, ...own } = validate(schema, parseJson(text, source), source);
    const [a, b] = own.weights;
    if (a === b)
      throw new InputError(`${source}: weights`, `expected two different integers, found ${a} twice`);
    checkStimuli(own.examples, own.inputs, source);
    return { ...own, weights: a < b ? [a, b] : [b, a] };
  },
  write: (instance) => `${JSON.stringify(toJson(instance))}\n`,
  canonical: ({ inputs, units, weights, examples }) =>
    canonicalJson(toJson({ inputs, units, weights, examples })),
  check,
  size: ({ inputs, units, examples }) => ({ inputs, units, examples: examples.length }),
  letters: { inputs: 'n', units: 'k', examples: 'm' },
  typical: { inputs: 50, units: 2, examples: 150 },
  parseWitness(text, source) {
    const { units } = validate(unitsSchema, parseJson(text, source), source);
    return {
      units: units.map(({ weights, threshold }) => ({
        weights: weights.map(BigInt),
        threshold: BigInt(threshold),
      })),
    };
  },
  writeWitness: ({ units }) =>
    `${JSON.stringify({
      format: 'trainsat.discrete-units/1',
      units: units.map(({ weights, threshold }) => ({
        weights: weights.map(String),
        threshold: `${threshold}`,
      })),
    })}\n`,
};

// The problem `relu-sum`: rectified linear units whose sum is right on all examples.
import * as z from 'zod';
import { formatRational, type Rational } from '../exact/rational.ts';
import { InputError } from './errors.ts';
import { canonicalJson, parseJson, validate } from './json.ts';
import { MAX_WITNESS_DIGITS, numeral, readRational, scaled, writeRational } from './numerals.ts';
import { OK, wrong, type Check, type Problem, type Provenance } from './problem.ts';
import { stimulusOf, stimulusSchema, type Stimulus } from './training/schema.ts';

/** An example: where the sum should be what. */
export type ReluExample = { readonly stimulus: Stimulus; readonly target: Rational };

/** `units` is the number of units. */
export type ReluSumInstance = {
  readonly name?: string | undefined;
  readonly inputs: number;
  readonly units: number;
  readonly examples: readonly ReluExample[];
  readonly provenance?: Provenance | undefined;
};

/** A unit computes max(0, weights · x + bias). */
export type Relu = { readonly weights: readonly Rational[]; readonly bias: Rational };

/** The units, in any order. */
export type ReluSum = { readonly units: readonly Relu[] };

const MAX_INPUTS = 1_000_000;
const MAX_UNITS = 4096;
const schema = z.strictObject({
  format: z.literal('trainsat.relu-sum/1'),
  name: z.string().optional(),
  inputs: z.int().min(0).max(MAX_INPUTS),
  units: z.int().min(0).max(MAX_UNITS),
  examples: z.array(z.strictObject({ stimulus: stimulusSchema, target: numeral })),
  provenance: z.record(z.string(), z.unknown()).optional(),
});
const sumSchema = z.strictObject({
  format: z.literal('trainsat.relus/1'),
  units: z.array(z.strictObject({ weights: z.array(numeral), bias: numeral })),
});

/** The coordinates of a stimulus. */
export function coordinatesOf(stimulus: Stimulus): readonly Rational[] {
  return typeof stimulus === 'string'
    ? Array.from(stimulus, (bit) => ({ numerator: BigInt(bit), denominator: 1n }))
    : stimulus;
}

function check({ inputs, units: count, examples }: ReluSumInstance, { units }: ReluSum): Check {
  if (units.length !== count) return wrong(`expected ${count} units, found ${units.length}`);
  const odd = units.findIndex(({ weights }) => weights.length !== inputs);
  if (odd >= 0) return wrong(`unit ${odd}: expected ${inputs} weights, found ${units[odd]!.weights.length}`);
  // All weights and biases over one denominator, a stimulus over its own.
  const flat = scaled(units.flatMap(({ weights, bias }) => [...weights, bias]));
  for (const [e, { stimulus, target }] of examples.entries()) {
    const x = scaled(coordinatesOf(stimulus));
    let sum = 0n;
    for (let u = 0; u < count; u++) {
      const at = u * (inputs + 1);
      let value = flat.integers[at + inputs]! * x.scale;
      for (let j = 0; j < inputs; j++) value += flat.integers[at + j]! * x.integers[j]!;
      if (value > 0n) sum += value;
    }
    if (sum * target.denominator !== target.numerator * flat.scale * x.scale)
      return wrong(`example ${e} wants ${formatRational(target)}, the sum of the units is another number`);
  }
  return OK;
}

function toJson(instance: ReluSumInstance): Record<string, unknown> {
  const { name, inputs, units, examples, provenance } = instance;
  return {
    format: 'trainsat.relu-sum/1',
    name,
    inputs,
    units,
    examples: examples.map(({ stimulus, target }) => ({
      stimulus: typeof stimulus === 'string' ? stimulus : stimulus.map(writeRational),
      target: writeRational(target),
    })),
    provenance,
  };
}

export const reluSum: Problem<ReluSumInstance, ReluSum> = {
  name: 'relu-sum',
  question: 'Are there k rectified linear units whose sum is right on all examples?',
  formats: 'JSON trainsat.relu-sum/1',
  signatures: ['trainsat.relu-sum'],
  parse(text, source) {
    const { format: _format, ...file } = validate(schema, parseJson(text, source), source);
    const examples = file.examples.map(({ stimulus, target }, e): ReluExample => {
      const place = `${source}: examples[${e}]`;
      if (stimulus.length !== file.inputs)
        throw new InputError(`${place}.stimulus`, `expected ${file.inputs} inputs, found ${stimulus.length}`);
      return {
        stimulus:
          typeof stimulus === 'string'
            ? stimulus
            : stimulusOf(stimulus.map((item, j) => readRational(item, `${place}.stimulus[${j}]`))),
        target: readRational(target, `${place}.target`),
      };
    });
    return { ...file, examples };
  },
  write: (instance) => `${JSON.stringify(toJson(instance))}\n`,
  canonical: ({ inputs, units, examples }) => canonicalJson(toJson({ inputs, units, examples })),
  check,
  size: ({ inputs, units, examples }) => ({ inputs, units, examples: examples.length }),
  letters: { inputs: 'n', units: 'k', examples: 'm' },
  typical: { inputs: 50, units: 2, examples: 150 },
  parseWitness(text, source, { inputs, units: count }) {
    const { units } = validate(sumSchema, parseJson(text, source), source);
    if (units.length !== count)
      throw new InputError(`${source}: units`, `expected ${count} units, found ${units.length}`);
    return {
      units: units.map(({ weights, bias }, u): Relu => {
        const place = `${source}: units[${u}]`;
        if (weights.length !== inputs)
          throw new InputError(`${place}.weights`, `expected ${inputs} weights, found ${weights.length}`);
        return {
          weights: weights.map((w, j) => readRational(w, `${place}.weights[${j}]`, MAX_WITNESS_DIGITS)),
          bias: readRational(bias, `${place}.bias`, MAX_WITNESS_DIGITS),
        };
      }),
    };
  },
  writeWitness: ({ units }) =>
    `${JSON.stringify({
      format: 'trainsat.relus/1',
      units: units.map(({ weights, bias }) => ({
        weights: weights.map(formatRational),
        bias: formatRational(bias),
      })),
    })}\n`,
};

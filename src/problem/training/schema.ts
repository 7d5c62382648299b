// The instance format `trainsat.instance/1`: an architecture, the examples, and how many of them it has to get right.
import * as z from 'zod';
import { formatRational, parseRational, type Rational } from '../../exact/rational.ts';
import { InputError, found } from '../errors.ts';
import { validate } from '../json.ts';
import { numeral, readRational, writeRational } from '../numerals.ts';
import {
  architectureFromJson,
  architectureSchema,
  architectureToJson,
  type Architecture,
} from './architecture.ts';

/** Weights of examples, and their sum, are exact as floats. */
const MAX_WEIGHT = 2 ** 53 - 1;

/** A stimulus as a file has it: bits in a string, or numbers. */
export const stimulusSchema = z.union([
  z.string().regex(/^[01]*$/, 'expected a string of 0 and 1'),
  z.array(numeral),
]);

const example = z.strictObject({
  stimulus: stimulusSchema,
  response: z.string().regex(/^[01*]*$/, 'expected one character 0, 1 or * for each output'),
  weight: z.int().min(1).max(MAX_WEIGHT).optional(),
});

const requirement = z.union(
  [
    z.literal('all'),
    z.strictObject({ atLeast: z.int().min(0).max(MAX_WEIGHT) }),
    z.strictObject({ fraction: z.string() }),
  ],
  {
    error: (issue) =>
      `expected "all", {"atLeast": m} or a fraction such as {"fraction": "2/3"}, found ${found(issue.input)}`,
  },
);

/** The file format, before the checks that cross fields (`parseInstance` makes them). */
export const instanceSchema = z.strictObject({
  format: z.literal('trainsat.instance/1'),
  name: z.string().optional(),
  architecture: architectureSchema,
  examples: z.array(example),
  require: requirement.default('all'),
  provenance: z.record(z.string(), z.unknown()).optional(),
});

/** A stimulus: a string of 0 and 1 where it is Boolean, exact rationals otherwise. */
export type Stimulus = string | readonly Rational[];

/**
 * One stimulus-response item. `response` has a character an output, in their order: `0`, `1` or `*` (don't care). An
 * example is right when every output is; its weight, a positive integer, is 1 where none is given.
 */
export type Example = {
  readonly stimulus: Stimulus;
  readonly response: string;
  readonly weight?: number | undefined;
};

/** How much has to be right: everything, a total weight of examples, or a fraction of the total weight from 0 to 1. */
export type Requirement = 'all' | { readonly atLeast: number } | { readonly fraction: Rational };

/**
 * A training instance, Judd's loading problem: is there a function for every node, out of its family, for which the
 * examples get their responses, or as many as required?
 */
export type TrainingInstance = {
  readonly name?: string | undefined;
  readonly architecture: Architecture;
  readonly examples: readonly Example[];
  readonly require: Requirement;
  readonly provenance?: Readonly<Record<string, unknown>> | undefined;
};

/** The weight of all examples together. */
export function totalWeight({ examples }: Pick<TrainingInstance, 'examples'>): number {
  return examples.reduce((sum, { weight = 1 }) => sum + weight, 0);
}

/** The weight of examples that must be right: for a fraction, the least integer not below it. */
export function requiredWeight({ examples, require }: TrainingInstance): number {
  const total = totalWeight({ examples });
  if (require === 'all') return total;
  if ('atLeast' in require) return require.atLeast;
  const { numerator, denominator } = require.fraction;
  return Number((numerator * BigInt(total) + denominator - 1n) / denominator);
}

/** Whether some examples may be wrong. */
export function mayErr(instance: TrainingInstance): boolean {
  return requiredWeight(instance) < totalWeight(instance);
}

/** Whether every stimulus is a string of bits. */
export function hasBooleanStimuli({ examples }: Pick<TrainingInstance, 'examples'>): boolean {
  return examples.every(({ stimulus }) => typeof stimulus === 'string');
}

/**
 * Checks a parsed JSON value and normalises it: Boolean number lists become strings, numerals exact rationals.
 * @throws InputError with a JSON path
 */
export function parseInstance(value: unknown, source: string): TrainingInstance {
  const file = validate(instanceSchema, value, source);
  const architecture = architectureFromJson(file.architecture, `${source}: architecture`);
  const { inputs, outputs } = architecture;
  const fail = (path: string, problem: string): never => {
    throw new InputError(`${source}: ${path}`, problem);
  };
  const characters = `one character 0, 1 or *${outputs.length === 1 ? '' : ` for each of ${outputs.length} outputs`}`;
  const examples = file.examples.map((item, e): Example => {
    const length = item.stimulus.length;
    if (length !== inputs)
      fail(`examples[${e}].stimulus`, `expected ${inputs} inputs (architecture.inputs), found ${length}`);
    if (item.response.length !== outputs.length)
      fail(`examples[${e}].response`, `expected ${characters}, found ${found(item.response)}`);
    return {
      stimulus: parseStimulus(item.stimulus, `${source}: examples[${e}].stimulus`),
      response: item.response,
      ...(item.weight === undefined || item.weight === 1 ? {} : { weight: item.weight }),
    };
  });
  requireBoolean(architecture, examples, source);
  const total = totalWeight({ examples });
  if (total > MAX_WEIGHT)
    fail('examples', `expected weights that sum to at most ${MAX_WEIGHT}, found ${total}`);
  return {
    name: file.name,
    architecture,
    examples,
    require: parseRequirement(file.require, total, `${source}: require`),
    provenance: file.provenance,
  };
}

/** Only threshold units know what to do with an input that is neither 0 nor 1. */
function requireBoolean({ inputs, nodes }: Architecture, examples: readonly Example[], source: string): void {
  const e = examples.findIndex(({ stimulus }) => typeof stimulus !== 'string');
  const v = nodes.findIndex(
    ({ family, from }) => family !== 'threshold' && from.some((post) => post < inputs),
  );
  if (e >= 0 && v >= 0)
    throw new InputError(
      `${source}: examples[${e}].stimulus`,
      `expected 0 and 1, since node ${nodes[v]!.id} of family ${nodes[v]!.family} reads inputs, found other numbers`,
    );
}

function parseRequirement(value: z.output<typeof requirement>, total: number, place: string): Requirement {
  if (value === 'all') return value;
  if ('atLeast' in value) {
    if (value.atLeast > total)
      throw new InputError(
        `${place}.atLeast`,
        `expected at most the weight of all examples, ${total}, found ${value.atLeast}`,
      );
    return value;
  }
  const fraction = parseRational(value.fraction);
  if (!fraction || fraction.numerator < 0n || fraction.numerator > fraction.denominator)
    throw new InputError(
      `${place}.fraction`,
      `expected a rational from 0 to 1 such as "2/3" or "0.67", found ${found(value.fraction)}`,
    );
  return { fraction };
}

function parseStimulus(stimulus: string | readonly (number | string)[], place: string): Stimulus {
  if (typeof stimulus === 'string') return stimulus;
  return stimulusOf(stimulus.map((item, j) => readRational(item, `${place}[${j}]`)));
}

/** Values as a stimulus: a string where all are bits. */
export function stimulusOf(values: readonly Rational[]): Stimulus {
  const bits = values.every((v) => v.denominator === 1n && (v.numerator === 0n || v.numerator === 1n));
  return bits ? values.map((v) => `${v.numerator}`).join('') : values;
}

/** The JSON form of an instance, the inverse of `parseInstance`. */
export function instanceToJson(instance: TrainingInstance): z.input<typeof instanceSchema> {
  const { require } = instance;
  return {
    format: 'trainsat.instance/1',
    ...(instance.name === undefined ? {} : { name: instance.name }),
    architecture: architectureToJson(instance.architecture),
    examples: instance.examples.map(({ stimulus, response, weight }) => ({
      stimulus: typeof stimulus === 'string' ? stimulus : stimulus.map(writeRational),
      response,
      ...(weight === undefined || weight === 1 ? {} : { weight }),
    })),
    require:
      require !== 'all' && 'fraction' in require ? { fraction: formatRational(require.fraction) } : require,
    ...(instance.provenance === undefined ? {} : { provenance: instance.provenance }),
  };
}

// The instance format `trainsat.instance/1`: an architecture and the examples it has to get right.
import * as z from 'zod';
import { formatRational, parseRational, type Rational } from '../../exact/rational.ts';
import { InputError, found } from '../errors.ts';
import { validate } from '../json.ts';

/** Limits that keep a hostile file from asking for the machine. */
const MAX_INPUTS = 1_000_000;
const MAX_UNITS = 4096;

/** What an output unit may be: a free linear threshold unit, or a fixed function of the hidden bits. */
export const OUTPUT_FAMILIES = ['threshold', 'and', 'or', 'nand', 'nor', 'xor'] as const;
export type OutputFamily = (typeof OUTPUT_FAMILIES)[number];

const layer = z.strictObject({
  units: z.int().min(1).max(MAX_UNITS),
  family: z.enum(OUTPUT_FAMILIES, {
    error: (issue) => `expected one of ${OUTPUT_FAMILIES.join(', ')}, found ${found(issue.input)}`,
  }),
});

const numeral = z.union([z.number(), z.string()], {
  error: (issue) => `expected a number or a numeral such as "1/3", found ${found(issue.input)}`,
});

const example = z.strictObject({
  stimulus: z.union([z.string().regex(/^[01]*$/, 'expected a string of 0 and 1'), z.array(numeral)]),
  response: z.string().regex(/^[01*]$/, 'expected one character 0, 1 or *'),
});

/** The file format, before the checks that cross fields (`parseInstance` makes them). */
export const instanceSchema = z.strictObject({
  format: z.literal('trainsat.instance/1'),
  name: z.string().optional(),
  architecture: z.strictObject({
    inputs: z.int().min(0).max(MAX_INPUTS),
    layers: z.array(layer).min(1).max(2),
  }),
  examples: z.array(example),
  require: z.literal('all').default('all'),
  provenance: z.record(z.string(), z.unknown()).optional(),
});

/** A stimulus: a string of 0 and 1 where it is Boolean, exact rationals otherwise. */
export type Stimulus = string | readonly Rational[];

/** One stimulus-response item. `response` is `0`, `1` or `*` (don't care). */
export type Example = { readonly stimulus: Stimulus; readonly response: '0' | '1' | '*' };

/**
 * A training instance: is there a choice of all weights and thresholds for which every example gets its response?
 * One layer is a single output unit on the inputs (a perceptron when its family is `threshold`); two layers are
 * hidden threshold units and one output unit that reads only them.
 */
export type TrainingInstance = {
  readonly name?: string | undefined;
  readonly inputs: number;
  /** Hidden threshold units; 0 means that the output unit reads the inputs. */
  readonly hidden: number;
  readonly output: OutputFamily;
  readonly examples: readonly Example[];
  readonly provenance?: Readonly<Record<string, unknown>> | undefined;
};

/**
 * Checks a parsed JSON value and normalises it: Boolean number lists become strings, numerals exact rationals.
 * @throws InputError with a JSON path
 */
export function parseInstance(value: unknown, source: string): TrainingInstance {
  const file = validate(instanceSchema, value, source);
  const { inputs, layers } = file.architecture;
  const [first, second] = layers;
  const fail = (path: string, problem: string): never => {
    throw new InputError(`${source}: ${path}`, problem);
  };
  const last = second ?? first!;
  if (second && first!.family !== 'threshold')
    fail(
      'architecture.layers[0].family',
      `expected "threshold" for the hidden layer, found ${found(first!.family)}`,
    );
  if (!second && first!.family !== 'threshold')
    fail(
      'architecture.layers[0].family',
      `expected "threshold" for a network of one layer, found ${found(first!.family)}; add a hidden layer before it`,
    );
  if (last.units !== 1)
    fail(
      `architecture.layers[${layers.length - 1}].units`,
      `expected exactly 1 output unit, found ${last.units}`,
    );
  const examples = file.examples.map((item, e): Example => {
    const length = item.stimulus.length;
    if (length !== inputs)
      fail(`examples[${e}].stimulus`, `expected ${inputs} inputs (architecture.inputs), found ${length}`);
    return {
      stimulus: parseStimulus(item.stimulus, `${source}: examples[${e}].stimulus`),
      response: item.response as Example['response'],
    };
  });
  return {
    name: file.name,
    inputs,
    hidden: second ? first!.units : 0,
    output: last.family,
    examples,
    provenance: file.provenance,
  };
}

function parseStimulus(stimulus: string | readonly (number | string)[], place: string): Stimulus {
  if (typeof stimulus === 'string') return stimulus;
  const values = stimulus.map((item, j) => {
    const value = parseRational(String(item));
    if (value === undefined)
      throw new InputError(
        `${place}[${j}]`,
        `expected a rational such as 3, 0.25 or "1/3", found ${found(item)}`,
      );
    return value;
  });
  const bits = values.every((v) => v.denominator === 1n && (v.numerator === 0n || v.numerator === 1n));
  return bits ? values.map((v) => `${v.numerator}`).join('') : values;
}

/** The JSON form of an instance, the inverse of `parseInstance`. */
export function instanceToJson(instance: TrainingInstance): z.input<typeof instanceSchema> {
  const output = { units: 1, family: instance.output };
  return {
    format: 'trainsat.instance/1',
    ...(instance.name === undefined ? {} : { name: instance.name }),
    architecture: {
      inputs: instance.inputs,
      layers: instance.hidden === 0 ? [output] : [{ units: instance.hidden, family: 'threshold' }, output],
    },
    examples: instance.examples.map(({ stimulus, response }) => ({
      stimulus: typeof stimulus === 'string' ? stimulus : stimulus.map(formatNumeral),
      response,
    })),
    require: 'all',
    ...(instance.provenance === undefined ? {} : { provenance: instance.provenance }),
  };
}

function formatNumeral(value: Rational): number | string {
  const text = formatRational(value);
  return text.length <= 15 && /^-?\d+$/.test(text) ? Number(text) : text;
}

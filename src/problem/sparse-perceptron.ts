// The problem `sparse-perceptron`: a threshold unit with at most k weights other than 0 that gets Boolean examples right.
import * as z from 'zod';
import { InputError } from './errors.ts';
import { canonicalJson, parseJson, validate } from './json.ts';
import { MAX_WITNESS_DIGITS, numeral, readRational } from './numerals.ts';
import { OK, wrong, type Check, type Problem, type Provenance } from './problem.ts';
import { integerUnit, type Unit } from './training/configuration.ts';

/** `stimulus` is a string of 0 and 1, `response` is what the unit should say; `nonzero` is k. */
export type SparsePerceptronInstance = {
  readonly name?: string | undefined;
  readonly inputs: number;
  readonly examples: readonly { readonly stimulus: string; readonly response: '0' | '1' }[];
  readonly nonzero: number;
  readonly provenance?: Provenance | undefined;
};

const MAX_INPUTS = 1_000_000;
const schema = z.strictObject({
  format: z.literal('trainsat.sparse-perceptron/1'),
  name: z.string().optional(),
  inputs: z.int().min(0).max(MAX_INPUTS),
  examples: z.array(
    z.strictObject({
      stimulus: z.string().regex(/^[01]*$/, 'expected a string of 0 and 1'),
      response: z.enum(['0', '1']),
    }),
  ),
  nonzero: z.int().min(0),
  provenance: z.record(z.string(), z.unknown()).optional(),
});
const unitSchema = z.strictObject({
  format: z.literal('trainsat.perceptron/1'),
  weights: z.array(numeral),
  threshold: numeral,
});

function check({ inputs, examples, nonzero }: SparsePerceptronInstance, { weights, threshold }: Unit): Check {
  if (weights.length !== inputs) return wrong(`expected ${inputs} weights, found ${weights.length}`);
  const used = weights.filter((w) => w !== 0n).length;
  if (used > nonzero) return wrong(`expected at most ${nonzero} weights other than 0, found ${used}`);
  for (const [e, { stimulus, response }] of examples.entries()) {
    const fires = weights.reduce((sum, w, i) => (stimulus[i] === '1' ? sum + w : sum), 0n) >= threshold;
    if (fires !== (response === '1'))
      return wrong(`example ${e} wants ${response}, the unit answers ${Number(fires)}`);
  }
  return OK;
}

function toJson(instance: SparsePerceptronInstance): Record<string, unknown> {
  const { name, inputs, examples, nonzero, provenance } = instance;
  return { format: 'trainsat.sparse-perceptron/1', name, inputs, examples, nonzero, provenance };
}

export const sparsePerceptron: Problem<SparsePerceptronInstance, Unit> = {
  name: 'sparse-perceptron',
  question: 'Is there a threshold unit with at most k nonzero weights that gets all examples right?',
  formats: 'JSON trainsat.sparse-perceptron/1',
  signatures: ['trainsat.sparse-perceptron'],
  parse(text, source) {
    const { format: _format, ...instance } = validate(schema, parseJson(text, source), source);
    instance.examples.forEach(({ stimulus }, e) => {
      if (stimulus.length !== instance.inputs)
        throw new InputError(
          `${source}: examples[${e}].stimulus`,
          `expected ${instance.inputs} inputs, found ${stimulus.length}`,
        );
    });
    return instance;
  },
  write: (instance) => `${JSON.stringify(toJson(instance))}\n`,
  canonical: ({ inputs, examples, nonzero }) => canonicalJson(toJson({ inputs, examples, nonzero })),
  check,
  size: ({ inputs, examples, nonzero }) => ({ inputs, examples: examples.length, nonzero }),
  letters: { inputs: 'n', examples: 'm', nonzero: 'k' },
  typical: { inputs: 50, examples: 150, nonzero: 10 },
  parseWitness(text, source, { inputs }) {
    const { weights, threshold } = validate(unitSchema, parseJson(text, source), source);
    if (weights.length !== inputs)
      throw new InputError(`${source}: weights`, `expected ${inputs} weights, found ${weights.length}`);
    return integerUnit(
      weights.map((w, i) => readRational(w, `${source}: weights[${i}]`, MAX_WITNESS_DIGITS)),
      readRational(threshold, `${source}: threshold`, MAX_WITNESS_DIGITS),
    );
  },
  writeWitness: ({ weights, threshold }) =>
    `${JSON.stringify({ format: 'trainsat.perceptron/1', weights: weights.map(String), threshold: String(threshold) })}\n`,
};

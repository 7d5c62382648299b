// The problem `dnf`: a disjunction of at most k terms that agrees with Boolean examples.
import * as z from 'zod';
import { booleanExamples, checkStimuli, type BooleanExample } from './boolean-examples.ts';
import { InputError } from './errors.ts';
import { canonicalJson, parseJson, validate } from './json.ts';
import { OK, wrong, type Check, type Problem, type Provenance } from './problem.ts';

/** `terms` is k, the most terms there may be. Two examples of one stimulus may contradict each other. */
export type DnfInstance = {
  readonly name?: string | undefined;
  readonly inputs: number;
  readonly terms: number;
  readonly examples: readonly BooleanExample[];
  readonly provenance?: Provenance | undefined;
};

/**
 * A disjunction of terms, each a cube as in PLA files: character i is 1 for the literal x_i, 0 for its negation, - for
 * neither. The term without literals is true, the disjunction without terms false.
 */
export type Dnf = { readonly terms: readonly string[] };

const MAX_INPUTS = 1_000_000;
const MAX_TERMS = 4096;
const schema = z.strictObject({
  format: z.literal('trainsat.dnf/1'),
  name: z.string().optional(),
  inputs: z.int().min(0).max(MAX_INPUTS),
  terms: z.int().min(0).max(MAX_TERMS),
  examples: booleanExamples,
  provenance: z.record(z.string(), z.unknown()).optional(),
});
const termsSchema = z.strictObject({
  format: z.literal('trainsat.terms/1'),
  terms: z.array(z.string().regex(/^[01-]*$/, 'expected a string of 0, 1 and -')),
});

/** Whether a term is true on a stimulus. */
export function termHolds(term: string, stimulus: string): boolean {
  for (let i = 0; i < term.length; i++) if (term[i] !== '-' && term[i] !== stimulus[i]) return false;
  return true;
}

function check({ inputs, terms: most, examples }: DnfInstance, { terms }: Dnf): Check {
  if (terms.length > most) return wrong(`expected at most ${most} terms, found ${terms.length}`);
  const odd = terms.findIndex((term) => term.length !== inputs || !/^[01-]*$/.test(term));
  if (odd >= 0)
    return wrong(`term ${odd}: expected ${inputs} characters 0, 1 or -, found ${JSON.stringify(terms[odd])}`);
  for (const [e, { stimulus, response }] of examples.entries()) {
    const t = terms.findIndex((term) => termHolds(term, stimulus));
    if (t < 0 && response === '1') return wrong(`example ${e} (${stimulus}) wants 1, no term is true`);
    if (t >= 0 && response === '0')
      return wrong(`example ${e} (${stimulus}) wants 0, term ${t} (${terms[t]}) is true`);
  }
  return OK;
}

function toJson(instance: DnfInstance): Record<string, unknown> {
  const { name, inputs, terms, examples, provenance } = instance;
  return { format: 'trainsat.dnf/1', name, inputs, terms, examples, provenance };
}

export const dnf: Problem<DnfInstance, Dnf> = {
  name: 'dnf',
  question: 'Is there a disjunction of at most k conjunctions of literals that agrees with the examples?',
  formats: 'JSON trainsat.dnf/1',
  signatures: ['trainsat.dnf'],
  parse(text, source) {
    const { format: _format, ...own } = validate(schema, parseJson(text, source), source);
    checkStimuli(own.examples, own.inputs, source);
    return own;
  },
  write: (instance) => `${JSON.stringify(toJson(instance))}\n`,
  canonical: ({ inputs, terms, examples }) => canonicalJson(toJson({ inputs, terms, examples })),
  check,
  size: ({ inputs, terms, examples }) => ({ inputs, terms, examples: examples.length }),
  letters: { inputs: 'n', terms: 'k', examples: 'm' },
  typical: { inputs: 50, terms: 3, examples: 150 },
  parseWitness(text, source, { inputs }) {
    const { terms } = validate(termsSchema, parseJson(text, source), source);
    const odd = terms.findIndex((term) => term.length !== inputs);
    if (odd >= 0)
      throw new InputError(
        `${source}: terms[${odd}]`,
        `expected ${inputs} characters, found ${terms[odd]!.length}`,
      );
    return { terms };
  },
  writeWitness: ({ terms }) => `${JSON.stringify({ format: 'trainsat.terms/1', terms })}\n`,
};

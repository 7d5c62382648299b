// The problem `pseudo-boolean`: values 0 and 1 under which linear constraints with integer coefficients hold.
import * as z from 'zod';
import { parseModel, writeModel } from './dimacs.ts';
import { canonicalJson, parseJson, validate } from './json.ts';
import { RELATIONS, type LinearConstraint, type Relation } from './linear-constraint.ts';
import { checkLiteral, literal, variableCount } from './literals.ts';
import { bitLength, integral, readInteger, writeInteger } from './numerals.ts';
import { parseOpb, refuseBound } from './opb.ts';
import { OK, wrong, type Check, type ParseOptions, type Problem, type Provenance } from './problem.ts';
import { literalIsTrue, type Assignment } from './sat.ts';

/** Literals are ±1 … ±variables; a negated one is 1 minus its variable. */
export type PseudoBooleanInstance = {
  readonly name?: string | undefined;
  readonly variables: number;
  readonly constraints: readonly LinearConstraint[];
  readonly provenance?: Provenance | undefined;
};

const schema = z.strictObject({
  format: z.literal('trainsat.pseudo-boolean/1'),
  name: z.string().optional(),
  variables: variableCount,
  constraints: z.array(
    z.strictObject({
      terms: z.array(z.strictObject({ coefficient: integral, literal })),
      relation: z.enum(RELATIONS),
      bound: integral,
    }),
  ),
  provenance: z.record(z.string(), z.unknown()).optional(),
});

function parse(text: string, source: string, options: ParseOptions = {}): PseudoBooleanInstance {
  if (!/^\s*\{/.test(text)) return parseOpb(text, source, options.atMost);
  const { format: _format, ...file } = validate(schema, parseJson(text, source), source);
  refuseBound(options.atMost);
  const constraints = file.constraints.map(({ terms, relation, bound }, c) => {
    const place = `${source}: constraints[${c}]`;
    return {
      terms: terms.map((term, t) => {
        checkLiteral(term.literal, file.variables, `${place}.terms[${t}].literal`);
        return { ...term, coefficient: readInteger(term.coefficient, `${place}.terms[${t}].coefficient`) };
      }),
      relation,
      bound: readInteger(bound, `${place}.bound`),
    };
  });
  return { ...file, constraints };
}

function holds(sum: bigint, relation: Relation, bound: bigint): boolean {
  switch (relation) {
    case '>=':
      return sum >= bound;
    case '<=':
      return sum <= bound;
    case '=':
      return sum === bound;
  }
}

function check({ variables, constraints }: PseudoBooleanInstance, assignment: Assignment): Check {
  if (assignment.length !== variables)
    return wrong(`expected ${variables} values, found ${assignment.length}`);
  for (const [c, { terms, relation, bound }] of constraints.entries()) {
    const sum = terms.reduce(
      (total, term) => (literalIsTrue(term.literal, assignment) ? total + term.coefficient : total),
      0n,
    );
    if (!holds(sum, relation, bound))
      return wrong(`constraint ${c + 1}: expected a sum ${relation} ${bound}, found ${sum}`);
  }
  return OK;
}

function toJson({
  name,
  variables,
  constraints,
  provenance,
}: PseudoBooleanInstance): Record<string, unknown> {
  return {
    format: 'trainsat.pseudo-boolean/1',
    name,
    variables,
    constraints: constraints.map(({ terms, relation, bound }) => ({
      terms: terms.map((term) => ({
        coefficient: writeInteger(term.coefficient),
        literal: term.literal,
      })),
      relation,
      bound: writeInteger(bound),
    })),
    provenance,
  };
}

export const pseudoBoolean: Problem<PseudoBooleanInstance, Assignment> = {
  name: 'pseudo-boolean',
  question: 'Are there values 0 and 1 under which every linear constraint holds?',
  formats: 'OPB (with --at-most B where it has an objective), JSON trainsat.pseudo-boolean/1',
  signatures: ['trainsat.pseudo-boolean', 'opb'],
  parse,
  write: (instance) => `${JSON.stringify(toJson(instance))}\n`,
  canonical: ({ variables, constraints }) => canonicalJson(toJson({ variables, constraints })),
  check,
  size: ({ variables, constraints }) => ({
    variables,
    constraints: constraints.length,
    terms: constraints.reduce((sum, { terms }) => sum + terms.length, 0),
    bits: constraints.reduce(
      (most, { terms, bound }) =>
        terms.reduce(
          (own, { coefficient }) => Math.max(own, bitLength(coefficient)),
          Math.max(most, bitLength(bound)),
        ),
      0,
    ),
  }),
  letters: { variables: 'v', constraints: 'c', terms: 't', bits: 'b' },
  typical: { variables: 50, constraints: 40, terms: 400, bits: 8 },
  // Pseudo-Boolean solvers write x1 -x2 where SAT solvers write 1 -2.
  parseWitness: (text, source, { variables }) =>
    parseModel(text.replace(/(?<=[\s-])x(?=\d)/g, ''), source, variables),
  writeWitness: writeModel,
};

// The problem `max-sat`: every hard clause and soft clauses of enough weight are to be true.
import * as z from 'zod';
import { parseModel, writeModel } from './dimacs.ts';
import { InputError } from './errors.ts';
import { canonicalJson, parseJson, validate } from './json.ts';
import { checkLiteral, literal, variableCount } from './literals.ts';
import { bitLength, integral, readInteger, writeInteger } from './numerals.ts';
import { OK, wrong, type Check, type ParseOptions, type Problem, type Provenance } from './problem.ts';
import { literalIsTrue, type Assignment } from './sat.ts';
import { parseWcnf } from './wcnf.ts';

/** A clause that may be false at the price of its weight, 1 or more. */
export type SoftClause = { readonly weight: bigint; readonly clause: readonly number[] };

/** Literals are ±1 … ±variables; the true soft clauses have to weigh at least `atLeast`, 0 or more. */
export type MaxSatInstance = {
  readonly name?: string | undefined;
  readonly variables: number;
  readonly hard: readonly (readonly number[])[];
  readonly soft: readonly SoftClause[];
  readonly atLeast: bigint;
  readonly provenance?: Provenance | undefined;
};

const clause = z.array(literal);
const schema = z.strictObject({
  format: z.literal('trainsat.max-sat/1'),
  name: z.string().optional(),
  variables: variableCount,
  hard: z.array(clause),
  soft: z.array(z.strictObject({ weight: integral, clause })),
  atLeast: integral,
  provenance: z.record(z.string(), z.unknown()).optional(),
});

/** @throws InputError unless the weight is at least `least` */
function readWeight(item: number | string, least: bigint, place: string): bigint {
  const weight = readInteger(item, place);
  if (weight < least) throw new InputError(place, `expected an integer from ${least}, found ${weight}`);
  return weight;
}

function parse(text: string, source: string, options: ParseOptions = {}): MaxSatInstance {
  if (!/^\s*\{/.test(text)) return parseWcnf(text, source, options.atLeast);
  const { format: _format, ...file } = validate(schema, parseJson(text, source), source);
  const check = (literals: readonly number[], place: string): void =>
    literals.forEach((item, i) => checkLiteral(item, file.variables, `${source}: ${place}[${i}]`));
  file.hard.forEach((literals, c) => check(literals, `hard[${c}]`));
  file.soft.forEach(({ clause: literals }, c) => check(literals, `soft[${c}].clause`));
  return {
    ...file,
    soft: file.soft.map((own, c) => ({
      ...own,
      weight: readWeight(own.weight, 1n, `${source}: soft[${c}].weight`),
    })),
    atLeast: options.atLeast ?? readWeight(file.atLeast, 0n, `${source}: atLeast`),
  };
}

/** The weight of all soft clauses. */
export function softWeight(soft: readonly SoftClause[]): bigint {
  return soft.reduce((sum, { weight }) => sum + weight, 0n);
}

function check({ variables, hard, soft, atLeast }: MaxSatInstance, assignment: Assignment): Check {
  if (assignment.length !== variables)
    return wrong(`expected ${variables} values, found ${assignment.length}`);
  const holds = (literals: readonly number[]): boolean =>
    literals.some((item) => literalIsTrue(item, assignment));
  const bad = hard.findIndex((literals) => !holds(literals));
  if (bad >= 0) return wrong(`hard clause ${bad + 1} (${hard[bad]!.join(' ')}) is false`);
  const weight = softWeight(soft.filter((own) => holds(own.clause)));
  return weight >= atLeast
    ? OK
    : wrong(`expected true soft clauses of weight ${atLeast} at least, found ${weight}`);
}

function toJson(instance: MaxSatInstance): Record<string, unknown> {
  const { name, variables, hard, soft, atLeast, provenance } = instance;
  return {
    format: 'trainsat.max-sat/1',
    name,
    variables,
    hard,
    soft: soft.map((own) => ({ weight: writeInteger(own.weight), clause: own.clause })),
    atLeast: writeInteger(atLeast),
    provenance,
  };
}

export const maxSat: Problem<MaxSatInstance, Assignment> = {
  name: 'max-sat',
  question: 'Is there an assignment that makes every hard clause true, and soft clauses of weight W or more?',
  formats: 'WCNF with --at-least W (or a line "c at least W"), JSON trainsat.max-sat/1',
  signatures: ['trainsat.max-sat', 'wcnf'],
  parse,
  write: (instance) => `${JSON.stringify(toJson(instance))}\n`,
  canonical: ({ variables, hard, soft, atLeast }) =>
    canonicalJson(toJson({ variables, hard, soft, atLeast })),
  check,
  size: ({ variables, hard, soft, atLeast }) => ({
    variables,
    hard: hard.length,
    soft: soft.length,
    bits: Math.max(bitLength(softWeight(soft)), bitLength(atLeast)),
  }),
  letters: { variables: 'v', hard: 'h', soft: 's', bits: 'b' },
  typical: { variables: 50, hard: 100, soft: 100, bits: 9 },
  parseWitness: (text, source, { variables }) => parseModel(text, source, variables),
  writeWitness: writeModel,
};

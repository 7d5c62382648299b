// The problem `feasible-subsystem`: a point that satisfies at least m of some strict linear inequalities.
import * as z from 'zod';
import { formatRational, type Rational } from '../exact/rational.ts';
import { InputError } from './errors.ts';
import { canonicalJson, parseJson, validate } from './json.ts';
import { MAX_WITNESS_DIGITS, numeral, readRational, scaled, writeRational } from './numerals.ts';
import { OK, wrong, type Check, type Problem, type Provenance } from './problem.ts';

/** coefficients · x > bound. */
export type StrictInequality = { readonly coefficients: readonly Rational[]; readonly bound: Rational };

/** Inequalities may repeat, and then count as often; `atLeast` is m. */
export type FeasibleSubsystemInstance = {
  readonly name?: string | undefined;
  readonly variables: number;
  readonly inequalities: readonly StrictInequality[];
  readonly atLeast: number;
  readonly provenance?: Provenance | undefined;
};

/** Values of the variables. */
export type RationalPoint = { readonly point: readonly Rational[] };

const MAX_VARIABLES = 1_000_000;
const schema = z.strictObject({
  format: z.literal('trainsat.feasible-subsystem/1'),
  name: z.string().optional(),
  variables: z.int().min(0).max(MAX_VARIABLES),
  inequalities: z.array(z.strictObject({ coefficients: z.array(numeral), bound: numeral })),
  atLeast: z.int().min(0),
  provenance: z.record(z.string(), z.unknown()).optional(),
});
const pointSchema = z.strictObject({
  format: z.literal('trainsat.point/1'),
  point: z.array(numeral),
});

function check(instance: FeasibleSubsystemInstance, { point }: RationalPoint): Check {
  const { variables, inequalities, atLeast } = instance;
  if (point.length !== variables) return wrong(`expected ${variables} values, found ${point.length}`);
  const x = scaled(point);
  const holds = inequalities.filter(({ coefficients, bound }) => {
    // a x > b, times the denominators of x and of the inequality.
    const line = scaled([...coefficients, bound]).integers;
    return x.integers.reduce((sum, v, j) => sum + line[j]! * v, 0n) > line[variables]! * x.scale;
  });
  return holds.length >= atLeast
    ? OK
    : wrong(`expected at least ${atLeast} inequalities to hold, found ${holds.length}`);
}

function toJson(instance: FeasibleSubsystemInstance): Record<string, unknown> {
  const { name, variables, inequalities, atLeast, provenance } = instance;
  return {
    format: 'trainsat.feasible-subsystem/1',
    name,
    variables,
    inequalities: inequalities.map(({ coefficients, bound }) => ({
      coefficients: coefficients.map(writeRational),
      bound: writeRational(bound),
    })),
    atLeast,
    provenance,
  };
}

export const feasibleSubsystem: Problem<FeasibleSubsystemInstance, RationalPoint> = {
  name: 'feasible-subsystem',
  question: 'Is there a point at which at least m of the inequalities a · x > b hold?',
  formats: 'JSON trainsat.feasible-subsystem/1',
  signatures: ['trainsat.feasible-subsystem'],
  parse(text, source) {
    const { format: _format, ...file } = validate(schema, parseJson(text, source), source);
    const inequalities = file.inequalities.map(({ coefficients, bound }, i): StrictInequality => {
      const place = `${source}: inequalities[${i}]`;
      if (coefficients.length !== file.variables)
        throw new InputError(
          `${place}.coefficients`,
          `expected ${file.variables} coefficients, found ${coefficients.length}`,
        );
      return {
        coefficients: coefficients.map((a, j) => readRational(a, `${place}.coefficients[${j}]`)),
        bound: readRational(bound, `${place}.bound`),
      };
    });
    return { ...file, inequalities };
  },
  write: (instance) => `${JSON.stringify(toJson(instance))}\n`,
  canonical: ({ variables, inequalities, atLeast }) =>
    canonicalJson(toJson({ variables, inequalities, atLeast })),
  check,
  size: ({ variables, inequalities, atLeast }) => ({
    variables,
    inequalities: inequalities.length,
    atLeast,
  }),
  letters: { variables: 'v', inequalities: 'i', atLeast: 'm' },
  typical: { variables: 50, inequalities: 150, atLeast: 120 },
  parseWitness(text, source, { variables }) {
    const { point } = validate(pointSchema, parseJson(text, source), source);
    if (point.length !== variables)
      throw new InputError(`${source}: point`, `expected ${variables} values, found ${point.length}`);
    return {
      point: point.map((item, j) => readRational(item, `${source}: point[${j}]`, MAX_WITNESS_DIGITS)),
    };
  },
  writeWitness: ({ point }) =>
    `${JSON.stringify({ format: 'trainsat.point/1', point: point.map(formatRational) })}\n`,
};

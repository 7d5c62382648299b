// The problem `open-hemisphere`: a direction in which at least m of some integer vectors point (Garey and Johnson, MP6).
import * as z from 'zod';
import { formatRational, type Rational } from '../exact/rational.ts';
import { InputError } from './errors.ts';
import { canonicalJson, parseJson, validate } from './json.ts';
import { MAX_WITNESS_DIGITS, numeral, readInteger, readRational, scaled, writeRational } from './numerals.ts';
import { OK, wrong, type Check, type Problem, type Provenance } from './problem.ts';

/** Vectors may repeat, and then count as often; `atLeast` is m. */
export type OpenHemisphereInstance = {
  readonly name?: string | undefined;
  readonly dimension: number;
  readonly vectors: readonly (readonly bigint[])[];
  readonly atLeast: number;
  readonly provenance?: Provenance | undefined;
};

/** The pole y of the hemisphere: vectors z with y · z > 0 lie in it. */
export type Pole = { readonly direction: readonly Rational[] };

const MAX_DIMENSION = 1_000_000;
const schema = z.strictObject({
  format: z.literal('trainsat.open-hemisphere/1'),
  name: z.string().optional(),
  dimension: z.int().min(0).max(MAX_DIMENSION),
  vectors: z.array(z.array(numeral)),
  atLeast: z.int().min(0),
  provenance: z.record(z.string(), z.unknown()).optional(),
});
const poleSchema = z.strictObject({
  format: z.literal('trainsat.pole/1'),
  direction: z.array(numeral),
});

function check({ dimension, vectors, atLeast }: OpenHemisphereInstance, { direction }: Pole): Check {
  if (direction.length !== dimension)
    return wrong(`expected ${dimension} coordinates, found ${direction.length}`);
  const { integers } = scaled(direction);
  const inside = vectors.filter((vector) => vector.reduce((sum, v, j) => sum + v * integers[j]!, 0n) > 0n);
  return inside.length >= atLeast
    ? OK
    : wrong(`expected at least ${atLeast} vectors in the open hemisphere, found ${inside.length}`);
}

function toJson(instance: OpenHemisphereInstance): Record<string, unknown> {
  const { name, dimension, vectors, atLeast, provenance } = instance;
  return {
    format: 'trainsat.open-hemisphere/1',
    name,
    dimension,
    vectors: vectors.map((vector) =>
      vector.map((numerator) => writeRational({ numerator, denominator: 1n })),
    ),
    atLeast,
    provenance,
  };
}

export const openHemisphere: Problem<OpenHemisphereInstance, Pole> = {
  name: 'open-hemisphere',
  question: 'Is there a y with y · z > 0 for at least m of the vectors z?',
  formats: 'JSON trainsat.open-hemisphere/1',
  signatures: ['trainsat.open-hemisphere'],
  parse(text, source) {
    const { format: _format, ...file } = validate(schema, parseJson(text, source), source);
    const vectors = file.vectors.map((vector, v) => {
      const place = `${source}: vectors[${v}]`;
      if (vector.length !== file.dimension)
        throw new InputError(place, `expected ${file.dimension} coordinates, found ${vector.length}`);
      return vector.map((item, j) => readInteger(item, `${place}[${j}]`));
    });
    return { ...file, vectors };
  },
  write: (instance) => `${JSON.stringify(toJson(instance))}\n`,
  canonical: ({ dimension, vectors, atLeast }) => canonicalJson(toJson({ dimension, vectors, atLeast })),
  check,
  size: ({ dimension, vectors, atLeast }) => ({ dimension, vectors: vectors.length, atLeast }),
  letters: { dimension: 'd', vectors: 'v', atLeast: 'm' },
  typical: { dimension: 50, vectors: 150, atLeast: 120 },
  parseWitness(text, source, { dimension }) {
    const { direction } = validate(poleSchema, parseJson(text, source), source);
    if (direction.length !== dimension)
      throw new InputError(
        `${source}: direction`,
        `expected ${dimension} coordinates, found ${direction.length}`,
      );
    return {
      direction: direction.map((item, j) =>
        readRational(item, `${source}: direction[${j}]`, MAX_WITNESS_DIGITS),
      ),
    };
  },
  writeWitness: ({ direction }) =>
    `${JSON.stringify({ format: 'trainsat.pole/1', direction: direction.map(formatRational) })}\n`,
};

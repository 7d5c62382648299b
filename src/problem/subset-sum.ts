// The problem `subset-sum`: choose numbers that add up to a target.
import * as z from 'zod';
import { choiceText, type Choice } from './choice.ts';
import { found } from './errors.ts';
import { canonicalJson, parseJson, validate } from './json.ts';
import { bitLength } from './numerals.ts';
import { OK, wrong, type Check, type Problem, type Provenance } from './problem.ts';

/** Numbers are listed as given, from 0, possibly repeated. */
export type SubsetSumInstance = {
  readonly name?: string | undefined;
  readonly numbers: readonly bigint[];
  readonly target: bigint;
  readonly provenance?: Provenance | undefined;
};

/** `chosen[i]` is true when number i is chosen. */
export type Subset = Choice;

/** Digits of a number in a file, which are read in less than a second. */
const MAX_DIGITS = 100_000;
/** Numbers of at most so many bits have no more than `MAX_DIGITS` digits. */
export const MAX_BITS = 2 ** 18;

const expected = `expected an integer from 0, of at most ${MAX_DIGITS} digits`;
/** An integer from 0, in digits or as a number. */
export const natural = z
  .union(
    [z.string().max(MAX_DIGITS, expected).regex(/^\d+$/, expected), z.int(expected).min(0, expected)],
    expected,
  )
  .transform((digits) => BigInt(digits));
const schema = z.strictObject({
  format: z.literal('trainsat.subset-sum/1'),
  name: z.string().optional(),
  numbers: z.array(natural),
  target: natural,
  provenance: z.record(z.string(), z.unknown()).optional(),
});

function check({ numbers, target }: SubsetSumInstance, { chosen }: Subset): Check {
  if (chosen.length !== numbers.length)
    return wrong(`expected ${numbers.length} numbers, found ${chosen.length}`);
  const sum = numbers.reduce((total, number, i) => (chosen[i] ? total + number : total), 0n);
  return sum === target ? OK : wrong(`expected the sum ${found(`${target}`)}, found ${found(`${sum}`)}`);
}

function toJson({ name, numbers, target, provenance }: SubsetSumInstance): Record<string, unknown> {
  return {
    format: 'trainsat.subset-sum/1',
    name,
    numbers: numbers.map(String),
    target: String(target),
    provenance,
  };
}

export const subsetSum: Problem<SubsetSumInstance, Subset> = {
  name: 'subset-sum',
  question: 'Do some of the numbers add up to the target?',
  formats: 'JSON trainsat.subset-sum/1',
  signatures: ['trainsat.subset-sum'],
  parse(text, source) {
    const { format: _format, ...instance } = validate(schema, parseJson(text, source), source);
    return instance;
  },
  write: (instance) => `${JSON.stringify(toJson(instance))}\n`,
  canonical: ({ numbers, target }) => canonicalJson(toJson({ numbers, target })),
  check,
  size: ({ numbers, target }) => ({
    numbers: numbers.length,
    bits: numbers.reduce((most, number) => Math.max(most, bitLength(number)), bitLength(target)),
  }),
  letters: { numbers: 'n', bits: 'b' },
  typical: { numbers: 20, bits: 20 },
  ...choiceText('trainsat.selection/1', 'a number', ({ numbers }) => numbers.length),
};

// The problem `set-splitting`: colour the elements with two colours so that no set is of one colour.
import * as z from 'zod';
import { canonicalJson, parseJson, validate } from './json.ts';
import { OK, wrong, type Check, type Problem, type Provenance } from './problem.ts';
import { checkSets, membersOf, membership } from './subsets.ts';

/** Elements are 0 … elements - 1; sets are listed as given (possibly empty, repeated or with one element). */
export type SetSystem = {
  readonly name?: string | undefined;
  readonly elements: number;
  readonly sets: readonly (readonly number[])[];
  readonly provenance?: Provenance | undefined;
};

/** `first[i]` is true when element i lies in the first part S1. */
export type Splitting = { readonly first: readonly boolean[] };

const MAX_ELEMENTS = 10_000_000;
const schema = z.strictObject({
  format: z.literal('trainsat.set-splitting/1'),
  name: z.string().optional(),
  elements: z.int().min(0).max(MAX_ELEMENTS),
  sets: z.array(z.array(z.int().min(0))),
  provenance: z.record(z.string(), z.unknown()).optional(),
});
const splittingSchema = z.strictObject({
  format: z.literal('trainsat.splitting/1'),
  first: z.array(z.int().min(0)),
});

function parse(text: string, source: string): SetSystem {
  const { format: _format, ...system } = validate(schema, parseJson(text, source), source);
  checkSets(system.sets, system.elements, (j) => `${source}: sets[${j}]`);
  return system;
}

function check(system: SetSystem, { first }: Splitting): Check {
  if (first.length !== system.elements)
    return wrong(`expected ${system.elements} elements, found ${first.length}`);
  const bad = system.sets.findIndex((set) => new Set(set.map((element) => first[element])).size < 2);
  if (bad < 0) return OK;
  const where =
    system.sets[bad]!.length === 0
      ? 'is empty and cannot be split'
      : `lies in the ${first[system.sets[bad]![0]!] ? 'first' : 'second'} part`;
  return wrong(`set ${bad} (${JSON.stringify(system.sets[bad])}) ${where}`);
}

function toJson(system: SetSystem): Record<string, unknown> {
  const { name, elements, sets: list, provenance } = system;
  return { format: 'trainsat.set-splitting/1', name, elements, sets: list, provenance };
}

export const setSplitting: Problem<SetSystem, Splitting> = {
  name: 'set-splitting',
  question: 'Can the elements be split in two parts so that no set lies inside one part?',
  formats: 'JSON trainsat.set-splitting/1',
  signatures: ['trainsat.set-splitting'],
  parse,
  write: (system) => `${JSON.stringify(toJson(system))}\n`,
  canonical: ({ elements, sets: list }) => canonicalJson(toJson({ elements, sets: list })),
  check,
  size: (system) => ({ elements: system.elements, sets: system.sets.length }),
  letters: { elements: 'n', sets: 'm' },
  typical: { elements: 100, sets: 200 },
  parseWitness(text, source, system) {
    const { first } = validate(splittingSchema, parseJson(text, source), source);
    return { first: membership(first, system.elements, 'an element', `${source}: first`) };
  },
  writeWitness: ({ first }) =>
    `${JSON.stringify({ format: 'trainsat.splitting/1', first: membersOf(first) })}\n`,
};

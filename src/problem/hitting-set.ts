// The problem `hitting-set`: choose at most k elements so that every set has one of them.
import * as z from 'zod';
import { choiceText, type Choice } from './choice.ts';
import { canonicalJson, parseJson, validate } from './json.ts';
import { OK, wrong, type Check, type Problem, type Provenance } from './problem.ts';
import { checkSets, membersOf } from './subsets.ts';

/** Elements are 0 … elements - 1; sets are listed as given (possibly empty or repeated); `size` is k. */
export type HittingSetInstance = {
  readonly name?: string | undefined;
  readonly elements: number;
  readonly sets: readonly (readonly number[])[];
  readonly size: number;
  readonly provenance?: Provenance | undefined;
};

/** `chosen[i]` is true when element i is chosen. */
export type HittingSet = Choice;

const MAX_ELEMENTS = 10_000_000;
const count = z.int().min(0).max(MAX_ELEMENTS);
const schema = z.strictObject({
  format: z.literal('trainsat.hitting-set/1'),
  name: z.string().optional(),
  elements: count,
  sets: z.array(z.array(z.int().min(0))),
  size: count,
  provenance: z.record(z.string(), z.unknown()).optional(),
});

function check({ elements, sets, size }: HittingSetInstance, { chosen }: HittingSet): Check {
  if (chosen.length !== elements) return wrong(`expected ${elements} elements, found ${chosen.length}`);
  const total = membersOf(chosen).length;
  if (total > size) return wrong(`expected at most ${size} chosen elements, found ${total}`);
  const missed = sets.findIndex((set) => !set.some((element) => chosen[element]));
  return missed < 0 ? OK : wrong(`set ${missed} (${JSON.stringify(sets[missed])}) has no chosen element`);
}

function toJson(instance: HittingSetInstance): Record<string, unknown> {
  const { name, elements, sets, size, provenance } = instance;
  return { format: 'trainsat.hitting-set/1', name, elements, sets, size, provenance };
}

export const hittingSet: Problem<HittingSetInstance, HittingSet> = {
  name: 'hitting-set',
  question: 'Are there k elements such that every set has one of them?',
  formats: 'JSON trainsat.hitting-set/1',
  signatures: ['trainsat.hitting-set'],
  parse(text, source) {
    const { format: _format, ...instance } = validate(schema, parseJson(text, source), source);
    checkSets(instance.sets, instance.elements, (j) => `${source}: sets[${j}]`);
    return instance;
  },
  write: (instance) => `${JSON.stringify(toJson(instance))}\n`,
  canonical: ({ elements, sets, size }) => canonicalJson(toJson({ elements, sets, size })),
  check,
  size: ({ elements, sets, size }) => ({ elements, sets: sets.length, size }),
  letters: { elements: 'n', sets: 'm', size: 'k' },
  typical: { elements: 100, sets: 200, size: 30 },
  ...choiceText('trainsat.hitting/1', 'an element', ({ elements }) => elements),
};

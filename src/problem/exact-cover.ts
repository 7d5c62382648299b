// The problem `exact-cover`: choose sets so that every element lies in exactly one of them.
import * as z from 'zod';
import { choiceText, type Choice } from './choice.ts';
import { canonicalJson, parseJson, validate } from './json.ts';
import { OK, wrong, type Check, type Problem, type Provenance } from './problem.ts';
import { checkSets } from './subsets.ts';

/** Elements are 0 … elements - 1; sets are listed as given (possibly empty or repeated). */
export type ExactCoverInstance = {
  readonly name?: string | undefined;
  readonly elements: number;
  readonly sets: readonly (readonly number[])[];
  readonly provenance?: Provenance | undefined;
};

/** `chosen[j]` is true when set j is chosen; empty sets may be. */
export type ExactCover = Choice;

const MAX_ELEMENTS = 10_000_000;
const schema = z.strictObject({
  format: z.literal('trainsat.exact-cover/1'),
  name: z.string().optional(),
  elements: z.int().min(0).max(MAX_ELEMENTS),
  sets: z.array(z.array(z.int().min(0))),
  provenance: z.record(z.string(), z.unknown()).optional(),
});

function check({ elements, sets }: ExactCoverInstance, { chosen }: ExactCover): Check {
  if (chosen.length !== sets.length) return wrong(`expected ${sets.length} sets, found ${chosen.length}`);
  const times = Array.from({ length: elements }, () => 0);
  sets.forEach((set, j) => {
    if (chosen[j]) for (const element of set) times[element]! += 1;
  });
  const odd = times.findIndex((count) => count !== 1);
  return odd < 0 ? OK : wrong(`expected element ${odd} in one chosen set, found it in ${times[odd]}`);
}

function toJson(system: ExactCoverInstance): Record<string, unknown> {
  const { name, elements, sets, provenance } = system;
  return { format: 'trainsat.exact-cover/1', name, elements, sets, provenance };
}

export const exactCover: Problem<ExactCoverInstance, ExactCover> = {
  name: 'exact-cover',
  question: 'Are there sets among the given ones that contain every element exactly once?',
  formats: 'JSON trainsat.exact-cover/1',
  signatures: ['trainsat.exact-cover'],
  parse(text, source) {
    const { format: _format, ...instance } = validate(schema, parseJson(text, source), source);
    checkSets(instance.sets, instance.elements, (j) => `${source}: sets[${j}]`);
    return instance;
  },
  write: (instance) => `${JSON.stringify(toJson(instance))}\n`,
  canonical: ({ elements, sets }) => canonicalJson(toJson({ elements, sets })),
  check,
  size: ({ elements, sets }) => ({ elements, sets: sets.length }),
  letters: { elements: 'n', sets: 'm' },
  typical: { elements: 90, sets: 120 },
  ...choiceText('trainsat.selection/1', 'a set', ({ sets }) => sets.length),
};

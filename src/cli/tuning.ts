// What a method is tuned on: siblings of a generated instance, or files, and never the instance itself.
import * as z from 'zod';
import { follow } from '../catalogue/catalogue.ts';
import { checkedParameters } from '../compare/subject.ts';
import { InputError } from '../problem/errors.ts';
import { sha256Hex } from '../problem/hash.ts';
import { canonicalArchitecture } from '../problem/training/architecture.ts';
import { training } from '../problem/training/problem.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import type { Registry } from '../registry.ts';
import { provenanceOf } from './origin.ts';

/** Siblings that are generated to tune on. */
const SIBLINGS = 4;

/** What `generate` and `reduce` record. */
const recordSchema = z.object({
  generator: z.string(),
  parameters: z.record(z.string(), z.number()),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  reductions: z.array(z.string()).default([]),
});

/** Instances to tune on, and how to say which. */
export type TuningSet = { readonly instances: readonly TrainingInstance[]; readonly words: string };

/**
 * Four siblings of a generated instance: the same family, parameters and reductions, and the last seeds there are, which
 * no study that counts from 0 reaches.
 * @param source the instance's file, for messages
 * @throws InputError when the file does not say how it was generated
 */
export function siblingsOf(
  instance: TrainingInstance,
  source: string,
  { families, catalogue }: Registry,
): TuningSet {
  const record = recordSchema.safeParse(provenanceOf(instance));
  const family = families.find(({ name }) => record.success && name === record.data.generator);
  if (!record.success || !family)
    throw new InputError(
      '--tune',
      `expected an instance made by "trainsat generate", found ${source}, which does not say so; name instances to tune on with --tune-on`,
    );
  const { parameters, seed, reductions } = record.data;
  const way = reductions.map((name) => catalogue.reduction(name, source));
  const problems = [family.problem, ...way.map(({ target }) => target)];
  const shape = JSON.stringify(canonicalArchitecture(instance.architecture));
  const leads = problems.at(-1) === training.name && way.every((step, i) => step.source === problems[i]);
  const checked = checkedParameters(family, parameters);
  const seeds: number[] = [];
  for (let next = 2 ** 32 - 1; seeds.length < SIBLINGS; next--) if (next !== seed) seeds.push(next);
  const instances = leads
    ? seeds.map((other) => follow(family.generate(checked, other).instance, way).at(-1) as TrainingInstance)
    : [];
  const same = instances.every(
    ({ architecture }) => JSON.stringify(canonicalArchitecture(architecture)) === shape,
  );
  if (!leads || !same)
    throw new InputError(
      '--tune',
      `expected ${source} to have the network that its record leads to, found another; name instances to tune on with --tune-on`,
    );
  return disjoint(instance, { instances, words: `${family.name}, seeds ${seeds.join(', ')}` }, '--tune');
}

/** @throws InputError when the instance that is reported is among those tuned on */
export function disjoint(instance: TrainingInstance, set: TuningSet, place: string): TuningSet {
  const hash = (each: TrainingInstance) => sha256Hex(training.canonical(each));
  if (set.instances.some((each) => hash(each) === hash(instance)))
    throw new InputError(
      place,
      'expected other instances than the one that is trained, found it among them; results on what was tuned on say nothing',
    );
  return set;
}

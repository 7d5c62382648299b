// What all families share: parameters with limits, and the record of how an instance came to be.
import * as z from 'zod';
import { InputError, found } from '../../src/problem/errors.ts';
import type { OutputFamily } from '../../src/problem/training/shallow.ts';
import { VERSION } from '../../src/version.ts';
import type { Family, Generated } from './family.ts';

/** A whole-numbered parameter from `least` to `most`. */
export function integer(least: number, most: number, standard: number, description: string) {
  const error = (issue: { readonly input?: unknown }): string =>
    `expected an integer from ${least} to ${most}, found ${found(issue.input)}`;
  return z.int({ error }).min(least, { error }).max(most, { error }).default(standard).describe(description);
}

/** A parameter that may be a fraction, from `least` to `most`. */
export function fraction(least: number, most: number, standard: number, description: string) {
  const error = (issue: { readonly input?: unknown }): string =>
    `expected a number from ${least} to ${most}, found ${found(issue.input)}`;
  return z
    .number({ error })
    .min(least, { error })
    .max(most, { error })
    .default(standard)
    .describe(description);
}

const OUTPUTS = ['threshold', 'and', 'or'] as const satisfies readonly OutputFamily[];

/** The parameter that chooses the output unit's family. */
export function outputParameter(standard: number) {
  return integer(0, OUTPUTS.length - 1, standard, 'output unit: 0 = free threshold unit, 1 = AND, 2 = OR');
}

/** The family an output parameter stands for. */
export function outputFamily(parameter: number): (typeof OUTPUTS)[number] {
  return OUTPUTS[parameter]!;
}

/** Checks parameters and fills in what is missing. @throws InputError `--n: expected …, found …` */
export function readParameters<S extends Family['parameters']>(
  schema: S,
  parameters: Readonly<Record<string, number>>,
): z.output<S> {
  const result = schema.safeParse(parameters);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  if (issue.code === 'unrecognized_keys')
    throw new InputError(
      `--${issue.keys[0]}`,
      `expected one of ${Object.keys(schema.shape)
        .map((key) => `--${key}`)
        .join(', ')}`,
    );
  throw new InputError(`--${String(issue.path[0])}`, issue.message);
}

/** Refuses to draw more different things than there are. @throws InputError */
export function atMost(place: string, count: number, total: number, what: string): void {
  if (count > total) throw new InputError(place, `expected at most ${total} ${what}, found ${count}`);
}

/**
 * Names an instance and records where it came from.
 * @param body the instance without `name` and `provenance`
 */
export function record(
  generator: string,
  parameters: Readonly<Record<string, number>>,
  seed: number,
  known: Pick<Generated, 'answer' | 'known' | 'witness'>,
  body: object,
): Generated {
  const provenance = {
    generator,
    version: VERSION,
    parameters,
    seed,
    answer: known.answer,
    known: known.known,
  };
  const settings = Object.entries(parameters).map(([key, value]) => `${key}=${value}`);
  const name = [generator, ...settings, `seed=${seed}`].join(' ');
  return { ...known, provenance, instance: { name, ...body, provenance } };
}

// The parameters of families as options of a command.
import * as z from 'zod';
import type { Family } from '../../instances/families/family.ts';
import { suggestion } from '../catalogue/suggest.ts';
import { InputError, found } from '../problem/errors.ts';
import type { Registry } from '../registry.ts';
import type { ExtraOption } from './command.ts';
import { readValue, type TextSchema } from './values.ts';

/** Name, default and meaning of a family's parameters. */
export type Parameter = { readonly name: string; readonly default: number; readonly describe: string };

/** The parameters of a family, as its schema tells them. */
export function parametersOf(family: Family): Parameter[] {
  const { properties = {} } = z.toJSONSchema(family.parameters, { io: 'input' });
  return Object.entries(properties).map(([name, schema]) => {
    const { default: standard, description } = schema as { default: number; description: string };
    return { name, default: standard, describe: description };
  });
}

/** @throws InputError with "did you mean" */
export function familyOf(name: string, { families }: Registry, place: string): Family {
  const family = families.find((candidate) => candidate.name === name);
  if (family) return family;
  const names = families.map((candidate) => candidate.name);
  throw new InputError(
    place,
    `expected a family (${names.join(', ')}), found ${found(name)}${suggestion(name, names)}`,
  );
}

/** The parameters of the family among `words` as options; of all families where there is none. */
export function familyOptions({ families }: Registry, words: readonly string[]): Record<string, ExtraOption> {
  const chosen = families.find(({ name }) => words.includes(name));
  if (chosen)
    return Object.fromEntries(
      parametersOf(chosen).map((p) => [
        p.name,
        { placeholder: 'NUMBER', describe: p.describe, fallback: String(p.default) },
      ]),
    );
  const users = new Map<string, string[]>();
  for (const family of families)
    for (const { name } of parametersOf(family)) users.set(name, [...(users.get(name) ?? []), family.name]);
  return Object.fromEntries(
    [...users].map(([name, list]) => [name, { placeholder: 'NUMBER', describe: `of ${list.join(', ')}` }]),
  );
}

/**
 * Reads the parameters that were given.
 * @param read how a text becomes a value: a number, or the numbers of a range
 * @throws InputError for parameters that are not the family's
 */
export function readParameters<T>(
  family: Family,
  given: ReadonlyMap<string, string>,
  read: TextSchema<T>,
): Record<string, T> {
  const names = parametersOf(family).map(({ name }) => name);
  return Object.fromEntries(
    [...given].map(([name, text]) => {
      if (!names.includes(name))
        throw new InputError(
          `--${name}`,
          `expected a parameter of ${family.name} (${names.map((n) => `--${n}`).join(', ')}), found one of other families`,
        );
      return [name, readValue(read, text, `--${name}`)];
    }),
  );
}

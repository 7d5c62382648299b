// What a comparison is about: instances from files, or from a family over a grid of parameters and seeds.
import type * as z from 'zod';
import type { Catalogue, Posed } from '../catalogue/catalogue.ts';
import { InputError } from '../problem/errors.ts';

/** What a comparison has to know of a family of instances. */
export type Family = {
  readonly name: string;
  /** The problem its instances belong to. */
  readonly problem: string;
  readonly parameters: z.ZodObject<Record<string, z.ZodType<number>>>;
  /** Deterministic in both arguments. */
  generate(parameters: Readonly<Record<string, number>>, seed: number): { readonly instance: unknown };
};

/** One instance of a comparison. Generated ones with the same `group` and the same network may share a row. */
export type Subject = {
  readonly group: string;
  /** The family that made it; null for an instance that was not generated. */
  readonly family: string | null;
  /** Null for an instance that was not generated. */
  readonly seed: number | null;
  /** The settings of the family that made it; null for an instance that was not generated. */
  readonly parameters: Readonly<Record<string, number>> | null;
  /** Makes the instance; called when its turn comes, so that a large grid does not fill the memory. */
  readonly pose: () => Posed;
};

/** No comparison is larger. */
const MAX_SUBJECTS = 100_000;

/** An instance from a file. Control characters of the name are left out of tables, which they could break. */
export function fileSubject(file: string, posed: Posed): Subject {
  const name = file.replace(/\p{Cc}+/gu, ' ');
  const group = name.trim() === '' ? JSON.stringify(name) : name;
  return { group, family: null, seed: null, parameters: null, pose: () => posed };
}

/**
 * The instances of a family: every combination of the parameters' values, with every seed.
 * @param axes values of each parameter; parameters that are missing have their defaults
 * @throws InputError for values the family refuses, and for more than 100 000 instances
 */
export function familySubjects(
  family: Family,
  catalogue: Catalogue,
  axes: Readonly<Record<string, readonly number[]>>,
  seeds: readonly number[],
): Subject[] {
  const problem = catalogue.problem(family.problem);
  const count = Object.values(axes).reduce((product, values) => product * values.length, seeds.length);
  if (count > MAX_SUBJECTS)
    throw new InputError(
      family.name,
      `expected at most ${MAX_SUBJECTS} instances, found ${count}; ask for fewer values or seeds`,
    );
  return points(axes).flatMap((point) => {
    const parameters = checkedParameters(family, point);
    const words = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
    return seeds.map((seed) => ({
      group: [family.name, ...words].join(' '),
      family: family.name,
      seed,
      parameters,
      pose: () => ({ problem, instance: family.generate(parameters, seed).instance }),
    }));
  });
}

/** The combinations of the values, the last parameter running fastest. */
function points(axes: Readonly<Record<string, readonly number[]>>): Record<string, number>[] {
  return Object.entries(axes).reduce<Record<string, number>[]>(
    (list, [name, values]) => list.flatMap((point) => values.map((value) => ({ ...point, [name]: value }))),
    [{}],
  );
}

/**
 * All parameters of a family, defaults included.
 * @throws InputError naming the parameter as the option `--NAME`
 */
export function checkedParameters(
  family: Family,
  given: Readonly<Record<string, number>>,
): Record<string, number> {
  const result = family.parameters.safeParse(given);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new InputError(issue.path.length === 0 ? family.name : `--${String(issue.path[0])}`, issue.message);
}

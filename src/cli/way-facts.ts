// What a way of reductions does to sizes, as plain data: of an instance exactly, of a problem by the laws.
import type { AnyProblem, Posed } from '../catalogue/catalogue.ts';
import { letter, writePolynomial, type Polynomial } from '../catalogue/polynomial.ts';
import type { AnyReduction } from '../catalogue/reduction.ts';
import { expand, weakest, type Strength } from '../catalogue/size-law.ts';
import { lawOf, sizeAfter } from '../catalogue/ways.ts';
import { InputError } from '../problem/errors.ts';
import type { Size } from '../problem/problem.ts';
import type { Registry } from '../registry.ts';

/** One of the sizes after a step. */
export type StepSize = {
  readonly name: string;
  /** Exact for an instance, else what the laws give; null when that is too large for a float. */
  readonly value: number | null;
  /** The laws so far in the letters of the way's source; null where they are no short polynomial. */
  readonly law: string | null;
  /** How the laws so far hold. */
  readonly strength: Strength;
};

/** A step of a way, and the sizes after it. */
export type StepFacts = Pick<
  AnyReduction,
  'name' | 'source' | 'target' | 'summary' | 'citation' | 'sizeLaw'
> & { readonly sizes: readonly StepSize[] };

/** A way, and the sizes it begins at: those of an instance, or typical ones. */
export type WayFacts = {
  readonly from: string;
  readonly to: string;
  readonly instance: boolean;
  readonly letters: Readonly<Record<string, string>>;
  readonly size: Size;
  readonly steps: readonly StepFacts[];
};

/** The facts of a way from a problem, at its typical size. */
export function problemWayFacts(
  { catalogue }: Pick<Registry, 'catalogue'>,
  problem: AnyProblem,
  way: readonly AnyReduction[],
): WayFacts {
  const sizes: Size[] = [];
  for (const step of way)
    sizes.push(sizeAfter(catalogue.problem(step.source), sizes.at(-1) ?? problem.typical, step));
  return facts({ catalogue }, problem, problem.typical, way, sizes, false);
}

/**
 * The facts of a way from an instance. The instances on the way are built, but not the last one, whose size is told before.
 * @throws InputError when an instance lies outside the domain of a reduction
 */
export function instanceWayFacts(
  { catalogue }: Pick<Registry, 'catalogue'>,
  { problem, instance }: Posed,
  way: readonly AnyReduction[],
): WayFacts {
  const sizes: Size[] = [];
  let current = instance;
  for (const [i, step] of way.entries()) {
    const reason = step.refusal?.(current);
    if (reason !== undefined) throw new InputError(step.name, reason);
    sizes.push(step.size(current));
    if (i < way.length - 1) current = step.reduce(current);
  }
  return facts({ catalogue }, problem, problem.size(instance), way, sizes, true);
}

function facts(
  { catalogue }: Pick<Registry, 'catalogue'>,
  problem: AnyProblem,
  size: Size,
  way: readonly AnyReduction[],
  sizes: readonly Size[],
  instance: boolean,
): WayFacts {
  const laws = composedLaws(catalogue, problem, way);
  return {
    from: problem.name,
    to: way.at(-1)?.target ?? problem.name,
    instance,
    letters: problem.letters,
    size,
    steps: way.map(({ name, source, target, summary, citation, sizeLaw }, i) => ({
      name,
      source,
      target,
      summary,
      citation,
      sizeLaw,
      sizes: laws[i]!.map(({ name: which, strength, polynomial }) => {
        const value = sizes[i]![which]!;
        return {
          name: which,
          value: Number.isFinite(value) ? Math.ceil(value) : null,
          law: polynomial ? (writePolynomial(polynomial) ?? null) : null,
          strength,
        };
      }),
    })),
  };
}

type Composed = {
  readonly name: string;
  readonly strength: Strength;
  readonly polynomial: Polynomial | undefined;
};

/** The laws after each step, in the letters of the source of the first. */
function composedLaws(
  catalogue: Registry['catalogue'],
  problem: AnyProblem,
  way: readonly AnyReduction[],
): (readonly Composed[])[] {
  let sizes: readonly Composed[] = Object.entries(problem.letters).map(([name, own]) => ({
    name,
    strength: 'exact',
    polynomial: letter(own),
  }));
  return way.map((step) => {
    const { letters } = catalogue.problem(step.source);
    const known = Object.fromEntries(sizes.map(({ name, polynomial }) => [letters[name]!, polynomial]));
    const before = sizes.map(({ strength }) => strength);
    sizes = lawOf(step).parts.map(({ name, strength, formula }) => ({
      name,
      strength: weakest([...before, strength]),
      polynomial: expand(formula, known),
    }));
    return sizes;
  });
}

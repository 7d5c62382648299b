// The catalogue: problems and reductions as a graph, and the way from one problem to another.
import { InputError, found } from '../problem/errors.ts';
import { parseJson } from '../problem/json.ts';
import type { ParseOptions, Problem, Size } from '../problem/problem.ts';
import { signatureOf, type Signature } from '../problem/signature.ts';
import { readToolkit, toolkitTypes, unboundedTypes } from '../problem/toolkit.ts';
import { suggestion } from './suggest.ts';
import type { AnyReduction } from './reduction.ts';
import { sizeAfter, waysBetween, type Way } from './ways.ts';

export type AnyProblem = Problem<unknown, unknown>;

/** An instance together with the problem it belongs to. */
export type Posed = { readonly problem: AnyProblem; readonly instance: unknown };

/** Problems and reductions, in order of preference: among ways of equal size and length the first registered wins. */
export class Catalogue {
  readonly problems: readonly AnyProblem[];
  readonly reductions: readonly AnyReduction[];

  constructor(problems: readonly AnyProblem[], reductions: readonly AnyReduction[]) {
    this.problems = problems;
    this.reductions = reductions;
  }

  /** @throws InputError with "did you mean" */
  problem(name: string, place = 'problem'): AnyProblem {
    const match = this.problems.find((problem) => problem.name === name);
    if (!match) throw unknownName(place, 'a problem', name, this.problems);
    return match;
  }

  /** @throws InputError with "did you mean" */
  reduction(name: string, place = 'reduction'): AnyReduction {
    const match = this.reductions.find((reduction) => reduction.name === name);
    if (!match) throw unknownName(place, 'a reduction', name, this.reductions);
    return match;
  }

  /**
   * Reads an instance of whatever problem the text is of, in that problem's own formats or in the toolkit's JSON.
   * @throws InputError when no problem recognises the text, or the text is malformed, or a size is given that it has no use
   * for
   */
  parse(text: string, source: string, options: ParseOptions = {}): Posed {
    const { kind, format } = signatureOf(text);
    if (options.size !== undefined && !unboundedTypes().includes(format ?? ''))
      throw new InputError(
        '--size',
        `expected an optimisation problem (${unboundedTypes().join(', ')}), found ${format ?? 'none'}; leave it out`,
      );
    if (format !== undefined && this.#toolkitTypes().includes(format)) {
      const { problem, instance } = readToolkit(parseJson(text, source), source, options);
      return { problem: this.problem(problem), instance };
    }
    const problem = this.problems.find(
      ({ signatures }) => format !== undefined && signatures.includes(format),
    );
    if (!problem) {
      // A text that stops being JSON is told where it does.
      if (kind === 'json') parseJson(text, source);
      throw new InputError(source, this.#unrecognised(kind, format));
    }
    return { problem, instance: problem.parse(text, source, options) };
  }

  /** The types of the toolkit that are read as instances of these problems. */
  #toolkitTypes(): string[] {
    return this.problems.flatMap(({ name }) => toolkitTypes(name));
  }

  #unrecognised(kind: Signature['kind'], format: string | undefined): string {
    if (kind === 'empty') return 'expected an instance, found an empty input';
    if (format !== undefined) {
      const own = this.problems.flatMap(({ signatures }) => signatures);
      const known = kind === 'json' ? [...own, ...this.#toolkitTypes()] : own;
      return `expected an instance (of format ${known.join(', ')}), found format ${found(format)}${suggestion(format, known)}`;
    }
    const formats = [...new Set(this.problems.map(({ formats: f }) => f).filter((f) => f !== ''))].join('; ');
    return kind === 'json'
      ? `expected an instance with a key "format" (${formats}) or "type" (${this.#toolkitTypes().join(', ')}), found JSON without either`
      : `expected an instance (${formats}), found none of these`;
  }

  /**
   * The way of reductions from one problem to another, through `via` when it is given: the way whose target is smallest, by
   * the size laws. Targets count as equal unless one is no larger than the other in anything that `Problem.bulk` counts and
   * smaller by a factor of 8 in something (counts below 1000 are all small); then fewer steps decide, then the order of
   * the reductions.
   * @param size the sizes of the source; those of an ordinary instance when they are not given
   * @returns undefined when there is no way; the empty way when `from` is `to` and no `via` is asked for
   */
  path(from: string, to: string, via?: AnyReduction, size?: Size): AnyReduction[] | undefined {
    return this.#best(this.reductions, from, to, via, size ?? this.problem(from).typical);
  }

  /** As `path`, at the sizes of an instance; a first step that refuses the instance is taken only where all do. */
  wayFor({ problem, instance }: Posed, to: string, via?: AnyReduction): AnyReduction[] | undefined {
    const size = problem.size(instance);
    const open = this.reductions.filter(
      (step) => step.source !== problem.name || step.refusal?.(instance) === undefined,
    );
    return (
      this.#best(open, problem.name, to, via, size) ??
      this.#best(this.reductions, problem.name, to, via, size)
    );
  }

  /** The problems that a problem reduces to, in one step or more. */
  reachable(from: string): readonly AnyProblem[] {
    const names = new Set([from]);
    for (const name of names)
      for (const { source, target } of this.reductions) if (source === name) names.add(target);
    return this.problems.filter(({ name }) => name !== from && names.has(name));
  }

  #best(
    reductions: readonly AnyReduction[],
    from: string,
    to: string,
    via: AnyReduction | undefined,
    size: Size,
  ): AnyReduction[] | undefined {
    const best = (start: string, end: string, at: Size): Way | undefined =>
      waysBetween(this.problems, reductions, start, end, at)[0];
    if (via === undefined) return best(from, to, size)?.steps.slice();
    const before = best(from, via.source, size);
    if (before === undefined) return undefined;
    const there = sizeAfter(this.problem(via.source), before.size, via);
    const after = best(via.target, to, there);
    return after && [...before.steps, via, ...after.steps];
  }
}

function unknownName(
  place: string,
  what: string,
  name: string,
  known: readonly { readonly name: string }[],
): InputError {
  const names = known.map((item) => item.name);
  return new InputError(
    place,
    `expected ${what} (${names.join(', ')}), found ${JSON.stringify(name)}${suggestion(name, names)}`,
  );
}

/** Reduces along a way; the result lists the instance before each step and, last, the target. */
export function follow(source: unknown, way: readonly AnyReduction[]): unknown[] {
  const instances = [source];
  for (const step of way) instances.push(step.reduce(instances.at(-1)));
  return instances;
}

/** Walks a witness of the target of a way back to the source. `instances` is what `follow` returned. */
export function walkBack(
  instances: readonly unknown[],
  way: readonly AnyReduction[],
  witness: unknown,
): unknown {
  return way.reduceRight((w, step, i) => step.extract(instances[i], w), witness);
}

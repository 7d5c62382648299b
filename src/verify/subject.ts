// What is put on trial: a way of reductions, with all that is needed of its problems.
import { Catalogue, type AnyProblem } from '../catalogue/catalogue.ts';
import type { AnyReduction } from '../catalogue/reduction.ts';
import { InputError } from '../problem/errors.ts';
import { Judge } from './judge.ts';
import { specimens } from './specimens/index.ts';
import type { AnySpecimens } from './specimens/specimens.ts';

/** A way on trial. */
export type Subject = {
  /** The names of its reductions, joined by commas. */
  readonly name: string;
  /** How it is named on a command line: as `name`, or the path of its module. */
  readonly word: string;
  readonly way: readonly AnyReduction[];
  readonly source: AnyProblem;
  readonly target: AnyProblem;
  /** Instances of the source; those of the target lend their ways to rewrite a witness. */
  readonly from: AnySpecimens;
  readonly to: AnySpecimens | undefined;
  /** The reductions on trial among them, for bundles. */
  readonly catalogue: Catalogue;
  /** Decides without the reductions on trial. */
  readonly judge: Judge;
};

/**
 * The subject of a way that hangs together.
 * @throws InputError when the source problem has no specimens, so that nothing could be tried
 */
export function subjectOf(
  way: readonly AnyReduction[],
  { problems, reductions }: Catalogue,
  word?: string,
): Subject {
  const name = way.map((step) => step.name).join(',');
  const others = reductions.filter((reduction) => !way.some((step) => step.name === reduction.name));
  const catalogue = new Catalogue(problems, [...others, ...way]);
  const source = catalogue.problem(way[0]!.source);
  const target = catalogue.problem(way.at(-1)!.target);
  const from = specimens.find(({ problem }) => problem === source.name);
  if (from === undefined)
    throw new InputError(
      name,
      `expected a source problem with specimens (${specimens.map(({ problem }) => problem).join(', ')}), found ${source.name}`,
    );
  const to = specimens.find(({ problem }) => problem === target.name);
  const judge = new Judge(new Catalogue(problems, others), specimens);
  return { name, word: word ?? name, way, source, target, from, to, catalogue, judge };
}

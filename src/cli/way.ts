// The way that a command line asks for, or what to say when there is none.
import type { AnyProblem, Posed } from '../catalogue/catalogue.ts';
import type { AnyReduction } from '../catalogue/reduction.ts';
import { InputError } from '../problem/errors.ts';
import type { Registry } from '../registry.ts';

/** Where a way is to lead, and through what. */
export type Destination = { readonly to: AnyProblem; readonly via: AnyReduction | undefined };

/** What `--to` and `--via` name. @throws InputError for names that are not known, and without `--to` */
export function destination(
  { catalogue }: Registry,
  { to, via }: { readonly to?: string | undefined; readonly via?: string | undefined },
): Destination {
  if (to === undefined)
    throw new InputError('--to', 'expected the problem to reach, found nothing; add --to PROBLEM');
  return {
    to: catalogue.problem(to, '--to'),
    via: via === undefined ? undefined : catalogue.reduction(via, '--via'),
  };
}

/**
 * The way from a problem, or from an instance of it, to where it is to lead.
 * @throws InputError where there is none: then it names what can be reached
 */
export function wayTo(
  { catalogue }: Registry,
  from: AnyProblem | Posed,
  { to, via }: Destination,
): readonly AnyReduction[] {
  const { name } = 'problem' in from ? from.problem : from;
  const way = 'problem' in from ? catalogue.wayFor(from, to.name, via) : catalogue.path(name, to.name, via);
  if (way) return way;
  const names = catalogue.reachable(name).map((problem) => problem.name);
  throw via
    ? new InputError(
        '--via',
        `expected a reduction on a way from ${name} to ${to.name}, found ${via.name}, from ${via.source} to ${via.target}`,
      )
    : new InputError(
        '--to',
        `expected a problem that ${name} reduces to (${names.join(', ') || 'there is none'}), found ${to.name}`,
      );
}

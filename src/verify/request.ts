// What is to be verified, as words that travel to a worker thread, and the subject they stand for.
import { resolve } from 'node:path';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { InputError } from '../problem/errors.ts';
import { subjectOf, type Subject } from './subject.ts';
import { loadReduction } from './user-module.ts';

/** Names of reductions in the order of the way, or the path of a module of the user's. */
export type Request = { readonly names: readonly string[] } | { readonly module: string };

/** Whether a word names a module: it has the ending of one. */
export function isModule(word: string): boolean {
  return /\.[cm]?[jt]s$/.test(word);
}

/**
 * The request of a word: a module, or names of reductions joined by commas.
 * @throws InputError for unknown names, and for reductions that do not hang together
 */
export function requestOf(word: string, catalogue: Catalogue): Request {
  if (isModule(word)) return { module: word };
  const way = word.split(',').map((name) => catalogue.reduction(name, 'trainsat verify'));
  for (const [i, step] of way.entries())
    if (i > 0 && step.source !== way[i - 1]!.target)
      throw new InputError(
        'trainsat verify',
        `expected a reduction from ${way[i - 1]!.target} after ${way[i - 1]!.name}, found ${step.name} from ${step.source}`,
      );
  return { names: way.map(({ name }) => name) };
}

/** @throws InputError for a module that cannot be loaded, and for a source problem without specimens */
export async function subjectFor(request: Request, catalogue: Catalogue): Promise<Subject> {
  if ('module' in request) {
    const { module } = request;
    return subjectOf([await loadReduction(resolve(module), catalogue)], catalogue, module);
  }
  const way = request.names.map((name) => catalogue.reduction(name));
  return subjectOf(way, catalogue);
}

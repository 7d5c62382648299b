// The entries of the catalogue as plain data: what `list` and `show` print.
import type { Registry } from '../registry.ts';
import { toolkitTypes } from '../problem/toolkit.ts';
import { parametersOf } from './families.ts';

/** The kinds of entries, in the order they are listed. */
export const KINDS = ['problems', 'reductions', 'families'] as const;
/** One of the kinds. */
export type Kind = (typeof KINDS)[number];

/** The catalogue as plain data. */
export function entriesOf({ catalogue, families }: Registry) {
  return {
    problems: catalogue.problems.map(({ name, question, formats }) => ({
      name,
      question,
      formats: [formats, ...toolkitTypes(name).map((type) => `{"type": "${type}"}`)]
        .filter(Boolean)
        .join(', '),
    })),
    reductions: catalogue.reductions.map(({ name, source, target, summary, sizeLaw, citation }) => ({
      name,
      source,
      target,
      summary,
      sizeLaw,
      citation,
    })),
    families: families.map((family) => ({
      name: family.name,
      problem: family.problem,
      summary: family.summary,
      parameters: parametersOf(family),
    })),
  };
}

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
    problems: catalogue.problems.map(({ name, question, formats, letters, typical }) => ({
      name,
      question,
      formats: [formats, ...toolkitTypes(name).map((type) => `{"type": "${type}"}`)]
        .filter(Boolean)
        .join(', '),
      letters,
      typical,
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

/** The entries of all kinds. */
export type Entries = ReturnType<typeof entriesOf>;

/** What letters stand for: `n elements, m sets`. */
export function sizesIn(letters: Readonly<Record<string, string>>): string {
  return Object.entries(letters)
    .map(([name, letter]) => `${letter} ${name}`)
    .join(', ');
}

// The entries of one name, and what they say in words.
import type { Registry } from '../registry.ts';
import { entriesOf, sizesIn, type Entries } from './entries.ts';

/** The entries of one name, by kind. */
export type Named = {
  readonly problem?: Entries['problems'][number];
  readonly reduction?: Entries['reductions'][number];
  readonly family?: Entries['families'][number];
};

/** All names of entries. */
export function entryNames(registry: Registry): string[] {
  return Object.values(entriesOf(registry)).flatMap((list) => list.map(({ name }) => name));
}

/** The entries of a name; undefined when there is none. */
export function entriesNamed(name: string, registry: Registry): Named | undefined {
  const { problems, reductions, families } = entriesOf(registry);
  const problem = problems.find((entry) => entry.name === name);
  const reduction = reductions.find((entry) => entry.name === name);
  const family = families.find((entry) => entry.name === name);
  if (!problem && !reduction && !family) return undefined;
  return { ...(problem && { problem }), ...(reduction && { reduction }), ...(family && { family }) };
}

/** The lines that `show` prints of entries, a blank one between two of them. */
export function entryLines({ problem, reduction, family }: Named, registry: Registry): string[] {
  const blocks: string[][] = [];
  if (problem) {
    const { reductions } = entriesOf(registry);
    const targets = reductions.filter(({ source }) => source === problem.name).map(({ name }) => name);
    const sources = reductions.filter(({ target }) => target === problem.name).map(({ name }) => name);
    blocks.push([
      `problem ${problem.name}`,
      `  question        ${problem.question}`,
      `  files           ${problem.formats || 'those of sat'}`,
      `  sizes           ${sizesIn(problem.letters)}`,
      `  reductions from ${targets.join(', ') || 'none'}`,
      `  reductions to   ${sources.join(', ') || 'none'}`,
    ]);
  }
  if (reduction)
    blocks.push([
      `reduction ${reduction.name}`,
      `  from, to      ${reduction.source}, ${reduction.target}`,
      `  construction  ${reduction.summary}`,
      `  sizes         ${reduction.sizeLaw}`,
      `  source        ${reduction.citation}`,
    ]);
  if (family)
    blocks.push([
      `family ${family.name}`,
      `  problem  ${family.problem}`,
      `  about    ${family.summary}`,
      ...family.parameters.map((p) => `  --${p.name} NUMBER  ${p.describe} (default: ${p.default})`),
    ]);
  return blocks.flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
}

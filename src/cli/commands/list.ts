// `trainsat list`: the names of the catalogue.
import { found, InputError } from '../../problem/errors.ts';
import { suggestion } from '../../catalogue/suggest.ts';
import { command, flag } from '../command.ts';
import { entriesOf, KINDS, type Kind } from '../entries.ts';

/** Lines `  name  meaning`, the meanings one below the other. */
function section(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`);
}

export const list = command({
  name: 'list',
  summary: 'the problems, reductions and families of instances',
  positionals: [{ name: 'KIND', describe: KINDS.join(', '), optional: true, words: () => KINDS }],
  options: { json: flag('as JSON') },
  examples: [
    ['trainsat list', 'everything that has a name'],
    ['trainsat list reductions', 'the reductions alone'],
    ['trainsat list families --json', 'the families with their parameters, for programs'],
  ],
  run({ words, options }, { registry }) {
    const [word] = words;
    const kinds = word === undefined ? KINDS : KINDS.filter((kind) => kind === word);
    if (kinds.length === 0)
      throw new InputError(
        'trainsat list',
        `expected one of ${KINDS.join(', ')}, found ${found(word)}${suggestion(word!, KINDS)}`,
      );
    const entries = entriesOf(registry);
    const rows: Record<Kind, () => [string, string][]> = {
      problems: () => entries.problems.map((e) => [e.name, e.question]),
      reductions: () => entries.reductions.map((e) => [e.name, e.summary]),
      families: () => entries.families.map((e) => [e.name, e.summary]),
    };
    const data = options.json
      ? `${JSON.stringify(Object.fromEntries(kinds.map((kind) => [kind, entries[kind]])), undefined, 1)}\n`
      : `${kinds.flatMap((kind) => [kind, ...section(rows[kind]())]).join('\n')}\n`;
    return Promise.resolve({ data, status: 0 });
  },
});

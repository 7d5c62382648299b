// `trainsat list`: the names of the catalogue.
import { found, InputError } from '../../problem/errors.ts';
import { suggestion } from '../../catalogue/suggest.ts';
import { command, flag } from '../command.ts';
import { entriesOf, KINDS, sizesIn, type Entries, type Kind } from '../entries.ts';
import { wrapped } from '../../picture/words.ts';

/** The columns of all lists, whatever the terminal. */
const WIDTH = 100;

/** The reductions by their source: where each leads, and below it what it makes of the sizes of the source. */
function graph({ problems, reductions }: Pick<Entries, 'problems' | 'reductions'>): string[] {
  return problems.flatMap(({ name: source, letters }) => {
    const steps = reductions.filter((step) => step.source === source);
    if (steps.length === 0) return [];
    return [
      `from ${source}: ${sizesIn(letters)}`,
      ...steps.flatMap(({ name, target, sizeLaw }) => [
        `  ${name.padEnd(Math.max(...steps.map((step) => step.name.length)))}  ${source} → ${target}`,
        ...wrapped(sizeLaw.split('; ')[0]!, WIDTH - 6).map((line) => `      ${line}`),
      ]),
    ];
  });
}

/** Lines `  name  meaning`, the meanings one below the other. */
function section(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`);
}

export const list = command({
  name: 'list',
  summary: 'the problems, reductions with their sizes, and families of instances',
  details:
    'A size law says what a reduction makes of the sizes of its source, for which the letters stand: with "=" exactly, with "at most" as a bound, with "about" roughly; log is binary. "trainsat show NAME" tells the rest of a reduction, "trainsat graph --svg" draws all.',
  positionals: [{ name: 'KIND', describe: KINDS.join(', '), optional: true, words: () => KINDS }],
  options: { json: flag('as JSON') },
  examples: [
    ['trainsat list', 'everything that has a name'],
    ['trainsat list reductions', 'the reductions by their source, with what each makes of sizes'],
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
    const lines: Record<Kind, () => string[]> = {
      problems: () => section(entries.problems.map((e) => [e.name, e.question])),
      reductions: () => graph(entries),
      families: () => section(entries.families.map((e) => [e.name, e.summary])),
    };
    const data = options.json
      ? `${JSON.stringify(Object.fromEntries(kinds.map((kind) => [kind, entries[kind]])), undefined, 1)}\n`
      : `${kinds.flatMap((kind) => [kind, ...lines[kind]()]).join('\n')}\n`;
    return Promise.resolve({ data, status: 0 });
  },
});

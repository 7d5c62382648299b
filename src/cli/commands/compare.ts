// `trainsat compare`: exact answers against gradient descent, as a table.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { compare as runComparison, networks } from '../../compare/experiment.ts';
import { comparisonTable } from '../../compare/report.ts';
import { familySubjects, fileSubject, type Subject } from '../../compare/subject.ts';
import { TABLE_FORMATS, renderTable } from '../../compare/table.ts';
import { InputError, found } from '../../problem/errors.ts';
import { OPTIMIZERS } from '../../train/types.ts';
import type { Registry } from '../../registry.ts';
import { command, flag, option, optionOr, type Context, type ExtraOption } from '../command.ts';
import { familyOf, familyOptions, readParameters } from '../families.ts';
import { UNSAID, onlyOneStdin, parseOptions, readPosed } from '../inputs.ts';
import { sourceName } from '../io.ts';
import { startProgress } from '../progress.ts';
import { choice, integer, listOf, numbers } from '../values.ts';
import { INTERRUPTED, LIMITS, SECONDS } from './decide.ts';
import { TRAINING, withoutGpu } from './train.ts';

/** Files of a directory that are no instances. */
const NO_INSTANCE = /^(\..*|README.*\.md|expected\.json|.*\.(cert|jsonl|sh))$/;

/** Instance seeds are 32-bit numbers. */
const seeds = numbers.refine((list) => list.every((s) => Number.isInteger(s) && s >= 0 && s < 2 ** 32), {
  error: (issue) => `expected integers from 0 to ${2 ** 32 - 1}, found ${String(issue.input)}`,
});

const OPTIONS = {
  family: option(
    'NAME',
    z.string(),
    'generated instances instead of files; its parameters are options below',
  ),
  seeds: option('RANGE', seeds, 'seeds of the generated instances, e.g. 0..9 (default: 0)'),
  group: optionOr(
    'WHAT',
    choice(['seeds', 'none']),
    'seeds',
    'what shares a row: seeds, or none for a row an instance',
  ),
  via: option('NAME', z.string(), 'the reduction the way to training has to take'),
  hidden: option(
    'RANGE',
    listOf(integer(1, 4096)),
    'other numbers of hidden units for the same examples, e.g. 2,3',
  ),
  seconds: optionOr('S', SECONDS, '30', 'limit of each exact decision'),
  optimum: flag('also the most that any network gets right, and the gap to it, for up to as long again'),
  ...LIMITS,
  optimizers: optionOr(
    'LIST',
    listOf(choice(OPTIMIZERS)),
    OPTIMIZERS[0],
    `of ${OPTIMIZERS.join(', ')}; all but the first are lesser baselines`,
  ),
  ...TRAINING,
  format: option('FORM', choice(TABLE_FORMATS), `${TABLE_FORMATS.join(', ')} (default: markdown)`),
  json: flag('the same as --format json'),
};

/** Beside files these say what files leave unsaid; beside `--family` `--colours` is a parameter like others. */
function extraOptions(registry: Registry, words: readonly string[]): Record<string, ExtraOption> {
  const options = familyOptions(registry, words);
  const unsaid = Object.entries(UNSAID).map(([name, { placeholder = '', describe }]) => {
    const own = options[name];
    const files = `beside files ${describe}`;
    return [
      name,
      { placeholder: own?.placeholder ?? placeholder, describe: own ? `${own.describe}; ${files}` : files },
    ] as const;
  });
  return { ...options, ...Object.fromEntries(unsaid) };
}

export const compare = command({
  name: 'compare',
  summary: 'exact answers against gradient descent on the same networks, as a table',
  details:
    'Instances are reduced to training where needed. With --family every parameter may be a number, a list such as 1.6,2.1 or an integer range such as 10..40; all combinations are run with all seeds. Of a directory every file is taken in the order of the names, but certificates (.cert), manifests (.jsonl) and scripts (.sh). Ctrl-C ends the run with the table of what is there.',
  positionals: [
    {
      name: 'FILE',
      file: true,
      describe: 'instances, bundles or directories; - for stdin',
      optional: true,
      many: true,
    },
  ],
  options: OPTIONS,
  extraOptions,
  statuses: '0; 130 interrupted, with a partial table',
  examples: [
    ['trainsat generate set-splitting --n 12 -o splitting.json', 'an instance'],
    ['trainsat compare splitting.json --restarts 32 --epochs 200', 'one row'],
    [
      'trainsat compare --family set-splitting --n 8..9 --ratio 1.6,2.1 --seeds 0..2 --restarts 32 --epochs 200 --format csv -o table.csv',
      'four rows of three instances each',
    ],
    [
      'trainsat compare splitting.json --via set-splitting-to-and-pair --hidden 2,3 --optimizers adam,gd --restarts 32 --epochs 200 --json',
      'two and three hidden units, a strong and a weak optimizer',
    ],
  ],
  async run({ words, options, extra }, context) {
    if (options.json && options.format !== undefined && options.format !== 'json')
      throw new InputError(
        '--json',
        `expected --json or --format, found both --json and --format ${options.format}`,
      );
    const { catalogue } = context.registry;
    const { family: familyName, format: _format, json: _json, group, seeds: _seeds, ...settings } = options;
    const subjects =
      familyName === undefined
        ? await fromFiles(words, extra, options, context)
        : fromFamily(words, extra, { family: familyName, seeds: options.seeds }, context);
    // What cannot be reduced or generated is refused before hours are spent on what can.
    const firsts = new Map(subjects.map((subject) => [subject.group, subject]));
    for (const subject of firsts.values()) networks(subject, catalogue, settings);
    const signal = context.io.interrupt();
    const progress = await startProgress(context.io, 'bar');
    let told = false;
    const comparison = await runComparison(subjects, catalogue, {
      ...settings,
      signal,
      onProgress: (share, message) => progress.update(share, message),
      onTrained(result) {
        const line = result.supported ? withoutGpu(settings.backend, result.backend) : undefined;
        if (line === undefined || told) return;
        told = true;
        progress.clear();
        context.say(line);
      },
    }).finally(() => progress.stop());
    if (comparison.interrupted)
      context.say(
        `interrupted: ${comparison.finished} of ${comparison.planned} networks were finished; the table holds these${comparison.runs.length > comparison.finished ? ' and the exact answer of one more' : ''}`,
      );
    const { command, stdin } = context.origin();
    const table = comparisonTable(comparison, settings, group === 'seeds', command, stdin);
    const form = options.json ? 'json' : (options.format ?? 'markdown');
    return { data: renderTable(table, form), status: comparison.interrupted ? INTERRUPTED : 0 };
  },
});

type Extra = ReadonlyMap<string, string>;

async function fromFiles(
  words: readonly string[],
  extra: Extra,
  given: { readonly seeds: unknown },
  context: Context,
): Promise<Subject[]> {
  const lone =
    given.seeds === undefined ? [...extra.keys()].find((name) => !Object.hasOwn(UNSAID, name)) : 'seeds';
  if (lone !== undefined)
    throw new InputError(`--${lone}`, 'expected --family NAME beside it, found no --family');
  const unsaid = parseOptions({
    colours: UNSAID.colours.read(extra.get('colours'), '--colours'),
    'at-least': UNSAID['at-least'].read(extra.get('at-least'), '--at-least'),
    'at-most': UNSAID['at-most'].read(extra.get('at-most'), '--at-most'),
  });
  if (words.length === 0)
    throw new InputError(
      'trainsat compare',
      'expected files, directories or --family NAME, found nothing; see trainsat compare --help',
    );
  onlyOneStdin(words);
  const subjects: Subject[] = [];
  for (const word of words)
    for (const file of await filesOf(word))
      subjects.push(fileSubject(sourceName(file), (await readPosed(file, context, unsaid)).posed));
  return subjects;
}

/** A file itself; of a directory its instance files in the order of their names. @throws InputError when it has none */
async function filesOf(word: string): Promise<string[]> {
  const kind = word === '-' ? undefined : await stat(word).catch(() => undefined);
  if (kind?.isDirectory() !== true) return [word];
  const entries = await readdir(word, { withFileTypes: true });
  const raw = await readdir(word, { encoding: 'buffer' });
  const odd = raw.find((name) => !name.equals(Buffer.from(name.toString())));
  if (odd)
    throw new InputError(
      word,
      `expected file names in UTF-8, found ${found(odd.toString())} with other bytes; rename it`,
    );
  const names = entries
    .filter((entry) => !entry.isDirectory() && !NO_INSTANCE.test(entry.name))
    .map(({ name }) => name)
    .sort((a, b) => (a < b ? -1 : 1));
  if (names.length === 0)
    throw new InputError(word, 'expected a directory with instance files, found none in it');
  return names.map((name) => join(word, name));
}

function fromFamily(
  words: readonly string[],
  extra: Extra,
  given: { readonly family: string; readonly seeds: number[] | undefined },
  { registry }: Context,
): Subject[] {
  if (words.length > 0)
    throw new InputError(
      '--family',
      `expected files or --family, found both (${words[0]} and ${given.family})`,
    );
  const family = familyOf(given.family, registry, '--family');
  return familySubjects(
    family,
    registry.catalogue,
    readParameters(family, extra, numbers),
    given.seeds ?? [0],
  );
}

// `trainsat compare`: exact answers against gradient descent, as a table.
import * as z from 'zod';
import { compare as runComparison, networks } from '../../compare/experiment.ts';
import { comparisonTable } from '../../compare/report.ts';
import { familySubjects, fileSubject, type Subject } from '../../compare/subject.ts';
import { MEASURES } from '../../compare/plot/marks.ts';
import { TABLE_FORMATS, renderTable } from '../../compare/table.ts';
import { InputError } from '../../problem/errors.ts';
import type { Registry } from '../../registry.ts';
import { command, flag, option, optionOr, outputFile, type Context, type ExtraOption } from '../command.ts';
import { familyOf, familyOptions, readParameters } from '../families.ts';
import { filesOf } from '../files.ts';
import { UNSAID, onlyOneStdin, parseOptions, readPosed } from '../inputs.ts';
import { sourceName } from '../io.ts';
import { preparePlot } from '../plot-file.ts';
import { METHODS, methodsOf } from '../methods.ts';
import { startProgress } from '../progress.ts';
import { choice, integer, layerLists, listOf, numbers } from '../values.ts';
import { INTERRUPTED, LIMITS, SECONDS } from './decide.ts';
import { TRAINING, withoutGpu } from './train.ts';

/** The status when a file cannot be written. */
const UNWRITTEN = 2;

/** Instance seeds are 32-bit numbers. */
const seeds = numbers.refine((list) => list.every((s) => Number.isInteger(s) && s >= 0 && s < 2 ** 32), {
  error: (issue) => `expected integers from 0 to ${2 ** 32 - 1}, found ${String(issue.input)}`,
});

const OPTIONS = {
  family: option(
    'LIST',
    listOf(z.string()),
    'generated instances instead of files, of a family or of several; its parameters are options below',
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
  layers: option(
    'LIST',
    layerLists,
    'other hidden layers for the same examples, from the inputs on, with a threshold unit for each output: 8,5-5,4-4-4',
  ),
  seconds: optionOr('S', SECONDS, '30', 'limit of each exact decision'),
  optimum: flag('also the most that any network gets right, and the gap to it, for up to as long again'),
  convex: flag(
    'also logistic regression and the linear SVM with their duality gaps, and the perceptron by linear programming',
  ),
  ...LIMITS,
  ...METHODS,
  ...TRAINING,
  plot: outputFile('also a picture of the comparison, an .svg or .png'),
  'plot-y': option(
    'WHAT',
    choice(MEASURES),
    'what the picture shows: success (share of restarts), epochs (spent on a solution), right (best share of examples, beside the optimum); default: right with --optimum, epochs with several optimizers, else success',
  ),
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
    'Instances are reduced to training where needed. With --family every parameter may be a number, a list such as 1.6,2.1 or an integer range such as 10..40; all combinations are run with all seeds. Of a directory every file is taken in the order of the names, but certificates (.cert), manifests (.jsonl) and scripts (.sh). The picture shows against what has most values (parameters, hidden units or layers, files) what the heuristics did, with 95 % intervals, above the exact answers; seeds are taken together. Ctrl-C ends the run with the table, and the picture, of what is there.',
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
    ['trainsat compare splitting.json --convex --restarts 32 --epochs 200', 'beside what single units do'],
    [
      'trainsat compare --family set-splitting --n 10 --ratio 1.4,1.8,2.2 --seeds 0..2 --restarts 32 --epochs 200 --plot success.svg',
      'a picture of success against the ratio',
    ],
    [
      'trainsat compare splitting.json --layers 2,3,3-3 --restarts 32 --epochs 200',
      'other networks for the same examples',
    ],
  ],
  async run({ words, options, extra }, context) {
    if (options.json && options.format !== undefined && options.format !== 'json')
      throw new InputError(
        '--json',
        `expected --json or --format, found both --json and --format ${options.format}`,
      );
    if (options.hidden !== undefined && options.layers !== undefined)
      throw new InputError('--layers', 'expected --hidden or --layers, found both');
    if (options['plot-y'] !== undefined && options.plot === undefined)
      throw new InputError('--plot-y', 'expected --plot FILE beside it, found no --plot');
    const { catalogue } = context.registry;
    const {
      family: familyNames,
      format: _format,
      json: _json,
      group,
      seeds: _seeds,
      plot,
      'plot-y': measure,
      ...limits
    } = options;
    const settings = { ...limits, methods: methodsOf(options) };
    const subjects =
      familyNames === undefined
        ? await fromFiles(words, extra, options, context)
        : fromFamilies(words, extra, { names: familyNames, seeds: options.seeds }, context);
    // What cannot be reduced or generated is refused before hours are spent on what can.
    const firsts = new Map(subjects.map((subject) => [subject.group, subject]));
    for (const subject of firsts.values()) networks(subject, catalogue, settings);
    const writePlot = plot === undefined ? undefined : await preparePlot(plot, measure, subjects, settings);
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
        `interrupted: ${comparison.finished} of ${comparison.planned} networks were finished; the table${plot === undefined ? ' holds' : ` and ${plot} hold`} these${comparison.runs.length > comparison.finished ? ' and the exact answer of one more' : ''}`,
      );
    const origin = context.origin();
    const { command, stdin } = origin;
    const table = comparisonTable(comparison, settings, group === 'seeds', command, stdin);
    const form = options.json ? 'json' : (options.format ?? 'markdown');
    const data = renderTable(table, form);
    try {
      await writePlot?.(comparison, origin);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      // The table of what was computed is not given up for a picture.
      context.say(error.message);
      return { data, status: UNWRITTEN };
    }
    return { data, status: comparison.interrupted ? INTERRUPTED : 0 };
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

function fromFamilies(
  words: readonly string[],
  extra: Extra,
  given: { readonly names: readonly string[]; readonly seeds: number[] | undefined },
  { registry }: Context,
): Subject[] {
  if (words.length > 0)
    throw new InputError(
      '--family',
      `expected files or --family, found both (${words[0]} and ${given.names.join(',')})`,
    );
  return given.names.flatMap((name) => {
    const family = familyOf(name, registry, '--family');
    const axes = readParameters(family, extra, numbers);
    return familySubjects(family, registry.catalogue, axes, given.seeds ?? [0]);
  });
}

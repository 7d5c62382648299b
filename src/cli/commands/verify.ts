// `trainsat verify`: reductions held against everything an iff with witnesses promises.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { renderTable, TABLE_FORMATS } from '../../compare/table.ts';
import { InputError, found } from '../../problem/errors.ts';
import type { Request } from '../../verify/request.ts';
import type { Report, Verification } from '../../verify/run.ts';
import type { Subject } from '../../verify/subject.ts';
import { command, flag, option, optionOr, type Context } from '../command.ts';
import { counterexampleText, readCounterexample } from '../counterexample.ts';
import { checkWritable, writeOutput } from '../io.ts';
import { startProgress } from '../progress.ts';
import { choice, integer } from '../values.ts';
import { progressKey, readProgress, writeProgress, type AllDone } from '../verify-progress.ts';
import { verificationTable } from '../verification-table.ts';
import { INTERRUPTED, SECONDS } from './decide.ts';
import { SEED } from './generate.ts';

/** Everything in the catalogue. */
const ALL = 'all';

const STATUS = {
  verified: 0,
  'not refuted': 0,
  refuted: 1,
  'not finished': 3,
  undecided: 3,
  'too few YES': 3,
  'too few NO': 3,
} as const;

export const verify = command({
  name: 'verify',
  summary: 'a reduction as an iff with witnesses, on all small instances and random ones; counterexamples',
  details:
    'Each source instance is decided by enumeration or an engine without the reduction on trial, and so is its target; witnesses are mapped both ways, those of the target coming from the SAT engine, enumeration, forward, search, gradient descent and rewriting; sizes, a second run and a bundle are compared. Instances: golden ones and all up to a size (up to isomorphism), in turn with random ones that grow; half of the random ones are NO-instances where they can be had, and fewer than a third of NO in all is a failure to verify. With --seconds sizes above 1 are tried as far as there is time. A failure has a name, is made as small as possible and saved as a bundle. WHAT is "all", names of reductions joined by commas (a way as a whole), a problem with --to, or a module (.ts, .js) whose default export is a reduction: { name, source, target, reduce, forward, extract, size }.',
  positionals: [
    {
      name: 'WHAT',
      many: true,
      describe: 'all, a reduction, a way of them, a problem with --to, or a module',
      words: ({ catalogue }) => [ALL, ...catalogue.reductions.map(({ name }) => name)],
    },
  ],
  options: {
    to: option('PROBLEM', z.string(), 'the default way from WHAT, a problem, to PROBLEM'),
    via: option('NAME', z.string(), 'the reduction that way has to take'),
    instance: option('FILE', z.string(), 'try this instance alone; of a bundle its source'),
    'max-size': option('N', integer(0, 99), 'all instances up to size N only'),
    random: option('N', integer(0, 10_000_000), 'N random instances (default: 300; with --seconds no end)'),
    seconds: option('S', SECONDS, 'end after S seconds'),
    seed: optionOr('N', SEED, '0', 'the same seed gives the same instances'),
    jobs: option('N', integer(1, 256), 'worker threads (default: one a core)'),
    resume: option('FILE', z.string(), 'keep what is done in FILE, and go on from there'),
    'save-to': optionOr('DIR', z.string(), '.', 'where counterexamples are saved'),
    format: option('FORM', choice(TABLE_FORMATS), `${TABLE_FORMATS.join(', ')} (default: markdown)`),
    json: flag('as JSON'),
  },
  statuses: '0 verified; 1 refuted; 3 not finished, undecided, or too few NO-instances; 130 interrupted',
  examples: [
    ['trainsat verify set-splitting-to-and-pair --max-size 3 --random 30', 'a reduction'],
    [
      'trainsat verify 3-sat --to training --max-size 1 --random 10',
      'the way from a problem to another, as a whole',
    ],
    [
      'trainsat verify all --seconds 5 --format csv -o verified.csv || test $? -eq 3',
      'the catalogue, in short',
    ],
  ],
  async run({ words, options }, context) {
    if (options.json && options.format !== undefined && options.format !== 'json')
      throw new InputError(
        '--json',
        `expected --json or --format, found both --json and --format ${options.format}`,
      );
    const signal = context.io.interrupt();
    const { seed, seconds, random, resume, 'max-size': maxSize, 'save-to': folder } = options;
    const subjects = await subjectsOf(words, options, context);
    const print = (verification: Verification, saved: ReadonlyMap<string, string> = new Map()): string => {
      const form = options.json ? 'json' : (options.format ?? 'markdown');
      return renderTable(verificationTable(verification, saved, context.origin().command), form);
    };
    await checkWritable(join(folder, 'counterexample'), '--save-to');
    if (options.instance !== undefined) {
      if (subjects.length > 1)
        throw new InputError('--instance', `expected one reduction or way, found ${subjects.length}`);
      const [, subject] = subjects[0]!;
      const instance = await readCounterexample(options.instance, subject, context);
      const { verifyOne } = await import('../../verify/run.ts');
      const verification = await verifyOne(subject, instance, seed);
      return { data: print(verification), status: statusOf(verification) };
    }
    const keys = await Promise.all(subjects.map(([request, { name }]) => progressKey(request, name)));
    if (resume !== undefined) await checkWritable(resume, '--resume');
    const before = resume === undefined ? {} : await readProgress(resume, { seed, maxSize });
    const { verify: run } = await import('../../verify/run.ts');
    const progress = await startProgress(context.io, 'bar');
    const verification = await run(
      subjects.map(([request, subject], i) => ({ request, subject, before: before[keys[i]!] })),
      {
        maxSize,
        random,
        seconds,
        seed,
        jobs: options.jobs ?? availableParallelism(),
        signal,
        onProgress: (share, message) => progress.update(share, message),
      },
    ).finally(() => progress.stop());
    if (resume !== undefined) {
      // Who is refuted is tried from the start again: it may have been mended.
      const done: AllDone = Object.fromEntries(
        verification.reports.flatMap(({ counterexample, done: own }, i) =>
          counterexample ? [] : [[keys[i]!, own]],
        ),
      );
      await writeProgress(resume, { seed, maxSize }, { ...before, ...done });
    }
    if (verification.interrupted)
      context.say(
        `interrupted: the table holds what was tried${resume === undefined ? '; --resume FILE would keep it' : `; it is kept in ${resume}`}`,
      );
    const saved = await saveAll(verification.reports, folder, context);
    return { data: print(verification, saved), status: statusOf(verification) };
  },
});

function statusOf({ reports, interrupted }: Verification): number {
  const statuses = reports.map(({ verdict }) => STATUS[verdict]);
  if (statuses.includes(1)) return 1;
  if (interrupted) return INTERRUPTED;
  return Math.max(0, ...statuses);
}

type Named = readonly (readonly [Request, Subject])[];

/** What the words stand for. @throws InputError */
async function subjectsOf(
  words: readonly string[],
  { to, via }: { readonly to: string | undefined; readonly via: string | undefined },
  { registry: { catalogue } }: Context,
): Promise<Named> {
  const { isModule, requestOf, subjectFor } = await import('../../verify/request.ts');
  if (to === undefined && via !== undefined)
    throw new InputError('--via', 'expected --to PROBLEM beside it, found no --to');
  const requests = words.flatMap((word): Request[] => {
    if (to !== undefined) {
      const through = via === undefined ? undefined : catalogue.reduction(via, '--via');
      const way = catalogue.path(
        catalogue.problem(word, 'trainsat verify').name,
        catalogue.problem(to, '--to').name,
        through,
      );
      if (!way || way.length === 0)
        throw new InputError('--to', `expected a problem that ${word} reduces to, found ${to}`);
      return [{ names: way.map(({ name }) => name) }];
    }
    if (word === ALL) return catalogue.reductions.map(({ name }) => ({ names: [name] }));
    const problem = catalogue.problems.find(({ name }) => name === word);
    if (problem && !isModule(word))
      throw new InputError('trainsat verify', `expected --to PROBLEM beside the problem ${word}, found none`);
    return [requestOf(word, catalogue)];
  });
  const subjects = await Promise.all(
    requests.map(async (request) => [request, await subjectFor(request, catalogue)] as const),
  );
  const names = subjects.map(([, { name }]) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new InputError('trainsat verify', `expected each reduction once, found ${found(twice)} twice`);
  return subjects;
}

/** Saves the counterexamples. @returns the files by the subject's name */
async function saveAll(
  reports: readonly Report[],
  folder: string,
  context: Context,
): Promise<ReadonlyMap<string, string>> {
  const saved = new Map<string, string>();
  for (const { subject, counterexample } of reports) {
    if (!counterexample) continue;
    const file = join(folder, `counterexample-${subject.way.map(({ name }) => name).join('-then-')}.json`);
    await writeOutput(file, counterexampleText(subject, counterexample, file, context.origin()), '--save-to');
    saved.set(subject.name, file);
    context.say(`${subject.name}: ${counterexample.name}: ${counterexample.detail}; saved as ${file}`);
  }
  return saved;
}

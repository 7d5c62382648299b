// `trainsat optimum`: the most that any network of a shape can get right.
import * as z from 'zod';
import { canonicalJson } from '../../problem/json.ts';
import { sha256Hex } from '../../problem/hash.ts';
import { configurationToJson } from '../../problem/training/configuration.ts';
import { training } from '../../problem/training/problem.ts';
import type { TrainingInstance } from '../../problem/training/schema.ts';
import type { Optimum } from '../../decide/optimum.ts';
import { shellLine } from '../../compare/table.ts';
import { command, flag, option, type Context } from '../command.ts';
import { readTraining } from '../inputs.ts';
import { checkApart, checkWritable, writeBlocks, writeOutput, type OutputFile } from '../io.ts';
import { originLine, withProvenance } from '../origin.ts';
import { startProgress } from '../progress.ts';
import { INTERRUPTED, LIMITS, SECONDS } from './decide.ts';

/** The exit status of a search that a limit ended. */
const UNSETTLED = 3;

export const optimum = command({
  name: 'optimum',
  summary:
    'the most examples (by weight) that any configuration of the network gets right, with bounds from both sides',
  details:
    'What "require" says in the file does not matter. The lower bound is a configuration, checked in exact arithmetic; the upper bound a refutation that a small checker accepted. When a limit or Ctrl-C ends the search the bounds so far are printed. --prefix writes both proofs: NAME-at-least-M.json, the instance that asks for M, with NAME-at-least-M.cert, which "trainsat check" verifies.',
  positionals: [
    { name: 'FILE', file: true, describe: 'a training instance or a bundle (then its target); - for stdin' },
  ],
  options: {
    seconds: option('S', SECONDS, 'give up after S seconds'),
    memory: LIMITS.memory,
    prefix: option('NAME', z.string(), 'write the proofs of both bounds to files whose names begin so'),
    json: flag('as JSON, with the best configuration'),
  },
  statuses: '0 the bounds met; 3 a limit ended the search; 130 interrupted',
  examples: [
    ['trainsat generate planted-halfspaces --n 6 --m 30 --units 1 --noise 0.1 -o noisy.json', 'an instance'],
    ['trainsat optimum noisy.json --prefix noisy', 'how much of it one unit can get right, with proofs'],
  ],
  async run({ words, options }, context) {
    const { seconds, memory, prefix } = options;
    const { instance, source } = await readTraining(words[0]!, context);
    const signal = context.io.interrupt();
    const progress = await startProgress(context.io, 'words');
    const { optimum: search } = await import('../../decide/optimum.ts');
    let bounds = '';
    const found = await search(
      instance,
      {
        seconds,
        memory,
        signal,
        onProgress: (message) => progress.update(0, `${bounds}${message}`),
      },
      (lower, upper, total) => {
        bounds = `between ${lower} and ${upper} of ${total}: `;
        progress.update(0, bounds);
      },
    ).finally(() => progress.stop());
    const proofs = prefix === undefined ? [] : await writeProofs(instance, found, prefix, words, context);
    context.say(
      `${source}: ${found.lower === found.upper ? found.lower : `${found.lower} to ${found.upper}`} of ${found.total} after ${(found.milliseconds / 1000).toFixed(2)} s`,
    );
    const status = signal.aborted ? INTERRUPTED : found.limit === undefined ? 0 : UNSETTLED;
    return {
      data: options.json ? asJson(instance, found, context) : asTable(instance, found, proofs, context),
      status,
    };
  },
});

/** Writes the proofs of both bounds. @returns the lines that check them */
async function writeProofs(
  instance: TrainingInstance,
  { lower, upper, total, best, excluded }: Optimum,
  prefix: string,
  words: readonly string[],
  context: Context,
): Promise<string[]> {
  const { requiring } = await import('../../decide/optimum.ts');
  const { certificateFor } = await import('../../decide/index.ts');
  const { certificateChunks, yesCertificate } = await import('../../certificate/write.ts');
  const origin = { ...context.origin() };
  const proofs = [
    { atLeast: lower, certificate: (asked: TrainingInstance) => best && yesCertificate(asked, best, origin) },
    {
      atLeast: upper + 1,
      certificate: (asked: TrainingInstance) => excluded && certificateFor(asked, excluded, origin),
    },
  ].filter(({ atLeast }) => atLeast <= total);
  const name = (atLeast: number, ending: string): string => `${prefix}-at-least-${atLeast}.${ending}`;
  const files: OutputFile[] = proofs.flatMap(({ atLeast }) =>
    ['json', 'cert'].map((ending): OutputFile => ['--prefix', name(atLeast, ending)]),
  );
  for (const [option_, file] of files) await checkWritable(file, option_);
  await checkApart(files, words);
  const lines: string[] = [];
  for (const { atLeast, certificate } of proofs) {
    const asked = requiring(instance, atLeast);
    const made = certificate(asked);
    if (!made) continue;
    const provenance = { ...instance.provenance, ...origin };
    await writeOutput(
      name(atLeast, 'json'),
      training.write(withProvenance(asked, provenance) as TrainingInstance),
      '--prefix',
    );
    await writeBlocks(name(atLeast, 'cert'), certificateChunks(made), '--prefix');
    lines.push(shellLine(['trainsat', 'check', name(atLeast, 'json'), name(atLeast, 'cert')]));
  }
  return lines;
}

function asTable(
  instance: TrainingInstance,
  { lower, upper, total, best, excluded, limit }: Optimum,
  proofs: readonly string[],
  context: Context,
): string {
  const percent = (weight: number): string =>
    total === 0 ? '' : ` (${((100 * weight) / total).toFixed(1)} %)`;
  const rows: [string, string][] = [
    ['instance', sha256Hex(training.canonical(instance))],
    ['examples', `${instance.examples.length}, of weight ${total} in all`],
    [
      'optimum',
      lower === upper ? `${lower} of ${total}${percent(lower)}` : `${lower} to ${upper} of ${total}`,
    ],
    ['lower bound', `${lower}, ${best ? 'configuration (exact)' : 'nothing found yet'}`],
    ['upper bound', `${upper}, ${excluded?.answer === 'no' ? `more: ${excluded.checked}` : 'all there is'}`],
    ...(limit === undefined ? [] : [['ended by', limit] as [string, string]]),
    ...proofs.map((line): [string, string] => ['proof', line]),
    ['made by', originLine(context.origin())],
  ];
  const width = Math.max(...rows.map(([key]) => key.length)) + 3;
  return rows.map(([key, value]) => `${key.padEnd(width)}${value}\n`).join('');
}

function asJson(instance: TrainingInstance, found: Optimum, context: Context): string {
  const { lower, upper, total, best, excluded, limit, milliseconds } = found;
  const value = {
    format: 'trainsat.optimum/1',
    ...context.origin(),
    instance: sha256Hex(training.canonical(instance)),
    lower,
    upper,
    total,
    ...(best ? { best: configurationToJson(best) } : {}),
    ...(excluded?.answer === 'no' ? { excluded: excluded.checked } : {}),
    ...(limit === undefined ? {} : { limit }),
    measurements: { milliseconds },
  };
  return `${canonicalJson(value)}\n`;
}

// `trainsat train`: what gradient descent achieves on one training instance.
import * as z from 'zod';
import { wilson } from '../../compare/wilson.ts';
import { InputError } from '../../problem/errors.ts';
import { sha256Hex } from '../../problem/hash.ts';
import { configurationToJson } from '../../problem/training/configuration.ts';
import { training } from '../../problem/training/problem.ts';
import type { TrainingInstance } from '../../problem/training/schema.ts';
import { methodName, settingsOf, type Method } from '../../train/method.ts';
import type { Trial, Tuning } from '../../train/tune.ts';
import { BACKENDS, type TrainOptions, type TrainReport, type TrainResult } from '../../train/types.ts';
import { command, flag, option, optionOr, outputFile, type Context } from '../command.ts';
import { filesOf } from '../files.ts';
import { readTraining } from '../inputs.ts';
import { checkWritable, writeOutput } from '../io.ts';
import { METHOD, methodOf } from '../methods.ts';
import { originLine, type Origin } from '../origin.ts';
import { startProgress, type Progress } from '../progress.ts';
import { disjoint, siblingsOf, type TuningSet } from '../tuning.ts';
import { choice, integer } from '../values.ts';
import { INTERRUPTED } from './decide.ts';
import { SEED } from './generate.ts';

/** The options of gradient descent that `train` and `compare` share. */
export const TRAINING = {
  restarts: optionOr('N', integer(1, 10_000_000), '256', 'independent random initialisations'),
  epochs: optionOr('N', integer(1, 10_000_000), '2000', 'passes over all examples each restart may take'),
  backend: optionOr(
    'NAME',
    choice(BACKENDS),
    'auto',
    `${BACKENDS.join(', ')}; auto takes a GPU if there is a real one`,
  ),
  seed: optionOr('N', SEED, '0', 'the same seed gives the same weights on every backend'),
};

/** The line that says that there is no GPU, or none any more; undefined when one was used or not wanted. */
export function withoutGpu(asked: string, used: TrainReport['backend']): string | undefined {
  const where = `${used.kind} (${used.name})`;
  if (used.lost !== undefined)
    return used.kind === 'webgpu'
      ? `${used.lost}: the results are those until then`
      : `${used.lost}: training went on with ${where}`;
  return asked === 'auto' && used.kind !== 'webgpu'
    ? `no GPU adapter: training on the CPU (${used.name})`
    : undefined;
}

export const train = command({
  name: 'train',
  summary:
    'gradient descent from many random starts; the best network of hard threshold units, scored exactly',
  details:
    'A success is a restart whose hard network gets every example right in exact arithmetic, or as much as the instance requires. Hyperparameters that are left out are tuned ones of the optimizer; the report says which were used.',
  positionals: [
    { name: 'FILE', file: true, describe: 'a training instance or a bundle (then its target); - for stdin' },
  ],
  options: {
    ...TRAINING,
    ...METHOD,
    tune: option(
      'N',
      integer(2, 100_000),
      'before, try N settings on other instances and take the best: the ones of the same family with the last seeds, or',
    ),
    'tune-on': option('FILE', z.string(), 'the ones of a file or directory'),
    certificate: outputFile('write a certificate when a network gets enough examples right'),
    json: flag('as JSON, with the best network'),
  },
  statuses: '0 whatever was reached; 130 interrupted',
  examples: [
    ['trainsat generate planted-halfspaces --n 10 --m 40 -o planted.json', 'a trainable instance'],
    ['trainsat train planted.json --restarts 64 --certificate yes.json', 'gradient descent on it'],
    ['trainsat train planted.json --restarts 64 --optimizer gd --json', 'a lesser baseline, for programs'],
    [
      'trainsat train planted.json --restarts 16 --epochs 200 --tune 8',
      'tuned on instances of the same kind',
    ],
  ],
  async run({ words, options }, context) {
    const {
      certificate,
      json,
      tune: count,
      'tune-on': tuneOn,
      restarts,
      epochs,
      backend,
      seed,
      ...asked
    } = options;
    const settings = { restarts, epochs, backend, seed };
    if (certificate === '-')
      throw new InputError('--certificate', 'expected a file, found -, which is where the summary goes');
    if (tuneOn !== undefined && count === undefined)
      throw new InputError('--tune-on', 'expected --tune N beside it, found no --tune');
    if (certificate !== undefined) await checkWritable(certificate, '--certificate');
    const { instance, source } = await readTraining(words[0]!, context);
    const tuningSet = count === undefined ? undefined : await tuningSetFor(instance, source, tuneOn, context);
    const signal = context.io.interrupt();
    const progress = await startProgress(context.io, 'bar');
    const outcome = await attempt(
      instance,
      methodOf(asked),
      settings,
      tuningSet,
      count ?? 0,
      signal,
      progress,
    ).finally(() => progress.stop());
    const { result, method, tuned } = outcome;
    if (!result.supported)
      throw new InputError(
        source,
        `expected a network that gradient descent can train, found that ${result.reason}`,
      );
    const line = withoutGpu(settings.backend, result.backend);
    if (line !== undefined) context.say(line);
    context.say(`${source}: trained for ${(result.milliseconds / 1000).toFixed(2)} s`);
    if (certificate !== undefined) {
      const { yesCertificate, writeCertificate } = await import('../../certificate/write.ts');
      if (result.successes > 0) {
        const content = yesCertificate(instance, result.best, {
          ...context.origin(),
          optimizer: result.optimizer,
          seed: result.seed,
          restarts,
          epochs,
          backend: result.backend,
        });
        await writeOutput(certificate, writeCertificate(content), '--certificate');
      } else
        context.say(
          `${certificate}: not written, no network gets ${instance.require === 'all' ? 'every example' : 'enough'} right`,
        );
    }
    return {
      data: (json ? asJson : asLines)({
        instance,
        result,
        method,
        restarts,
        epochs,
        tuned,
        origin: context.origin(),
      }),
      status: signal.aborted ? INTERRUPTED : 0,
    };
  },
});

type Budget = Pick<TrainOptions, 'restarts' | 'epochs' | 'backend' | 'seed'>;

/** What a search for hyperparameters was done on, and what it found. */
type Tuned = { readonly on: string; readonly settings: number } & Tuning;

async function tuningSetFor(
  instance: TrainingInstance,
  source: string,
  file: string | undefined,
  context: Context,
): Promise<TuningSet> {
  if (file === undefined) return siblingsOf(instance, source, context.registry);
  const instances: TrainingInstance[] = [];
  for (const each of await filesOf(file)) instances.push((await readTraining(each, context)).instance);
  return disjoint(instance, { instances, words: file }, '--tune-on');
}

/** Trains, after a search for hyperparameters where there is something to search on. */
async function attempt(
  instance: TrainingInstance,
  method: Method,
  budget: Budget,
  tuningSet: TuningSet | undefined,
  count: number,
  signal: AbortSignal,
  progress: Progress,
): Promise<{ readonly result: TrainResult; readonly method: Method; readonly tuned: Tuned | undefined }> {
  const [{ train: run }, { tune }] = await Promise.all([
    import('../../train/index.ts'),
    import('../../train/tune.ts'),
  ]);
  const before =
    tuningSet === undefined
      ? 0
      : (count * tuningSet.instances.length) / (count * tuningSet.instances.length + 1);
  const found = tuningSet && {
    on: tuningSet.words,
    settings: count,
    ...(await tune(tuningSet.instances, method, {
      ...budget,
      settings: count,
      signal,
      onProgress: (share) => progress.update(share * before, 'tuning'),
    })),
  };
  const best = found?.trials[0];
  const chosen = best === undefined ? method : { ...method, hyperparameters: best.hyperparameters };
  const result = await run(instance, {
    ...budget,
    ...chosen,
    signal,
    onProgress: (share) => progress.update(before + share * (1 - before), method.optimizer),
  });
  return { result, method: chosen, tuned: found };
}

/** What there is to tell. */
type Told = {
  readonly instance: TrainingInstance;
  readonly result: TrainReport;
  readonly method: Method;
  readonly restarts: number;
  readonly epochs: number;
  readonly tuned: Tuned | undefined;
  readonly origin: Origin;
};

function asLines({ instance, result, method, restarts, epochs, tuned, origin }: Told): string {
  const percent = (share: number): string => (100 * share).toFixed(1);
  const interval =
    result.restarts === 0
      ? ''
      : ` (95 % interval ${wilson(result.successes, result.restarts).map(percent).join('–')} %)`;
  const rows: [string, string][] = [
    ['instance', sha256Hex(training.canonical(instance))],
    ['trained', result.relaxation],
    ['method', methodName(method)],
    ['settings', settingsOf(result.hyperparameters)],
    ...(tuned === undefined ? [] : tuningRows(tuned)),
    ['seed', `${result.seed}`],
    ['asked for', `${restarts} restarts of at most ${epochs} epochs`],
    ['successes', `${result.successes} / ${result.restarts} restarts${interval}`],
    [
      'first success',
      result.restartsToFirstSuccess === null ? '—' : `restart ${result.restartsToFirstSuccess}`,
    ],
    ['best network', `${result.bestRight} / ${instance.examples.length} examples right (exact)`],
    ['epochs', `${result.epochs}`],
    ['backend', `${result.backend.kind} (${result.backend.name})`],
  ];
  if (!result.exactStimuli) rows.push(['stimuli', 'rounded to 8 bits for the search; scoring is exact']);
  if (result.interrupted) rows.push(['interrupted', 'yes']);
  rows.push(['made by', originLine(origin)]);
  if (origin.stdin !== undefined) rows.push(['stdin', origin.stdin]);
  return rows.map(([name, value]) => `${name.padEnd(14)}${value}\n`).join('');
}

function tuningRows({ on, settings, trials, interrupted }: Tuned): [string, string][] {
  const told = (trial: Trial | undefined): string => {
    if (trial === undefined) return 'none finished';
    const { successes, restarts, epochs } = trial;
    return `${successes} / ${restarts} restarts, ${successes > 0 ? Math.round(epochs / successes) : '—'} epochs a success`;
  };
  return [
    ['tuned', `${trials.length} of ${settings} settings on ${on}${interrupted ? ', interrupted' : ''}`],
    ['best there', told(trials[0])],
    ['untuned there', told(trials.find(({ own }) => own))],
  ];
}

function asJson({ instance, result, restarts, epochs, tuned, origin }: Told): string {
  const { supported: _supported, milliseconds, backend, best, ...rest } = result;
  const value = {
    format: 'trainsat.training/1',
    ...origin,
    asked: { restarts, epochs },
    instance: sha256Hex(training.canonical(instance)),
    examples: instance.examples.length,
    ...rest,
    ...(tuned === undefined ? {} : { tuning: tuned }),
    best: configurationToJson(best),
    measurements: { milliseconds, backend },
  };
  return `${JSON.stringify(value, undefined, 1)}\n`;
}

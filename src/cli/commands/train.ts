// `trainsat train`: what gradient descent achieves on one training instance.
import { wilson } from '../../compare/wilson.ts';
import { InputError } from '../../problem/errors.ts';
import { sha256Hex } from '../../problem/hash.ts';
import { configurationToJson } from '../../problem/training/configuration.ts';
import { training } from '../../problem/training/problem.ts';
import type { TrainingInstance } from '../../problem/training/schema.ts';
import { BACKENDS, OPTIMIZERS, type TrainReport } from '../../train/types.ts';
import { command, flag, optionOr, outputFile } from '../command.ts';
import { readTraining } from '../inputs.ts';
import { checkWritable, writeOutput } from '../io.ts';
import { originLine, type Origin } from '../origin.ts';
import { startProgress } from '../progress.ts';
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
    'A success is a restart whose hard network gets every example right in exact arithmetic, or as much as the instance requires. The network must have one hidden layer, or none, and an AND-like output.',
  positionals: [
    { name: 'FILE', file: true, describe: 'a training instance or a bundle (then its target); - for stdin' },
  ],
  options: {
    ...TRAINING,
    optimizer: optionOr(
      'NAME',
      choice(OPTIMIZERS),
      OPTIMIZERS[0],
      `${OPTIMIZERS.join(', ')}; all but the first are lesser baselines`,
    ),
    certificate: outputFile('write a certificate when a network gets enough examples right'),
    json: flag('as JSON, with the best network'),
  },
  statuses: '0 whatever was reached; 130 interrupted',
  examples: [
    ['trainsat generate planted-halfspaces --n 10 --m 40 -o planted.json', 'a trainable instance'],
    ['trainsat train planted.json --restarts 64 --certificate yes.json', 'gradient descent on it'],
    ['trainsat train planted.json --restarts 64 --optimizer gd --json', 'a lesser baseline, for programs'],
  ],
  async run({ words, options }, context) {
    const { certificate, json, ...settings } = options;
    if (certificate === '-')
      throw new InputError('--certificate', 'expected a file, found -, which is where the summary goes');
    if (certificate !== undefined) await checkWritable(certificate, '--certificate');
    const { instance, source } = await readTraining(words[0]!, context);
    const signal = context.io.interrupt();
    const progress = await startProgress(context.io, 'bar');
    const engine = await import('../../train/index.ts');
    const result = await engine
      .train(instance, {
        ...settings,
        signal,
        onProgress: (share) => progress.update(share, settings.optimizer),
      })
      .finally(() => progress.stop());
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
          restarts: settings.restarts,
          epochs: settings.epochs,
          backend: result.backend,
        });
        await writeOutput(certificate, writeCertificate(content), '--certificate');
      } else
        context.say(
          `${certificate}: not written, no network gets ${instance.require === 'all' ? 'every example' : 'enough'} right`,
        );
    }
    return {
      data: (json ? asJson : asLines)(instance, result, settings, context.origin()),
      status: signal.aborted ? INTERRUPTED : 0,
    };
  },
});

type Asked = { readonly restarts: number; readonly epochs: number };

function asLines(instance: TrainingInstance, result: TrainReport, asked: Asked, origin: Origin): string {
  const percent = (share: number): string => (100 * share).toFixed(1);
  const interval =
    result.restarts === 0
      ? ''
      : ` (95 % interval ${wilson(result.successes, result.restarts).map(percent).join('–')} %)`;
  const rows: [string, string][] = [
    ['instance', sha256Hex(training.canonical(instance))],
    ['trained', result.relaxation],
    ['optimizer', `${result.optimizer}${result.optimizer === OPTIMIZERS[0] ? '' : ' (baseline)'}`],
    ['seed', `${result.seed}`],
    ['asked for', `${asked.restarts} restarts of at most ${asked.epochs} epochs`],
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

function asJson(instance: TrainingInstance, result: TrainReport, asked: Asked, origin: Origin): string {
  const { supported: _supported, milliseconds, backend, best, ...rest } = result;
  const value = {
    format: 'trainsat.training/1',
    ...origin,
    asked: { restarts: asked.restarts, epochs: asked.epochs },
    instance: sha256Hex(training.canonical(instance)),
    examples: instance.examples.length,
    ...rest,
    best: configurationToJson(best),
    measurements: { milliseconds, backend },
  };
  return `${JSON.stringify(value, undefined, 1)}\n`;
}

// `trainsat optimum`: the most that any network of a shape can get right, or the fewest units that can do what is asked.
import * as z from 'zod';
import type { Optimum } from '../../decide/optimum.ts';
import type { FewestUnits } from '../../decide/units.ts';
import { InputError } from '../../problem/errors.ts';
import { sha256Hex } from '../../problem/hash.ts';
import { canonicalJson } from '../../problem/json.ts';
import { configurationToJson, type Configuration } from '../../problem/training/configuration.ts';
import { describe } from '../../problem/training/describe.ts';
import { training } from '../../problem/training/problem.ts';
import type { TrainingInstance } from '../../problem/training/schema.ts';
import { asShallow, type ShallowInstance } from '../../problem/training/shallow.ts';
import { command, flag, option, optionOr, type Context } from '../command.ts';
import { readTraining } from '../inputs.ts';
import { originLine } from '../origin.ts';
import { startProgress } from '../progress.ts';
import { writeProofs, type BoundProof } from '../proofs.ts';
import { choice } from '../values.ts';
import { INTERRUPTED, LIMITS, SECONDS } from './decide.ts';

/** The exit status of a search that a limit ended. */
const UNSETTLED = 3;

/** A row of the table: what it is, and its value. */
type Row = readonly [name: string, value: string];

/** An answer: its rows, its fields, and what proves it. */
type Found = {
  readonly summary: string;
  readonly rows: readonly Row[];
  readonly fields: Readonly<Record<string, unknown>>;
  readonly best: Configuration | undefined;
  readonly limit: string | undefined;
  readonly milliseconds: number;
  readonly proofs: (prefix: string) => Promise<BoundProof[]>;
};

/** What a search reports while it goes on. */
type Reporting = {
  readonly seconds: number | undefined;
  readonly memory: number | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
};

export const optimum = command({
  name: 'optimum',
  summary:
    'the most examples (by weight) that any configuration gets right, or the fewest units that get all of them',
  details:
    'examples: bounds on the weight of right examples; what "require" says in the file does not matter. units: the fewest hidden units of a network with one hidden layer that get right what is required, whatever their number in the file (for the network of a graph, its chromatic number). A lower bound on the one and an upper bound on the other is a configuration, checked in exact arithmetic; the other bounds are refutations that a small checker accepted. When a limit or Ctrl-C ends the search the bounds so far are printed. --prefix writes both proofs: instances that ask for the bounds, with certificates that "trainsat check" verifies.',
  positionals: [
    { name: 'FILE', file: true, describe: 'a training instance or a bundle (then its target); - for stdin' },
  ],
  options: {
    of: optionOr('WHAT', choice(['examples', 'units']), 'examples', 'examples or units'),
    seconds: option('S', SECONDS, 'give up after S seconds'),
    memory: LIMITS.memory,
    prefix: option('NAME', z.string(), 'write the proofs of both bounds to files whose names begin so'),
    json: flag('as JSON, with the best configuration'),
  },
  statuses: '0 the bounds met; 3 a limit ended the search; 130 interrupted',
  examples: [
    ['trainsat generate random-labels --n 6 --m 30 --units 1 -o labels.json', 'an instance'],
    ['trainsat optimum labels.json --prefix labels', 'how much of it one unit gets right, with proofs'],
    ['trainsat optimum labels.json --of units', 'how many units it takes to get everything right'],
  ],
  async run({ words, options }, context) {
    const { of, prefix } = options;
    const { instance, source } = await readTraining(words[0]!, context);
    const shallow = asShallow(instance);
    if (of === 'units' && !shallow?.hidden)
      throw new InputError(
        source,
        `expected a network with one hidden layer for --of units, found ${describe(instance.architecture)}`,
      );
    const signal = context.io.interrupt();
    const progress = await startProgress(context.io, 'words');
    const reporting: Reporting = {
      seconds: options.seconds,
      memory: options.memory,
      signal,
      onProgress: (message) => progress.update(0, message),
    };
    const found = await (
      of === 'units' ? units(shallow!, reporting, context) : examples(instance, reporting, context)
    ).finally(() => progress.stop());
    const proofs = prefix === undefined ? [] : await writeProofs(await found.proofs(prefix), words, context);
    context.say(`${source}: ${found.summary} after ${(found.milliseconds / 1000).toFixed(2)} s`);
    const hash = sha256Hex(training.canonical(instance));
    const status = signal.aborted ? INTERRUPTED : found.limit === undefined ? 0 : UNSETTLED;
    return {
      data: options.json ? asJson(hash, found, context) : asTable(hash, found, proofs, context),
      status,
    };
  },
});

async function examples(
  instance: TrainingInstance,
  { onProgress, ...limits }: Reporting,
  context: Context,
): Promise<Found> {
  const { optimum: search, requiring } = await import('../../decide/optimum.ts');
  let bounds = '';
  const found: Optimum = await search(
    instance,
    { ...limits, onProgress: (message) => onProgress(`${bounds}${message}`) },
    (lower, upper, total) => onProgress((bounds = `between ${lower} and ${upper} of ${total}: `)),
  );
  const { lower, upper, total, best, excluded, limit, milliseconds } = found;
  const share = total === 0 ? '' : ` (${((100 * lower) / total).toFixed(1)} %)`;
  const settled = lower === upper;
  return {
    summary: `${settled ? lower : `${lower} to ${upper}`} of ${total}`,
    rows: [
      ['examples', `${instance.examples.length}, of weight ${total} in all`],
      ['optimum', settled ? `${lower} of ${total}${share}` : `${lower} to ${upper} of ${total}`],
      ['lower bound', `${lower}, ${best ? 'configuration (exact)' : 'nothing found yet'}`],
      [
        'upper bound',
        `${upper}, ${excluded?.answer === 'no' ? `more: ${excluded.checked}` : 'all there is'}`,
      ],
    ],
    fields: { lower, upper, total, ...(excluded?.answer === 'no' ? { excluded: excluded.checked } : {}) },
    best,
    limit,
    milliseconds,
    proofs: (prefix) => {
      const name = (atLeast: number): string => `${prefix}-at-least-${atLeast}`;
      return boundProofs(
        best && { name: name(lower), instance: requiring(instance, lower), best },
        excluded && { name: name(upper + 1), instance: requiring(instance, upper + 1), excluded },
        context,
      );
    },
  };
}

async function units(
  instance: ShallowInstance,
  { onProgress, ...limits }: Reporting,
  context: Context,
): Promise<Found> {
  const { fewestUnits, withUnits } = await import('../../decide/units.ts');
  let bound = '';
  const found: FewestUnits = await fewestUnits(
    instance,
    { ...limits, onProgress: (message) => onProgress(`${bound}${message}`) },
    (tooFew) => onProgress((bound = `more than ${tooFew} units: `)),
  );
  const { lower, upper, hopeless, best, excluded, limit, milliseconds } = found;
  const answer = hopeless ? 'no number suffices' : upper === undefined ? `at least ${lower}` : String(upper);
  return {
    summary: hopeless ? answer : `${answer} ${answer === '1' ? 'unit' : 'units'}`,
    rows: [
      ['network', describe(instance.architecture)],
      ['fewest units', answer],
      ['fewer', excluded?.answer === 'no' ? excluded.checked : 'there are none'],
      ['as many', best ? 'configuration (exact)' : hopeless ? 'do not suffice' : 'not known'],
    ],
    fields: {
      lower,
      ...(upper === undefined ? {} : { upper }),
      ...(hopeless ? { hopeless } : {}),
      ...(excluded?.answer === 'no' ? { excluded: excluded.checked } : {}),
    },
    best,
    limit,
    milliseconds,
    proofs: (prefix) => {
      const name = (count: number): string => `${prefix}-units-${count}`;
      return boundProofs(
        best && { name: name(lower), instance: withUnits(instance, lower), best },
        excluded && { name: name(lower - 1), instance: withUnits(instance, lower - 1), excluded },
        context,
      );
    },
  };
}

/** The proofs of a bound that is reached, and of one that is not. */
async function boundProofs(
  reached: { name: string; instance: TrainingInstance; best: Configuration } | undefined,
  missed: { name: string; instance: TrainingInstance; excluded: Optimum['excluded'] & {} } | undefined,
  context: Context,
): Promise<BoundProof[]> {
  const { certificateFor } = await import('../../decide/index.ts');
  const { yesCertificate } = await import('../../certificate/write.ts');
  const origin = { ...context.origin() };
  return [
    ...(reached ? [{ ...reached, certificate: yesCertificate(reached.instance, reached.best, origin) }] : []),
    ...(missed ? [{ ...missed, certificate: certificateFor(missed.instance, missed.excluded, origin) }] : []),
  ];
}

function asTable(hash: string, { rows, limit }: Found, proofs: readonly string[], context: Context): string {
  const all: Row[] = [
    ['instance', hash],
    ...rows,
    ...(limit === undefined ? [] : [['ended by', limit] as const]),
    ...proofs.map((line) => ['proof', line] as const),
    ['made by', originLine(context.origin())],
  ];
  const width = Math.max(...all.map(([name]) => name.length)) + 3;
  return all.map(([name, value]) => `${name.padEnd(width)}${value}\n`).join('');
}

function asJson(hash: string, { fields, best, limit, milliseconds }: Found, context: Context): string {
  const value = {
    format: 'trainsat.optimum/1',
    ...context.origin(),
    instance: hash,
    ...fields,
    ...(best ? { best: configurationToJson(best) } : {}),
    ...(limit === undefined ? {} : { limit }),
    measurements: { milliseconds },
  };
  return `${canonicalJson(value)}\n`;
}

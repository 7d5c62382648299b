// `trainsat generate hard`: certified instances near the phase transition, the hardest of several.
import * as z from 'zod';
import { suggestion } from '../../catalogue/suggest.ts';
import type { HardNetwork } from '../../catalogue/hard-network.ts';
import type { Certificate } from '../../certificate/write.ts';
import { manifestLine, type CertificateFile } from '../../compare/hard/manifest.ts';
import { findHard, WANTED, type Hard, type HardOptions } from '../../compare/hard/search.ts';
import { solverWithVersion } from '../../compare/solver-package.ts';
import { shellLine } from '../../compare/table.ts';
import { InputError, found } from '../../problem/errors.ts';
import { training } from '../../problem/training/problem.ts';
import type { Registry } from '../../registry.ts';
import { VERSION } from '../../version.ts';
import { command, flag, option, optionOr } from '../command.ts';
import { openHardFolder } from '../hard-files.ts';
import { recorded } from '../origin.ts';
import { startProgress } from '../progress.ts';
import { choice, integer } from '../values.ts';
import { INTERRUPTED, SECONDS } from './decide.ts';
import { SEED } from './generate.ts';
import { TRAINING } from './train.ts';

/** A limit ended the run, or there was nothing to be found. */
const LIMIT = 3;
const MOST_INSTANCES = 10_000;

const OPTIONS = {
  for: option('NETWORK', z.string(), 'the kind of instance, by its network'),
  answer: optionOr('WHAT', choice(WANTED), 'any', `${WANTED.join(', ')}; certified either way`),
  size: option('N', integer(1, 2 ** 31 - 1), 'what it counts depends on the kind'),
  planted: flag('YES with a planted witness; left out, nothing is planted'),
  count: optionOr('K', integer(1, MOST_INSTANCES), '1', 'instances; the i-th is that of seed N + i - 1'),
  seed: optionOr('N', SEED, '0', 'the same seed gives the same instance'),
  candidates: optionOr(
    'N',
    integer(1, MOST_INSTANCES),
    '8',
    'instances to choose the hardest of; 1 chooses nothing',
  ),
  restarts: { ...TRAINING.restarts, ...optionOr('N', integer(1, 1_000_000), '64', 'of gradient descent') },
  epochs: TRAINING.epochs,
  conflicts: optionOr(
    'N',
    integer(1, 2 ** 31 - 1),
    '100000',
    'leave out what takes the SAT engine more conflicts',
  ),
  seconds: option('S', SECONDS, 'end the whole run after S seconds, with what is finished'),
  out: option(
    'DIR',
    z.string(),
    'instances, certificates and manifest.jsonl go into DIR; needed for several',
    'o',
  ),
};

export const generateHard = command({
  name: 'generate hard',
  summary: 'certified instances at the phase transition, the hardest of several',
  details: ({ networks }) =>
    [
      'Sources are drawn near the ratio at which half of them are YES, reduced to training and decided. Of the first --candidates with the wanted answer the hardest is kept: of YES the one on which the fewest restarts of gradient descent succeed, then, as of NO and of any, the one that took the exact engine the most conflicts, then edges, then separation checks. These are counts: the same command gives the same bytes, but for "measurements" in the manifest. Ctrl-C and --seconds keep what is finished.',
      '',
      'NETWORK is one of',
      ...networks.map(
        ({ name, size, summary }) =>
          `  ${name} (--size ${size.least} to ${size.most} ${size.what}): ${summary}`,
      ),
    ].join('\n'),
  positionals: [],
  options: OPTIONS,
  statuses: '0; 3 a limit came first, or no draw had the wanted answer; 130 interrupted',
  examples: [
    [
      'trainsat generate hard --for three-node --answer no --size 30 -o hard-no',
      'an instance with its proof',
    ],
    [
      'trainsat check hard-no/three-node-30-no-0.json hard-no/three-node-30-no-0.cert',
      'which the independent checker accepts',
    ],
    [
      'trainsat generate hard --for and-network --answer yes --planted --size 20 --candidates 3 --count 2 -o hard-yes',
      'two instances with planted colourings',
    ],
    [
      'trainsat generate hard --for random-labels --size 7 | trainsat decide - || test $? -ge 10',
      'one instance on stdout',
    ],
  ],
  async run({ options }, context) {
    const { registry } = context;
    const { conflicts, count, seconds, out } = options;
    const wishes = wishesOf(options, registry);
    const folder =
      out === undefined
        ? undefined
        : await openHardFolder(
            out,
            wishes.map(({ name }) => name),
          );
    const interrupted = context.io.interrupt();
    const signal =
      seconds === undefined
        ? interrupted
        : AbortSignal.any([interrupted, AbortSignal.timeout(1000 * seconds)]);
    const [{ decideTraining: decide }, { train }] = await Promise.all([
      import('../../decide/index.ts'),
      import('../../train/index.ts'),
    ]);
    const progress = await startProgress(context.io, 'words');
    let data = '';
    let finished = 0;
    const all = { drawn: 0, undecided: 0 };
    try {
      for (const wish of wishes) {
        const result = await findHard(
          wish.network,
          registry,
          { decide, train },
          {
            ...wish.options,
            signal,
            onProgress: (message) => progress.update(0, message),
          },
        );
        all.drawn += result.counts.drawn;
        all.undecided += result.counts.undecided;
        if (result.status === 'stopped') break;
        progress.clear();
        if (result.status === 'none') {
          context.say(
            `${wish.name}: none of ${result.counts.drawn} draws was ${options.answer.toUpperCase()}`,
          );
          continue;
        }
        const { text, certificate } = await certified(wish, result.hard);
        const line = (file: CertificateFile): string =>
          manifestLine({
            ...wish,
            ...result,
            file: `${wish.name}.json`,
            certificate: file,
            command: lineOf(wish),
          });
        if (folder) await folder.add(wish.name, text, certificate, line);
        else data = text;
        finished++;
      }
    } finally {
      progress.stop();
    }
    const stop = interrupted.aborted ? 'interrupted: ' : signal.aborted ? `seconds: ${seconds}: ` : '';
    context.say(
      `${stop}${finished} of ${count} instances of ${options.for}, ${all.drawn} drawn, ${all.undecided} undecided within ${conflicts} conflicts`,
    );
    const status = interrupted.aborted ? INTERRUPTED : finished < count ? LIMIT : 0;
    return { data, status };
  },
});

/** One instance that is asked for. */
type Wish = { readonly network: HardNetwork; readonly options: HardOptions; readonly name: string };

/** The values of the options. */
type Given = { readonly [K in keyof typeof OPTIONS]: ReturnType<(typeof OPTIONS)[K]['read']> };

/** What is asked for, one by one. @throws InputError for what cannot be had */
function wishesOf(given: Given, registry: Registry): Wish[] {
  const network = networkOf(given.for, registry);
  const size = sizeOf(given.size, network);
  const { answer, planted, seed, count, candidates, restarts, epochs, conflicts, out } = given;
  if (planted && !network.planted)
    throw new InputError(
      '--planted',
      `expected a kind that has planted instances, found ${network.name}; leave it out`,
    );
  if (planted && answer === 'no')
    throw new InputError('--planted', 'expected --answer yes or any, found no; what is planted is a witness');
  if (seed + count > 2 ** 32)
    throw new InputError('--count', `expected seeds up to ${2 ** 32 - 1}, found ${count} from ${seed} on`);
  if (out === undefined && count > 1)
    throw new InputError('--count', `expected --out DIR for several instances, found ${count} for stdout`);
  return Array.from({ length: count }, (_, i): Wish => {
    const options = { answer, size, planted, candidates, seed: seed + i, restarts, epochs, conflicts };
    return { network, options, name: nameOf(network, options) };
  });
}

/** @throws InputError with "did you mean" */
function networkOf(name: string | undefined, { networks }: Registry): HardNetwork {
  const names = networks.map((network) => network.name);
  const network = networks.find((candidate) => candidate.name === name);
  if (network) return network;
  throw new InputError(
    '--for',
    name === undefined
      ? `expected the kind of instance (${names.join(', ')}), found nothing; add --for NETWORK`
      : `expected one of ${names.join(', ')}, found ${found(name)}${suggestion(name, names)}`,
  );
}

/** @throws InputError outside the limits of the kind */
function sizeOf(size: number | undefined, { name, size: { what, least, most } }: HardNetwork): number {
  if (size !== undefined && size >= least && size <= most) return size;
  throw new InputError(
    '--size',
    `expected an integer from ${least} to ${most}, the ${what} of ${name}, found ${size ?? 'nothing; add --size N'}`,
  );
}

function nameOf(network: HardNetwork, { size, answer, planted, seed }: HardOptions): string {
  return [network.name, size, answer, ...(planted ? ['planted'] : []), seed].join('-');
}

/** The shell line that finds an instance alone. */
function lineOf({ network, options }: Wish): string {
  const { answer, size, planted, candidates, seed, restarts, epochs, conflicts } = options;
  const numbers = { size, seed, candidates, restarts, epochs, conflicts };
  return shellLine([
    'trainsat',
    'generate',
    'hard',
    '--for',
    network.name,
    '--answer',
    answer,
    ...(planted ? ['--planted'] : []),
    ...Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, String(value)]),
  ]);
}

/** The text of an instance that says its answer, and the certificate of it. */
async function certified(
  wish: Wish,
  { instance, verdict }: Hard,
): Promise<{ readonly text: string; readonly certificate: Certificate }> {
  const { certificateFor } = await import('../../decide/index.ts');
  const origin = { version: VERSION, command: lineOf(wish) };
  const known = { answer: verdict.answer, known: `decided: ${verdict.checked}` };
  const provenance = recorded({ ...instance.provenance, ...known }, origin);
  const limits = { conflicts: wish.options.conflicts };
  const certificate = certificateFor(instance, verdict, {
    ...origin,
    solver: solverWithVersion(verdict.solver),
    limits,
  });
  if (!certificate) throw new Error(`generate hard: ${wish.name}: expected a certificate, got none`);
  return { text: training.write({ ...instance, name: wish.name, provenance }), certificate };
}

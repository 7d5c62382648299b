// `trainsat decide`: the exact answer.
import { canonicalJson } from '../../problem/json.ts';
import { sha256Hex } from '../../problem/hash.ts';
import { InputError } from '../../problem/errors.ts';
import { training } from '../../problem/training/problem.ts';
import type { TrainingInstance } from '../../problem/training/schema.ts';
import { solverWithVersion } from '../../compare/solver-package.ts';
import { SOLVERS, type DecideOptions, type TrainingVerdict, type Verdict } from '../../decide/verdict.ts';
import { command, flag, option, outputFile, type Context } from '../command.ts';
import { readWithColours, type Input } from '../inputs.ts';
import { checkWritable, writeOutput } from '../io.ts';
import { originLine, type Origin } from '../origin.ts';
import { startProgress } from '../progress.ts';
import { choice, COLOURS, integer, positive } from '../values.ts';

/** The options that limit an exact decision. */
export const LIMITS = {
  conflicts: option('N', integer(1, 2 ** 31 - 1), 'give up after N conflicts of the SAT engine'),
  solver: option('NAME', choice(SOLVERS), `the SAT engine: ${SOLVERS.join(', ')}`),
};
/** No limit is longer than a timer can count (24 days). */
export const SECONDS = positive(2_000_000);

const EXIT = { yes: 10, no: 20, unknown: 0 } as const;
/** The exit status after Ctrl-C, as shells count it: 128 and SIGINT. */
export const INTERRUPTED = 130;

type Answer = { readonly verdict: Verdict; readonly trained?: TrainingVerdict };

async function answer({ posed }: Input, context: Context, options: DecideOptions): Promise<Answer> {
  const { decide, decideTraining } = await import('../../decide/index.ts');
  if (posed.problem.name !== training.name)
    return { verdict: await decide(posed, context.registry.catalogue, options) };
  const trained = await decideTraining(posed.instance as TrainingInstance, options);
  const { milliseconds } = trained.stats;
  switch (trained.answer) {
    case 'yes':
      return {
        trained,
        verdict: { answer: 'yes', witness: trained.configuration, checked: trained.checked, milliseconds },
      };
    case 'no':
      return { trained, verdict: { answer: 'no', checked: trained.checked, milliseconds } };
    case 'unknown':
      return { trained, verdict: { answer: 'unknown', limit: trained.limit, milliseconds } };
  }
}

export const decide = command({
  name: 'decide',
  summary:
    'the exact answer to an instance of any problem: YES with a witness, NO, or UNKNOWN with the limit',
  details:
    'Training instances go to the exact engine for networks; instances of other problems are walked to sat and the witness is walked back. Every YES was checked in exact arithmetic; the line "checked:" says what the answer rests on. Lines begin with c (comment), v (the witness) or s (the answer).',
  positionals: [
    { name: 'FILE', file: true, describe: 'an instance or a bundle (then its target); - for stdin' },
  ],
  options: {
    certificate: outputFile('write a certificate of the answer (training instances)'),
    seconds: option('S', SECONDS, 'give up after S seconds'),
    ...LIMITS,
    colours: option('K', COLOURS, 'colours, for a graph whose file does not say'),
    json: flag('as JSON'),
  },
  statuses: '10 YES, 20 NO, 0 UNKNOWN, 130 interrupted',
  examples: [
    ['trainsat generate set-splitting --n 20 --ratio 3 -o splitting.json', 'an instance'],
    ['trainsat decide splitting.json || test $? -eq 20', 'its exact answer'],
    [
      'trainsat reduce splitting.json --to training | trainsat decide - --seconds 30 --certificate no.json || test $? -eq 20',
      'the same answer from the 3-node network, with a certificate',
    ],
  ],
  async run({ words, options }, context) {
    const { certificate, seconds, conflicts, solver } = options;
    const limits = {
      ...(seconds === undefined ? {} : { seconds }),
      ...(conflicts === undefined ? {} : { conflicts }),
    };
    if (certificate === '-')
      throw new InputError('--certificate', 'expected a file, found -, which is where the answer goes');
    if (certificate !== undefined) await checkWritable(certificate, '--certificate');
    const input = await readWithColours(words[0]!, context, options.colours);
    const { problem, instance } = input.posed;
    if (certificate !== undefined && problem.name !== training.name)
      throw new InputError(
        '--certificate',
        `expected a training instance, found one of ${problem.name}; certify its network: trainsat reduce ${words[0]} --to training`,
      );
    const signal = context.io.interrupt();
    const progress = await startProgress(context.io, 'words');
    const { verdict, trained } = await answer(input, context, {
      seconds,
      conflicts,
      solver,
      signal,
      onProgress: (message) => progress.update(0, message),
    }).finally(() => progress.stop());
    context.say(
      `${input.source}: ${verdict.answer.toUpperCase()} after ${(verdict.milliseconds / 1000).toFixed(2)} s`,
    );
    if (certificate !== undefined && trained) {
      const { certificateFor } = await import('../../decide/index.ts');
      const { writeCertificate } = await import('../../certificate/write.ts');
      const content = certificateFor(instance as TrainingInstance, trained, {
        ...context.origin(),
        solver: solverWithVersion(trained.solver),
        limits,
      });
      if (content) await writeOutput(certificate, writeCertificate(content), '--certificate');
      else context.say(`${certificate}: not written, there is nothing to certify`);
    }
    const { chosenSolver } = await import('../../decide/pool.ts');
    const facts: Facts = {
      origin: context.origin(),
      solver: solverWithVersion(trained?.solver ?? chosenSolver({ solver, conflicts })),
      limits,
      problem: problem.name,
      instance: sha256Hex(problem.canonical(instance)),
      size: problem.size(instance),
    };
    const status = signal.aborted ? INTERRUPTED : EXIT[verdict.answer];
    const witness = verdict.answer === 'yes' ? problem.writeWitness(verdict.witness) : undefined;
    return {
      data: options.json
        ? asJson(facts, verdict, trained, witness)
        : asLines(facts, verdict, trained, witness),
      status,
    };
  },
});

type Facts = {
  readonly origin: Origin;
  /** With its package and version. */
  readonly solver: string;
  readonly limits: Readonly<Record<string, number>>;
  readonly problem: string;
  readonly instance: string;
  readonly size: Readonly<Record<string, number>>;
};

function asLines(facts: Facts, verdict: Verdict, trained?: TrainingVerdict, witness?: string): string {
  const size = Object.entries(facts.size).map(([name, count]) => `${name} ${count}`);
  const lines = [
    `c ${facts.problem}: ${size.join(', ')}`,
    `c instance ${facts.instance}`,
    `c ${originLine(facts.origin)}`,
  ];
  if (facts.origin.stdin !== undefined) lines.push(`c stdin ${facts.origin.stdin}`);
  lines.push(`c solver ${facts.solver}`);
  if (trained) {
    const { rounds, edges, separationChecks } = trained.stats;
    if (trained.answer !== 'unknown')
      lines.push(`c rounds ${rounds}, edges ${edges}, separation checks ${separationChecks}`);
  }
  for (const line of (witness ?? '').split('\n'))
    if (line !== '') lines.push(line.startsWith('v') ? line : `v ${line}`);
  if (verdict.answer !== 'unknown') lines.push(`c checked: ${verdict.checked}`);
  lines.push(
    verdict.answer === 'unknown' ? `s UNKNOWN (${verdict.limit})` : `s ${verdict.answer.toUpperCase()}`,
  );
  return `${lines.join('\n')}\n`;
}

function asJson(facts: Facts, verdict: Verdict, trained?: TrainingVerdict, witness?: string): string {
  const known = verdict.answer === 'unknown' ? { limit: verdict.limit } : { checked: verdict.checked };
  const { origin, ...rest } = facts;
  // How far an unfinished search came depends on the machine.
  const { milliseconds, ...counts } = trained?.stats ?? { milliseconds: verdict.milliseconds };
  const [work, measured] = verdict.answer === 'unknown' ? [{}, counts] : [counts, {}];
  const value = {
    format: 'trainsat.answer/1',
    ...origin,
    ...rest,
    answer: verdict.answer.toUpperCase(),
    ...known,
    ...(witness === undefined
      ? {}
      : { witness: /^\s*\{/.test(witness) ? (JSON.parse(witness) as unknown) : witness }),
    ...work,
    measurements: { milliseconds, ...measured },
  };
  return `${canonicalJson(value)}\n`;
}

// `trainsat decide`: the exact answer.
import { canonicalJson } from '../../problem/json.ts';
import { sha256Hex } from '../../problem/hash.ts';
import { InputError } from '../../problem/errors.ts';
import { ENCODINGS } from '../../formula/encoding.ts';
import { sat } from '../../problem/sat.ts';
import { isTraining } from '../../problem/training/problem.ts';
import type { TrainingInstance } from '../../problem/training/schema.ts';
import { solverWithVersion } from '../../compare/solver-package.ts';
import {
  DECIDERS,
  PROOF_FORMATS,
  PROVING_SOLVER,
  SOLVERS,
  type DecideOptions,
  type ProofFile,
  type TrainingVerdict,
  type Verdict,
} from '../../decide/verdict.ts';
import { command, flag, option, optionOr, outputFile, type Context } from '../command.ts';
import { UNSAID, readWithUnsaid, type Input } from '../inputs.ts';
import { checkWritable, stageOutput, writeBlocks } from '../io.ts';
import { originLine, type Origin } from '../origin.ts';
import { startProgress } from '../progress.ts';
import { choice, integer, positive } from '../values.ts';

/** The options that limit an exact decision. */
export const LIMITS = {
  conflicts: option('N', integer(1, 2 ** 31 - 1), 'give up after N conflicts of the SAT engine'),
  memory: option('M', integer(1, 4096), 'give up when the SAT engine needs more than M MiB'),
  solver: option('NAME', choice(SOLVERS), `the SAT engine: ${SOLVERS.join(', ')}`),
};
/** No limit is longer than a timer can count (24 days). */
export const SECONDS = positive(2_000_000);

const EXIT = { yes: 10, no: 20, unknown: 0 } as const;
/** The exit status after Ctrl-C, as shells count it: 128 and SIGINT. */
export const INTERRUPTED = 130;

const WORDS = { yes: 'YES', no: 'NO', unknown: (limit: string) => `UNKNOWN (${limit})` };
/** The words of the SAT competitions. */
const SAT_WORDS = { yes: 'SATISFIABLE', no: 'UNSATISFIABLE', unknown: () => 'UNKNOWN' };

type Answer = { readonly verdict: Verdict; readonly trained?: TrainingVerdict };

async function answer(
  { posed }: Input,
  context: Context,
  options: DecideOptions,
  proof: ProofFile | undefined,
): Promise<Answer> {
  const { decide, decideTraining } = await import('../../decide/index.ts');
  if (!isTraining(posed.problem))
    return { verdict: await decide(posed, context.registry.catalogue, options, proof) };
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
    'Training instances go to the exact engines for networks (a line "c method" says which and why where the shape of the network leaves a choice); sums of rectified linear units have an engine of their own; instances of other problems are walked to sat, or to a training instance on the way there, and the witness is walked back. Every YES was checked in exact arithmetic, every NO has a proof that a small checker accepted; the line "checked:" says what the answer rests on. Lines begin with c (comment), v (the witness) or s (the answer, for a formula in the words of SAT solvers).',
  positionals: [
    { name: 'FILE', file: true, describe: 'an instance or a bundle (then its target); - for stdin' },
  ],
  options: {
    certificate: outputFile('write a certificate of the answer (training instances)'),
    proof: outputFile('write the refutation of an unsatisfiable formula, while the search goes on'),
    'proof-format': optionOr('NAME', choice(PROOF_FORMATS), 'lrat', PROOF_FORMATS.join(', ')),
    seconds: option('S', SECONDS, 'give up after S seconds'),
    ...LIMITS,
    engine: option(
      'NAME',
      choice(DECIDERS),
      'what decides a training instance: sat, or dp, dynamic programming for narrow networks (default: by the width)',
    ),
    encoding: option(
      'NAME',
      choice(ENCODINGS),
      `how its threshold units are written down: ${ENCODINGS.join(', ')} (default: by shape and size)`,
    ),
    ...UNSAID,
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
    [
      'trainsat reduce splitting.json --to sat -o splitting.cnf && trainsat decide splitting.cnf --proof splitting.lrat || test $? -eq 20',
      'a formula, decided like SAT solvers do, with a proof',
    ],
  ],
  async run({ words, options }, context) {
    const { certificate, proof, seconds, conflicts, memory, solver, engine, encoding } = options;
    const limits = {
      ...(seconds === undefined ? {} : { seconds }),
      ...(conflicts === undefined ? {} : { conflicts }),
      ...(memory === undefined ? {} : { memory }),
    };
    if (certificate === '-')
      throw new InputError('--certificate', 'expected a file, found -, which is where the answer goes');
    if (certificate !== undefined) await checkWritable(certificate, '--certificate');
    if (proof === '-')
      throw new InputError('--proof', 'expected a file, found -, which is where the answer goes');
    if (proof !== undefined) await checkWritable(proof, '--proof');
    const input = await readWithUnsaid(words[0]!, context, options);
    const { problem, instance } = input.posed;
    if (certificate !== undefined && !isTraining(problem))
      throw new InputError(
        '--certificate',
        `expected a training instance, found one of ${problem.name}; ${remedy(context, problem.name, words[0]!)}`,
      );
    if (proof !== undefined && problem.name !== sat.name)
      throw new InputError(
        '--proof',
        isTraining(problem)
          ? 'expected a formula, found a training instance; its proof is part of the --certificate'
          : `expected a formula, found an instance of ${problem.name}; make one: trainsat reduce ${words[0]} --to sat`,
      );
    if (proof !== undefined && solver !== undefined && solver !== PROVING_SOLVER)
      throw new InputError(
        '--proof',
        `expected an engine that writes proofs (${PROVING_SOLVER}), found ${solver}; leave --solver out`,
      );
    for (const [name, value] of Object.entries({ engine, encoding }))
      if (value !== undefined && !isTraining(problem))
        throw new InputError(
          `--${name}`,
          `expected a training instance, found one of ${problem.name}; leave it out`,
        );
    const staged = proof === undefined ? undefined : await stageOutput(proof, '--proof');
    const signal = context.io.interrupt();
    const progress = await startProgress(context.io, 'words');
    const proofFile = staged && { file: staged.path, format: options['proof-format'] };
    const { verdict, trained } = await answer(
      input,
      context,
      {
        seconds,
        conflicts,
        memory,
        solver,
        engine,
        encoding,
        signal,
        onProgress: (message) => progress.update(0, message),
      },
      proofFile,
    )
      .catch(async (error: unknown) => {
        await staged?.drop();
        throw error;
      })
      .finally(() => progress.stop());
    if (staged && verdict.answer === 'no') await staged.keep();
    else if (staged) {
      await staged.drop();
      context.say(`${proof}: not written, there is no refutation`);
    }
    context.say(
      `${input.source}: ${verdict.answer.toUpperCase()} after ${(verdict.milliseconds / 1000).toFixed(2)} s`,
    );
    if (certificate !== undefined && trained) {
      const { certificateFor } = await import('../../decide/index.ts');
      const { certificateChunks } = await import('../../certificate/write.ts');
      const content = certificateFor(instance as TrainingInstance, trained, {
        ...context.origin(),
        solver: solverWithVersion(trained.solver),
        limits,
      });
      if (content) await writeBlocks(certificate, certificateChunks(content), '--certificate');
      else
        context.say(
          `${certificate}: not written, ${trained.answer === 'no' ? `${trained.method?.name === 'dp' ? 'dp' : trained.solver} gives no proof` : 'there is nothing to certify'}`,
        );
    }
    const { chosenSolver } = await import('../../decide/pool.ts');
    const facts: Facts = {
      origin: context.origin(),
      solver: solverWithVersion(chosenSolver({ solver })),
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

/** What to do instead of asking for the certificate of an instance of another problem. */
function remedy({ registry }: Context, problem: string, file: string): string {
  return registry.catalogue.path(problem, 'training')
    ? `certify its network: trainsat reduce ${file} --to training`
    : 'leave it out';
}

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
    if (trained.method) lines.push(`c method ${trained.method.name}: ${trained.method.reason}`);
    if (trained.answer !== 'unknown' && trained.method?.name !== 'dp')
      lines.push(`c rounds ${rounds}, edges ${edges}, separation checks ${separationChecks}`);
  }
  for (const line of (witness ?? '').split('\n'))
    if (line !== '') lines.push(line.startsWith('v') ? line : `v ${line}`);
  if (verdict.answer !== 'unknown') lines.push(`c checked: ${verdict.checked}`);
  if (facts.problem === sat.name && verdict.answer === 'unknown') lines.push(`c limit ${verdict.limit}`);
  const words = facts.problem === sat.name ? SAT_WORDS : WORDS;
  lines.push(`s ${verdict.answer === 'unknown' ? words.unknown(verdict.limit) : words[verdict.answer]}`);
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
    ...(trained?.method ? { method: trained.method } : {}),
    ...known,
    ...(witness === undefined
      ? {}
      : { witness: /^\s*\{/.test(witness) ? (JSON.parse(witness) as unknown) : witness }),
    ...work,
    measurements: { milliseconds, ...measured },
  };
  return `${canonicalJson(value)}\n`;
}

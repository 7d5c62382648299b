// The exact engine for training instances: runs the cases of a network in turns until they settle it.
import { CertificateChecker } from '../certificate/check.ts';
import type { SplitCase } from '../certificate/format.ts';
import { certificateChunks, noCertificate, type NoCase } from '../certificate/write.ts';
import { InputError } from '../problem/errors.ts';
import type { Configuration } from '../problem/training/configuration.ts';
import { checkConfiguration } from '../problem/training/evaluate.ts';
import type { Encoding } from '../formula/encoding.ts';
import { labelledPoints, type LabelledPoints } from '../problem/training/points.ts';
import { mayErr, type TrainingInstance } from '../problem/training/schema.ts';
import { asShallow, shallowInstance, type ShallowInstance } from '../problem/training/shallow.ts';
import { SeparationEngine, SeparationMemoryError } from '../separation/separator.ts';
import type { CdclOptions } from '../solver/cdcl.ts';
import { COUNTING_SOLVERS, createSolver, PROVING_SOLVER } from '../solver/create.ts';
import type { SatSolver } from '../solver/port.ts';
import { ProofLog } from '../solver/proof.ts';
import { AndCase } from './and-case.ts';
import type { Case, CaseContext } from './case.ts';
import { decideIfNarrow } from './narrow.ts';
import { GeneralCase } from './general-case.ts';
import { Guess } from './guess.ts';
import { NetworkCase } from './network-case.ts';
import { configurationOf, planDecision, type Plan, type PlannedCase } from './network.ts';
import { PartialCase } from './partial-case.ts';
import { refutation } from './refutation.ts';
import { solversWord, type Decider, type SolverName, type TrainingVerdict } from './verdict.ts';

/** What the engine is given beside the instance; limits on time come as a clock, so that it can be tested. */
export type EngineOptions = {
  readonly solver: SolverName;
  readonly conflicts?: number | undefined;
  /** What decides; the dynamic programme where the network is narrow, then SAT, when left out. */
  readonly engine?: Decider | undefined;
  /** How the network is written down; picked by the network's shape and size when left out. */
  readonly encoding?: Encoding | undefined;
  /** MiB that each SAT engine may take. */
  readonly memory?: number | undefined;
  /** Seconds the limit allows, for the message, and whether they are over. */
  readonly seconds?: number | undefined;
  readonly expired: () => boolean;
  /** Makes the SAT engines; the real ones when left out. */
  readonly makeSolver?: (name: SolverName, options: CdclOptions) => Promise<SatSolver>;
  readonly onProgress?: ((message: string) => void) | undefined;
};

/** In its n-th turn a case may look at n · LOOKS partial proposals and spend n · CONFLICTS conflicts. */
const LOOKS = 100;
const CONFLICTS = 2000;

type Running = {
  readonly plan: PlannedCase;
  readonly run: Case;
  /** The proof of an engine that writes one. */
  readonly log: ProofLog | undefined;
  state: 'open' | 'no' | 'unknown';
};

/** Decides a training instance in the calling thread. @throws when an engine breaks its own guarantees */
export async function decideInThread(
  instance: TrainingInstance,
  options: EngineOptions,
): Promise<TrainingVerdict> {
  const narrow = decideIfNarrow(instance, options);
  if (narrow && (narrow.answer === 'yes' || options.engine === 'dp')) return narrow;
  const verdict = await decideBySat(instance, options);
  // The dynamic programme gives no proof: its NO is told where SAT finds none either.
  return verdict.answer === 'unknown' && narrow?.answer === 'no' ? narrow : verdict;
}

async function decideBySat(instance: TrainingInstance, options: EngineOptions): Promise<TrainingVerdict> {
  const plan = planDecision(instance, options.encoding);
  if ('reason' in plan) return unsettled(`encoding: ${plan.reason}`, options);
  const data = labelledPoints(instance);
  const separation = await SeparationEngine.create(data.points, data.dimension);
  try {
    return await decideWith(instance, plan, options, data, [separation]);
  } catch (error) {
    // A formula that is too large: the encoders say so, and what there is too much of.
    if (error instanceof InputError) return unsettled(error.message, options);
    if (!(error instanceof SeparationMemoryError)) throw error;
    return unsettled('memory of the separation engine', options);
  }
}

function unsettled(limit: string, { solver }: EngineOptions): TrainingVerdict {
  const stats = { rounds: 0, edges: 0, separationChecks: 0, conflicts: 0, milliseconds: 0 };
  return { answer: 'unknown', limit, solver, stats };
}

async function decideWith(
  instance: TrainingInstance,
  plan: Exclude<Plan, { readonly reason: string }>,
  options: EngineOptions,
  data: LabelledPoints,
  engines: SeparationEngine[],
): Promise<TrainingVerdict> {
  const start = performance.now();
  const { cases: planned, allNo, choice } = plan;
  const shallow = asShallow(instance);
  const running: Running[] = [];
  let rounds = 0;
  const edges = (): number => running.reduce((sum, { run }) => sum + run.edges.length, 0);
  // The clock is asked often, between two linear programs, so it is also the moment to report.
  const expired = (): boolean => {
    options.onProgress?.(`${rounds} rounds, ${edges()} edges`);
    return options.expired();
  };
  const total = options.conflicts ?? Infinity;
  const budget = COUNTING_SOLVERS.includes(options.solver) ? { limit: 0, spent: 0 } : undefined;
  for (const item of planned) {
    const log = options.solver === PROVING_SOLVER ? new ProofLog() : undefined;
    const proof = log && ({ format: 'lrat', sink: (chunk: Uint8Array) => log.push(chunk) } as const);
    const context: CaseContext = {
      instance,
      data,
      separation: engines[0]!,
      engines,
      expired,
      solver: (observer) =>
        (options.makeSolver ?? createSolver)(options.solver, {
          ...(budget ? { budget } : {}),
          memory: options.memory,
          proof,
          observer,
          expired,
        }),
    };
    running.push({ plan: item, run: makeCase(item, context, shallow), log, state: 'open' });
  }
  const guess = new Guess(instance, data);
  const finish = () => ({
    solver: options.solver,
    ...(choice ? { method: { name: choice.encoding, reason: choice.reason } } : {}),
    stats: {
      rounds,
      edges: edges(),
      separationChecks: engines.reduce((sum, { checks }) => sum + checks, 0),
      conflicts: budget?.spent ?? 0,
      milliseconds: performance.now() - start,
    },
  });
  const yes = (configuration: Configuration): TrainingVerdict => {
    const check = checkConfiguration(instance, configuration);
    if (!check.ok) throw new Error(`decide: the configuration found is wrong: ${check.reason}`);
    return { ...finish(), answer: 'yes', configuration, checked: 'configuration (exact)' };
  };
  const no = (list: readonly Running[]): TrainingVerdict => {
    const cases = list.map(({ run, log }) => refutation(run, log));
    const checked = strength(instance, cases, options.solver);
    return { ...finish(), answer: 'no', cases, checked };
  };
  const unknown = (limit: string): TrainingVerdict => ({ ...finish(), answer: 'unknown', limit });
  const seconds = `seconds: ${options.seconds}`;
  let limit: string | undefined;
  for (let turn = 1; ; turn++) {
    for (const item of running) {
      if (item.state !== 'open') continue;
      if (expired()) return unknown(seconds);
      if (budget) budget.limit = Math.min(total, budget.spent + turn * CONFLICTS);
      const state = await item.run.round(turn * LOOKS);
      rounds++;
      if (state.status === 'yes')
        return yes(
          'configuration' in state
            ? state.configuration
            : configurationOf(shallow!, item.plan.kind as SplitCase, state.units, state.output, data),
        );
      if (state.status === 'no') {
        if (item.plan.decisive) return no([item]);
        item.state = 'no';
        // A case that was given up refutes nothing.
        if (allNo && running.every(({ state: s }) => s === 'no')) return no(running);
      }
      if (state.status === 'unknown') {
        if (state.limit === 'seconds') return unknown(seconds);
        if (budget && state.limit.startsWith('conflicts') && budget.spent < total) continue;
        limit = state.limit;
        item.state = 'unknown';
      }
    }
    if (running.every(({ state }) => state !== 'open'))
      return unknown(
        limit ?? `hidden units: ${shallow?.hidden}, a free output on so many would take too large a formula`,
      );
    // Whoever is not settled at once may have slack that descent finds; less and less often, since it may have none.
    if ((turn & (turn - 1)) === 0) {
      const configuration = await guess.round(expired);
      if (configuration) return yes(configuration);
    }
  }
}

function makeCase(item: PlannedCase, context: CaseContext, shallow: ShallowInstance | undefined): Case {
  if (item.kind === 'network') return new NetworkCase(context, item.encoding);
  // More units than a case can use stay idle.
  const { inputs } = context.instance.architecture;
  const instance = shallowInstance({ ...shallow!, inputs, hidden: item.units });
  if (item.kind === 'general') return new GeneralCase(context, instance);
  const positiveLabel = item.kind === 'and' ? 1 : 0;
  return mayErr(instance)
    ? new PartialCase(context, instance, positiveLabel)
    : new AndCase(context, instance, positiveLabel);
}

/** What a NO rests on. Our own refutations are given to the checker before anybody is told. */
function strength(instance: TrainingInstance, cases: readonly NoCase[], solver: SolverName): string {
  if (solver !== PROVING_SOLVER) return `edges (exact), ${solversWord(solver)}`;
  const checker = new CertificateChecker(instance, 'the certificate');
  for (const chunk of certificateChunks(noCertificate(instance, cases, {}))) checker.push(chunk);
  const check = checker.end();
  if (check.verified === false) throw new Error(`decide: the refutation found is wrong: ${check.reason}`);
  return check.strength;
}

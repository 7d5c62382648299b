// Exact decisions: of training instances by the hypergraph engine, of every other problem by walking it there or to `sat`.
import { noCertificate, yesCertificate, type Certificate } from '../certificate/write.ts';
import { follow, walkBack, type Catalogue, type Posed } from '../catalogue/catalogue.ts';
import type { AnyReduction } from '../catalogue/reduction.ts';
import { planEncoding } from '../formula/encoding.ts';
import { InputError } from '../problem/errors.ts';
import { reluSum, type ReluSumInstance } from '../problem/relu-sum.ts';
import { sat, type Cnf } from '../problem/sat.ts';
import type { Configuration } from '../problem/training/configuration.ts';
import { checkConfiguration } from '../problem/training/evaluate.ts';
import { isTraining } from '../problem/training/problem.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import { COUNTING_SOLVERS, PROVING_SOLVER } from '../solver/create.ts';
import { chosenSolver, runTask } from './pool.ts';
import type { CnfVerdict } from './formula.ts';
import type { ReluVerdict } from './relu-sum.ts';
import type { DecideOptions, ProofFile, TrainingVerdict, Verdict } from './verdict.ts';

export { closeWorkers } from './pool.ts';
export { SOLVERS } from './verdict.ts';
export type { DecideOptions, DecideStats, SolverName, TrainingVerdict, Verdict } from './verdict.ts';

const NO_WORK = { rounds: 0, edges: 0, separationChecks: 0, conflicts: 0 };

/**
 * The exact answer about a training instance, found in a worker thread under the given limits.
 * YES is a configuration that was checked in exact arithmetic; NO is a list of edges with checked multipliers that
 * no colouring avoids; anything else is `unknown` with the limit that was hit.
 * @throws InputError for limits that the chosen engine does not know, and for an encoding that does not apply
 */
export async function decideTraining(
  instance: TrainingInstance,
  options: DecideOptions = {},
): Promise<TrainingVerdict> {
  requireAble(options);
  requireApplicable(instance, options);
  const start = performance.now();
  const verdict = await runTask<TrainingVerdict>({ kind: 'training', instance }, options);
  if ('stats' in verdict) {
    if (verdict.answer === 'yes') requireWitness(instance, verdict.configuration);
    return verdict;
  }
  return {
    ...verdict,
    solver: chosenSolver(options),
    stats: { ...NO_WORK, milliseconds: performance.now() - start },
  };
}

function requireApplicable(instance: TrainingInstance, { engine, encoding }: DecideOptions): void {
  if (encoding === undefined) return;
  if (engine === 'dp')
    throw new InputError(
      '--encoding',
      'expected no encoding with --engine dp, found one; leave one of them out',
    );
  const plan = planEncoding(instance, encoding);
  if ('reason' in plan)
    throw new InputError(
      '--encoding',
      `expected an encoding that applies, found ${encoding}: ${plan.reason}`,
    );
}

/** The worker checked it; the main thread, which answers for it, checks again. */
function requireWitness(instance: TrainingInstance, configuration: Configuration): void {
  const check = checkConfiguration(instance, configuration);
  if (!check.ok) throw new Error(`decideTraining: the configuration found is wrong: ${check.reason}`);
}

/** Whether instances of a problem are decided as they stand: formulas, training instances, sums of rectified linear units. */
export function hasEngine(problem: { readonly name: string }): boolean {
  return isTraining(problem) || problem.name === sat.name || problem.name === reluSum.name;
}

/** A way as far as the first problem that has an engine. */
export function toFirstEngine(way: readonly AnyReduction[]): readonly AnyReduction[] {
  return way.slice(0, way.findIndex(({ target }) => hasEngine({ name: target })) + 1);
}

/**
 * The exact answer about an instance of any problem of the catalogue. What has an engine goes there; others are walked
 * towards `sat` as far as the first problem that has one, the witness is walked back and checked, and a refutation is
 * checked where it is.
 * @param proof where the refutation of the formula is written while the search goes on; whatever the answer, the file
 *   is left there; not for training instances
 * @throws InputError when no way leads to an engine, and for limits that the chosen engine does not know
 */
export async function decide(
  posed: Posed,
  catalogue: Catalogue,
  options: DecideOptions = {},
  proof?: ProofFile,
): Promise<Verdict> {
  const { problem, instance } = posed;
  if (isTraining(problem)) return verdictOf(await decideTraining(instance as TrainingInstance, options));
  requireAble(options);
  const start = performance.now();
  const whole = hasEngine(problem) ? [] : catalogue.wayFor(posed, 'sat');
  if (!whole)
    throw new InputError(problem.name, 'expected a problem with a way of reductions to sat, found none');
  const way = toFirstEngine(whole);
  const instances = follow(instance, way);
  const verdict = await byEngine(way.at(-1)?.target ?? problem.name, instances.at(-1), options, proof);
  const milliseconds = performance.now() - start;
  if (verdict.answer !== 'yes') return { ...verdict, milliseconds };
  const witness = walkBack(instances, way, verdict.witness);
  const check = problem.check(instance, witness);
  if (!check.ok) throw new Error(`decide: the witness found for ${problem.name} is wrong: ${check.reason}`);
  return { answer: 'yes', witness, checked: 'witness (exact)', milliseconds };
}

/** What an engine says: a witness, what a NO rests on, or the limit that was hit. */
type EngineAnswer =
  | { readonly answer: 'yes'; readonly witness: unknown }
  | { readonly answer: 'no'; readonly checked: string }
  | { readonly answer: 'unknown'; readonly limit: string };

async function byEngine(
  problem: string,
  instance: unknown,
  options: DecideOptions,
  proof: ProofFile | undefined,
): Promise<EngineAnswer> {
  if (isTraining({ name: problem })) {
    const verdict = await decideTraining(instance as TrainingInstance, options);
    return verdict.answer === 'yes' ? { answer: 'yes', witness: verdict.configuration } : settled(verdict);
  }
  if (problem === reluSum.name) {
    const task = { kind: 'relu-sum', instance: instance as ReluSumInstance } as const;
    const verdict = await runTask<ReluVerdict>(task, options);
    return verdict.answer === 'yes' ? { answer: 'yes', witness: verdict.units } : settled(verdict);
  }
  const verdict = await runTask<CnfVerdict>({ kind: 'cnf', cnf: instance as Cnf, proof }, options);
  return verdict.answer === 'yes' ? { answer: 'yes', witness: verdict.assignment } : settled(verdict);
}

/** A NO or an UNKNOWN without what else the engine tells. */
function settled(
  verdict: Exclude<EngineAnswer, { readonly answer: 'yes' }>,
): Exclude<EngineAnswer, { readonly answer: 'yes' }> {
  return verdict.answer === 'no'
    ? { answer: 'no', checked: verdict.checked }
    : { answer: 'unknown', limit: verdict.limit };
}

function verdictOf(verdict: TrainingVerdict): Verdict {
  const { milliseconds } = verdict.stats;
  if (verdict.answer === 'yes')
    return { answer: 'yes', witness: verdict.configuration, checked: verdict.checked, milliseconds };
  if (verdict.answer === 'no') return { answer: 'no', checked: verdict.checked, milliseconds };
  return { answer: 'unknown', limit: verdict.limit, milliseconds };
}

function requireAble({ solver, conflicts, memory }: DecideOptions): void {
  if (solver === undefined) return;
  if (conflicts !== undefined && !COUNTING_SOLVERS.includes(solver))
    throw new InputError(
      '--conflicts',
      `expected an engine that counts its conflicts (${COUNTING_SOLVERS.join(', ')}), found ${solver}; use --seconds, or leave --solver out`,
    );
  if (memory !== undefined && solver !== PROVING_SOLVER)
    throw new InputError(
      '--memory',
      `expected an engine that keeps to a limit on its memory (${PROVING_SOLVER}), found ${solver}; leave --solver out`,
    );
}

/** The certificate of a verdict; undefined for an unknown one, and for a NO of an engine that gives no proof. */
export function certificateFor(
  instance: TrainingInstance,
  verdict: TrainingVerdict,
  provenance: Readonly<Record<string, unknown>>,
): Certificate | undefined {
  if (verdict.answer === 'yes') return yesCertificate(instance, verdict.configuration, provenance);
  if (verdict.answer === 'no' && verdict.solver === PROVING_SOLVER && verdict.cases.length > 0)
    return noCertificate(instance, verdict.cases, provenance);
  return undefined;
}

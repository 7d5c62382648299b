// The exact engine for training instances: runs the cases of a network in turns until they settle it.
import { checkConfiguration } from '../problem/training/configuration.ts';
import { labelledPoints } from '../problem/training/points.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import { createSolver } from '../solver/create.ts';
import type { ConflictBudget, SatSolver } from '../solver/port.ts';
import { colouringOf, PROVED, solversWord } from '../certificate/check.ts';
import type { NoCase } from '../certificate/format.ts';
import { AndCase } from './and-case.ts';
import type { Case, CaseContext } from './case.ts';
import { GeneralCase } from './general-case.ts';
import { configurationOf, plan, type PlannedCase } from './network.ts';
import type { SolverName, TrainingVerdict } from './verdict.ts';

/** What the engine is given beside the instance; limits on time come as a clock, so that it can be tested. */
export type EngineOptions = {
  readonly solver: SolverName;
  readonly conflicts?: number | undefined;
  /** Seconds the limit allows, for the message, and whether they are over. */
  readonly seconds?: number | undefined;
  readonly expired: () => boolean;
  /** Makes the SAT engines; the real ones when left out. */
  readonly makeSolver?: (name: SolverName, budget?: ConflictBudget) => Promise<SatSolver>;
  readonly onProgress?: ((message: string) => void) | undefined;
};

/** Decides a training instance in the calling thread. @throws when an engine breaks its own guarantees */
export async function decideInThread(
  instance: TrainingInstance,
  options: EngineOptions,
): Promise<TrainingVerdict> {
  const start = performance.now();
  const data = labelledPoints(instance);
  const { cases: planned, allNo } = plan(instance);
  const running: { plan: PlannedCase; run: Case; state: 'open' | 'no' | 'unknown' }[] = [];
  let rounds = 0;
  const edges = (): number => running.reduce((sum, { run }) => sum + run.edges.length, 0);
  // The clock is asked often, between two linear programs, so it is also the moment to report.
  const expired = (): boolean => {
    options.onProgress?.(`${rounds} rounds, ${edges()} edges`);
    return options.expired();
  };
  const budget = options.conflicts === undefined ? undefined : { limit: options.conflicts, spent: 0 };
  for (const item of planned) {
    const solver = await (options.makeSolver ?? createSolver)(options.solver, budget);
    const context: CaseContext = { data, units: item.units, solver, expired };
    running.push({ plan: item, run: makeCase(item, context), state: 'open' });
  }
  const finish = () => ({
    solver: options.solver,
    stats: {
      rounds,
      edges: edges(),
      separationChecks: running.reduce((sum, { run }) => sum + run.checks, 0),
      milliseconds: performance.now() - start,
    },
  });
  const refuted = (list: typeof running): TrainingVerdict => {
    const cases = list.map(({ run }): NoCase => ({ kind: run.kind, edges: run.edges.map(written) }));
    return { ...finish(), answer: 'no', cases, checked: strength(instance, cases, options.solver) };
  };
  let limit: string | undefined;
  for (;;) {
    for (const item of running) {
      if (item.state !== 'open') continue;
      if (expired()) return { ...finish(), answer: 'unknown', limit: seconds(options) };
      const state = await item.run.round();
      rounds++;
      if (state.status === 'yes') {
        const configuration = configurationOf(instance, item.run.kind, state.units, state.output, data);
        const check = checkConfiguration(instance, configuration);
        if (!check.ok) throw new Error(`decide: the configuration found is wrong: ${check.reason}`);
        return { ...finish(), answer: 'yes', configuration, checked: 'configuration (exact)' };
      }
      if (state.status === 'no') {
        if (item.plan.decisive) return refuted([item]);
        item.state = 'no';
        // A case that was given up refutes nothing.
        if (allNo && running.every(({ state: s }) => s === 'no')) return refuted(running);
      }
      if (state.status === 'unknown') {
        if (state.limit === 'seconds') return { ...finish(), answer: 'unknown', limit: seconds(options) };
        limit = state.limit;
        item.state = 'unknown';
      }
    }
    if (running.every(({ state }) => state !== 'open'))
      return {
        ...finish(),
        answer: 'unknown',
        limit: limit ?? `hidden units: ${instance.hidden}, a free output is refuted up to 8`,
      };
  }
}

function makeCase(item: PlannedCase, context: CaseContext): Case {
  if (item.kind === 'general') return new GeneralCase(context, item.output);
  return new AndCase(context, item.kind === 'and' ? 1 : 0);
}

function seconds(options: EngineOptions): string {
  return `seconds: ${options.seconds}`;
}

function written(edge: Case['edges'][number]): NoCase['edges'][number] {
  const list = (side: typeof edge.accept): [number, string][] => side.map(([e, m]) => [e, `${m}`]);
  return { accept: list(edge.accept), reject: list(edge.reject) };
}

/** Clauses looked at for a second opinion on a NO; a fraction of a second's worth. */
const OPINION_BUDGET = 4_000_000;

/** A NO stands on its own where the checker's small search also finds no colouring; else that is the engine's word. */
function strength(instance: TrainingInstance, cases: readonly NoCase[], solver: SolverName): string {
  const colouring = colouringOf(instance, cases, OPINION_BUDGET);
  if (colouring.outcome === 'possible')
    throw new Error(
      `decide: ${solver} finds no colouring of the case ${colouring.kind}, but ${colouring.why}`,
    );
  return colouring.outcome === 'impossible' ? PROVED : `edges (exact), ${solversWord(solver)}`;
}

// What runs in the worker thread: one decision, which the main thread can end at any time by ending the thread.
import type { MessagePort } from 'node:worker_threads';
import type { Assignment, Cnf } from '../problem/sat.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import { createSolver } from '../solver/create.ts';
import { decideInThread } from './engine.ts';
import type { SolverName, TrainingVerdict } from './verdict.ts';

/** The limits that travel to the worker, with a port for progress messages. */
export type TaskLimits = {
  readonly solver: SolverName;
  readonly conflicts?: number | undefined;
  readonly seconds?: number | undefined;
  readonly port: MessagePort;
};

export type TrainingTask = { readonly kind: 'training'; readonly instance: TrainingInstance } & TaskLimits;
export type CnfTask = { readonly kind: 'cnf'; readonly cnf: Cnf } & TaskLimits;

/** The solver's word on a formula; models are checked by the caller. */
export type CnfVerdict =
  | { readonly answer: 'yes'; readonly assignment: Assignment }
  | { readonly answer: 'no' }
  | { readonly answer: 'unknown'; readonly limit: string };

/** Milliseconds between two progress messages. */
const PROGRESS_EVERY = 100;

/** What a worker says while it works: that it has begun, and how far it is. */
export type Message = { readonly started: true } | { readonly progress: string };

export default async function work(task: TrainingTask | CnfTask): Promise<TrainingVerdict | CnfVerdict> {
  const { port } = task;
  const say = (message: Message): void => port.postMessage(message);
  say({ started: true });
  try {
    return task.kind === 'cnf' ? await solveCnf(task) : await solveTraining(task);
  } finally {
    task.port.close();
  }
}

function solveTraining(task: TrainingTask): Promise<TrainingVerdict> {
  const { instance, solver, conflicts, seconds, port } = task;
  const deadline = seconds === undefined ? Infinity : performance.now() + 1000 * seconds;
  let last = performance.now();
  return decideInThread(instance, {
    solver,
    conflicts,
    seconds,
    expired: () => performance.now() >= deadline,
    onProgress(message) {
      if (performance.now() - last < PROGRESS_EVERY) return;
      last = performance.now();
      port.postMessage({ progress: message } satisfies Message);
    },
  });
}

async function solveCnf({ cnf, solver: name, conflicts }: CnfTask): Promise<CnfVerdict> {
  const solver = await createSolver(
    name,
    conflicts === undefined ? undefined : { limit: conflicts, spent: 0 },
  );
  for (const clause of cnf.clauses) solver.addClause(clause);
  const answer = await solver.solve();
  if (answer === 'unsat') return { answer: 'no' };
  if (answer === 'unknown') return { answer: 'unknown', limit: solver.limit };
  return { answer: 'yes', assignment: Array.from({ length: cnf.variables }, (_, i) => solver.value(i + 1)) };
}

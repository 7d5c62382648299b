// What runs in the worker thread: one decision, which the main thread can end at any time by ending the thread.
import type { MessagePort } from 'node:worker_threads';
import type { Encoding } from '../formula/encoding.ts';
import type { Cnf } from '../problem/sat.ts';
import type { ReluSumInstance } from '../problem/relu-sum.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import { decideFormula, type CnfVerdict } from './formula.ts';
import { decideInThread } from './engine.ts';
import { decideReluSum, type ReluVerdict } from './relu-sum.ts';
import type { Decider, ProofFile, SolverName, TrainingVerdict } from './verdict.ts';

/** The limits that travel to the worker, with a port for progress messages. */
export type TaskLimits = {
  readonly solver: SolverName;
  readonly conflicts?: number | undefined;
  readonly encoding?: Encoding | undefined;
  readonly engine?: Decider | undefined;
  readonly memory?: number | undefined;
  readonly seconds?: number | undefined;
  readonly port: MessagePort;
};

export type TrainingTask = { readonly kind: 'training'; readonly instance: TrainingInstance } & TaskLimits;
export type CnfTask = {
  readonly kind: 'cnf';
  readonly cnf: Cnf;
  readonly proof?: ProofFile | undefined;
} & TaskLimits;

export type ReluTask = { readonly kind: 'relu-sum'; readonly instance: ReluSumInstance } & TaskLimits;

/** Milliseconds between two progress messages. */
const PROGRESS_EVERY = 100;

/** What a worker says while it works: that it has begun, and how far it is. */
export type Message = { readonly started: true } | { readonly progress: string };

export default async function work(
  task: TrainingTask | CnfTask | ReluTask,
): Promise<TrainingVerdict | CnfVerdict | ReluVerdict> {
  const { port, solver, conflicts, encoding, engine, memory, seconds } = task;
  const say = (message: Message): void => port.postMessage(message);
  say({ started: true });
  const deadline = seconds === undefined ? Infinity : performance.now() + 1000 * seconds;
  let last = performance.now();
  const options = {
    solver,
    conflicts,
    encoding,
    engine,
    memory,
    seconds,
    expired: () => performance.now() >= deadline,
    onProgress(progress: string) {
      if (performance.now() - last < PROGRESS_EVERY) return;
      last = performance.now();
      say({ progress });
    },
  };
  try {
    if (task.kind === 'training') return await decideInThread(task.instance, options);
    if (task.kind === 'relu-sum') return await decideReluSum(task.instance, options);
    return await decideFormula(task.cnf, { ...options, proof: task.proof });
  } finally {
    port.close();
  }
}

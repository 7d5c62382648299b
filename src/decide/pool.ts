// The worker threads of the exact engines: started when needed, reused while warm, ended by a limit.
import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { builtUrl } from '../built.ts';
import { SOLVERS } from '../solver/create.ts';
import type { CnfVerdict } from './formula.ts';
import type { ReluVerdict } from './relu-sum.ts';
import type { CnfTask, Message, ReluTask, TrainingTask } from './worker.ts';
import type { DecideOptions, SolverName, TrainingVerdict } from './verdict.ts';

/** Milliseconds a worker gets beyond its limit to end by itself, with its counts, before it is ended. */
const GRACE = 250;
/** Milliseconds an idle worker stays warm. */
const IDLE = 10_000;

let pool: Piscina | undefined;

type Task =
  | Omit<TrainingTask, 'solver' | 'port'>
  | Omit<CnfTask, 'solver' | 'port'>
  | Omit<ReluTask, 'solver' | 'port'>;

/**
 * Runs a task in a worker thread.
 * @returns the task's verdict, or the limit that ended the thread
 */
export async function runTask<V extends TrainingVerdict | CnfVerdict | ReluVerdict>(
  task: Task,
  options: DecideOptions,
): Promise<V | { answer: 'unknown'; limit: string }> {
  if (options.signal?.aborted) return { answer: 'unknown', limit: 'interrupted' };
  pool ??= new Piscina({
    filename: builtUrl('./worker.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: availableParallelism(),
    idleTimeout: IDLE,
  });
  const { port1, port2 } = new MessageChannel();
  const { seconds } = options;
  let timer: NodeJS.Timeout | undefined;
  port1.on('message', (message: Message) => {
    if ('progress' in message) options.onProgress?.(message.progress);
    // The time counts from here: a task may have waited for a thread, and a thread for its modules.
    else if (seconds !== undefined)
      timer = setTimeout(
        () => stop.abort(`seconds: ${seconds}`),
        Math.min(1000 * seconds + GRACE, 2 ** 31 - 1),
      );
  });
  port1.unref();
  const stop = new AbortController();
  const interrupt = (): void => stop.abort('interrupted');
  options.signal?.addEventListener('abort', interrupt, { once: true });
  try {
    return (await pool.run(
      {
        ...task,
        solver: chosenSolver(options),
        conflicts: options.conflicts,
        encoding: options.encoding,
        engine: options.engine,
        memory: options.memory,
        seconds,
        port: port2,
      },
      { signal: stop.signal, transferList: [port2] },
    )) as V;
  } catch (error) {
    if (stop.signal.aborted) return { answer: 'unknown', limit: String(stop.signal.reason) };
    if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY')
      return { answer: 'unknown', limit: 'memory of the worker thread' };
    throw error;
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', interrupt);
    port1.close();
  }
}

/** The engine asked for, or the default. */
export function chosenSolver({ solver }: Pick<DecideOptions, 'solver'>): SolverName {
  return solver ?? SOLVERS[0];
}

/** Ends all worker threads; the next decision starts fresh ones. */
export async function closeWorkers(): Promise<void> {
  const open = pool;
  pool = undefined;
  await open?.destroy();
}

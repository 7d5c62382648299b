// What a training engine is: it takes a task through many restarts and hands back the weights of each.
import type { FloatTask } from './float/program.ts';
import { parameterCount, type IntegerTask } from './integer/parameters.ts';
import type { TrainReport } from './types.ts';

/** What the engines train, by core. */
export type TrainingTask = IntegerTask | FloatTask;

/** Epochs that each restart may take. */
export function totalEpochs(task: TrainingTask): number {
  return task.core === 'integer' ? task.parameters.totalEpochs : task.header.totalEpochs;
}

/** Multiply-adds of one restart in one epoch, roughly. */
export function epochWork(task: TrainingTask): number {
  if (task.core === 'float') return task.work;
  return task.parameters.units * (1 + task.packed.column.length);
}

/** Weights and biases of a restart. */
export function weightCount(task: TrainingTask): number {
  return task.core === 'integer' ? parameterCount(task.parameters) : task.header.parameters;
}

/** The weights of a restart, in the order and the numbers of its core. */
export type Weights = Int32Array | Float32Array;

/** What became of one restart. The weights and epochs depend on the task and the restart's number alone. */
export type RestartResult = {
  readonly restart: number;
  readonly weights: Weights;
  /** Epochs spent. */
  readonly epochs: number;
  /** False when the run was interrupted before the restart was solved or out of epochs. */
  readonly finished: boolean;
};

/** How a run talks to its caller. */
export type RunControl = {
  /** Number of the first restart to train, 0 by default: those before it are known already. */
  readonly first?: number | undefined;
  readonly signal: AbortSignal | undefined;
  /**
   * Called with every restart that was begun, in any order, as soon as it is known. Weights may lie in memory that many
   * results share; who keeps a result copies them.
   */
  readonly onResult: (result: RestartResult) => void;
  /** Share of the restarts' epochs that are done or no longer needed; never falls. */
  readonly onProgress: (share: number) => void;
};

/** One way to compute the cores; all of them give the same results, bit for bit where a core is of integers. */
export interface Engine {
  readonly backend: TrainReport['backend'];
  /** Trains restarts first … restarts - 1, or fewer when the signal aborts. What it holds does not grow with their number. */
  run(task: TrainingTask, restarts: number, control: RunControl): Promise<void>;
  /** Frees threads and devices, so that the process can end. */
  close(): Promise<void>;
}

/** The device was lost while training: what was reported so far is right, but this engine cannot go on. */
export class DeviceLost extends Error {
  override readonly name = 'DeviceLost';
  /** Restarts that were begun and not reported, as they were when they were last read back. */
  readonly begun: Iterable<RestartResult>;

  constructor(message: string, begun: Iterable<RestartResult> = []) {
    super(message);
    this.begun = begun;
  }
}

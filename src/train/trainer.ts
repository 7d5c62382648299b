// The WASM kernels of the two cores behind one interface.
import type { TrainingTask, Weights } from './engine.ts';
import { FloatTrainer, floatKernel } from './float/wasm.ts';
import { trainingKernel, WasmTrainer } from './integer/wasm.ts';

/** A kernel with one task in its memory; trains one group of four restarts after another. */
export interface Trainer {
  /** Starts restarts `first` … `first + 3`. */
  start(first: number): void;
  /** Trains the group for some epochs. @returns true when all four hard networks are right */
  run(first: number, epochs: number): boolean;
  /** The weights of one restart of the group. */
  weights(lane: number): Weights;
  /** The epoch, from 1, in which each restart of the group was found right; 0 for the others. */
  readonly solved: Int32Array;
}

/** The module of a core's kernel. @throws Error when the package was not built */
export function kernelOf({ core }: TrainingTask): Promise<WebAssembly.Module> {
  return core === 'float' ? floatKernel() : trainingKernel();
}

/**
 * A trainer for a task.
 * @param module `kernelOf(task)`
 * @throws RangeError when the task does not fit into 4 GiB
 */
export function trainerFor(module: WebAssembly.Module, task: TrainingTask): Trainer {
  return task.core === 'float' ? new FloatTrainer(module, task) : new WasmTrainer(module, task);
}

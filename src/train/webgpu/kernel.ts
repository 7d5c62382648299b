// What the engine has to know of a core's WGSL kernel: its source, its data, the buffers it wants, and what it is called with.
import type { TrainingTask, Weights } from '../engine.ts';
import { floatKernel } from './float-kernel.ts';
import { integerKernel } from './integer-kernel.ts';

/** Which part of the work a dispatch does. */
export const DISPATCH_NAMES = [
  'firstEpoch',
  'epochs',
  'firstRestart',
  /** Vectors of four restarts in the buffers, and the stretch of them that this dispatch trains. */
  'vectors',
  'firstVector',
  'endVector',
] as const;

export type Dispatch = Readonly<Record<(typeof DISPATCH_NAMES)[number], number>>;

/** Invocations in a workgroup: small, so that few restarts still spread over all processors. */
export const WORKGROUP = 32;

/** Restarts in a vector. */
export const LANES = 4;

/**
 * A kernel with a task. Bindings: 0 the uniform, 1 `data`, 2 to 5 the weights, what the optimiser keeps, the gradient,
 * 6 the epochs that solved, 7 what `scratch` is for.
 */
export type Kernel = {
  /** A WGSL module with the entry points `start` (initial weights) and `train`. */
  readonly code: string;
  readonly data: Int32Array;
  /** Parameters of a restart. */
  readonly parameters: number;
  /** Vectors that a vector of restarts needs for the values of one example; 0 where there is no such buffer. */
  readonly scratch: number;
  /** Multiply-adds of one vector of restarts in one epoch. */
  readonly work: number;
  /** The words of the uniform. */
  readonly call: (dispatch: Dispatch) => Int32Array;
  /** Weights from 32-bit words. */
  readonly weights: (words: Int32Array) => Weights;
};

export function kernelOf(task: TrainingTask): Kernel {
  return task.core === 'float' ? floatKernel(task) : integerKernel(task);
}

/** `hash3` of ../random.ts in WGSL. */
export const HASH3 = `fn hash3(a: u32, b: u32, d: u32) -> u32 {
  var v = vec3u(a, b, d) * 1664525u + 1013904223u;
  v.x += v.y * v.z;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v ^= v >> vec3u(16u);
  v.x += v.y * v.z;
  v.y += v.z * v.x;
  return v.z + v.x * v.y;
}`;

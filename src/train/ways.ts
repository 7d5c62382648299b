// How a network can be trained: what the kernels are to do, and what their weights say about the hard network.
import type { Configuration } from '../problem/training/configuration.ts';
import { labelledPoints } from '../problem/training/points.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import type { TrainingTask, Weights } from './engine.ts';
import { integerWays } from './integer/ways.ts';
import type { Hyperparameters, TrainOptions } from './types.ts';

/** One way to train a network: a relaxation with everything that a run and its score need. */
export type Way = {
  /** `AND of 2 units on the labels` */
  readonly name: string;
  readonly task: TrainingTask;
  /** What the task was made of, as it came out after rounding to what the core can represent. */
  readonly hyperparameters: Hyperparameters;
  /** Whether the search sees every stimulus as it is. */
  readonly exactStimuli: boolean;
  /** The weights with which a restart begins. */
  readonly initial: (restart: number) => Weights;
  /** The hard network behind trained weights. */
  readonly configuration: (weights: Weights) => Configuration;
  /** Examples that network gets right, don't-cares included, in exact arithmetic. */
  readonly right: (weights: Weights) => number;
};

/** What of the options decides about the ways. */
export type WayOptions = Pick<
  TrainOptions,
  'optimizer' | 'relaxation' | 'loss' | 'hyperparameters' | 'epochs' | 'seed'
>;

/** The ways to train an instance, to be tried in order until one succeeds, or why there is none. */
export function waysToTrain(
  instance: TrainingInstance,
  options: WayOptions,
): readonly Way[] | { readonly reason: string } {
  return integerWays(instance, labelledPoints(instance), options);
}

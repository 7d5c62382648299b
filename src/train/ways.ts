// How a network can be trained: what the kernels are to do, and what their weights say about the hard network.
import type { Configuration } from '../problem/training/configuration.ts';
import { labelledPoints } from '../problem/training/points.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import type { TrainingTask, Weights } from './engine.ts';
import { InputError, found } from '../problem/errors.ts';
import { floatWay } from './float/ways.ts';
import { batchOf } from './integer/parameters.ts';
import { integerWays } from './integer/ways.ts';
import { LOSSES, RELAXATIONS, type Hyperparameters, type TrainOptions } from './types.ts';

/** One way to train a network: a relaxation with everything that a run and its score need. */
export type Way<Task extends TrainingTask = TrainingTask> = {
  /** `AND of 2 units on the labels` */
  readonly name: string;
  readonly task: Task;
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

/**
 * The ways to train an instance, to be tried in order until one succeeds, or why there is none. The noisy AND, where the
 * network has one and nothing else is asked for, is trained by the integer core; everything else by the float core.
 * @throws InputError for an unknown relaxation or loss, and for a loss or batches that the noisy AND does not have
 */
export function waysToTrain(
  instance: TrainingInstance,
  options: WayOptions,
): readonly Way[] | { readonly reason: string } {
  known('relaxation', options.relaxation, RELAXATIONS);
  known('loss', options.loss, LOSSES);
  const data = labelledPoints(instance);
  const { optimizer, relaxation, loss = 'logistic' } = options;
  const { batch = batchOf(optimizer) } = options.hyperparameters ?? {};
  if (relaxation !== undefined && relaxation !== 'noisy-and')
    return [floatWay(instance, data, relaxation, options)];
  if (relaxation === undefined && (loss !== 'logistic' || batch !== batchOf(optimizer)))
    return [floatWay(instance, data, 'sigmoid', options)];
  if (loss !== 'logistic')
    throw new InputError(
      'loss',
      `expected logistic for the noisy AND, found ${found(loss)}; ask for another relaxation`,
    );
  const ways = integerWays(instance, data, options);
  return 'reason' in ways && relaxation === undefined ? [floatWay(instance, data, 'sigmoid', options)] : ways;
}

function known(name: string, value: string | undefined, names: readonly string[]): void {
  if (value !== undefined && !names.includes(value))
    throw new InputError(name, `expected one of ${names.join(', ')}, found ${found(value)}`);
}

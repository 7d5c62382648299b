// Random search for the hyperparameters of a method, on instances that nothing is reported of.
import type { TrainingInstance } from '../problem/training/schema.ts';
import { Random } from '../random.ts';
import { train } from './index.ts';
import type { Method } from './method.ts';
import type { Hyperparameters, Optimizer, TrainOptions } from './types.ts';
import { waysToTrain } from './ways.ts';

/** One setting and what it achieved on all instances together. */
export type Trial = {
  /** Whether these are the method's own. */
  readonly own: boolean;
  readonly hyperparameters: Hyperparameters;
  readonly successes: number;
  readonly restarts: number;
  readonly epochs: number;
  /** Mean over the instances of the largest share of examples right. */
  readonly share: number;
};

/** The settings that were tried, the best first; `interrupted` when there were to be more. */
export type Tuning = { readonly trials: readonly Trial[]; readonly interrupted: boolean };

/** How a search is done. */
export type TuneOptions = Pick<
  TrainOptions,
  'restarts' | 'epochs' | 'seed' | 'backend' | 'signal' | 'onProgress'
> & {
  /** Settings to try, the method's own first. */
  readonly settings: number;
};

/** Factors of the method's own rate and initial weights: exact in floats, so that every machine tries the same. */
const FACTORS = [0.125, 0.25, 0.5, 0.75, 1, 1.5, 2, 4, 8];
const FIRST_MEANS = [0, 0.5, 0.75, 0.875, 0.9375];
const SECOND_MEANS = [0.5, 0.75, 0.875, 0.9375, 0.96875, 0.9990234375];
const STEEPNESSES = [0.25, 0.5, 1, 2];
const GROWTHS = [1, 2, 4];

/** Which means an optimiser has; the others do not read them. */
const MEANS: Readonly<Record<Optimizer, readonly ('beta1' | 'beta2')[]>> = {
  adam: ['beta1', 'beta2'],
  'adam-0.999': ['beta1'],
  'irprop-': [],
  lion: ['beta1', 'beta2'],
  normalised: ['beta1'],
  momentum: ['beta1'],
  sgd: [],
  gd: [],
};

/**
 * Tries settings of a method on instances and ranks them: by epochs for each success, and where there is none by the
 * share of examples right. The same instances, method and seed give the same settings and the same ranking.
 * @param instances all of them trainable by the method
 * @throws RangeError when an instance is not
 */
export async function tune(
  instances: readonly TrainingInstance[],
  method: Method,
  { settings, signal, onProgress, ...options }: TuneOptions,
): Promise<Tuning> {
  const own = ownHyperparameters(instances[0]!, method, options);
  const random = new Random(options.seed);
  const trials: Trial[] = [];
  for (let s = 0; s < settings; s++) {
    const hyperparameters = s === 0 ? own : drawn(random, own, method.optimizer);
    let trial: Trial = { own: s === 0, hyperparameters, successes: 0, restarts: 0, epochs: 0, share: 0 };
    for (const [i, instance] of instances.entries()) {
      const done = (part: number) => (s + (i + part) / instances.length) / settings;
      const result = await train(instance, {
        ...options,
        ...method,
        hyperparameters,
        signal,
        onProgress: (part) => onProgress?.(done(part)),
      });
      if (!result.supported) throw new RangeError(`tune: instance ${i}: ${result.reason}`);
      if (result.interrupted) return { trials: ranked(trials), interrupted: true };
      trial = {
        own: trial.own,
        hyperparameters: result.hyperparameters,
        successes: trial.successes + result.successes,
        restarts: trial.restarts + result.restarts,
        epochs: trial.epochs + result.epochs,
        share: trial.share + result.bestRight / Math.max(1, instance.examples.length) / instances.length,
      };
    }
    trials.push(trial);
  }
  return { trials: ranked(trials), interrupted: false };
}

function ownHyperparameters(
  instance: TrainingInstance,
  method: Method,
  options: Pick<TrainOptions, 'epochs' | 'seed'>,
): Hyperparameters {
  const ways = waysToTrain(instance, { ...method, ...options });
  if ('reason' in ways) throw new RangeError(`tune: instance 0: ${ways.reason}`);
  return ways[0]!.hyperparameters;
}

function drawn(random: Random, own: Hyperparameters, optimizer: Optimizer): Hyperparameters {
  const one = <T>(list: readonly T[]): T => list[random.below(list.length)]!;
  const start = one(STEEPNESSES);
  const means = MEANS[optimizer];
  return {
    ...own,
    rate: own.rate * one(FACTORS),
    init: own.init === 'glorot' ? own.init : own.init * one(FACTORS),
    steepness: [start, start * one(GROWTHS)],
    balanced: one([true, false]),
    beta1: means.includes('beta1') ? one(FIRST_MEANS) : own.beta1,
    beta2: means.includes('beta2') ? one(SECOND_MEANS) : own.beta2,
  };
}

/** Stable, so that of equals the one tried first stands first. */
function ranked(trials: readonly Trial[]): Trial[] {
  const cost = ({ epochs, successes }: Trial) => (successes > 0 ? epochs / successes : Infinity);
  return trials.toSorted((a, b) => {
    const [mine, other] = [cost(a), cost(b)];
    return mine === other ? b.share - a.share : mine - other;
  });
}

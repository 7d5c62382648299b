// What gradient descent is asked for and what it reports: the contract between the trainers and everybody else.
import type { Configuration } from '../problem/training/configuration.ts';

/** `auto`: a real GPU if there is one, else the WASM engine on all cores. `reference`: the readable TypeScript twin. */
export const BACKENDS = ['auto', 'webgpu', 'cpu', 'reference'] as const;
/** The name of a backend. */
export type Backend = (typeof BACKENDS)[number];

/** The strong default first; the others are labelled lesser baselines. */
export const OPTIMIZERS = [
  'adam',
  'adam-0.999',
  'irprop-',
  'lion',
  'normalised',
  'momentum',
  'sgd',
  'gd',
] as const;
/** The name of an optimizer. */
export type Optimizer = (typeof OPTIMIZERS)[number];

/**
 * What is trained in place of hard threshold units: `noisy-and`, a product of sigmoids under the logarithmic loss, where
 * the output is AND-like; else what a unit passes on, `straight-through` being hard thresholds with the derivative of a
 * ramp.
 */
export const RELAXATIONS = ['noisy-and', 'sigmoid', 'tanh', 'relu', 'straight-through'] as const;
export type RelaxationName = (typeof RELAXATIONS)[number];

/** Losses of an output: of its probability (`logistic`, `mse`), or of its margin (`hinge`). */
export const LOSSES = ['logistic', 'hinge', 'mse'] as const;
export type Loss = (typeof LOSSES)[number];

/** What an optimiser is tuned by. */
export type Hyperparameters = {
  /** The step: of a normalised rule in units of a weight, of others the factor of the gradient of the mean loss. */
  readonly rate: number;
  /** Decay of the first mean (momentum), 0 … 1 exclusive. */
  readonly beta1: number;
  /** Decay of the second mean, 0 … 1 exclusive. */
  readonly beta2: number;
  /** Initial weights are uniform in ± init; `glorot` is ± √(6 / (fan-in + fan-out)), biases 0 (Glorot and Bengio 2010). */
  readonly init: number | 'glorot';
  /** β of φ(βz), at the first epoch and at the last, linear in between. */
  readonly steepness: readonly [number, number];
  /** Whether both classes weigh the same in sum. */
  readonly balanced: boolean;
  /** Examples an update; 0 for all of them. */
  readonly batch: number;
};

/** What to train with. */
export type TrainOptions = {
  /** Independent random initialisations, at least 1. */
  readonly restarts: number;
  /** Passes over all examples each restart may take, at least 1. */
  readonly epochs: number;
  readonly optimizer: Optimizer;
  /** The noisy AND where the network has one, else sigmoids. */
  readonly relaxation?: RelaxationName | undefined;
  /** Logistic by default. */
  readonly loss?: Loss | undefined;
  /** What to change of the optimiser's own; rounded to what the core can represent. */
  readonly hyperparameters?: Partial<Hyperparameters> | undefined;
  /** 0 … 2^32 - 1; the same seed gives the same weights on every backend, bit for bit. */
  readonly seed: number;
  readonly backend: Backend;
  /** Ends the run early; the result then tells what was reached, with `interrupted: true`. */
  readonly signal?: AbortSignal | undefined;
  /** Called now and then with the share of the budget that is done, 0 … 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
};

/** What gradient descent achieved, scored by the hard-threshold network in exact arithmetic. */
export type TrainReport = {
  readonly supported: true;
  /** Restarts finished (fewer than asked for when interrupted). */
  readonly restarts: number;
  /** Restarts whose hard network gets every example right, or as much as the instance requires. */
  readonly successes: number;
  /** The number, from 1, of the first successful restart; null when there is none. */
  readonly restartsToFirstSuccess: number | null;
  /** The most examples any restart's hard network gets right (don't-cares count as right). */
  readonly bestRight: number;
  /** The hard network that does so; evaluated in BigInt. */
  readonly best: Configuration;
  /** Epochs spent, summed over all restarts. */
  readonly epochs: number;
  readonly milliseconds: number;
  /** `webgpu`, `cpu` or `reference`, and the adapter's or engine's name. */
  readonly backend: {
    readonly kind: Exclude<Backend, 'auto'>;
    readonly name: string;
    /**
     * That a GPU device was lost in the middle, and why: `auto` then went on with the CPU, `webgpu` ended with what was
     * learned so far.
     */
    readonly lost?: string | undefined;
  };
  readonly optimizer: Optimizer;
  /** As used, after rounding to what the core can represent. */
  readonly hyperparameters: Hyperparameters;
  readonly seed: number;
  /**
   * Whether the search saw every stimulus as it is. When false, inputs of too many or too fine values were rounded to
   * 8 bits for the search; the scoring is exact all the same.
   */
  readonly exactStimuli: boolean;
  /** Which relaxation was trained, e.g. `AND of 2 units on the labels`. */
  readonly relaxation: string;
  readonly interrupted: boolean;
};

/** The noisy AND, asked for by name, is not there for every network; the other relaxations are. */
export type TrainResult = TrainReport | { readonly supported: false; readonly reason: string };

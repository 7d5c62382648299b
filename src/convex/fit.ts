// One convex loss on an instance: a unit for each output, hardened and scored exactly.
import { InputError, found } from '../problem/errors.ts';
import type { Configuration, Unit } from '../problem/training/configuration.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import { descend, WEIGHT_BITS, type Descent, type Loss } from './descent.ts';
import { FeatureSpace, labelsOf, roundedQuotient, type Features } from './features.ts';
import { scoreOf, type Score } from './units.ts';

/** What is minimised, and until when. */
export type FitOptions = {
  /** C, the cost of the losses against ‖w‖² / 2, above 0 and at most 2^20; 100 when left out. */
  readonly cost?: number | undefined;
  /** Whether both classes of labels weigh the same in sum; not when left out. */
  readonly balanced?: boolean | undefined;
  /** The gap to be reached, as a part of the primal, from 1e-12 to 1; 1e-9 when left out. */
  readonly tolerance?: number | undefined;
  /** The most passes over the examples, from 1; when left out 20 000, and fewer on more than 2^29 / 20 000 entries. */
  readonly passes?: number | undefined;
};

/** A unit before and after hardening. The primal is that of the features (see `FeatureSpace`). */
export type SoftUnit = Omit<Descent, 'weights'> & {
  /** On the features. */
  readonly weights: readonly number[];
  readonly bias: number;
  /** The hard unit: weights and bias rounded to multiples of 1 / 1024, on the stimuli. It fires where they sum to 0. */
  readonly unit: Unit;
};

/** The units of all outputs, and what they get right together. */
export type Fit = Score & {
  /** In the order of the outputs. */
  readonly units: readonly SoftUnit[];
  /** The hard units, as a configuration of `oneUnitAnOutput(instance)`. */
  readonly configuration: Configuration;
};

/**
 * With C = 1 the penalty decides and not the examples where points have few ones: of the 32 examples of the Grötzsch
 * graph's network a unit gets 20 right, with C = 100 the 31 that are possible.
 */
export const COST = 100;
export const TOLERANCE = 1e-9;
const MOST_COST = 2 ** 20;
const LEAST_TOLERANCE = 1e-12;
const MOST_PASSES = 20_000;
/** Entries of the rows that all passes may visit, unless more passes are asked for. */
const MOST_VISITS = 2 ** 29;
/**
 * Weights are hardened to multiples of 2^-10. That is far more than what the solution may be off, so a weight that is 0
 * by symmetry is 0, and a tie is a tie and no accident of the last bits.
 */
const HARD_BITS = 10n;

/**
 * Fits a unit to each output, its don't-cares left out, and an example counting as often as it weighs.
 * @throws InputError for options out of range
 */
export function fit(instance: TrainingInstance, loss: Loss, options: FitOptions = {}): Fit {
  const { cost = COST, balanced = false, tolerance = TOLERANCE, passes } = options;
  within('cost', cost, Number.MIN_VALUE, MOST_COST);
  within('tolerance', tolerance, LEAST_TOLERANCE, 1);
  if (passes !== undefined) within('passes', passes, 1, Number.MAX_SAFE_INTEGER);
  const space = new FeatureSpace(instance);
  const weights = instance.examples.map(({ weight = 1 }) => weight);
  const units = instance.architecture.outputs.map((_, output): SoftUnit => {
    const features = space.rows(labelsOf(instance, output), weights, cost, balanced);
    const end = descend(features, loss, { tolerance, passes: passes ?? passesFor(features) });
    const soft = end.weights.map((w) => Number(w) / 2 ** Number(WEIGHT_BITS));
    const step = 1n << (WEIGHT_BITS - HARD_BITS);
    return {
      ...end,
      weights: soft.slice(0, -1),
      bias: soft.at(-1)!,
      unit: space.unit(
        end.weights.map((w) => roundedQuotient(w, step)),
        1n << HARD_BITS,
      ),
    };
  });
  const configuration = { nodes: units.map(({ unit }) => unit) };
  return { units, configuration, ...scoreOf(instance, configuration) };
}

function passesFor({ value }: Features): number {
  return Math.min(MOST_PASSES, Math.max(1, Math.floor(MOST_VISITS / Math.max(1, value.length))));
}

function within(name: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most))
    throw new InputError(name, `expected a number from ${least} to ${most}, found ${found(value)}`);
}

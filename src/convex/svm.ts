// The linear support vector machine: hinge loss, by dual coordinate descent, with its duality gap.
import { FIXED_BITS } from '../exact/logarithm.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import type { Loss } from './descent.ts';
import { fit, type Fit, type FitOptions } from './fit.ts';

/** max(0, 1 - z). Its conjugate part of the dual is α itself, and the state of an example is its α. */
const hinge: Loss = {
  start: 0,
  alpha: (alpha) => alpha,
  update: (alpha, margin, norm, cost) => Math.min(cost, Math.max(0, alpha + (1 - margin) / norm)),
  loss: (margin) => Math.max(0, 1 - margin),
  gap: (alpha, margin, cost) => cost * Math.max(0, 1 - margin) - alpha * (1 - margin),
  lossAbove: (margin) => (margin < ONE ? ONE - margin : 0n),
  conjugateBelow: (alpha) => alpha << FIXED_BITS,
};
const ONE = 1n << FIXED_BITS;

/**
 * The linear support vector machine, one unit an output, on all inputs:
 *   minimise ‖w‖² / 2 + cost · Σ max(0, 1 - sign_i · w·x_i),
 * the bias being the weight of an additional feature of 1, so that it is a part of ‖w‖ (Hsieh, Chang, Lin, Keerthi and
 * Sundararajan, *A dual coordinate descent method for large-scale linear SVM*, ICML 2008). Its gap is exact.
 * @throws InputError for options out of range
 */
export function linearSvm(instance: TrainingInstance, options?: FitOptions): Fit {
  return fit(instance, hinge, options);
}

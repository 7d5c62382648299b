// Logistic regression with an L2 penalty, by dual coordinate descent, with its duality gap.
import { FIXED_BITS, logarithm, softplusBounds } from '../exact/logarithm.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import type { Loss } from './descent.ts';
import { fit, type Fit, type FitOptions } from './fit.ts';
import { sigmoid, softplus } from './softplus.ts';

/** Newton steps, safeguarded by bisection, for one dual variable: more than enough for the last bits of a float. */
const MOST_STEPS = 100;

/**
 * ln(1 + e^-z). The dual variable of an example is α = cost · σ(t), t its state, so that α near either end loses no
 * digits; its part of the dual is the entropy C ln C - α ln α - (C - α) ln(C - α), and its part of the gap the divergence
 * C · KL(σ(t) ‖ σ(-z)), at most the symmetric one, C (σ(t) - σ(-z)) (t + z).
 */
const logistic: Loss = {
  start: -4,
  alpha: (t, cost) => cost * sigmoid(t),
  update(t, margin, norm, cost) {
    // t + z = 0 at the optimum, z being the margin, which grows with the example's own α.
    const slope = norm * cost;
    const rest = margin - slope * sigmoid(t);
    let low = -rest - slope;
    let high = -rest;
    let next = Math.min(high, Math.max(low, t));
    for (let step = 0; step < MOST_STEPS; step++) {
      const s = sigmoid(next);
      const excess = next + rest + slope * s;
      if (excess > 0) high = next;
      else low = next;
      const newton = next - excess / (1 + slope * s * (1 - s));
      const before = next;
      next = newton > low && newton < high ? newton : (low + high) / 2;
      if (Math.abs(next - before) <= 1e-12 * (1 + Math.abs(next))) break;
    }
    return next;
  },
  loss: (margin) => softplus(-margin),
  gap: (t, margin, cost) => cost * (sigmoid(t) - sigmoid(-margin)) * (t + margin),
  lossAbove: (margin) => softplusBounds(-margin).high,
  conjugateBelow: (alpha, cost) =>
    cost * logarithm(wide(cost)).low - selfInformationAbove(alpha) - selfInformationAbove(cost - alpha),
};

/** From 48 binary places to the 80 of the fixed point. */
function wide(x: bigint): bigint {
  return x << (FIXED_BITS - 48n);
}

/** At least x ln x, which is 0 at 0. */
function selfInformationAbove(x: bigint): bigint {
  return x === 0n ? 0n : x * logarithm(wide(x)).high;
}

/**
 * Logistic regression, one unit an output, on all inputs:
 *   minimise ‖w‖² / 2 + cost · Σ ln(1 + exp(-sign_i · w·x_i)),
 * the bias being the weight of an additional feature of 1, so that it is a part of ‖w‖ (Yu, Huang and Lin, *Dual
 * coordinate descent methods for logistic regression and maximum entropy models*, Machine Learning 85, 2011). Its gap is
 * bounded in integers.
 * @throws InputError for options out of range
 */
export function logisticRegression(instance: TrainingInstance, options?: FitOptions): Fit {
  return fit(instance, logistic, options);
}

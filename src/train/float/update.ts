// One update of all weights from the gradient, in the reference: the rules of the optimisers.
import { WEIGHT_LIMIT } from './arithmetic.ts';
import { RULES, STEP, positions } from './layout.ts';
import type { FloatTask } from './program.ts';
import type { FloatState } from './reference.ts';

const f = Math.fround;
const STEP_AT = positions(STEP);

/** Adam's guard against a division by 0 (Kingma and Ba). */
export const EPSILON = 1e-8;
/** How resilient propagation changes a step when the gradient keeps its sign, or changes it, and the bounds of steps. */
export const FASTER = 1.2;
export const SLOWER = 0.5;
export const LEAST_STEP = 2 ** -20;
export const LARGEST_STEP = 4;

/**
 * Moves the weights. g is the gradient of the mean loss, η the rate, m and v what the optimiser keeps:
 * - adam (Kingma and Ba 2015): m, v means of g and g² corrected for their bias; w -= η m / (√v + ε);
 * - irprop- (Igel and Hüsken 2003): v the step of each weight, longer while g keeps its sign, shorter where it changes,
 *   where nothing moves for once; w -= v sign g; m the last g;
 * - lion (Chen et al. 2023): w -= η sign(β1 m + (1 - β1) g); m a mean of g with β2;
 * - normalised: m a mean, with β1, of the gradient of each unit over its norm; w -= η m;
 * - momentum (Polyak 1964): m = β1 m + g; w -= η m. With β1 = 0 gradient descent, stochastic where batches are small.
 * @param update number, from 0, of the update within the epoch
 */
export function updateWeights(
  { header, data }: FloatTask,
  state: FloatState,
  epoch: number,
  update: number,
): void {
  const { gradient, first, second } = state;
  const { parameters } = header;
  const rate = f(header.rate);
  const beta1 = f(header.beta1);
  const beta2 = f(header.beta2);
  const fresh1 = f(1 - beta1);
  const fresh2 = f(1 - beta2);
  switch (RULES[header.rule]!) {
    case 'adam': {
      const floats = new Float32Array(data.buffer);
      const { decaysAt, decays, decayEpochs, batch, examples } = header;
      const updates = batch === 0 ? 1 : Math.ceil(examples / batch);
      const entry = epoch >= decayEpochs ? decays - 1 : Math.min(epoch * updates + update, decays - 1);
      const share1 = floats[decaysAt + 2 * entry]!;
      const share2 = floats[decaysAt + 2 * entry + 1]!;
      const epsilon = f(EPSILON);
      for (let p = 0; p < parameters; p++) {
        const g = gradient[p]!;
        const m = f(first[p]! + f(share1 * f(g - first[p]!)));
        const v = f(second[p]! + f(share2 * f(f(g * g) - second[p]!)));
        first[p] = m;
        second[p] = v;
        move(state, p, f(f(rate * m) / f(f(Math.sqrt(v)) + epsilon)));
      }
      return;
    }
    case 'irprop-':
      for (let p = 0; p < parameters; p++) {
        const g = gradient[p]!;
        const agreement = Math.sign(g) * Math.sign(first[p]!);
        let step = second[p]!;
        if (agreement > 0) step = Math.min(f(step * f(FASTER)), LARGEST_STEP);
        if (agreement < 0) step = Math.max(f(step * SLOWER), LEAST_STEP);
        second[p] = step;
        first[p] = agreement < 0 ? 0 : g;
        move(state, p, agreement < 0 ? 0 : Math.sign(g) * step);
      }
      return;
    case 'lion':
      for (let p = 0; p < parameters; p++) {
        const g = gradient[p]!;
        const m = first[p]!;
        const direction = f(f(beta1 * m) + f(fresh1 * g));
        first[p] = f(m + f(fresh2 * f(g - m)));
        move(state, p, Math.sign(direction) * rate);
      }
      return;
    case 'normalised':
      for (let s = 0; s < header.steps; s++) {
        const step = header.stepsAt + s * STEP.length;
        const units = data[step + STEP_AT.units]!;
        const each = data[step + STEP_AT.each]!;
        let p = data[step + STEP_AT.parameter]!;
        for (let k = 0; k < units; k++) {
          let squares = 0;
          const end = p + each;
          for (let i = p; i < end; i++) squares = f(squares + f(gradient[i]! * gradient[i]!));
          const norm = f(f(Math.sqrt(squares)) + f(EPSILON));
          for (; p < end; p++) {
            first[p] = f(first[p]! + f(fresh1 * f(f(gradient[p]! / norm) - first[p]!)));
            move(state, p, f(rate * first[p]!));
          }
        }
      }
      return;
    case 'momentum':
      for (let p = 0; p < parameters; p++) {
        first[p] = f(f(beta1 * first[p]!) + gradient[p]!);
        move(state, p, f(rate * first[p]!));
      }
  }
}

function move({ weights }: FloatState, p: number, step: number): void {
  weights[p] = Math.max(-WEIGHT_LIMIT, Math.min(WEIGHT_LIMIT, f(weights[p]! - step)));
}

// The hyperparameters of the float core: each optimiser's own for each relaxation, and the bounds of what may be asked.
import { InputError, found } from '../../problem/errors.ts';
import type { Hyperparameters, Optimizer } from '../types.ts';
import type { FloatRelaxation } from './program.ts';

const BASE: Hyperparameters = {
  rate: 0.03,
  beta1: 0.9,
  beta2: 0.9,
  init: 'glorot',
  steepness: [1, 2],
  balanced: true,
  batch: 0,
};

const SHARED: Readonly<Record<Optimizer, Partial<Hyperparameters>>> = {
  adam: {},
  'adam-0.999': { beta2: 0.999 },
  'irprop-': { rate: 0.01 },
  lion: { rate: 0.01 },
  normalised: { rate: 0.03, beta1: 0.5 },
  momentum: { rate: 0.3, batch: 8 },
  sgd: { rate: 0.3, batch: 1, beta1: 0 },
  gd: { rate: 1, beta1: 0 },
};

/** The hyperparameters of an optimiser for a relaxation, some of them replaced. */
export function floatHyperparameters(
  _relaxation: FloatRelaxation,
  optimizer: Optimizer,
  own: Partial<Hyperparameters> = {},
): Hyperparameters {
  return { ...BASE, ...SHARED[optimizer], ...own };
}

export { InputError, found };

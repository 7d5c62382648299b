// The hyperparameters of the float core: each optimiser's own for each relaxation.
import type { Hyperparameters, Optimizer } from '../types.ts';
import type { FloatRelaxation } from './program.ts';

function recipe(
  rate: number,
  beta1: number,
  beta2: number,
  init: Hyperparameters['init'],
  from: number,
  to: number,
  balanced: boolean,
  batch: number,
): Hyperparameters {
  return { rate, beta1, beta2, init, steepness: [from, to], balanced, batch };
}

/**
 * Found by random search under the logistic loss, each optimiser for itself (60 settings, eight restarts of 800 epochs an
 * instance; of the best six the one that did best on other instances, 16 restarts of 1500 epochs): planted set splitting
 * with a free output (6 to 10 elements), parities of three and four bits on as many hidden units, teacher networks of 4
 * and of 4 + 4 units on 8 and 10 inputs, a parity through two layers.
 * Success of a restart on a third draw (2000 epochs), from the least to the best optimiser: sigmoid 31 to 58 % on parities
 * and 40 to 70 % on the deep ones; tanh 48 to 79 % and 40 to 74 %; straight-through 6 to 19 % and 18 to 41 %; rectified
 * units at most 10 % and 14 %, for a hard unit forgets how large its value was, on which the units above have counted. Set
 * splitting through a free output hardly ever succeeds (sigmoid irprop- 14 %, the others at most 6 %): there the noisy AND
 * is the relaxation to take.
 */
const RECIPES: Readonly<Record<FloatRelaxation, Readonly<Record<Optimizer, Hyperparameters>>>> = {
  sigmoid: {
    adam: recipe(0.036, 0.8, 0.9, 1, 0.5, 0.5, true, 0),
    'adam-0.999': recipe(0.031, 0.5, 0.999, 0.5, 1, 1, false, 0),
    'irprop-': recipe(0.019, 0, 0, 1, 1, 4, true, 0),
    lion: recipe(0.015, 0.5, 0.9, 'glorot', 0.5, 0.5, true, 0),
    normalised: recipe(0.047, 0.9, 0, 0.5, 1, 1, true, 0),
    momentum: recipe(0.1, 0.5, 0, 0.2, 4, 8, true, 32),
    sgd: recipe(0.054, 0, 0, 1, 2, 2, true, 1),
    gd: recipe(1.1, 0, 0, 1, 2, 2, false, 0),
  },
  tanh: {
    adam: recipe(0.0078, 0.8, 0.8, 'glorot', 0.5, 1, true, 0),
    'adam-0.999': recipe(0.014, 0.8, 0.999, 0.2, 0.5, 1, true, 0),
    'irprop-': recipe(0.0019, 0, 0, 0.05, 4, 8, true, 0),
    lion: recipe(0.0028, 0.8, 0.8, 0.2, 0.5, 1, true, 0),
    normalised: recipe(0.15, 0, 0, 'glorot', 0.5, 2, false, 0),
    momentum: recipe(0.024, 0.5, 0, 0.05, 4, 8, true, 32),
    sgd: recipe(1.6, 0, 0, 'glorot', 0.5, 1, true, 4),
    gd: recipe(1.5, 0, 0, 0.5, 1, 1, true, 0),
  },
  relu: {
    adam: recipe(0.011, 0.9, 0.9, 0.2, 2, 2, true, 0),
    'adam-0.999': recipe(0.0068, 0, 0.999, 1, 0.5, 0.5, true, 0),
    'irprop-': recipe(0.015, 0, 0, 0.5, 4, 8, false, 0),
    lion: recipe(0.041, 0.8, 0.8, 0.2, 4, 8, true, 0),
    normalised: recipe(0.032, 0, 0, 0.2, 1, 2, true, 0),
    momentum: recipe(0.3, 0.9, 0, 'glorot', 2, 4, false, 32),
    sgd: recipe(0.078, 0, 0, 1, 1, 1, false, 1),
    gd: recipe(0.34, 0, 0, 0.2, 1, 4, false, 0),
  },
  'straight-through': {
    adam: recipe(0.065, 0.5, 0.9, 1, 1, 1, true, 0),
    'adam-0.999': recipe(0.049, 0.5, 0.999, 'glorot', 0.5, 2, true, 0),
    'irprop-': recipe(0.005, 0, 0, 2, 0.5, 2, true, 0),
    lion: recipe(0.022, 0.5, 0.95, 0.5, 0.5, 2, false, 0),
    normalised: recipe(0.055, 0.5, 0, 'glorot', 1, 1, false, 0),
    momentum: recipe(0.14, 0.8, 0, 1, 1, 2, true, 16),
    sgd: recipe(0.11, 0, 0, 'glorot', 1, 2, true, 4),
    gd: recipe(0.49, 0, 0, 0.5, 1, 4, false, 0),
  },
};

/** The hyperparameters of an optimiser for a relaxation, some of them replaced. */
export function floatHyperparameters(
  relaxation: FloatRelaxation,
  optimizer: Optimizer,
  asked: Partial<Hyperparameters> = {},
): Hyperparameters {
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  return { ...RECIPES[relaxation][optimizer], ...given };
}

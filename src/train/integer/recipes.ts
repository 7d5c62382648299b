// The optimisers of the integer core: by which rule each one moves the weights, and what each is tuned by.
import type { Hyperparameters, Optimizer } from '../types.ts';

/**
 * How an update is made, g being the gradient of the mean loss and m its decaying mean (rate 1 - β1):
 * - `gd`: m times the rate. With β1 > 0 this is the heavy ball (Polyak 1964), the rate being that of the whole sum of
 *   past gradients;
 * - `adam`: m over the decaying mean (rate 1 - β2) of |g|, weight by weight (Kingma and Ba 2015, with the first absolute
 *   moment in place of the root of the second);
 * - `normalised`: m over its Euclidean norm, unit by unit, the bias included;
 * - `lion`: the sign of g + β1 (m - g), m decaying at the rate 1 - β2 (Chen et al. 2023);
 * - `irprop-`: the sign of g times the weight's own step, which begins as the rate, grows by 307/256, up to twice the rate,
 *   while the sign stays, and halves, down to 2^-12, when it turns; then the weight rests for an epoch (Igel and Hüsken
 *   2003);
 * - `sgd`: after every example, the gradient of its loss times the rate.
 * All but the last take every example for an update. Means start as plain averages, which is Adam's bias correction.
 */
export const RULES = ['gd', 'adam', 'normalised', 'lion', 'irprop-', 'sgd'] as const;
export type Rule = (typeof RULES)[number];

type Recipe = Omit<Hyperparameters, 'batch'> & { readonly rule: Rule; readonly init: number };

export const RECIPES: Readonly<Record<Optimizer, Recipe>> = {
  adam: {
    rule: 'adam',
    rate: 100 / 4096,
    beta1: 1 / 2,
    beta2: 15 / 16,
    init: 50 / 4096,
    steepness: [1 / 2, 2],
    balanced: true,
  },
  'adam-0.999': {
    rule: 'adam',
    rate: 200 / 4096,
    beta1: 7 / 8,
    beta2: 1023 / 1024,
    init: 100 / 4096,
    steepness: [1, 2],
    balanced: true,
  },
  'irprop-': {
    rule: 'irprop-',
    rate: 19 / 4096,
    beta1: 0,
    beta2: 0,
    init: 12 / 4096,
    steepness: [1, 19 / 16],
    balanced: true,
  },
  lion: {
    rule: 'lion',
    rate: 142 / 4096,
    beta1: 15 / 16,
    beta2: 63 / 64,
    init: 5 / 4096,
    steepness: [1 / 8, 11 / 16],
    balanced: false,
  },
  normalised: {
    rule: 'normalised',
    rate: 9616 / 4096,
    beta1: 0,
    beta2: 0,
    init: 3 / 4096,
    steepness: [1 / 2, 8],
    balanced: true,
  },
  momentum: {
    rule: 'gd',
    rate: 390,
    beta1: 7 / 8,
    beta2: 0,
    init: 37 / 4096,
    steepness: [1 / 8, 1],
    balanced: true,
  },
  sgd: {
    rule: 'sgd',
    rate: 22,
    beta1: 0,
    beta2: 0,
    init: 222 / 4096,
    steepness: [1, 1],
    balanced: false,
  },
  gd: {
    rule: 'gd',
    rate: 390,
    beta1: 0,
    beta2: 0,
    init: 37 / 4096,
    steepness: [1 / 8, 1],
    balanced: true,
  },
};

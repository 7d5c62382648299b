// The optimisers of the integer core: by which rule each one moves the weights, and what each is tuned by.
import type { Hyperparameters, Optimizer } from '../types.ts';

/**
 * How an update is made, g being the gradient of the mean loss and m its decaying mean (rate 1 - β1):
 * - `gd`: m times the rate. With β1 > 0 this is the heavy ball (Polyak 1964), the rate being that of the whole sum of
 *   past gradients;
 * - `adam`: m over the decaying mean (rate 1 - β2) of |g|, weight by weight (Kingma and Ba 2015, the first absolute moment
 *   in place of the root of the second);
 * - `normalised`: m over its Euclidean norm, unit by unit, the bias included;
 * - `lion`: the sign of g + β1 (m - g), m decaying at the rate 1 - β2 (Chen et al. 2023);
 * - `irprop-`: the sign of g times the weight's own step, which begins as the rate, is multiplied by 307/256, up to twice
 *   the rate, while the sign stays, and halved, down to 2^-12, when it turns; then the weight rests for an epoch (Igel
 *   and Hüsken 2003);
 * - `sgd`: after every example, the gradient of its loss times the rate.
 * All but the last take every example for an update. Means start as plain averages, which is Adam's bias correction.
 */
export const RULES = ['gd', 'adam', 'normalised', 'lion', 'irprop-', 'sgd'] as const;
export type Rule = (typeof RULES)[number];

type Recipe = Omit<Hyperparameters, 'batch'> & { readonly rule: Rule; readonly init: number };

/**
 * Found by random search, each optimiser for itself, so that the baselines are as good as their kind allows: some 150
 * settings on planted set splitting (two units, 2000 epochs; n = 30, 60 and 100 at ratios 1.4 to 2.1, for `momentum` and
 * `gd` n = 10, 20 and 30). Successes per restart on eight other instances a column, 16 restarts each:
 *
 *            n  10  20  30  30  30  60  60  60 100 100 100  mean from
 *        ratio 1.4 1.4 1.4 1.8 2.1 1.4 1.8 2.1 1.4 1.8 2.1  n = 30 on
 *   adam        1.0 1.0 .88 .89 .97 .98 .84 .60 .95 .48 .40  .776
 *   lion        .96 .99 .94 .82 .96 .96 .80 .42 .94 .66 .42  .769
 *   normalised  1.0 .99 .99 .80 1.0 .95 .93 .47 .99 .45 .00  .731
 *   irprop-     1.0 .95 .88 .77 .88 .94 .64 .66 .89 .36 .12  .682
 *   adam-0.999  1.0 .99 .96 .80 .87 .96 .88 .01 .94 .43 .01  .649
 *   sgd         1.0 1.0 1.0 .84 .82 .93 .45 .19 .34 .00 .00  .507
 *   momentum    1.0 .79 .10 .01 .01 .00 .00 .00 .00 .00 .00  .013
 *   gd          .82 .09 .00 .00 .00 .00 .00 .00 .00 .00 .00  .000
 *
 * - `adam` wants at least 500 epochs and gains little beyond 1000. A later search gained .03 at half the rate and twice
 *   the last steepness, which more epochs must pay for; these settings stay.
 * - `lion` remembers long, and is as good as `adam` within the noise of so few instances.
 * - `normalised`: by the Euclidean norm. In searches of 100 settings it had .44 where the largest component had .40; the
 *   norm without the bias was worse by far, and the sum of the components wants larger steps than there are.
 * - `irprop-`: small steps. A smallest step of 2^-16 did no better than the 2^-12 of a weight.
 * - `sgd`: steps so large that they work like noise, on unweighted examples; it keeps up for n ≤ 30 and not beyond.
 * - `momentum`, `gd`: likewise large steps on the mean loss; `gd` succeeds for n of about 10, with momentum of about 20.
 */
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
    rate: 136 / 4096,
    beta1: 15 / 16,
    beta2: 63 / 64,
    init: 8 / 4096,
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
    rate: 815,
    beta1: 3 / 4,
    beta2: 0,
    init: 2 / 4096,
    steepness: [1 / 2, 58 / 16],
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
    rate: 184,
    beta1: 0,
    beta2: 0,
    init: 31 / 4096,
    steepness: [1 / 16, 28 / 16],
    balanced: false,
  },
};

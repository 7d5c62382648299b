// The optimisers as integers: what each one does, and the bounds that keep every sum of the kernels within 32 bits.
import { gcd } from '../../exact/rational.ts';
import { hash3 } from '../random.ts';
import { PROBABILITY_BITS } from './sigmoid.ts';
import type { PackedExamples } from '../pack.ts';
import type { Hyperparameters, Optimizer } from '../types.ts';

/** Weights and activations carry 12 fraction bits: 4096 is 1.0. */
export const WEIGHT_BITS = 12;

/** An example of the class with fewer examples weighs this much, of the other proportionally less (at least 1). */
const CLASS_WEIGHT = 16;

/** Largest absolute value of a weight that any instance allows: 1024.0. */
const WEIGHT_LIMIT = 1 << 22;

/** Gradients stay below 2^29 in absolute value. */
const GRADIENT_BITS = 29;

/** Largest number of epochs: the annealing law multiplies it by the steepness range in 32 bits. */
export const MAX_EPOCHS = 10_000_000;

/**
 * One optimiser. `steepness` is the β of σ(βz) in sixteenths, at the start and at the end of the epochs.
 * Adam divides a decaying mean of the gradient (rate 2^-momentumShift) by a decaying mean of its absolute value
 * (rate 2^-varianceShift); both means start as plain averages, which is Adam's bias correction.
 */
type Recipe = {
  readonly steepness: readonly [number, number];
  /** Initial weights and biases are uniform in ± initialScale / 4096. */
  readonly initialScale: number;
  /** Whether both classes weigh the same in sum. */
  readonly balanced: boolean;
} & (
  | {
      readonly rule: 'adam';
      readonly rate: number;
      readonly momentumShift: number;
      readonly varianceShift: number;
    }
  /** The step is the gradient of the class-weighted mean loss (`gd`) or of one example's loss (`sgd`) times the rate. */
  | { readonly rule: 'gd' | 'sgd'; readonly rate: number }
);

/**
 * Found by random search on planted set splitting (2000 epochs, two units, n = 30 to 100 at ratios 1.4 to 2.1), each
 * optimiser for itself, so that the baselines are as good as their kind allows:
 * - `adam`: rate 100/4096 = 0.024, β1 = 1/2, β2 = 15/16, initial weights ± 0.012, steepness 1/2 to 2; wants at
 *   least 500 epochs and gains little beyond 1000;
 * - `adam-0.999`: the customary slow second mean (β2 = 1 - 2^-10), β1 = 7/8, rate 200/4096 = 0.05, steepness 1 to 2;
 * - `sgd`: steps so large that they work like noise, on unweighted examples; it keeps up for n ≤ 30 and not beyond;
 * - `gd`: likewise large steps on the mean loss, steepness 1/8 to 1; succeeds for n of about 10, seldom at 20.
 */
const RECIPES: Readonly<Record<string, Recipe>> = {
  adam: {
    rule: 'adam',
    rate: 100,
    momentumShift: 1,
    varianceShift: 4,
    steepness: [8, 32],
    initialScale: 50,
    balanced: true,
  },
  'adam-0.999': {
    rule: 'adam',
    rate: 200,
    momentumShift: 3,
    varianceShift: 10,
    steepness: [16, 32],
    initialScale: 100,
    balanced: true,
  },
  sgd: { rule: 'sgd', rate: 22, steepness: [16, 16], initialScale: 222, balanced: false },
  gd: { rule: 'gd', rate: 390, steepness: [2, 16], initialScale: 37, balanced: true },
};

/** What a kernel is told, in the order in which the WASM and the WGSL kernel read it. All are 32-bit integers. */
export const PARAMETER_NAMES = [
  'units',
  'inputs',
  'examples',
  'valueShift',
  'gradientShift',
  'positiveWeight',
  'negativeWeight',
  'weightLimit',
  'steepnessStart',
  'steepnessEnd',
  'totalEpochs',
  'learningRate',
  'momentumShift',
  'varianceShift',
  'denominator',
  'initialScale',
  'seed',
] as const;

export type Parameters = Readonly<Record<(typeof PARAMETER_NAMES)[number], number>>;

/** A training problem of the integer core: examples, integers, and the two switches that choose the kernel. */
export type IntegerTask = {
  readonly core: 'integer';
  readonly packed: PackedExamples;
  readonly parameters: Parameters;
  /** `batch` updates once an epoch, `example` after every example. */
  readonly update: 'batch' | 'example';
  /** Divide by the decaying mean of the absolute gradient, or by the constant `denominator`. */
  readonly adaptive: boolean;
  /**
   * The order of the updates after each example: epoch t visits s, 2 s, 3 s, … modulo the number of examples, with
   * s = strides[t mod STRIDES] coprime to it, so that every epoch is another permutation.
   */
  readonly strides: Int32Array;
};

/** Orders of the examples that take turns; a power of two. */
export const STRIDES = 64;

/** Weights and biases of a restart: unit k's weight of input j is number j units + k; its bias has j = inputs. */
export function parameterCount({ units, inputs }: Parameters): number {
  return units * (inputs + 1);
}

/**
 * The integers of a training run. Why nothing overflows 32 bits, with L the largest Σ|x'| of a row plus 2^valueShift
 * for the bias, and C the largest Σ|x'| of a column (the bias counting as one):
 * - activations: |z| ≤ weightLimit · L < 2^31, and every partial sum likewise, since updates clamp the weights;
 *   z is clamped to ± 2^17 before it meets the steepness (at most 2^6);
 * - the noisy-AND recursion stays within 0 … 2^15, products of two such numbers within 2^30;
 * - gradients: an example's share is at most (2^15 · 16) >> gradientShift = D, and D · C ≤ 2^29, so the means stay
 *   within 2^29, their differences within 2^30, and (mean / 64) · learningRate < 2^23 · 2^8;
 * - per example: (D / 64) · learningRate · |x'| ≤ 2^13 · 2^8 · 2^7.
 * @param packed the examples, with the labels they have in the relaxation
 */
export function integerTask(
  packed: PackedExamples,
  units: number,
  optimizer: Optimizer,
  epochs: number,
  seed: number,
): IntegerTask {
  const recipe = (RECIPES[optimizer] ?? RECIPES['adam'])!;
  const { rowSum, columnSum } = norms(packed);
  let gradientShift = 0;
  const share = CLASS_WEIGHT << PROBABILITY_BITS;
  while ((share >> gradientShift) * columnSum > 2 ** GRADIENT_BITS) gradientShift++;
  const weightLimit = Math.min(WEIGHT_LIMIT, Math.floor((2 ** 31 - 1) / (rowSum + 2 ** packed.valueShift)));
  const positives = packed.label.reduce((sum, label) => sum + label, 0);
  const negatives = packed.examples - positives;
  const weight = (mine: number, other: number) =>
    mine <= other || other === 0 || !recipe.balanced
      ? CLASS_WEIGHT
      : Math.max(1, Math.round((CLASS_WEIGHT * other) / mine));
  const positiveWeight = weight(positives, negatives);
  const negativeWeight = weight(negatives, positives);
  const learningRate = recipe.rule === 'adam' ? recipe.rate : 128;
  // A gradient g stands for g 2^gradientShift / (2^15 · 2^valueShift) units of loss, and a step is counted in 2^-12.
  const total =
    recipe.rule === 'sgd' ? CLASS_WEIGHT : positives * positiveWeight + negatives * negativeWeight;
  const denominator =
    (learningRate * 2 ** (PROBABILITY_BITS + packed.valueShift - WEIGHT_BITS - 6 - gradientShift) * total) /
    recipe.rate;
  return {
    core: 'integer',
    packed,
    update: recipe.rule === 'sgd' ? 'example' : 'batch',
    adaptive: recipe.rule === 'adam',
    strides: coprimeStrides(packed.examples),
    parameters: {
      units,
      inputs: packed.inputs,
      examples: packed.examples,
      valueShift: packed.valueShift,
      gradientShift,
      positiveWeight,
      negativeWeight,
      weightLimit,
      steepnessStart: recipe.steepness[0],
      steepnessEnd: recipe.steepness[1],
      totalEpochs: epochs,
      learningRate,
      momentumShift: recipe.rule === 'adam' ? recipe.momentumShift : 0,
      varianceShift: recipe.rule === 'adam' ? recipe.varianceShift : 0,
      denominator: Math.max(1, Math.min(2 ** 31 - 1, Math.round(denominator))),
      initialScale: Math.min(recipe.initialScale, weightLimit),
      seed: seed | 0,
    },
  };
}

/** The recipe of an optimiser in real numbers. */
export function hyperparametersOf(task: IntegerTask, optimizer: Optimizer): Hyperparameters {
  const recipe = (RECIPES[optimizer] ?? RECIPES['adam'])!;
  const mean = (shift: number) => 1 - 2 ** -shift;
  return {
    rate: recipe.rule === 'adam' ? recipe.rate / 2 ** WEIGHT_BITS : recipe.rate,
    beta1: recipe.rule === 'adam' ? mean(recipe.momentumShift) : 0,
    beta2: recipe.rule === 'adam' ? mean(recipe.varianceShift) : 0,
    init: task.parameters.initialScale / 2 ** WEIGHT_BITS,
    steepness: [recipe.steepness[0] / 16, recipe.steepness[1] / 16],
    balanced: recipe.balanced,
    batch: recipe.rule === 'sgd' ? 1 : 0,
  };
}

/** The largest row sum and column sum of absolute values; the bias column counts each example once. */
function norms(packed: PackedExamples): { rowSum: number; columnSum: number } {
  const columns = new Float64Array(packed.inputs + 1);
  columns[packed.inputs] = packed.examples * 2 ** packed.valueShift;
  let rowSum = 0;
  for (let e = 0; e < packed.examples; e++) {
    let sum = 0;
    for (let t = packed.rowStart[e]!; t < packed.rowStart[e + 1]!; t++) {
      const size = packed.value === null ? 1 : Math.abs(packed.value[t]!);
      sum += size;
      columns[packed.column[t]!]! += size;
    }
    rowSum = Math.max(rowSum, sum);
  }
  return { rowSum, columnSum: columns.reduce((most, sum) => Math.max(most, sum), 1) };
}

/** Pseudo-random numbers in 1 … examples that are coprime to `examples`. */
export function coprimeStrides(examples: number): Int32Array {
  return Int32Array.from({ length: STRIDES }, (_, t) => {
    if (examples === 0) return 1;
    let stride = (hash3(1, examples, t) % examples) + 1;
    while (gcd(BigInt(stride), BigInt(examples)) !== 1n) stride = (stride % examples) + 1;
    return stride;
  });
}

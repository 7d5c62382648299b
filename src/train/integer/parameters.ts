// The integers of a training run, and the bounds that keep every sum of the kernels within 32 bits.
import { gcd } from '../../exact/rational.ts';
import { hash3 } from '../random.ts';
import { PROBABILITY_BITS } from './sigmoid.ts';
import type { PackedExamples } from '../pack.ts';
import type { Hyperparameters, Optimizer } from '../types.ts';
import { RECIPES, type Rule } from './recipes.ts';

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

/** Largest step of a rule whose rate is in units of a weight: 4.0. */
const RATE_LIMIT = 1 << 14;

/** Decaying means have rates down to 2^-16. */
const MAX_SHIFT = 16;

/** The steepness is counted in sixteenths, up to 8.0. */
const STEEPNESS_UNIT = 16;
const STEEPNESS_LIMIT = 128;

/** Initial weights and biases reach up to ± 8.0. */
const INITIAL_LIMIT = 1 << 15;

/** The factor of a gradient before it is divided by `denominator`. */
const FACTOR = 128;

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
  /** A step in 2^-12; of `gd` and `sgd` a constant factor. */
  'learningRate',
  /** Means and gradients are divided by 2^meanShift before `learningRate` multiplies them. */
  'meanShift',
  'momentumShift',
  'varianceShift',
  'denominator',
  /** Components of a unit's gradient are scaled to below 2^normBits before they are squared. */
  'normBits',
  'initialScale',
  'seed',
] as const;

export type Parameters = Readonly<Record<(typeof PARAMETER_NAMES)[number], number>>;

/** A training problem of the integer core: examples, integers, and the rule, which chooses the kernel. */
export type IntegerTask = {
  readonly core: 'integer';
  readonly packed: PackedExamples;
  readonly parameters: Parameters;
  readonly rule: Rule;
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
 *   z is clamped to ± 2^17 before it meets the steepness (at most 2^7), whose range times the epochs is below 2^31;
 * - the noisy-AND recursion stays within 0 … 2^15, products of two such numbers within 2^30;
 * - gradients: an example's share is at most (2^15 · 16) >> gradientShift = D, and D · C ≤ 2^29, so the means stay
 *   within 2^29, their differences within 2^30;
 * - steps: meanShift is such that (mean / 2^meanShift) · learningRate, and a weight on top, stay below 2^31, whatever
 *   the positive integer that divides the product;
 * - normalised: components h = mean / scale stay below 2^normBits, at most 2^15, so that their squares add up to less
 *   than 2^31, and h · learningRate < 2^15 · 2^14;
 * - steps of iRprop-, in 2^-20, stay within learningRate · 2^9 ≤ 2^23, their products with 51 below 2^29;
 * - per example: (D / 64) · 128 · |x'| ≤ 2^13 · 2^7 · 2^7.
 * @param packed the examples, with the labels they have in the relaxation
 * @param hyperparameters what differs from the optimiser's own; each is rounded to the nearest value there is
 */
export function integerTask(
  packed: PackedExamples,
  units: number,
  optimizer: Optimizer,
  hyperparameters: Partial<Hyperparameters>,
  epochs: number,
  seed: number,
): IntegerTask {
  const { rule, ...own } = RECIPES[optimizer];
  const rate = hyperparameters.rate ?? own.rate;
  const [steepnessStart, steepnessEnd] = (hyperparameters.steepness ?? own.steepness).map((steepness) =>
    rounded(STEEPNESS_UNIT * steepness, 1, STEEPNESS_LIMIT),
  ) as [number, number];
  const { rowSum, columnSum } = norms(packed);
  let gradientShift = 0;
  const share = CLASS_WEIGHT << PROBABILITY_BITS;
  while ((share >> gradientShift) * columnSum > 2 ** GRADIENT_BITS) gradientShift++;
  const weightLimit = Math.min(WEIGHT_LIMIT, Math.floor((2 ** 31 - 1) / (rowSum + 2 ** packed.valueShift)));
  const learningRate = inWeights(rule) ? rounded(rate * 2 ** WEIGHT_BITS, 1, RATE_LIMIT) : FACTOR;
  let meanShift = 6;
  while (2 ** (GRADIENT_BITS - meanShift) * learningRate + WEIGHT_LIMIT >= 2 ** 31) meanShift++;
  const weights = classWeights(packed, hyperparameters.balanced ?? own.balanced);
  const common = {
    units,
    inputs: packed.inputs,
    examples: packed.examples,
    valueShift: packed.valueShift,
    gradientShift,
    ...weights,
  };
  return {
    core: 'integer',
    packed,
    rule,
    strides: coprimeStrides(packed.examples),
    parameters: {
      ...common,
      weightLimit,
      steepnessStart,
      steepnessEnd,
      totalEpochs: epochs,
      learningRate,
      meanShift,
      momentumShift: hasMomentum(rule) ? shiftOf(hyperparameters.beta1 ?? own.beta1) : 0,
      varianceShift: hasSecondMean(rule) ? shiftOf(hyperparameters.beta2 ?? own.beta2) : 0,
      denominator: inWeights(rule) ? 1 : rounded(lossFactor(packed, rule, common) / rate, 1, 2 ** 31 - 1),
      // (inputs + 1) 4^normBits ≤ 2^31
      normBits: Math.floor((31 - Math.ceil(Math.log2(packed.inputs + 1))) / 2),
      initialScale: initialScale(hyperparameters.init ?? own.init, packed.inputs, units, weightLimit),
      seed: seed | 0,
    },
  };
}

/** The hyperparameters of a task in real numbers, as they came out of the rounding. */
export function hyperparametersOf(
  { packed, parameters, rule }: IntegerTask,
  optimizer: Optimizer,
  { balanced = RECIPES[optimizer].balanced }: Partial<Hyperparameters>,
): Hyperparameters {
  const { learningRate, denominator, momentumShift, varianceShift, steepnessStart, steepnessEnd } =
    parameters;
  return {
    rate: inWeights(rule)
      ? learningRate / 2 ** WEIGHT_BITS
      : lossFactor(packed, rule, parameters) / denominator,
    beta1: 1 - 2 ** -momentumShift,
    beta2: 1 - 2 ** -varianceShift,
    init: parameters.initialScale / 2 ** WEIGHT_BITS,
    steepness: [steepnessStart / STEEPNESS_UNIT, steepnessEnd / STEEPNESS_UNIT],
    balanced,
    batch: batchOf(optimizer),
  };
}

/** Examples an update in this core: 0, all of them, or 1. Of the optimiser only; no hyperparameter changes it. */
export function batchOf(optimizer: Optimizer): 0 | 1 {
  return RECIPES[optimizer].rule === 'sgd' ? 1 : 0;
}

/** Whether a rule's steps do not depend on the size of the gradient. */
function inWeights(rule: Rule): boolean {
  return rule !== 'gd' && rule !== 'sgd';
}

function hasMomentum(rule: Rule): boolean {
  return rule !== 'sgd' && rule !== 'irprop-';
}

function hasSecondMean(rule: Rule): boolean {
  return rule === 'adam' || rule === 'lion';
}

/** The integer nearest to a value within bounds. */
function rounded(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, Math.round(value)));
}

/** The s whose 1 - 2^-s is nearest to a decay, by the logarithm of its distance from 1. */
function shiftOf(decay: number): number {
  return rounded(-Math.log2(1 - decay), 0, MAX_SHIFT);
}

/** Initial weights and biases are uniform in ± the result / 4096; Glorot's range is taken for the biases as well. */
function initialScale(init: number | 'glorot', inputs: number, units: number, weightLimit: number): number {
  const range = init === 'glorot' ? Math.sqrt(6 / (inputs + units)) : init;
  return rounded(range * 2 ** WEIGHT_BITS, 0, Math.min(INITIAL_LIMIT, weightLimit));
}

/** How much an example counts by its label. */
function classWeights(
  packed: PackedExamples,
  balanced: boolean,
): Pick<Parameters, 'positiveWeight' | 'negativeWeight'> {
  const positives = positiveCount(packed);
  const negatives = packed.examples - positives;
  const weight = (mine: number, other: number) =>
    mine <= other || other === 0 || !balanced
      ? CLASS_WEIGHT
      : Math.max(1, Math.round((CLASS_WEIGHT * other) / mine));
  return { positiveWeight: weight(positives, negatives), negativeWeight: weight(negatives, positives) };
}

function positiveCount({ label }: PackedExamples): number {
  return label.reduce((sum, y) => sum + y, 0);
}

/**
 * Rate times denominator of the rules that follow the gradient of a loss, the mean over all examples or that of one.
 * A gradient g stands for g 2^gradientShift / (2^15 · 2^valueShift) units of loss, and a step is counted in 2^-12.
 */
function lossFactor(
  packed: PackedExamples,
  rule: Rule,
  {
    valueShift,
    gradientShift,
    positiveWeight,
    negativeWeight,
  }: Pick<Parameters, 'valueShift' | 'gradientShift' | 'positiveWeight' | 'negativeWeight'>,
): number {
  const positives = positiveCount(packed);
  const total =
    rule === 'sgd'
      ? CLASS_WEIGHT
      : positives * positiveWeight + (packed.examples - positives) * negativeWeight;
  return FACTOR * 2 ** (PROBABILITY_BITS + valueShift - WEIGHT_BITS - 6 - gradientShift) * total;
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

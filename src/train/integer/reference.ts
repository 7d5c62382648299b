// The integer training core, written to be read. The WASM and the WGSL kernel compute exactly this, bit for bit.
//
// One restart trains K units of which every one should fire on the positives and at least one should not fire on each
// negative. Unit k's activation is z_k = Σ w x + b; q_k = σ(-β z_k) is its probability of not firing, and
// s = 1 - Π (1 - q_k) the probability that the AND is 0. The loss is -log(1 - s) on positives and -log s on negatives;
// its derivative by z_k is -q_k and q_k (1 - s) / s (times β, which scales all gradients alike and is left out).
import { initialWeight } from '../random.ts';
import { STRIDES, parameterCount, type IntegerTask } from './parameters.ts';
import { PROBABILITY_BITS, TABLE_SIZE } from './sigmoid.ts';

/** The state of one restart; it lasts over calls of `trainRestart`. */
export type RestartState = {
  readonly weights: Int32Array;
  /** The decaying means of the gradient and of its absolute value; of `irprop-` the last directions and the steps. */
  readonly momentum: Int32Array;
  readonly variance: Int32Array;
  /** Number, from 1, of the epoch that found every example right in the hard network; 0 before. */
  solved: number;
};

export function initialState(task: IntegerTask, restart: number): RestartState {
  const size = parameterCount(task.parameters);
  const { seed, initialScale } = task.parameters;
  return {
    weights: Int32Array.from({ length: size }, (_, p) => initialWeight(seed, restart, p, initialScale)),
    momentum: new Int32Array(size),
    variance: new Int32Array(size),
    solved: 0,
  };
}

/**
 * Activations are clamped to ± 2^17 (± 32.0) before the table is consulted. At a steepness of 1/4 or more the table has
 * ended by then; below, this keeps q above σ(-4), so that no gradient vanishes early on.
 */
const ACTIVATION_LIMIT = 1 << 17;
/** Fraction bits of a step of `irprop-` beyond a weight's. */
const STEP_BITS = 8;
const ONE = 1 << PROBABILITY_BITS;

/**
 * Trains one restart for the epochs `first` … `first + epochs - 1` (counted from 0), or until its hard network is right.
 * @param table `sigmoidTable()`
 */
export function trainRestart(
  task: IntegerTask,
  table: Int32Array,
  state: RestartState,
  first: number,
  epochs: number,
): void {
  const { packed, parameters } = task;
  const { units, inputs, examples, valueShift, gradientShift, weightLimit, meanShift, learningRate } =
    parameters;
  const { rowStart, column, value, label } = packed;
  const { weights, momentum, variance } = state;
  const bias = inputs * units;
  const gradient = new Int32Array(weights.length);
  const z = new Int32Array(units);
  const q = new Int32Array(units);
  const d = new Int32Array(units);

  /** Fills z with the activations on example e; true when the hard network answers its label. */
  const forward = (e: number): boolean => {
    const end = rowStart[e + 1]!;
    let all = true;
    for (let k = 0; k < units; k++) {
      let sum = weights[bias + k]! << valueShift;
      if (value === null)
        for (let t = rowStart[e]!; t < end; t++) sum = (sum + weights[column[t]! * units + k]!) | 0;
      else
        for (let t = rowStart[e]!; t < end; t++)
          sum = (sum + Math.imul(weights[column[t]! * units + k]!, value[t]!)) | 0;
      z[k] = sum;
      if (sum <= 0) all = false;
    }
    return all === (label[e] === 1);
  };

  /** Fills d with the derivatives of the loss on example e by the activations in z, in 2^-15 times the class weight. */
  const differentiate = (e: number, steepness: number): void => {
    let s = 0;
    for (let k = 0; k < units; k++) {
      const limited = Math.max(-ACTIVATION_LIMIT, Math.min(ACTIVATION_LIMIT, z[k]! >> valueShift));
      const entry = (Math.imul(limited, steepness) >> 8) + TABLE_SIZE / 2;
      q[k] = table[Math.max(0, Math.min(TABLE_SIZE - 1, entry))]!;
      s += q[k]! - (Math.imul(s, q[k]!) >> PROBABILITY_BITS);
    }
    for (let k = 0; k < units; k++)
      d[k] =
        label[e] === 1
          ? -(Math.imul(q[k]!, parameters.positiveWeight) >> gradientShift)
          : Math.imul((Math.imul(q[k]!, ONE - s) / s) | 0, parameters.negativeWeight) >> gradientShift;
  };

  /** Adds example e's share to the gradient. */
  const accumulate = (e: number): void => {
    const end = rowStart[e + 1]!;
    for (let k = 0; k < units; k++) {
      const share = d[k]!;
      gradient[bias + k]! += share;
      if (value === null) for (let t = rowStart[e]!; t < end; t++) gradient[column[t]! * units + k]! += share;
      else
        for (let t = rowStart[e]!; t < end; t++)
          gradient[column[t]! * units + k]! += Math.imul(share, value[t]!);
    }
  };

  /** A gradient or mean times the learning rate. */
  const scaled = (mean: number): number => Math.imul((mean / 2 ** meanShift) | 0, learningRate);

  const move = (p: number, step: number): void => {
    weights[p] = Math.max(-weightLimit, Math.min(weightLimit, weights[p]! - step));
  };

  /** Updates all weights from `gradient`. */
  const updateBatch = (epoch: number): void => {
    // floor(log2(epoch + 1)): the means start as plain averages.
    const warmUp = 31 - Math.clz32(epoch + 1);
    const momentumShift = Math.min(parameters.momentumShift, warmUp);
    const varianceShift = Math.min(parameters.varianceShift, warmUp);
    for (let p = bias; p < weights.length; p++) gradient[p]! <<= valueShift;
    const remember = (p: number, shift: number): void => {
      momentum[p]! += (gradient[p]! - momentum[p]!) >> shift;
    };
    const quotient = (p: number, divisor: number): number => (scaled(momentum[p]!) / divisor) | 0;
    switch (task.rule) {
      case 'gd':
        for (let p = 0; p < weights.length; p++) {
          remember(p, momentumShift);
          move(p, quotient(p, parameters.denominator));
        }
        break;
      case 'adam':
        for (let p = 0; p < weights.length; p++) {
          remember(p, momentumShift);
          variance[p]! += (Math.abs(gradient[p]!) - variance[p]!) >> varianceShift;
          move(p, quotient(p, (variance[p]! >> meanShift) + 1));
        }
        break;
      case 'normalised':
        for (let k = 0; k < units; k++) {
          let largest = 0;
          for (let p = k; p < weights.length; p += units) {
            remember(p, momentumShift);
            largest = Math.max(largest, Math.abs(momentum[p]!));
          }
          const scale = (largest >> parameters.normBits) + 1;
          let squares = 0;
          for (let p = k; p < weights.length; p += units) squares += ((momentum[p]! / scale) | 0) ** 2;
          const norm = Math.max(1, squareRoot(squares));
          for (let p = k; p < weights.length; p += units)
            move(p, (Math.imul((momentum[p]! / scale) | 0, learningRate) / norm) | 0);
        }
        break;
      case 'lion':
        for (let p = 0; p < weights.length; p++) {
          const blend = momentum[p]! + ((gradient[p]! - momentum[p]!) >> momentumShift);
          move(p, Math.sign(blend) * learningRate);
          remember(p, varianceShift);
        }
        break;
      case 'irprop-':
        for (let p = 0; p < weights.length; p++) {
          const sign = Math.sign(gradient[p]!);
          const agreement = sign * momentum[p]!;
          let step = epoch === 0 ? learningRate << STEP_BITS : variance[p]!;
          if (agreement > 0) step += (step * 51) >> 8;
          if (agreement < 0) step >>= 1;
          step = Math.max(1 << STEP_BITS, Math.min(learningRate << (STEP_BITS + 1), step));
          variance[p] = step;
          momentum[p] = agreement < 0 ? 0 : sign;
          move(p, momentum[p]! * (step >> STEP_BITS));
        }
    }
  };

  /** Updates the weights that example e touches from d. */
  const updateExample = (e: number): void => {
    for (let k = 0; k < units; k++) {
      const step = scaled(d[k]!);
      for (let t = rowStart[e]!; t < rowStart[e + 1]!; t++) {
        const share = value === null ? step : Math.imul(step, value[t]!);
        move(column[t]! * units + k, (share / parameters.denominator) | 0);
      }
      move(bias + k, ((step << valueShift) / parameters.denominator) | 0);
    }
  };

  for (let epoch = first; epoch < first + epochs && state.solved === 0; epoch++) {
    const range = parameters.steepnessEnd - parameters.steepnessStart;
    const steepness = parameters.steepnessStart + ((Math.imul(range, epoch) / parameters.totalEpochs) | 0);
    let right = true;
    if (task.rule !== 'sgd') {
      gradient.fill(0);
      for (let e = 0; e < examples; e++) {
        if (!forward(e)) right = false;
        differentiate(e, steepness);
        accumulate(e);
      }
      if (right) state.solved = epoch + 1;
      else updateBatch(epoch);
      continue;
    }
    for (let e = 0; e < examples && right; e++) right = forward(e);
    if (right) {
      state.solved = epoch + 1;
      continue;
    }
    const stride = task.strides[epoch % STRIDES]!;
    for (let i = 0, e = 0; i < examples; i++) {
      e = e + stride < examples ? e + stride : e + stride - examples;
      forward(e);
      differentiate(e, steepness);
      updateExample(e);
    }
  }
}

/** The square root of an integer of 0 … 2^31 - 1, rounded down, bit by bit. */
function squareRoot(square: number): number {
  let root = 0;
  for (let bit = 1 << 15; bit > 0; bit >>= 1) if ((root + bit) ** 2 <= square) root += bit;
  return root;
}

// The training core of ../integer/reference.ts on 4 restarts at a time, one in each 32-bit lane of a SIMD vector.
//
// `column` holds byte offsets into the arrays of the state; see block.ts for the rest of the memory.
import {
  DENOMINATOR,
  EXAMPLES,
  GRADIENT_SHIFT,
  INPUTS,
  LEARNING_RATE,
  MEAN_SHIFT,
  NEGATIVE_WEIGHT,
  POSITIVE_WEIGHT,
  STEEPNESS_END,
  STEEPNESS_START,
  TOTAL_EPOCHS,
  UNITS,
  VALUE_SHIFT,
  WEIGHT_LIMIT,
  address,
  clamp,
  divide,
  parameter,
  scaledDown,
} from './block';
import { moveLive, updateBatch } from './update';

/** Four entries of the table; WebAssembly has no gather. */
@inline function look(table: usize, index: v128): v128 {
  const byte = i32x4.shl(index, 2);
  let entries = i32x4.splat(load<i32>(table + <usize>i32x4.extract_lane(byte, 0)));
  entries = i32x4.replace_lane(entries, 1, load<i32>(table + <usize>i32x4.extract_lane(byte, 1)));
  entries = i32x4.replace_lane(entries, 2, load<i32>(table + <usize>i32x4.extract_lane(byte, 2)));
  return i32x4.replace_lane(entries, 3, load<i32>(table + <usize>i32x4.extract_lane(byte, 3)));
}

/** The probability of not firing, from an activation. */
@inline function silence(table: usize, z: v128, valueShift: i32, steepness: v128): v128 {
  const limited = clamp(i32x4.shr_s(z, valueShift), i32x4.splat(-131072), i32x4.splat(131072));
  const entry = i32x4.add(i32x4.shr_s(i32x4.mul(limited, steepness), 8), i32x4.splat(2048));
  return look(table, clamp(entry, i32x4.splat(0), i32x4.splat(4095)));
}

/** One step of the noisy-AND recursion. */
@inline function union(s: v128, q: v128): v128 {
  return i32x4.add(s, i32x4.sub(q, i32x4.shr_s(i32x4.mul(s, q), 15)));
}

@inline function derivative(q: v128, s: v128, label: i32, weight: v128, gradientShift: i32): v128 {
  if (label) return i32x4.neg(i32x4.shr_s(i32x4.mul(q, weight), gradientShift));
  const ratio = divide(i32x4.mul(q, i32x4.sub(i32x4.splat(32768), s)), s);
  return i32x4.shr_s(i32x4.mul(ratio, weight), gradientShift);
}

/** Σ w x over a row for one unit, `w` being the address of that unit's weight of input 0, on top of `sum`. */
@inline function rowSum(sum: v128, w: usize, from: usize, to: usize, values: usize, valued: bool): v128 {
  let value = values;
  for (let t = from; t < to; t += 4) {
    const weight = v128.load(w + <usize>load<u32>(t));
    if (valued) {
      sum = i32x4.add(sum, i32x4.mul(weight, i32x4.splat(load<i32>(value))));
      value += 4;
    } else sum = i32x4.add(sum, weight);
  }
  return sum;
}

/** Adds d x to one unit's gradient along a row. */
@inline function scatter(d: v128, g: usize, from: usize, to: usize, values: usize, valued: bool): void {
  let value = values;
  for (let t = from; t < to; t += 4) {
    const here = g + <usize>load<u32>(t);
    if (valued) {
      v128.store(here, i32x4.add(v128.load(here), i32x4.mul(d, i32x4.splat(load<i32>(value)))));
      value += 4;
    } else v128.store(here, i32x4.add(v128.load(here), d));
  }
}

/** Fills q with the activations of all units on a row; the mask of lanes whose hard AND answers `label`. */
@inline function forward(block: usize, w: usize, q: usize, from: usize, to: usize, values: usize, label: i32, valued: bool): v128 {
  const units = <usize>parameter(block, UNITS) << 4;
  const bias = w + <usize>parameter(block, INPUTS) * units;
  const shift = parameter(block, VALUE_SHIFT);
  let least = i32x4.splat(i32.MAX_VALUE);
  for (let k: usize = 0; k < units; k += 16) {
    const z = rowSum(i32x4.shl(v128.load(bias + k), shift), w + k, from, to, values, valued);
    v128.store(q + k, z);
    least = i32x4.min_s(least, z);
  }
  const fires = i32x4.gt_s(least, i32x4.splat(0));
  return label ? fires : v128.not(fires);
}

/** Turns the activations in q into probabilities of not firing; returns s. */
@inline function soften(block: usize, q: usize, steepness: v128): v128 {
  const units = <usize>parameter(block, UNITS) << 4;
  const table = address(block, 4);
  const shift = parameter(block, VALUE_SHIFT);
  let s = i32x4.splat(0);
  for (let k: usize = 0; k < units; k += 16) {
    const probability = silence(table, v128.load(q + k), shift, steepness);
    v128.store(q + k, probability);
    s = union(s, probability);
  }
  return s;
}

/** One pass over all examples: fills the gradient, returns the mask of lanes whose hard network is right. */
@inline function batchPass(block: usize, steepness: v128, valued: bool): v128 {
  const units = <usize>parameter(block, UNITS) << 4;
  const inputs = <usize>parameter(block, INPUTS);
  const gradientShift = parameter(block, GRADIENT_SHIFT);
  const positive = i32x4.splat(parameter(block, POSITIVE_WEIGHT));
  const negative = i32x4.splat(parameter(block, NEGATIVE_WEIGHT));
  const column = address(block, 1);
  const toValue = address(block, 2) - column;
  const q = address(block, 5);
  const w = address(block, 6);
  const g = address(block, 9);
  const bias = g + inputs * units;
  let right = i32x4.splat(-1);
  let row = address(block, 0);
  let label = address(block, 3);
  const last = row + (<usize>parameter(block, EXAMPLES) << 2);
  for (; row < last; row += 4, label += 4) {
    const from = column + (<usize>load<u32>(row) << 2);
    const to = column + (<usize>load<u32>(row, 4) << 2);
    const values = from + toValue;
    const y = load<i32>(label);
    right = v128.and(right, forward(block, w, q, from, to, values, y, valued));
    const s = soften(block, q, steepness);
    const weight = y ? positive : negative;
    for (let k: usize = 0; k < units; k += 16) {
      const d = derivative(v128.load(q + k), s, y, weight, gradientShift);
      v128.store(bias + k, i32x4.add(v128.load(bias + k), d));
      scatter(d, g + k, from, to, values, valued);
    }
  }
  return right;
}

/** `batchPass` for two units and Boolean stimuli: both units in registers, no multiplication but in the table step. */
@inline function batchPassOfTwo(block: usize, steepness: v128): v128 {
  const gradientShift = parameter(block, GRADIENT_SHIFT);
  const positive = i32x4.splat(parameter(block, POSITIVE_WEIGHT));
  const negative = i32x4.splat(parameter(block, NEGATIVE_WEIGHT));
  const column = address(block, 1);
  const table = address(block, 4);
  const w = address(block, 6);
  const g = address(block, 9);
  const bias = <usize>parameter(block, INPUTS) << 5;
  const biasA = v128.load(w + bias);
  const biasB = v128.load(w + bias, 16);
  let biasGradientA = i32x4.splat(0);
  let biasGradientB = i32x4.splat(0);
  let right = i32x4.splat(-1);
  let row = address(block, 0);
  let label = address(block, 3);
  const last = row + (<usize>parameter(block, EXAMPLES) << 2);
  for (; row < last; row += 4, label += 4) {
    const from = column + (<usize>load<u32>(row) << 2);
    const to = column + (<usize>load<u32>(row, 4) << 2);
    let a = biasA;
    let b = biasB;
    for (let t = from; t < to; t += 4) {
      const here = w + <usize>load<u32>(t);
      a = i32x4.add(a, v128.load(here));
      b = i32x4.add(b, v128.load(here, 16));
    }
    const fires = i32x4.gt_s(i32x4.min_s(a, b), i32x4.splat(0));
    const qa = silence(table, a, 0, steepness);
    const qb = silence(table, b, 0, steepness);
    const s = union(qa, qb);
    let da: v128;
    let db: v128;
    if (load<i32>(label)) {
      right = v128.and(right, fires);
      da = derivative(qa, s, 1, positive, gradientShift);
      db = derivative(qb, s, 1, positive, gradientShift);
    } else {
      right = v128.andnot(right, fires);
      da = derivative(qa, s, 0, negative, gradientShift);
      db = derivative(qb, s, 0, negative, gradientShift);
    }
    biasGradientA = i32x4.add(biasGradientA, da);
    biasGradientB = i32x4.add(biasGradientB, db);
    for (let t = from; t < to; t += 4) {
      const here = g + <usize>load<u32>(t);
      v128.store(here, i32x4.add(v128.load(here), da));
      v128.store(here, i32x4.add(v128.load(here, 16), db), 16);
    }
  }
  v128.store(g + bias, biasGradientA);
  v128.store(g + bias, biasGradientB, 16);
  return right;
}

/** The mask of lanes whose hard network answers all labels. */
@inline function rightPass(block: usize, live: v128, valued: bool): v128 {
  const column = address(block, 1);
  const toValue = address(block, 2) - column;
  let right = live;
  let row = address(block, 0);
  let label = address(block, 3);
  const last = row + (<usize>parameter(block, EXAMPLES) << 2);
  for (; row < last && v128.any_true(right); row += 4, label += 4) {
    const from = column + (<usize>load<u32>(row) << 2);
    const to = column + (<usize>load<u32>(row, 4) << 2);
    right = v128.and(
      right,
      forward(block, address(block, 6), address(block, 5), from, to, from + toValue, load<i32>(label), valued),
    );
  }
  return right;
}

/** One pass over all examples that updates the weights each one touches. */
@inline function examplePass(block: usize, steepness: v128, stride: i32, live: v128, valued: bool): void {
  const units = <usize>parameter(block, UNITS) << 4;
  const inputs = <usize>parameter(block, INPUTS);
  const gradientShift = parameter(block, GRADIENT_SHIFT);
  const valueShift = parameter(block, VALUE_SHIFT);
  const positive = i32x4.splat(parameter(block, POSITIVE_WEIGHT));
  const negative = i32x4.splat(parameter(block, NEGATIVE_WEIGHT));
  const rate = i32x4.splat(parameter(block, LEARNING_RATE));
  const meanShift = parameter(block, MEAN_SHIFT);
  const denominator = i32x4.splat(parameter(block, DENOMINATOR));
  const high = i32x4.splat(parameter(block, WEIGHT_LIMIT));
  const low = i32x4.neg(high);
  const column = address(block, 1);
  const toValue = address(block, 2) - column;
  const q = address(block, 5);
  const w = address(block, 6);
  const bias = w + inputs * units;
  const rows = address(block, 0);
  const labels = address(block, 3);
  const examples = parameter(block, EXAMPLES);
  for (let i = 0, e = 0; i < examples; i++) {
    e += stride;
    if (e >= examples) e -= examples;
    const row = rows + (<usize>e << 2);
    const from = column + (<usize>load<u32>(row) << 2);
    const to = column + (<usize>load<u32>(row, 4) << 2);
    const y = load<i32>(labels + (<usize>e << 2));
    forward(block, w, q, from, to, from + toValue, y, valued);
    const s = soften(block, q, steepness);
    for (let k: usize = 0; k < units; k += 16) {
      const d = derivative(v128.load(q + k), s, y, y ? positive : negative, gradientShift);
      const scaled = i32x4.mul(scaledDown(d, meanShift), rate);
      const biasStep = divide(i32x4.shl(scaled, valueShift), denominator);
      let value = from + toValue;
      for (let t = from; t < to; t += 4) {
        const here = w + k + <usize>load<u32>(t);
        let step = biasStep;
        if (valued) {
          step = divide(i32x4.mul(scaled, i32x4.splat(load<i32>(value))), denominator);
          value += 4;
        }
        moveLive(here, step, low, high, live);
      }
      moveLive(bias + k, biasStep, low, high, live);
    }
  }
}

@inline function train(block: usize, first: i32, epochs: i32, valued: bool, perExample: bool, rule: i32): void {
  const start = parameter(block, STEEPNESS_START);
  const range = parameter(block, STEEPNESS_END) - start;
  const g = address(block, 9);
  const solvedAt = address(block, 10);
  const gradientBytes = <usize>parameter(block, UNITS) * <usize>(parameter(block, INPUTS) + 1) << 4;
  let solved = v128.load(solvedAt);
  let live = i32x4.eq(solved, i32x4.splat(0));
  for (let epoch = first; epoch < first + epochs && v128.any_true(live); epoch++) {
    const steepness = i32x4.splat(start + (range * epoch) / parameter(block, TOTAL_EPOCHS));
    let right: v128;
    if (perExample) right = rightPass(block, live, valued);
    else {
      memory.fill(g, 0, gradientBytes);
      right = !valued && parameter(block, UNITS) == 2 ? batchPassOfTwo(block, steepness) : batchPass(block, steepness, valued);
    }
    right = v128.and(right, live);
    solved = v128.bitselect(i32x4.splat(epoch + 1), solved, right);
    live = v128.andnot(live, right);
    if (perExample) {
      const stride = load<i32>(address(block, 11) + (<usize>(epoch & 63) << 2));
      examplePass(block, steepness, stride, live, valued);
    }
    else updateBatch(block, rule, epoch, live);
  }
  v128.store(solvedAt, solved);
}

/**
 * Trains the four restarts for the epochs `first` … `first + epochs - 1`, each until its hard network is right.
 * @param rule its position in RULES
 */
export function batch(block: usize, first: i32, epochs: i32, valued: bool, rule: i32): void {
  if (valued) train(block, first, epochs, true, false, rule);
  else train(block, first, epochs, false, false, rule);
}

/** As `batch`, with an update after every example. */
export function perExample(block: usize, first: i32, epochs: i32, valued: bool): void {
  if (valued) train(block, first, epochs, true, true, 0);
  else train(block, first, epochs, false, true, 0);
}

// The training core of ../reference.ts on 4 restarts at a time, one in each 32-bit lane of a SIMD vector.
//
// The host lays out the memory: the parameters in the order of PARAMETER_NAMES (../parameters.ts), the examples, and
// the state, parameter p of all four restarts being the vector p of an array. `column` holds byte offsets into it.

// Positions in the parameter block.
const UNITS = 0;
const INPUTS = 1;
const EXAMPLES = 2;
const VALUE_SHIFT = 3;
const GRADIENT_SHIFT = 4;
const POSITIVE_WEIGHT = 5;
const NEGATIVE_WEIGHT = 6;
const WEIGHT_LIMIT = 7;
const STEEPNESS_START = 8;
const STEEPNESS_END = 9;
const TOTAL_EPOCHS = 10;
const LEARNING_RATE = 11;
const MOMENTUM_SHIFT = 12;
const VARIANCE_SHIFT = 13;
const DENOMINATOR = 14;
// The host's addresses follow the parameters.
const ADDRESSES = 17;

@inline function parameter(block: usize, index: i32): i32 {
  return load<i32>(block + (<usize>index << 2));
}

@inline function address(block: usize, index: i32): usize {
  return <usize>load<u32>(block + (<usize>(ADDRESSES + index) << 2));
}

/** Four entries of the table; WebAssembly has no gather. */
@inline function look(table: usize, index: v128): v128 {
  const byte = i32x4.shl(index, 2);
  let entries = i32x4.splat(load<i32>(table + <usize>i32x4.extract_lane(byte, 0)));
  entries = i32x4.replace_lane(entries, 1, load<i32>(table + <usize>i32x4.extract_lane(byte, 1)));
  entries = i32x4.replace_lane(entries, 2, load<i32>(table + <usize>i32x4.extract_lane(byte, 2)));
  return i32x4.replace_lane(entries, 3, load<i32>(table + <usize>i32x4.extract_lane(byte, 3)));
}

/**
 * a / b towards 0, through doubles. Exact: the quotient lies at least 1/b from an integer it is not, which relative to
 * a quotient of at most 2^31 / b is 2^-31, far above the rounding error 2^-53.
 */
@inline function divide(a: v128, b: v128): v128 {
  const low = f64x2.div(f64x2.convert_low_i32x4_s(a), f64x2.convert_low_i32x4_s(b));
  const highA = v128.shuffle<i32>(a, a, 2, 3, 2, 3);
  const highB = v128.shuffle<i32>(b, b, 2, 3, 2, 3);
  const high = f64x2.div(f64x2.convert_low_i32x4_s(highA), f64x2.convert_low_i32x4_s(highB));
  return v128.shuffle<i32>(i32x4.trunc_sat_f64x2_s_zero(low), i32x4.trunc_sat_f64x2_s_zero(high), 0, 1, 4, 5);
}

/** x / 64 towards 0. */
@inline function sixtyFourth(x: v128): v128 {
  return i32x4.shr_s(i32x4.add(x, v128.and(i32x4.shr_s(x, 31), i32x4.splat(63))), 6);
}

@inline function clamp(x: v128, low: v128, high: v128): v128 {
  return i32x4.min_s(high, i32x4.max_s(low, x));
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

/** Updates the weights of the live lanes from the gradient. */
@inline function updateBatch(block: usize, epoch: i32, live: v128, adaptive: bool): void {
  const units = <usize>parameter(block, UNITS) << 4;
  const bias = <usize>parameter(block, INPUTS) * units;
  const warmUp = 31 - clz(epoch + 1);
  const momentumShift = min(parameter(block, MOMENTUM_SHIFT), warmUp);
  const varianceShift = min(parameter(block, VARIANCE_SHIFT), warmUp);
  const rate = i32x4.splat(parameter(block, LEARNING_RATE));
  const denominator = i32x4.splat(parameter(block, DENOMINATOR));
  const high = i32x4.splat(parameter(block, WEIGHT_LIMIT));
  const low = i32x4.neg(high);
  const w = address(block, 6);
  const m = address(block, 7);
  const v = address(block, 8);
  const g = address(block, 9);
  for (let p: usize = 0; p < bias + units; p += 16) {
    const shift = p < bias ? 0 : parameter(block, VALUE_SHIFT);
    const gradient = i32x4.shl(v128.load(g + p), shift);
    const before = v128.load(m + p);
    const momentum = i32x4.add(before, i32x4.shr_s(i32x4.sub(gradient, before), momentumShift));
    v128.store(m + p, momentum);
    let divisor = denominator;
    if (adaptive) {
      const old = v128.load(v + p);
      const variance = i32x4.add(old, i32x4.shr_s(i32x4.sub(i32x4.abs(gradient), old), varianceShift));
      v128.store(v + p, variance);
      divisor = i32x4.add(i32x4.shr_s(variance, 6), i32x4.splat(1));
    }
    const step = divide(i32x4.mul(sixtyFourth(momentum), rate), divisor);
    const weight = v128.load(w + p);
    v128.store(w + p, v128.bitselect(clamp(i32x4.sub(weight, step), low, high), weight, live));
  }
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

@inline function moveLive(here: usize, step: v128, low: v128, high: v128, live: v128): void {
  const weight = v128.load(here);
  v128.store(here, v128.bitselect(clamp(i32x4.sub(weight, step), low, high), weight, live));
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
      const scaled = i32x4.mul(sixtyFourth(d), rate);
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

@inline function train(block: usize, first: i32, epochs: i32, valued: bool, perExample: bool, adaptive: bool): void {
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
    else updateBatch(block, epoch, live, adaptive);
  }
  v128.store(solvedAt, solved);
}

/** Trains the four restarts for the epochs `first` … `first + epochs - 1`, each until its hard network is right. */
export function batch(block: usize, first: i32, epochs: i32, valued: bool, adaptive: bool): void {
  if (valued) {
    if (adaptive) train(block, first, epochs, true, false, true);
    else train(block, first, epochs, true, false, false);
  } else if (adaptive) train(block, first, epochs, false, false, true);
  else train(block, first, epochs, false, false, false);
}

/** As `batch`, with an update after every example. */
export function perExample(block: usize, first: i32, epochs: i32, valued: bool): void {
  if (valued) train(block, first, epochs, true, true, false);
  else train(block, first, epochs, false, true, false);
}

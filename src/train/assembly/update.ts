// The update of all weights from the gradient of all examples, by the rules of RULES (../integer/recipes.ts).
import {
  DENOMINATOR,
  INPUTS,
  LEARNING_RATE,
  MEAN_SHIFT,
  MOMENTUM_SHIFT,
  NORM_BITS,
  UNITS,
  VALUE_SHIFT,
  VARIANCE_SHIFT,
  WEIGHT_LIMIT,
  address,
  clamp,
  divide,
  parameter,
  scaledDown,
  squareRoot,
} from './block';

// Positions in RULES.
const ADAM = 1;
const NORMALISED = 2;
const LION = 3;
const IRPROP = 4;

/** Moves the weight at an address where the lane is live. */
@inline export function moveLive(here: usize, step: v128, low: v128, high: v128, live: v128): void {
  const weight = v128.load(here);
  v128.store(here, v128.bitselect(clamp(i32x4.sub(weight, step), low, high), weight, live));
}

/** Lets the mean at an address decay towards x; returns it. */
@inline function decay(here: usize, x: v128, shift: i32): v128 {
  const before = v128.load(here);
  const mean = i32x4.add(before, i32x4.shr_s(i32x4.sub(x, before), shift));
  v128.store(here, mean);
  return mean;
}

/** -1, 0 or 1. */
@inline function signOf(x: v128): v128 {
  const zero = i32x4.splat(0);
  return i32x4.sub(i32x4.lt_s(x, zero), i32x4.gt_s(x, zero));
}

/** One weight's step of Lion; m is the address of its mean. */
@inline function lionStep(gradient: v128, m: usize, momentumShift: i32, varianceShift: i32, rate: v128): v128 {
  const before = v128.load(m);
  const blend = i32x4.add(before, i32x4.shr_s(i32x4.sub(gradient, before), momentumShift));
  decay(m, gradient, varianceShift);
  return i32x4.mul(signOf(blend), rate);
}

/** One weight's step of iRprop-; m and v are the addresses of its last direction and its step before. */
@inline function irpropStep(gradient: v128, m: usize, v: usize, epoch: i32, rate: v128): v128 {
  const zero = i32x4.splat(0);
  const sign = signOf(gradient);
  const agreement = i32x4.mul(sign, v128.load(m));
  const turned = i32x4.lt_s(agreement, zero);
  const step = epoch == 0 ? i32x4.shl(rate, 8) : v128.load(v);
  const longer = i32x4.add(step, i32x4.shr_s(i32x4.mul(step, i32x4.splat(51)), 8));
  const kept = v128.bitselect(longer, step, i32x4.gt_s(agreement, zero));
  const wanted = v128.bitselect(i32x4.shr_s(step, 1), kept, turned);
  const next = clamp(wanted, i32x4.splat(256), i32x4.shl(rate, 9));
  const direction = v128.andnot(sign, turned);
  v128.store(v, next);
  v128.store(m, direction);
  return i32x4.mul(direction, i32x4.shr_s(next, 8));
}

/** Every weight by a rule that treats all alike. */
@inline function updateEach(block: usize, rule: i32, epoch: i32, live: v128): void {
  const units = <usize>parameter(block, UNITS) << 4;
  const bias = <usize>parameter(block, INPUTS) * units;
  const warmUp = 31 - clz(epoch + 1);
  const momentumShift = min(parameter(block, MOMENTUM_SHIFT), warmUp);
  const varianceShift = min(parameter(block, VARIANCE_SHIFT), warmUp);
  const meanShift = parameter(block, MEAN_SHIFT);
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
    let step: v128;
    if (rule == LION) step = lionStep(gradient, m + p, momentumShift, varianceShift, rate);
    else if (rule == IRPROP) step = irpropStep(gradient, m + p, v + p, epoch, rate);
    else {
      const mean = decay(m + p, gradient, momentumShift);
      let divisor = denominator;
      if (rule == ADAM) {
        const size = decay(v + p, i32x4.abs(gradient), varianceShift);
        divisor = i32x4.add(i32x4.shr_s(size, meanShift), i32x4.splat(1));
      }
      step = divide(i32x4.mul(scaledDown(mean, meanShift), rate), divisor);
    }
    moveLive(w + p, step, low, high, live);
  }
}

/** Every unit's weights by its decaying mean gradient over that one's norm. */
function updateNormalised(block: usize, epoch: i32, live: v128): void {
  const units = <usize>parameter(block, UNITS) << 4;
  const bias = <usize>parameter(block, INPUTS) * units;
  const momentumShift = min(parameter(block, MOMENTUM_SHIFT), 31 - clz(epoch + 1));
  const rate = i32x4.splat(parameter(block, LEARNING_RATE));
  const one = i32x4.splat(1);
  const high = i32x4.splat(parameter(block, WEIGHT_LIMIT));
  const low = i32x4.neg(high);
  const w = address(block, 6);
  const m = address(block, 7);
  const g = address(block, 9);
  for (let k: usize = 0; k < units; k += 16) {
    let largest = i32x4.splat(0);
    for (let p = k; p < bias + units; p += units) {
      const shift = p < bias ? 0 : parameter(block, VALUE_SHIFT);
      const mean = decay(m + p, i32x4.shl(v128.load(g + p), shift), momentumShift);
      largest = i32x4.max_s(largest, i32x4.abs(mean));
    }
    const scale = i32x4.add(i32x4.shr_s(largest, parameter(block, NORM_BITS)), one);
    let squares = i32x4.splat(0);
    // The gradient has done its work: its place holds the scaled means.
    for (let p = k; p < bias + units; p += units) {
      const scaled = divide(v128.load(m + p), scale);
      v128.store(g + p, scaled);
      squares = i32x4.add(squares, i32x4.mul(scaled, scaled));
    }
    const norm = i32x4.max_s(squareRoot(squares), one);
    for (let p = k; p < bias + units; p += units)
      moveLive(w + p, divide(i32x4.mul(v128.load(g + p), rate), norm), low, high, live);
  }
}

/** Updates the weights of the live lanes from the gradient. */
@inline export function updateBatch(block: usize, rule: i32, epoch: i32, live: v128): void {
  if (rule == ADAM) updateEach(block, ADAM, epoch, live);
  else if (rule == NORMALISED) updateNormalised(block, epoch, live);
  else if (rule == LION) updateEach(block, LION, epoch, live);
  else if (rule == IRPROP) updateEach(block, IRPROP, epoch, live);
  else updateEach(block, 0, epoch, live);
}

// The float core of ../float/reference.ts on 4 restarts at a time, one in each lane of a SIMD vector: whole epochs.
import { gateBackward, gateForward, gateHard } from './float/gates';
import { differentiateLoss, right } from './float/loss';
import * as m from './float/memory';
import { unitsBackward, unitsForward } from './float/units';
import { clamped, update } from './float/update';

const STRIDES = 64;

function forward(e: i32, soft: bool, hardly: bool): void {
  let step = m.word(m.header(m.STEPS_AT));
  for (let s = m.header(m.STEPS); s > 0; s--, step += m.STEP_BYTES) {
    if (load<i32>(step, m.KIND) == m.KIND_UNITS) unitsForward(step, e, soft, hardly);
    else {
      if (hardly) gateHard(step, e);
      if (soft) gateForward(step, e);
    }
  }
}

/** Adds the gradient of example e's loss, times `factor`, to `into`. */
function backward(e: i32, into: usize, factor: v128): void {
  differentiateLoss(e);
  const steps = m.word(m.header(m.STEPS_AT));
  let step = steps + <usize>(m.header(m.STEPS) * m.STEP_BYTES);
  while (step > steps) {
    step -= m.STEP_BYTES;
    if (load<i32>(step, m.KIND) == m.KIND_UNITS) unitsBackward(step, e, into, factor);
    else gateBackward(step, e, into, factor);
  }
}

@inline function clearGradient(): void {
  memory.fill(m.gradient, 0, <usize>m.header(m.PARAMETERS) << 4);
}

/** Updates after every mini-batch. */
function epochOfBatches(epoch: i32, live: v128): void {
  const examples = m.header(m.EXAMPLES);
  const batch = m.header(m.BATCH);
  const direct = m.header(m.DIRECT) != 0;
  const stride = load<i32>(m.word(m.header(m.STRIDES_AT) + (epoch & (STRIDES - 1))));
  const descent = v128.and(f32x4.splat(-m.headerFloat(m.RATE)), live);
  let e = 0;
  for (let i = 0, index = 0; i < examples; index++) {
    if (!direct) clearGradient();
    for (const end = min(examples, i + batch); i < end; i++) {
      e += stride;
      if (e >= examples) e -= examples;
      forward(e, true, false);
      if (direct) backward(e, m.weights, descent);
      else backward(e, m.gradient, f32x4.splat(1));
    }
    if (!direct) update(epoch, index, live);
  }
  if (!direct) return;
  const end = m.weights + (<usize>m.header(m.PARAMETERS) << 4);
  for (let p = m.weights; p < end; p += 16) v128.store(p, clamped(v128.load(p)));
}

/** Trains the four restarts for the epochs `from` … `from + epochs - 1`, each until its hard network is right. */
export function train(from: i32, epochs: i32): void {
  m.open();
  const examples = m.header(m.EXAMPLES);
  const batches = m.header(m.BATCH) > 0;
  let solved = v128.load(m.solved);
  let live = i32x4.eq(solved, i32x4.splat(0));
  for (let epoch = from; epoch < from + epochs && v128.any_true(live); epoch++) {
    m.steepen(epoch);
    let mask = live;
    if (!batches) clearGradient();
    for (let e = 0; e < examples; e++) {
      const hardly = v128.any_true(mask);
      if (batches && !hardly) break;
      forward(e, !batches, hardly);
      if (hardly) mask = v128.and(mask, right(e));
      if (!batches) backward(e, m.gradient, f32x4.splat(1));
    }
    solved = v128.bitselect(i32x4.splat(epoch + 1), solved, mask);
    live = v128.andnot(live, mask);
    if (!v128.any_true(live)) break;
    if (batches) epochOfBatches(epoch, live);
    else update(epoch, 0, live);
  }
  v128.store(m.solved, solved);
}

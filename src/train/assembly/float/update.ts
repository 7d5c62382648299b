// One update of all weights from the gradient, as in ../../float/update.ts.
import * as m from './memory';

const ADAM = 0;
const RESILIENT = 1;
const LION = 2;
const NORMALISED = 3;

@inline function move(p: usize, step: v128, live: v128): void {
  const here = m.weights + p;
  const weight = v128.load(here);
  v128.store(here, v128.bitselect(clamped(f32x4.sub(weight, step)), weight, live));
}

@inline export function clamped(weight: v128): v128 {
  return f32x4.pmax(f32x4.splat(-65536), f32x4.pmin(f32x4.splat(65536), weight));
}

/** `size` with the sign of x; 0 where x is 0. */
@inline function signed(size: v128, x: v128): v128 {
  const sign = v128.and(x, i32x4.splat(i32.MIN_VALUE));
  return v128.and(v128.or(size, sign), f32x4.ne(x, f32x4.splat(0)));
}

/** Moves the weights of the live restarts. */
@inline export function update(epoch: i32, index: i32, live: v128): void {
  const rule = m.header(m.RULE);
  if (rule == ADAM) adam(epoch, index, live);
  else if (rule == RESILIENT) resilient(live);
  else if (rule == LION) lion(live);
  else if (rule == NORMALISED) normalised(live);
  else momentum(live);
}

@inline function end(): usize {
  return <usize>m.header(m.PARAMETERS) << 4;
}

function adam(epoch: i32, index: i32, live: v128): void {
  const last = m.header(m.DECAYS) - 1;
  let entry = last;
  if (epoch < m.header(m.DECAY_EPOCHS)) {
    const batch = m.header(m.BATCH);
    const updates = batch ? (m.header(m.EXAMPLES) + batch - 1) / batch : 1;
    entry = min(epoch * updates + index, last);
  }
  const decays = m.word(m.header(m.DECAYS_AT) + 2 * entry);
  const share1 = v128.load32_splat(decays);
  const share2 = v128.load32_splat(decays, 4);
  const rate = f32x4.splat(m.headerFloat(m.RATE));
  const epsilon = f32x4.splat(1e-8);
  for (let p: usize = 0; p < end(); p += 16) {
    const g = v128.load(m.gradient + p);
    const before = v128.load(m.first + p);
    const old = v128.load(m.second + p);
    const mean = f32x4.add(before, f32x4.mul(share1, f32x4.sub(g, before)));
    const square = f32x4.add(old, f32x4.mul(share2, f32x4.sub(f32x4.mul(g, g), old)));
    v128.store(m.first + p, mean);
    v128.store(m.second + p, square);
    move(p, f32x4.div(f32x4.mul(rate, mean), f32x4.add(f32x4.sqrt(square), epsilon)), live);
  }
}

function resilient(live: v128): void {
  const none = f32x4.splat(0);
  for (let p: usize = 0; p < end(); p += 16) {
    const g = v128.load(m.gradient + p);
    const before = v128.load(m.first + p);
    const old = v128.load(m.second + p);
    const rising = f32x4.gt(g, none);
    const falling = f32x4.lt(g, none);
    const rose = f32x4.gt(before, none);
    const fell = f32x4.lt(before, none);
    const agree = v128.or(v128.and(rising, rose), v128.and(falling, fell));
    const differ = v128.or(v128.and(rising, fell), v128.and(falling, rose));
    const longer = f32x4.pmin(f32x4.mul(old, f32x4.splat(1.2)), f32x4.splat(4));
    const shorter = f32x4.pmax(f32x4.mul(old, f32x4.splat(0.5)), f32x4.splat(9.5367431640625e-7));
    const step = v128.bitselect(longer, v128.bitselect(shorter, old, differ), agree);
    v128.store(m.second + p, step);
    v128.store(m.first + p, v128.andnot(g, differ));
    move(p, v128.andnot(signed(step, g), differ), live);
  }
}

function lion(live: v128): void {
  const beta1 = f32x4.splat(m.headerFloat(m.BETA1));
  const fresh1 = f32x4.splat(1 - m.headerFloat(m.BETA1));
  const fresh2 = f32x4.splat(1 - m.headerFloat(m.BETA2));
  const rate = f32x4.splat(m.headerFloat(m.RATE));
  for (let p: usize = 0; p < end(); p += 16) {
    const g = v128.load(m.gradient + p);
    const before = v128.load(m.first + p);
    const direction = f32x4.add(f32x4.mul(beta1, before), f32x4.mul(fresh1, g));
    v128.store(m.first + p, f32x4.add(before, f32x4.mul(fresh2, f32x4.sub(g, before))));
    move(p, signed(rate, direction), live);
  }
}

function normalised(live: v128): void {
  const fresh1 = f32x4.splat(1 - m.headerFloat(m.BETA1));
  const rate = f32x4.splat(m.headerFloat(m.RATE));
  const epsilon = f32x4.splat(1e-8);
  let step = m.word(m.header(m.STEPS_AT));
  for (let s = m.header(m.STEPS); s > 0; s--, step += m.STEP_BYTES) {
    const each = <usize>load<u32>(step, m.EACH) << 4;
    let p = <usize>load<u32>(step, m.PARAMETER) << 4;
    for (let k = load<i32>(step, m.UNITS); k > 0; k--) {
      let squares = f32x4.splat(0);
      const stop = p + each;
      for (let i = p; i < stop; i += 16) {
        const g = v128.load(m.gradient + i);
        squares = f32x4.add(squares, f32x4.mul(g, g));
      }
      const norm = f32x4.add(f32x4.sqrt(squares), epsilon);
      for (; p < stop; p += 16) {
        const before = v128.load(m.first + p);
        const unit = f32x4.div(v128.load(m.gradient + p), norm);
        const mean = f32x4.add(before, f32x4.mul(fresh1, f32x4.sub(unit, before)));
        v128.store(m.first + p, mean);
        move(p, f32x4.mul(rate, mean), live);
      }
    }
  }
}

function momentum(live: v128): void {
  const beta1 = f32x4.splat(m.headerFloat(m.BETA1));
  const rate = f32x4.splat(m.headerFloat(m.RATE));
  for (let p: usize = 0; p < end(); p += 16) {
    const mean = f32x4.add(f32x4.mul(beta1, v128.load(m.first + p)), v128.load(m.gradient + p));
    v128.store(m.first + p, mean);
    move(p, f32x4.mul(rate, mean), live);
  }
}

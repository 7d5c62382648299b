// Threshold units: forward, hard and backward, as in ../../float/reference.ts.
import * as m from './memory';
import { expOfMinus, sigmoid } from './sigmoid';

/** Bytes of a place. */
const PLACE: usize = 1 << m.PLACE_SHIFT;

/** Bytes between the position of a column and that of its value; 0 where all values are 1. */
@inline function toValues(step: usize): usize {
  return <usize>load<u32>(step, m.VALUES) << 2;
}

@inline function column(t: usize): usize {
  return <usize>load<u32>(t) << 4;
}

@inline function readAt(places: usize, i: usize): usize {
  return places + (<usize>load<u32>(i) << m.PLACE_SHIFT);
}

/** Where example e's row begins, in the data; rows follow one another. */
@inline function rowAt(rows: i32, e: i32): usize {
  return rows ? m.word(load<i32>(m.word(rows + e))) : 0;
}

/**
 * Two units at a time read each row and each list once, and their sigmoids overlap; the order of the sums is that of one
 * after the other.
 */
export function unitsForward(step: usize, e: i32, soft: bool, hardly: bool): void {
  const list = m.word(load<i32>(step, m.LIST));
  const end = list + (<usize>load<u32>(step, m.NODES) << 2);
  const rows = load<i32>(step, m.ROWS);
  const values = toValues(step);
  const flags = load<i32>(step, m.FLAGS);
  const relaxation = m.relaxation;
  const slope = m.slope;
  const places = m.places;
  const from = rowAt(rows, e);
  const to = rowAt(rows, e + 1);
  const each = <usize>load<u32>(step, m.EACH) << 4;
  const onNodes = <usize>load<u32>(step, m.INPUTS) << 4;
  let w = m.weights + (<usize>load<u32>(step, m.PARAMETER) << 4);
  let at = m.place(load<u32>(step, m.STEP_PLACE));
  let k = load<i32>(step, m.UNITS);
  for (; k > 1; k -= 2) {
    const other = w + each;
    let z = v128.load(w + each - 16);
    let y = v128.load(other + each - 16);
    if (values)
      for (let t = from; t < to; t += 4) {
        const c = column(t);
        const x = v128.load32_splat(t + values);
        z = f32x4.add(z, f32x4.mul(v128.load(w + c), x));
        y = f32x4.add(y, f32x4.mul(v128.load(other + c), x));
      }
    else
      for (let t = from; t < to; t += 4) {
        const c = column(t);
        z = f32x4.add(z, v128.load(w + c));
        y = f32x4.add(y, v128.load(other + c));
      }
    if (hardly) {
      let h = z;
      let g = y;
      for (let i = list, p = w + onNodes; i < end; i += 4, p += 16) {
        const x = v128.load(readAt(places, i), m.HARD);
        h = f32x4.add(h, f32x4.mul(v128.load(p), x));
        g = f32x4.add(g, f32x4.mul(v128.load(p + each), x));
      }
      harden(at, h);
      harden(at + PLACE, g);
    }
    if (soft) {
      for (let i = list, p = w + onNodes; i < end; i += 4, p += 16) {
        const x = v128.load(readAt(places, i), m.VALUE);
        z = f32x4.add(z, f32x4.mul(v128.load(p), x));
        y = f32x4.add(y, f32x4.mul(v128.load(p + each), x));
      }
      soften(at, z, slope, relaxation, flags);
      soften(at + PLACE, y, slope, relaxation, flags);
    }
    w = other + each;
    at += 2 * PLACE;
  }
  if (k == 0) return;
  let z = v128.load(w + each - 16);
  for (let t = from; t < to; t += 4) {
    const weight = v128.load(w + column(t));
    z = f32x4.add(z, values ? f32x4.mul(weight, v128.load32_splat(t + values)) : weight);
  }
  if (hardly) {
    let h = z;
    for (let i = list, p = w + onNodes; i < end; i += 4, p += 16)
      h = f32x4.add(h, f32x4.mul(v128.load(p), v128.load(readAt(places, i), m.HARD)));
    harden(at, h);
  }
  if (soft) {
    for (let i = list, p = w + onNodes; i < end; i += 4, p += 16)
      z = f32x4.add(z, f32x4.mul(v128.load(p), v128.load(readAt(places, i), m.VALUE)));
    soften(at, z, slope, relaxation, flags);
  }
}

@inline function harden(at: usize, h: v128): void {
  const fires = f32x4.gt(h, i32x4.splat(0));
  v128.store(at, v128.bitselect(v128.load(m.constants, 160), m.low, fires), m.HARD);
}

/** Fills the place of a unit from its activation. */
@inline function soften(at: usize, z: v128, slope: v128, relaxation: i32, flags: i32): void {
  v128.store(at, z, m.ACTIVATION);
  if (relaxation <= m.TANH) {
    const u = f32x4.mul(slope, z);
    const e = expOfMinus(u);
    const unity = v128.load(m.constants, 160);
    const large = f32x4.div(unity, f32x4.add(unity, e));
    const small = f32x4.mul(e, large);
    const positive = f32x4.ge(u, i32x4.splat(0));
    const one = v128.bitselect(large, small, positive);
    const zero = v128.bitselect(small, large, positive);
    v128.store(at, one, m.ONE);
    v128.store(at, zero, m.ZERO);
    v128.store(at, relaxation == m.TANH ? f32x4.sub(one, zero) : one, m.VALUE);
  } else if (relaxation == m.RELU) {
    v128.store(at, f32x4.pmax(i32x4.splat(0), f32x4.pmin(f32x4.splat(65536), z)), m.VALUE);
    if (flags & m.WANTS_PROBABILITY) sigmoid(f32x4.mul(slope, z), at + m.ONE);
  } else {
    const fires = f32x4.gt(z, i32x4.splat(0));
    const most = f32x4.splat(0.99609375);
    const least = f32x4.splat(0.00390625);
    v128.store(at, v128.and(f32x4.splat(1), fires), m.VALUE);
    v128.store(at, v128.bitselect(most, least, fires), m.ONE);
    v128.store(at, v128.bitselect(least, most, fires), m.ZERO);
  }
  clear(at);
}

/** Forgets the derivatives of a place. */
@inline export function clear(at: usize): void {
  v128.store(at, f32x4.splat(0), m.BY_VALUE);
  v128.store(at, f32x4.splat(0), m.BY_ONE);
  v128.store(at, f32x4.splat(0), m.BY_ACTIVATION);
}

/** Adds each unit's share of the gradient times `factor` to `into`, and leads its derivative back to the nodes it reads. */
@inline export function unitsBackward(step: usize, e: i32, into: usize, factor: v128): void {
  const list = m.word(load<i32>(step, m.LIST));
  const end = list + (<usize>load<u32>(step, m.NODES) << 2);
  const rows = load<i32>(step, m.ROWS);
  const values = toValues(step);
  const flags = load<i32>(step, m.FLAGS);
  const relaxation = m.relaxation;
  const slope = m.slope;
  const places = m.places;
  const from = rowAt(rows, e);
  const to = rowAt(rows, e + 1);
  const each = <usize>load<u32>(step, m.EACH) << 4;
  const onNodes = <usize>load<u32>(step, m.INPUTS) << 4;
  // From a gradient to its weight.
  const toWeight = m.weights - into;
  let g = into + (<usize>load<u32>(step, m.PARAMETER) << 4);
  let at = m.place(load<u32>(step, m.STEP_PLACE));
  let k = load<i32>(step, m.UNITS);
  for (; k > 1; k -= 2) {
    const other = g + each;
    const d = derivative(at, slope, relaxation, flags);
    const c = derivative(at + PLACE, slope, relaxation, flags);
    const share = f32x4.mul(d, factor);
    const part = f32x4.mul(c, factor);
    if (values)
      for (let t = from; t < to; t += 4) {
        const x = v128.load32_splat(t + values);
        add(g + column(t), f32x4.mul(share, x));
        add(other + column(t), f32x4.mul(part, x));
      }
    else
      for (let t = from; t < to; t += 4) {
        add(g + column(t), share);
        add(other + column(t), part);
      }
    for (let i = list, p = g + onNodes; i < end; i += 4, p += 16) {
      const read = readAt(places, i);
      const before = f32x4.add(v128.load(read, m.BY_VALUE), f32x4.mul(d, v128.load(p + toWeight)));
      v128.store(read, f32x4.add(before, f32x4.mul(c, v128.load(p + each + toWeight))), m.BY_VALUE);
      const x = v128.load(read, m.VALUE);
      add(p, f32x4.mul(share, x));
      add(p + each, f32x4.mul(part, x));
    }
    add(other - 16, share);
    add(other + each - 16, part);
    g = other + each;
    at += 2 * PLACE;
  }
  if (k == 0) return;
  const d = derivative(at, slope, relaxation, flags);
  const share = f32x4.mul(d, factor);
  for (let t = from; t < to; t += 4)
    add(g + column(t), values ? f32x4.mul(share, v128.load32_splat(t + values)) : share);
  for (let i = list, p = g + onNodes; i < end; i += 4, p += 16) {
    const read = readAt(places, i);
    add(read + m.BY_VALUE, f32x4.mul(d, v128.load(p + toWeight)));
    add(p, f32x4.mul(share, v128.load(read, m.VALUE)));
  }
  add(g + each - 16, share);
}

@inline function add(here: usize, share: v128): void {
  v128.store(here, f32x4.add(v128.load(here), share));
}

/** The derivative of the probability by the activation. */
@inline function sigmoidSlope(at: usize, slope: v128): v128 {
  return f32x4.mul(f32x4.mul(v128.load(at, m.ONE), v128.load(at, m.ZERO)), slope);
}

/** The derivative of the loss by a unit's activation. */
@inline function derivative(at: usize, slope: v128, relaxation: i32, flags: i32): v128 {
  let d = v128.load(at, m.BY_ACTIVATION);
  const p = v128.load(at, m.BY_ONE);
  const v = v128.load(at, m.BY_VALUE);
  if (relaxation <= m.TANH) {
    const seen = relaxation == m.TANH ? f32x4.add(v, v) : v;
    d = f32x4.add(d, f32x4.mul(sigmoidSlope(at, slope), f32x4.add(p, seen)));
  } else if (relaxation == m.RELU) {
    const z = v128.load(at, m.ACTIVATION);
    const rising = v128.and(f32x4.gt(z, f32x4.splat(0)), f32x4.lt(z, f32x4.splat(65536)));
    d = v128.bitselect(f32x4.add(d, v), d, rising);
    if (flags & m.WANTS_PROBABILITY) d = f32x4.add(d, f32x4.mul(sigmoidSlope(at, slope), p));
  } else {
    const near = f32x4.le(f32x4.mul(f32x4.abs(v128.load(at, m.ACTIVATION)), m.steepness), f32x4.splat(1));
    d = v128.bitselect(f32x4.add(d, f32x4.add(p, v)), d, near);
  }
  return f32x4.pmax(v128.load(m.constants, 192), f32x4.pmin(v128.load(m.constants, 176), d));
}

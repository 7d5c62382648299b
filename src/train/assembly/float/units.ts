// Threshold units: forward, hard and backward, as in ../../float/reference.ts.
import * as m from './memory';
import { sigmoid } from './sigmoid';

/** Bytes between the position of a column and that of its value; 0 where all values are 1. */
@inline function toValues(step: usize): usize {
  return <usize>load<u32>(step, m.VALUES) << 2;
}

/** Σ w x over a row of features on top of `sum`, `w` being the address of the unit's first weight. */
@inline function rowSum(sum: v128, w: usize, from: usize, to: usize, values: usize): v128 {
  if (values) {
    for (let t = from; t < to; t += 4) {
      const weight = v128.load(w + (<usize>load<u32>(t) << 4));
      sum = f32x4.add(sum, f32x4.mul(weight, v128.load32_splat(t + values)));
    }
    return sum;
  }
  for (let t = from; t < to; t += 4) sum = f32x4.add(sum, v128.load(w + (<usize>load<u32>(t) << 4)));
  return sum;
}

export function unitsForward(step: usize, e: i32, soft: bool, hardly: bool): void {
  const inputs = load<u32>(step, m.INPUTS);
  const nodes = <usize>load<u32>(step, m.NODES) << 2;
  const list = m.word(load<i32>(step, m.LIST));
  const end = list + nodes;
  const rows = load<i32>(step, m.ROWS);
  const values = toValues(step);
  const flags = load<i32>(step, m.FLAGS);
  let from: usize = 0;
  let to: usize = 0;
  if (rows) {
    from = m.word(load<i32>(m.word(rows + e)));
    to = m.word(load<i32>(m.word(rows + e + 1)));
  }
  const each = <usize>load<u32>(step, m.EACH) << 4;
  let w = m.weights + (<usize>load<u32>(step, m.PARAMETER) << 4);
  let at = m.place(load<u32>(step, m.STEP_PLACE));
  for (let k = load<i32>(step, m.UNITS); k > 0; k--) {
    let z = rowSum(v128.load(w + each - 16), w, from, to, values);
    const onNodes = w + (<usize>inputs << 4);
    if (hardly) {
      let h = z;
      let weight = onNodes;
      for (let i = list; i < end; i += 4, weight += 16)
        h = f32x4.add(h, f32x4.mul(v128.load(weight), v128.load(m.place(load<u32>(i)), m.HARD)));
      const fires = f32x4.gt(h, f32x4.splat(0));
      v128.store(at, v128.bitselect(f32x4.splat(1), m.low, fires), m.HARD);
    }
    if (soft) {
      let weight = onNodes;
      for (let i = list; i < end; i += 4, weight += 16)
        z = f32x4.add(z, f32x4.mul(v128.load(weight), v128.load(m.place(load<u32>(i)), m.VALUE)));
      soften(at, z, flags);
    }
    w += each;
    at += 1 << m.PLACE_SHIFT;
  }
}

/** Fills the place of a unit from its activation. */
@inline function soften(at: usize, z: v128, flags: i32): void {
  v128.store(at, z, m.ACTIVATION);
  if (m.relaxation == m.RELU) {
    v128.store(at, f32x4.max(f32x4.splat(0), f32x4.min(z, f32x4.splat(65536))), m.VALUE);
    if (flags & m.WANTS_PROBABILITY) sigmoid(f32x4.mul(m.slope, z), at + m.ONE);
  } else if (m.relaxation == m.STRAIGHT) {
    const fires = f32x4.gt(z, f32x4.splat(0));
    const most = f32x4.splat(0.99609375);
    const least = f32x4.splat(0.00390625);
    v128.store(at, v128.and(f32x4.splat(1), fires), m.VALUE);
    v128.store(at, v128.bitselect(most, least, fires), m.ONE);
    v128.store(at, v128.bitselect(least, most, fires), m.ZERO);
  } else {
    sigmoid(f32x4.mul(m.slope, z), at + m.ONE);
    const one = v128.load(at, m.ONE);
    v128.store(at, m.relaxation == m.TANH ? f32x4.sub(one, v128.load(at, m.ZERO)) : one, m.VALUE);
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
  const inputs = load<u32>(step, m.INPUTS);
  const nodes = <usize>load<u32>(step, m.NODES) << 2;
  const list = m.word(load<i32>(step, m.LIST));
  const end = list + nodes;
  const rows = load<i32>(step, m.ROWS);
  const values = toValues(step);
  const flags = load<i32>(step, m.FLAGS);
  let from: usize = 0;
  let to: usize = 0;
  if (rows) {
    from = m.word(load<i32>(m.word(rows + e)));
    to = m.word(load<i32>(m.word(rows + e + 1)));
  }
  const each = <usize>load<u32>(step, m.EACH) << 4;
  const parameter = <usize>load<u32>(step, m.PARAMETER) << 4;
  let w = m.weights + parameter;
  let g = into + parameter;
  let at = m.place(load<u32>(step, m.STEP_PLACE));
  for (let k = load<i32>(step, m.UNITS); k > 0; k--) {
    const d = derivative(at, flags);
    const share = f32x4.mul(d, factor);
    if (values)
      for (let t = from; t < to; t += 4) {
        const here = g + (<usize>load<u32>(t) << 4);
        v128.store(here, f32x4.add(v128.load(here), f32x4.mul(share, v128.load32_splat(t + values))));
      }
    else
      for (let t = from; t < to; t += 4) {
        const here = g + (<usize>load<u32>(t) << 4);
        v128.store(here, f32x4.add(v128.load(here), share));
      }
    let weight = w + (<usize>inputs << 4);
    let here = g + (<usize>inputs << 4);
    for (let i = list; i < end; i += 4, weight += 16, here += 16) {
      const read = m.place(load<u32>(i));
      v128.store(read, f32x4.add(v128.load(read, m.BY_VALUE), f32x4.mul(d, v128.load(weight))), m.BY_VALUE);
      v128.store(here, f32x4.add(v128.load(here), f32x4.mul(share, v128.load(read, m.VALUE))));
    }
    v128.store(here, f32x4.add(v128.load(here), share));
    w += each;
    g += each;
    at += 1 << m.PLACE_SHIFT;
  }
}

/** The derivative of the probability by the activation. */
@inline function sigmoidSlope(at: usize): v128 {
  return f32x4.mul(f32x4.mul(v128.load(at, m.ONE), v128.load(at, m.ZERO)), m.slope);
}

/** The derivative of the loss by a unit's activation. */
@inline function derivative(at: usize, flags: i32): v128 {
  let d = v128.load(at, m.BY_ACTIVATION);
  const p = v128.load(at, m.BY_ONE);
  const v = v128.load(at, m.BY_VALUE);
  if (m.relaxation == m.RELU) {
    const z = v128.load(at, m.ACTIVATION);
    const rising = v128.and(f32x4.gt(z, f32x4.splat(0)), f32x4.lt(z, f32x4.splat(65536)));
    d = v128.bitselect(f32x4.add(d, v), d, rising);
    if (flags & m.WANTS_PROBABILITY) d = f32x4.add(d, f32x4.mul(sigmoidSlope(at), p));
  } else if (m.relaxation == m.STRAIGHT) {
    const near = f32x4.le(f32x4.mul(f32x4.abs(v128.load(at, m.ACTIVATION)), m.steepness), f32x4.splat(1));
    d = v128.bitselect(f32x4.add(d, f32x4.add(p, v)), d, near);
  } else {
    const seen = m.relaxation == m.TANH ? f32x4.mul(f32x4.splat(2), v) : v;
    d = f32x4.add(d, f32x4.mul(sigmoidSlope(at), f32x4.add(p, seen)));
  }
  return f32x4.max(f32x4.splat(-1048576), f32x4.min(f32x4.splat(1048576), d));
}

// The losses of the outputs, and whether the hard network is right, as in ../../float/reference.ts.
import * as m from './memory';
import { sigmoid } from './sigmoid';

/** The mask of the restarts whose hard network answers example e. */
export function right(e: i32): v128 {
  const outputs = m.header(m.OUTPUTS);
  let target = m.word(m.header(m.TARGETS_AT) + e * outputs);
  let output = m.word(m.header(m.OUTPUTS_AT));
  let mask = i32x4.splat(-1);
  for (let o = 0; o < outputs; o++, target += 4, output += 8) {
    const wanted = load<f32>(target);
    if (wanted == 0) continue;
    const bit = f32x4.gt(v128.load(m.place(load<u32>(output)), m.HARD), f32x4.splat(0));
    mask = wanted > 0 ? v128.and(mask, bit) : v128.andnot(mask, bit);
  }
  return mask;
}

/** Writes the derivatives of the loss to the places of the outputs. */
export function differentiateLoss(e: i32): void {
  const outputs = m.header(m.OUTPUTS);
  const loss = m.header(m.LOSS);
  let target = m.word(m.header(m.TARGETS_AT) + e * outputs);
  let output = m.word(m.header(m.OUTPUTS_AT));
  for (let o = 0; o < outputs; o++, target += 4, output += 8) {
    const wanted = load<f32>(target);
    if (wanted == 0) continue;
    const at = m.place(load<u32>(output));
    const kind = load<i32>(output, 4);
    if (kind == m.KIND_UNITS) ofUnit(at, wanted, loss);
    else ofGate(at, kind, wanted, loss);
  }
}

@inline function ofUnit(at: usize, wanted: f32, loss: i32): void {
  const z = v128.load(at, m.ACTIVATION);
  if (loss != m.LOGISTIC && loss != m.MSE) {
    const short = f32x4.lt(wanted > 0 ? z : f32x4.neg(z), f32x4.splat(1));
    v128.store(at, v128.and(short, f32x4.splat(-wanted)), m.BY_ACTIVATION);
    return;
  }
  let from = at + m.ONE;
  if (m.relaxation == m.STRAIGHT) {
    from = m.pair;
    sigmoid(f32x4.mul(m.slope, z), from);
  }
  const one = v128.load(from);
  const zero = v128.load(from, 16);
  const share = f32x4.mul(f32x4.mul(f32x4.splat(wanted), m.slope), wanted > 0 ? zero : one);
  if (loss == m.LOGISTIC) v128.store(at, f32x4.neg(share), m.BY_ACTIVATION);
  else {
    const squared = f32x4.mul(f32x4.mul(f32x4.splat(2), share), f32x4.mul(one, zero));
    v128.store(at, f32x4.neg(squared), m.BY_ACTIVATION);
  }
}

@inline function ofGate(at: usize, kind: i32, wanted: f32, loss: i32): void {
  const one = v128.load(at, m.ONE);
  const zero = v128.load(at, m.ZERO);
  const hit = wanted > 0 ? one : zero;
  const miss = wanted > 0 ? zero : one;
  if (loss == m.MSE) v128.store(at, f32x4.neg(f32x4.mul(f32x4.splat(2 * wanted), miss)), m.BY_ONE);
  else if (loss != m.LOGISTIC) v128.store(at, f32x4.splat(-(2 * wanted)), m.BY_ONE);
  else if (kind == m.KIND_MAJORITY) v128.store(at, f32x4.neg(f32x4.mul(f32x4.splat(wanted), miss)), m.BY_ACTIVATION);
  else if (wanted > 0 ? kind == m.KIND_AND || kind == m.KIND_NOR : kind == m.KIND_NAND || kind == m.KIND_OR)
    v128.store(at, f32x4.splat(-abs(wanted)), m.BY_ACTIVATION);
  else {
    const ratio = f32x4.div(f32x4.splat(wanted), f32x4.pmax(hit, f32x4.splat(8.673617379884035e-19)));
    v128.store(at, f32x4.neg(ratio), m.BY_ONE);
  }
}

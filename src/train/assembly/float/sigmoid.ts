// The sigmoid of ../../float/arithmetic.ts on four floats. Its constants lie in memory, where they cost least.
import * as m from './memory';

/** e^-min(|u|, 80). */
@inline export function expOfMinus(u: v128): v128 {
  const c = m.constants;
  const a = f32x4.pmin(v128.load(c, 144), f32x4.abs(u));
  const x = f32x4.mul(a, v128.load(c, 112));
  const shifted = f32x4.add(x, v128.load(c, 128));
  const rest = f32x4.sub(x, f32x4.sub(shifted, v128.load(c, 128)));
  let half = v128.load(c);
  half = f32x4.add(f32x4.mul(half, rest), v128.load(c, 16));
  half = f32x4.add(f32x4.mul(half, rest), v128.load(c, 32));
  half = f32x4.add(f32x4.mul(half, rest), v128.load(c, 48));
  half = f32x4.add(f32x4.mul(half, rest), v128.load(c, 64));
  half = f32x4.add(f32x4.mul(half, rest), v128.load(c, 80));
  half = f32x4.add(f32x4.mul(half, rest), v128.load(c, 96));
  return f32x4.mul(half, i32x4.shl(shifted, 23));
}

/** Stores σ(u) at `to` and σ(-u) behind it. */
@inline export function sigmoid(u: v128, to: usize): void {
  const e = expOfMinus(u);
  const large = f32x4.div(v128.load(m.constants, 160), f32x4.add(v128.load(m.constants, 160), e));
  const small = f32x4.mul(e, large);
  const positive = f32x4.ge(u, i32x4.splat(0));
  v128.store(to, v128.bitselect(large, small, positive));
  v128.store(to, v128.bitselect(small, large, positive), 16);
}

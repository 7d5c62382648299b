// The sigmoid of ../../float/arithmetic.ts on four floats.

/** e^-a for 0 ≤ a ≤ 80. */
@inline function expOfMinus(a: v128): v128 {
  const x = f32x4.mul(a, f32x4.splat(-1.4426950408889634));
  const n = f32x4.nearest(x);
  const rest = f32x4.sub(x, n);
  let sum = f32x4.splat(1.5403530393381609e-4);
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(1.3333558146428443e-3));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(9.618129107628477e-3));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(5.550410866482158e-2));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(2.4022650695910072e-1));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(6.931471805599453e-1));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(sum, power);
}

/** Stores σ(u) at `to` and σ(-u) behind it. */
@inline export function sigmoid(u: v128, to: usize): void {
  const e = expOfMinus(f32x4.min(f32x4.abs(u), f32x4.splat(80)));
  const large = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), e));
  const small = f32x4.mul(e, large);
  const positive = f32x4.ge(u, f32x4.splat(0));
  v128.store(to, v128.bitselect(large, small, positive));
  v128.store(to, v128.bitselect(small, large, positive), 16);
}

// Dense vectors of f64, four numbers at a time. Their length in bytes is a multiple of 32; the padding is zero.

/** target += factor · source. */
@inline export function addMultiple(target: usize, factor: f64, source: usize, bytes: usize): void {
  const f = f64x2.splat(factor);
  for (let i: usize = 0; i < bytes; i += 32) {
    v128.store(target + i, f64x2.add(v128.load(target + i), f64x2.mul(f, v128.load(source + i))));
    v128.store(target + i, f64x2.add(v128.load(target + i, 16), f64x2.mul(f, v128.load(source + i, 16))), 16);
  }
}

/** The inner product, in four partial sums. */
@inline export function dot(a: usize, b: usize, bytes: usize): f64 {
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 32) {
    even = f64x2.add(even, f64x2.mul(v128.load(a + i), v128.load(b + i)));
    odd = f64x2.add(odd, f64x2.mul(v128.load(a + i, 16), v128.load(b + i, 16)));
  }
  const sum = f64x2.add(even, odd);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

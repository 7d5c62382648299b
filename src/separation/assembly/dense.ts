// Dense vectors of f64, two numbers at a time. Their length in bytes is a multiple of 16; the padding is zero.

/** target += factor · source. */
@inline export function addMultiple(target: usize, factor: f64, source: usize, bytes: usize): void {
  const f = f64x2.splat(factor);
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(target + i, f64x2.add(v128.load(target + i), f64x2.mul(f, v128.load(source + i))));
}

/** The inner product, even places first. */
@inline export function dot(a: usize, b: usize, bytes: usize): f64 {
  let sum = f64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) sum = f64x2.add(sum, f64x2.mul(v128.load(a + i), v128.load(b + i)));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

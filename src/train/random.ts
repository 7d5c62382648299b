// The initial weights: a stateless hash of (seed, restart, parameter), the same in TypeScript and in WGSL.

const MULTIPLIER = 1664525;
const INCREMENT = 1013904223;

/**
 * The third word of pcg3d, a bijection of 96 bits (Jarzynski and Olano, Hash Functions for GPU Rendering, JCGT 9(3),
 * 2020). All three words enter whole, so no two restarts share a stretch of random numbers.
 */
export function hash3(a: number, b: number, c: number): number {
  let x = (Math.imul(a, MULTIPLIER) + INCREMENT) | 0;
  let y = (Math.imul(b, MULTIPLIER) + INCREMENT) | 0;
  let z = (Math.imul(c, MULTIPLIER) + INCREMENT) | 0;
  for (let round = 0; round < 2; round++) {
    x = (x + Math.imul(y, z)) | 0;
    y = (y + Math.imul(z, x)) | 0;
    z = (z + Math.imul(x, y)) | 0;
    if (round === 1) break;
    x ^= x >>> 16;
    y ^= y >>> 16;
    z ^= z >>> 16;
  }
  return z >>> 0;
}

/** The initial value of parameter `p` of a restart: uniform in -scale … scale - 1 (fixed point). */
export function initialWeight(seed: number, restart: number, p: number, scale: number): number {
  return Math.imul((hash3(seed, restart, p) >>> 16) - 32768, scale) >> 15;
}

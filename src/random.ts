// Pseudo-random integers that are the same on every machine: xoshiro128++, seeded by splitmix32. 32-bit
// arithmetic only.
import { InputError, found } from './problem/errors.ts';

/** The largest seed. */
const MAX_SEED = 2 ** 32 - 1;

const rotateLeft = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/**
 * One step of xoshiro128++ (Blackman and Vigna, Scrambled linear pseudorandom number generators, 2021).
 * @param state four words, not all 0; advanced in place
 * @returns 0 … 2^32 - 1
 */
export function xoshiro128pp(state: Uint32Array): number {
  let [a, b, c, d] = state as unknown as [number, number, number, number];
  const result = (rotateLeft((a + d) | 0, 7) + a) >>> 0;
  const t = b << 9;
  c ^= a;
  d ^= b;
  b ^= c;
  a ^= d;
  c ^= t;
  d = rotateLeft(d, 11);
  state.set([a, b, c, d]);
  return result;
}

/** The finaliser of MurmurHash3 (Appleby), a permutation of the 32-bit words. */
function mix(word: number): number {
  let x = word;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** @throws InputError unless seed is an integer from 0 to 2^32 - 1 */
export function checkSeed(seed: number): void {
  if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED)
    throw new InputError('--seed', `expected an integer from 0 to ${MAX_SEED}, found ${found(seed)}`);
}

/** A stream of pseudo-random integers. */
export class Random {
  readonly #state = new Uint32Array(4);

  /**
   * The state is the permutation `mix` of four different words, so at most one of its words is 0.
   * @param seed 0 … 2^32 - 1; 0 is a seed like every other
   * @throws InputError for any other seed
   */
  constructor(seed: number) {
    checkSeed(seed);
    for (let i = 0; i < 4; i++) this.#state[i] = mix(seed + Math.imul(i + 1, 0x9e3779b9));
  }

  /**
   * Uniform on 0 … bound - 1, without bias: words of the last incomplete block are drawn again.
   * @throws RangeError unless bound is an integer from 1 to 2^32
   */
  below(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32)
      throw new RangeError(`Random.below: expected a bound from 1 to 2^32, got ${bound}`);
    const limit = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const word = xoshiro128pp(this.#state);
      if (word < limit) return word % bound;
    }
  }

  /** A uniformly random order of the items (Fisher and Yates). */
  shuffled<T>(items: readonly T[]): T[] {
    const list = [...items];
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [list[i], list[j]] = [list[j]!, list[i]!];
    }
    return list;
  }

  /** A uniformly random set of `size` different numbers below `total`, ascending; meant for small sizes. */
  subset(size: number, total: number): number[] {
    const chosen = new Set<number>();
    while (chosen.size < size) chosen.add(this.below(total));
    return [...chosen].sort((a, b) => a - b);
  }

  /** A uniformly random string of `length` characters 0 and 1. */
  bits(length: number): string {
    return Array.from({ length }, () => this.below(2)).join('');
  }
}

/**
 * Draws until there are `count` different values. The caller makes sure that so many exist.
 * @param draw a value, or undefined to draw again; values are compared by their text
 */
export function distinct<T extends string | readonly number[]>(
  count: number,
  draw: () => T | undefined,
): T[] {
  const values = new Map<string, T>();
  while (values.size < count) {
    const value = draw();
    if (value !== undefined) values.set(String(value), value);
  }
  return [...values.values()];
}

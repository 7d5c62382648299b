// The simplex kernel in WebAssembly (assembly/): one instance a point set, many units over it. Everything in floats.
import { builtModule } from '../built.ts';
import type { Point } from '../problem/training/points.ts';

/** The memory of an engine is used up: what was asked for last does not exist, what was there before still does. */
export class SeparationMemoryError extends Error {
  override readonly name = 'SeparationMemoryError';
}

/** The exports of assembly/kernel.ts. */
type Exports = {
  readonly memory: WebAssembly.Memory;
  init(examples: number, unknowns: number, entries: number, ones: boolean, pages: number): void;
  starts(): number;
  coordinates(): number;
  entries(): number;
  prepare(): void;
  unit(): number;
  assign(unit: number, example: number, side: number): void;
  save(unit: number): void;
  restore(unit: number): void;
  check(unit: number, fewestRejected: boolean): number;
  memberCount(): number;
  members(): number;
  multipliers(): number;
  weights(unit: number): number;
  pivots(unit: number): number;
};

/** What a check finds: a separator (null), the members of a conflict with positive multipliers, or that it got lost. */
export type FloatAnswer =
  null | 'lost' | { readonly members: Uint32Array; readonly multipliers: Float64Array };

const SEPARABLE = 0;
const CONFLICT = 1;
const PAGES_PER_MIB = 16;
/** What WebAssembly can address with 32 bits. */
export const MOST_MIB = 4096;

/** The points in the memory of an instance. Coordinates are scaled to magnitudes of at most 1. */
export class Kernel {
  #live: Exports | undefined;
  readonly #scale: Float64Array;

  /**
   * @param mebibytes the most memory it may take
   * @throws SeparationMemoryError when the points do not fit
   */
  static async create(points: readonly Point[], dimension: number, mebibytes: number): Promise<Kernel> {
    return new Kernel(await builtModule('./kernel.wasm', import.meta.url), points, dimension, mebibytes);
  }

  private constructor(
    module: WebAssembly.Module,
    points: readonly Point[],
    dimension: number,
    mebibytes: number,
  ) {
    const outOfMemory = (): never => {
      throw new SeparationMemoryError(`separation: expected to need at most ${mebibytes} MiB, needed more`);
    };
    const { exports } = new WebAssembly.Instance(module, { host: { outOfMemory } });
    this.#live = exports as unknown as Exports;
    this.#scale = new Float64Array(dimension).fill(1);
    let size = 0;
    let ones = true;
    for (const { index, value } of points) {
      size += index.length;
      for (let t = 0; t < index.length; t++) {
        const magnitude = Math.abs(Number(value[t]!));
        if (magnitude > this.#scale[index[t]!]!) this.#scale[index[t]!] = magnitude;
        ones &&= value[t] === 1n;
      }
    }
    const pages = Math.floor(mebibytes * PAGES_PER_MIB);
    this.#exports.init(points.length, dimension + 1, size, ones, pages);
    const starts = this.#view(Uint32Array, this.#exports.starts(), points.length + 1);
    const coordinates = this.#view(Uint32Array, this.#exports.coordinates(), size);
    const entries = ones ? undefined : this.#view(Float64Array, this.#exports.entries(), size);
    let at = 0;
    points.forEach(({ index, value }, e) => {
      coordinates.set(index, at);
      if (entries) index.forEach((j, t) => (entries[at + t] = Number(value[t]!) / this.#scale[j]!));
      at += index.length;
      starts[e + 1] = at;
    });
    this.#exports.prepare();
  }

  /** Gives the memory back; nothing can be asked of the units any more. */
  dispose(): void {
    this.#live = undefined;
  }

  /** A new unit. @throws SeparationMemoryError */
  unit(): number {
    return this.#exports.unit();
  }

  /** Asks s ≥ 1 (1), s ≤ -1 (-1) or nothing (0) of the unit's sum s on an example. */
  assign(unit: number, example: number, side: number): void {
    this.#exports.assign(unit, example, side);
  }

  /** Remembers the unit as it is, in place of the one remembered before. */
  save(unit: number): void {
    this.#exports.save(unit);
  }

  /** Makes the unit what it was when saved; no other may have been saved since. */
  restore(unit: number): void {
    this.#exports.restore(unit);
  }

  /**
   * Whether the unit can do what is asked of it.
   * @param fewestRejected of several conflicts the one with the fewest rejected examples, else with the fewest members
   */
  check(unit: number, fewestRejected: boolean): FloatAnswer {
    const answer = this.#exports.check(unit, fewestRejected);
    if (answer === SEPARABLE) return null;
    if (answer !== CONFLICT) return 'lost';
    const count = this.#exports.memberCount();
    return {
      members: this.#view(Uint32Array, this.#exports.members(), count).slice(),
      multipliers: this.#view(Float64Array, this.#exports.multipliers(), count).slice(),
    };
  }

  /** The weights on the points as of the last check, a separator when it found one. */
  weights(unit: number): Float64Array {
    const scaled = this.#view(Float64Array, this.#exports.weights(unit), this.#scale.length);
    return scaled.map((w, j) => w / this.#scale[j]!);
  }

  pivots(unit: number): number {
    return this.#exports.pivots(unit);
  }

  get #exports(): Exports {
    if (!this.#live) throw new Error('separation: expected an engine in use, got one that was disposed of');
    return this.#live;
  }

  /** A window on the memory, which is good until that grows. */
  #view<T>(
    type: new (buffer: ArrayBuffer, address: number, length: number) => T,
    address: number,
    length: number,
  ): T {
    return new type(this.#exports.memory.buffer, address >>> 0, length);
  }
}

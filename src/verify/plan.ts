// The instances a reduction is tried on, in order: golden ones, all up to a size, then random ones that grow.
import { Random } from '../random.ts';
import type { AnySpecimens } from './specimens/specimens.ts';

/** An instance of the plan, made when it is asked for. */
export type Item = {
  readonly phase: 'golden' | 'all' | 'random';
  /** Of a golden instance its name, of others the size. */
  readonly title: string;
  /** The golden answer. */
  readonly answer?: 'yes' | 'no';
  readonly make: () => unknown;
};

/** Random instances are no larger than this: enumeration still decides most of them. */
const LARGEST = 14;
const SMALLEST = 3;

/** The size of the i-th random instance: 3 at first, 5 from the 8th, 7 from the 64th, 13 from the 1000th. */
function sizeAt(i: number): number {
  return Math.min(LARGEST, SMALLEST + Math.floor(Math.cbrt(i)));
}

/** The golden instances and all small ones: how many there are, and the items. */
export class Plan {
  readonly #specimens: AnySpecimens;
  readonly #seed: string;
  readonly #small: readonly Item[];

  /**
   * @param maxSize the largest size of which all instances are taken; sizes beyond the known counts are left out
   * @throws Error when the specimens are not as many as is known from elsewhere
   */
  constructor(specimens: AnySpecimens, maxSize: number | undefined, seed: number) {
    this.#specimens = specimens;
    this.#seed = `${seed}/${specimens.problem}`;
    const golden = specimens.golden.map(({ name, instance, answer }): Item => ({
      phase: 'golden',
      title: name,
      answer,
      make: () => instance,
    }));
    this.#small = [...golden, ...this.#all(maxSize)];
  }

  *#all(maxSize = Infinity): Generator<Item> {
    const { counts } = this.#specimens.known;
    for (const [size, count] of counts.entries()) {
      if (size > maxSize) return;
      let found = 0;
      for (const instance of this.#specimens.all(size)) {
        found += 1;
        yield { phase: 'all', title: `${this.#specimens.measure} ${size}`, make: () => instance };
      }
      if (found !== count)
        throw new Error(
          `verify: expected ${count} instances of ${this.#specimens.problem} of size ${size} (${this.#specimens.known.of}), enumerated ${found}`,
        );
    }
  }

  /** How many instances come before the random ones. */
  get small(): number {
    return this.#small.length;
  }

  /** The largest size of which all instances are tried. */
  static largest({ known }: AnySpecimens, maxSize: number | undefined): number {
    return Math.min(maxSize ?? Infinity, known.counts.length - 1);
  }

  /** The item at a place, which depends on the place and the seed alone. */
  at(index: number): Item {
    const item = this.#small[index];
    if (item) return item;
    const i = index - this.#small.length;
    const size = sizeAt(i);
    const random = this.random(index, 'instance');
    return {
      phase: 'random',
      title: `size ${size}`,
      make: () => this.#specimens.random(random, size),
    };
  }

  /** Random numbers for a place of the plan and a purpose. */
  random(index: number, purpose: string): Random {
    return new Random(hash(`${this.#seed}/${purpose}/${index}`));
  }
}

/** FNV-1a of 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

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

/** The two tracks of a plan: golden instances and all small ones, and random ones without end. */
export type Track = 'small' | 'random';

/** The instances of a source problem, in the order in which they are tried on each track. */
export class Plan {
  readonly #specimens: AnySpecimens;
  readonly #seed: string;
  readonly #small: Item[];
  /** How many places of the small track there are once the golden ones and all of a size are through. */
  readonly #after: number[] = [];

  /**
   * @param maxSize the largest size of which all instances are taken; sizes beyond the known counts are left out
   * @throws Error when the specimens are not as many as is known from elsewhere
   */
  constructor(specimens: AnySpecimens, maxSize: number | undefined, seed: number) {
    this.#specimens = specimens;
    this.#seed = `${seed}/${specimens.problem}`;
    this.#small = specimens.golden.map(({ name, instance, answer }): Item => ({
      phase: 'golden',
      title: name,
      answer,
      make: () => instance,
    }));
    const { measure, known, problem } = specimens;
    for (const [size, count] of known.counts.entries()) {
      if (size > (maxSize ?? Infinity)) break;
      const before = this.#small.length;
      // In random order: where time ends within a size, those tried are no corner of it.
      const all = this.random('small', size, 'order').shuffled([...specimens.all(size)]);
      for (const instance of all)
        this.#small.push({ phase: 'all', title: `${measure} ${size}`, make: () => instance });
      const found = this.#small.length - before;
      if (found !== count)
        throw new Error(
          `verify: expected ${count} instances of ${problem} of size ${size} (${known.of}), enumerated ${found}`,
        );
      this.#after.push(this.#small.length);
    }
  }

  /** How many places the small track has. */
  get small(): number {
    return this.#small.length;
  }

  /** The largest size of which all instances are among the first so many places of the small track; undefined for none. */
  largest(places: number): number | undefined {
    const size = this.#after.findLastIndex((after) => after <= places);
    return size < 0 ? undefined : size;
  }

  /** The item at a place of a track, which depends on the place and the seed alone. */
  at(track: Track, index: number): Item {
    if (track === 'small') return this.#small[index]!;
    const size = sizeAt(index);
    const random = this.random(track, index, 'instance');
    return {
      phase: 'random',
      title: `size ${size}`,
      make: () => this.#specimens.random(random, size),
    };
  }

  /** Random numbers for a place and a purpose. */
  random(track: Track, index: number, purpose: string): Random {
    return new Random(hash(`${this.#seed}/${purpose}/${track}/${index}`));
  }
}

/** FNV-1a of 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

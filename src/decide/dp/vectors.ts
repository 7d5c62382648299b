// Response vectors, one bit a stimulus, each known by a number: equal vectors have equal numbers.
import { grown, LimitError, MAX_NUMBERS } from './limit.ts';

/** All vectors met so far, as the leaves of a binary tree. */
export class Vectors {
  /** Bits a vector: the number of stimuli. */
  readonly length: number;
  #bits = new Uint8Array(1024);
  #children = new Int32Array(1024);
  #inner = 1;
  #count = 0;

  constructor(length: number) {
    this.length = length;
  }

  /** The bits of all vectors: vector x has its bit of stimulus e at x · length + e. A new vector may move it. */
  get bits(): Uint8Array {
    return this.#bits;
  }

  /** The number of a vector. @throws LimitError when there are too many */
  intern(vector: Uint8Array): number {
    // Children are numbers of inner nodes, and at the last bit numbers of vectors; one more, so that 0 is none.
    let node = 0;
    for (let e = 0; e + 1 < this.length; e++) {
      const link = 2 * node + vector[e]!;
      let child = this.#children[link]!;
      if (child === 0) {
        this.#children = grown(this.#children, 2 * this.#inner + 2, 'response vectors');
        child = this.#children[link] = ++this.#inner;
      }
      node = child - 1;
    }
    const link = 2 * node + (vector[this.length - 1] ?? 0);
    if (this.#children[link] === 0) this.#children[link] = this.#append(vector) + 1;
    return this.#children[link]! - 1;
  }

  #append(vector: Uint8Array): number {
    const end = (this.#count + 1) * this.length;
    if (end > MAX_NUMBERS) throw new LimitError('memory: response vectors');
    if (end > this.#bits.length) {
      const longer = new Uint8Array(Math.max(end, 2 * this.#bits.length));
      longer.set(this.#bits);
      this.#bits = longer;
    }
    this.#bits.set(vector, end - this.length);
    return this.#count++;
  }
}

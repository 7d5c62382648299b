// Lines out of a stream of bytes, many at a time.

const NEWLINE = 0x0a;

/** Why a proof or a certificate proves nothing. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** The longest line that is kept until its end comes: one line may not ask for the machine's memory. */
const MAX_LINE_BYTES = 2 ** 26;

/** Cuts a stream into blocks of whole lines, however it comes in chunks. */
export class LineBlocks {
  /** The beginning of a line whose end has not come; room doubles, so that tiny chunks cost no more than large ones. */
  #kept = new Uint8Array(1024);
  #size = 0;

  /**
   * @returns whole lines, each ended by a newline; may be empty
   * @throws Refused for a line of more than 64 MiB
   */
  push(chunk: Uint8Array): Uint8Array {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    const block = new Uint8Array(end === 0 ? 0 : this.#size + end);
    if (end > 0) {
      block.set(this.#kept.subarray(0, this.#size));
      block.set(chunk.subarray(0, end), this.#size);
      this.#size = 0;
    }
    this.#keep(chunk.subarray(end));
    return block;
  }

  /** The last line where no newline ended it, with a newline. */
  end(): Uint8Array {
    return this.#size === 0 ? new Uint8Array() : this.push(Uint8Array.of(NEWLINE));
  }

  #keep(bytes: Uint8Array): void {
    const size = this.#size + bytes.length;
    if (size > MAX_LINE_BYTES) throw new Refused('expected a line of at most 64 MiB, found more');
    if (size > this.#kept.length) {
      const larger = new Uint8Array(2 * size);
      larger.set(this.#kept.subarray(0, this.#size));
      this.#kept = larger;
    }
    this.#kept.set(bytes, this.#size);
    this.#size = size;
  }
}

/** The offset after the line that begins at `at` of a block. */
export function endOfLine(block: Uint8Array, at: number): number {
  return block.indexOf(NEWLINE, at) + 1;
}

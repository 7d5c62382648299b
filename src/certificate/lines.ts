// Lines out of a stream of bytes, many at a time and without copying them where no line is cut.

const NEWLINE = 0x0a;

/** Why a proof or a certificate proves nothing. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** The longest line that is read: one line may not ask for the machine's memory. */
const MAX_LINE_BYTES = 2 ** 27;

/** Cuts chunks of a stream into blocks of whole lines. */
export class LineBlocks {
  /** The beginning of a line whose end has not come. */
  #pieces: Uint8Array[] = [];
  #bytes = 0;

  /**
   * @param chunk not to be changed afterwards
   * @returns blocks of whole lines, each line ended by a newline
   * @throws Refused for a line of more than 128 MiB
   */
  push(chunk: Uint8Array): Uint8Array[] {
    // One kind of array, whatever the caller's: the readers' loops stay fast.
    const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const last = bytes.lastIndexOf(NEWLINE);
    if (last < 0) {
      this.#keep(bytes);
      return [];
    }
    const blocks: Uint8Array[] = [];
    let from = 0;
    if (this.#bytes > 0) {
      from = bytes.indexOf(NEWLINE) + 1;
      this.#keep(bytes.subarray(0, from));
      blocks.push(this.#joined());
    }
    if (from <= last) blocks.push(bytes.subarray(from, last + 1));
    this.#keep(bytes.subarray(last + 1));
    return blocks;
  }

  /** The last line where no newline ended it, with a newline. */
  end(): Uint8Array[] {
    if (this.#bytes === 0) return [];
    this.#keep(Uint8Array.of(NEWLINE));
    return [this.#joined()];
  }

  #keep(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    if (this.#bytes > MAX_LINE_BYTES) throw new Refused(`expected a line of at most 128 MiB, found more`);
  }

  #joined(): Uint8Array {
    const line = new Uint8Array(this.#bytes);
    let at = 0;
    for (const piece of this.#pieces) {
      line.set(piece, at);
      at += piece.length;
    }
    this.#pieces = [];
    this.#bytes = 0;
    return line;
  }
}

/** The offset after the line that begins at `at` of a block. */
export function endOfLine(block: Uint8Array, at: number): number {
  return block.indexOf(NEWLINE, at) + 1;
}

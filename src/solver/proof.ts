// What becomes of the kernel's proof stream: standard LRAT and DRAT, as text or binary, and trimmed refutations.
//
// The stream is binary. A step of LRAT is `a` id literals 0 hints 0, or `d` ids 0; of DRAT `a` literals 0, or `d` literals 0.
// Numbers are varints, 7 bits a byte, low ones first. A literal v is 2v, −v is 2v + 1. In LRAT the k-th clause given is 2k + 1
// and the j-th derived one 2j: clauses can be given at any time. Standard LRAT numbers the clauses given first.

const ADD = 0x61;
const DELETE = 0x64;
const SPACE = 0x20;
const NEWLINE = 0x0a;
const MINUS = 0x2d;
const ZERO = 0x30;

/** Bytes handed on at a time. */
const BLOCK = 1 << 16;
/** The most that one number takes, with what separates it. */
const LONGEST = 32;

/** Takes the next bytes of the output, which are its to keep. */
export type Write = (block: Uint8Array) => void;

export type WriterOptions = {
  /** Binary instead of text. */
  readonly binary?: boolean;
};

/** Collects output and hands it on in blocks. */
class Output {
  readonly #write: Write;
  #block = new Uint8Array(BLOCK);
  #size = 0;

  constructor(write: Write) {
    this.#write = write;
  }

  byte(value: number): void {
    if (this.#size + LONGEST > BLOCK) this.flush();
    this.#block[this.#size++] = value;
  }

  /** A decimal number below 2^31 in size, and a space. */
  decimal(value: number): void {
    if (this.#size + LONGEST > BLOCK) this.flush();
    const block = this.#block;
    let at = this.#size;
    let rest = value;
    if (rest < 0) {
      block[at++] = MINUS;
      rest = -rest;
    }
    const start = at;
    do {
      const next = (rest / 10) | 0;
      block[at++] = ZERO + rest - 10 * next;
      rest = next;
    } while (rest > 0);
    // The digits came last first.
    for (let i = start, j = at - 1; i < j; i++, j--) {
      const digit = block[i]!;
      block[i] = block[j]!;
      block[j] = digit;
    }
    block[at++] = SPACE;
    this.#size = at;
  }

  /** The end of a list and of a line of text. */
  endLine(): void {
    this.byte(ZERO);
    this.byte(NEWLINE);
  }

  varint(value: number): void {
    if (this.#size + LONGEST > BLOCK) this.flush();
    let rest = value;
    while (rest > 127) {
      const next = Math.floor(rest / 128);
      this.#block[this.#size++] = 128 + rest - 128 * next;
      rest = next;
    }
    this.#block[this.#size++] = rest;
  }

  flush(): void {
    if (this.#size > 0) this.#write(this.#block.slice(0, this.#size));
    this.#size = 0;
  }
}

const signed = (code: number): number => (code % 2 === 0 ? code / 2 : -(code - 1) / 2);

/** Cuts a stream that comes in chunks of any size into steps; `number` is called for every number, 0 included. */
abstract class StepReader {
  #value = 0;
  #scale = 1;
  /** The step being read; 0 between steps. */
  protected step = 0;

  /** @throws Error when the stream is no proof */
  push(chunk: Uint8Array): void {
    for (const byte of chunk) {
      if (this.step === 0) {
        if (byte !== ADD && byte !== DELETE)
          throw new Error(`proof: expected a step 'a' or 'd', got the byte ${byte}`);
        this.step = byte;
        this.begin();
      } else if (byte > 127) {
        this.#value += (byte - 128) * this.#scale;
        this.#scale *= 128;
      } else {
        const value = this.#value + byte * this.#scale;
        this.#value = 0;
        this.#scale = 1;
        this.number(value);
      }
    }
  }

  /** @throws Error when the stream ends within a step */
  end(): void {
    if (this.step !== 0) throw new Error('proof: expected a whole step at the end, got a part of one');
  }

  protected abstract begin(): void;
  protected abstract number(value: number): void;
}

/** Translates an LRAT stream, as it comes, to standard LRAT. */
export class LratWriter extends StepReader {
  readonly #originals: number;
  readonly #output: Output;
  readonly #binary: boolean;
  /** What the next number is. */
  #next: 'id' | 'literal' | 'hint' | 'deleted' = 'id';
  #last: number;
  /** Deletions one after the other become one line. */
  #deleting = false;

  /** @param originals how many clauses the formula has; all of them are given before the end */
  constructor(originals: number, write: Write, options: WriterOptions = {}) {
    super();
    this.#originals = originals;
    this.#last = originals;
    this.#output = new Output(write);
    this.#binary = options.binary === true;
  }

  /** @throws Error when the stream ends within a step */
  override end(): void {
    super.end();
    this.#closeDeletion();
    this.#output.flush();
  }

  protected override begin(): void {
    if (this.step === DELETE) {
      this.#next = 'deleted';
      if (!this.#deleting) this.#openDeletion();
    } else {
      this.#next = 'id';
      this.#closeDeletion();
      if (this.#binary) this.#output.byte(ADD);
    }
  }

  protected override number(value: number): void {
    if (this.#next === 'id') {
      this.#last = this.#id(value);
      this.#put(this.#last);
      this.#next = 'literal';
    } else if (value === 0) {
      if (this.#next === 'literal') {
        this.#put(0);
        this.#next = 'hint';
        return;
      }
      if (this.#next === 'hint') this.#endList();
      this.step = 0;
    } else this.#put(this.#next === 'literal' ? signed(value) : this.#id(value));
  }

  #openDeletion(): void {
    this.#deleting = true;
    if (this.#binary) this.#output.byte(DELETE);
    else {
      this.#output.decimal(this.#last);
      this.#output.byte(DELETE);
      this.#output.byte(SPACE);
    }
  }

  #closeDeletion(): void {
    if (this.#deleting) this.#endList();
    this.#deleting = false;
  }

  #endList(): void {
    if (this.#binary) this.#output.byte(0);
    else this.#output.endLine();
  }

  #put(value: number): void {
    if (this.#binary) this.#output.varint(value >= 0 ? 2 * value : 1 - 2 * value);
    else this.#output.decimal(value);
  }

  #id(code: number): number {
    const id = signed(code);
    if (-id > this.#originals)
      throw new Error(
        `LRAT: expected a formula of ${this.#originals} clauses, got a step about clause ${-id}`,
      );
    return id < 0 ? -id : this.#originals + id;
  }
}

/** Translates a DRAT stream, as it comes, to standard DRAT. */
export class DratWriter extends StepReader {
  readonly #output: Output;
  readonly #binary: boolean;

  constructor(write: Write, options: WriterOptions = {}) {
    super();
    this.#output = new Output(write);
    this.#binary = options.binary === true;
  }

  /** @throws Error when the stream ends within a step */
  override end(): void {
    super.end();
    this.#output.flush();
  }

  protected override begin(): void {
    if (this.#binary) this.#output.byte(this.step);
    else if (this.step === DELETE) {
      this.#output.byte(DELETE);
      this.#output.byte(SPACE);
    }
  }

  protected override number(value: number): void {
    if (this.#binary) this.#output.varint(value);
    else if (value !== 0) this.#output.decimal(signed(value));
    else this.#output.endLine();
    if (value === 0) this.step = 0;
  }
}

/** An LRAT stream kept in memory: its `push` is the sink of a solver. */
export class ProofLog {
  readonly #chunks: Uint8Array[] = [];
  #size = 0;

  /** The sink. */
  readonly push = (chunk: Uint8Array): void => {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
  };

  /** Bytes so far. */
  get size(): number {
    return this.#size;
  }

  /** The whole stream. */
  get bytes(): Uint8Array {
    const bytes = new Uint8Array(this.#size);
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    this.#chunks.splice(0, Infinity, bytes);
    return bytes;
  }

  /** Whether the stream ends with the empty clause: whether it is a refutation. */
  get complete(): boolean {
    return new Steps(this.bytes).complete;
  }

  /**
   * The clauses given to the solver that the refutation rests on, numbered from 1, ascending.
   * @throws Error when the stream does not end with the empty clause
   */
  get given(): number[] {
    return [...this.#needed().given].sort((a, b) => a - b);
  }

  #needed(): { readonly steps: Steps; readonly lastUses: Uint32Array; readonly given: ReadonlySet<number> } {
    const steps = new Steps(this.bytes);
    if (!steps.complete) throw new Error('LRAT: expected a log that ends with the empty clause, got none');
    return { steps, ...steps.needed() };
  }

  /**
   * The refutation in text LRAT, in blocks of whole or broken lines. Only the steps that the empty clause rests on are kept
   * (found backwards from it), numbered originals + 1, originals + 2, …; a derived clause is deleted after its last use.
   * Takes time linear in the size of the stream.
   * @param originals clauses of the formula to refute
   * @param renumber the number in that formula of the k-th clause given to the solver, both from 1; k when left out
   * @throws Error when the stream does not end with the empty clause, or rests on a clause that is not in the formula
   */
  *trimmed(originals: number, renumber: (given: number) => number = (k) => k): Generator<Uint8Array, void> {
    const { steps, lastUses } = this.#needed();
    const ready: Uint8Array[] = [];
    const output = new Output((block) => ready.push(block));
    const numbers = new Uint32Array(steps.count + 1);
    let last = originals;
    for (let id = 1; id <= steps.count; id++) {
      if (lastUses[id] === 0) continue;
      last += 1;
      numbers[id] = last;
      steps.open(id);
      output.decimal(last);
      for (let code = steps.next(); code !== 0; code = steps.next()) output.decimal(signed(code));
      output.decimal(0);
      const hints = steps.at;
      let ending = 0;
      for (let code = steps.next(); code !== 0; code = steps.next()) {
        const hint = signed(code);
        if (hint > 0) {
          output.decimal(numbers[hint]!);
          if (lastUses[hint] === id) ending += 1;
        } else output.decimal(given(renumber(-hint), originals));
      }
      output.endLine();
      if (ending > 0 && id < steps.count) {
        output.decimal(last);
        output.byte(DELETE);
        output.byte(SPACE);
        steps.at = hints;
        for (let code = steps.next(); code !== 0; code = steps.next()) {
          const hint = signed(code);
          if (hint > 0 && lastUses[hint] === id) output.decimal(numbers[hint]!);
        }
        output.endLine();
      }
      yield* ready.splice(0);
    }
    output.flush();
    yield* ready;
  }
}

function given(clause: number, originals: number): number {
  if (!(clause >= 1 && clause <= originals))
    throw new Error(`LRAT: expected a clause of the formula, from 1 to ${originals}, got clause ${clause}`);
  return clause;
}

/** A whole LRAT stream with the places of its additions, which can be read in any order. */
class Steps {
  /** Derived clauses. */
  readonly count: number;
  /** Where the next number starts. */
  at = 0;
  readonly complete: boolean;
  readonly #bytes: Uint8Array;
  /** Where the literals of the j-th derived clause start. */
  readonly #places: Float64Array;

  /** @throws Error when the stream is not one of the kernel's */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    let places = new Float64Array(1024);
    let count = 0;
    let empty = false;
    while (this.at < bytes.length) {
      const step = bytes[this.at++];
      if (step === ADD) {
        if (this.next() !== 2 * ++count) throw new Error('LRAT: expected clauses derived in order');
        if (count === places.length) {
          const more = new Float64Array(2 * count);
          more.set(places);
          places = more;
        }
        places[count] = this.at;
        empty = bytes[this.at] === 0;
        this.#skipList();
      } else if (step !== DELETE) throw new Error(`LRAT: expected a step 'a' or 'd', got the byte ${step}`);
      this.#skipList();
    }
    this.count = count;
    this.complete = empty;
    this.#places = places;
  }

  /** Goes to the literals of a derived clause. */
  open(id: number): void {
    this.at = this.#places[id]!;
  }

  /** Reads a number. */
  next(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.at++]!;
    if (byte < 128) return byte;
    let value = 0;
    let scale = 1;
    while (byte > 127) {
      value += (byte - 128) * scale;
      scale *= 128;
      byte = bytes[this.at++]!;
    }
    return value + byte * scale;
  }

  /** Skips numbers up to the next 0: the only number with a byte 0. */
  #skipList(): void {
    const end = this.#bytes.indexOf(0, this.at);
    if (end < 0) throw new Error('LRAT: expected a whole step at the end, got a part of one');
    this.at = end + 1;
  }

  /**
   * What the empty clause needs: the clauses given, and for each derived clause the last one that it needs and that is derived
   * from it; 0 for none.
   */
  needed(): { readonly lastUses: Uint32Array; readonly given: ReadonlySet<number> } {
    const lastUses = new Uint32Array(this.count + 1);
    const given = new Set<number>();
    lastUses[this.count] = this.count;
    for (let id = this.count; id > 0; id--) {
      if (lastUses[id] === 0) continue;
      this.open(id);
      this.#skipList();
      for (let code = this.next(); code !== 0; code = this.next())
        if (code % 2 !== 0) given.add((code - 1) / 2);
        else if (lastUses[code / 2] === 0) lastUses[code / 2] = id;
    }
    return { lastUses, given };
  }
}

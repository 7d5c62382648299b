// Text LRAT, checked line by line as it comes: reverse unit propagation along given hints, nothing else.
//
//   ID LITERALS 0 HINTS 0     adds a clause. Were all its literals false, each hint in turn would leave one of its own
//                             literals open, which must then be true, and the last hint none: so the clause follows.
//   ID d IDS 0                deletes clauses; its own ID says nothing.
//
// Original clauses are 1, 2, …; IDs of added ones ascend, with gaps where the writer likes. A refutation ends with the
// empty clause. Source: Cruz-Filipe, Heule, Hunt, Kaufmann and Schneider-Kamp, Efficient certified RAT verification,
// CADE 26 (2017) 220-236, of which steps with RAT hints (negative ones) are refused: no engine here writes them.
import { Refused } from './lines.ts';

/** The largest ID and the largest literal. */
const MAX = 2 ** 31 - 1;

/** IDs a page of the index holds. */
const PAGE_BITS = 10;
const PAGE = 2 ** PAGE_BITS;

/** MiB that clauses and their index may take. */
const MAX_MEMORY = 1024;
/** Words of 4 bytes in a MiB. */
const WORDS = 2 ** 18;

const NEWLINE = 0x0a;
const MINUS = 0x2d;
const ZERO = 0x30;
const LETTER_D = 0x64;

/** A checker of one refutation. Memory is that of the clauses which are not deleted. */
export class LratChecker {
  readonly #variables: number;
  readonly #memory: number;
  /** By literal (2 v for v, 2 v + 1 for -v): the step in which it was last made true. */
  readonly #truth: Int32Array;
  #steps = 0;
  /** Clauses one behind the other: ID (0 when deleted), length, literals as in `#truth`. Offset 0 is nobody's. */
  #arena = new Int32Array(1024);
  #top = 1;
  #wasted = 0;
  /** Offsets of clauses by ID, in pages that are there only while a clause of theirs is. */
  readonly #pages: (Int32Array | undefined)[] = [];
  readonly #alive: number[] = [];
  #pageCount = 0;
  #lastId = 0;
  #refuted = false;
  /** The numbers of the line being read. */
  #numbers = new Int32Array(1024);
  #at = 0;

  /**
   * @param variables literals are ±1 … ±variables
   * @param memory MiB that clauses and their index may take
   */
  constructor(variables: number, memory = MAX_MEMORY) {
    this.#variables = variables;
    this.#memory = memory;
    this.#truth = new Int32Array(2 * variables + 2);
  }

  /** Whether the empty clause is there. */
  get refuted(): boolean {
    return this.#refuted;
  }

  /** The next original clause; all of them come before the first line. */
  addClause(literals: readonly number[]): void {
    const { length } = literals;
    this.#reserveNumbers(length + 1);
    for (let i = 0; i < length; i++) this.#numbers[i + 1] = literals[i]!;
    this.#store(this.#lastId + 1, 1, length + 1);
  }

  /**
   * Checks the line that begins at `at`, and carries it out.
   * @param block ends with a newline
   * @returns the offset after the line
   * @throws Refused naming the step and what is wrong with it
   */
  line(block: Uint8Array, at: number): number {
    this.#at = at;
    const deletes = this.#read(block);
    const { length, separator } = this.#shape;
    const id = this.#numbers[0]!;
    if (deletes) {
      if (separator !== length - 1) this.#refuse(id, 'expected IDs and one 0 at the end');
      for (let i = 1; i < separator; i++) this.#delete(id, this.#numbers[i]!);
    } else {
      if (separator < 0 || separator === length - 1 || this.#numbers[length - 1] !== 0)
        this.#refuse(id, 'expected literals, 0, hints, 0');
      if (id <= this.#lastId) this.#refuse(id, `expected an ID above ${this.#lastId}`);
      this.#propagate(id, separator, length - 1);
      this.#store(id, 1, separator);
    }
    return this.#at;
  }

  /** What the line being read looks like: how many numbers, and where the first 0 is among them. */
  #shape = { length: 0, separator: -1 };

  /** Reads a line of numbers. @returns whether a `d` stood behind the first */
  #read(block: Uint8Array): boolean {
    const from = this.#at;
    let at = from;
    let length = 0;
    let separator = -1;
    let deletes = false;
    let numbers = this.#numbers;
    let byte = block[at]!;
    while (byte !== NEWLINE) {
      if (isSpace(byte)) {
        byte = block[++at]!;
        continue;
      }
      if (byte === LETTER_D && length === 1 && !deletes) {
        deletes = true;
        byte = block[++at]!;
      } else {
        const negative = byte === MINUS;
        if (negative) byte = block[++at]!;
        let digit = byte - ZERO;
        if (digit < 0 || digit > 9) throw malformed(block, from);
        let value = 0;
        do {
          value = value * 10 + digit;
          byte = block[++at]!;
          digit = byte - ZERO;
        } while (digit >= 0 && digit <= 9);
        if (value > MAX || (negative && value === 0)) throw malformed(block, from);
        if (length === numbers.length) numbers = this.#reserveNumbers(2 * length);
        if (value === 0 && separator < 0) separator = length;
        numbers[length++] = negative ? -value : value;
      }
      if (isSpace(byte)) byte = block[++at]!;
      else if (byte !== NEWLINE) throw malformed(block, from);
    }
    if (length === 0 || numbers[0]! <= 0) throw malformed(block, from);
    this.#at = at + 1;
    this.#shape = { length, separator };
    return deletes;
  }

  /** The step's own check: literals up to `separator`, hints from there to `end`. */
  #propagate(id: number, separator: number, end: number): void {
    const truth = this.#truth;
    const numbers = this.#numbers;
    if (this.#steps === MAX) {
      truth.fill(0);
      this.#steps = 0;
    }
    const step = ++this.#steps;
    for (let i = 1; i < separator; i++) {
      const slot = this.#slot(id, numbers[i]!);
      if (truth[slot] === step)
        this.#refuse(id, `expected no literal and its negation, found both of ${Math.abs(numbers[i]!)}`);
      truth[slot ^ 1] = step;
    }
    for (let i = separator + 1; i < end; i++) {
      const hint = numbers[i]!;
      if (hint <= 0)
        this.#refuse(
          id,
          hint === 0
            ? 'expected one 0 after its hints'
            : `expected unit propagation only, found the RAT hint ${hint}`,
        );
      const offset = this.#find(hint);
      if (offset === 0) this.#refuse(id, `expected a clause as hint, found ${hint}, which is not there`);
      const arena = this.#arena;
      const stop = offset + 2 + arena[offset + 1]!;
      let open = 0;
      for (let t = offset + 2; t < stop; t++) {
        const slot = arena[t]!;
        if (truth[slot ^ 1] === step || slot === open) continue;
        if (open !== 0) this.#refuse(id, `expected hint ${hint} to leave one literal open, found more`);
        open = slot;
      }
      if (open === 0) {
        if (i !== end - 1)
          this.#refuse(id, `expected no hints after the contradiction at ${hint}, found more`);
        return;
      }
      truth[open] = step;
    }
    this.#refuse(id, 'expected its hints to end in a contradiction, found none');
  }

  #slot(id: number, literal: number): number {
    if (literal > this.#variables || -literal > this.#variables)
      this.#refuse(id, `expected literals up to ${this.#variables}, found ${literal}`);
    return literal > 0 ? 2 * literal : 1 - 2 * literal;
  }

  /** Takes the literals from `from` to `to` of the line as a clause. */
  #store(id: number, from: number, to: number): void {
    const size = to - from + 2;
    if (this.#top + size > this.#arena.length) this.#makeRoom(size);
    const offset = this.#top;
    const arena = this.#arena;
    arena[offset] = id;
    arena[offset + 1] = to - from;
    for (let i = from, at = offset + 2; i < to; i++) arena[at++] = this.#slot(id, this.#numbers[i]!);
    this.#top += size;
    this.#index(id, offset);
    this.#lastId = id;
    if (from === to) this.#refuted = true;
  }

  #delete(step: number, id: number): void {
    const offset = id > 0 ? this.#find(id) : 0;
    if (offset === 0) this.#refuse(step, `expected a clause to delete, found ${id}, which is not there`);
    this.#wasted += this.#arena[offset + 1]! + 2;
    this.#arena[offset] = 0;
    const number = id >>> PAGE_BITS;
    this.#pages[number]![id & (PAGE - 1)] = 0;
    if (--this.#alive[number]! > 0) return;
    this.#pages[number] = undefined;
    this.#pageCount--;
  }

  #find(id: number): number {
    const page = this.#pages[id >>> PAGE_BITS];
    return page === undefined ? 0 : page[id & (PAGE - 1)]!;
  }

  #index(id: number, offset: number): void {
    const number = id >>> PAGE_BITS;
    while (this.#pages.length <= number) {
      this.#pages.push(undefined);
      this.#alive.push(0);
    }
    let page = this.#pages[number];
    if (page === undefined) {
      page = this.#pages[number] = new Int32Array(PAGE);
      this.#pageCount++;
      this.#requireMemory(this.#arena.length);
    }
    page[id & (PAGE - 1)] = offset;
    this.#alive[number]!++;
  }

  /** Moves the clauses together when half of the arena is deleted ones; else doubles it. */
  #makeRoom(size: number): void {
    if (2 * this.#wasted >= this.#top) {
      const arena = this.#arena;
      let to = 1;
      for (let from = 1; from < this.#top;) {
        const words = arena[from + 1]! + 2;
        if (arena[from] !== 0) {
          const id = arena[from]!;
          this.#pages[id >>> PAGE_BITS]![id & (PAGE - 1)] = to;
          if (to !== from) arena.copyWithin(to, from, from + words);
          to += words;
        }
        from += words;
      }
      this.#top = to;
      this.#wasted = 0;
    }
    let capacity = this.#arena.length;
    while (capacity < this.#top + size) capacity *= 2;
    if (capacity === this.#arena.length) return;
    this.#requireMemory(capacity);
    const larger = new Int32Array(capacity);
    larger.set(this.#arena.subarray(0, this.#top));
    this.#arena = larger;
  }

  #requireMemory(arena: number): void {
    if (arena + this.#pageCount * PAGE > this.#memory * WORDS)
      throw new Refused(
        `expected clauses that fit into ${this.#memory} MiB, found more; delete those no longer needed`,
      );
  }

  #reserveNumbers(length: number): Int32Array<ArrayBuffer> {
    if (length > this.#numbers.length) {
      const larger = new Int32Array(Math.max(length, 2 * this.#numbers.length));
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    return this.#numbers;
  }

  #refuse(id: number, problem: string): never {
    throw new Refused(`step ${id}: ${problem}`);
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0d || byte === 0x09;
}

/** The longest excerpt of a line in a message. */
const EXCERPT = 40;

function malformed(block: Uint8Array, from: number): Refused {
  const end = block.indexOf(NEWLINE, from);
  const text = new TextDecoder().decode(block.subarray(from, Math.min(end, from + EXCERPT)));
  const shown = JSON.stringify(end > from + EXCERPT ? `${text}…` : text);
  return new Refused(
    `expected a step "ID LITERALS 0 HINTS 0" or "ID d IDS 0" of integers up to ${MAX}, found ${shown}`,
  );
}

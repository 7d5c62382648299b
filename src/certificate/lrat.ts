// Text LRAT, checked line by line as it comes: reverse unit propagation along given hints, nothing else.
//
//   ID LITERALS 0 HINTS 0     adds a clause. Were all its literals false, each hint in turn would leave one of its own
//                             literals open, which must then be true, and the last hint none: so the clause follows.
//   ID d IDS 0                deletes clauses; its own ID says nothing.
//
// Original clauses are 1, 2, …; IDs of added ones ascend, with gaps where the writer likes. A refutation ends with the
// empty clause. Source: Cruz-Filipe, Heule, Hunt, Kaufmann and Schneider-Kamp, Efficient certified RAT verification,
// CADE 26 (2017) 220-236, of which steps with RAT hints (negative ones) are refused: no engine here writes them.
import { found } from '../problem/errors.ts';
import { endOfLine, Refused } from './lines.ts';

/** The largest ID. */
const MAX = 2 ** 31 - 1;

/** MiB that clauses may take. */
const MAX_MEMORY = 1024;

/** Words of 8 bytes in a MiB, and those that a clause takes beside its literals, each of which is one. */
const MIB = 2 ** 17;
const OVERHEAD = 8;

/** IDs to a page. */
const PAGE_BITS = 10;
const PAGE = 2 ** PAGE_BITS;

const NEWLINE = 0x0a;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const LETTER_D = 0x64;

/** The clauses whose IDs agree but in the last 10 bits, and how many there are. */
type Page = { readonly clauses: (readonly number[] | undefined)[]; size: number };

const EMPTY_PAGE: Page['clauses'] = Array.from({ length: PAGE });

/** A checker of one refutation. Memory is that of the clauses which are not deleted. */
export class LratChecker {
  readonly #variables: number;
  readonly #memory: number;
  /** By ID, in pages that are there while a clause of theirs is: faster than a Map, and no gap takes more memory. */
  readonly #pages: (Page | undefined)[] = [];
  #words = 0;
  /** By literal, from -variables on: the last step that had it true. Steps are told by their IDs, which never repeat. */
  readonly #truth: Int32Array;
  /** The literals of the step being read. */
  readonly #literals: number[] = [];
  #lastId = 0;
  #refuted = false;
  /** The lines being read, and how far. */
  #block: Uint8Array = new Uint8Array();
  #at = 0;

  /**
   * @param variables literals are ±1 … ±variables
   * @param memory MiB that clauses may take
   */
  constructor(variables: number, memory = MAX_MEMORY) {
    this.#variables = variables;
    this.#memory = memory;
    this.#truth = new Int32Array(2 * variables + 1);
  }

  /** Whether the empty clause is there. */
  get refuted(): boolean {
    return this.#refuted;
  }

  /** The next original clause, which is kept and must not change; all of them come before the first line. */
  addClause(literals: readonly number[]): void {
    for (const literal of literals) this.#requireLiteral(this.#lastId + 1, literal);
    this.#store(this.#lastId + 1, literals);
  }

  /**
   * Checks the line that begins at `at`, and carries it out.
   * @param block ends with a newline
   * @returns the offset after the line
   * @throws Refused naming what is wrong with the step
   */
  line(block: Uint8Array, at: number): number {
    this.#block = block;
    this.#at = at;
    const id = this.#number();
    if (this.#nextByte() === LETTER_D) this.#delete(id);
    else this.#add(id);
    if (this.#nextByte() !== NEWLINE) this.#refuseRest();
    return this.#at + 1;
  }

  #delete(step: number): void {
    if (!isBlank(this.#block[++this.#at]!)) this.#refuseRest();
    for (let id = this.#number(); id !== 0; id = this.#number()) {
      const page = this.#pages[id >>> PAGE_BITS];
      const clause = page?.clauses[id % PAGE];
      if (!page || !clause) throw wrong(step, `expected a clause to delete, found ${id}, which is not there`);
      page.clauses[id % PAGE] = undefined;
      this.#words -= clause.length + OVERHEAD;
      if (--page.size > 0) continue;
      this.#pages[id >>> PAGE_BITS] = undefined;
      this.#words -= PAGE;
    }
  }

  #add(id: number): void {
    if (id <= this.#lastId) throw wrong(id, `expected an ID above ${this.#lastId}`);
    const truth = this.#truth;
    const zero = this.#variables;
    let size = 0;
    for (let literal = this.#number(); literal !== 0; literal = this.#number()) {
      this.#requireLiteral(id, literal);
      if (truth[zero + literal] === id)
        throw wrong(id, `expected no literal and its negation, found both of ${Math.abs(literal)}`);
      // One that comes twice is kept once: no step takes more memory than its formula.
      if (truth[zero - literal] !== id) this.#literals[size++] = literal;
      truth[zero - literal] = id;
    }
    let refuted = false;
    for (let hint = this.#number(); hint !== 0; hint = this.#number()) {
      if (refuted) throw wrong(id, `expected no hints after the contradiction, found ${hint}`);
      const clause = this.#pages[hint >>> PAGE_BITS]?.clauses[hint % PAGE];
      if (!clause) throw wrong(id, `expected a clause as hint (RUP only), found ${hint}, which is not there`);
      let open = 0;
      for (let i = 0; i < clause.length; i++) {
        const literal = clause[i]!;
        if (truth[zero - literal] === id || literal === open) continue;
        if (open !== 0) throw wrong(id, `expected hint ${hint} to leave one literal open, found more`);
        open = literal;
      }
      if (open === 0) refuted = true;
      else truth[zero + open] = id;
    }
    if (!refuted) throw wrong(id, 'expected its hints to end in a contradiction, found none');
    this.#store(id, this.#literals.slice(0, size));
  }

  #store(id: number, clause: readonly number[]): void {
    let page = this.#pages[id >>> PAGE_BITS];
    this.#words += clause.length + OVERHEAD + (page ? 0 : PAGE);
    if (this.#words > this.#memory * MIB)
      throw new Refused(`expected clauses that fit into ${this.#memory} MiB, found more; delete some`);
    page ??= this.#pages[id >>> PAGE_BITS] = { clauses: EMPTY_PAGE.slice(), size: 0 };
    page.clauses[id % PAGE] = clause;
    page.size++;
    this.#lastId = id;
    if (clause.length === 0) this.#refuted = true;
  }

  #requireLiteral(id: number, literal: number): void {
    if (literal === 0 || !(Math.abs(literal) <= this.#variables))
      throw wrong(id, `expected literals up to ${this.#variables}, found ${literal}`);
  }

  /** Reads a number, which a blank or the end of the line must follow. */
  #number(): number {
    const negative = this.#nextByte() === MINUS;
    const block = this.#block;
    const from = negative ? this.#at + 1 : this.#at;
    let at = from;
    let size = 0;
    for (let byte = block[at]!; byte >= ZERO && byte <= NINE; byte = block[++at]!)
      size = 10 * size + byte - ZERO;
    if (at === from || size > MAX || !(isBlank(block[at]!) || block[at] === NEWLINE)) this.#refuseRest();
    this.#at = at;
    return negative ? -size : size;
  }

  /** The next byte of the line that is not blank, perhaps its end. */
  #nextByte(): number {
    while (isBlank(this.#block[this.#at]!)) this.#at++;
    return this.#block[this.#at]!;
  }

  #refuseRest(): never {
    const end = Math.min(endOfLine(this.#block, this.#at) - 1, this.#at + 100);
    const rest = found(new TextDecoder().decode(this.#block.subarray(this.#at, end)));
    throw new Refused(`expected a step "ID LITERALS 0 HINTS 0" or "ID d IDS 0" up to ${MAX}, found ${rest}`);
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0d || byte === 0x09;
}

function wrong(step: number, problem: string): Refused {
  return new Refused(`step ${step}: ${problem}`);
}

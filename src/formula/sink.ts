// Where encoders put their clauses, and the sinks that store none: one counts them, one hands them on. A formula's sink is
// the sole owner of its variable numbering: whoever needs a variable asks it.
import { MAX_VARIABLES } from '../problem/dimacs.ts';
import { InputError } from '../problem/errors.ts';

/** Where clauses go. Variables are 1, 2, … in the order asked for. */
export interface ClauseSink {
  /**
   * A fresh variable.
   * @param name one line of text for a comment, kept by sinks that keep comments; a function, so that the others do not
   * pay for it
   * @throws InputError beyond 10,000,000 variables
   */
  variable(name?: () => string): number;
  /**
   * Takes a clause; no literals make the empty clause, which is false. The array is not kept.
   * @throws RangeError for a literal whose variable was never handed out
   */
  clause(literals: readonly number[]): void;
  /** Variables handed out so far. */
  readonly variables: number;
  /** Clauses taken so far. */
  readonly clauses: number;
}

/** The variable after the last one. @throws InputError beyond 10,000,000 variables */
export function variableAfter(last: number): number {
  if (last >= MAX_VARIABLES)
    throw new InputError('formula', `expected at most ${MAX_VARIABLES} variables, found more`);
  return last + 1;
}

/** @throws RangeError unless the literals are of variables 1 to `variables` */
export function checkLiterals(literals: readonly number[], variables: number): void {
  for (const literal of literals)
    if (!Number.isInteger(literal) || literal === 0 || Math.abs(literal) > variables)
      throw new RangeError(`clause: expected literals of variables 1 to ${variables}, got ${literal}`);
}

/** Counts. Tells how large a formula will be before anything is stored. */
export class ClauseCounter implements ClauseSink {
  #variables = 0;
  #clauses = 0;
  #literals = 0;

  get variables(): number {
    return this.#variables;
  }

  get clauses(): number {
    return this.#clauses;
  }

  /** Literals of all clauses taken so far. */
  get literals(): number {
    return this.#literals;
  }

  variable(): number {
    return (this.#variables = variableAfter(this.#variables));
  }

  clause(literals: readonly number[]): void {
    checkLiterals(literals, this.#variables);
    this.#clauses += 1;
    this.#literals += literals.length;
  }
}

/** Numbers of a block. */
const BLOCK = 2 ** 16;

/** Hands clauses on in the flat form of `CdclSolver.addClauses`: each clause's literals and a 0. */
export class FlatClauses implements ClauseSink {
  readonly #take: (block: Int32Array) => void;
  readonly #block = new Int32Array(BLOCK);
  #filled = 0;
  #variables = 0;
  #clauses = 0;

  /**
   * @param take is given blocks of whole clauses, in order, of 65,536 numbers at most except for a longer clause; a block
   * is the taker's during the call only
   */
  constructor(take: (block: Int32Array) => void) {
    this.#take = take;
  }

  get variables(): number {
    return this.#variables;
  }

  get clauses(): number {
    return this.#clauses;
  }

  variable(): number {
    return (this.#variables = variableAfter(this.#variables));
  }

  clause(literals: readonly number[]): void {
    checkLiterals(literals, this.#variables);
    this.#clauses += 1;
    const size = literals.length + 1;
    if (this.#filled + size > BLOCK) this.flush();
    if (size > BLOCK) {
      this.#take(Int32Array.from([...literals, 0]));
      return;
    }
    const block = this.#block;
    let end = this.#filled;
    for (let i = 0; i < literals.length; i++) block[end++] = literals[i]!;
    block[end++] = 0;
    this.#filled = end;
  }

  /** Hands on what has not been yet; to be called after the last clause. */
  flush(): void {
    if (this.#filled > 0) this.#take(this.#block.subarray(0, this.#filled));
    this.#filled = 0;
  }
}

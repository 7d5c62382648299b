// Builds formulas in conjunctive normal form. The sole owner of variable numbering: whoever needs a variable
// asks here.
import { MAX_VARIABLES } from '../problem/dimacs.ts';
import { InputError } from '../problem/errors.ts';
import type { Cnf } from '../problem/sat.ts';

/**
 * A growing formula. Variables are 1, 2, … in the order asked for; named ones get a comment line `c var NUMBER
 * NAME`.
 */
export class CnfBuilder {
  #variables: number;
  readonly #comments: string[];
  readonly #clauses: number[][] = [];

  /** @param base the formula whose variables (not clauses) and comments the new one begins with */
  constructor(base: Pick<Cnf, 'variables' | 'comments'> = { variables: 0 }) {
    this.#variables = base.variables;
    this.#comments = [...(base.comments ?? [])];
  }

  /**
   * A fresh variable.
   * @param name one line; stands in a comment of the formula
   * @throws InputError beyond 10,000,000 variables, RangeError for a name with a line break
   */
  variable(name?: string): number {
    if (this.#variables >= MAX_VARIABLES)
      throw new InputError('formula', `expected at most ${MAX_VARIABLES} variables, found more`);
    this.#variables += 1;
    if (name !== undefined) {
      if (/[\r\n]/.test(name))
        throw new RangeError(`CnfBuilder.variable: expected a name of one line, got ${JSON.stringify(name)}`);
      this.#comments.push(`var ${this.#variables} ${name}`);
    }
    return this.#variables;
  }

  /**
   * Adds a clause; no literals make the empty clause, which is false.
   * @throws RangeError for a literal whose variable was never handed out
   */
  clause(literals: readonly number[]): void {
    for (const literal of literals)
      if (!Number.isInteger(literal) || literal === 0 || Math.abs(literal) > this.#variables)
        throw new RangeError(
          `CnfBuilder.clause: expected literals of variables 1 to ${this.#variables}, got ${literal}`,
        );
    this.#clauses.push([...literals]);
  }

  /** The formula so far; later calls do not change it. */
  build(): Cnf {
    return { variables: this.#variables, clauses: [...this.#clauses], comments: [...this.#comments] };
  }
}

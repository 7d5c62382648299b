// Builds formulas in conjunctive normal form: the sink that stores its clauses.
import type { Cnf } from '../problem/sat.ts';
import { checkLiterals, variableAfter, type ClauseSink } from './sink.ts';

/**
 * A growing formula. Variables are 1, 2, … in the order asked for; named ones get a comment line `c var NUMBER
 * NAME`.
 */
export class CnfBuilder implements ClauseSink {
  #variables: number;
  readonly #comments: string[];
  readonly #clauses: number[][] = [];

  /** @param base the formula whose variables (not clauses) and comments the new one begins with */
  constructor(base: Pick<Cnf, 'variables' | 'comments'> = { variables: 0 }) {
    this.#variables = base.variables;
    this.#comments = [...(base.comments ?? [])];
  }

  get variables(): number {
    return this.#variables;
  }

  get clauses(): number {
    return this.#clauses.length;
  }

  /**
   * A fresh variable.
   * @param name one line; stands in a comment of the formula
   * @throws InputError beyond 10,000,000 variables, RangeError for a name with a line break
   */
  variable(name?: () => string): number {
    this.#variables = variableAfter(this.#variables);
    const line = name?.();
    if (line !== undefined) {
      if (/[\r\n]/.test(line))
        throw new RangeError(`CnfBuilder.variable: expected a name of one line, got ${JSON.stringify(line)}`);
      this.#comments.push(`var ${this.#variables} ${line}`);
    }
    return this.#variables;
  }

  clause(literals: readonly number[]): void {
    checkLiterals(literals, this.#variables);
    this.#clauses.push([...literals]);
  }

  /** The formula so far; later calls do not change it. */
  build(): Cnf {
    return { variables: this.#variables, clauses: [...this.#clauses], comments: [...this.#comments] };
  }
}

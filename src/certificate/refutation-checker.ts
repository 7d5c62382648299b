// Checks a refutation of a formula in text LRAT while it is read.
import { OK, wrong, type Check } from '../problem/problem.ts';
import type { Cnf } from '../problem/sat.ts';
import { LineBlocks, Refused } from './lines.ts';
import { LratChecker } from './lrat.ts';

/** One refutation of one formula; memory is that of the clauses that are alive. */
export class RefutationChecker {
  readonly #lrat: LratChecker;
  readonly #blocks = new LineBlocks();
  #line = 1;
  #fault: string | undefined;

  constructor(cnf: Cnf) {
    this.#lrat = new LratChecker(cnf.variables);
    this.#guard(() => cnf.clauses.forEach((clause) => this.#lrat.addClause(clause)));
  }

  /** Takes the next bytes. */
  push(chunk: Uint8Array): void {
    this.#read(() => this.#blocks.push(chunk));
  }

  /** Whether the bytes so far refute the formula, or the first wrong step. */
  end(): Check {
    this.#read(() => this.#blocks.end());
    if (this.#fault !== undefined) return wrong(this.#fault);
    return this.#lrat.refuted ? OK : wrong('expected the empty clause, found the end of the proof');
  }

  #read(next: () => Uint8Array): void {
    if (this.#fault !== undefined || this.#lrat.refuted) return;
    this.#guard(() => {
      const block = next();
      for (let at = 0; at < block.length && !this.#lrat.refuted; this.#line++)
        at = this.#lrat.line(block, at);
    });
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#fault = `line ${this.#line}: ${error.message}`;
    }
  }
}

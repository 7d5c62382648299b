// MiniSat, compiled to asm.js in the package logic-solver: incremental, synchronous, without proofs.
import MiniSat from 'logic-solver/minisat_wrapper.js';
import type { SatAnswer, SatSolver } from './port.ts';

/** Emscripten gave this build a fixed heap; beyond it the module aborts. */
const OUT_OF_MEMORY = 'memory of MiniSat (64 MiB)';

class MiniSatSolver implements SatSolver {
  readonly name = 'minisat';
  readonly conflicts = undefined;
  limit = '';
  readonly #native = new MiniSat()._C;
  #buffer = this.#native._malloc(4 * 64);
  #capacity = 64;
  #variables = 0;
  #model = new Int8Array(0);
  #contradiction = false;
  #dead = false;
  #blamed: ReadonlySet<number> = new Set();
  /** The engine's number of each variable of the user; selectors for assumptions lie between them, out of sight. */
  readonly #innerOf = new Map<number, number>();

  constructor() {
    // Emscripten would announce the end of its memory on stdout, where only data belongs.
    this.#native.print = () => {};
    this.#native.printErr = () => {};
  }

  addClause(literals: readonly number[]): void {
    this.#guard(() => {
      if (literals.length === 0) this.#contradiction = true;
      else this.#add(literals.map((literal) => this.#inner(literal)));
    });
  }

  async solve(assumptions: readonly number[] = []): Promise<SatAnswer> {
    this.limit = OUT_OF_MEMORY;
    this.#blamed = new Set(assumptions);
    if (this.#contradiction) return 'unsat';
    const answer = this.#guard(() => this.#solve(assumptions));
    return answer ?? 'unknown';
  }

  value(variable: number): boolean {
    const inner = this.#innerOf.get(variable);
    return inner !== undefined && this.#model[inner - 1] === 0;
  }

  failed(assumption: number): boolean {
    return this.#blamed.has(assumption);
  }

  #solve(assumptions: readonly number[]): SatAnswer {
    const native = this.#native;
    // MiniSat's wrapper takes one assumption: a fresh selector that implies them all, retired afterwards.
    const selector = assumptions.length === 0 ? 0 : this.#fresh();
    for (const literal of assumptions) this.#add([-selector, this.#inner(literal)]);
    const satisfiable = selector === 0 ? native._solve() : native._solveAssuming(selector);
    if (satisfiable) this.#readModel();
    if (selector !== 0) native._retireVar(selector);
    return satisfiable ? 'sat' : 'unsat';
  }

  /** MiniSat marks true with 0 in its solution. */
  #readModel(): void {
    const start = this.#native._getSolution();
    this.#model = this.#native.HEAP8.slice(start, start + this.#native._getNumVars());
  }

  #fresh(): number {
    this.#variables += 1;
    this.#native._ensureVar(this.#variables);
    return this.#variables;
  }

  /** The engine's literal for the user's: variables are numbered in order of first use. */
  #inner(literal: number): number {
    const variable = Math.abs(literal);
    let inner = this.#innerOf.get(variable);
    if (inner === undefined) {
      inner = this.#fresh();
      this.#innerOf.set(variable, inner);
    }
    return literal > 0 ? inner : -inner;
  }

  #add(literals: readonly number[]): void {
    if (literals.length >= this.#capacity) {
      this.#native._free(this.#buffer);
      this.#capacity = 2 * literals.length;
      this.#buffer = this.#native._malloc(4 * this.#capacity);
    }
    const heap = this.#native.HEAP32;
    const at = this.#buffer >> 2;
    heap.set(literals, at);
    heap[at + literals.length] = 0;
    this.#native._addClause(this.#buffer);
  }

  /** Runs native code; once it has aborted for want of memory the solver only answers `unknown`. */
  #guard<T>(action: () => T): T | undefined {
    if (this.#dead) return undefined;
    try {
      return action();
    } catch (error) {
      // Emscripten reports every abort, memory included, as a thrown string or RuntimeError of its own.
      if (error instanceof TypeError || error instanceof RangeError) throw error;
      this.#dead = true;
      return undefined;
    }
  }
}

/** A fresh MiniSat. It does not count conflicts, so it cannot be limited by them. */
export async function createMiniSat(): Promise<SatSolver> {
  return new MiniSatSolver();
}

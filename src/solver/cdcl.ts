// The project's own SAT engine: a CDCL kernel in WebAssembly (assembly/), one instance a solver. Runs in Node and browsers.
import { builtModule } from '../built.ts';
import type { ConflictBudget, SatAnswer, SatSolver } from './port.ts';

/** Who watches the search: called at decision points with what was assigned since the last call. */
export type Observer = {
  /** Called at every `every`-th decision point: after propagation without conflict, before deciding. From 1. */
  readonly every: number;
  /**
   * May call `addClause` on the solver, with any clause: also one that is false or unit under the current trail. The kernel
   * goes back as far as that needs and no further, and goes on.
   * @param kept how many of the literals reported before are still assigned, as a prefix of the trail
   * @param added the literals assigned after them, in the order of the trail (DIMACS)
   * @returns true to go on; false to stop: the answer is `unknown`, the limit `stopped`
   */
  onPartial(kept: number, added: Int32Array): boolean;
};

/** Where the proof goes. */
export type ProofOptions = {
  readonly format: 'lrat' | 'drat';
  /** Takes the next bytes of the stream, which are its to keep. */
  readonly sink: (chunk: Uint8Array) => void;
};

export type CdclOptions = {
  /** Conflicts, counted together with other engines; reached: `unknown`, limit `conflicts: N`. */
  readonly budget?: ConflictBudget | undefined;
  /** MiB the kernel may grow to, from 1; beyond: `unknown` from then on, limit `memory: N MiB`. */
  readonly memory?: number | undefined;
  readonly proof?: ProofOptions | undefined;
  readonly observer?: Observer | undefined;
  /** Asked about every millisecond of search; true ends the search: `unknown`, limit `seconds`. */
  readonly expired?: (() => boolean) | undefined;
};

/** What a search did, over all calls. `memory` and `proof` are bytes. */
export type CdclStatistics = { readonly [name in (typeof STATISTICS)[number]]: number };

/** In the order of the kernel's `statistic`. */
const STATISTICS = [
  'conflicts',
  'decisions',
  'propagations',
  'restarts',
  'reductions',
  'rephasings',
  'flips',
  'learnt',
  'memory',
  'proof',
] as const;

/** The exports of assembly/kernel.ts. Addresses come as i32. */
type Kernel = {
  readonly memory: WebAssembly.Memory;
  init(proofFormat: number, pages: number, observeEvery: number, polling: boolean): void;
  reserve(variables: number): void;
  input(size: number): number;
  add(size: number): void;
  addAll(size: number): void;
  solve(assumptions: number, mostConflicts: number): number;
  values(): number;
  variableCount(): number;
  failed(): number;
  failedCount(): number;
  statistic(index: number): number;
};

const SATISFIABLE = 10;
const UNSATISFIABLE = 20;
const TIRED = 1;
const EXPIRED = 2;

const PROOF_FORMATS = { lrat: 1, drat: 2 } as const;
const PAGES_PER_MIB = 16;
/** What WebAssembly can address with 32 bits. */
const MOST_MIB = 4096;
/** Variables beyond this would not leave room for literals and flags in 32 bits. */
const LARGEST_VARIABLE = 2 ** 28;
/** Numbers handed to the kernel at a time when loading. */
const BLOCK = 1 << 16;

/** Thrown through the kernel when its memory ends; it must not be entered again. */
class OutOfMemory extends Error {}

/** An incremental CDCL solver with proofs. Made by `createCdcl`. */
export class CdclSolver implements SatSolver {
  readonly name = 'cdcl';
  limit = '';
  readonly #options: CdclOptions;
  /** Undefined once its memory has ended, or was given back. */
  #kernel: Kernel | undefined;
  /** All of the kernel's memory; stale when that has grown. */
  #words: Int32Array;
  #clauses = 0;
  #solving = false;
  #stats: CdclStatistics;
  #model = new Int8Array(0);
  #failed: ReadonlySet<number> = new Set();
  /** The limit that every answer names once there is no kernel. */
  #end = '';

  /** @throws RangeError when an option is out of range */
  constructor(module: WebAssembly.Module, options: CdclOptions) {
    const { memory = MOST_MIB, proof, observer, expired } = options;
    if (!(memory >= 1 && memory <= MOST_MIB))
      throw new RangeError(`cdcl: expected memory of 1 to ${MOST_MIB} MiB, got ${memory}`);
    if (observer && !(Number.isInteger(observer.every) && observer.every >= 1))
      throw new RangeError(
        `cdcl: expected an observer of every n-th decision, n >= 1, got ${observer.every}`,
      );
    this.#options = options;
    const kernel = new WebAssembly.Instance(module, { host: this.#host() }).exports as unknown as Kernel;
    this.#kernel = kernel;
    this.#words = new Int32Array(kernel.memory.buffer);
    this.#stats = readStatistics(kernel);
    const format = proof ? PROOF_FORMATS[proof.format] : 0;
    const pages = Math.floor(memory * PAGES_PER_MIB);
    this.#enter(() => kernel.init(format, pages, observer?.every ?? 0, expired !== undefined));
  }

  /** Clauses given so far: the number of the last one in the proof. */
  get clauses(): number {
    return this.#clauses;
  }

  get conflicts(): number {
    return this.#kernel ? this.#kernel.statistic(0) : this.#stats.conflicts;
  }

  get stats(): CdclStatistics {
    if (this.#kernel) this.#stats = readStatistics(this.#kernel);
    return this.#stats;
  }

  /**
   * Makes room for so many variables, where there is memory for it: their clauses load faster. Answers, models and proofs
   * are the same without.
   * @throws RangeError unless it is an integer from 0 to 2^28
   */
  reserve(variables: number): void {
    if (!Number.isInteger(variables) || variables < 0 || variables > LARGEST_VARIABLE)
      throw new RangeError(`cdcl: expected 0 to 2^28 variables, got ${variables}`);
    this.#enter((kernel) => kernel.reserve(variables));
  }

  /** @throws RangeError when a literal is 0, no integer, or larger than 2^28 */
  addClause(literals: readonly number[]): void {
    this.#enter((kernel) => {
      this.#hand(kernel, literals);
      kernel.add(literals.length);
    });
    this.#clauses += 1;
  }

  /**
   * Adds many clauses.
   * @param flat each clause's literals and a 0
   * @throws RangeError when a literal is larger than 2^28, or the last clause does not end; then none is added
   */
  addClauses(flat: Int32Array): void {
    if (flat.length > 0 && flat[flat.length - 1] !== 0)
      throw new RangeError(`cdcl: expected clauses that end with 0, got ${flat[flat.length - 1]} at the end`);
    let clauses = 0;
    for (let i = 0; i < flat.length; i++)
      if (flat[i] === 0) clauses += 1;
      else checkLiteral(flat[i]!);
    this.#clauses += clauses;
    let from = 0;
    while (flat.length - from > BLOCK) {
      // Whole clauses: as many as fit, or one that is longer.
      let end = flat.lastIndexOf(0, from + BLOCK - 1) + 1;
      if (end <= from) end = flat.indexOf(0, from + BLOCK) + 1;
      this.#addBlock(flat.subarray(from, end));
      from = end;
    }
    this.#addBlock(flat.subarray(from));
  }

  async solve(assumptions: readonly number[] = []): Promise<SatAnswer> {
    return this.solveNow(assumptions);
  }

  /**
   * `solve`, at once. What the observer throws comes out here, and the solver can go on being used; what the sink throws
   * does, too, and it cannot.
   * @throws RangeError when an assumption is no literal; Error when called by the observer
   */
  solveNow(assumptions: readonly number[] = []): SatAnswer {
    if (this.#solving) throw new Error('cdcl: expected the search to be over, got a call by its observer');
    const { budget } = this.#options;
    const left = budget === undefined ? Infinity : budget.limit - budget.spent;
    this.limit = this.#end;
    if (left <= 0) {
      this.limit = `conflicts: ${budget!.limit}`;
      return 'unknown';
    }
    const before = this.conflicts;
    this.#solving = true;
    try {
      return (
        this.#enter((kernel) => {
          this.#hand(kernel, assumptions);
          return this.#answer(kernel, kernel.solve(assumptions.length, left));
        }) ?? 'unknown'
      );
    } finally {
      this.#solving = false;
      if (budget !== undefined) budget.spent += this.conflicts - before;
    }
  }

  value(variable: number): boolean {
    return this.#model[2 * (variable - 1)] === 1;
  }

  failed(assumption: number): boolean {
    return this.#failed.has(assumption);
  }

  /** Gives the kernel's memory back; the solver answers `unknown` from then on. */
  dispose(): void {
    this.#die('disposed');
  }

  #answer(kernel: Kernel, answer: number): SatAnswer {
    if (answer === SATISFIABLE) {
      const start = kernel.values() >>> 0;
      this.#model = new Int8Array(kernel.memory.buffer).slice(start, start + 2 * kernel.variableCount());
      return 'sat';
    }
    if (answer === UNSATISFIABLE) {
      const start = kernel.failed() >>> 2;
      const failed = this.#view(kernel).subarray(start, start + kernel.failedCount());
      this.#failed = new Set(Array.from(failed, (literal) => (literal & 1 ? -1 : 1) * ((literal >> 1) + 1)));
      return 'unsat';
    }
    this.limit =
      answer === TIRED
        ? `conflicts: ${this.#options.budget!.limit}`
        : answer === EXPIRED
          ? 'seconds'
          : 'stopped';
    return 'unknown';
  }

  /** What the kernel calls. */
  #host(): WebAssembly.ModuleImports {
    const { proof, observer, expired } = this.#options;
    return {
      outOfMemory: () => {
        throw new OutOfMemory();
      },
      goOn: () => !expired!(),
      observe: (kept: number, literals: number, added: number) => {
        const start = literals >>> 2;
        const goOn = observer!.onPartial(kept, this.#view(this.#kernel!).slice(start, start + added));
        // The observer's clauses may have ended the memory.
        if (!this.#kernel) throw new OutOfMemory();
        return goOn;
      },
      proof: (address: number, bytes: number) => {
        try {
          proof!.sink(new Uint8Array(this.#kernel!.memory.buffer, address >>> 0, bytes).slice());
        } catch (error) {
          // It was thrown out of the middle of a step.
          this.#die('proof');
          throw error;
        }
      },
    };
  }

  /** Runs kernel code, if there is a kernel still; when its memory ends there is none any more. */
  #enter<T>(action: (kernel: Kernel) => T): T | undefined {
    if (!this.#kernel) return undefined;
    try {
      return action(this.#kernel);
    } catch (error) {
      if (!(error instanceof OutOfMemory)) throw error;
      this.#die(`memory: ${this.#options.memory ?? MOST_MIB} MiB`);
      return undefined;
    }
  }

  #die(limit: string): void {
    if (!this.#kernel) return;
    this.#stats = readStatistics(this.#kernel);
    this.#kernel = undefined;
    this.#words = new Int32Array(0);
    this.#end = limit;
    this.limit = limit;
  }

  #view(kernel: Kernel): Int32Array {
    const { buffer } = kernel.memory;
    if (this.#words.buffer !== buffer) this.#words = new Int32Array(buffer);
    return this.#words;
  }

  /** Writes literals to the kernel's input. */
  #hand(kernel: Kernel, literals: readonly number[]): void {
    const start = kernel.input(literals.length) >>> 2;
    const words = this.#view(kernel);
    for (let i = 0; i < literals.length; i++) {
      const literal = literals[i]!;
      checkLiteral(literal);
      words[start + i] = literal;
    }
  }

  #addBlock(block: Int32Array): void {
    this.#enter((kernel) => {
      const start = kernel.input(block.length) >>> 2;
      this.#view(kernel).set(block, start);
      kernel.addAll(block.length);
    });
  }
}

function checkLiteral(literal: number): void {
  if (literal === 0 || !Number.isInteger(literal) || Math.abs(literal) > LARGEST_VARIABLE)
    throw new RangeError(`cdcl: expected literals from 1 to 2^28 or negated, got ${literal}`);
}

function readStatistics(kernel: Kernel): CdclStatistics {
  return Object.fromEntries(
    STATISTICS.map((name, index) => [name, kernel.statistic(index)]),
  ) as CdclStatistics;
}

/** A fresh solver; the kernel is compiled once a process. @throws RangeError when an option is out of range */
export async function createCdcl(options: CdclOptions = {}): Promise<CdclSolver> {
  return new CdclSolver(await builtModule('./cdcl.wasm', import.meta.url), options);
}

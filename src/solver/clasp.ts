// clasp, compiled to WebAssembly in the package clingo-wasm: one-shot, so every call solves the formula anew.
import { createRequire } from 'node:module';
import type { ClingoError, ClingoResult } from 'clingo-wasm';
import type { SatAnswer, SatSolver, ConflictBudget } from './port.ts';

type Run = (program: string, models: number, options: string[]) => ClingoResult | ClingoError;

/** What `--stats` adds to a result. */
type WithStats = { readonly Stats?: { readonly Core?: { readonly Conflicts?: number } } };

class ClaspSolver implements SatSolver {
  readonly name = 'clasp';
  limit = '';
  conflicts = 0;
  readonly #run: Run;
  readonly #budget: ConflictBudget | undefined;
  readonly #clauses: string[] = [];
  #variables = 0;
  #model: ReadonlySet<number> = new Set();
  #blamed: ReadonlySet<number> = new Set();

  constructor(run: Run, budget: ConflictBudget | undefined) {
    this.#run = run;
    this.#budget = budget;
  }

  addClause(literals: readonly number[]): void {
    for (const literal of literals) this.#variables = Math.max(this.#variables, Math.abs(literal));
    this.#clauses.push([...literals, 0].join(' '));
  }

  async solve(assumptions: readonly number[] = []): Promise<SatAnswer> {
    this.#blamed = new Set(assumptions);
    const variables = assumptions.reduce(
      (most, literal) => Math.max(most, Math.abs(literal)),
      this.#variables,
    );
    const clauses = [...this.#clauses, ...assumptions.map((literal) => `${literal} 0`)];
    const options = ['--mode=clasp', '--stats'];
    if (this.#budget !== undefined) {
      this.limit = `conflicts: ${this.#budget.limit}`;
      const left = this.#budget.limit - this.#budget.spent;
      if (left <= 0) return 'unknown';
      options.push(`--solve-limit=${left}`);
    }
    const result = this.#run(`p cnf ${variables} ${clauses.length}\n${clauses.join('\n')}\n`, 1, options);
    if (result.Result === 'ERROR') throw new Error(`clasp: ${result.Error}`);
    const conflicts = (result as WithStats).Stats?.Core?.Conflicts ?? 0;
    this.conflicts += conflicts;
    if (this.#budget) this.#budget.spent += conflicts;
    if (result.Result === 'UNSATISFIABLE') return 'unsat';
    if (result.Result === 'UNKNOWN') return 'unknown';
    const literals = result.Call.at(-1)?.Witnesses.at(-1)?.Value ?? [];
    this.#model = new Set(literals.map(Number));
    return 'sat';
  }

  value(variable: number): boolean {
    return this.#model.has(variable);
  }

  failed(assumption: number): boolean {
    return this.#blamed.has(assumption);
  }
}

/** A fresh clasp, single-threaded (the threaded build is not in the package). */
export async function createClasp(budget?: ConflictBudget): Promise<SatSolver> {
  // A CommonJS bundle with its own `default`, which bundlers and test runners unwrap differently; require does not.
  const clingo = createRequire(import.meta.url)('clingo-wasm') as typeof import('clingo-wasm');
  const runner = new clingo.Runner({ singleThreaded: true });
  // The runner announces itself on stdout, where only data belongs.
  const { info } = console;
  console.info = () => {};
  try {
    await runner.init();
  } finally {
    console.info = info;
  }
  return new ClaspSolver((...call) => runner.run(...call), budget);
}

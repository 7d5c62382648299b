// The SAT port: what every engine behind it can do. IPASIR-like; literals are DIMACS integers.

/** `unknown` comes with the limit that was hit, in `SatSolver.limit`. */
export type SatAnswer = 'sat' | 'unsat' | 'unknown';

/** An incremental SAT solver. Clauses may be added between calls of `solve`. */
export interface SatSolver {
  readonly name: string;
  /** Makes room for so many variables before their clauses come; not there in every engine. */
  reserve?(variables: number): void;
  /** Adds a clause over variables 1, 2, …; the empty clause makes the formula unsatisfiable. */
  addClause(literals: readonly number[]): void;
  /** Adds many clauses at once, each one's literals and a 0; not there in every engine. */
  addClauses?(flat: Int32Array): void;
  /** Decides the clauses so far under assumptions, which hold for this call only. */
  solve(assumptions?: readonly number[]): Promise<SatAnswer>;
  /** The value of a variable in the model of the last call, which answered `sat`. */
  value(variable: number): boolean;
  /** Whether an assumption of the last call, which answered `unsat`, may be to blame; never wrongly false. */
  failed(assumption: number): boolean;
  /** What ended the last call, which answered `unknown`: `conflicts: 1000`, `memory of MiniSat (64 MiB)`. */
  readonly limit: string;
  /** Conflicts over all calls; undefined for an engine that does not count them. */
  readonly conflicts: number | undefined;
}

/** A number of conflicts that several engines may spend between them. */
export type ConflictBudget = { limit: number; spent: number };

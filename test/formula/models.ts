// What formulas allow, found with the project's own solver.
import type { CnfBuilder } from '../../src/formula/cnf-builder.ts';
import { createCdcl, type CdclSolver } from '../../src/solver/cdcl.ts';

/** A solver that holds what was built. */
export async function solverOf(builder: CnfBuilder): Promise<CdclSolver> {
  const solver = await createCdcl();
  solver.addClauses(Int32Array.from(builder.build().clauses.flatMap((clause) => [...clause, 0])));
  return solver;
}

/** The models on these literals alone, each as a string of 0 and 1; the solver is left unsatisfiable. */
export function projections(solver: CdclSolver, literals: readonly number[]): Set<string> {
  const found = new Set<string>();
  while (solver.solveNow() === 'sat') {
    const trues = literals.map((literal) => solver.value(Math.abs(literal)) === literal > 0);
    found.add(trues.map(Number).join(''));
    solver.addClause(literals.map((literal, i) => (trues[i] ? -literal : literal)));
  }
  return found;
}

/** Fresh variables. */
export function fresh(builder: CnfBuilder, count: number): number[] {
  return Array.from({ length: count }, () => builder.variable());
}

/** The literals that say that variables have these values. */
export function literalsOf(variables: readonly number[], values: readonly boolean[]): number[] {
  return variables.map((variable, i) => (values[i] ? variable : -variable));
}

/** The bits of a number, low ones first. */
export function bitsOf(number: number, count: number): boolean[] {
  return Array.from({ length: count }, (_, j) => ((number >> j) & 1) === 1);
}

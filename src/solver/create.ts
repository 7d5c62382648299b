// The engines by name, each loaded when first asked for.
import type { ConflictBudget, SatSolver } from './port.ts';

/** The SAT engines; the first is the default. */
export const SOLVERS = ['minisat', 'clasp'] as const;
export type SolverName = (typeof SOLVERS)[number];

/** Engines that count their conflicts and can be limited by them. */
export const COUNTING_SOLVERS: readonly SolverName[] = ['clasp'];

/** A fresh engine. @throws RangeError when it is to be limited by conflicts and does not count them */
export async function createSolver(name: SolverName, budget?: ConflictBudget): Promise<SatSolver> {
  if (budget !== undefined && !COUNTING_SOLVERS.includes(name))
    throw new RangeError(
      `createSolver: expected an engine that counts conflicts (${COUNTING_SOLVERS.join()}), got ${name}`,
    );
  if (name === 'clasp') return (await import('./clasp.ts')).createClasp(budget);
  return (await import('./minisat.ts')).createMiniSat();
}

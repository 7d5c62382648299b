// The engines by name, each loaded when first asked for.
import type { CdclOptions } from './cdcl.ts';
import type { SatSolver } from './port.ts';

/** The SAT engines; the first is the default. */
export const SOLVERS = ['cdcl', 'minisat', 'clasp'] as const;
export type SolverName = (typeof SOLVERS)[number];

/** The engine that writes proofs. */
export const PROVING_SOLVER: SolverName = 'cdcl';

/** Engines that count their conflicts and can be limited by them. */
export const COUNTING_SOLVERS: readonly SolverName[] = ['cdcl', 'clasp'];

/**
 * A fresh engine. Only `cdcl`, our own, writes proofs, shows partial assignments to an observer and watches the clock;
 * the others leave these options unused.
 * @throws RangeError when it is to be limited by conflicts and does not count them
 */
export async function createSolver(name: SolverName, options: CdclOptions = {}): Promise<SatSolver> {
  const { budget } = options;
  if (budget !== undefined && !COUNTING_SOLVERS.includes(name))
    throw new RangeError(
      `createSolver: expected an engine that counts conflicts (${COUNTING_SOLVERS.join()}), got ${name}`,
    );
  if (name === 'cdcl') return (await import('./cdcl.ts')).createCdcl(options);
  if (name === 'clasp') return (await import('./clasp.ts')).createClasp(budget);
  return (await import('./minisat.ts')).createMiniSat();
}

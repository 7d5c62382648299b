// Some models of a formula, by the project's engine: for formulas too large for enumeration.
import type { Assignment, Cnf } from '../src/problem/sat.ts';
import { createCdcl } from '../src/solver/cdcl.ts';

/** Up to `most` models, each different from the ones before. */
export async function someModels(cnf: Cnf, most: number): Promise<Assignment[]> {
  const solver = await createCdcl();
  for (const clause of cnf.clauses) solver.addClause(clause);
  const found: Assignment[] = [];
  while (found.length < most && (await solver.solve()) === 'sat') {
    const model = Array.from({ length: cnf.variables }, (_, i) => solver.value(i + 1));
    found.push(model);
    solver.addClause(model.map((value, i) => (value ? -(i + 1) : i + 1)));
  }
  return found;
}

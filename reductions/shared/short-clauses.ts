// Formulas whose clauses must be short.
import { InputError } from '../../src/problem/errors.ts';
import type { Cnf } from '../../src/problem/sat.ts';

/** @throws InputError for a clause of more than 3 literals */
export function requireShortClauses(reduction: string, { clauses }: Cnf): void {
  const long = clauses.findIndex((clause) => clause.length > 3);
  if (long >= 0)
    throw new InputError(
      reduction,
      `expected clauses of at most 3 literals, found ${clauses[long]!.length} in clause ${long + 1}; reduce it to 3-sat first`,
    );
}

// The checker's search against brute force, on formulas with and without models.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refute } from '../../src/certificate/refute.ts';
import { pigeonhole } from '../pigeonhole.ts';

const literal = fc.integer({ min: 1, max: 7 }).chain((v) => fc.constantFrom(v, -v));
const formula = fc.array(fc.array(literal, { maxLength: 3 }), { maxLength: 40 });

test('agrees with brute force', () => {
  const seen = { satisfiable: 0, unsatisfiable: 0, unknown: 0 };
  fc.assert(
    fc.property(formula, (clauses) => {
      const model = Array.from({ length: 2 ** 7 }, (_, m) => m).some((m) =>
        clauses.every((clause) => clause.some((l) => ((m >> (Math.abs(l) - 1)) & 1) === (l > 0 ? 1 : 0))),
      );
      const said = refute({ variables: 7, clauses }, 1e6);
      seen[said]++;
      expect(said).toBe(model ? 'satisfiable' : 'unsatisfiable');
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(seen.satisfiable, seen.unsatisfiable)).toBeGreaterThan(100);
});

test('the pigeonhole principle; a budget too small is told', () => {
  const variables = 42;
  expect(refute({ variables, clauses: pigeonhole(7, 6) }, 1e8)).toBe('unsatisfiable');
  expect(refute({ variables: 36, clauses: pigeonhole(6, 6) }, 1e8)).toBe('satisfiable');
  expect(refute({ variables, clauses: pigeonhole(7, 6) }, 1000)).toBe('unknown');
});

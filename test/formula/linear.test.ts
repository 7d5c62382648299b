// Linear constraints as clauses: what brute force allows, by every encoding; completion without search; sizes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CnfBuilder } from '../../src/formula/cnf-builder.ts';
import { complete } from '../../src/formula/complete.ts';
import { encodeLinear } from '../../src/formula/linear.ts';
import { ClauseCounter } from '../../src/formula/sink.ts';
import { atMost, mostClauses } from '../../src/formula/totalizer.ts';
import { RELATIONS, type LinearConstraint, type Term } from '../../src/problem/linear-constraint.ts';
import { sat } from '../../src/problem/sat.ts';
import { bitsOf, fresh, literalsOf, solverOf } from './models.ts';

const VARIABLES = 6;

/** What the true terms add up to, compared with the bound. */
function allows({ terms, relation, bound }: LinearConstraint, values: readonly boolean[]): boolean {
  let sum = -bound;
  for (const { literal, coefficient } of terms)
    if (values[Math.abs(literal) - 1] === literal > 0) sum += coefficient;
  if (relation === '=') return sum === 0n;
  return relation === '>=' ? sum >= 0n : sum <= 0n;
}

const literals = fc.integer({ min: 1, max: VARIABLES }).chain((v) => fc.constantFrom(v, -v));
const ofTerms = (coefficient: fc.Arbitrary<bigint>, minLength: number): fc.Arbitrary<Term[]> =>
  fc.array(fc.record({ literal: literals, coefficient }), { minLength, maxLength: 8, size: 'max' });

/** Bounds that a sum of some of the terms reaches, or misses by a little. */
const constraints = (terms: fc.Arbitrary<Term[]>): fc.Arbitrary<LinearConstraint> =>
  fc
    .record({
      terms,
      relation: fc.constantFrom(...RELATIONS),
      values: fc.array(fc.boolean(), { minLength: VARIABLES, maxLength: VARIABLES }),
      off: fc.bigInt({ min: -2n, max: 2n }),
    })
    .map(({ terms: list, relation, values, off }) => ({
      terms: list,
      relation,
      bound: list.reduce(
        (sum, { literal, coefficient }) =>
          values[Math.abs(literal) - 1] === literal > 0 ? sum + coefficient : sum,
        off,
      ),
    }));

describe('the assignments that brute force allows, and no others', () => {
  test.each([
    ['coefficients that are often equal', ofTerms(fc.constantFrom(1n, 1n, 1n, 2n, -1n), 3)],
    ['small coefficients', ofTerms(fc.bigInt({ min: -9n, max: 9n }), 0)],
    ['beyond a double', ofTerms(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), 3)],
  ])('%s', async (name, terms) => {
    const seen = { allowed: 0, forbidden: 0, beyond: 0 };
    await fc.assert(
      fc.asyncProperty(constraints(terms), async (constraint) => {
        const builder = new CnfBuilder();
        const variables = fresh(builder, VARIABLES);
        encodeLinear(builder, constraint);
        const cnf = builder.build();
        if (cnf.variables > VARIABLES) seen.beyond += 1;
        const solver = await solverOf(builder);
        for (let x = 0; x < 2 ** VARIABLES; x++) {
          const values = bitsOf(x, VARIABLES);
          const allowed = allows(constraint, values);
          seen[allowed ? 'allowed' : 'forbidden'] += 1;
          expect(solver.solveNow(literalsOf(variables, values))).toBe(allowed ? 'sat' : 'unsat');
          const completed = complete(cnf, new Map(values.map((value, i) => [i + 1, value])));
          expect(sat.check(cnf, completed).ok).toBe(allowed);
        }
        solver.dispose();
      }),
      { numRuns: 150 },
    );
    expect(Math.min(seen.allowed, seen.forbidden), name).toBeGreaterThan(800);
    expect(seen.beyond, 'with auxiliary variables').toBeGreaterThan(15);
  });
});

const sizeOf = (coefficients: readonly bigint[], relation: LinearConstraint['relation'], bound: bigint) => {
  const counter = new ClauseCounter();
  const terms = coefficients.map((coefficient) => ({ coefficient, literal: counter.variable() }));
  encodeLinear(counter, { terms, relation, bound });
  return [counter.variables - coefficients.length, counter.clauses, counter.literals];
};

describe('sizes', () => {
  test.each([
    ['nothing for what always holds', [2n, 3n], '>=', -1n, [0, 0, 0]],
    ['the empty clause for what never holds', [2n, 3n], '>=', 6n, [0, 1, 0]],
    ['a clause where each coefficient is enough', [5n, 3n, 4n], '>=', 3n, [0, 1, 3]],
    ['a clause after rounding up', [4n, 4n, 4n], '>=', 3n, [0, 1, 3]],
    ['negative coefficients', [-1n, 1n], '>=', 0n, [0, 1, 2]],
    ['no multiple of the common divisor', [4n, 6n], '=', 5n, [0, 1, 0]],
    // What is left when all but one must hold is one pair that does not: a totalizer of three inputs.
    ['all but one of three', [1n, 1n, 1n], '>=', 2n, [1, 4, 8]],
  ] as const)('%s', (_, coefficients, relation, bound, size) => {
    expect(sizeOf(coefficients, relation, bound)).toEqual(size);
  });

  test('sums that do not repeat are left to adders: linear in digits, not exponential in terms', () => {
    const powers = Array.from({ length: 40 }, (_, i) => 3n ** BigInt(i));
    const [variables, clauses] = sizeOf(powers, '>=', 3n ** 39n + 7n);
    const digits = powers.reduce(
      (sum, power) => sum + [...power.toString(2)].filter((d) => d === '1').length,
      0,
    );
    // At most a full adder for each 1 of a coefficient, and a clause for each of the bound.
    expect(variables).toBeLessThanOrEqual(2 * digits);
    expect(clauses).toBeLessThanOrEqual(14 * digits + 64);
  });

  test('a thousand literals, half of them: adders; ten of them: a totalizer that propagates', () => {
    const ones = Array.from({ length: 1000 }, () => 1n);
    expect(sizeOf(ones, '<=', 500n)[1]).toBeLessThan(14_000);
    expect(sizeOf(ones, '<=', 10n)[1]).toBeGreaterThan(14_000);
  });

  test('the bound on a totalizer holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 400 })), {
          maxLength: 14,
          size: 'max',
        }),
        fc.integer({ min: 0, max: 900 }),
        (weights, most) => {
          const counter = new ClauseCounter();
          atMost(
            counter,
            weights.map((weight) => ({ literal: counter.variable(), weight })),
            most,
          );
          expect(counter.clauses).toBeLessThanOrEqual(mostClauses(weights, most));
        },
      ),
    );
  });
});

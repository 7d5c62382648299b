// Conditions on sums: models counted and compared with brute force, propagation, sizes, and what is refused.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CnfBuilder } from '../../src/formula/cnf-builder.ts';
import { ClauseCounter } from '../../src/formula/sink.ts';
import { atLeast, atMost, type Item } from '../../src/formula/totalizer.ts';
import { createCdcl } from '../../src/solver/cdcl.ts';
import { bitsOf, fresh, literalsOf, projections, solverOf } from './models.ts';

const binomial = (n: number, k: number): number => (k === 0 ? 1 : (binomial(n, k - 1) * (n - k + 1)) / k);
const sumUpTo = (most: number, term: (k: number) => number): number =>
  Array.from({ length: most + 1 }, (_, k) => term(k)).reduce((a, b) => a + b, 0);

const ones = (literals: readonly number[]): Item[] => literals.map((literal) => ({ literal, weight: 1 }));

describe('at most', () => {
  test('n variables, k of them: a sum of binomial coefficients', async () => {
    for (let n = 0; n <= 8; n++)
      for (let k = 0; k <= n + 1; k++) {
        const builder = new CnfBuilder();
        const variables = fresh(builder, n);
        atMost(builder, ones(variables), k);
        expect(projections(await solverOf(builder), variables).size).toBe(
          sumUpTo(Math.min(k, n), (i) => binomial(n, i)),
        );
      }
  });

  const weighted = fc.record({
    items: fc.array(
      fc.record({
        literal: fc.integer({ min: 1, max: 8 }).chain((v) => fc.constantFrom(v, -v)),
        weight: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(0, 1, 100, 2 ** 53 - 1)),
      }),
      { maxLength: 10, size: 'max' },
    ),
    most: fc.oneof(fc.integer({ min: -1, max: 40 }), fc.constantFrom(100, 2 ** 53 - 1)),
  });

  test('weights: the assignments that brute force allows', async () => {
    const seen = { allowed: 0, forbidden: 0 };
    await fc.assert(
      fc.asyncProperty(weighted, async ({ items, most }) => {
        const builder = new CnfBuilder();
        const variables = fresh(builder, 8);
        atMost(builder, items, most);
        const solver = await solverOf(builder);
        for (let x = 0; x < 256; x++) {
          const values = bitsOf(x, 8);
          const total = items
            .filter(({ literal }) => values[Math.abs(literal) - 1] === literal > 0)
            .reduce((sum, { weight }) => sum + BigInt(weight), 0n);
          seen[total <= BigInt(most) ? 'allowed' : 'forbidden'] += 1;
          expect(solver.solveNow(literalsOf(variables, values))).toBe(
            total <= BigInt(most) ? 'sat' : 'unsat',
          );
        }
        solver.dispose();
      }),
      { numRuns: 200 },
    );
    expect(Math.min(seen.allowed, seen.forbidden)).toBeGreaterThan(5000);
  });

  test('unit propagation finds every literal that would be too much', () => {
    const weights = [1, 1, 2, 3, 5, 8, 8, 9];
    const builder = new CnfBuilder();
    const variables = fresh(builder, weights.length);
    atMost(
      builder,
      weights.map((weight, i) => ({ literal: variables[i]!, weight })),
      15,
    );
    const { clauses } = builder.build();
    for (let x = 0; x < 2 ** weights.length; x++) {
      const trues = variables.filter((_, i) => bitsOf(x, weights.length)[i]);
      const total = trues.reduce((sum, v) => sum + weights[v - 1]!, 0);
      const implied = propagated(clauses, trues);
      if (total > 15) expect(implied).toBeUndefined();
      else
        for (const v of variables)
          if (!trues.includes(v)) expect(implied!.has(-v)).toBe(total + weights[v - 1]! > 15);
    }
  });

  test('degenerate cases', () => {
    const clausesOf = (items: readonly Item[], most: number): readonly (readonly number[])[] => {
      const builder = new CnfBuilder({ variables: 9 });
      atMost(builder, items, most);
      expect(builder.variables).toBe(9);
      return builder.build().clauses;
    };
    expect(clausesOf([], 0)).toEqual([]);
    expect(clausesOf([], -1)).toEqual([[]]);
    expect(clausesOf(ones([1, 2, 3]), -1)).toEqual([[]]);
    expect(clausesOf(ones([1, 2, 3]), 3)).toEqual([]);
    expect(clausesOf(ones([1, -2]), 0)).toEqual([[-1], [2]]);
    expect(clausesOf(ones([1, -2]), 1)).toEqual([[-1, 2]]);
    expect(clausesOf([{ literal: 3, weight: 7 }, { literal: 4, weight: 2 }], 6)).toEqual([[-3]]); // prettier-ignore
    expect(clausesOf([{ literal: 3, weight: 0 }], 0)).toEqual([]);
  });

  test('exact text: at most one of three', () => {
    const builder = new CnfBuilder();
    atMost(builder, ones(fresh(builder, 3)), 1);
    expect(builder.build().clauses).toEqual([[-2, -3], [-3, 4], [-2, 4], [-1, -4]]); // prettier-ignore
  });

  /** The laws for unit weights: of a node over n items, and of what contradicts in it. */
  const contradictions = (left: number, right: number, most: number): number =>
    Array.from({ length: left + 1 }, (_, i) => most + 1 - i).filter((j) => j >= 0 && j <= right).length;
  const nodeSize = (n: number, most: number): { variables: number; clauses: number } => {
    if (n === 1) return { variables: 0, clauses: 0 };
    const [left, right] = [n >> 1, n - (n >> 1)];
    const below = [nodeSize(left, most), nodeSize(right, most)];
    let pairs = -1;
    for (let i = 0; i <= Math.min(left, most); i++) pairs += 1 + Math.min(right, most - i);
    return {
      variables: Math.min(n, most) + below[0]!.variables + below[1]!.variables,
      clauses:
        pairs +
        contradictions(Math.min(left, most), Math.min(right, most), most) +
        below[0]!.clauses +
        below[1]!.clauses,
    };
  };

  test('sizes with unit weights', () => {
    for (const n of [2, 3, 4, 7, 8, 20, 33])
      for (let most = 1; most < n; most++) {
        const counter = new ClauseCounter();
        const literals = Array.from({ length: n }, () => counter.variable());
        atMost(counter, ones(literals), most);
        const [left, right] = [n >> 1, n - (n >> 1)];
        const below = [nodeSize(left, most), nodeSize(right, most)];
        expect([counter.variables - n, counter.clauses]).toEqual([
          below[0]!.variables + below[1]!.variables,
          below[0]!.clauses +
            below[1]!.clauses +
            contradictions(Math.min(left, most), Math.min(right, most), most),
        ]);
      }
  });

  test('numbers that are no weights, and a formula too large, are refused', () => {
    const sink = new ClauseCounter();
    sink.variable();
    for (const weight of [-1, 0.5, Number.NaN, Infinity, 2 ** 53])
      expect(() => atMost(sink, [{ literal: 1, weight }], 3)).toThrow(RangeError);
    for (const most of [0.5, Number.NaN, Infinity])
      expect(() => atMost(sink, ones([1]), most)).toThrow(RangeError);
    expect(sink.clauses).toBe(0);
    const items = Array.from({ length: 52 }, (_, i) => ({ literal: sink.variable(), weight: 2 ** i }));
    expect(() => atMost(sink, items, 2 ** 51)).toThrow(
      'formula: expected at most 16777216 clauses of a totalizer, found more',
    );
  });
});

/** The literals implied by unit propagation; undefined when that ends in a contradiction. */
function propagated(
  clauses: readonly (readonly number[])[],
  given: readonly number[],
): Set<number> | undefined {
  const trues = new Set(given);
  for (let before = -1; before !== trues.size;) {
    before = trues.size;
    for (const clause of clauses) {
      if (clause.some((literal) => trues.has(literal))) continue;
      const open = clause.filter((literal) => !trues.has(-literal));
      if (open.length === 0) return undefined;
      if (open.length === 1) trues.add(open[0]!);
    }
  }
  return trues;
}

describe('at least', () => {
  test.each([[7], [9], [12]])('%i literals: equivalent, both ways', async (n) => {
    for (let count = -1; count <= n + 1; count++) {
      const builder = new CnfBuilder();
      const variables = fresh(builder, n);
      const output = atLeast(builder, variables, count);
      if (count <= 0 || count > n) {
        expect(output).toBe(count <= 0);
        expect(builder.clauses).toBe(0);
        continue;
      }
      const solver = await createCdcl();
      for (const clause of builder.build().clauses) solver.addClause(clause);
      for (let x = 0; x < 2 ** n; x++) {
        const values = bitsOf(x, n);
        const known = literalsOf(variables, values);
        const wrong = values.filter(Boolean).length >= count ? -(output as number) : (output as number);
        expect(solver.solveNow([...known, wrong])).toBe('unsat');
        expect(solver.solveNow([...known, -wrong])).toBe('sat');
      }
      solver.dispose();
    }
  });

  test('the direct form is used while it has fewer clauses', () => {
    const majority = (n: number): number => {
      const counter = new ClauseCounter();
      const literals = Array.from({ length: n }, () => counter.variable());
      atLeast(counter, literals, (n + 1) >> 1);
      return counter.clauses;
    };
    // C(n, k) + C(n, n - k + 1) with k = ⌈n / 2⌉; 70 for n = 7.
    expect([3, 4, 5, 6].map(majority)).toEqual([6, 10, 20, 35]);
    expect(majority(7)).toBeLessThan(70);
  });
});

// The condition on truth tables: exactly the threshold functions pass.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CnfBuilder } from '../../src/formula/cnf-builder.ts';
import { separateExactly } from '../../src/exact/separate.ts';
import { ClauseCounter } from '../../src/formula/sink.ts';
import {
  asummabilitySize,
  asummable,
  asummableByDirection,
  asummableDirectly,
} from '../../src/formula/threshold-table.ts';
import { bitsOf, fresh, literalsOf, projections, solverOf } from './models.ts';

const counts: [number, number][] = [[0, 2], [1, 4], [2, 14], [3, 104], [4, 1882]]; // prettier-ignore

describe.each([
  ['directly', asummableDirectly],
  ['by direction', asummableByDirection],
  ['as chosen', asummable],
])('%s', (_, condition) => {
  test.each(counts)('%i inputs: %i tables', async (n, count) => {
    const builder = new CnfBuilder();
    const table = fresh(builder, 2 ** n);
    condition(builder, table);
    expect(projections(await solverOf(builder), table).size).toBe(count);
  });
});

/** Reads the table of n inputs at points whose coordinates were permuted, and then negated where `flips` has a bit. */
function moved(table: string, permutation: readonly number[], flips: number): string {
  return Array.from(table, (_, x) => {
    const y = permutation.reduce((sum, from, to) => sum | (((x >> from) & 1) << to), 0);
    return table[y ^ flips];
  }).join('');
}

function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((p) => Array.from({ length: n }, (_, i) => p.toSpliced(i, 0, n - 1)));
}

test('5 inputs: 119 tables that are regular, 94,572 with their images', async () => {
  const n = 5;
  const builder = new CnfBuilder();
  const table = fresh(builder, 2 ** n);
  asummable(builder, table);
  // Regular: positive, and no input counts less than the next.
  for (let x = 0; x < 2 ** n; x++)
    for (let i = 0; i < n; i++) {
      if ((x >> i) & 1) continue;
      builder.clause([-table[x]!, table[x | (1 << i)]!]);
      if (i > 0 && (x >> (i - 1)) & 1) continue;
      if (i > 0) builder.clause([-table[x | (1 << i)]!, table[x | (1 << (i - 1))]!]);
    }
  const regular = projections(await solverOf(builder), table);
  expect(regular.size).toBe(119);
  const images = new Set<string>();
  for (const one of regular)
    for (const permutation of permutations(n))
      for (let flips = 0; flips < 2 ** n; flips++) images.add(moved(one, permutation, flips));
  expect(images.size).toBe(94_572);
});

const isThreshold = (n: number, values: readonly boolean[]): boolean => {
  const points = values.map((_, x) => {
    const index = [...bitsOf(x, n).keys()].filter((j) => (x >> j) & 1);
    return { index, value: index.map(() => 1n) };
  });
  const accept = points.filter((_, x) => values[x]);
  return separateExactly(
    accept,
    points.filter((_, x) => !values[x]),
    n,
  ).separable;
};

test.each([
  [5, 1000],
  [6, 600],
  [7, 300],
  [8, 100],
])('%i inputs: units with a point or two changed, against exact separation', async (n, numRuns) => {
  const builder = new CnfBuilder();
  const table = fresh(builder, 2 ** n);
  asummable(builder, table);
  const solver = await solverOf(builder);
  const seen = { threshold: 0, other: 0 };
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -6, max: 6 }), { minLength: n, maxLength: n }),
      fc.array(fc.nat(2 ** n - 1), { maxLength: 2 }),
      (weights, changed) => {
        const sums = table.map((_, x) => weights.reduce((sum, w, j) => sum + w * ((x >> j) & 1), 0));
        const middle = sums.toSorted((a, b) => a - b)[2 ** (n - 1)]!;
        // Ties first: a change there may well leave a threshold function.
        const order = [...sums.keys()].sort(
          (a, b) => Math.abs(sums[a]! - middle) - Math.abs(sums[b]! - middle),
        );
        const values = sums.map((sum) => sum >= middle);
        for (const place of changed) values[order[place >> 2]!] = !values[order[place >> 2]!];
        const expected = isThreshold(n, values);
        seen[expected ? 'threshold' : 'other'] += 1;
        expect(solver.solveNow(literalsOf(table, values))).toBe(expected ? 'sat' : 'unsat');
      },
    ),
    { numRuns },
  );
  expect(Math.min(seen.threshold, seen.other)).toBeGreaterThan(numRuns / 8);
});

test('sizes are exact', () => {
  const directly = [2, 24, 200, 1440, 9632];
  const byDirection = [[2, 8], [9, 48], [32, 224], [105, 960], [332, 3968], [1029, 16128], [3152, 65024]]; // prettier-ignore
  const sizeOf = (n: number, condition: typeof asummable): [number, number] => {
    const counter = new ClauseCounter();
    const table = Array.from({ length: 2 ** n }, () => counter.variable());
    condition(counter, table);
    return [counter.variables - table.length, counter.clauses];
  };
  for (let n = 0; n <= 8; n++) {
    const { variables, clauses } = asummabilitySize(n);
    expect(sizeOf(n, asummable)).toEqual([variables, clauses]);
    if (n >= 2) expect(sizeOf(n, asummableByDirection)).toEqual(byDirection[n - 2]);
    if (n >= 2 && n <= 6) expect(sizeOf(n, asummableDirectly)).toEqual([0, directly[n - 2]]);
  }
});

test('exact text: two inputs', () => {
  const builder = new CnfBuilder();
  asummable(builder, fresh(builder, 4));
  // Neither exclusive or nor its negation.
  expect(builder.build().clauses).toEqual([[-4, -1, 2, 3], [-2, -3, 4, 1]]); // prettier-ignore
});

test('more than 8 inputs, and lengths that are no power of 2, are refused', () => {
  for (const length of [0, 3, 5, 512]) {
    const builder = new CnfBuilder();
    const table = fresh(builder, length);
    for (const condition of [asummable, asummableDirectly, asummableByDirection])
      expect(() => condition(builder, table)).toThrow(RangeError);
    expect(builder.clauses).toBe(0);
  }
  expect(() => asummabilitySize(9)).toThrow('asummable: expected a table of 0 to 8 inputs, got 9');
});

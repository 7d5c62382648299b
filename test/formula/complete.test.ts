// Auxiliary variables from main ones: a model wherever there is one, for the formulas of all encoders.
import { expect, test } from 'vitest';
import { randomNumbers } from '../random-cnf.ts';
import { andAll, orAll, parity } from '../../src/formula/bit.ts';
import { CnfBuilder } from '../../src/formula/cnf-builder.ts';
import { complete } from '../../src/formula/complete.ts';
import { asummable, asummableByDirection } from '../../src/formula/threshold-table.ts';
import { thresholdUnit } from '../../src/formula/threshold-weights.ts';
import { atLeast, atMost } from '../../src/formula/totalizer.ts';
import { sat } from '../../src/problem/sat.ts';
import { bitsOf, fresh, literalsOf, solverOf } from './models.ts';

/** Builds a formula; returns its main variables. */
type Encoder = (builder: CnfBuilder) => number[];

const encoders: [string, Encoder][] = [
  [
    'tables directly',
    (builder) => {
      const table = fresh(builder, 8);
      asummable(builder, table);
      return table;
    },
  ],
  [
    'tables by direction',
    (builder) => {
      const table = fresh(builder, 8);
      asummableByDirection(builder, table);
      return table;
    },
  ],
  [
    'weights, some outputs known',
    (builder) => {
      const unit = thresholdUnit(builder, 2);
      const main = Array.from({ length: builder.variables }, (_, i) => i + 1);
      const [a, b] = fresh(builder, 2) as [number, number];
      builder.clause([unit.fires([a, b]) as number]);
      builder.clause([-(unit.fires([-a, true]) as number)]);
      builder.clause([unit.fires([false, true]) as number, a]);
      return [...main, a, b];
    },
  ],
  [
    'weighted totalizer',
    (builder) => {
      const variables = fresh(builder, 9);
      atMost(
        builder,
        variables.map((literal, i) => ({ literal: i % 3 ? literal : -literal, weight: 1 + ((i * i) % 7) })),
        14,
      );
      return variables;
    },
  ],
  [
    'gates',
    (builder) => {
      const variables = fresh(builder, 9);
      const odd = parity(builder, variables) as number;
      const many = atLeast(builder, variables, 4) as number;
      const all = andAll(builder, [odd, many, variables[8]!]) as number;
      builder.clause([all, orAll(builder, [-many, -variables[0]!]) as number]);
      return variables;
    },
  ],
];

test.each(encoders)('%s: a model exactly where the solver finds one', async (_, encode) => {
  const builder = new CnfBuilder();
  const main = encode(builder);
  const cnf = builder.build();
  const solver = await solverOf(builder);
  const seen = { sat: 0, unsat: 0 };
  for (let x = 0; x < 2 ** main.length; x++) {
    const values = bitsOf(x, main.length);
    const answer = solver.solveNow(literalsOf(main, values));
    const completed = complete(cnf, new Map(main.map((variable, i) => [variable, values[i]!])));
    expect(main.every((variable, i) => completed[variable - 1] === values[i])).toBe(true);
    expect(sat.check(cnf, completed).ok).toBe(answer === 'sat');
    seen[answer as 'sat' | 'unsat'] += 1;
  }
  expect(Math.min(seen.sat, seen.unsat)).toBeGreaterThan(20);
});

test('5 to 8 inputs: tables of units are completed, others are not', () => {
  const random = randomNumbers(1);
  for (let n = 5; n <= 8; n++) {
    const builder = new CnfBuilder();
    const table = fresh(builder, 2 ** n);
    asummable(builder, table);
    const cnf = builder.build();
    for (let round = 0; round < 10; round++) {
      const weights = Array.from({ length: n }, () => Math.floor(21 * random()) - 10);
      const values = table.map((_, x) => weights.reduce((sum, w, j) => sum + w * ((x >> j) & 1), 0) > 1);
      const check = () =>
        sat.check(cnf, complete(cnf, new Map(table.map((variable, x) => [variable, values[x]!]))));
      expect(check().ok).toBe(true);
      // Exclusive or of two inputs on a face.
      [0, 1, 2, 3].forEach((x) => (values[x] = x === 1 || x === 2));
      expect(check().ok).toBe(false);
    }
  }
});

test('exactly what it does', () => {
  const valuesOf = (clauses: number[][], known: [number, boolean][]) =>
    complete({ variables: 4, clauses }, new Map(known));
  expect(valuesOf([], [])).toEqual([false, false, false, false]);
  // Forced in a chain; a known value stays though a clause is false; the empty clause and tautologies force nothing.
  expect(valuesOf([[1], [-1, 2], [-2, -3], [3], []], [[3, false]])).toEqual([true, true, false, false]); // prettier-ignore
  expect(valuesOf([[4, -4], [-3, 4]], [[3, false]])).toEqual([false, false, false, false]); // prettier-ignore
  expect(valuesOf([[4, -3], [-4, 1]], [[3, true]])).toEqual([false, false, true, true]); // prettier-ignore
});

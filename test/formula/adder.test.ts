// Sums in offset binary: all integers of a few bits, known beforehand and not.
import { expect, test } from 'vitest';
import { sum, sumIsNotNegative, type Offset } from '../../src/formula/adder.ts';
import { CnfBuilder } from '../../src/formula/cnf-builder.ts';
import { ClauseCounter } from '../../src/formula/sink.ts';
import { bitsOf, fresh, literalsOf, solverOf } from './models.ts';

const valueOf = (bits: readonly boolean[]): number =>
  bits.reduce((total, bit, j) => total + (bit ? 2 ** j : 0), -(2 ** (bits.length - 1)));

test('constants are added without a variable', () => {
  const counter = new ClauseCounter();
  for (const [p, q] of [
    [1, 1],
    [1, 4],
    [3, 3],
    [4, 2],
  ] as const)
    // prettier-ignore
    for (let x = 0; x < 2 ** p; x++)
      for (let y = 0; y < 2 ** q; y++) {
        const [a, b] = [bitsOf(x, p), bitsOf(y, q)];
        const total = sum(counter, a, b) as boolean[];
        expect(total).toHaveLength(Math.max(p, q) + 1);
        expect(valueOf(total)).toBe(valueOf(a) + valueOf(b));
        expect(sumIsNotNegative(counter, a, b)).toBe(valueOf(a) + valueOf(b) >= 0);
      }
  expect([counter.variables, counter.clauses]).toEqual([0, 0]);
});

test('variables: the sum and its sign can be nothing else', async () => {
  for (const [p, q] of [
    [1, 1],
    [1, 3],
    [3, 3],
    [4, 2],
  ] as const) {
    // prettier-ignore
    const builder = new CnfBuilder();
    const a = fresh(builder, p);
    const b = fresh(builder, q);
    const total: Offset = sum(builder, a, b);
    const sign = sumIsNotNegative(builder, a, b) as number;
    const solver = await solverOf(builder);
    const outputs = [...(total as number[]), sign];
    for (let x = 0; x < 2 ** (p + q); x++) {
      const values = bitsOf(x, p + q);
      const known = literalsOf([...a, ...b], values);
      expect(solver.solveNow(known)).toBe('sat');
      const found = outputs.map((literal) => solver.value(Math.abs(literal)) === literal > 0);
      const expected = valueOf(values.slice(0, p)) + valueOf(values.slice(p));
      expect(valueOf(found.slice(0, -1))).toBe(expected);
      expect(found.at(-1)).toBe(expected >= 0);
      solver.solveNow();
      for (const literal of literalsOf(
        outputs.map(Math.abs),
        found.map((value, i) => value === outputs[i]! > 0),
      ))
        expect(solver.solveNow([...known, -literal])).toBe('unsat');
    }
    solver.dispose();
  }
});

// Gates over literals and constants: truth tables, and no variable where none is needed.
import { expect, test } from 'vitest';
import { and, andAll, emit, negation, orAll, parity, xor, type Bit } from '../../src/formula/bit.ts';
import { CnfBuilder } from '../../src/formula/cnf-builder.ts';
import type { ClauseSink } from '../../src/formula/sink.ts';
import { atLeast } from '../../src/formula/totalizer.ts';
import { bitsOf, fresh, literalsOf, solverOf } from './models.ts';

type Gate = (sink: ClauseSink, bits: readonly Bit[]) => Bit;
type Meaning = (values: readonly boolean[]) => boolean;

const valueOf = (bit: Bit, values: readonly boolean[]): boolean =>
  typeof bit === 'boolean' ? bit : values[Math.abs(bit) - 1] === bit > 0;

/** The gate's output is what it should be, and cannot be otherwise, for all values of its `count` variables. */
async function verify(gate: Gate, meaning: Meaning, bits: readonly Bit[], count: number): Promise<void> {
  const builder = new CnfBuilder();
  const variables = fresh(builder, count);
  const output = gate(builder, bits);
  const solver = await solverOf(builder);
  for (let x = 0; x < 2 ** count; x++) {
    const values = bitsOf(x, count);
    const expected = meaning(bits.map((bit) => valueOf(bit, values)));
    const known = literalsOf(variables, values);
    if (typeof output === 'boolean') expect(output).toBe(expected);
    else {
      expect(solver.solveNow([...known, expected ? output : -output])).toBe('sat');
      expect(solver.solveNow([...known, expected ? -output : output])).toBe('unsat');
    }
  }
  solver.dispose();
}

const trues = (values: readonly boolean[]): number => values.filter(Boolean).length;

const gates: [string, Gate, Meaning][] = [
  ['andAll', andAll, (values) => values.every(Boolean)],
  ['orAll', orAll, (values) => values.some(Boolean)],
  ['parity', parity, (values) => trues(values) % 2 === 1],
  ['atLeast 1', (sink, bits) => atLeast(sink, bits, 1), (values) => trues(values) >= 1],
  ['atLeast 2', (sink, bits) => atLeast(sink, bits, 2), (values) => trues(values) >= 2],
  ['atLeast 3', (sink, bits) => atLeast(sink, bits, 3), (values) => trues(values) >= 3],
];

/** Of the first two bits. */
const gatesOfTwo: [string, Gate, Meaning][] = [
  ['and', (sink, [a = true, b = true]) => and(sink, a, b), ([a = true, b = true]) => a && b],
  ['xor', (sink, [a = false, b = false]) => xor(sink, a, b), ([a = false, b = false]) => a !== b],
];

test.each([...gates, ...gatesOfTwo])(
  '%s: all short lists of constants and literals',
  async (_, gate, meaning) => {
    const choices: Bit[] = [false, true, 1, -1, 2, -2];
    let lists: Bit[][] = [[]];
    for (let size = 0; size <= 3; size++) {
      for (const bits of lists) await verify(gate, meaning, bits, 2);
      lists = lists.flatMap((bits) => choices.map((bit) => [...bits, bit]));
    }
  },
);

test.each(gates)('%s: up to 9 different literals', async (_, gate, meaning) => {
  for (let n = 3; n <= 9; n++)
    await verify(
      gate,
      meaning,
      Array.from({ length: n }, (_x, i) => (i % 2 ? -(i + 1) : i + 1)),
      n,
    );
});

test('a settled answer takes no variable and no clause', () => {
  const builder = new CnfBuilder();
  const [a, b] = fresh(builder, 2) as [number, number];
  expect(negation(true)).toBe(false);
  expect(negation(a)).toBe(-a);
  expect(andAll(builder, [])).toBe(true);
  expect(andAll(builder, [true, a, a, true])).toBe(a);
  expect(andAll(builder, [a, b, -a])).toBe(false);
  expect(andAll(builder, [a, b, false])).toBe(false);
  expect(orAll(builder, [])).toBe(false);
  expect(orAll(builder, [a, false])).toBe(a);
  expect(orAll(builder, [a, true])).toBe(true);
  expect(parity(builder, [])).toBe(false);
  expect(parity(builder, [a, true])).toBe(-a);
  expect(parity(builder, [a, b, -a, true])).toBe(b);
  expect(atLeast(builder, [a, true], 1)).toBe(true);
  expect(atLeast(builder, [a, true], 2)).toBe(a);
  expect(atLeast(builder, [a, false], 2)).toBe(false);
  expect(atLeast(builder, [a, b], 0)).toBe(true);
  expect([builder.variables, builder.clauses]).toEqual([2, 0]);
});

test('exact text of the smallest gates', () => {
  const clausesOf = (gate: Gate, n: number): readonly (readonly number[])[] => {
    const builder = new CnfBuilder();
    gate(builder, fresh(builder, n));
    return builder.build().clauses;
  };
  expect(clausesOf(andAll, 2)).toEqual([[1, -3], [2, -3], [-1, -2, 3]]); // prettier-ignore
  expect(clausesOf(parity, 2)).toEqual([[1, 2, -3], [-1, 2, 3], [1, -2, 3], [-1, -2, -3]]); // prettier-ignore
  expect(clausesOf((sink, bits) => atLeast(sink, bits, 2), 3)).toEqual([
    [-1, -2, 4],
    [1, 2, -4],
    [-1, -3, 4],
    [1, 3, -4],
    [-2, -3, 4],
    [2, 3, -4],
  ]);
});

test('a clause of bits', () => {
  const builder = new CnfBuilder({ variables: 2 });
  emit(builder, [1, true]);
  emit(builder, [1, false, -2]);
  emit(builder, [false]);
  expect(builder.build().clauses).toEqual([[1, -2], []]);
});

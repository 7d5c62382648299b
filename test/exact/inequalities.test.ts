// Systems of inequalities: a solution or multipliers, both checked here, against elimination by Fourier and Motzkin.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { solveInequalities, type Inequality } from '../../src/exact/inequalities.ts';
import { maximize } from '../../src/exact/linear-program.ts';
import { solvable } from '../elimination.ts';

const dense = (row: readonly number[], bound: number): Inequality => ({
  index: [...row.keys()].filter((j) => row[j] !== 0),
  value: row.filter((v) => v !== 0).map(BigInt),
  bound: BigInt(bound),
});

const system = fc.integer({ min: 1, max: 3 }).chain((variables) => {
  const small = fc.integer({ min: -3, max: 3 });
  const line = fc.array(small, { minLength: variables + 1, maxLength: variables + 1 });
  return fc.record({ variables: fc.constant(variables), lines: fc.array(line, { maxLength: 7 }) });
});

describe('inequalities', () => {
  test('a solution or multipliers, as elimination says', () => {
    const met = { yes: 0, no: 0 };
    fc.assert(
      fc.property(system, ({ variables, lines }) => {
        const rows = lines.map((line) => dense(line.slice(0, variables), line[variables]!));
        const answer = solveInequalities(rows, variables);
        expect(answer.feasible).toBe(
          solvable(
            lines.map((line) => line.map(BigInt)),
            variables,
          ),
        );
        met[answer.feasible ? 'yes' : 'no'] += 1;
        if (answer.feasible) {
          // Over one denominator.
          const scale = answer.point.reduce((product, { denominator }) => product * denominator, 1n);
          for (const line of lines) {
            const left = answer.point.reduce(
              (sum, { numerator, denominator }, j) =>
                sum + (BigInt(line[j]!) * numerator * scale) / denominator,
              0n,
            );
            expect(left >= BigInt(line[variables]!) * scale).toBe(true);
          }
          return;
        }
        const sums = Array.from({ length: variables + 1 }, (_, j) =>
          [...answer.multipliers].reduce((sum, [i, m]) => sum + m * BigInt(lines[i]![j]!), 0n),
        );
        expect(sums.slice(0, variables).every((v) => v === 0n)).toBe(true);
        expect(sums[variables]! > 0n).toBe(true);
        expect([...answer.multipliers.values()].every((m) => m > 0n)).toBe(true);
        // None can be left out.
        const used = [...answer.multipliers.keys()];
        for (const out of used)
          expect(
            solvable(
              used.filter((i) => i !== out).map((i) => lines[i]!.map(BigInt)),
              variables,
            ),
          ).toBe(true);
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect(Math.min(met.yes, met.no)).toBeGreaterThan(300);
  });

  test('nothing at all; no variables', () => {
    expect(solveInequalities([], 2)).toEqual({
      feasible: true,
      point: [
        { numerator: 0n, denominator: 1n },
        { numerator: 0n, denominator: 1n },
      ],
    });
    expect(solveInequalities([dense([], 0)], 0).feasible).toBe(true);
    expect(solveInequalities([dense([], 1)], 0)).toEqual({
      feasible: false,
      multipliers: new Map([[0, 1n]]),
    });
  });
});

describe('linear programs', () => {
  test('a textbook optimum: its prices', () => {
    // max 3 a + 5 b: a ≤ 4, 2 b ≤ 12, 3 a + 2 b ≤ 18; the optimum 36 at (2, 6).
    const columns = [
      { index: [0, 2], value: [1n, 3n] },
      { index: [1, 2], value: [2n, 2n] },
    ];
    const rows = [4n, 12n, 18n];
    const answer = maximize(columns, [3n, 5n], rows);
    if (!answer.bounded) throw new Error('expected an optimum');
    expect(answer.prices.map((p) => Number(p) / Number(answer.scale))).toEqual([0, 1.5, 1]);
  });

  test('an example on which the largest-coefficient rule cycles (Beale)', () => {
    const columns = [
      { index: [0, 1, 2], value: [25n, 50n, 0n] },
      { index: [0, 1], value: [-6000n, -9000n] },
      { index: [0, 1, 2], value: [-4n, -2n, 100n] },
      { index: [0, 1], value: [900n, 300n] },
    ];
    const answer = maximize(columns, [75n, -15000n, 2n, -600n], [0n, 0n, 100n]);
    if (!answer.bounded) throw new Error('expected an optimum');
    // The optimum of max 75 a - 15000 b + 2 c - 600 d is at c = 1, a = 1/25: 5.
    expect(Number(answer.prices[2]! * 100n) / Number(answer.scale)).toBe(5);
  });

  test('equations: an entry below 0 in the row of an equation', () => {
    // max a - b, a = b, a ≤ 3: 0, however the equation is written.
    for (const sign of [1n, -1n]) {
      const columns = [
        { index: [0, 1], value: [sign, 1n] },
        { index: [0], value: [-sign] },
      ];
      const answer = maximize(columns, [1n, -1n], ['zero', 3n]);
      if (!answer.bounded) throw new Error('expected an optimum');
      expect(answer.prices.map((p) => p / answer.scale)).toEqual([sign, 0n]);
      expect(maximize(columns, [2n, -1n], ['zero', 3n]).bounded).toBe(true);
      const free = [columns[1]!, { index: [0], value: [sign] }];
      expect(maximize(free, [-1n, 2n], ['zero'])).toEqual({
        bounded: false,
        ray: new Map([
          [0, 1n],
          [1, 1n],
        ]),
      });
    }
  });
});

// The engine for sums of rectified linear units against enumeration, convexity, and limits.
import { describe, expect, test } from 'vitest';
import { checkReluRefutation } from '../../src/certificate/relu-refutation.ts';
import { decideReluSum } from '../../src/decide/relu-sum.ts';
import { rational } from '../../src/exact/rational.ts';
import { reluSum, type ReluSumInstance } from '../../src/problem/relu-sum.ts';
import { Random } from '../../src/random.ts';
import { SOLVERS } from '../../src/solver/create.ts';
import { reluSumExists } from '../relu-sums.ts';

const free = { solver: 'cdcl', expired: () => false } as const;

const instance = (
  inputs: number,
  units: number,
  rows: readonly (readonly [readonly number[], number])[],
): ReluSumInstance => ({
  inputs,
  units,
  examples: rows.map(([x, target]) => ({
    stimulus: x.map((v) => rational(BigInt(Math.round(12 * v)), 12n)),
    target: rational(BigInt(Math.round(12 * target)), 12n),
  })),
});

/** The answer; a YES is checked here, and that of every engine is the same. */
async function answer(given: ReluSumInstance): Promise<boolean> {
  const verdict = await decideReluSum(given, free);
  if (verdict.answer === 'unknown') throw new Error(`expected an answer, got ${verdict.limit}`);
  if (verdict.answer === 'yes') expect(reluSum.check(given, verdict.units)).toEqual({ ok: true });
  else expect(verdict.checked).toBe('Farkas lemmas + LRAT (exact)');
  return verdict.answer === 'yes';
}

describe('against enumeration', () => {
  test.each([
    [1, 1, 5],
    [1, 2, 4],
    [2, 1, 5],
    [2, 2, 3],
    [3, 2, 3],
    [0, 2, 2],
    [2, 0, 2],
  ])('random instances of %i inputs, %i units, up to %i positive targets', async (inputs, units, most) => {
    const random = new Random(100 * inputs + 10 * units + most);
    const counts = { yes: 0, no: 0 };
    const targets = [0, 0, 1, 1, 2, 0.5, 3];
    for (let trial = 0; trial < 60; trial++) {
      let positive = 0;
      const rows = Array.from({ length: 1 + random.below(6) }, () => {
        let target = targets[random.below(targets.length)]!;
        if (target > 0 && ++positive > most) target = 0;
        if (random.below(60) === 0) target = -1;
        return [Array.from({ length: inputs }, () => random.below(7) / 2 - 1), target] as const;
      });
      const given = instance(inputs, units, rows);
      const expected = reluSumExists(given);
      expect(await answer(given), reluSum.write(given)).toBe(expected);
      counts[expected ? 'yes' : 'no'] += 1;
    }
    expect(Math.min(counts.yes, counts.no)).toBeGreaterThan(4);
  });
});

describe('what is known', () => {
  test('sums are convex: bumps cannot be had by any number of units', async () => {
    for (const units of [1, 2, 3, 4]) {
      expect(
        await answer(
          instance(1, units, [
            [[0], 0],
            [[1], 1],
            [[2], 0],
          ]),
        ),
      ).toBe(false);
      expect(
        await answer(
          instance(1, units, [
            [[0], 1],
            [[1], 2],
            [[2], 2],
          ]),
        ),
      ).toBe(false);
      const square = [
        [[0, 0], 1],
        [[1, 1], 1],
        [[0, 1], 0],
        [[1, 0], 0],
      ] as const;
      // Both diagonals of the square meet in the middle.
      expect(await answer(instance(2, units, [...square, [[0.5, 0.5], 0.75]]))).toBe(false);
    }
  });

  test('a valley with a bend on each slope takes two units a slope', async () => {
    // A unit is above 0 on one side only; the values on a side are on no line.
    const at = (x: number): number => Math.max(0, Math.abs(x) - 1) + Math.max(0, Math.abs(x) - 2);
    const points = [-2.5, -2, -1.5, -1, 1, 1.5, 2, 2.5].map((x) => [[x], at(x)] as const);
    expect(await answer(instance(1, 4, points))).toBe(true);
    expect(await answer(instance(1, 3, points))).toBe(false);
  });

  test('more units than are needed; nothing to do; nothing to do it with', async () => {
    expect(
      await answer(
        instance(1, 7, [
          [[1], 1],
          [[2], 2],
        ]),
      ),
    ).toBe(true);
    expect(await answer(instance(0, 0, []))).toBe(true);
    expect(await answer(instance(2, 0, [[[1, 2], 0]]))).toBe(true);
    expect(await answer(instance(2, 0, [[[1, 2], 1]]))).toBe(false);
    expect(await answer(instance(1, 3, [[[1], -1]]))).toBe(false);
    expect(
      await answer(
        instance(1, 3, [
          [[1], 1],
          [[1], 2],
        ]),
      ),
    ).toBe(false);
    expect(
      await answer(
        instance(1, 3, [
          [[1], 1],
          [[1], 1],
        ]),
      ),
    ).toBe(true);
  });
});

describe('what a NO rests on', () => {
  const bump = instance(1, 2, [
    [[0], 0],
    [[1], 1],
    [[2], 0],
  ]);

  test('engines without proofs give their word, with the same lemmas checked', async () => {
    for (const solver of SOLVERS) {
      const verdict = await decideReluSum(bump, { ...free, solver });
      expect(verdict).toMatchObject({
        answer: 'no',
        checked: solver === 'cdcl' ? 'Farkas lemmas + LRAT (exact)' : `solver's word (${solver})`,
      });
    }
  });

  test('lemmas without a proof refute nothing', async () => {
    const verdict = await decideReluSum(bump, free);
    if (verdict.answer !== 'no') throw new Error('expected NO');
    expect(verdict.lemmas.length).toBeGreaterThan(0);
    expect(checkReluRefutation(bump, { lemmas: verdict.lemmas, proof: [] }).ok).toBe(false);
  });
});

describe('limits', () => {
  const wide = instance(
    3,
    3,
    Array.from({ length: 27 }, (_, p) => {
      const x = [p % 3, Math.floor(p / 3) % 3, Math.floor(p / 9)];
      return [x, x[0]! ** 2 + x[1]! ** 2 + (x[2]! - x[0]!) ** 2];
    }),
  );

  test('time', async () => {
    let asked = 0;
    const options = { ...free, seconds: 3, expired: () => ++asked > 4 };
    expect(await decideReluSum(wide, options)).toEqual({ answer: 'unknown', limit: 'seconds: 3' });
  });

  test('conflicts', async () => {
    const verdict = await decideReluSum(wide, { ...free, conflicts: 1 });
    expect(verdict).toEqual({ answer: 'unknown', limit: 'conflicts: 1' });
  });

  test('size', async () => {
    const rows = Array.from(
      { length: 2000 },
      (_, e) => [[e, ...Array.from({ length: 19 }, () => 1)], 1] as const,
    );
    expect(await decideReluSum(instance(20, 20, rows), free)).toEqual({
      answer: 'unknown',
      limit: 'size: linear programs of 420 unknowns and 42000 inequalities',
    });
  });
});

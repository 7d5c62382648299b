// The checker of refutations of sums of rectified linear units: what it must refuse.
import { describe, expect, test } from 'vitest';
import { ReluFormula, type ReluFact, type ReluLemma } from '../../src/certificate/relu-formula.ts';
import { checkReluRefutation, faultOf } from '../../src/certificate/relu-refutation.ts';
import { rational } from '../../src/exact/rational.ts';
import type { ReluSumInstance } from '../../src/problem/relu-sum.ts';
import { createCdcl } from '../../src/solver/cdcl.ts';
import { ProofLog } from '../../src/solver/proof.ts';

const whole = (v: number) => rational(BigInt(v), 1n);
const instance = (units: number, rows: readonly (readonly [string, number])[]): ReluSumInstance => ({
  inputs: rows[0]![0].length,
  units,
  examples: rows.map(([stimulus, target]) => ({ stimulus, target: whole(target) })),
});

/** Two elements in one set of two, by one unit: they cannot both be positive. */
const pair = instance(1, [
  ['00', 0],
  ['10', 1],
  ['01', 1],
  ['11', 0],
]);
const fact = (kind: ReluFact['kind'], example: number, units: readonly number[] = [0]): ReluFact => ({
  kind,
  units,
  example,
});
const lemma = (...rows: readonly (readonly [ReluFact, bigint])[]): ReluLemma =>
  rows.map(([f, multiplier]) => ({ fact: f, multiplier }));

const right = lemma(
  [fact('inactive', 0), 1n],
  [fact('share', 1), 1n],
  [fact('share', 2), 1n],
  [fact('inactive', 3), 1n],
);

async function proofOf(given: ReluSumInstance, lemmas: readonly ReluLemma[]): Promise<Uint8Array[]> {
  const formula = new ReluFormula(given);
  const log = new ProofLog();
  const solver = await createCdcl({ proof: { format: 'lrat', sink: log.push } });
  const clauses = [...formula.clauses(), ...lemmas.flatMap((l) => formula.lemmaClauses(l))];
  for (const clause of clauses) solver.addClause(clause);
  expect(await solver.solve()).toBe('unsat');
  return [...log.trimmed(clauses.length)];
}

describe('lemmas', () => {
  test('a lemma by hand is right, its clause about each unit', () => {
    expect(faultOf(new ReluFormula(pair), right)).toBeUndefined();
    const two = new ReluFormula({ ...pair, units: 2 });
    expect(faultOf(two, right)).toBeUndefined();
    // Variables of the first positive example: shares 1 and 2, active 3 and 4; of the second 5 to 8.
    expect(two.lemmaClauses(right)).toEqual([
      [-5, -1],
      [-6, -2],
    ]);
  });

  test.each([
    [
      'a multiplier too many',
      lemma([fact('share', 1), 2n], ...right.slice(1).map((r) => [r.fact, r.multiplier] as const)),
    ],
    ['a multiplier that is 0', lemma(...right.map((r, i) => [r.fact, i === 0 ? 0n : r.multiplier] as const))],
    ['negative multipliers', lemma(...right.map((r) => [r.fact, -r.multiplier] as const))],
    ['facts that balance but do not contradict', lemma([fact('active', 1), 1n], [fact('inactive', 1), 1n])],
    ['a share of nothing', lemma([fact('share', 0), 1n])],
    ['the least of nothing', lemma([fact('least', 3), 1n], [fact('inactive', 3), 1n])],
    [
      'a unit that is not there',
      lemma(...right.map((r) => [{ ...r.fact, units: [1] }, r.multiplier] as const)),
    ],
    ['an example that is not there', lemma([fact('share', 4), 1n])],
    ['a unit twice', lemma([fact('most', 1, [0, 0]), 1n], [fact('least', 1, [0]), 2n])],
    ['no facts', lemma()],
  ])('%s is refused', (_, wrong) => {
    expect(faultOf(new ReluFormula(pair), wrong)).toMatch(/^expected /);
    expect(checkReluRefutation(pair, { lemmas: [wrong], proof: [] }).ok).toBe(false);
  });

  test('“active” and “share” say what they say, and no more', () => {
    // The same sums as in `right`, but 0 where there were shares: no contradiction is left.
    const weak = lemma(
      ...right.map(
        (r) => [{ ...r.fact, kind: r.fact.kind === 'share' ? 'active' : r.fact.kind }, 1n] as const,
      ),
    );
    expect(faultOf(new ReluFormula(pair), weak)).toBe('expected bounds that add up to more than 0, found 0');
  });

  test('“least” names what every unit does', () => {
    const formula = new ReluFormula({ ...pair, units: 2 });
    expect(formula.literals(fact('least', 1, [1]))).toEqual([-3, 4]);
    expect(formula.literals(fact('most', 1, [1]))).toEqual([]);
  });
});

describe('refutations', () => {
  test('lemma and proof together are accepted; without either, or for another instance, they are not', async () => {
    const proof = await proofOf(pair, [right]);
    expect(checkReluRefutation(pair, { lemmas: [right], proof })).toEqual({ ok: true });
    expect(checkReluRefutation(pair, { lemmas: [right], proof: [] }).ok).toBe(false);
    expect(checkReluRefutation(pair, { lemmas: [], proof }).ok).toBe(false);
    expect(checkReluRefutation({ ...pair, units: 2 }, { lemmas: [right], proof }).ok).toBe(false);
    const other = instance(1, [
      ['00', 0],
      ['10', 1],
      ['01', 1],
      ['11', 2],
    ]);
    expect(checkReluRefutation(other, { lemmas: [right], proof }).ok).toBe(false);
  });

  test('a target below 0 needs neither', () => {
    expect(checkReluRefutation(instance(2, [['0', -1]]), { lemmas: [], proof: [] })).toEqual({ ok: true });
    expect(checkReluRefutation(instance(2, [['0', 1]]), { lemmas: [], proof: [] }).ok).toBe(false);
    expect(checkReluRefutation(instance(0, [['0', 1]]), { lemmas: [], proof: [] })).toEqual({ ok: true });
  });
});

// Weighted clauses and linear constraints to satisfiability: an iff on all small ones and random ones; exact texts.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxSatToSat } from '../../reductions/max-sat-to-sat.ts';
import { pseudoBooleanToSat } from '../../reductions/pseudo-boolean-to-sat.ts';
import { RELATIONS } from '../../src/problem/linear-constraint.ts';
import { maxSat, type MaxSatInstance } from '../../src/problem/max-sat.ts';
import { pseudoBoolean, type PseudoBooleanInstance } from '../../src/problem/pseudo-boolean.ts';
import { sat, type Cnf } from '../../src/problem/sat.ts';
import { counts, expectIff } from '../iff.ts';
import { someModels } from '../searches.ts';
import { lists, models, pseudoBooleanModels, sublists, weightedModels } from '../small-sources.ts';

const all = (cnf: Cnf) => someModels(cnf, 12);
const body = (cnf: Cnf): string[] =>
  sat
    .write(cnf)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('c'));

describe('max-sat-to-sat', () => {
  const reduction = maxSatToSat;
  const rest = {
    reduction,
    source: maxSat,
    target: sat,
    sourceWitnesses: weightedModels,
    targetWitnesses: all,
  };
  const can = (instance: MaxSatInstance): boolean => weightedModels(instance).length > 0;

  test('soft clauses of weights 1, 2, 4, …, any of them hard, every weight to be reached', () => {
    const clauses = [[1, 2], [-1], [-2], [1, -2]];
    const instances = sublists([0, 1, 2, 3]).flatMap((hard) =>
      Array.from({ length: 17 }, (_, w) => ({
        variables: 2,
        hard: hard.map((c) => clauses[c]!),
        soft: clauses.flatMap((clause, c) => (hard.includes(c) ? [] : [{ weight: 2n ** BigInt(c), clause }])),
        atLeast: BigInt(w),
      })),
    );
    expectIff({ ...rest, instances, ...counts(instances, can) });
  });

  test('random clauses, small weights and ones beyond a double, the best weight and one more', () => {
    const literal = fc.integer({ min: 1, max: 4 }).chain((v) => fc.constantFrom(v, -v));
    const clause = fc.array(literal, { maxLength: 3 });
    const instances = fc
      .sample(
        fc.record({
          hard: fc.array(fc.array(literal, { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
          soft: fc.array(
            fc.record({
              clause,
              weight: fc.oneof(
                fc.bigInt({ min: 1n, max: 9n }),
                fc.bigInt({ min: 2n ** 60n, max: 2n ** 61n }),
              ),
            }),
            { minLength: 1, maxLength: 7 },
          ),
        }),
        { seed: 3, numRuns: 60 },
      )
      .flatMap(({ hard, soft }): MaxSatInstance[] => {
        const weights = models({ variables: 4, clauses: hard }).map((assignment) =>
          soft.reduce(
            (sum, own) =>
              own.clause.some((item) => assignment[Math.abs(item) - 1] === item > 0) ? sum + own.weight : sum,
            0n,
          ),
        );
        const best = weights.reduce((most, weight) => (weight > most ? weight : most), 0n);
        return [best, best + 1n].map((atLeast) => ({ variables: 4, hard, soft, atLeast }));
      });
    expectIff({ ...rest, instances, yes: 50, no: 60 });
  });

  test('exact text: literals stand for themselves, other clauses have a variable', () => {
    const soft = [
      { weight: 3n, clause: [-1] },
      { weight: 3n, clause: [1, 2] },
      { weight: 9n, clause: [] },
    ];
    const reduced = (atLeast: bigint) => reduction.reduce({ variables: 2, hard: [[2, -1]], soft, atLeast });
    // Of 3 and 3 both are needed for 4.
    expect(sat.write(reduced(4n))).toBe(
      'c var 3 soft clause 2 is met\np cnf 3 4\n2 -1 0\n1 2 -3 0\n-1 0\n3 0\n',
    );
    expect(body(reduced(3n))).toEqual(['p cnf 3 3', '2 -1 0', '1 2 -3 0', '-1 3 0']);
    expect(body(reduced(0n))).toEqual(['p cnf 3 2', '2 -1 0', '1 2 -3 0']);
    expect(body(reduced(7n))).toEqual(['p cnf 3 3', '2 -1 0', '1 2 -3 0', '0']);
  });
});

describe('pseudo-boolean-to-sat', () => {
  const reduction = pseudoBooleanToSat;
  const rest = {
    reduction,
    source: pseudoBoolean,
    target: sat,
    sourceWitnesses: pseudoBooleanModels,
    targetWitnesses: all,
  };
  const can = (instance: PseudoBooleanInstance): boolean => pseudoBooleanModels(instance).length > 0;

  test('all constraints of three coefficients from -2 to 2, all relations, bounds within and beyond', () => {
    const instances = lists(5, 3).flatMap((codes) =>
      RELATIONS.flatMap((relation) =>
        [-5n, -4n, 0n, 2n, 4n, 5n].map((bound) => ({
          variables: 3,
          constraints: [
            {
              terms: codes.map((code, i) => ({
                coefficient: BigInt(code - 2),
                literal: i === 1 ? -2 : i + 1,
              })),
              relation,
              bound,
            },
          ],
        })),
      ),
    );
    expectIff({ ...rest, instances, ...counts(instances, can) });
  });

  test('random systems, variables repeated, coefficients of up to 70 bits', () => {
    const term = (size: bigint) =>
      fc.record({
        coefficient: fc.bigInt({ min: -size, max: size }),
        literal: fc.integer({ min: 1, max: 4 }).chain((v) => fc.constantFrom(v, -v)),
      });
    const terms = fc.oneof(
      fc.array(term(6n), { minLength: 1, maxLength: 7, size: 'max' }),
      fc.array(term(2n ** 70n), { minLength: 3, maxLength: 5 }),
    );
    const values = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });
    const constraint = fc
      .record({
        terms,
        values,
        relation: fc.constantFrom(...RELATIONS),
        off: fc.constantFrom(0n, 0n, 0n, 1n),
      })
      .map(({ terms: list, values: own, relation, off }) => ({
        terms: list,
        relation,
        bound: list
          .filter(({ literal }) => own[Math.abs(literal) - 1] === literal > 0)
          .reduce((sum, { coefficient }) => sum + coefficient, relation === '<=' ? -off : off),
      }));
    const instances = fc
      .sample(fc.array(constraint, { minLength: 1, maxLength: 3 }), { seed: 5, numRuns: 150 })
      .map((constraints) => ({ variables: 4, constraints }));
    expectIff({ ...rest, instances, yes: 40, no: 40 });
  });

  test('as many models as solutions where there are clauses and adders alone', () => {
    const big = 2n ** 60n;
    for (const relation of RELATIONS) {
      const terms = [big, big + 1n, big + 3n, 2n * big].map((coefficient, i) => ({
        coefficient,
        literal: i + 1,
      }));
      const instance = { variables: 4, constraints: [{ terms, relation, bound: 3n * big }] };
      const cnf = reduction.reduce(instance);
      expect(cnf.variables).toBeGreaterThan(4);
      expect(someModels(cnf, 200).length).toBe(pseudoBooleanModels(instance).length);
    }
  });

  test('exact text', () => {
    const reduced = (coefficients: bigint[], relation: '>=' | '<=' | '=', bound: bigint): string[] =>
      body(
        reduction.reduce({
          variables: 2,
          constraints: [
            {
              terms: coefficients.map((coefficient, i) => ({ coefficient, literal: i === 0 ? 1 : -2 })),
              relation,
              bound,
            },
          ],
        }),
      );
    expect(reduced([1n, 1n], '>=', 1n)).toEqual(['p cnf 2 1', '1 -2 0']);
    expect(reduced([1n, 1n], '<=', 1n)).toEqual(['p cnf 2 1', '-1 2 0']);
    expect(reduced([2n, 3n], '<=', 2n)).toEqual(['p cnf 2 1', '2 0']);
    expect(reduced([1n, -1n], '=', 0n)).toEqual(['p cnf 2 2', '-1 -2 0', '1 2 0']);
    expect(reduced([], '>=', 1n)).toEqual(['p cnf 2 1', '0']);
    expect(reduced([], '=', 0n)).toEqual(['p cnf 2 0']);
  });
});

// Exact covers and subset sums: an iff on all small systems and numbers; sizes, limits, numbers beyond a double.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { threeSatToExactCover } from '../../reductions/3-sat-to-exact-cover.ts';
import { exactCoverToSat } from '../../reductions/exact-cover-to-sat.ts';
import { exactCoverToSubsetSum } from '../../reductions/exact-cover-to-subset-sum.ts';
import { subsetSumToSat } from '../../reductions/subset-sum-to-sat.ts';
import { exactCover, type ExactCoverInstance } from '../../src/problem/exact-cover.ts';
import { sat, threeSat, type Cnf } from '../../src/problem/sat.ts';
import { subsetSum, type SubsetSumInstance } from '../../src/problem/subset-sum.ts';
import { counts, expectIff } from '../iff.ts';
import { someExactCovers, someModels } from '../searches.ts';
import { odd as oddFormulas, overTwo, random, satisfiable } from '../small-formulas.ts';
import { eight, exactCovers, lists, models, seven, setSystems, subsets } from '../small-sources.ts';

/** All systems of up to 2 elements, of 3 elements with few sets, and odd ones. */
const small: ExactCoverInstance[] = [
  ...[0, 1, 2].flatMap((n) => setSystems(n, 0)),
  ...setSystems(3, 0).filter(({ sets }) => sets.length <= 3),
];
const odd: ExactCoverInstance[] = [
  { elements: 2, sets: [[0], [0], [1, 0], [], []] },
  { elements: 2, sets: [[0], [0], [], []] },
  { elements: 3, sets: [[2, 0], [0, 2], [1]] },
  { elements: 0, sets: [[], []] },
];
/** Elements in up to seven sets. */
const frequent: ExactCoverInstance[] = fc.sample(
  fc.record({
    elements: fc.constant(3),
    sets: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 2 }), {
      minLength: 5,
      maxLength: 9,
    }),
  }),
  { seed: 2, numRuns: 30 },
);
const pairsOnly: ExactCoverInstance[] = frequent.map(({ elements, sets }) => ({
  elements,
  sets: sets.map(([a, b = (a! + 1) % 3]) => [a!, b]),
}));
const covered = (instance: ExactCoverInstance): boolean => exactCovers(instance).length > 0;
const fromCover = { source: exactCover, sourceWitnesses: exactCovers };

describe('exact-cover-to-sat', () => {
  const rest = { ...fromCover, reduction: exactCoverToSat, target: sat };
  const targetWitnesses = (cnf: Cnf) => someModels(cnf, 12);

  test('all systems of up to 3 elements and few sets, repeated and empty sets', () => {
    const instances = [...small, ...odd];
    expectIff({ ...rest, targetWitnesses, instances, ...counts(instances, covered) });
  });

  test('elements in many sets', () => {
    const instances = [...frequent, ...pairsOnly];
    const sizes = instances.map(exactCoverToSat.size);
    expect(sizes.some(({ variables }, i) => variables! > instances[i]!.sets.length)).toBe(true);
    expectIff({ ...rest, targetWitnesses, instances, ...counts(instances, covered) });
  });

  test('of the sets of one element exactly one is chosen, for every number of them', () => {
    for (let f = 0; f <= 8; f++) {
      const instance = { elements: 1, sets: Array.from({ length: f }, () => [0]) };
      const cnf = exactCoverToSat.reduce(instance);
      expect(exactCoverToSat.size(instance)).toEqual(sat.size(cnf));
      const found = models(cnf).map((model) => exactCoverToSat.extract(instance, model));
      for (const cover of found) expect(exactCover.check(instance, cover)).toEqual({ ok: true });
      expect(new Set(found.map(({ chosen }) => chosen.indexOf(true))).size).toBe(f);
    }
  });

  test('the formula grows with the sets of an element, not with their pairs', () => {
    const instance = { elements: 1, sets: Array.from({ length: 20_000 }, () => [0]) };
    expect(exactCoverToSat.size(instance)).toEqual({ variables: 39_998, clauses: 59_996 });
    expect(sat.size(exactCoverToSat.reduce(instance))).toEqual({ variables: 39_998, clauses: 59_996 });
  });

  test('exact text', () => {
    const instance = { elements: 3, sets: [[0, 1], [1], [], [0]] };
    expect(sat.write(exactCoverToSat.reduce(instance))).toBe(
      'c var 1 set 0 chosen\nc var 2 set 1 chosen\nc var 3 set 2 chosen\nc var 4 set 3 chosen\np cnf 4 5\n1 4 0\n-1 -4 0\n1 2 0\n-1 -2 0\n0\n',
    );
  });
});

describe('exact-cover-to-subset-sum', () => {
  const rest = { ...fromCover, reduction: exactCoverToSubsetSum, target: subsetSum };

  test('all systems of up to 3 elements and few sets, repeated and empty sets, elements in many sets', () => {
    const instances = [...small, ...odd, ...frequent, ...pairsOnly];
    expectIff({ ...rest, targetWitnesses: subsets, instances, ...counts(instances, covered) });
  });

  test('as many sets of an element as a digit holds do not carry', () => {
    for (let f = 1; f <= 9; f++) {
      const sets = [...Array.from({ length: f }, () => [0]), [2]];
      const { numbers, target } = exactCoverToSubsetSum.reduce({ elements: 3, sets });
      // Element 1 is in no set: only a carry could put a 1 there.
      expect(subsets({ numbers, target })).toEqual([]);
    }
  });

  test('exact text', () => {
    const instance = { elements: 3, sets: [[2, 0], [], [1, 0], [0]] };
    expect(subsetSum.canonical(exactCoverToSubsetSum.reduce(instance))).toBe(
      '{"format":"trainsat.subset-sum/1","numbers":["17","0","5","1"],"target":"21"}',
    );
    expect(subsetSum.canonical(exactCoverToSubsetSum.reduce({ elements: 0, sets: [] }))).toBe(
      '{"format":"trainsat.subset-sum/1","numbers":[],"target":"0"}',
    );
  });

  test('a target that no file could hold is refused', () => {
    expect(() => exactCoverToSubsetSum.reduce({ elements: 300_000, sets: [[0]] })).toThrow(
      'exact-cover-to-subset-sum: expected at most 262144 bits a number and 268435456 in all, found 300000 and 300000; use a smaller source',
    );
    const largest = exactCoverToSubsetSum.reduce({ elements: 262_144, sets: [[262_143]] });
    expect(subsetSum.size(largest)).toEqual({ numbers: 1, bits: 262_144 });
    expect(subsetSum.parse(subsetSum.write(largest), 'x').target).toBe(largest.target);
  });
});

describe('subset-sum-to-sat', () => {
  const reduction = subsetSumToSat;
  const rest = { reduction, source: subsetSum, target: sat, sourceWitnesses: subsets };
  const sums = (instance: SubsetSumInstance): boolean => subsets(instance).length > 0;
  const all = (cnf: Cnf) => someModels(cnf, 40);

  test('all lists of up to 3 numbers from 0 to 4, targets from 0 to beyond their sum', () => {
    const instances = [0, 1, 2, 3].flatMap((n) =>
      lists(5, n).flatMap((numbers) =>
        [0, 1, 2, 3, 5, 7, 8, 13].map((target) => ({
          numbers: numbers.map(BigInt),
          target: BigInt(target),
        })),
      ),
    );
    expectIff({ ...rest, targetWitnesses: all, instances, ...counts(instances, sums) });
  });

  test('random numbers of up to 90 bits, targets hit and missed by one', () => {
    const instances = fc
      .sample(
        fc.record({
          numbers: fc.array(fc.bigInt({ min: 0n, max: 2n ** 90n }), { minLength: 4, maxLength: 7 }),
          chosen: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
        }),
        { seed: 4, numRuns: 20 },
      )
      .flatMap(({ numbers, chosen }): SubsetSumInstance[] => {
        const target = numbers.reduce((sum, number, i) => (chosen[i] ? sum + number : sum), 0n);
        return [
          { numbers, target },
          { numbers, target: target + 1n },
        ];
      });
    const targetWitnesses = (cnf: Cnf) => someModels(cnf, 4);
    expectIff({ ...rest, targetWitnesses, instances, yes: 20, no: 18 });
  });

  test('as many models as choices', () => {
    for (const numbers of [
      [1n, 1n, 1n, 1n],
      [1n, 2n, 3n],
      [0n, 2n, 2n],
      [3n, 1n, 1n, 2n],
    ])
      for (let target = 0n; target <= 8n; target++) {
        const instance = { numbers, target };
        expect(models(reduction.reduce(instance)).length).toBe(subsets(instance).length);
      }
  });

  test('exact text: half adders, a full adder, a number above the target', () => {
    const body = (numbers: bigint[], target: bigint): string[] =>
      sat
        .write(reduction.reduce({ numbers, target }))
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('c'));
    expect(body([], 0n)).toEqual(['p cnf 0 0']);
    expect(body([], 2n)).toEqual(['p cnf 0 1', '0']);
    expect(body([1n, 4n], 1n)).toEqual(['p cnf 2 2', '-2 0', '1 0']);
    expect(body([1n, 1n], 2n)).toEqual([
      'p cnf 4 9',
      // 3 is the parity of the two, 4 their carry.
      '1 2 -3 0',
      '-1 2 3 0',
      '1 -2 3 0',
      '-1 -2 -3 0',
      '1 -4 0',
      '2 -4 0',
      '-1 -2 4 0',
      '-3 0',
      '4 0',
    ]);
  });

  test('the law of its size: 2 variables and 14 clauses a full adder', () => {
    // Three bits in each of two columns: a full adder below; above, the carry makes four.
    const size = reduction.size({ numbers: [3n, 3n, 3n], target: 4n });
    expect(size).toEqual(sat.size(reduction.reduce({ numbers: [3n, 3n, 3n], target: 4n })));
    expect(reduction.size({ numbers: [1n, 1n, 1n], target: 2n })).toEqual({ variables: 5, clauses: 16 });
  });
});

describe('3-sat-to-exact-cover', () => {
  const reduction = threeSatToExactCover;
  const rest = {
    reduction,
    source: threeSat,
    target: exactCover,
    sourceWitnesses: models,
    targetWitnesses: (instance: ExactCoverInstance) => someExactCovers(instance, 12),
  };

  test('all sets of clauses over 2 variables, the empty clause among them', () => {
    const instances = [...overTwo, ...oddFormulas];
    expectIff({ ...rest, instances, ...counts(instances, satisfiable) });
  });

  test('random formulas over 3 variables, the eight clauses and each seven of them', () => {
    expectIff({ ...rest, instances: [...random, eight, ...seven], yes: 10, no: 10 });
  });

  test('exact text: complementary literals, a repeated one, the empty clause', () => {
    const formula = { variables: 2, clauses: [[1, -1], [2, 2], []] };
    expect(exactCover.canonical(reduction.reduce(formula))).toBe(
      '{"elements":9,"format":"trainsat.exact-cover/1","sets":[[0,6],[0,5],[1],[1,7,8],[2,5],[2,6],[3,7],[3,8],[5],[6],[7],[8]]}',
    );
  });

  test('a long clause is refused', () => {
    expect(() => reduction.reduce({ variables: 4, clauses: [[1, 2, 3, 4]] })).toThrow(
      /^3-sat-to-exact-cover: expected clauses of at most 3 literals/,
    );
  });
});

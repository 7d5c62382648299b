// Independent sets, cliques, exact covers and subset sums: witnesses are read back, wrong ones are told why.
import { describe, expect, test } from 'vitest';
import { clique } from '../../src/problem/clique.ts';
import { exactCover } from '../../src/problem/exact-cover.ts';
import { independentSet } from '../../src/problem/independent-set.ts';
import type { Problem } from '../../src/problem/problem.ts';
import { bitLength } from '../../src/problem/numerals.ts';
import { subsetSum } from '../../src/problem/subset-sum.ts';
import {
  cliques,
  exactCovers,
  graphs,
  independentSets,
  lists,
  setSystems,
  subsets,
} from '../small-sources.ts';

const check = <I, W>(problem: Problem<I, W>, instance: I, witness: W): string => {
  const result = problem.check(instance, witness);
  return result.ok ? 'ok' : result.reason;
};

const path = {
  vertices: 3,
  edges: [
    [0, 1],
    [1, 2],
  ] as const,
  size: 2,
};

describe('checks', () => {
  test('independent sets', () => {
    expect(check(independentSet, path, { chosen: [true, false, true] })).toBe('ok');
    expect(check(independentSet, { ...path, size: 0 }, { chosen: [true, false, true] })).toBe('ok');
    expect(check(independentSet, path, { chosen: [false, true, true] })).toBe(
      'both ends of the edge 1 2 are chosen',
    );
    expect(check(independentSet, path, { chosen: [false, true, false] })).toBe(
      'expected at least 2 chosen vertices, found 1',
    );
    expect(check(independentSet, path, { chosen: [true] })).toBe('expected 3 vertices, found 1');
  });

  test('cliques', () => {
    expect(check(clique, path, { chosen: [false, true, true] })).toBe('ok');
    expect(check(clique, { ...path, size: 0 }, { chosen: [false, false, true] })).toBe('ok');
    expect(check(clique, path, { chosen: [true, false, true] })).toBe(
      'the chosen vertices 0 and 2 are not adjacent',
    );
    expect(check(clique, path, { chosen: [true, false, false] })).toBe(
      'expected at least 2 chosen vertices, found 1',
    );
    expect(check(clique, path, { chosen: [] })).toBe('expected 3 vertices, found 0');
  });

  test('exact covers', () => {
    const instance = { elements: 3, sets: [[0, 1], [2], [1, 2], []] };
    expect(check(exactCover, instance, { chosen: [true, true, false, false] })).toBe('ok');
    expect(check(exactCover, instance, { chosen: [true, true, false, true] })).toBe('ok');
    expect(check(exactCover, instance, { chosen: [true, false, true, false] })).toBe(
      'expected element 1 in one chosen set, found it in 2',
    );
    expect(check(exactCover, instance, { chosen: [true, false, false, false] })).toBe(
      'expected element 2 in one chosen set, found it in 0',
    );
    expect(check(exactCover, instance, { chosen: [true, true, false] })).toBe('expected 4 sets, found 3');
  });

  test('subset sums, beyond what a double tells apart', () => {
    const instance = { numbers: [2n ** 60n, 1n, 2n], target: 2n ** 60n + 1n };
    expect(check(subsetSum, instance, { chosen: [true, true, false] })).toBe('ok');
    expect(check(subsetSum, instance, { chosen: [true, false, true] })).toBe(
      'expected the sum "1152921504606846977", found "1152921504606846978"',
    );
    expect(check(subsetSum, instance, { chosen: [true, true] })).toBe('expected 3 numbers, found 2');
  });

  test('every choice, against enumeration', () => {
    const chosen = (count: number): boolean[][] =>
      lists(2, count).map((list) => list.map((bit) => bit === 1));
    const expectAgreement = <I, W extends { readonly chosen: readonly boolean[] }>(
      problem: Problem<I, W>,
      instance: I,
      count: number,
      witnesses: readonly W[],
    ): void => {
      const right = new Set(witnesses.map((witness) => witness.chosen.join()));
      for (const choice of chosen(count))
        expect(problem.check(instance, { chosen: choice } as unknown as W).ok).toBe(right.has(choice.join()));
    };
    for (const graph of graphs(4, 1)) {
      const sized = { vertices: graph.vertices, edges: graph.edges, size: 2 };
      expectAgreement(independentSet, sized, 4, independentSets(sized));
      expectAgreement(clique, sized, 4, cliques(sized));
    }
    for (const system of setSystems(2, 0))
      expectAgreement(exactCover, system, system.sets.length, exactCovers(system));
    for (const list of lists(3, 4)) {
      const instance = { numbers: list.map(BigInt), target: 4n };
      expectAgreement(subsetSum, instance, 4, subsets(instance));
    }
  });
});

describe('witnesses are read back', () => {
  test('vertices', () => {
    for (const problem of [independentSet, clique]) {
      const text = problem.writeWitness({ chosen: [true, false, true] });
      expect(text).toBe('{"format":"trainsat.vertices/1","chosen":[0,2]}\n');
      expect(problem.parseWitness(text, 'w', path)).toEqual({ chosen: [true, false, true] });
      expect(() => problem.parseWitness(text, 'w', { ...path, vertices: 2 })).toThrow(
        'w: chosen[1]: expected a vertex from 0 to 1, found 2',
      );
      expect(() => problem.parseWitness('{"format":"trainsat.cover/1","chosen":[]}', 'w', path)).toThrow(
        'w: format: expected "trainsat.vertices/1", found "trainsat.cover/1"',
      );
    }
  });

  test('selections of sets and of numbers', () => {
    const text = exactCover.writeWitness({ chosen: [false, true] });
    expect(text).toBe('{"format":"trainsat.selection/1","chosen":[1]}\n');
    expect(exactCover.parseWitness(text, 'w', { elements: 0, sets: [[], []] })).toEqual({
      chosen: [false, true],
    });
    expect(() => exactCover.parseWitness(text, 'w', { elements: 0, sets: [[]] })).toThrow(
      'w: chosen[0]: expected a set from 0 to 0, found 1',
    );
    expect(subsetSum.parseWitness(text, 'w', { numbers: [1n, 2n], target: 2n })).toEqual({
      chosen: [false, true],
    });
    expect(() => subsetSum.parseWitness(text, 'w', { numbers: [2n], target: 2n })).toThrow(
      'w: chosen[0]: expected a number from 0 to 0, found 1',
    );
  });
});

describe('numbers of a subset sum', () => {
  const parse = (number: string) =>
    subsetSum.parse(`{"format":"trainsat.subset-sum/1","numbers":[${number}],"target":0}`, 'x');

  test('quoted or not, with leading zeros or without, they are the same', () => {
    for (const number of ['12', '"12"', '"0012"', '12.0', '1.2e1'])
      expect(subsetSum.canonical(parse(number))).toBe(
        '{"format":"trainsat.subset-sum/1","numbers":["12"],"target":"0"}',
      );
  });

  test('so many digits and no more', () => {
    const nines = '9'.repeat(100_000);
    expect(parse(`"${nines}"`).numbers).toEqual([10n ** 100_000n - 1n]);
    expect(() => parse(`"9${nines}"`)).toThrow(
      /^x: numbers\[0\]: expected an integer from 0, of at most 100000 digits, found "9{56}\.\.\.$/,
    );
  });

  test('a size in bits', () => {
    expect([0n, 1n, 2n, 3n, 4n, 2n ** 64n - 1n, 2n ** 64n].map(bitLength)).toEqual([0, 1, 2, 2, 3, 64, 65]);
    expect(subsetSum.size({ numbers: [1n, 9n], target: 3n })).toEqual({ numbers: 2, bits: 4 });
    expect(subsetSum.size({ numbers: [1n, 9n], target: 100n })).toEqual({ numbers: 2, bits: 7 });
    expect(subsetSum.size({ numbers: [], target: 0n })).toEqual({ numbers: 0, bits: 0 });
  });
});

// The choice among ways, on made-up catalogues: size, then steps, then preference; domains; nothing found where nothing is.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Catalogue, type AnyProblem } from '../../src/catalogue/catalogue.ts';
import type { AnyReduction } from '../../src/catalogue/reduction.ts';
import { isMuchSmaller } from '../../src/catalogue/ways.ts';
import { setSplitting } from '../../src/problem/set-splitting.ts';

/** A problem with one size, whose instances are numbers, or with two of which neither can be had for the other. */
function problem(name: string, sizes: readonly string[] = ['n']): AnyProblem {
  const record = <T>(of: (letter: string) => T) =>
    Object.fromEntries(sizes.map((letter) => [letter, of(letter)]));
  return {
    ...(setSplitting as AnyProblem),
    name,
    letters: record((letter) => letter),
    typical: record(() => 1000),
    size: (instance) => record(() => instance as number),
    bulk: (size) => Object.values(size),
  };
}

/** `a-b: n = n^2`; a refusal of odd numbers when it ends with `even`. */
function reduction(text: string): AnyReduction {
  const [name, sizeLaw, domain] = text.split(': ') as [string, string, string?];
  const [source, target] = name.replace(/\d$/, '').split('-') as [string, string];
  return {
    name,
    source,
    target,
    summary: '',
    citation: '',
    sizeLaw,
    reduce: (instance) => instance,
    forward: (_, witness) => witness,
    extract: (_, witness) => witness,
    size: () => ({}),
    ...(domain === undefined
      ? {}
      : { refusal: (instance) => ((instance as number) % 2 === 1 ? 'expected an even number' : undefined) }),
  };
}

const catalogue = (names: string, ...reductions: readonly string[]): Catalogue =>
  new Catalogue(
    [...names].map((name) => problem(name)),
    reductions.map(reduction),
  );
const names = (way: readonly AnyReduction[] | undefined): string[] | undefined =>
  way?.map(({ name }) => name);

describe('a way', () => {
  test('that is longer and linear wins over one that squares', () => {
    const graph = catalogue('abc', 'a-c: n = n^2', 'a-b: n = 3n', 'b-c: n = 2n + 5');
    expect(names(graph.path('a', 'c'))).toEqual(['a-b', 'b-c']);
  });

  test('is no smaller by a constant, nor where all are small', () => {
    const longer = ['a-b: n = n', 'b-c: n = n'];
    expect(names(catalogue('abc', 'a-c: n = 8n', ...longer).path('a', 'c'))).toEqual(['a-c']);
    expect(names(catalogue('abc', 'a-c: n = 9n', ...longer).path('a', 'c'))).toEqual(['a-b', 'b-c']);
    const square = catalogue('abc', 'a-c: n = n^2', ...longer);
    expect(names(square.path('a', 'c', undefined, { n: 89 }))).toEqual(['a-c']);
    expect(names(square.path('a', 'c', undefined, { n: 90 }))).toEqual(['a-b', 'b-c']);
    expect(names(square.wayFor({ problem: square.problem('a'), instance: 89 }, 'c'))).toEqual(['a-c']);
    expect(names(square.wayFor({ problem: square.problem('a'), instance: 90 }, 'c'))).toEqual(['a-b', 'b-c']);
  });

  test('of fewer steps wins among equals, and then the order decides', () => {
    expect(names(catalogue('abc', 'a-b: n = n', 'b-c: n = n', 'a-c: n = 2n').path('a', 'c'))).toEqual([
      'a-c',
    ]);
    expect(names(catalogue('ab', 'a-b2: n = 2n', 'a-b1: n = n').path('a', 'b'))).toEqual(['a-b2']);
    expect(
      names(catalogue('abcd', 'a-c: n = n', 'a-b: n = n', 'b-d: n = n', 'c-d: n = n').path('a', 'd')),
    ).toEqual(['a-c', 'c-d']);
  });

  test('is not chosen for a small start', () => {
    // Through b the first step is the smaller one, and the target the larger.
    const graph = catalogue('abcd', 'a-b: n = n', 'b-d: n = n^2', 'a-c: n = 5n', 'c-d: n = n');
    expect(names(graph.path('a', 'd'))).toEqual(['a-c', 'c-d']);
  });

  test('that is smaller in one thing and larger in another is no smaller', () => {
    const pair = (name: string) => problem(name, ['n', 'm']);
    const graph = new Catalogue(
      [pair('a'), pair('b')],
      [reduction('a-b1: n = n^2, m = 2'), reduction('a-b2: n = n, m = 3'), reduction('a-b3: n = n, m = 2')],
    );
    // The first loses against the third, and the second is hardly larger than that.
    expect(names(graph.path('a', 'b'))).toEqual(['a-b2']);
    const two = new Catalogue(graph.problems, graph.reductions.slice(0, 2));
    expect(names(two.path('a', 'b'))).toEqual(['a-b1']);
  });

  test('goes through the reduction asked for, by the best ways before and after it', () => {
    const graph = catalogue(
      'abcd',
      'a-b1: n = n^2',
      'a-b2: n = n',
      'b-c1: n = n^2',
      'b-c2: n = n',
      'c-d: n = n',
      'a-d: n = n',
    );
    expect(names(graph.path('a', 'd'))).toEqual(['a-d']);
    expect(names(graph.path('a', 'd', graph.reduction('b-c1')))).toEqual(['a-b2', 'b-c1', 'c-d']);
    expect(graph.path('b', 'd', graph.reduction('a-d'))).toBeUndefined();
  });

  test('does not begin with a reduction that refuses the instance, unless all do', () => {
    const graph = catalogue('abc', 'a-c: n = n: even', 'a-b: n = n^2', 'b-c: n = n^2');
    const way = (instance: number) => names(graph.wayFor({ problem: graph.problem('a'), instance }, 'c'));
    expect(way(2000)).toEqual(['a-c']);
    expect(way(2001)).toEqual(['a-b', 'b-c']);
    const only = catalogue('ac', 'a-c: n = n: even');
    expect(names(only.wayFor({ problem: only.problem('a'), instance: 3 }, 'c'))).toEqual(['a-c']);
  });

  test('is none where there is none', () => {
    const graph = catalogue('abc', 'a-b: n = n', 'b-a: n = n');
    expect(graph.path('a', 'c')).toBeUndefined();
    expect(graph.path('a', 'a')).toEqual([]);
    expect(graph.reachable('a').map(({ name }) => name)).toEqual(['b']);
    expect(graph.reachable('c')).toEqual([]);
  });
});

test('much smaller is a strict order', () => {
  const bulk = fc.tuple(fc.nat(100_000), fc.nat(100_000));
  fc.assert(
    fc.property(bulk, bulk, bulk, (a, b, c) => {
      expect(isMuchSmaller(a, a)).toBe(false);
      if (isMuchSmaller(a, b) && isMuchSmaller(b, c)) expect(isMuchSmaller(a, c)).toBe(true);
    }),
  );
  expect(isMuchSmaller([1000, 5], [8001, 5])).toBe(true);
  expect(isMuchSmaller([1000, 6], [8001, 5])).toBe(false);
});

test('the way found is as good as the best of all simple ways, listed one by one', () => {
  const law = fc.constantFrom('n = n', 'n = 3n', 'n = n + 7', 'n = n^2', 'n = 20n');
  const step = fc
    .tuple(fc.constantFrom(...'abcde'), fc.constantFrom(...'abcde'), law)
    .filter(([a, b]) => a !== b);
  let longer = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 4, maxLength: 10 }), (steps) => {
      const graph = catalogue('abcde', ...steps.map(([a, b, text], i) => `${a}-${b}${i % 10}: ${text}`));
      const found = graph.path('a', 'e');
      const all = simpleWays(graph.reductions, 'a', 'e');
      if (all.length === 0) {
        expect(found).toBeUndefined();
        return;
      }
      const size = (way: readonly AnyReduction[]): number =>
        way.reduce((n, { sizeLaw }) => APPLY[sizeLaw]!(n), 1000);
      const least = Math.min(...all.map(size));
      const equal = all.filter((way) => size(way) <= 8 * least);
      const fewest = Math.min(...equal.map(({ length }) => length));
      expect(size(found!)).toBeLessThanOrEqual(8 * least);
      expect(found).toHaveLength(fewest);
      if (fewest > Math.min(...all.map(({ length }) => length))) longer++;
    }),
    { numRuns: 500 },
  );
  expect(longer).toBeGreaterThan(5);
});

const APPLY: Readonly<Record<string, (n: number) => number>> = {
  'n = n': (n) => n,
  'n = 3n': (n) => 3 * n,
  'n = n + 7': (n) => n + 7,
  'n = n^2': (n) => n ** 2,
  'n = 20n': (n) => 20 * n,
};

function simpleWays(
  reductions: readonly AnyReduction[],
  from: string,
  to: string,
  passed = [from],
): AnyReduction[][] {
  if (from === to) return [[]];
  return reductions
    .filter(({ source, target }) => source === from && !passed.includes(target))
    .flatMap((step) =>
      simpleWays(reductions, step.target, to, [...passed, step.target]).map((rest) => [step, ...rest]),
    );
}

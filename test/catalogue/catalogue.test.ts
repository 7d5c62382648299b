// The catalogue as a graph: ways, detours, names, and what its entries promise of themselves.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reductions } from '../../reductions/index.ts';
import { Catalogue, follow, walkBack } from '../../src/catalogue/catalogue.ts';
import { suggestion } from '../../src/catalogue/suggest.ts';
import { InputError } from '../../src/problem/errors.ts';
import { problems } from '../../src/problem/index.ts';
import type { Assignment, Cnf } from '../../src/problem/sat.ts';
import { models } from '../small-sources.ts';

const catalogue = new Catalogue(problems, reductions);
const names = (from: string, to: string, via?: string): string[] | undefined =>
  catalogue.path(from, to, via === undefined ? undefined : catalogue.reduction(via))?.map(({ name }) => name);

describe('ways', () => {
  test.each([
    ['set-splitting', 'training', ['set-splitting-to-three-node']],
    ['graph-colouring', 'training', ['graph-colouring-to-and-network']],
    ['sat', 'training', ['sat-to-3-sat', '3-sat-to-set-splitting', 'set-splitting-to-three-node']],
    ['nae-sat', 'training', ['nae-sat-to-set-splitting', 'set-splitting-to-three-node']],
    ['set-splitting', 'sat', ['set-splitting-to-nae-sat', 'nae-sat-to-sat']],
    ['3-sat', 'sat', ['3-sat-to-sat']],
    ['graph-colouring', 'sat', ['graph-colouring-to-sat']],
    ['sat', 'loading', ['sat-to-3-sat', '3-sat-to-loading']],
    ['graph-colouring', 'loading', ['graph-colouring-to-loading']],
    ['vertex-cover', 'training', ['vertex-cover-to-hitting-set', 'hitting-set-to-one-unit']],
    ['loading', 'training', ['loading-to-training']],
    ['vertex-cover', 'sat', ['vertex-cover-to-hitting-set', 'hitting-set-to-sat']],
    ['training', 'training', []],
    ['training', 'sat', ['training-to-sat']],
    ['loading', 'sat', ['loading-to-training', 'training-to-sat']],
    ['sat', 'graph-colouring', undefined],
    ['hitting-set', 'sat', ['hitting-set-to-sat']],
    ['sparse-perceptron', 'sat', ['sparse-perceptron-to-sat']],
    ['open-hemisphere', 'training', ['open-hemisphere-to-training']],
    ['feasible-subsystem', 'sat', ['feasible-subsystem-to-training', 'training-to-sat']],
    ['vertex-cover', 'open-hemisphere', ['vertex-cover-to-hitting-set', 'hitting-set-to-open-hemisphere']],
    ['3-sat', 'relu-sum', ['3-sat-to-set-splitting', 'set-splitting-to-relu-sum']],
    ['relu-sum', 'sat', undefined],
  ])('%s to %s', (from, to, way) => {
    expect(names(from, to)).toEqual(way);
  });

  test('through a reduction asked for', () => {
    expect(names('sat', 'training', 'set-splitting-to-xor-pair')).toEqual([
      'sat-to-3-sat',
      '3-sat-to-set-splitting',
      'set-splitting-to-xor-pair',
    ]);
    expect(names('set-splitting', 'training', 'set-splitting-to-and-pair')).toEqual([
      'set-splitting-to-and-pair',
    ]);
    expect(names('sat', 'sat', '3-sat-to-sat')).toEqual(['sat-to-3-sat', '3-sat-to-sat']);
    expect(names('training', 'graph-colouring', 'nae-sat-to-sat')).toBeUndefined();
    expect(names('set-splitting', 'training', 'graph-colouring-to-sat')).toBeUndefined();
  });

  test('a witness walks along a way and back', () => {
    const cnf: Cnf = {
      variables: 4,
      clauses: [
        [1, -2, 3, 4],
        [-1, 2],
        [-4, -3],
      ],
    };
    const way = catalogue.path('sat', 'training')!;
    const instances = follow(cnf, way);
    for (const model of models(cnf)) {
      const there = way.reduce<unknown>((witness, step, i) => step.forward(instances[i], witness), model);
      expect(catalogue.problem('training').check(instances.at(-1), there)).toEqual({ ok: true });
      const back = walkBack(instances, way, there) as Assignment;
      expect(catalogue.problem('sat').check(cnf, back)).toEqual({ ok: true });
    }
  });
});

describe('entries', () => {
  test('names are unique, sources and targets exist, nothing is left blank', () => {
    expect(new Set(reductions.map(({ name }) => name)).size).toBe(reductions.length);
    expect(new Set(problems.map(({ name }) => name)).size).toBe(problems.length);
    for (const reduction of reductions) {
      catalogue.problem(reduction.source);
      catalogue.problem(reduction.target);
      expect(reduction.name.startsWith(`${reduction.source}-to-`), reduction.name).toBe(true);
      for (const text of [reduction.summary, reduction.citation, reduction.sizeLaw])
        expect(text).not.toBe('');
    }
  });

  test('every file in the room is registered under its name, its variants under longer ones, and tells construction, source and domain', () => {
    const room = new URL('../../reductions/', import.meta.url);
    const files = readdirSync(room).filter((file) => file.endsWith('.ts') && file !== 'index.ts');
    const titles = files.map((file) => file.replace('.ts', ''));
    const registered = reductions.map(({ name }) => name);
    expect(titles.filter((title) => !registered.includes(title))).toEqual([]);
    expect(registered.filter((name) => !titles.some((title) => `${name}-`.startsWith(`${title}-`)))).toEqual(
      [],
    );
    for (const file of files) {
      const text = readFileSync(new URL(file, room), 'utf8');
      for (const word of ['// Construction', '//   1. ', '// Source: ', '// Domain: ', 'Degenerate:'])
        expect(text, file).toContain(word);
    }
  });

  test('a size law is what size follows: the law is evaluated on a sample', () => {
    const samples: Record<string, [unknown, Record<string, number>]> = {
      'set-splitting': [
        { elements: 4, sets: [[0, 1], [1, 2, 3], [3]] },
        { n: 4, m: 3 },
      ],
      'graph-colouring': [
        {
          vertices: 4,
          edges: [
            [0, 1],
            [2, 3],
          ],
          colours: 3,
        },
        { v: 4, e: 2, k: 3 },
      ],
      '3-sat': [
        { variables: 3, clauses: [[1], [2, 3]] },
        { v: 3, c: 2 },
      ],
      'vertex-cover': [
        { vertices: 3, edges: [[0, 1]], size: 2 },
        { v: 3, e: 1, k: 2 },
      ],
      'nae-sat': [
        { variables: 3, clauses: [[1], [2, 3]] },
        { v: 3, c: 2 },
      ],
    };
    for (const reduction of reductions) {
      const sample = samples[reduction.source];
      if (sample === undefined) continue;
      const [instance, letters] = sample;
      const law = Object.fromEntries(
        reduction.sizeLaw.split(', ').map((part) => {
          const [name, formula] = part.split(' = ');
          return [name!, evaluate(formula!, letters)];
        }),
      );
      expect(reduction.size(instance), reduction.name).toEqual(law);
    }
  });
});

/** A sum of products such as `7 + n + 4 m`. */
function evaluate(formula: string, letters: Readonly<Record<string, number>>): number {
  return formula
    .split(' + ')
    .map((term) =>
      [...term.matchAll(/\d+|[a-z]/g)].reduce(
        (product, [factor]) => product * (letters[factor] ?? Number(factor)),
        1,
      ),
    )
    .reduce((sum, term) => sum + term, 0);
}

describe('names that are not known', () => {
  test('did you mean', () => {
    expect(() => catalogue.problem('set-spliting')).toThrow(
      'problem: expected a problem (training, set-splitting, graph-colouring, hitting-set, vertex-cover, sat, 3-sat, nae-sat, loading, sparse-perceptron, open-hemisphere, feasible-subsystem, relu-sum), found "set-spliting"; did you mean "set-splitting"?',
    );
    expect(() => catalogue.reduction('nae-sat-to-sta', '--via')).toThrow(
      /^--via: .*did you mean "nae-sat-to-sat"\?$/,
    );
    expect(() => catalogue.problem('travelling-salesman')).toThrow(/found "travelling-salesman"$/);
    expect(() => catalogue.problem('')).toThrow(InputError);
  });

  test('the nearest name within reach', () => {
    expect(suggestion('trian', ['train', 'table'])).toBe('; did you mean "train"?');
    expect(suggestion('decde', ['reduce', 'decide'])).toBe('; did you mean "decide"?');
    expect(suggestion('xyzzy', ['train', 'table'])).toBe('');
    expect(suggestion('train', [])).toBe('');
  });
});

test('an input is read as what it is', () => {
  const read = (text: string): string => catalogue.parse(text, 'x').problem.name;
  expect(read('c hello\n\np cnf 1 1\n1 0\n')).toBe('sat');
  expect(read('p nae 1 0\n')).toBe('nae-sat');
  expect(read('c colours 2\np edge 1 0\n')).toBe('graph-colouring');
  expect(read('{"type":"SetSplitting","data":{"universe_size":0,"subsets":[]}}')).toBe('set-splitting');
  expect(catalogue.parse('p col 1 0\n', 'x', { colours: 2 }).instance).toMatchObject({ colours: 2 });
});

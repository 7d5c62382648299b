// The catalogue as a graph: ways, detours, names, and what its entries promise of themselves.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reductions } from '../../reductions/index.ts';
import { Catalogue, follow, walkBack } from '../../src/catalogue/catalogue.ts';
import type { AnyReduction } from '../../src/catalogue/reduction.ts';
import { suggestion } from '../../src/catalogue/suggest.ts';
import { lawOf, sizeAfter } from '../../src/catalogue/ways.ts';
import { InputError } from '../../src/problem/errors.ts';
import { problems } from '../../src/problem/index.ts';
import type { Size } from '../../src/problem/problem.ts';
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
    ['graph-colouring', 'dnf', ['graph-colouring-to-dnf']],
    ['dnf', 'sat', ['dnf-to-sat']],
    ['discrete-training', 'sat', ['discrete-training-to-sat']],
    ['set-splitting', 'discrete-training', ['set-splitting-to-discrete-training']],
    [
      'dnf',
      'training',
      ['dnf-to-sat', 'sat-to-3-sat', '3-sat-to-set-splitting', 'set-splitting-to-three-node'],
    ],
    ['training', 'training', []],
    ['training', 'sat', ['training-to-sat']],
    ['loading', 'sat', ['loading-to-training', 'training-to-sat']],
    [
      'independent-set',
      'training',
      ['independent-set-to-vertex-cover', 'vertex-cover-to-hitting-set', 'hitting-set-to-one-unit'],
    ],
    [
      'independent-set',
      'sat',
      ['independent-set-to-vertex-cover', 'vertex-cover-to-hitting-set', 'hitting-set-to-sat'],
    ],
    [
      'clique',
      'training',
      [
        'clique-to-independent-set',
        'independent-set-to-vertex-cover',
        'vertex-cover-to-hitting-set',
        'hitting-set-to-one-unit',
      ],
    ],
    ['exact-cover', 'sat', ['exact-cover-to-sat']],
    [
      'exact-cover',
      'training',
      ['exact-cover-to-sat', 'sat-to-3-sat', '3-sat-to-set-splitting', 'set-splitting-to-three-node'],
    ],
    ['subset-sum', 'sat', ['subset-sum-to-sat']],
    [
      'subset-sum',
      'training',
      ['subset-sum-to-sat', 'sat-to-3-sat', '3-sat-to-set-splitting', 'set-splitting-to-three-node'],
    ],
    ['sat', 'graph-colouring', ['sat-to-3-sat', '3-sat-to-graph-colouring']],
    ['sat', 'vertex-cover', ['sat-to-3-sat', '3-sat-to-independent-set', 'independent-set-to-vertex-cover']],
    ['sat', 'subset-sum', ['sat-to-3-sat', '3-sat-to-exact-cover', 'exact-cover-to-subset-sum']],
    ['sat', 'clique', undefined],
    ['sparse-perceptron', 'sat', ['sparse-perceptron-to-sat']],
    ['open-hemisphere', 'training', ['open-hemisphere-to-training']],
    ['feasible-subsystem', 'sat', ['feasible-subsystem-to-training', 'training-to-sat-weights']],
    ['vertex-cover', 'open-hemisphere', ['vertex-cover-to-hitting-set', 'hitting-set-to-open-hemisphere']],
    ['3-sat', 'relu-sum', ['3-sat-to-set-splitting', 'set-splitting-to-relu-sum']],
    ['relu-sum', 'sat', undefined],
    ['max-sat', 'sat', ['max-sat-to-sat']],
    ['pseudo-boolean', 'sat', ['pseudo-boolean-to-sat']],
    [
      'pseudo-boolean',
      'training',
      ['pseudo-boolean-to-sat', 'sat-to-3-sat', '3-sat-to-set-splitting', 'set-splitting-to-three-node'],
    ],
    ['sat', 'max-sat', undefined],
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
    expect(names('training', 'clique', 'nae-sat-to-sat')).toBeUndefined();
    expect(names('set-splitting', 'training', 'clique-to-independent-set')).toBeUndefined();
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

  test('a size law is what size follows, on the files of the package and what they are reduced to', () => {
    const samples = new Map<string, unknown[]>(problems.map(({ name }) => [name, []]));
    for (const folder of ['yes', 'no']) {
      const room = new URL(`../../instances/${folder}/`, import.meta.url);
      for (const file of readdirSync(room)) {
        const { problem, instance } = catalogue.parse(readFileSync(new URL(file, room), 'utf8'), file, {
          colours: file.endsWith('.col') ? 3 : undefined,
        });
        samples.get(problem.name)!.push(instance);
      }
    }
    for (const step of reductions)
      if (samples.get(step.target)!.length === 0)
        samples.set(
          step.target,
          samples
            .get(step.source)!
            .filter((one) => step.refusal?.(one) === undefined)
            .map((one) => step.reduce(one)),
        );
    for (const reduction of reductions) {
      const source = catalogue.problem(reduction.source);
      const inside = samples.get(source.name)!.filter((one) => reduction.refusal?.(one) === undefined);
      expect(inside, reduction.name).not.toEqual([]);
      for (const instance of inside) {
        const size = sizeOf(reduction, instance);
        if (size === undefined) continue;
        const law = sizeAfter(source, source.size(instance), reduction);
        expect(Object.keys(law), reduction.name).toEqual(Object.keys(size));
        for (const { name, strength } of lawOf(reduction).parts) {
          const place = `${reduction.name}: ${name} of ${JSON.stringify(source.size(instance))}`;
          if (strength === 'exact') expect(law[name], place).toBe(size[name]);
          if (strength === 'at most') expect(law[name], place).toBeGreaterThanOrEqual(size[name]!);
          // Of small instances a rough law need not say much.
          if (strength === 'about') expect(law[name]! * 16 + 300, place).toBeGreaterThanOrEqual(size[name]!);
        }
      }
    }
  });

  test('every law speaks of the letters of its source and the sizes of its target, and letters differ', () => {
    for (const { name, letters, typical } of problems) {
      expect(Object.keys(typical), name).toEqual(Object.keys(letters));
      expect(new Set(Object.values(letters)).size, name).toBe(Object.keys(letters).length);
      for (const letter of Object.values(letters)) expect(letter, name).toMatch(/^[a-z]$/);
    }
    for (const reduction of reductions) {
      const source = catalogue.problem(reduction.source);
      const size = sizeAfter(source, source.typical, reduction);
      expect(Object.keys(size), reduction.name).toEqual(
        Object.keys(catalogue.problem(reduction.target).typical),
      );
      for (const count of Object.values(size)) expect(count, reduction.name).toBeGreaterThanOrEqual(0);
    }
  });
});

/** The size; undefined where a formula would be too large to be counted. */
function sizeOf(reduction: AnyReduction, instance: unknown): Size | undefined {
  try {
    return reduction.size(instance);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

describe('names that are not known', () => {
  test('did you mean', () => {
    expect(() => catalogue.problem('set-spliting')).toThrow(
      'problem: expected a problem (training, set-splitting, graph-colouring, hitting-set, vertex-cover, independent-set, clique, exact-cover, subset-sum, dnf, discrete-training, sat, 3-sat, nae-sat, loading, sparse-perceptron, open-hemisphere, feasible-subsystem, relu-sum, max-sat, pseudo-boolean), found "set-spliting"; did you mean "set-splitting"?',
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
  expect(read('c hello\nc at least 0\nh 1 0\n')).toBe('max-sat');
  expect(catalogue.parse('p wcnf 1 0 2\n', 'x', { atLeast: 2n }).instance).toMatchObject({ atLeast: 2n });
  expect(read('* hello\n+1 x1 >= 0 ;\n')).toBe('pseudo-boolean');
  expect(catalogue.parse('min: -2 x1 ;\n', 'x', { atMost: -1n }).problem.name).toBe('pseudo-boolean');
});

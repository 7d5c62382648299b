// The axes of pictures: which thing is on which, where its values stand, and how series are told apart.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompareOptions } from '../../src/compare/experiment.ts';
import { layoutOf, type Dimension, type Value } from '../../src/compare/plot/layout.ts';
import type { Mark } from '../../src/compare/plot/marks.ts';
import { placesFor } from '../../src/compare/plot/places.ts';
import { scaleFor } from '../../src/compare/plot/scale.ts';
import { styleOf } from '../../src/compare/plot/styles.ts';
import type { Subject } from '../../src/compare/subject.ts';
import { file, generated, options } from './pictured.ts';

describe('what stands where', () => {
  const shape = (subjects: readonly Subject[], asked: Partial<CompareOptions> = {}) => {
    const { x, series, facets, fixed } = layoutOf(subjects, { ...options, ...asked });
    return [x.name, series?.name, facets.map(({ name }) => name).join(), fixed.join(' ')];
  };
  const grid = generated('set-splitting', { n: [6, 8], ratio: [1, 1.5, 2] });

  test('the parameter with most values is the axis, the next one the series, the rest panels', () => {
    expect(shape(grid)).toEqual(['ratio', 'n', '', 'adam']);
    const both = [...grid, ...generated('set-splitting-planted', { n: [6, 8], ratio: [1, 1.5, 2] })];
    expect(shape(both)).toEqual(['ratio', 'n', 'family', 'adam']);
    expect(shape(grid, { hidden: [2, 3, 4, 8] })).toEqual(['hidden units', 'ratio', 'n', 'adam']);
    expect(shape(grid, { layers: [[2], [2, 2], [2, 2, 2]] })).toEqual([
      'units of the hidden layers',
      'ratio',
      'n',
      'adam',
    ]);
  });

  test('what other networks take the place of is not told', () => {
    const parity = generated('parity', { n: [2] });
    expect(shape(parity)[3]).toBe('n=2 units=3 output=0 adam');
    expect(shape(parity, { hidden: [2] })[3]).toBe('n=2 output=0 hidden units 2 adam');
    expect(shape(parity, { layers: [[2, 2]] })[3]).toBe('n=2 hidden layers 2-2 adam');
  });

  test('of equals the last one is the axis', () => {
    expect(shape(generated('set-splitting', { n: [6, 8], ratio: [1, 2] }))).toEqual([
      'ratio',
      'n',
      '',
      'adam',
    ]);
  });

  test('several heuristics are the series, or the axis where nothing else differs', () => {
    const methods = [{ optimizer: 'adam' }, { optimizer: 'gd' }] as const;
    expect(shape(grid, { methods })).toEqual(['ratio', 'heuristic', 'n', '']);
    expect(shape(generated('set-splitting', { n: [6], ratio: [1] }), { methods })).toEqual([
      'heuristic',
      undefined,
      '',
      'n=6 ratio=1',
    ]);
  });

  test('instances from files, by the part of their names that differs', () => {
    const subjects = [file('a/b/one.json'), file('a/b/two.json')];
    expect(shape(subjects)).toEqual(['instance (in a/b)', undefined, '', 'adam']);
    expect(layoutOf(subjects, options).x.tick(1)).toBe('two.json');
    expect(layoutOf([file('x.json'), file('x.json')], options).x.values).toEqual([0, 1]);
    expect(shape([file('a/one.json')])).toEqual(['instance', undefined, '', 'adam']);
  });

  test('what a picture cannot hold is refused', () => {
    const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => 5 + i);
    const many = generated('set-splitting', { n: numbers(15), ratio: numbers(16).map((n) => n / 8) });
    expect(() => layoutOf(many, options)).toThrow(
      '--plot: expected at most 12 panels, one for each n, found 15; compare fewer at once',
    );
    expect(() => layoutOf(generated('set-splitting', { n: numbers(201) }), options)).toThrow(
      '--plot: expected at most 200 values of n, found 201; compare fewer at once',
    );
  });
});

describe('axes', () => {
  const dimension = (values: readonly Value[], ordered = true): Dimension => ({
    name: 'x',
    values,
    ordered,
    of: () => values[0]!,
    tick: String,
    words: String,
  });

  test('numbers keep their order and their place within the axis', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -50, max: 400 }), { minLength: 1, maxLength: 30 }),
        (values) => {
          const places = placesFor(dimension(values), 300, 20, 15);
          const sorted = values.toSorted((a, b) => a - b).map(places.of);
          expect(sorted.toSorted((a, b) => a - b)).toEqual(sorted);
          expect(sorted[0]).toBeGreaterThan(0);
          expect(sorted.at(-1)).toBeLessThan(places.width);
          const gaps = sorted.slice(1).map((p, i) => p - sorted[i]!);
          expect(places.gap).toBeCloseTo(Math.min(places.width, ...gaps), 6);
          expect(places.labelled).not.toHaveLength(0);
        },
      ),
    );
  });

  test('equal steps stay equal, and equal factors are drawn equal', () => {
    const distances = (values: readonly number[]): number[] => {
      const at = values.map(placesFor(dimension(values), 300, 20, 15).of);
      return at.slice(1).map((p, i) => p - at[i]!);
    };
    const [a, b, c] = distances([20, 40, 60, 80]);
    expect(a).toBeCloseTo(b!, 6);
    expect(b).toBeCloseTo(c!, 6);
    const [first, second, third] = distances([2, 4, 8, 16]);
    expect(first).toBeCloseTo(second!, 6);
    expect(second).toBeCloseTo(third!, 6);
  });

  test('every number lies within the range of the y axis, with at least two numbers at it', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const spent = fc.double({ min: 1, max: 1e10, noNaN: true });
    const list = (numbers: fc.Arbitrary<number>): fc.Arbitrary<Mark[]> =>
      fc.array(
        fc.record({
          panel: fc.constant(0),
          series: fc.constant(0),
          x: fc.constant(0),
          state: fc.constantFrom('measured' as const, 'missing' as const),
          value: numbers,
          low: numbers,
          high: fc.option(numbers, { nil: undefined }),
          words: fc.constant(''),
        }),
      );
    for (const [measure, numbers] of [
      ['success', share],
      ['right', share],
      ['epochs', spent],
    ] as const)
      fc.assert(
        fc.property(list(numbers), (marks) => {
          const scale = scaleFor(measure, marks, []);
          const [low, high] = scale.domain;
          for (const { value, low: from, high: to } of marks)
            for (const y of [value, from, to ?? value, scale.edge ?? high]) {
              expect(y).toBeGreaterThanOrEqual(low);
              expect(y).toBeLessThanOrEqual(high);
            }
          for (const tick of scale.ticks) expect(tick >= low - 1e-9 && tick <= high).toBe(true);
          expect(scale.ticks.length).toBeGreaterThanOrEqual(2);
          expect(scale.ticks.length).toBeLessThan(13);
          if (scale.edge !== undefined)
            for (const { value } of marks) expect(scale.edge).toBeGreaterThan(value!);
        }),
      );
  });

  test('no two series look alike, even in grey', () => {
    const styles = Array.from({ length: 49 }, (_, i) => styleOf(i));
    expect(new Set(styles.map(({ colour, symbol }) => `${colour} ${symbol}`)).size).toBe(49);
    expect(new Set(styles.slice(0, 14).map(({ symbol, dashes }) => `${symbol} ${dashes}`)).size).toBe(14);
  });
});

// Instances in OPB and .col: exact texts of the tiniest, and what solvers and readers make of others.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/index.ts';
import { foreignFormats, writeForeign } from '../../src/interchange/foreign.ts';
import { writeOpb } from '../../src/problem/opb.ts';
import { models } from '../small-sources.ts';
import { solveOpb } from './solvers.ts';

describe('OPB', () => {
  test.each([
    ['no variables', { variables: 0, clauses: [] }, '* #variable= 1 #constraint= 0\n'],
    ['the empty clause', { variables: 0, clauses: [[]] }, '* #variable= 1 #constraint= 1\n+1 x1 >= 2 ;\n'],
    [
      'literals of both signs, once each',
      { variables: 3, clauses: [[1, -2, 3, 1]] },
      '* #variable= 3 #constraint= 1\n+1 x1 -1 x2 +1 x3 >= 0 ;\n',
    ],
    ['a clause that holds', { variables: 1, clauses: [[1, -1]] }, '* #variable= 1 #constraint= 0\n'],
  ])('%s', (_name, formula, text) => {
    expect(writeForeign('sat', 'opb', formula, [])).toBe(text);
  });

  test('an objective, comments, and coefficients that cancel', () => {
    expect(
      writeOpb({
        variables: 2,
        constraints: [
          { terms: [{ literal: 1, coefficient: 2n }, { literal: -1, coefficient: 2n }], relation: '>=', bound: 3n }, // prettier-ignore
          { terms: [{ literal: -2, coefficient: 5n }], relation: '>=', bound: 1n },
          { terms: [{ literal: 1, coefficient: 1n }, { literal: -2, coefficient: 4n }], relation: '<=', bound: 3n }, // prettier-ignore
          { terms: [{ literal: -1, coefficient: -3n }], relation: '=', bound: -3n },
        ],
        minimize: [{ literal: -2, coefficient: -3n }],
        comments: ['hello'],
      }),
    ).toBe(
      '* #variable= 2 #constraint= 5\n* hello\nmin: +3 x2 ;\n+1 x1 >= 2 ;\n-5 x2 >= -4 ;\n-1 x1 +4 x2 >= 1 ;\n+3 x1 >= 0 ;\n-3 x1 >= 0 ;\n',
    );
  });

  test('formulas: clasp says what enumeration says', async () => {
    const seen = { yes: 0, no: 0 };
    const literal = fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.boolean())
      .map(([v, positive]) => (positive ? v : -v));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(literal, { maxLength: 3 }), { maxLength: 9 }), async (clauses) => {
        const formula = { variables: 3, clauses };
        const yes = models(formula).length > 0;
        seen[yes ? 'yes' : 'no']++;
        expect((await solveOpb(writeForeign('sat', 'opb', formula, []))).feasible).toBe(yes);
      }),
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(20);
  });

  test.each([
    ['hitting-set', (size: number) => ({ elements: 3, sets: [[0, 1], [1, 2], [0, 2]], size }), 2], // prettier-ignore
    ['hitting-set', (size: number) => ({ elements: 3, sets: [], size }), 0],
    ['hitting-set', (size: number) => ({ elements: 3, sets: [[0], []], size }), Infinity],
    ['vertex-cover', (size: number) => ({ vertices: 4, edges: [[0, 1], [0, 2], [0, 3]], size }), 1], // prettier-ignore
    ['vertex-cover', (size: number) => ({ vertices: 5, edges: [[0, 1], [1, 2], [2, 3], [3, 4], [0, 4]], size }), 3], // prettier-ignore
  ] as const)('%s: the least size is what it is', async (problem, instance, least) => {
    for (let size = 0; size <= 3; size++)
      expect((await solveOpb(writeForeign(problem, 'opb', instance(size), []))).feasible).toBe(size >= least);
  });
});

test.each([
  [[[0, 1], [1, 2], [2, 3], [3, 4], [0, 4]] as [number, number][], 2], // prettier-ignore
  [[] as [number, number][], 5],
])('independent sets in OPB: the largest has the size it has', async (edges, most) => {
  for (let size = 0; size <= 5; size++) {
    const text = writeForeign('independent-set', 'opb', { vertices: 5, edges, size }, []);
    expect((await solveOpb(text)).feasible).toBe(size <= most);
  }
});

test('exact covers in OPB: clasp says what enumeration says', async () => {
  const seen = { yes: 0, no: 0 };
  const set = fc.subarray([0, 1, 2, 3]);
  await fc.assert(
    fc.asyncProperty(fc.array(set, { maxLength: 5 }), async (sets) => {
      const yes = Array.from({ length: 2 ** sets.length }, (_, chosen) =>
        [0, 1, 2, 3].every(
          (element) => sets.filter((list, j) => (chosen >> j) & 1 && list.includes(element)).length === 1,
        ),
      ).some(Boolean);
      seen[yes ? 'yes' : 'no']++;
      const text = writeForeign('exact-cover', 'opb', { elements: 4, sets }, []);
      expect((await solveOpb(text)).feasible).toBe(yes);
    }),
  );
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(10);
});

describe('.col', () => {
  test('is read back, colours and all', () => {
    const pairs = Array.from({ length: 5 }, (_, b) =>
      Array.from({ length: b }, (_a, a): [number, number] => [a, b]),
    ).flat();
    fc.assert(
      fc.property(fc.subarray(pairs), fc.integer({ min: 1, max: 9 }), (edges, colours) => {
        const graph = { vertices: 5, edges, colours };
        const text = writeForeign('graph-colouring', 'dimacs', graph, ['c colours 4', 'p edge']);
        const { problem, instance } = catalogue.parse(text, 'x');
        expect(problem.canonical(instance)).toBe(problem.canonical(graph));
      }),
    );
  });
});

test('there is no other format', () => {
  expect(foreignFormats('training')).toEqual([]);
  expect(() => writeForeign('training', 'opb', {}, [])).toThrow(RangeError);
});

// Minimal Radon partitions: by definition, by number, and complete for separability.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { radonPartitions } from '../../src/exact/radon.ts';
import { separateExactly } from '../../src/exact/separate.ts';
import { cube } from '../instances.ts';

const LIMIT = 100_000;
const pointsOf = (texts: readonly string[]): bigint[][] => texts.map((text) => [...text].map(BigInt));

function separable(points: readonly bigint[][], one: readonly number[], other: readonly number[]): boolean {
  const sparse = (list: readonly number[]) =>
    list.map((p) => ({ index: [...points[p]!.keys()], value: points[p]! }));
  return separateExactly(sparse(one), sparse(other), points[0]!.length).separable;
}

describe('known numbers', () => {
  test.each([
    // Three points on a line have one partition; the square one; the 3-cube 20: six faces, six diagonal rectangles, and
    // eight times a diagonal against a corner's three neighbours.
    [['0', '1'], 0],
    [cube(2), 1],
    [cube(3), 20],
  ])('%j', (texts, count) => {
    expect([...radonPartitions(pointsOf(texts), LIMIT)]).toHaveLength(count);
  });

  test('on a line the middle one of any three', () => {
    const line = [[0n], [1n], [2n], [3n]];
    expect([...radonPartitions(line, LIMIT)]).toEqual([
      { one: [0, 2], other: [1] },
      { one: [0, 3], other: [1] },
      { one: [0, 3], other: [2] },
      { one: [1, 3], other: [2] },
    ]);
  });
});

test('each is minimal, none comes twice, and any two sets that are not separable hold one', () => {
  const coordinate = fc.bigInt({ min: -2n, max: 2n });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }).chain((n) =>
        fc.uniqueArray(fc.array(coordinate, { minLength: n, maxLength: n }), {
          minLength: 1,
          maxLength: 8,
          selector: String,
        }),
      ),
      fc.array(fc.constantFrom(-1, 0, 1), { minLength: 8, maxLength: 8 }),
      (points, sides) => {
        const partitions = [...radonPartitions(points, LIMIT)];
        const names = partitions.map(({ one, other }) => [...one, ...other].toSorted().join());
        expect(new Set(names).size).toBe(names.length);
        for (const { one, other } of partitions) {
          expect(separable(points, one, other)).toBe(false);
          for (const p of one)
            expect(
              separable(
                points,
                one.filter((q) => q !== p),
                other,
              ),
            ).toBe(true);
        }
        const side = (wanted: number) => [...points.keys()].filter((p) => sides[p] === wanted);
        const within = (part: readonly number[], s: number): boolean => part.every((p) => sides[p] === s);
        const split = partitions.some(
          ({ one, other }) => (within(one, 1) && within(other, -1)) || (within(one, -1) && within(other, 1)),
        );
        expect(separable(points, side(1), side(-1))).toBe(!split);
      },
    ),
    { numRuns: 300 },
  );
});

test('a limit on the sets that are looked at', () => {
  expect(() => [...radonPartitions(pointsOf(cube(4)), 100)]).toThrow(
    'radonPartitions: expected at most 100 affinely independent sets, got more',
  );
});

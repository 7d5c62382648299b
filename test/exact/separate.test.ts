// The exact separator against known counts of threshold functions and its own certificates.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { separateExactly } from '../../src/exact/separate.ts';

type Sparse = { index: number[]; value: bigint[] };
const sparse = (values: readonly number[]): Sparse => {
  const index = values.flatMap((v, j) => (v === 0 ? [] : [j]));
  return { index, value: index.map((j) => BigInt(values[j]!)) };
};
const at = (point: Sparse, j: number): bigint => point.value[point.index.indexOf(j)] ?? 0n;

function verify(accept: Sparse[], reject: Sparse[], dimension: number): boolean {
  const answer = separateExactly(accept, reject, dimension);
  if (answer.separable) {
    const fires = (p: Sparse): boolean =>
      p.index.reduce((s, j, t) => s + answer.weights[j]! * p.value[t]!, 0n) >= answer.threshold;
    expect(accept.every(fires)).toBe(true);
    expect(reject.some(fires)).toBe(false);
  } else {
    const left = [...answer.accept];
    const right = [...answer.reject];
    expect(left.length + right.length).toBeLessThanOrEqual(dimension + 2);
    expect([...left, ...right].every(([, m]) => m > 0n)).toBe(true);
    const total = (list: [number, bigint][]): bigint => list.reduce((s, [, m]) => s + m, 0n);
    expect(total(left)).toBe(total(right));
    expect(total(left)).toBeGreaterThan(0n);
    for (let j = 0; j < dimension; j++)
      expect(left.reduce((s, [i, m]) => s + m * at(accept[i]!, j), 0n)).toBe(
        right.reduce((s, [i, m]) => s + m * at(reject[i]!, j), 0n),
      );
  }
  return answer.separable;
}

test.each([
  [1, 4],
  [2, 14],
  [3, 104],
  [4, 1882],
])('finds the threshold functions of %i variables: %i', (n, count) => {
  const cube = Array.from({ length: 2 ** n }, (_, x) =>
    sparse(Array.from({ length: n }, (_, j) => (x >> j) & 1)),
  );
  let separable = 0;
  for (let f = 0; f < 2 ** (2 ** n); f++) {
    // Complementing a function keeps it a threshold function, so half of them suffice beyond three variables.
    if (n === 4 && f >= 2 ** 15) break;
    if (
      verify(
        cube.filter((_, x) => (f >> x) & 1),
        cube.filter((_, x) => !((f >> x) & 1)),
        n,
      )
    )
      separable++;
  }
  expect(n === 4 ? 2 * separable : separable).toBe(count);
});

test('empty sides, no points at all, and the point 0 in dimension 0', () => {
  const origin = sparse([]);
  expect(verify([], [], 2)).toBe(true);
  expect(verify([sparse([1, 2])], [], 2)).toBe(true);
  expect(verify([], [sparse([1, 2])], 2)).toBe(true);
  expect(verify([origin], [], 0)).toBe(true);
  expect(verify([origin], [origin], 0)).toBe(false);
});

test('large coordinates stay exact', () => {
  const big = 10n ** 30n;
  const p: Sparse = { index: [0], value: [big] };
  const q: Sparse = { index: [0], value: [big - 1n] };
  expect(separateExactly([p], [q], 1).separable).toBe(true);
  expect(separateExactly([p, { index: [0], value: [big - 2n] }], [q], 1).separable).toBe(false);
});

test('every answer carries its proof, on random integer points', () => {
  const point = (d: number) =>
    fc.array(fc.integer({ min: -4, max: 4 }), { minLength: d, maxLength: d }).map(sparse);
  const sets = fc.integer({ min: 1, max: 4 }).chain((d) =>
    fc.record({
      d: fc.constant(d),
      a: fc.array(point(d), { maxLength: 8 }),
      b: fc.array(point(d), { maxLength: 8 }),
    }),
  );
  const seen = new Set<boolean>();
  fc.assert(
    fc.property(sets, ({ d, a, b }) => void seen.add(verify(a, b, d))),
    { numRuns: 500, seed: 1 },
  );
  expect(seen).toEqual(new Set([true, false]));
});

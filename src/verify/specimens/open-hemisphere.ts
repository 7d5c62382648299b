// Specimens of open hemispheres.
import type { OpenHemisphereInstance, Pole } from '../../problem/open-hemisphere.ts';
import type { Random } from '../../random.ts';
import { lists } from './enumerate.ts';
import type { Specimens } from './specimens.ts';

/** Coordinates of vectors are -1, 0 and 1 here. */
const vectorsOf = (dimension: number): number[][] =>
  [...lists(3, dimension)].map((list) => list.map((v) => v - 1));

/** A vector of coordinates -1, 0 and 1. */
export function drawSigns(random: Random, dimension: number): number[] {
  return Array.from({ length: dimension }, () => random.below(3) - 1);
}

/**
 * Coordinates that integer poles need for vectors of -1, 0 and 1: where y · z ≥ 1 can be had for some vectors it can be had at
 * a basic solution, whose numerators and denominator are determinants of matrices with such entries, of the dimension's order.
 */
export const LARGEST = [0, 1, 2, 4, 16];

/**
 * How many poles of so many coordinates there are to look at; Infinity where rows have other integers than -1, 0 and 1, or are
 * too long, so that `LARGEST` does not say how large coordinates are enough.
 */
export function poleCandidates(rows: readonly (readonly bigint[])[], dimension: number): number {
  const most = LARGEST[dimension];
  const small = rows.every((row) => row.every((v) => v >= -1n && v <= 1n));
  return small && most !== undefined ? (2 * most + 1) ** dimension : Infinity;
}

const instance = (dimension: number, vectors: readonly (readonly number[])[], atLeast: number) => ({
  dimension,
  vectors: vectors.map((vector) => vector.map(BigInt)),
  atLeast,
});

export const openHemisphereSpecimens: Specimens<OpenHemisphereInstance, Pole> = {
  problem: 'open-hemisphere',
  measure: 'dimension',
  *all(size) {
    const vectors = vectorsOf(size);
    const most = size < 2 ? 3 : 2;
    for (let count = 0; count <= most; count++)
      for (const choice of lists(vectors.length, count)) {
        // Vectors in any order are the same.
        if (choice.some((v, i) => i > 0 && v < choice[i - 1]!)) continue;
        for (let atLeast = 1; atLeast <= Math.max(1, count); atLeast++)
          yield instance(
            size,
            choice.map((v) => vectors[v]!),
            atLeast,
          );
      }
  },
  known: {
    // Multisets of c vectors out of 3^d: C(3^d + c - 1, c), times max(1, c).
    counts: [1 + 1 + 2 + 3, 1 + 3 + 2 * 6 + 3 * 10, 1 + 9 + 2 * 45],
    of: 'multisets of vectors of -1, 0, 1 (up to 3 of them, 2 in the plane), each with m from 1 to as many as there are',
  },
  random(random, size) {
    const dimension = Math.max(1, Math.min(3, size));
    const vectors = Array.from({ length: 2 + random.below(size + 3) }, () => drawSigns(random, dimension));
    return instance(dimension, vectors, Math.ceil((2 * vectors.length) / 3) + random.below(2));
  },
  golden: [
    { name: 'nothing', instance: instance(0, [], 0), answer: 'yes' },
    { name: 'nothing, one asked for', instance: instance(0, [], 1), answer: 'no' },
    { name: 'vectors without coordinates', instance: instance(0, [[], []], 1), answer: 'no' },
    { name: 'the zero vector', instance: instance(2, [[0, 0]], 1), answer: 'no' },
    { name: 'nothing asked for', instance: instance(1, [[0]], 0), answer: 'yes' },
    { name: 'more than there are', instance: instance(1, [[1]], 2), answer: 'no' },
    { name: 'a vector twice', instance: instance(1, [[1], [1]], 2), answer: 'yes' },
    {
      name: 'opposite vectors',
      instance: instance(
        2,
        [
          [1, -1],
          [-1, 1],
        ],
        2,
      ),
      answer: 'no',
    },
    {
      name: 'three vectors around the origin',
      instance: instance(
        2,
        [
          [1, 0],
          [0, 1],
          [-1, -1],
        ],
        3,
      ),
      answer: 'no',
    },
    {
      name: 'two of three vectors around the origin',
      instance: instance(
        2,
        [
          [1, 0],
          [0, 1],
          [-1, -1],
        ],
        2,
      ),
      answer: 'yes',
    },
  ],
  *smaller(given) {
    const { dimension, vectors, atLeast } = given;
    for (let v = 0; v < vectors.length; v++) yield { ...given, vectors: vectors.filter((_, i) => i !== v) };
    for (let j = 0; j < dimension; j++)
      if (vectors.every((vector) => vector[j] === 0n))
        yield {
          ...given,
          dimension: dimension - 1,
          vectors: vectors.map((vector) => vector.filter((_, i) => i !== j)),
        };
    if (atLeast > 0) yield { ...given, atLeast: atLeast - 1 };
  },
  candidates: ({ dimension, vectors }) => poleCandidates(vectors, dimension),
  *witnesses({ dimension, vectors, atLeast }) {
    const most = LARGEST[dimension]!;
    for (const list of lists(2 * most + 1, dimension)) {
      const y = list.map((v) => BigInt(v - most));
      const inside = vectors.filter((z) => z.reduce((sum, v, j) => sum + v * y[j]!, 0n) > 0n);
      if (inside.length >= atLeast)
        yield { direction: y.map((numerator) => ({ numerator, denominator: 1n })) };
    }
  },
  *variants(_, { direction }, random) {
    const denominator = BigInt(2 + random.below(9));
    yield {
      direction: direction.map(({ numerator }) => ({ numerator: numerator * denominator, denominator: 1n })),
    };
    // In lowest terms only where that is so.
    if (direction.every(({ numerator }) => numerator % denominator !== 0n && [1n, -1n].includes(numerator)))
      yield { direction: direction.map(({ numerator }) => ({ numerator, denominator })) };
  },
};

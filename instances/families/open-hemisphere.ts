// Integer vectors of which as many lie in one open hemisphere as a planted pole shows, and no more: pairs that point in
// opposite directions.
import * as z from 'zod';
import type { Rational } from '../../src/exact/rational.ts';
import { Random } from '../../src/random.ts';
import type { Family } from './family.ts';
import { integer, readParameters, record } from './parameters.ts';

const parameters = z.strictObject({
  n: integer(1, 1000, 4, 'dimension'),
  single: integer(0, 10_000, 10, 'vectors in the planted hemisphere'),
  pairs: integer(0, 10_000, 10, 'pairs of opposite vectors'),
  beyond: integer(0, 1, 0, '0 asks for the most that there can be, 1 for one more'),
});

/** Coordinates are drawn from -SIZE … SIZE. */
const SIZE = 9;

/** A vector of such coordinates. */
export function drawVector(random: Random, n: number): number[] {
  return Array.from({ length: n }, () => random.below(2 * SIZE + 1) - SIZE);
}

const dot = (x: readonly number[], y: readonly number[]): number =>
  x.reduce((sum, v, j) => sum + v * y[j]!, 0);

/** Integers as rationals. */
export function toRationals(integers: readonly number[]): Rational[] {
  return integers.map((v) => ({ numerator: BigInt(v), denominator: 1n }));
}

/**
 * A pole, vectors on its side, and pairs of a vector and a negative multiple of it, in random order. Of a pair one vector at
 * most lies in an open hemisphere, and one does in the planted one: so `single` + `pairs` vectors can be had and no more.
 */
export const openHemispherePlantedFamily: Family = {
  name: 'open-hemisphere-planted',
  problem: 'open-hemisphere',
  summary: 'vectors around a hidden pole and pairs of opposite ones; the most that can be had is known',
  parameters,
  generate(given, seed) {
    const settings = readParameters(parameters, given);
    const { n, single, pairs, beyond } = settings;
    const random = new Random(seed);
    let pole = drawVector(random, n);
    while (pole.every((v) => v === 0)) pole = drawVector(random, n);
    const inside = (): number[] => {
      for (;;) {
        const vector = drawVector(random, n);
        const side = dot(pole, vector);
        if (side !== 0) return vector.map((v) => v * Math.sign(side));
      }
    };
    const vectors = Array.from({ length: single }, inside);
    for (let pair = 0; pair < pairs; pair++) {
      const vector = inside();
      const factor = -1 - random.below(3);
      vectors.push(
        vector,
        vector.map((v) => v * factor + 0),
      );
    }
    const body = {
      dimension: n,
      vectors: random.shuffled(vectors).map((vector) => vector.map(BigInt)),
      atLeast: single + pairs + beyond,
    };
    const known =
      beyond === 0
        ? ({ answer: 'yes', known: 'planted pole', witness: { direction: toRationals(pole) } } as const)
        : ({
            answer: 'no',
            known: 'theorem: one of two opposite vectors lies in an open hemisphere',
          } as const);
    return record('open-hemisphere-planted', settings, seed, known, body);
  },
};

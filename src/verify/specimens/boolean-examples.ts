// Specimens on Boolean examples: what several problems share.
import type { BooleanExample } from '../../problem/boolean-examples.ts';
import { cubePoints, orbits, permutations, pointImages } from './enumerate.ts';

type Instance = { readonly inputs: number; readonly examples: readonly BooleanExample[] };

/**
 * The Boolean functions of n inputs, one of each class under renaming inputs and, where `flips` says so, negating them, as
 * examples on all points.
 */
export function* functionsUpToIsomorphism(n: number, flips: boolean): Generator<BooleanExample[]> {
  const points = cubePoints(n);
  const numbers = points.map((_, code) => code);
  const images = permutations(n).flatMap((p) => (flips ? numbers : [0]).map((mask) => pointImages(p, mask)));
  for (const ones of orbits(numbers, images))
    yield points.map((stimulus, code) => ({ stimulus, response: ones.includes(code) ? '1' : '0' }));
}

/** The instance without one of its examples, then without one of its inputs. */
export function* smallerExamples<I extends Instance>(instance: I): Generator<I> {
  const { inputs, examples } = instance;
  for (let e = 0; e < examples.length; e++)
    yield { ...instance, examples: examples.filter((_, i) => i !== e) };
  for (let i = 0; i < inputs; i++)
    yield {
      ...instance,
      inputs: inputs - 1,
      examples: examples.map(({ stimulus, response }) => ({
        stimulus: stimulus.slice(0, i) + stimulus.slice(i + 1),
        response,
      })),
    };
}

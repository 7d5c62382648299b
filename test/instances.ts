// Training instances for tests, written the short way.
import { rational } from '../src/exact/rational.ts';
import {
  shallowInstance,
  type OutputFamily,
  type Shallow,
  type ShallowInstance,
} from '../src/problem/training/shallow.ts';

/** An instance with Boolean stimuli from `[stimulus, response]` pairs. */
export function booleanInstance(
  hidden: number,
  output: OutputFamily,
  examples: readonly (readonly [string, 0 | 1 | '*'])[],
  inputs = examples[0]?.[0].length ?? 0,
): ShallowInstance {
  return shallowInstance({
    inputs,
    hidden,
    output,
    examples: examples.map(([stimulus, y]) => ({ stimulus, response: `${y}` })),
  });
}

/** The instance for a network of another shape. */
export function reshaped(instance: ShallowInstance, shape: Partial<Shallow>): ShallowInstance {
  return shallowInstance({ ...instance, inputs: instance.architecture.inputs, ...shape });
}

/** An instance with rational stimuli, numbers given as [numerator, denominator]. */
export function rationalInstance(
  hidden: number,
  output: OutputFamily,
  examples: readonly (readonly [readonly (readonly [number, number])[], 0 | 1])[],
): ShallowInstance {
  return shallowInstance({
    inputs: examples[0]![0].length,
    hidden,
    output,
    examples: examples.map(([stimulus, y]) => ({
      stimulus: stimulus.map(([p, q]) => rational(BigInt(p), BigInt(q))),
      response: `${y}`,
    })),
  });
}

/** The n-bit strings, in numerical order, the first bit the least significant. */
export function cube(n: number): string[] {
  return Array.from({ length: 2 ** n }, (_, x) =>
    Array.from({ length: n }, (_b, j) => (x >> j) & 1).join(''),
  );
}

/** The points of Blum and Rivest for a set system: origin 1, each single element 0, each set 1. */
export function setSystemPoints(n: number, sets: readonly (readonly number[])[]): [string, 0 | 1][] {
  const point = (members: readonly number[]): string =>
    Array.from({ length: n }, (_, i) => (members.includes(i) ? '1' : '0')).join('');
  return [
    [point([]), 1],
    ...Array.from({ length: n }, (_, i): [string, 0 | 1] => [point([i]), 0]),
    ...sets.map((set): [string, 0 | 1] => [point(set), 1]),
  ];
}

/** The seven lines of the Fano plane. */
export const FANO = Array.from({ length: 7 }, (_, i) => [i, (i + 1) % 7, (i + 3) % 7]);

/** All triples on five elements. */
export const K5_TRIPLES = [0, 1, 2, 3, 4].flatMap((a) =>
  [0, 1, 2, 3, 4].flatMap((b) => [0, 1, 2, 3, 4].flatMap((c) => (a < b && b < c ? [[a, b, c]] : []))),
);

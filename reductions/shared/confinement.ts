// The points of Blum and Rivest's proof that splitting a set system is confining positive points to a quadrant, and what
// ties down an output that is not an AND by itself.
import type { SetSystem, Splitting } from '../../src/problem/set-splitting.ts';
import type { Unit } from '../../src/problem/training/configuration.ts';
import { fires, type SparseExample } from './boolean-instance.ts';

/**
 * The points of the elements and sets: each e_i negative, then each χ(c_j) = Σ_{i in c_j} e_i positive. An
 * empty set cannot be split, but its χ would be the origin, which is positive and harmless; it is negative
 * instead, so that it contradicts the origin's own example.
 */
export function* confinementExamples({ elements, sets }: SetSystem): Generator<SparseExample> {
  for (let i = 0; i < elements; i++) yield [[i], '0'];
  for (const set of sets) yield [set, set.length === 0 ? '0' : '1'];
}

/**
 * The weight that keeps every set which is not inside one part on the accepting side: an element of the other
 * part outweighs the at most |c| - 1 elements of weight -1.
 */
export function keepingWeight({ sets }: SetSystem): bigint {
  return BigInt(sets.reduce((most, set) => Math.max(most, set.length - 1), 1));
}

/**
 * For a part, the weights -1 on its elements and K on the others: with threshold 0 they reject exactly the e_i
 * of the part, and accept the origin and every set that is not inside the part.
 */
export function confiningWeights(system: SetSystem, { first }: Splitting, part: boolean): bigint[] {
  const keep = keepingWeight(system);
  return first.map((inFirst) => (inFirst === part ? -1n : keep));
}

/** The largest sum of the weights of a set, at least 0. */
export function largestSum({ sets }: SetSystem, weights: readonly bigint[]): bigint {
  return sets
    .map((set) => set.reduce((sum, element) => sum + weights[element]!, 0n))
    .reduce((most, sum) => (sum > most ? sum : most), 0n);
}

/** Blum and Rivest's gadget on three inputs: of the threshold functions of two units only ANDs fit it. */
export const AND_GADGET: readonly SparseExample[] = [
  [[], '1'],
  [[0, 2], '1'],
  [[1, 2], '1'],
  [[0], '0'],
  [[1], '0'],
  [[2], '0'],
  [[0, 1, 2], '0'],
];

/** A gadget on three inputs: under XOR or "equal" it leaves the positives the pattern of the origin. */
const EQUAL_GADGET: readonly SparseExample[] = [
  [[], '1'],
  [[0, 1], '1'],
  [[0, 2], '1'],
  [[1, 2], '1'],
  [[0], '0'],
  [[1], '0'],
  [[2], '0'],
];

/** The examples of a gadget, its inputs those from `first` on. */
export function* placed(gadget: readonly SparseExample[], first: number): Generator<SparseExample> {
  for (const [ones, response] of gadget) yield [ones.map((input) => first + input), response];
}

/** The points that tie an XOR down to an AND: 7 + n + 4 m examples on the elements and three inputs after them. */
export function* equalityExamples(system: SetSystem): Generator<SparseExample> {
  const { elements, sets } = system;
  yield* placed(EQUAL_GADGET, elements);
  yield* confinementExamples(system);
  for (const set of sets) for (let t = 0; t < 3; t++) yield [[...set, elements + t], '0'];
}

/** Two units that are equal exactly on the positives among `equalityExamples`; both fire on the origin. */
export function equalUnits(system: SetSystem, splitting: Splitting): readonly [Unit, Unit] {
  const keep = keepingWeight(system);
  const a = splitting.first.map((inFirst) => (inFirst ? -5n : 5n * keep));
  const b = confiningWeights(system, splitting, false);
  const drop = -1n - largestSum(system, b);
  return [
    { weights: [...a, -3n, -3n, -3n], threshold: -4n },
    { weights: [...b, drop, drop, drop], threshold: 0n },
  ];
}

/** The splitting whose first part holds the i on whose e_i a unit does other than on the origin. */
export function partAgainstOrigin(elements: number, unit: Unit): Splitting {
  const atOrigin = fires(unit, []);
  return { first: Array.from({ length: elements }, (_, i) => fires(unit, [i]) !== atOrigin) };
}

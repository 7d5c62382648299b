// The points of Blum and Rivest's proof that splitting a set system is confining positive points to a quadrant.
import type { SetSystem, Splitting } from '../../src/problem/set-splitting.ts';
import type { SparseExample } from './boolean-instance.ts';

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

// Subsets of numbered things, in instances and in witnesses.
import { InputError } from './errors.ts';

/** @throws InputError unless every set lists different elements from 0 to elements - 1 */
export function checkSets(
  sets: readonly (readonly number[])[],
  elements: number,
  place: (j: number) => string,
): void {
  sets.forEach((set, j) => {
    const outside = set.findIndex((element) => element >= elements);
    if (outside >= 0)
      throw new InputError(
        `${place(j)}[${outside}]`,
        `expected an element from 0 to ${elements - 1}, found ${set[outside]}`,
      );
    if (new Set(set).size < set.length)
      throw new InputError(place(j), `expected distinct elements, found ${JSON.stringify(set)}`);
  });
}

/**
 * Which of `count` things a witness lists.
 * @param what one of the things: `an element`
 * @throws InputError for a number that none of them has
 */
export function membership(list: readonly number[], count: number, what: string, place: string): boolean[] {
  const outside = list.findIndex((item) => item >= count);
  if (outside >= 0)
    throw new InputError(
      `${place}[${outside}]`,
      `expected ${what} from 0 to ${count - 1}, found ${list[outside]}`,
    );
  const members = new Set(list);
  return Array.from({ length: count }, (_, i) => members.has(i));
}

/** The list that `membership` reads, ascending. */
export function membersOf(inside: readonly boolean[]): number[] {
  return inside.flatMap((is, i) => (is ? [i] : []));
}

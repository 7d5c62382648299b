// Some witnesses of instances that are too large to enumerate all candidates: depth-first searches in random order.
import type { ExactCover, ExactCoverInstance } from '../src/problem/exact-cover.ts';
import type { Colouring, ColouringInstance } from '../src/problem/graph-colouring.ts';
import type { IndependentSet, IndependentSetInstance } from '../src/problem/independent-set.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';
import { Random } from '../src/random.ts';

/**
 * Up to `wanted` different lists of `length` values, each the first that a search meets; none iff there is none.
 * @param fits whether a beginning of a list may go on, when without its last value it may
 */
function search(
  length: number,
  values: readonly number[],
  fits: (beginning: readonly number[]) => boolean,
  wanted: number,
): number[][] {
  const found = new Map<string, number[]>();
  for (let seed = 0; seed < wanted; seed++) {
    const random = new Random(seed);
    const list: number[] = [];
    const complete = (): boolean =>
      list.length === length ||
      random.shuffled(values).some((value) => {
        list.push(value);
        const done = fits(list) && complete();
        if (!done) list.pop();
        return done;
      });
    if (!complete()) break;
    found.set(list.join(), list);
  }
  return [...found.values()];
}

/** The items by a key from 0 to count - 1. */
function grouped<X>(items: readonly X[], count: number, key: (item: X) => number): X[][] {
  const groups = Array.from({ length: count }, (): X[] => []);
  for (const item of items) groups[key(item)]!.push(item);
  return groups;
}

const bits = (list: readonly number[]): boolean[] => list.map((bit) => bit === 1);

/** Proper colourings. */
export function someColourings({ vertices, edges, colours }: ColouringInstance, wanted: number): Colouring[] {
  const ending = grouped(edges, vertices, ([a, b]) => Math.max(a, b));
  const values = Array.from({ length: colours }, (_, c) => c);
  const fits = (colour: readonly number[]): boolean =>
    ending[colour.length - 1]!.every(([a, b]) => colour[a] !== colour[b]);
  return search(vertices, values, fits, wanted).map((colour) => ({ colour }));
}

/** Independent sets of k vertices or more. */
export function someIndependentSets(
  { vertices, edges, size }: IndependentSetInstance,
  wanted: number,
): IndependentSet[] {
  if (size > vertices) return [];
  const ending = grouped(edges, vertices, ([a, b]) => Math.max(a, b));
  const fits = (chosen: readonly number[]): boolean =>
    ending[chosen.length - 1]!.every(([a, b]) => chosen[a] === 0 || chosen[b] === 0) &&
    chosen.filter((bit) => bit === 1).length + vertices - chosen.length >= size;
  return search(vertices, [0, 1], fits, wanted).map((chosen) => ({ chosen: bits(chosen) }));
}

/** Exact covers. */
export function someExactCovers({ elements, sets }: ExactCoverInstance, wanted: number): ExactCover[] {
  const all = Array.from({ length: elements }, (_, i) => i);
  const having = all.map((i) => sets.flatMap((set, j) => (set.includes(i) ? [j] : [])));
  if (having.some((list) => list.length === 0)) return [];
  const fits = (chosen: readonly number[]): boolean =>
    sets[chosen.length - 1]!.every((i) => {
      const times = having[i]!.filter((j) => chosen[j] === 1).length;
      return times === 1 || (times === 0 && having[i]!.at(-1)! >= chosen.length);
    });
  return search(sets.length, [0, 1], fits, wanted).map((chosen) => ({ chosen: bits(chosen) }));
}

/** Models. */
export function someModels({ variables, clauses }: Cnf, wanted: number): Assignment[] {
  if (clauses.some((clause) => clause.length === 0)) return [];
  const ending = grouped(clauses, variables + 1, (clause) => Math.max(...clause.map(Math.abs)));
  const fits = (values: readonly number[]): boolean =>
    ending[values.length]!.every((clause) =>
      clause.some((literal) => values[Math.abs(literal) - 1] === (literal > 0 ? 1 : 0)),
    );
  return search(variables, [0, 1], fits, wanted).map(bits);
}

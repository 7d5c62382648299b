// All small formulas, set systems and graphs, and witnesses of small instances by enumeration.
import type { Clique, CliqueInstance } from '../src/problem/clique.ts';
import type { DiscreteInstance, DiscreteUnits } from '../src/problem/discrete-training.ts';
import type { Dnf, DnfInstance } from '../src/problem/dnf.ts';
import type { ExactCover, ExactCoverInstance } from '../src/problem/exact-cover.ts';
import type { Colouring, ColouringInstance } from '../src/problem/graph-colouring.ts';
import type { HittingSet, HittingSetInstance } from '../src/problem/hitting-set.ts';
import type { IndependentSet, IndependentSetInstance } from '../src/problem/independent-set.ts';
import type { MaxSatInstance } from '../src/problem/max-sat.ts';
import type { PseudoBooleanInstance } from '../src/problem/pseudo-boolean.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';
import type { SetSystem, Splitting } from '../src/problem/set-splitting.ts';
import type { Subset, SubsetSumInstance } from '../src/problem/subset-sum.ts';
import type { VertexCover, VertexCoverInstance } from '../src/problem/vertex-cover.ts';

/** All lists over 0 … base - 1 of the given length. */
export function lists(base: number, length: number): number[][] {
  let all: number[][] = [[]];
  for (let i = 0; i < length; i++)
    all = all.flatMap((list) => Array.from({ length: base }, (_, x) => [...list, x]));
  return all;
}

/** All sublists, in order of their bit masks. */
export function sublists<X>(items: readonly X[]): X[][] {
  return Array.from({ length: 2 ** items.length }, (_, mask) =>
    items.filter((_, i) => Math.floor(mask / 2 ** i) % 2 === 1),
  );
}

/** All set systems on n elements with different sets of at least `least` elements. */
export function setSystems(elements: number, least: number): SetSystem[] {
  const universe = Array.from({ length: elements }, (_, i) => i);
  const subsets = sublists(universe).filter((set) => set.length >= least);
  return sublists(subsets).map((sets) => ({ elements, sets }));
}

/** All clauses over n variables of `from` to `to` literals, repeated and complementary literals included. */
export function clauses(variables: number, from: number, to: number): number[][] {
  const literals = Array.from({ length: variables }, (_, i) => [i + 1, -i - 1]).flat();
  return Array.from({ length: to - from + 1 }, (_, i) => from + i).flatMap((length) =>
    lists(literals.length, length).map((indices) => indices.map((i) => literals[i]!)),
  );
}

/** All graphs on n vertices. */
export function graphs(vertices: number, colours: number): ColouringInstance[] {
  const pairs = lists(vertices, 2).flatMap(([a, b]) => (a! < b! ? [[a!, b!] as const] : []));
  return sublists(pairs).map((edges) => ({ vertices, edges, colours }));
}

/** All assignments under which every clause passes. */
export function assignments(
  { variables, clauses: list }: Cnf,
  passes: (trueLiterals: number, length: number) => boolean,
): Assignment[] {
  return lists(2, variables)
    .map((bits) => bits.map((bit) => bit === 1))
    .filter((assignment) =>
      list.every((clause) => {
        const count = clause.filter((literal) => literal > 0 === assignment[Math.abs(literal) - 1]).length;
        return passes(count, clause.length);
      }),
    );
}

export const models = (cnf: Cnf): Assignment[] => assignments(cnf, (count) => count > 0);
export const naeModels = (cnf: Cnf): Assignment[] =>
  assignments(cnf, (count, length) => count > 0 && count < length);

/** All splittings of a system of at most 24 elements. */
export function splittings({ elements, sets }: SetSystem): Splitting[] {
  const masks = sets.map((set) => set.reduce((mask, element) => mask | (1 << element), 0));
  const found: Splitting[] = [];
  for (let first = 0; first < 2 ** elements; first++)
    if (masks.every((mask) => (first & mask) !== 0 && (first & mask) !== mask))
      found.push({ first: Array.from({ length: elements }, (_, i) => ((first >> i) & 1) === 1) });
  return found;
}

/** All proper colourings. */
export function colourings({ vertices, edges, colours }: ColouringInstance): Colouring[] {
  return lists(colours, vertices)
    .filter((colour) => edges.every(([a, b]) => colour[a] !== colour[b]))
    .map((colour) => ({ colour }));
}

/** All choices of at least `least` and at most `most` of `count` things. */
function choices(count: number, least: number, most: number): boolean[][] {
  return lists(2, count)
    .map((bits) => bits.map((bit) => bit === 1))
    .filter((chosen) => {
      const total = chosen.filter(Boolean).length;
      return least <= total && total <= most;
    });
}

/** All hitting sets. */
export function hittingSets({ elements, sets, size }: HittingSetInstance): HittingSet[] {
  return choices(elements, 0, size)
    .filter((chosen) => sets.every((set) => set.some((element) => chosen[element])))
    .map((chosen) => ({ chosen }));
}

/** All vertex covers. */
export function covers({ vertices, edges, size }: VertexCoverInstance): VertexCover[] {
  return choices(vertices, 0, size)
    .filter((chosen) => edges.every(([a, b]) => chosen[a] || chosen[b]))
    .map((chosen) => ({ chosen }));
}

/** All independent sets of k vertices or more. */
export function independentSets({ vertices, edges, size }: IndependentSetInstance): IndependentSet[] {
  return choices(vertices, size, vertices)
    .filter((chosen) => !edges.some(([a, b]) => chosen[a] && chosen[b]))
    .map((chosen) => ({ chosen }));
}

/** All cliques of k vertices or more. */
export function cliques({ vertices, edges, size }: CliqueInstance): Clique[] {
  const adjacent = (a: number, b: number): boolean => edges.some(([x, y]) => x === a && y === b);
  return choices(vertices, size, vertices)
    .filter((chosen) =>
      chosen.every((is, b) => !is || chosen.slice(0, b).every((c, a) => !c || adjacent(a, b))),
    )
    .map((chosen) => ({ chosen }));
}

/** All exact covers. */
export function exactCovers({ elements, sets }: ExactCoverInstance): ExactCover[] {
  return choices(sets.length, 0, sets.length)
    .filter((chosen) => {
      const union = sets.filter((_, j) => chosen[j]).flat();
      return union.length === elements && new Set(union).size === elements;
    })
    .map((chosen) => ({ chosen }));
}

/** All choices of numbers that add up to the target. */
export function subsets({ numbers, target }: SubsetSumInstance): Subset[] {
  return choices(numbers.length, 0, numbers.length)
    .filter((chosen) => numbers.filter((_, i) => chosen[i]).reduce((sum, a) => sum + a, 0n) === target)
    .map((chosen) => ({ chosen }));
}

/** All assignments under which the hard clauses and enough soft ones are true. */
export function weightedModels({ variables, hard, soft, atLeast }: MaxSatInstance): Assignment[] {
  return models({ variables, clauses: hard }).filter((assignment) => {
    const falsified = soft.filter(
      ({ clause }) => !clause.some((literal) => assignment[Math.abs(literal) - 1] === literal > 0),
    );
    const weigh = (list: MaxSatInstance['soft']): bigint =>
      list.reduce((sum, { weight }) => sum + weight, 0n);
    return weigh(soft) - weigh(falsified) >= atLeast;
  });
}

/** All values under which the constraints hold. */
export function pseudoBooleanModels({ variables, constraints }: PseudoBooleanInstance): Assignment[] {
  return lists(2, variables)
    .filter((values) =>
      constraints.every(({ terms, relation, bound }) => {
        const value = (literal: number): number =>
          literal > 0 ? values[literal - 1]! : 1 - values[-literal - 1]!;
        const sum = terms.reduce(
          (all, { coefficient, literal }) => all + coefficient * BigInt(value(literal)),
          0n,
        );
        return (
          (relation !== '<=' && sum === bound) ||
          (relation === '>=' && sum > bound) ||
          (relation === '<=' && sum <= bound)
        );
      }),
    )
    .map((values) => values.map((value) => value === 1));
}

/** The Fano plane: 7 lines of 3 points, unsplittable; without any one line it is splittable. */
export const fano: SetSystem = {
  elements: 7,
  sets: Array.from({ length: 7 }, (_, i) => [i, (i + 1) % 7, (i + 3) % 7]),
};

/**
 * All 10 triples on 5 elements: one part has three of them, so unsplittable; without any one triple splittable.
 */
export const allTriples: SetSystem = {
  elements: 5,
  sets: lists(5, 3).filter(([a, b, c]) => a! < b! && b! < c!),
};

/** A system without one of its sets. */
export function without({ elements, sets }: SetSystem, j: number): SetSystem {
  return { elements, sets: sets.filter((_, i) => i !== j) };
}

/** The eight clauses of 3 variables: unsatisfiable; without any one of them satisfiable. */
export const eight: Cnf = {
  variables: 3,
  clauses: [0, 1, 2, 3, 4, 5, 6, 7].map((mask) => [1, 2, 3].map((v) => (mask & (1 << (v - 1)) ? v : -v))),
};
/** The eight clauses without one of them. */
export const seven = eight.clauses.map((_, j) => ({
  ...eight,
  clauses: eight.clauses.filter((_c, i) => i !== j),
}));

/** Whether a cube is true on a stimulus. */
const holdsOn = (cube: string, stimulus: string): boolean =>
  [...cube].every((c, i) => c === '-' || c === stimulus[i]);

/** All disjunctions of different terms, in ascending order, that agree with the examples. */
export function dnfs({ inputs, terms, examples }: DnfInstance): Dnf[] {
  const of = (wanted: string): string[] =>
    examples.filter(({ response }) => response === wanted).map(({ stimulus }) => stimulus);
  const [positives, negatives] = [of('1'), of('0')];
  const cubes = lists(3, inputs)
    .map((codes) => codes.map((code) => '01-'[code]).join(''))
    .filter((cube) => !negatives.some((stimulus) => holdsOn(cube, stimulus)));
  const found: Dnf[] = [];
  const extend = (chosen: readonly string[], from: number): void => {
    if (positives.every((stimulus) => chosen.some((cube) => holdsOn(cube, stimulus))))
      found.push({ terms: chosen });
    if (chosen.length < terms)
      for (let c = from; c < cubes.length; c++) extend([...chosen, cubes[c]!], c + 1);
  };
  extend([], 0);
  return found;
}

/** All units under an AND that agree with the examples, their thresholds up to 1 outside the sums there are. */
export function discreteUnits({ inputs, units, weights, examples }: DiscreteInstance): DiscreteUnits[] {
  const points = examples.map(({ stimulus }) => [...stimulus].map(Number));
  const most = inputs * Math.max(...weights.map(Math.abs)) + 1;
  const all = lists(2, inputs).flatMap((codes) => {
    const own = codes.map((code) => weights[code]!);
    const sums = points.map((x) => x.reduce((sum, bit, i) => sum + bit * own[i]!, 0));
    return Array.from({ length: 2 * most + 1 }, (_, t) => t - most).map((threshold) => ({
      unit: { weights: own.map(BigInt), threshold: BigInt(threshold) },
      fires: sums.map((sum) => sum >= threshold),
    }));
  });
  return lists(all.length, units)
    .map((chosen) => chosen.map((u) => all[u]!))
    .filter((chosen) =>
      examples.every(({ response }, e) => chosen.every(({ fires }) => fires[e]) === (response === '1')),
    )
    .map((chosen) => ({ units: chosen.map(({ unit }) => unit) }));
}

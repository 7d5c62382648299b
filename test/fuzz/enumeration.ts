// Small networks by enumeration: what single units can answer on the examples, and what networks make of it. Labelings
// are bit masks over the examples that bear a label.
import { cube } from '../instances.ts';
import { dichotomies } from '../brute-force.ts';
import { separate } from '../separability.ts';
import { labelledPoints } from '../../src/problem/training/points.ts';
import type { ShallowInstance } from '../../src/problem/training/shallow.ts';

/** Labelled examples beyond which nothing is enumerated. */
const MOST_LABELS = 10;
/** Choices of units under a free output that are gone through. */
const MOST_CHOICES = 60_000;

/** Whether some network gives every label; undefined when there are too many to be tried. */
export function someNetworkFits(instance: ShallowInstance): boolean | undefined {
  const labelled = instance.examples.filter(({ response }) => response !== '*');
  if (labelled.length > MOST_LABELS) return undefined;
  const wanted = labelled.reduce((mask, { response }, e) => mask | (Number(response) << e), 0);
  const rows = unitRows({ ...instance, examples: labelled });
  if (!rows) return undefined;
  const { hidden, output } = instance;
  if (hidden === 0) return rows.includes(wanted);
  if (output === 'threshold') return freeOutputFits(rows, hidden, labelled.length, wanted);
  const all = 2 ** labelled.length - 1;
  const join = (a: number, b: number): number =>
    output === 'xor' ? a ^ b : output === 'and' || output === 'nand' ? a & b : a | b;
  let reached = new Set(rows);
  for (let unit = 1; unit < hidden; unit++) {
    const next = new Set<number>();
    for (const a of reached) for (const b of rows) next.add(join(a, b));
    if (next.size === reached.size) break;
    reached = next;
  }
  return reached.has(output === 'nand' || output === 'nor' ? all & ~wanted : wanted);
}

/** What one unit can answer on the examples; undefined when that is not known. */
function unitRows(instance: ShallowInstance): number[] | undefined {
  const { examples } = instance;
  const { inputs } = instance.architecture;
  if (inputs <= 4 && examples.every(({ stimulus }) => typeof stimulus === 'string')) {
    const places = examples.map(({ stimulus }) => placeOf(stimulus as string));
    const rows = new Set<number>();
    for (const row of cubeRows(inputs)) {
      let mask = 0;
      for (let e = 0; e < places.length; e++) mask |= row[places[e]!]! << e;
      rows.add(mask);
    }
    return [...rows];
  }
  return grownRows(instance);
}

const placeOf = (stimulus: string): number =>
  [...stimulus].reduce((sum, bit, j) => sum + Number(bit) * 2 ** j, 0);

const cubes: number[][][] = [];

/** The threshold functions of n variables, as tables over the cube. */
function cubeRows(n: number): number[][] {
  cubes[n] ??= dichotomies(
    cube(n).map((x) => [...x].map(Number)),
    n,
  );
  return cubes[n];
}

/** As `growRows`; undefined when the simplex of the tests meets integers that are too large for it. */
function grownRows(instance: ShallowInstance): number[] | undefined {
  try {
    return growRows(instance);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Labelings point by point: what separates some points extends to one more in at least one way. */
function growRows(instance: ShallowInstance): number[] {
  const { points, dimension } = labelledPoints(instance);
  const dense = points.map(({ index, value }) => {
    const point = Array.from({ length: dimension }, () => 0);
    for (const [t, j] of index.entries()) point[j] = Number(value[t]);
    return point;
  });
  if (!dense.flat().every(Number.isSafeInteger)) throw new RangeError('growRows: expected small integers');
  let rows = [0];
  for (let e = 0; e < dense.length; e++)
    rows = rows.flatMap((row) =>
      [row, row | (1 << e)].filter((next) => {
        const seen = dense.slice(0, e + 1);
        return separate(
          dimension,
          seen.filter((_, i) => (next >> i) & 1),
          seen.filter((_, i) => !((next >> i) & 1)),
        );
      }),
    );
  return rows;
}

/**
 * A free output: a choice of units fits iff some threshold function accepts the patterns of bits at the examples with
 * label 1 and rejects those at the others. A unit's negation is a unit, and so is a threshold function's of its bits
 * negated, so of each unit and its negation one is tried.
 */
function freeOutputFits(
  rows: readonly number[],
  hidden: number,
  labels: number,
  wanted: number,
): boolean | undefined {
  const half = rows.filter((row) => (row & 1) === 0);
  // Choices with repetition, in any order.
  let choices = 1;
  for (let j = 0; j < hidden; j++) choices *= (half.length + j) / (j + 1);
  if (hidden > 4 || choices > MOST_CHOICES) return undefined;
  const tables = cubeRows(hidden).map((row) => row.reduce((mask, bit, b) => mask | (bit << b), 0));
  const known = new Map<number, boolean>();
  const patterns = 2 ** hidden;
  const chosen: number[] = [];
  const choose = (from: number): boolean => {
    if (chosen.length === hidden) {
      let [accept, reject] = [0, 0];
      for (let e = 0; e < labels; e++) {
        let pattern = 0;
        for (let j = 0; j < hidden; j++) pattern |= ((chosen[j]! >> e) & 1) << j;
        if ((wanted >> e) & 1) accept |= 1 << pattern;
        else reject |= 1 << pattern;
      }
      const key = accept * 2 ** patterns + reject;
      let fits = known.get(key);
      if (fits === undefined) {
        fits = tables.some((table) => (table & accept) === accept && (table & reject) === 0);
        known.set(key, fits);
      }
      return fits;
    }
    for (let r = from; r < half.length; r++) {
      chosen.push(half[r]!);
      const found = choose(r);
      chosen.pop();
      if (found) return true;
    }
    return false;
  };
  return choose(0);
}

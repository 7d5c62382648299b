// Small training instances on a grid, and by enumeration which of them a network can fit.
import fc from 'fast-check';
import { rational } from '../../src/exact/rational.ts';
import {
  shallowInstance,
  type OutputFamily,
  type ShallowInstance,
} from '../../src/problem/training/shallow.ts';
import { dichotomies } from '../brute-force.ts';

/** An instance with its points as numbers, 0 … 7 on a line or 0 … 2 each in a plane. */
export type SmallInstance = {
  readonly points: readonly (readonly number[])[];
  readonly instance: ShallowInstance;
};

/** An instance on points of a grid. */
export function smallInstance(
  hidden: number,
  output: OutputFamily,
  points: readonly (readonly number[])[],
  responses: readonly Response[],
): SmallInstance {
  const stimuli = points.map((point) => point.map((x) => rational(BigInt(x), 1n)));
  return {
    points,
    instance: shallowInstance({
      inputs: points[0]!.length,
      hidden,
      output,
      examples: stimuli.map((stimulus, e) => ({ stimulus, response: responses[e]! })),
    }),
  };
}

const network = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({ hidden: fc.constant(0), output: fc.constant<OutputFamily>('threshold') }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      hidden: fc.integer({ min: 1, max: 4 }),
      output: fc.constantFrom<OutputFamily[]>('and', 'or', 'nand', 'nor', 'xor', 'threshold', 'threshold'),
    }),
  },
);

const onLine = fc.tuple(fc.nat(7));
const inPlane = fc.tuple(fc.nat(2), fc.nat(2));
const points = fc.oneof(
  fc.uniqueArray(onLine, { minLength: 3, maxLength: 7, selector: String }),
  fc.uniqueArray(inPlane, { minLength: 3, maxLength: 6, selector: String }),
  fc.array(inPlane, { minLength: 2, maxLength: 5 }),
);

type Response = '0' | '1' | '*';

/** Labels at random, or, which is hard for few units, the parity of the coordinates with an exception or two. */
const responses = (points: readonly (readonly number[])[]): fc.Arbitrary<Response[]> => {
  const parity = points.map((point): Response => (point.reduce((a, b) => a + b, 0) % 2 === 0 ? '0' : '1'));
  const exception = fc.tuple(fc.nat(points.length - 1), fc.constantFrom<Response[]>('0', '1', '*'));
  return fc.oneof(
    fc.tuple(...points.map(() => fc.constantFrom<Response[]>('0', '1', '0', '1', '0', '1', '*'))),
    fc.array(exception, { maxLength: 2 }).map((exceptions) => {
      const labels = [...parity];
      for (const [e, label] of exceptions) labels[e] = label;
      return labels;
    }),
  );
};

/** Random networks on few points of a line or a plane, sometimes the same point twice, some labels left open. */
export const smallInstances: fc.Arbitrary<SmallInstance> = fc
  .tuple(network, points)
  .chain(([{ hidden, output }, points]) =>
    responses(points).map((labels) => smallInstance(hidden, output, points, labels)),
  );

/** What one unit can answer, each row a bit mask over the points. */
export function unitRows(points: readonly (readonly number[])[]): number[] {
  return dichotomies(points, points[0]!.length).map((row) =>
    row.reduce((mask, bit, e) => mask | (bit << e), 0),
  );
}

/** Whether some network gives every label. @param rows `unitRows` of the points */
export function networkExists({ instance }: SmallInstance, rows: readonly number[]): boolean {
  const { hidden, output, examples } = instance;
  const all = 2 ** examples.length - 1;
  let wanted = 0;
  let care = 0;
  for (const [e, { response }] of examples.entries()) {
    if (response === '1') wanted |= 1 << e;
    if (response !== '*') care |= 1 << e;
  }
  const fits = (mask: number): boolean => ((mask ^ wanted) & care) === 0;
  if (hidden === 0) return rows.some(fits);
  if (output !== 'threshold') {
    const join = (a: number, b: number): number =>
      output === 'xor' ? a ^ b : output === 'and' || output === 'nand' ? a & b : a | b;
    let reachable = new Set(rows);
    for (let j = 1; j < hidden; j++)
      reachable = new Set([...reachable].flatMap((a) => rows.map((b) => join(a, b))));
    const negated = output === 'nand' || output === 'nor';
    return [...reachable].some((mask) => fits(negated ? all & ~mask : mask));
  }
  return freeOutputExists(rows, hidden, examples.length, fits);
}

/**
 * A free output: the patterns of bits at the points, by any choice of units, under every threshold function. Points
 * are labelled alike or apart only through their patterns, so a choice fits iff its two sets of patterns are separable.
 */
function freeOutputExists(
  rows: readonly number[],
  hidden: number,
  points: number,
  fits: (mask: number) => boolean,
): boolean {
  const cube = Array.from({ length: 2 ** hidden }, (_, b) =>
    Array.from({ length: hidden }, (_x, j) => (b >> j) & 1),
  );
  const tables = tablesOf(hidden, cube);
  const choose = (chosen: readonly number[], from: number): boolean => {
    if (chosen.length === hidden) {
      const patterns = Array.from({ length: points }, (_, e) =>
        chosen.reduce((pattern, row, j) => pattern | (((row >> e) & 1) << j), 0),
      );
      return tables.some((table) =>
        fits(patterns.reduce((mask, pattern, e) => mask | (table[pattern]! << e), 0)),
      );
    }
    for (let r = from; r < rows.length; r++) if (choose([...chosen, rows[r]!], r)) return true;
    return false;
  };
  return choose([], 0);
}

const tablesByUnits = new Map<number, number[][]>();

function tablesOf(hidden: number, cube: readonly (readonly number[])[]): number[][] {
  const known = tablesByUnits.get(hidden) ?? dichotomies(cube, hidden);
  tablesByUnits.set(hidden, known);
  return known;
}

/** Every minimal pair of disjoint sets of which no row accepts the one and rejects the other. */
export function allEdges(rows: readonly number[], points: number): { accept: number[]; reject: number[] }[] {
  const size = Array.from({ length: 2 ** points }, (_, mask) => members(mask).length);
  const pairs: { accept: number; reject: number }[] = [];
  for (let accept = 1; accept < 2 ** points; accept++)
    for (let reject = 1; reject < 2 ** points; reject++)
      if ((accept & reject) === 0 && !rows.some((row) => (row & accept) === accept && (row & reject) === 0))
        pairs.push({ accept, reject });
  pairs.sort((a, b) => size[a.accept]! + size[a.reject]! - size[b.accept]! - size[b.reject]!);
  const edges: { accept: number; reject: number }[] = [];
  for (const pair of pairs)
    if (!edges.some(({ accept, reject }) => (accept & ~pair.accept) === 0 && (reject & ~pair.reject) === 0))
      edges.push(pair);
  return edges.map(({ accept, reject }) => ({ accept: members(accept), reject: members(reject) }));
}

function members(mask: number): number[] {
  return Array.from({ length: 8 }, (_, e) => e).filter((e) => (mask >> e) & 1);
}

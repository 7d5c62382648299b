// Circuits of three gates with two inputs each, over four inputs: what they compute, by enumeration, and as networks whose
// nodes may be any function.
import type { NetworkNode } from '../../../src/problem/training/architecture.ts';
import type { TrainingInstance } from '../../../src/problem/training/schema.ts';

/** A function of four inputs: bit r of 16 is its value where the inputs, the first one lowest, spell r. */
type Table = number;

const INPUTS = 4;
const ROWS = 2 ** INPUTS;
export const FUNCTIONS = 2 ** ROWS;
const rows = Array.from({ length: ROWS }, (_, r) => r);

const tableOf = (value: (row: number) => boolean): Table =>
  rows.reduce((table, r) => (value(r) ? table | (1 << r) : table), 0);

const inputTables = Array.from({ length: INPUTS }, (_, i) => tableOf((r) => ((r >> i) & 1) === 1));

/** All pairs a < b of numbers below n. */
const pairs = (n: number): [number, number][] =>
  Array.from({ length: n }, (_, b) => Array.from({ length: b }, (_x, a): [number, number] => [a, b])).flat();

/** What a gate with the posts to choose from computes: all pairs, all 16 functions. */
function gates(posts: readonly Table[]): Table[] {
  return pairs(posts.length).flatMap(([i, j]) => {
    const [a, b] = [posts[i]!, posts[j]!];
    const cells = [~a & ~b, a & ~b, ~a & b, a & b];
    return Array.from(
      { length: 16 },
      (_, gate) =>
        cells.reduce((table, cell, c) => ((gate >> c) & 1 ? table | cell : table), 0) & (FUNCTIONS - 1),
    );
  });
}

/** Which functions three gates compute, by trying all wirings of all gates. */
export function enumerated(): Uint8Array {
  const reached = new Uint8Array(FUNCTIONS);
  for (const first of new Set(gates(inputTables)))
    for (const second of new Set(gates([...inputTables, first])))
      for (const third of gates([...inputTables, first, second])) reached[third] = 1;
  return reached;
}

/** Functions that differ only by an order of the inputs and by negations of inputs and output: one of them, and how many. */
export function classes(): { readonly table: Table; readonly size: number }[] {
  const met = new Uint8Array(FUNCTIONS);
  const list: { table: Table; size: number }[] = [];
  for (let table = 0; table < FUNCTIONS; table++) {
    if (met[table]) continue;
    let size = 0;
    for (const order of orders([0, 1, 2, 3]))
      for (const negated of rows) {
        const moved = tableOf((r) => {
          const row = order.reduce((code, from, i) => code | (((r >> from) & 1) << i), 0) ^ negated;
          return ((table >> row) & 1) === 1;
        });
        for (const other of [moved, FUNCTIONS - 1 - moved])
          if (!met[other]) {
            met[other] = 1;
            size++;
          }
      }
    list.push({ table, size });
  }
  return list;
}

function orders(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) => orders(items.filter((x) => x !== first)).map((rest) => [first, ...rest]));
}

/**
 * The posts of three nodes, in every way that is not covered by another: a chain that reads a new input second and third
 * (the third node may read one of the first's again), or two nodes on different pairs of inputs and one on both. A node
 * that may be any function can pass one of its inputs on, so fewer nodes are covered, too; two nodes on the same two
 * values are one.
 */
export function wirings(): (readonly [number, number])[][] {
  const inputs = pairs(INPUTS);
  const [first, second] = [INPUTS, INPUTS + 1];
  const chains = inputs.flatMap((pair) =>
    inputTables.flatMap((_, x) =>
      pair.includes(x)
        ? []
        : inputTables.flatMap((_y, y): [number, number][][] =>
            y === x ? [] : [[pair, [x, first], [y, second]]],
          ),
    ),
  );
  const trees = pairs(inputs.length).map(([i, j]): [number, number][] => [
    inputs[i]!,
    inputs[j]!,
    [first, second],
  ]);
  return [...chains, ...trees];
}

/** Can nodes with these posts compute the function? */
export function question(table: Table, wiring: readonly (readonly [number, number])[]): TrainingInstance {
  const nodes: NetworkNode[] = wiring.map((from, v) => ({ id: `g${v}`, from, family: 'boolean' }));
  return {
    architecture: { inputs: INPUTS, nodes, outputs: [nodes.length - 1] },
    examples: rows.map((r) => ({
      stimulus: inputTables.map((_, i) => (r >> i) & 1).join(''),
      response: String((table >> r) & 1),
    })),
    require: 'all',
  };
}

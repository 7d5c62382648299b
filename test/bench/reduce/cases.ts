// What the benchmark of reductions reduces: sources of any size, and how large a target is.
import { reductions } from '../../../reductions/index.ts';
import { Catalogue, type AnyProblem } from '../../../src/catalogue/catalogue.ts';
import type { AnyReduction } from '../../../src/catalogue/reduction.ts';
import { problems } from '../../../src/problem/index.ts';
import type { Cnf } from '../../../src/problem/sat.ts';
import type { TrainingInstance } from '../../../src/problem/training/schema.ts';
import { Random } from '../../../src/random.ts';

/** A reduction with sources of which `what` there are as many as asked for. */
export type Case = {
  readonly reduction: AnyReduction;
  readonly target: AnyProblem;
  readonly what: string;
  readonly source: (size: number) => unknown;
};

const catalogue = new Catalogue(problems, reductions);

function benchmark(name: string, what: string, source: (size: number) => unknown): Case {
  const reduction = catalogue.reduction(name);
  return { reduction, target: catalogue.problem(reduction.target), what, source };
}

/** Lists of different numbers below `range`. */
function lists(length: number, width: number, range: number): number[][] {
  const random = new Random(0);
  return Array.from({ length }, () => {
    const list = new Set<number>();
    while (list.size < width) list.add(random.below(range));
    return [...list];
  });
}

/** Clauses of literals of both signs. */
function clauses(length: number, width: number, variables: number): number[][] {
  return lists(length, width, 2 * variables).map((list) =>
    list.map((n) => (n < variables ? n + 1 : variables - n - 1)),
  );
}

/** 10^6 examples of so many inputs are just within the limit of 2^28 cells. */
const ELEMENTS = 200;
const sets = (size: number) => ({ elements: ELEMENTS, sets: lists(size, 3, ELEMENTS) });
const edges = (size: number) => {
  const vertices = Math.max(4, Math.round(size / 2));
  return { vertices, edges: Array.from({ length: size }, (_, i) => pair(i, vertices)), colours: 3 };
};
/** The edges of a circle and of its chords of length 2. */
const pair = (i: number, vertices: number): readonly [number, number] => {
  const [a, b] = [i % vertices, (i + (i < vertices ? 1 : 2)) % vertices];
  return a < b ? [a, b] : [b, a];
};

/** To training and to formulas. */
export const CASES: readonly Case[] = [
  benchmark('set-splitting-to-three-node', `sets, ${ELEMENTS} elements`, sets),
  benchmark('hitting-set-to-one-unit', `sets, ${ELEMENTS} elements`, (size) => ({ ...sets(size), size: 50 })),
  benchmark('sat-to-3-sat', 'clauses of 5 literals', (size) => ({
    variables: size / 5,
    clauses: clauses(size, 5, size / 5),
  })),
  benchmark('nae-sat-to-sat', 'clauses of 3 literals', (size) => ({
    variables: size / 2,
    clauses: clauses(size, 3, size / 2),
  })),
  benchmark('graph-colouring-to-sat', 'edges', edges),
  benchmark('hitting-set-to-sat', 'sets, 1 element to 5 of them', (size) => ({
    elements: size / 5,
    sets: lists(size, 3, size / 5),
    size: 20,
  })),
];

/** Inputs times examples, or literals. */
export function cellsOf(target: unknown): number {
  if ('examples' in (target as object)) {
    const { architecture, examples } = target as TrainingInstance;
    return architecture.inputs * examples.length;
  }
  return (target as Cnf).clauses.reduce((sum, clause) => sum + clause.length, 0);
}

// The base formula of a split case and the clauses of its edges: the one definition, built upon by the engine and recomputed
// by the checker. The numbering of variables and the order of clauses are part of the certificate format.
//
// The contract is one-sided: a network that works in the case's way gives a model of the base formula that satisfies
// the clauses of every true edge. So a refutation of base and edges leaves no such network. Where some examples may be
// wrong, partial-formula.ts says what is different. Why, for each clause where everything has to be right:
//
// Units at work. `and`: one for each negative to the most, since a unit that nobody relies on may fire always.
//   `general`: one for each labelled example to the most. With as many units as labelled examples a network exists iff
//   no point bears both labels: project the points on a line, apart from each other, and cut where the label changes;
//   fewer than `examples` such units, and one that always fires, give the labels as a parity or a signed sum.
// `and`, `and-complement`: all units fire on the positives (label 1; label 0 for the complement).
//   - Each negative is rejected by some unit: at least one literal. With two units one variable says which; where both
//     reject, either will do, since a literal is used only as "this unit rejects it", which is true of both.
//   - An edge: no unit fires on all of `accept`, which are positives, and rejects all of `reject`. One clause a unit.
//   - Anchors, any distinct negatives: name the units in the order in which they first reject an anchor (each anchor
//     given to one unit that rejects it). Then anchor i belongs to one of the units 0 … i, and "unit j rejects it" may
//     be called false for j > i, as every literal stands for a choice of one rejecting unit for each negative.
// `general`: the units may split the examples in any way.
//   - XOR: the parity of the units is the label, through partial parities. Negating two units changes no parity, so
//     all units but the last can be made to fire on the first labelled example (negate each with the last).
//   - Free threshold output: the truth table g of the output, (unit bits = b) → g_b = label. Negating a unit relabels
//     g, which stays a threshold function, so all units can be made to fire on the first labelled example.
//     For disjoint sets S, T of units let m say that S weighs no more than T in the output unit. Then g_{z+S} → g_{z+T}
//     for every z disjoint from both, and the other way round if m is false. So a threshold function satisfies these
//     clauses; for at most 8 units nothing else does (Muroga, Tsuboi and Baugh, IEEE Trans. Comput. C-19 (1970)
//     818-825), which is why the engine finds networks by them; refutations do not rely on that.
//   - Renaming the units that were made to fire keeps them so; sort them on the second labelled example.
//   - An edge: no unit treats it as claimed, nor the other way round, because a unit's negation is a unit.
import { equalSumPairs } from '../exact/asummability.ts';
import { mayErr } from '../problem/training/schema.ts';
import type { ShallowInstance } from '../problem/training/shallow.ts';
import type { Edge, SplitCase } from './format.ts';
import { partialFormula } from './partial-formula.ts';

/** A case as clauses. Literals are ±1 … ±variables. */
export type CaseFormula = {
  /** Units at work, at least 1. */
  readonly units: number;
  /** The examples that have literals, ascending: the negatives of an AND, all labelled examples in general. */
  readonly examples: readonly number[];
  readonly variables: number;
  /** The base clauses: 1 … clauses.length of every refutation. */
  readonly clauses: readonly (readonly number[])[];
  /** The literal "unit rejects example" of an AND, "unit fires on example" in general. NaN for other examples. */
  readonly literal: (unit: number, example: number) => number;
  /** The clauses an edge stands for: in an AND one a unit, in general the claim and its mirror image for each unit. */
  readonly edgeClauses: (edge: Edge) => number[][];
  /** Names of variables, where the formula tells them itself. */
  readonly comments?: readonly string[] | undefined;
};

/** Truth tables are built for outputs of up to this many units. */
const MAX_TABLE_UNITS = 8;

/** Literals beyond which a base formula is not built. */
const MAX_LITERALS = 2 ** 24;

/** The clauses of a base formula; its variables after those of the literals are its own. */
type Base = Pick<CaseFormula, 'variables' | 'clauses'>;

/**
 * The formula of a case. With one unit an AND has no variables, and an edge is the empty clause.
 * @param anchors distinct negatives of an AND, fewer than its units; none in general
 * @returns undefined when it would be too large: more than 8 units under a threshold output, or more than 2^24 literals;
 *   or when some examples may be wrong, which the general case does not know
 */
export function caseFormula(
  instance: ShallowInstance,
  kind: SplitCase,
  anchors: readonly number[],
): CaseFormula | undefined {
  if (mayErr(instance)) return kind === 'general' ? undefined : partialFormula(instance, kind, anchors);
  const label = (e: number): string => instance.examples[e]!.response;
  const labels = { and: '0', 'and-complement': '1', general: '01' }[kind];
  const examples = [...instance.examples.keys()].filter((e) => labels.includes(label(e)));
  const n = examples.length;
  const units = Math.max(1, Math.min(instance.hidden, n));
  const way = kind !== 'general' ? 'and' : instance.output === 'xor' ? 'parity' : 'table';
  const size = {
    and: (n + units) * units,
    parity: n * (12 * units + 1),
    table: n * 2 ** units * (units + 1),
  }[way];
  if (size > MAX_LITERALS || (way === 'table' && units > MAX_TABLE_UNITS)) return undefined;

  const every = Array.from({ length: units }, (_, j) => j);
  const place = new Map(examples.map((e, i) => [e, i]));
  const literal = (unit: number, example: number): number => {
    const i = place.get(example) ?? NaN;
    if (way !== 'and' || units !== 2) return i * units + unit + 1;
    return unit === 0 ? -i - 1 : i + 1;
  };
  const rows = examples.map((e) => every.map((j) => literal(j, e)));
  const named = anchors.flatMap((anchor, i) => every.slice(i + 1).map((j) => [-literal(j, anchor)]));
  const wanted = examples.map((e) => label(e) === '1');
  // With two units a variable says which of them rejects a negative, so no clause has to say that one does.
  const wide = units > 2;
  const base = {
    and: () => ({
      variables: wide ? n * units : n * (units - 1),
      clauses: wide ? [...rows, ...named] : named,
    }),
    parity: () => parityBase(rows, units, wanted),
    table: () => tableBase(rows, units, wanted),
  }[way]();
  const edgeClauses = ({ accept, reject }: Edge): number[][] => {
    if (way === 'and') return units === 1 ? [[]] : every.map((j) => reject.map(([e]) => -literal(j, e)));
    return every.flatMap((j) => {
      const mirrored = [...accept.map(([e]) => literal(j, e)), ...reject.map(([e]) => -literal(j, e))];
      return [mirrored.map((l) => -l), mirrored];
    });
  };
  return { ...base, units, examples, literal, edgeClauses };
}

/** The order in which the units that can be made to fire on the first example are named. */
function symmetry([first = [], second = []]: readonly number[][], free: number): number[][] {
  const sorted = second.slice(1, free).map((l, j) => [second[j]!, -l]);
  return [...first.slice(0, free).map((l) => [l]), ...sorted];
}

function parityBase(rows: readonly number[][], units: number, wanted: readonly boolean[]): Base {
  let variables = rows.length * units;
  const clauses: number[][] = [];
  for (const [i, row] of rows.entries()) {
    const parity = row.reduce((sum, h) => {
      const next = ++variables;
      clauses.push([-next, sum, h], [-next, -sum, -h], [next, -sum, h], [next, sum, -h]);
      return next;
    });
    clauses.push([wanted[i] ? parity : -parity]);
  }
  return { variables, clauses: [...clauses, ...symmetry(rows, units - 1)] };
}

function tableBase(rows: readonly number[][], units: number, wanted: readonly boolean[]): Base {
  const patterns = Array.from({ length: 2 ** units }, (_, b) => b);
  const g = (b: number): number => rows.length * units + b + 1;
  let variables = g(patterns.length - 1);
  const rowClauses = rows.flatMap((row, i) =>
    patterns.map((b) => [...row.map((l, j) => ((b >> j) & 1 ? -l : l)), wanted[i] ? g(b) : -g(b)]),
  );
  const monotone = equalSumPairs(units).flatMap((group) => {
    const m = ++variables;
    return group.flatMap(([a, b]) => [
      [-m, -g(a), g(b)],
      [m, g(a), -g(b)],
    ]);
  });
  return { variables, clauses: [...rowClauses, ...monotone, ...symmetry(rows, units)] };
}

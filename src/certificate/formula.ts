// The base formula of a case and the clauses of its edges: the one definition, built upon by the engine and recomputed
// by the checker. The numbering of variables and the order of clauses are part of the certificate format.
//
// The contract is one-sided: a network that works in the case's way gives a model of the base formula that satisfies
// the clauses of every true edge. So a refutation of base and edges leaves no such network. Why, for each clause:
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
import type { TrainingInstance } from '../problem/training/schema.ts';
import type { CaseKind } from './format.ts';

/** The examples of an edge, each with its multiplier, which the formula does not look at. */
type Sides = {
  readonly accept: readonly (readonly [number, unknown])[];
  readonly reject: readonly (readonly [number, unknown])[];
};

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
  readonly edgeClauses: (edge: Sides) => number[][];
};

/** Truth tables are built for outputs of up to this many units. */
export const MAX_TABLE_UNITS = 8;

/** Literals beyond which a base formula is not built. */
const MAX_LITERALS = 2 ** 24;

/**
 * The formula of a case. With one unit an AND has no variables, and an edge is the empty clause.
 * @param anchors distinct negatives of an AND, fewer than its units; none in general
 * @returns undefined when it would be too large: more than `MAX_TABLE_UNITS` units under a threshold output, or more
 *   than 2^24 literals
 */
export function caseFormula(
  instance: TrainingInstance,
  kind: CaseKind,
  anchors: readonly number[],
): CaseFormula | undefined {
  const labels = instance.examples.map(({ response }) => response);
  const rejected = kind === 'and' ? '0' : '1';
  const examples = [...labels.keys()].filter((e) =>
    kind === 'general' ? labels[e] !== '*' : labels[e] === rejected,
  );
  const units = Math.max(1, Math.min(instance.hidden, examples.length));
  if (kind !== 'general') return andFormula(examples, units, anchors);
  const wanted = examples.map((e) => labels[e] === '1');
  return instance.output === 'xor'
    ? parityFormula(examples, wanted, units)
    : tableFormula(examples, wanted, units);
}

function andFormula(
  examples: readonly number[],
  units: number,
  anchors: readonly number[],
): CaseFormula | undefined {
  if (units > 2 && (examples.length + units) * units > MAX_LITERALS) return undefined;
  const row = new Map(examples.map((e, i) => [e, i]));
  const every = Array.from({ length: units }, (_, j) => j);
  const literal = (unit: number, example: number): number => {
    const i = row.get(example) ?? NaN;
    return units === 2 ? (unit === 0 ? -i - 1 : i + 1) : i * units + unit + 1;
  };
  const clauses = units > 2 ? examples.map((e) => every.map((j) => literal(j, e))) : [];
  for (const [i, anchor] of anchors.entries())
    for (let j = i + 1; j < units; j++) clauses.push([-literal(j, anchor)]);
  return {
    units,
    examples,
    variables: units === 1 ? 0 : units === 2 ? examples.length : examples.length * units,
    clauses,
    literal,
    edgeClauses: ({ reject }) => (units === 1 ? [[]] : every.map((j) => reject.map(([e]) => -literal(j, e)))),
  };
}

/** What both general formulas share: the first variables, the edges, the order in which units are named. */
function generalFormula(
  examples: readonly number[],
  units: number,
  free: number,
): Omit<CaseFormula, 'variables' | 'clauses'> & { readonly symmetry: number[][] } {
  const row = new Map(examples.map((e, i) => [e, i]));
  const literal = (unit: number, example: number): number => (row.get(example) ?? NaN) * units + unit + 1;
  const [first, second] = examples;
  const symmetry: number[][] = [];
  if (first !== undefined) for (let j = 0; j < free; j++) symmetry.push([literal(j, first)]);
  if (second !== undefined)
    for (let j = 0; j + 1 < free; j++) symmetry.push([literal(j, second), -literal(j + 1, second)]);
  return {
    units,
    examples,
    literal,
    symmetry,
    edgeClauses({ accept, reject }) {
      const clauses: number[][] = [];
      for (let j = 0; j < units; j++) {
        const mirrored = [...accept.map(([e]) => literal(j, e)), ...reject.map(([e]) => -literal(j, e))];
        clauses.push(
          mirrored.map((l) => -l),
          mirrored,
        );
      }
      return clauses;
    },
  };
}

function parityFormula(
  examples: readonly number[],
  wanted: readonly boolean[],
  units: number,
): CaseFormula | undefined {
  if (examples.length * (12 * units + 1) > MAX_LITERALS) return undefined;
  const { symmetry, ...shared } = generalFormula(examples, units, units - 1);
  let variables = examples.length * units;
  const clauses: number[][] = [];
  examples.forEach((e, i) => {
    let sum = shared.literal(0, e);
    for (let j = 1; j < units; j++) {
      const h = shared.literal(j, e);
      const next = ++variables;
      clauses.push([-next, sum, h], [-next, -sum, -h], [next, -sum, h], [next, sum, -h]);
      sum = next;
    }
    clauses.push([wanted[i] ? sum : -sum]);
  });
  clauses.push(...symmetry);
  return { ...shared, variables, clauses };
}

function tableFormula(
  examples: readonly number[],
  wanted: readonly boolean[],
  units: number,
): CaseFormula | undefined {
  const patterns = 2 ** units;
  if (units > MAX_TABLE_UNITS || examples.length * patterns * (units + 1) > MAX_LITERALS) return undefined;
  const { symmetry, ...shared } = generalFormula(examples, units, units);
  const g = (b: number): number => examples.length * units + b + 1;
  let variables = examples.length * units + patterns;
  const clauses: number[][] = [];
  examples.forEach((e, i) => {
    for (let b = 0; b < patterns; b++) {
      const differs = Array.from({ length: units }, (_, j) => ((b >> j) & 1 ? -1 : 1) * shared.literal(j, e));
      clauses.push([...differs, wanted[i] ? g(b) : -g(b)]);
    }
  });
  for (const group of equalSumPairs(units)) {
    const m = ++variables;
    for (const [a, b] of group) clauses.push([-m, -g(a), g(b)], [m, g(a), -g(b)]);
  }
  clauses.push(...symmetry);
  return { ...shared, variables, clauses };
}

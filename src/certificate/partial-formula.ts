// The base formula of an AND where some examples may be wrong, and the clauses of its edges. The numbering of variables
// and the order of clauses are part of the certificate format; formula.ts says what is the same where none may.
//
// A labelled example has a variable "counted": if true, the network gets the example right. What is not counted weighs no
// more than may be wrong (a totalizer). A configuration that gets enough right is a model: count what it gets right. Why,
// for each other clause, of a network whose units fire all together on what it gets right of the positives:
//   - Units at work: one for each negative to the most, since a unit that nobody relies on may fire always.
//   - A counted negative is rejected by some unit: a literal stands for one unit chosen for it.
//   - Anchors name the units in the order in which they are first chosen for an anchor; an anchor that is not counted is
//     nobody's, and names none.
//   - An edge: no unit fires on all of `accept`, which are positives, and rejects all of `reject`. Every unit fires on what
//     is counted of `accept`. One clause a unit.
import { CnfBuilder } from '../formula/cnf-builder.ts';
import { atMost } from '../formula/totalizer.ts';
import { requiredWeight, totalWeight } from '../problem/training/schema.ts';
import type { ShallowInstance } from '../problem/training/shallow.ts';
import type { Edge } from './format.ts';
import type { CaseFormula } from './formula.ts';

/** A case in which not all examples need to be right. */
export type PartialFormula = CaseFormula & {
  /** "The example is counted as right"; NaN for one that asks for nothing. */
  readonly counted: (example: number) => number;
};

/** Literals of units beyond which a base formula is not built. */
const MAX_LITERALS = 2 ** 24;

/**
 * The formula of a case.
 * @param anchors distinct negatives, fewer than the units
 * @returns undefined when it would be too large
 */
export function partialFormula(
  instance: ShallowInstance,
  kind: 'and' | 'and-complement',
  anchors: readonly number[],
): PartialFormula | undefined {
  const { examples } = instance;
  const numbers = [...examples.keys()];
  const negatives = numbers.filter((e) => examples[e]!.response === (kind === 'and' ? '0' : '1'));
  const labelled = numbers.filter((e) => examples[e]!.response !== '*');
  const units = Math.max(1, Math.min(instance.hidden, negatives.length));
  if ((negatives.length + units) * units > MAX_LITERALS) return undefined;

  const every = Array.from({ length: units }, (_, j) => j);
  const builder = new CnfBuilder();
  const chosen = new Map(
    negatives.map((e) => [e, every.map((j) => builder.variable(() => `unit ${j} rejects example ${e}`))]),
  );
  const count = new Map(labelled.map((e) => [e, builder.variable(() => `example ${e} is counted as right`)]));
  const literal = (unit: number, example: number): number => chosen.get(example)?.[unit] ?? NaN;
  const counted = (example: number): number => count.get(example) ?? NaN;
  for (const e of negatives) builder.clause([-counted(e), ...chosen.get(e)!]);
  for (const [i, anchor] of anchors.entries())
    for (const j of every.slice(i + 1)) builder.clause([-literal(j, anchor)]);
  const items = labelled.map((e) => ({ literal: -counted(e), weight: examples[e]!.weight ?? 1 }));
  atMost(builder, items, totalWeight(instance) - requiredWeight(instance));
  const edgeClauses = ({ accept, reject }: Edge): number[][] =>
    every.map((j) => [...accept.map(([e]) => -counted(e)), ...reject.map(([e]) => -literal(j, e))]);
  return { ...builder.build(), units, examples: negatives, literal, edgeClauses, counted };
}

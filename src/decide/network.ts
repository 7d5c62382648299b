// Which cases decide which network, and how a case's units become a configuration of it.
import type { SplitCase } from '../certificate/format.ts';
import { pickEncoding, planEncoding, type Encoding, type EncodingChoice } from '../formula/encoding.ts';
import {
  conjunction,
  negatedUnit,
  type Configuration,
  type Unit,
} from '../problem/training/configuration.ts';
import { labelledPoints, type LabelledPoints } from '../problem/training/points.ts';
import { mayErr, type TrainingInstance } from '../problem/training/schema.ts';
import { asShallow, type ShallowInstance } from '../problem/training/shallow.ts';
import type { PointUnit } from '../separation/edge.ts';

/** A case to run: `decisive` when its NO settles the instance, else its NO only closes this way. */
export type PlannedCase =
  | { readonly kind: 'and' | 'and-complement'; readonly units: number; readonly decisive: boolean }
  | {
      readonly kind: 'general';
      readonly units: number;
      readonly output: 'xor' | 'threshold';
      readonly decisive: boolean;
    }
  | { readonly kind: 'network'; readonly encoding: Encoding; readonly decisive: true };

/** Units up to which a free output is a truth table. */
const MOST_TABLED = 8;

/** The cases to run, or why there are none. `choice` tells which encoding was picked, where one was. */
export type Plan =
  | { readonly cases: readonly PlannedCase[]; readonly allNo: boolean; readonly choice?: EncodingChoice }
  | { readonly reason: string };

/**
 * The plan for an instance: the cases of a network with one hidden layer, or the case `network` under the encoding asked
 * for or picked by size; where some examples may be wrong that is the only one for any split of the examples.
 */
export function planDecision(instance: TrainingInstance, encoding?: Encoding): Plan {
  const shallow = asShallow(instance);
  if (encoding === undefined && shallow) {
    const plan = planShallow(shallow);
    if (!mayErr(instance)) return plan;
    // The general case asks for everything; under the encoding `lazy` a network is the same, with examples that count.
    const cases = plan.cases.map((item): PlannedCase =>
      item.kind === 'general' ? { kind: 'network', encoding: 'lazy', decisive: true } : item,
    );
    if (cases.every(({ kind }) => kind !== 'network') || 'kinds' in planEncoding(instance, 'lazy'))
      return { ...plan, cases };
  }
  const choice = encoding === undefined ? pickEncoding(instance) : { encoding, reason: 'asked for' };
  if ('failure' in choice) return { reason: choice.failure };
  return {
    cases: [{ kind: 'network', encoding: choice.encoding, decisive: true }],
    allNo: true,
    choice,
  };
}

/**
 * The ways a network can work. The instance is YES iff one of them is; it is NO when one decisive case is NO, or when
 * `allNo` and all of them are.
 *
 * - One unit: fires on one label and on none of the other (any output of one unit is it, its negation or a constant).
 * - AND, NOR: AND of units on the labels (NOR with the units negated). NAND, OR: on the complemented labels.
 * - Two units, free threshold output: AND on the labels or on the complemented labels. The 14 threshold functions of
 *   two bits are AND-like, OR-like, literals and constants; up to negating units, which keeps them units, and using
 *   constant units, each is an AND or the complement of one.
 * - More units, free output: as before, or the general case, whose NO covers all; beyond 8 units at work the case `network`.
 * - XOR: the general case.
 */
function planShallow(instance: ShallowInstance): { cases: PlannedCase[]; allNo: boolean } {
  const { output } = instance;
  const units = Math.max(1, instance.hidden);
  if (units === 1) {
    const kind = output === 'or' || output === 'nand' ? 'and-complement' : 'and';
    return { cases: [{ kind, units, decisive: true }], allNo: true };
  }
  if (output === 'and' || output === 'nor')
    return { cases: [{ kind: 'and', units, decisive: true }], allNo: true };
  if (output === 'nand' || output === 'or')
    return { cases: [{ kind: 'and-complement', units, decisive: true }], allNo: true };
  // As many units as examples can be given any bits, so more of them change nothing.
  const busy = Math.max(1, Math.min(units, instance.examples.length));
  if (output === 'xor')
    return { cases: [{ kind: 'general', units: busy, output, decisive: true }], allNo: true };
  const and: PlannedCase[] = [
    { kind: 'and', units, decisive: false },
    { kind: 'and-complement', units, decisive: false },
  ];
  if (units === 2) return { cases: and, allNo: true };
  if (busy <= MOST_TABLED)
    return {
      cases: [...and, { kind: 'general', units: busy, output: 'threshold', decisive: true }],
      allNo: true,
    };
  // Beyond 8 units the table of the output is not known to be complete: its weights are what is looked for.
  if ('kinds' in planEncoding(instance, 'lazy'))
    return { cases: [...and, { kind: 'network', encoding: 'lazy', decisive: true }], allNo: true };
  return { cases: and, allNo: false };
}

/** The configuration of `instance` that a case's units make. */
export function configurationOf(
  instance: ShallowInstance,
  kind: SplitCase,
  units: readonly PointUnit[],
  outputUnit: PointUnit | undefined,
  data: LabelledPoints = labelledPoints(instance),
): Configuration {
  const negated = instance.output === 'or' || instance.output === 'nor';
  // An idle unit always fires, which changes no AND, and its negation no OR; under XOR it never fires; an output unit
  // gives it no weight.
  const idle: PointUnit = {
    weights: Array.from({ length: instance.architecture.inputs }, () => 0n),
    threshold: instance.output === 'xor' ? 1n : 0n,
  };
  const padded = [
    ...units,
    ...Array.from({ length: Math.max(0, instance.hidden - units.length) }, () => idle),
  ];
  const hidden = padded.map((unit) => onStimuli(negated ? negatedUnit(unit) : unit, data));
  if (instance.hidden === 0) return { nodes: hidden };
  if (instance.output !== 'threshold') return { nodes: [...hidden, { gate: instance.output }] };
  const k = instance.hidden;
  if (outputUnit) {
    const weights = Array.from({ length: k }, (_, j) => outputUnit.weights[j] ?? 0n);
    return { nodes: [...hidden, { weights, threshold: outputUnit.threshold }] };
  }
  return { nodes: [...hidden, kind === 'and' ? conjunction(k) : negatedUnit(conjunction(k))] };
}

function onStimuli({ weights, threshold }: Unit, data: LabelledPoints): Unit {
  return { weights: weights.map((w, j) => w * data.scale[j]!), threshold };
}

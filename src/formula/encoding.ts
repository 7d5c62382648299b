// The encodings of a training instance, and which of them apply to which network.
import type { Architecture, NetworkNode } from '../problem/training/architecture.ts';
import { hasBooleanStimuli, type TrainingInstance } from '../problem/training/schema.ts';
import type { CircuitKind } from './circuit.ts';
import { stimuliOf } from './stimuli.ts';
import { asummabilitySize } from './threshold-table.ts';
import { weightBound } from './threshold-weights.ts';

/**
 * How threshold units are written down; nodes of other families have one form each.
 * - `table`: truth tables, restricted to threshold functions; up to 8 inputs a unit.
 * - `weights`: integer weights within a proved bound, summed by adders; any fan-in.
 * - `lazy`: units on the inputs by what they do on each stimulus, refuted by linear programs as the search goes on; above
 *   them tables up to 8 inputs and weights beyond. The only one for stimuli that are not Boolean.
 */
export const ENCODINGS = ['table', 'weights', 'lazy'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** How a node is written down. */
export type NodeKind = CircuitKind | 'lazy';

/** Inputs up to which a truth table can be restricted to threshold functions. */
const MOST_TABLE_INPUTS = 8;

/** Clauses beyond which a formula is not built. */
const MOST_CLAUSES = 2 ** 24;

/** A plan: how each node is written down and about how many clauses that takes; or why the encoding does not apply. */
export type EncodingPlan =
  { readonly kinds: readonly NodeKind[]; readonly clauses: number } | { readonly reason: string };

/** The plan of an encoding. */
export function planEncoding(instance: TrainingInstance, encoding: Encoding): EncodingPlan {
  const { architecture } = instance;
  const boolean = hasBooleanStimuli(instance);
  const kinds: NodeKind[] = [];
  for (const node of architecture.nodes) {
    const kind = nodeKind(architecture, node, encoding, boolean);
    if (typeof kind === 'object') return kind;
    kinds.push(kind);
  }
  const stimuli = stimuliOf(instance).first.length;
  const clauses = Math.round(
    architecture.nodes.reduce((sum, node, v) => sum + nodeClauses(architecture, node, kinds[v]!, stimuli), 0),
  );
  return clauses > MOST_CLAUSES
    ? { reason: `it would take about ${clauses} clauses, more than ${MOST_CLAUSES}` }
    : { kinds, clauses };
}

function nodeKind(
  { inputs }: Architecture,
  { id, from, family }: NetworkNode,
  encoding: Encoding,
  boolean: boolean,
): NodeKind | { readonly reason: string } {
  if (family === 'boolean') return 'table';
  if (family === 'and-or') return 'selector';
  if (family !== 'threshold') return 'gate';
  const direct = from.every((post) => post < inputs);
  if (encoding === 'lazy' && direct) return 'lazy';
  if (!boolean && from.some((post) => post < inputs))
    return {
      reason: direct
        ? `the inputs of unit ${id} are not Boolean`
        : `unit ${id} reads nodes and inputs that are not Boolean`,
    };
  if (encoding === 'weights') return 'weights';
  if (from.length <= MOST_TABLE_INPUTS) return 'table';
  if (encoding === 'lazy') return 'weights';
  return {
    reason: `unit ${id} reads ${from.length} posts, and tables are complete up to ${MOST_TABLE_INPUTS}`,
  };
}

/** Clauses of one node, roughly. */
function nodeClauses(
  { inputs }: Architecture,
  { from, family }: NetworkNode,
  kind: NodeKind,
  stimuli: number,
): number {
  const n = from.length;
  const variable = from.filter((post) => post >= inputs).length;
  const views = Math.min(stimuli, 2 ** n);
  switch (kind) {
    case 'lazy':
      return 0;
    case 'gate':
    case 'selector':
      return stimuli * 2 * (variable + 1);
    case 'table':
      // A row's variable is counted as a clause.
      return (
        2 ** n +
        (family === 'threshold' ? asummabilitySize(n).clauses : 0) +
        (variable > 0 ? stimuli * 2 ** (variable + 1) : 0)
      );
    case 'weights': {
      const digits = weightBound(n).toString(2).length + 1;
      return views * (14 * n * (digits + Math.log2(n + 1) / 2) + 3 * variable * digits);
    }
  }
}

/** An encoding that was picked, and why. */
export type EncodingChoice = { readonly encoding: Encoding; readonly reason: string };

/** Fan-in up to which truth tables of units on the inputs beat linear programs. */
const FEW_INPUTS = 5;

/**
 * The encoding for an instance, by size.
 * @returns the reasons when none applies
 */
export function pickEncoding(instance: TrainingInstance): EncodingChoice | { readonly failure: string } {
  const plans = ENCODINGS.map((encoding) => ({ encoding, plan: planEncoding(instance, encoding) }));
  const widest = instance.architecture.nodes.reduce(
    (most, { family, from }) => (family === 'threshold' ? Math.max(most, from.length) : most),
    0,
  );
  const boolean = hasBooleanStimuli(instance);
  const order: Encoding[] =
    widest <= FEW_INPUTS ? ['table', 'lazy', 'weights'] : ['lazy', 'table', 'weights'];
  const words = {
    table: widest === 0 ? 'no unit has weights' : `no unit reads more than ${widest} posts`,
    lazy: boolean ? `a unit reads ${widest} posts` : 'stimuli are not Boolean',
    weights: 'nothing else applies',
  };
  for (const name of order) {
    const { plan } = plans.find(({ encoding }) => encoding === name)!;
    if ('kinds' in plan) return { encoding: name, reason: words[name] };
  }
  const reasons = plans.map(({ encoding, plan }) => ('reason' in plan ? `${encoding}: ${plan.reason}` : ''));
  return { failure: reasons.join('; ') };
}

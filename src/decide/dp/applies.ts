// Which instances the dynamic program can be asked about.
import type { NetworkNode, NodeFamily } from '../../problem/training/architecture.ts';
import { hasBooleanStimuli, mayErr, type TrainingInstance } from '../../problem/training/schema.ts';
import { constraintGraph } from './constraint-graph.ts';
import { MAX_TUPLES } from './limit.ts';
import { ANY, taskOf } from './task.ts';

/** The most patterns that a node may have to be asked about. */
const MAX_PATTERNS = 2 ** 16;

/**
 * Whether `decideByDp` can be asked about an instance, or the reason why not.
 * @param most response vectors that a node may have, by Cover's bound where it is a threshold unit
 */
export function dpApplies(instance: TrainingInstance, most: number = MAX_TUPLES): true | string {
  if (mayErr(instance)) return 'not all examples must be right';
  if (!hasBooleanStimuli(instance)) return 'stimuli are not Boolean';
  const task = taskOf(instance);
  if (!task) return true;
  const { architecture } = instance;
  const { scopes, variable } = constraintGraph(architecture);
  const wishes = new Map(architecture.outputs.map((v, o) => [v, task.wanted[o]!]));
  for (const [v, node] of architecture.nodes.entries()) {
    if (!scopes[v]) continue;
    const excess = tooMuch(node, architecture.inputs, task.stimuli, wishes.get(v), variable[v]!, most);
    if (excess !== undefined) return `node ${node.id} may have more than ${excess}`;
  }
  return true;
}

/**
 * What there may be too much of: patterns of the node's posts or, where it reads inputs alone, response vectors. Ends at
 * the first stimulus that is too many, so that wide nodes cost little.
 */
function tooMuch(
  { family, from }: NetworkNode,
  inputs: number,
  stimuli: readonly string[],
  wish: Uint8Array | undefined,
  variable: boolean,
  most: number,
): string | undefined {
  const read = from.filter((post) => post < inputs);
  const patterns = 2 ** (from.length - read.length);
  const seen = new Set<string>();
  const open = new Set<string>();
  for (const [e, stimulus] of stimuli.entries()) {
    const text = read.map((post) => stimulus[post]).join('');
    seen.add(text);
    if (seen.size * patterns > MAX_PATTERNS) return `${MAX_PATTERNS} patterns to tell apart`;
    if (!variable || patterns > 1 || (wish && wish[e] !== ANY)) continue;
    open.add(text);
    if (behaviours(family, from.length, open.size) > most) return `${most} response vectors`;
  }
  return undefined;
}

/**
 * An upper bound of the number of ways to label patterns by functions of a family. For threshold units by Cover's counting
 * theorem (IEEE Trans. Electronic Computers EC-14, 1965): 2 Σ_{i ≤ fan-in} C(patterns - 1, i).
 */
function behaviours(family: NodeFamily, fanIn: number, patterns: number): number {
  if (family === 'boolean') return 2 ** patterns;
  if (family !== 'threshold') return 2;
  let sum = 0;
  let binomial = 1;
  for (let i = 0; i <= fanIn && i < patterns; i++) {
    sum += 2 * binomial;
    binomial = (binomial * (patterns - 1 - i)) / (i + 1);
  }
  return Math.max(sum, 1);
}

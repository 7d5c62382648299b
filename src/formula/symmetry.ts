// Networks that differ only in names: clauses that leave one of them, or at least fewer. Each argument turns a network
// into another one with the same outputs. Every encoding has all functions of a family, and edges are true of all
// threshold units that read the same inputs; so the other one is a model, too.
//
//   - Negation. A threshold unit's negation is a threshold unit, a Boolean function's a Boolean function; and such a node
//     can undo the negation of a node it reads (w u = w - w (1 - u)). So a node that is no output, with its own family and
//     those of all its readers among these two, can be made to be 1 on the first stimulus: by negating it and adapting its
//     readers. That changes no other node's values.
//   - Renaming. Nodes of one family that read the same posts and are read by the same nodes, and are no outputs, can be
//     exchanged: no family, theirs or that of a reader, cares about the order of the posts. So they can be sorted by
//     their values on the stimuli, lexicographically, 1 before 0. That is done from the inputs up, and keeps what nodes
//     are on the first stimulus.
//   - The task. Where inputs can be exchanged or negated, one unit is chosen whose weights are in order (task-symmetry.ts).
//     That comes first, and the unit is not renamed afterwards, nor negated.
import { readersOf, type Architecture } from '../problem/training/architecture.ts';
import { emit, negation, type Bit } from './bit.ts';
import type { ClauseSink } from './sink.ts';
import { flexible, type Leader } from './task-symmetry.ts';

/** Stimuli by which nodes are sorted; where two agree on as many, their order is left open. */
const SORTED_BY = 32;

/**
 * Adds the clauses.
 * @param values by node and stimulus
 * @param leader the unit that breaks the symmetry of the task, if there is one
 */
export function breakSymmetry(
  architecture: Architecture,
  values: readonly (readonly Bit[])[],
  sink: ClauseSink,
  leader?: Leader,
): void {
  for (const [s, image] of leader?.implied ?? [])
    emit(sink, [negation(values[leader!.node]![s]!), values[leader!.node]![image]!]);
  const { inputs, nodes, outputs } = architecture;
  const readers = readersOf(architecture).slice(inputs);
  const isOutput = new Set(outputs);
  const bends = (v: number): boolean => flexible(architecture, v);
  const groups = new Map<string, number>();
  for (const [v, node] of nodes.entries()) {
    if (isOutput.has(v) || readers[v]!.length === 0) continue;
    const [first] = values[v]!;
    if (first === undefined) continue;
    const leads = v === leader?.node;
    if (bends(v) && readers[v]!.every(bends) && (!leads || leader.fixed)) emit(sink, [first]);
    if (leads) continue;
    const key = `${node.family} ${node.from.join()} ${readers[v]!.join()}`;
    const before = groups.get(key);
    groups.set(key, v);
    if (before !== undefined) sortPair(sink, values[before]!, values[v]!);
  }
}

/** The row `a` is lexicographically at least the row `b`. */
function sortPair(sink: ClauseSink, a: readonly Bit[], b: readonly Bit[]): void {
  // "The rows agree so far."
  let agree: Bit = true;
  const met = new Set<string>();
  const length = Math.min(SORTED_BY, a.length);
  for (let s = 0; s < length; s++) {
    const [x, y] = [a[s]!, b[s]!];
    // A view that was met before has been compared.
    if (met.has(`${x} ${y}`)) continue;
    met.add(`${x} ${y}`);
    emit(sink, [negation(agree), x, negation(y)]);
    const next: Bit = s + 1 < length ? sink.variable() : true;
    if (next === true) return;
    emit(sink, [negation(agree), x, y, next]);
    emit(sink, [negation(agree), negation(x), negation(y), next]);
    agree = next;
  }
}

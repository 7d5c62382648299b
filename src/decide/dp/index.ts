// Loading by dynamic programming over a tree decomposition: exact, and fast on networks that are long but narrow.
import type { Architecture } from '../../problem/training/architecture.ts';
import type { Configuration, NodeFunction } from '../../problem/training/configuration.ts';
import { checkConfiguration } from '../../problem/training/evaluate.ts';
import type { TrainingInstance } from '../../problem/training/schema.ts';
import { dpApplies } from './applies.ts';
import { constraintGraph } from './constraint-graph.ts';
import { constraintsOf, type Constraint } from './constraint.ts';
import { eliminationOrder } from './decomposition.ts';
import { solve } from './elimination.ts';
import type { Values } from './extension.ts';
import { fit } from './fit.ts';
import { Clock, LimitError } from './limit.ts';
import { ANY, taskOf } from './task.ts';
import { Vectors } from './vectors.ts';

export { dpApplies } from './applies.ts';
export { decompose } from './decomposition.ts';

/** The exact answer, or the limit that was met before there was one. */
export type DpAnswer =
  | { readonly answer: 'yes'; readonly configuration: Configuration }
  | { readonly answer: 'no' }
  | { readonly answer: 'unknown'; readonly limit: string };

/**
 * Decides whether a network can get all examples right, in time linear in the size of a network whose decomposition has
 * bounded width, for a bounded number of examples (Judd, On the complexity of loading shallow neural networks,
 * J. Complexity 4, 1988). A configuration that is returned was checked.
 * @param options `expired` is polled; once it is true the answer is `unknown` by the limit `seconds`
 * @throws RangeError unless `dpApplies`
 */
export function decideByDp(
  instance: TrainingInstance,
  { expired }: { readonly expired: () => boolean },
): DpAnswer {
  const applies = dpApplies(instance);
  if (applies !== true) throw new RangeError(`decideByDp: ${applies}`);
  try {
    const configuration = configurationFor(instance, new Clock(expired));
    if (!configuration) return { answer: 'no' };
    const check = checkConfiguration(instance, configuration);
    if (!check.ok) throw new Error(`decideByDp: the configuration found is wrong: ${check.reason}`);
    return { answer: 'yes', configuration };
  } catch (error) {
    if (error instanceof LimitError) return { answer: 'unknown', limit: error.limit };
    throw error;
  }
}

function configurationFor(instance: TrainingInstance, clock: Clock): Configuration | undefined {
  const task = taskOf(instance);
  if (!task) return undefined;
  const graph = constraintGraph(instance.architecture);
  const constraints = constraintsOf(instance.architecture, graph, task, clock);
  const vectors = new Vectors(task.stimuli.length);
  const { order } = eliminationOrder(graph);
  const chosen = solve(constraints, order, { vectors, domains: [], clock });
  return chosen && { nodes: functionsOf(instance.architecture, constraints, chosen, vectors) };
}

/** Functions that give the chosen response vectors; any function where nobody listens. */
function functionsOf(
  { nodes }: Architecture,
  constraints: readonly (Constraint | undefined)[],
  chosen: Int32Array,
  { bits, length }: Values['vectors'],
): NodeFunction[] {
  return nodes.map(({ family, from }, v) => {
    const constraint = constraints[v];
    if (!constraint) return fit(family, from.length, [], [])!;
    const { automaton, base, posts, shifts, wanted, variable } = constraint;
    let state = 0;
    for (let e = 0; e < length; e++) {
      const bit = variable ? bits[chosen[v]! * length + e]! : wanted[e]!;
      if (bit === ANY) continue;
      const pattern = posts.reduce(
        (code, u, i) => code | (bits[chosen[u]! * length + e]! << shifts[i]!),
        base[e]!,
      );
      state = automaton.step(state, pattern, bit);
    }
    return automaton.functionOf(state);
  });
}

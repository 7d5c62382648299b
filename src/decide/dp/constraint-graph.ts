// Which nodes of a network constrain each other, whatever the examples: the structure that decides how hard it is.
import type { Architecture } from '../../problem/training/architecture.ts';

/**
 * A variable for every node that another one reads, its responses to all stimuli; a constraint for every node: some
 * function of its family maps what it reads to what it responds. An output that no node reads needs no variable: its
 * responses are given, or nobody's concern. Nodes that no output depends on are idle and take no part.
 */
export type ConstraintGraph = {
  /** Whether each node is a variable. */
  readonly variable: readonly boolean[];
  /** The variables in the constraint of each node, the node itself last if it is one; undefined for idle nodes. */
  readonly scopes: readonly (readonly number[] | undefined)[];
};

/** The constraint graph of an architecture. */
export function constraintGraph({ inputs, nodes, outputs }: Architecture): ConstraintGraph {
  const needed = nodes.map(() => false);
  const variable = nodes.map(() => false);
  for (const v of outputs) needed[v] = true;
  for (let v = nodes.length - 1; v >= 0; v--)
    if (needed[v])
      for (const post of nodes[v]!.from)
        if (post >= inputs) needed[post - inputs] = variable[post - inputs] = true;
  const scopes = nodes.map(({ from }, v) => {
    if (!needed[v]) return undefined;
    const scope = from.filter((post) => post >= inputs).map((post) => post - inputs);
    if (variable[v]) scope.push(v);
    return scope;
  });
  return { variable, scopes };
}

// The case `network` of a certificate: the formula of an instance under an encoding, and the clauses of its edges.
import { CnfBuilder } from '../formula/cnf-builder.ts';
import { planEncoding, type Encoding } from '../formula/encoding.ts';
import { encodeNetwork, type NetworkFormula } from '../formula/network.ts';
import type { Cnf } from '../problem/sat.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import type { Edge } from './format.ts';
import { Refused } from './lines.ts';

/** The base formula, with names of variables as comments, and what edges mean in it. */
export type NetworkCase = { readonly cnf: Cnf; readonly edgeClauses: (edge: Edge) => number[][] };

/** The case of an instance; the reason when the encoding does not apply. */
export function networkCase(
  instance: TrainingInstance,
  encoding: Encoding,
): NetworkCase | { readonly reason: string } {
  const plan = planEncoding(instance, encoding);
  if ('reason' in plan) return plan;
  const builder = new CnfBuilder();
  const formula = encodeNetwork(instance, encoding, builder, true);
  return { cnf: builder.build(), edgeClauses: (edge) => edgeClauses(formula, edge) };
}

/**
 * The clauses of an edge: for each unit that reads the same posts, the claim and its mirror image.
 * @throws Refused when it names a node that is no lazy unit, or an example that stands for no view of it
 */
export function edgeClauses({ lazy }: NetworkFormula, { accept, reject, node }: Edge): number[][] {
  const own = lazy.find((unit) => unit.node === node);
  if (!own) throw new Refused(`expected an edge to name a threshold unit on the inputs, found node ${node}`);
  for (const [e] of [...accept, ...reject])
    if (!own.stands(e)) throw new Refused(`expected the first example of a view of node ${node}, found ${e}`);
  return lazy.flatMap((unit) => {
    if (unit.posts !== own.posts) return [];
    const claim = [...accept.map(([e]) => -unit.literal(e)), ...reject.map(([e]) => unit.literal(e))];
    return [claim, claim.map((literal) => -literal)];
  });
}

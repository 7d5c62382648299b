// A training instance as a formula that stands alone: no symmetry broken, all edges written out, for engines elsewhere.
import { InputError } from '../problem/errors.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import { writeAllEdges } from './all-edges.ts';
import { planEncoding, type Encoding } from './encoding.ts';
import { encodeNetwork, type NetworkFormula } from './network.ts';
import type { ClauseSink } from './sink.ts';

/**
 * Writes the formula: it is satisfiable iff the network can get enough right, and has a model for every configuration that
 * does.
 * @param place what is refused, for messages
 * @throws InputError when the encoding does not apply, or the formula is too large
 */
export function encodePlainly(
  instance: TrainingInstance,
  encoding: Encoding,
  sink: ClauseSink,
  place: string,
): NetworkFormula {
  const plan = planEncoding(instance, encoding);
  if ('reason' in plan)
    throw new InputError(
      place,
      `expected an instance that can be encoded by ${encoding}, found one where ${plan.reason}`,
    );
  const formula = encodeNetwork(instance, encoding, sink, false);
  writeAllEdges(instance, formula, sink);
  return formula;
}

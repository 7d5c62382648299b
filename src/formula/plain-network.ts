// A training instance as a formula that stands alone: no symmetry broken, all edges written out, for engines elsewhere.
import { InputError } from '../problem/errors.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import { writeAllEdges } from './all-edges.ts';
import { planEncoding, type Encoding } from './encoding.ts';
import { encodeNetwork, type NetworkFormula } from './network.ts';
import type { ClauseSink } from './sink.ts';

/** Why an encoding does not apply to an instance; undefined when it does. */
export function encodingRefusal(instance: TrainingInstance, encoding: Encoding): string | undefined {
  const plan = planEncoding(instance, encoding);
  return 'reason' in plan
    ? `expected an instance that can be encoded by ${encoding}, found one where ${plan.reason}`
    : undefined;
}

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
  const reason = encodingRefusal(instance, encoding);
  if (reason !== undefined) throw new InputError(place, reason);
  const formula = encodeNetwork(instance, encoding, sink, false);
  writeAllEdges(instance, formula, sink);
  return formula;
}

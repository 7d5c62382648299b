// Single threshold units in place of a network: one an output, each on all inputs, and their score.
import { layered } from '../problem/training/architecture.ts';
import type { Configuration } from '../problem/training/configuration.ts';
import { rightExamples } from '../problem/training/evaluate.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';

/** The same examples for a layer of threshold units, one an output of the network, that read the inputs. */
export function oneUnitAnOutput(instance: TrainingInstance): TrainingInstance {
  const { inputs, outputs } = instance.architecture;
  return {
    ...instance,
    architecture: layered(inputs, [{ units: outputs.length, family: 'threshold' }]),
  };
}

/** What a configuration gets right, in exact arithmetic. */
export type Score = {
  /** Examples of which every output that is asked for is right; don't-cares are right. */
  readonly right: number;
  /** Their weight. */
  readonly weight: number;
};

/** @param configuration of `oneUnitAnOutput(instance)` */
export function scoreOf(instance: TrainingInstance, configuration: Configuration): Score {
  const right = rightExamples(oneUnitAnOutput(instance), configuration);
  return {
    right: right.filter(Boolean).length,
    weight: instance.examples.reduce((sum, { weight = 1 }, e) => (right[e] ? sum + weight : sum), 0),
  };
}

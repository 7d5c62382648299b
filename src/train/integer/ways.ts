// The ways of the integer core: ANDs of units, trained in fixed point.
import { InputError, found } from '../../problem/errors.ts';
import type { Configuration } from '../../problem/training/configuration.ts';
import { examplesRight } from '../../problem/training/evaluate.ts';
import type { LabelledPoints } from '../../problem/training/points.ts';
import type { TrainingInstance } from '../../problem/training/schema.ts';
import type { Weights } from '../engine.ts';
import { packExamples } from '../pack.ts';
import type { Way, WayOptions } from '../ways.ts';
import { hardUnits, packedRight } from './harden.ts';
import { batchOf, hyperparametersOf, integerTask, type IntegerTask } from './parameters.ts';
import { initialState } from './reference.ts';
import { relaxations } from './relaxation.ts';

/**
 * The AND-like relaxations of a network as tasks, or why it has none.
 * @throws InputError for a `batch` that this core does not know
 */
export function integerWays(
  instance: TrainingInstance,
  data: LabelledPoints,
  { optimizer, hyperparameters = {}, epochs, seed }: WayOptions,
): readonly Way<IntegerTask>[] | { readonly reason: string } {
  const { batch = batchOf(optimizer) } = hyperparameters;
  if (batch !== batchOf(optimizer))
    throw new InputError(
      'batch',
      `expected ${batchOf(optimizer)}, as ${optimizer} does in fixed point, found ${found(batch)}`,
    );
  const list = relaxations(instance);
  if ('reason' in list) return list;
  const packed = packExamples(data);
  const indifferent = data.labels.length - packed.examples;
  return list.map((relaxation): Way<IntegerTask> => {
    const labelled = relaxation.complemented ? { ...packed, label: packed.label.map((y) => 1 - y) } : packed;
    const task = integerTask(labelled, relaxation.units, optimizer, hyperparameters, epochs, seed);
    const configuration = (weights: Weights): Configuration =>
      relaxation.assemble(hardUnits(labelled, relaxation.units, integers(weights), data.scale));
    return {
      name: relaxation.name,
      task,
      hyperparameters: hyperparametersOf(task, optimizer, hyperparameters),
      exactStimuli: packed.exact,
      initial: (restart) => initialState(task, restart).weights,
      configuration,
      right: (weights) =>
        packed.exact
          ? indifferent + packedRight(labelled, relaxation.units, integers(weights))
          : examplesRight(instance, configuration(weights), data),
    };
  });
}

function integers(weights: Weights): Int32Array {
  if (weights instanceof Int32Array) return weights;
  throw new TypeError('integer core: expected integer weights, got floats');
}

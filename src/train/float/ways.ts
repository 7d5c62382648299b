// The ways of the float core: any network, its threshold units replaced by what can be differentiated.
import type { Configuration } from '../../problem/training/configuration.ts';
import { examplesRight } from '../../problem/training/evaluate.ts';
import type { LabelledPoints } from '../../problem/training/points.ts';
import type { TrainingInstance } from '../../problem/training/schema.ts';
import type { Weights } from '../engine.ts';
import { packExamples } from '../pack.ts';
import type { Hyperparameters } from '../types.ts';
import type { Way, WayOptions } from '../ways.ts';
import { hardNetwork } from './harden.ts';
import { stepsOf } from './network.ts';
import { floatTask, type FloatRelaxation, type FloatTask } from './program.ts';
import { floatHyperparameters } from './recipes.ts';
import { initialState } from './reference.ts';

const NAMES: Readonly<Record<FloatRelaxation, string>> = {
  sigmoid: 'sigmoid units',
  tanh: 'tanh units',
  relu: 'rectified units',
  'straight-through': 'straight-through units',
};

/**
 * The one way to train a network in floats.
 * @throws InputError for hyperparameters out of range
 */
export function floatWay(
  instance: TrainingInstance,
  data: LabelledPoints,
  relaxation: FloatRelaxation,
  { optimizer, loss = 'logistic', hyperparameters, epochs, seed }: WayOptions,
): Way<FloatTask> {
  const wanted = floatHyperparameters(relaxation, optimizer, hyperparameters);
  const asked = instance.examples.map(({ response }) => (/[01]/.test(response) ? 0 : null));
  const packed = packExamples({ ...data, labels: asked });
  const network = stepsOf(instance.architecture);
  const task = floatTask(instance, packed, {
    relaxation,
    loss,
    optimizer,
    hyperparameters: wanted,
    epochs,
    seed,
  });
  const configuration = (weights: Weights): Configuration =>
    hardNetwork(instance.architecture, network, packed, floats(weights), relaxation === 'tanh', data.scale);
  const used: Hyperparameters = { ...wanted, batch: task.header.batch };
  return {
    name: `${NAMES[relaxation]}, ${LOSS_NAMES[loss]}`,
    task,
    hyperparameters: used,
    exactStimuli: packed.exact,
    initial: (restart) => initialState(task, restart).weights,
    configuration,
    right: (weights) => examplesRight(instance, configuration(weights), data),
  };
}

const LOSS_NAMES = { logistic: 'logistic loss', hinge: 'hinge loss', mse: 'squared error' } as const;

function floats(weights: Weights): Float32Array {
  if (weights instanceof Float32Array) return weights;
  throw new TypeError('float core: expected weights in floats, got integers');
}

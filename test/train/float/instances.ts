// Random networks and tasks for the tests of the float core.
import fc from 'fast-check';
import { labelledPoints } from '../../../src/problem/training/points.ts';
import { layered, type Layer } from '../../../src/problem/training/architecture.ts';
import { rational } from '../../../src/exact/rational.ts';
import type { TrainingInstance } from '../../../src/problem/training/schema.ts';
import { packExamples, type PackedExamples } from '../../../src/train/pack.ts';
import {
  FLOAT_RELAXATIONS,
  floatTask,
  type FloatSettings,
  type FloatTask,
} from '../../../src/train/float/program.ts';
import { LOSSES, OPTIMIZERS, type Hyperparameters } from '../../../src/train/types.ts';
import { takingNumbers } from '../../problem/general-instances.ts';
import { networkInstances } from '../../random-network.ts';

/** Instances of any architecture: several outputs, don't-cares, weights; half of them with rational stimuli. */
export const anyInstance: fc.Arbitrary<TrainingInstance> = fc
  .tuple(
    networkInstances({ inputs: 4, nodes: 7, fanIn: 5, outputs: 3, examples: 7 }, 'any'),
    fc.boolean(),
    fc.infiniteStream(fc.integer({ min: -30, max: 30 })),
  )
  .map(([instance, numbers, stream]) => {
    if (!numbers || instance.architecture.inputs === 0) return instance;
    const value = () => rational(BigInt(stream.next().value as number), 10n);
    return {
      ...instance,
      architecture: takingNumbers(instance.architecture),
      examples: instance.examples.map((example) => ({
        ...example,
        stimulus: Array.from({ length: example.stimulus.length }, value),
      })),
    };
  });

/** Every relaxation, loss and optimiser, batches or not, under hyperparameters of no merit. */
export const anySettings: fc.Arbitrary<FloatSettings> = fc.record({
  relaxation: fc.constantFrom(...FLOAT_RELAXATIONS),
  loss: fc.constantFrom(...LOSSES),
  optimizer: fc.constantFrom(...OPTIMIZERS),
  hyperparameters: fc.record<Hyperparameters>({
    rate: fc.constantFrom(0.01, 0.3, 2),
    beta1: fc.constantFrom(0, 0.5, 0.9),
    beta2: fc.constantFrom(0.5, 0.9, 0.999),
    init: fc.constantFrom<Hyperparameters['init']>('glorot', 0.02, 1.5),
    steepness: fc.constantFrom([1, 1], [0.5, 4]),
    balanced: fc.boolean(),
    batch: fc.constantFrom(0, 1, 3),
  }),
  epochs: fc.constant(40),
  seed: fc.nat(2 ** 32 - 1),
});

export function packed(instance: TrainingInstance): PackedExamples {
  const labels = instance.examples.map(({ response }) => (/[01]/.test(response) ? 0 : null));
  return packExamples({ ...labelledPoints(instance), labels });
}

export function taskOf(instance: TrainingInstance, settings: FloatSettings): FloatTask {
  return floatTask(instance, packed(instance), settings);
}

/** All stimuli of n bits with a response each. */
export function truthTable(
  n: number,
  layers: readonly Layer[],
  response: (bits: readonly number[]) => string,
): TrainingInstance {
  return {
    architecture: layered(n, layers),
    require: 'all',
    examples: Array.from({ length: 2 ** n }, (_, x) => {
      const bits = Array.from({ length: n }, (_unused, i) => (x >> i) & 1);
      return { stimulus: bits.join(''), response: response(bits) };
    }),
  };
}

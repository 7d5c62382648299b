// The gradient of the float core against differences of the loss, which is computed on another road.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAMILIES, layered } from '../../../src/problem/training/architecture.ts';
import type { TrainingInstance } from '../../../src/problem/training/schema.ts';
import { FLOAT_RELAXATIONS, type FloatSettings } from '../../../src/train/float/program.ts';
import { initialState, trainRestart } from '../../../src/train/float/reference.ts';
import { LOSSES } from '../../../src/train/types.ts';
import { anyInstance, packed, taskOf } from './instances.ts';
import { lossOf, type Straight } from './second-network.ts';

function settings(
  relaxation: FloatSettings['relaxation'],
  loss: FloatSettings['loss'],
  seed: number,
): FloatSettings {
  const hyperparameters = {
    rate: 0.5,
    beta1: 0,
    beta2: 0,
    init: 1.4,
    steepness: [1.25, 1.25] as const,
    balanced: seed % 2 === 0,
    batch: 0,
  };
  return { relaxation, loss, optimizer: 'gd', hyperparameters, epochs: 10, seed };
}

/** Compares all parameters' derivatives at the initial weights; says how many were compared. */
function compare(instance: TrainingInstance, how: FloatSettings): number {
  const task = taskOf(instance, how);
  const state = initialState(task, 0);
  const weights = Float64Array.from(state.weights);
  const straight: Straight = new Map();
  const loss = (at: Float64Array): number => lossOf(instance, packed(instance), how, at, straight);
  // A gate that cannot answer as it should, whatever the weights are.
  if (!Number.isFinite(loss(weights))) return 0;
  trainRestart(task, state, 0, 1);
  const step = 1e-5;
  for (const [p, w] of weights.entries()) {
    const moved = (by: number): number => loss(weights.with(p, w + by));
    const [left, right] = [(loss(weights) - moved(-step)) / step, (moved(step) - loss(weights)) / step];
    const slope = (left + right) / 2;
    // The kinks of a hinge and of a rectified unit are no place for differences.
    if (Math.abs(left - right) > 1e-2 * (1 + Math.abs(slope))) continue;
    const close = 2e-3 * Math.max(1, Math.abs(slope));
    expect(
      Math.abs(state.gradient[p]! - slope),
      `parameter ${p}: ${state.gradient[p]} and ${slope}`,
    ).toBeLessThan(close);
    // One step of gradient descent goes against it, unless the hard network is right already.
    if (state.solved === 0)
      expect(state.weights[p]).toBe(Math.fround(Math.fround(w) - Math.fround(0.5 * state.gradient[p]!)));
  }
  return weights.length;
}

describe.each(FLOAT_RELAXATIONS)('%s', (relaxation) => {
  test.each(LOSSES)('%s loss, any network', (loss) => {
    let compared = 0;
    fc.assert(
      fc.property(anyInstance, fc.nat(1000), (instance, seed) => {
        compared += compare(instance, settings(relaxation, loss, seed));
      }),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(300);
  });

  test.each(FAMILIES)('a layer of %s between threshold units, and as the output', (family) => {
    const examples = ['001', '110', '101', '111', '000'].map((stimulus, e) => ({
      stimulus,
      response: String(e % 2),
    }));
    for (const loss of LOSSES)
      for (const seed of [1, 2, 3, 4]) {
        const hidden = [
          { units: 3, family: 'threshold' },
          { units: 2, family },
        ] as const;
        const above = { units: 1, family: 'threshold' } as const;
        const output = { units: 1, family };
        for (const layers of [
          [...hidden, above],
          [hidden[0], output],
          [...hidden, output],
        ])
          compare(
            { architecture: layered(3, layers), examples, require: 'all' },
            settings(relaxation, loss, seed),
          );
      }
  });
});

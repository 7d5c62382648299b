// One list of training runs on which all engines are held equal, and the comparison.
import { expect } from 'vitest';
import type { Engine, RestartResult, TrainingTask } from '../../src/train/engine.ts';

import { referenceEngine } from '../../src/train/reference-engine.ts';
import { OPTIMIZERS, type Optimizer } from '../../src/train/types.ts';
import { planted, rationalPoints, taskOf } from './instances.ts';

/** What a whole run of an engine reports, by restart. */
export async function runOf(engine: Engine, task: TrainingTask, restarts: number): Promise<RestartResult[]> {
  const results: RestartResult[] = [];
  await engine.run(task, restarts, {
    signal: undefined,
    onResult: (result) => results.push(result),
    onProgress: () => undefined,
  });
  return results.sort((a, b) => a.restart - b.restart);
}

/**
 * Numbers of units by optimiser. The passes over the examples are the same for all of them: the kernels that differ only
 * in the update, or only in numbers, see fewer.
 */
const UNITS: Readonly<Record<Optimizer, readonly number[]>> = {
  adam: [1, 2, 3, 5],
  'adam-0.999': [2],
  'irprop-': [2, 5],
  lion: [2, 5],
  normalised: [2, 5],
  momentum: [2],
  sgd: [1, 2, 3, 5],
  gd: [2, 5],
};

/** All optimisers, Boolean and rational stimuli. */
export const RUNS = OPTIMIZERS.flatMap((optimizer) =>
  UNITS[optimizer].flatMap((units) => [
    {
      name: `${optimizer}, ${units} units, Boolean`,
      task: taskOf(planted(9 + units, 1.5, units, units), optimizer, 60, 4_000_000_000),
    },
    {
      name: `${optimizer}, ${units} units, rational`,
      task: taskOf(rationalPoints(4, 25, units, units), optimizer, 60, units),
    },
  ]),
);

/** Weights, epochs and completion of every restart are the reference's, bit for bit. */
export async function expectEqualToReference(
  engine: Engine,
  task: TrainingTask,
  restarts: number,
): Promise<RestartResult[]> {
  const wanted = await runOf(referenceEngine(), task, restarts);
  expect(wanted.length).toBe(restarts);
  expect(await runOf(engine, task, restarts)).toEqual(wanted);
  return wanted;
}

// A training run in which everything that must hold of every report is checked.
import { expect } from 'vitest';
import { checkConfiguration, examplesRight } from '../../src/problem/training/evaluate.ts';
import { configurationToJson, parseConfiguration } from '../../src/problem/training/configuration.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { train } from '../../src/train/index.ts';
import type { TrainOptions, TrainReport } from '../../src/train/types.ts';

/** Trains, expects a report, and checks what must hold of every report. */
export async function reportOf(
  instance: TrainingInstance,
  options: Partial<TrainOptions> = {},
): Promise<TrainReport> {
  const result = await train(instance, {
    restarts: 8,
    epochs: 300,
    optimizer: 'adam',
    seed: 0,
    backend: 'cpu',
    ...options,
  });
  if (!result.supported) throw new Error(result.reason);
  expect(result.bestRight).toBe(examplesRight(instance, result.best));
  expect(checkConfiguration(instance, result.best).ok).toBe(result.successes > 0);
  expect(result.restartsToFirstSuccess === null).toBe(result.successes === 0);
  const text = JSON.stringify(configurationToJson(result.best));
  expect(parseConfiguration(text, 'best', instance)).toEqual(result.best);
  return result;
}

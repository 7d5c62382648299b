// When a device is lost, another engine takes over: no restart is lost, none is reported twice, the name says so.
import { expect, test } from 'vitest';
import { DeviceLost, type Engine } from '../../src/train/engine.ts';
import { withFallback } from '../../src/train/fallback-engine.ts';
import { referenceEngine } from '../../src/train/reference-engine.ts';
import { runOf } from './engines.ts';
import { planted, taskOf } from './instances.ts';

const task = taskOf(planted(8, 1.5, 1), 'adam', 40);

/** An engine that reports two restarts and then fails. */
function failing(error: Error): Engine & { closed: boolean } {
  return {
    closed: false,
    backend: { kind: 'webgpu', name: 'test GPU' },
    async run(given, _restarts, control) {
      await referenceEngine().run(given, 2, control);
      throw error;
    },
    close() {
      this.closed = true;
      return Promise.resolve();
    },
  };
}

test('a lost device', async () => {
  const gpu = failing(new DeviceLost('test GPU: the GPU device was lost'));
  const engine = withFallback(gpu, () => Promise.resolve(referenceEngine()));
  expect(engine.backend.name).toBe('test GPU');
  expect(await runOf(engine, task, 5)).toEqual(await runOf(referenceEngine(), task, 5));
  expect(engine.backend).toEqual({
    kind: 'reference',
    name: 'TypeScript (test GPU: the GPU device was lost)',
  });
  await engine.close();
  expect(gpu.closed).toBe(true);
});

test('any other error is not hidden', async () => {
  const engine = withFallback(failing(new Error('a defect')), () => Promise.resolve(referenceEngine()));
  await expect(runOf(engine, task, 5)).rejects.toThrow('a defect');
});

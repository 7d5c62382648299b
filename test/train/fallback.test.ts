// When a device is lost, another engine takes over: no restart is lost, none is trained or reported twice, the backend says so.
import { expect, test } from 'vitest';
import { DeviceLost, type Engine } from '../../src/train/engine.ts';
import { withFallback } from '../../src/train/fallback-engine.ts';
import { referenceEngine } from '../../src/train/reference-engine.ts';
import { runOf } from './engines.ts';
import { planted, taskOf } from './instances.ts';

const task = taskOf(planted(8, 1.5, 1), 'adam', 40);
const LOST = 'test GPU: the GPU device was lost';

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

/** The reference, which notes where each run of it began. */
function watched(): Engine & { readonly firsts: (number | undefined)[] } {
  const engine = referenceEngine();
  const firsts: (number | undefined)[] = [];
  return {
    ...engine,
    firsts,
    run(given, restarts, control) {
      firsts.push(control.first);
      return engine.run(given, restarts, control);
    },
  };
}

test('a lost device', async () => {
  const begun = { restart: 2, weights: new Int32Array(1), epochs: 1, finished: false };
  const gpu = failing(new DeviceLost(LOST, [begun]));
  const other = watched();
  const engine = withFallback(gpu, () => Promise.resolve(other));
  expect(engine.backend).toEqual({ kind: 'webgpu', name: 'test GPU' });
  const wanted = await runOf(referenceEngine(), task, 5);
  expect(await runOf(engine, task, 5)).toEqual(wanted);
  expect(other.firsts).toEqual([2]);
  expect(engine.backend).toEqual({ kind: 'reference', name: 'TypeScript', lost: LOST });
  // A later run of the same engine does not try the lost device again.
  expect(await runOf(engine, task, 5)).toEqual(wanted);
  expect(other.firsts).toEqual([2, undefined]);
  await engine.close();
  expect(gpu.closed).toBe(true);
});

test('progress does not fall when the other engine begins', async () => {
  const shares: number[] = [];
  const engine = withFallback(failing(new DeviceLost(LOST)), () => Promise.resolve(referenceEngine()));
  await engine.run(task, 5, {
    signal: undefined,
    onResult: () => undefined,
    onProgress: (share) => shares.push(share),
  });
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

test('any other error is not hidden', async () => {
  const engine = withFallback(failing(new Error('a defect')), () => Promise.resolve(referenceEngine()));
  await expect(runOf(engine, task, 5)).rejects.toThrow('a defect');
});

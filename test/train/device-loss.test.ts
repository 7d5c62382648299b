// A GPU device that is lost in the middle of a run: what was learned is kept, `auto` goes on, and it is said.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { checkConfiguration, examplesRight } from '../../src/problem/training/evaluate.ts';
import { instanceToJson } from '../../src/problem/training/schema.ts';
import { DeviceLost, type RestartResult } from '../../src/train/engine.ts';
import { withFallback } from '../../src/train/fallback-engine.ts';
import { train } from '../../src/train/index.ts';
import { initialState, trainRestart } from '../../src/train/integer/reference.ts';
import { sigmoidTable } from '../../src/train/integer/sigmoid.ts';
import { referenceEngine } from '../../src/train/reference-engine.ts';
import type { TrainOptions, TrainReport } from '../../src/train/types.ts';
import { findAdapter } from '../../src/train/webgpu/adapter.ts';
import { webgpuEngine } from '../../src/train/webgpu/engine.ts';
import type { FoundAdapter } from '../../src/train/webgpu/found-adapter.ts';
import { call, temporaryDirectory } from '../cli/harness.ts';
import { runOf } from './engines.ts';
import { FANO, planted, splittingPoints, taskOf } from './instances.ts';

/** For each device that is opened, how many submissions it lives; Infinity beyond the list, no device at all for 0. */
let lives: number[] = [];
let opened = 0;

/** The software adapter, which passes for a GPU and whose devices are destroyed after so many submissions. */
async function mortal(find: () => Promise<FoundAdapter>): Promise<FoundAdapter> {
  const { adapter, name } = await find();
  const requestDevice: GPUAdapter['requestDevice'] = async (...parts) => {
    let left = lives[opened++] ?? Infinity;
    if (left === 0) throw new Error('no device today');
    const device = await adapter.requestDevice(...parts);
    const { queue } = device;
    const submit = queue.submit.bind(queue);
    queue.submit = (buffers) => {
      submit(buffers);
      if (--left === 0) device.destroy();
    };
    return device;
  };
  return { adapter: { limits: adapter.limits, requestDevice } as GPUAdapter, name };
}

vi.mock('../../src/train/webgpu/adapter.ts', async (original) => {
  const real = await original<{ readonly findAdapter: typeof findAdapter }>();
  const find = (): Promise<FoundAdapter> => mortal(real.findAdapter);
  return { findAdapter: find, findGpu: find };
});

beforeEach(() => {
  lives = [];
  opened = 0;
});

const LOST = /^SwiftShader .*: the GPU device was lost \(.+\)$/;
const folder = temporaryDirectory();
const fano = splittingPoints(7, FANO);

async function reportOf(options: Partial<TrainOptions>, instance = fano): Promise<TrainReport> {
  const result = await train(instance, {
    restarts: 6,
    epochs: 400,
    optimizer: 'adam',
    seed: 0,
    backend: 'webgpu',
    ...options,
  });
  if (!result.supported) throw new Error(result.reason);
  expect(result.bestRight).toBe(examplesRight(instance, result.best));
  expect(checkConfiguration(instance, result.best).ok).toBe(result.successes > 0);
  return result;
}

/** Runs until the device is lost. */
async function untilLost(
  engine: Awaited<ReturnType<typeof webgpuEngine>>,
  restarts: number,
): Promise<{ readonly reported: RestartResult[]; readonly begun: RestartResult[] }> {
  const reported: RestartResult[] = [];
  const error: unknown = await engine
    .run(task, restarts, {
      signal: undefined,
      onResult: (result) => reported.push(result),
      onProgress: () => undefined,
    })
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DeviceLost);
  expect((error as Error).message).toMatch(LOST);
  return { reported, begun: [...(error as DeviceLost).begun] };
}

const task = taskOf(fano, 'adam', 400);

/** Bytes of a batch of eight restarts of the task. */
const TWO_VECTORS = 4 * 2 * 16 * 16;

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('a lost device', () => {
  test('what was read back last is what so many epochs lead to', async () => {
    lives = [12];
    const { reported, begun } = await untilLost(await webgpuEngine(await findAdapter()), 6);
    expect(reported).toEqual([]);
    expect(begun.map(({ restart }) => restart)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const { restart, weights, epochs, finished } of begun) {
      const state = initialState(task, restart);
      trainRestart(task, sigmoidTable(), state, 0, epochs);
      expect(epochs).toBeGreaterThan(0);
      expect(finished).toBe(state.solved > 0);
      expect(weights).toEqual(state.weights);
    }
  });

  test('before anything was read back there is nothing', async () => {
    lives = [1];
    expect(await untilLost(await webgpuEngine(await findAdapter()), 6)).toEqual({ reported: [], begun: [] });
  });

  test('what was reported before stays, and the other engine takes up there', async () => {
    const wanted = await runOf(referenceEngine(), task, 21);
    lives = [60, 60];
    const { reported, begun } = await untilLost(await webgpuEngine(await findAdapter(), TWO_VECTORS), 10_000);
    expect(reported.length).toBeGreaterThan(0);
    expect(reported.length % 8).toBe(0);
    expect(reported.slice(0, 21)).toEqual(wanted.slice(0, reported.length));
    for (const { restart } of begun) expect(restart).toBeGreaterThanOrEqual(reported.length);

    let first: number | undefined;
    const reference = referenceEngine();
    const other: typeof reference = {
      ...reference,
      run: (given, restarts, control) => {
        ({ first } = control);
        return reference.run(given, restarts, control);
      },
    };
    const gpu = await webgpuEngine(await findAdapter(), TWO_VECTORS);
    const engine = withFallback(gpu, () => Promise.resolve(other));
    const all = await runOf(engine, task, 500);
    expect(all.map(({ restart }) => restart)).toEqual(Array.from({ length: 500 }, (_, r) => r));
    expect(all.slice(0, 21)).toEqual(wanted);
    expect(engine.backend).toEqual({ ...reference.backend, lost: expect.stringMatching(LOST) });
    expect(first).toBeGreaterThan(0);
    await engine.close();
  });

  test('webgpu ends with what was learned; the next run has a new device', async () => {
    lives = [12];
    const report = await reportOf({});
    expect(report).toMatchObject({ interrupted: true, restarts: 0, successes: 0 });
    expect(report.backend).toMatchObject({ kind: 'webgpu', lost: expect.stringMatching(LOST) });
    expect(report.epochs).toBeGreaterThan(0);
    expect(report.bestRight).toBeGreaterThan(7);
    const again = await reportOf({});
    expect(opened).toBe(2);
    expect(again).toEqual({
      ...(await reportOf({ backend: 'cpu' })),
      backend: { kind: 'webgpu', name: report.backend.name },
      milliseconds: expect.any(Number),
    });
  });

  test.each([1, 2, 3, 9])(
    'auto goes on with the CPU to the report there is without a loss (after %d submissions)',
    async (submissions) => {
      lives = [submissions];
      const instance = splittingPoints(7, FANO, 'threshold');
      const wanted = await reportOf({ backend: 'cpu' }, instance);
      expect(await reportOf({ backend: 'auto' }, instance)).toEqual({
        ...wanted,
        milliseconds: expect.any(Number),
        backend: { ...wanted.backend, lost: expect.stringMatching(LOST) },
      });
      expect(opened).toBe(1);
    },
  );

  test('where there is an adapter but no device auto says so and webgpu fails', async () => {
    lives = [0, 0];
    const { backend } = await reportOf({ backend: 'auto' });
    expect(backend).toMatchObject({
      kind: 'cpu',
      lost: expect.stringMatching(/: expected a GPU device, got no device today$/),
    });
    await expect(reportOf({})).rejects.toThrow('no device today');
  });

  test('the command line says it on stderr', async () => {
    const file = join(folder, 'planted.json');
    writeFileSync(file, JSON.stringify(instanceToJson(planted(20, 1.8, 1))));
    const argv = ['train', file, '--restarts', '6', '--epochs', '400', '--backend'];
    lives = [12];
    const webgpu = await call([...argv, 'webgpu']);
    expect(webgpu.status).toBe(0);
    expect(webgpu.stderr).toMatch(
      /^SwiftShader .*: the GPU device was lost \(.*\): the results are those until then$/m,
    );
    expect(webgpu.stdout).toMatch(/^interrupted +yes$/m);
    lives = [Infinity, 12];
    const auto = await call([...argv, 'auto']);
    expect(auto.stderr).toMatch(
      /^SwiftShader .*: the GPU device was lost \(.*\): training went on with cpu \(.*\)$/m,
    );
    expect(auto.stdout).not.toMatch(/interrupted/);
    expect(auto.stderr).not.toMatch(/no GPU/);
  });

  test('a comparison ends there, and says it on stderr', async () => {
    const argv = [
      'compare',
      join(folder, 'planted.json'),
      '--restarts',
      '6',
      '--epochs',
      '400',
      '--backend',
      'webgpu',
    ];
    lives = [12];
    const { stderr } = await call(argv);
    expect(stderr).toMatch(/: the GPU device was lost \(.*\): the results are those until then\n/);
    expect(stderr).toMatch(/^interrupted: 0 of 1 networks/m);
  });
});

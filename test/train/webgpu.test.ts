// The WGSL kernel computes what the reference computes, bit for bit. On Linux x64 npm alone brings an adapter.
import { execFileSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cpuEngine } from '../../src/train/cpu-engine.ts';
import type { Engine } from '../../src/train/engine.ts';
import { train } from '../../src/train/index.ts';
import { RULES } from '../../src/train/integer/recipes.ts';
import { OPTIMIZERS } from '../../src/train/types.ts';
import { findAdapter } from '../../src/train/webgpu/adapter.ts';
import { webgpuEngine } from '../../src/train/webgpu/engine.ts';
import { kernelSource, needsActivationBuffer } from '../../src/train/webgpu/integer-kernel.ts';
import { Planner } from '../../src/train/webgpu/planner.ts';
import { unpackSwiftShader } from '../../src/train/webgpu/swiftshader.ts';
import { RUNS, expectEqualToReference, runOf } from './engines.ts';
import { planted, rationalPoints, taskOf } from './instances.ts';

// Elsewhere an adapter depends on the machine's drivers.
describe.runIf(process.platform === 'linux' && process.arch === 'x64')('WGSL equals the reference', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await webgpuEngine(await findAdapter());
  });
  afterAll(() => engine.close());

  test.each(RUNS)('$name', async ({ task }) => {
    await expectEqualToReference(engine, task, 7);
  });

  test('with more units than fit into registers', async () => {
    const task = taskOf(planted(12, 1.5, 1, 70), 'adam', 4);
    expect(needsActivationBuffer(task.parameters.units)).toBe(true);
    await expectEqualToReference(engine, task, 2);
  });

  test('over several dispatches, with restarts solved early and late', async () => {
    const results = await expectEqualToReference(engine, taskOf(planted(20, 1.8, 3), 'adam', 400), 40);
    expect(new Set(results.map((result) => result.epochs)).size).toBeGreaterThan(10);
  });

  test('a restart does not depend on how many others there are', async () => {
    const task = taskOf(planted(8, 1.5, 1), 'adam', 30);
    expect((await runOf(engine, task, 9)).slice(0, 2)).toEqual(await runOf(engine, task, 2));
  });

  test('an epoch cut into several dispatches gives the same weights', async () => {
    const task = taskOf(planted(300, 1.5, 2), 'adam', 2);
    const work = 8 * task.parameters.units * (task.packed.column.length + task.packed.examples);
    expect(new Planner(700, work).vectors).toBeLessThan(700);
    const cpu = await cpuEngine();
    const wanted = await runOf(cpu, task, 2800).finally(() => cpu.close());
    expect(await runOf(engine, task, 2800)).toEqual(wanted);
  });

  test('train reports the adapter and the same result as on the CPU', async () => {
    const instance = planted(12, 1.5, 4);
    const options = { restarts: 8, epochs: 300, optimizer: 'adam', seed: 0 } as const;
    const gpu = await train(instance, { ...options, backend: 'webgpu' });
    const cpu = await train(instance, { ...options, backend: 'cpu' });
    expect(gpu).toEqual({ ...cpu, backend: expect.anything(), milliseconds: expect.any(Number) });
    expect(gpu).toMatchObject({ backend: { kind: 'webgpu', name: expect.stringMatching(/./) } });
  });

  test('stops cleanly in the middle, with progress that only grows', async () => {
    const abort = new AbortController();
    const shares: number[] = [];
    const report = await train(planted(40, 2.2, 0), {
      restarts: 64,
      epochs: 1_000_000,
      optimizer: 'gd',
      seed: 0,
      backend: 'webgpu',
      signal: abort.signal,
      onProgress(share) {
        shares.push(share);
        if (shares.length === 3) abort.abort();
      },
    });
    expect(report).toMatchObject({ interrupted: true, restarts: 0, successes: 0 });
    expect(report.supported && report.epochs).toBeGreaterThan(0);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThan(1);
  });

  test('the process ends by itself after training on the adapter', () => {
    const library = (path: string): string =>
      JSON.stringify(fileURLToPath(new URL(`../../dist/src/${path}`, import.meta.url)));
    const script = `
      import { shallowInstance } from ${library('problem/training/shallow.js')};
      import { train } from ${library('train/index.js')};
      const examples = [{ stimulus: '0', response: '0' }, { stimulus: '1', response: '1' }];
      const options = { restarts: 4, epochs: 50, optimizer: 'adam', seed: 0, backend: 'webgpu' };
      const instance = shallowInstance({ inputs: 1, hidden: 0, output: 'threshold', examples });
      const { successes, backend } = await train(instance, options);
      console.log(successes, backend.kind);`;
    const out = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      timeout: 50_000,
    });
    expect(out.toString()).toBe('4 webgpu\n');
  });

  test('the driver is unpacked into a directory nobody else can enter', () => {
    const { manifest } = unpackSwiftShader();
    expect(unpackSwiftShader().manifest).toBe(manifest);
    expect(lstatSync(manifest.replace(/\/[^/]*$/, '')).mode & 0o777).toBe(0o700);
  });
});

test('the WGSL source for two units and Boolean stimuli', () => {
  expect(kernelSource(taskOf(planted(6, 1, 0), 'adam', 10))).toMatchSnapshot();
});

test('the WGSL source for rational stimuli and an update after every example', () => {
  expect(kernelSource(taskOf(rationalPoints(2, 5, 0, 70), 'sgd', 10))).toMatchSnapshot();
});

test('the WGSL source of an update that treats a unit as a whole', () => {
  expect(kernelSource(taskOf(rationalPoints(2, 5, 0, 3), 'normalised', 10))).toMatchSnapshot();
});

test('the source depends only on what it is written out for', () => {
  expect(kernelSource(taskOf(planted(6, 1, 0), 'adam', 10))).toBe(
    kernelSource(taskOf(planted(9, 1.5, 1), 'adam-0.999', 99, 5)),
  );
  const sources = OPTIMIZERS.map((optimizer) => kernelSource(taskOf(planted(6, 1, 0), optimizer, 10)));
  expect(new Set(sources).size).toBe(RULES.length);
});

describe('Planner', () => {
  test('begins with few restarts where an epoch of all would be long, and reaches all of them', () => {
    const planner = new Planner(1000, 2 ** 20);
    expect(planner).toMatchObject({ epochs: 1, vectors: 16 });
    expect(new Planner(1000, 2 ** 30).vectors).toBe(1);
    for (let i = 0; i < 4; i++) planner.learn(1);
    expect(planner).toMatchObject({ epochs: 4, vectors: 1000 });
  });

  test('starts with one epoch and grows to the target', () => {
    const planner = new Planner(10, 1000);
    expect(planner).toMatchObject({ epochs: 1, vectors: 10 });
    for (let i = 0; i < 20; i++) planner.learn(planner.epochs * 2);
    expect(planner.epochs).toBeGreaterThan(12);
    expect(planner.epochs).toBeLessThanOrEqual(100);
  });

  test('cuts epochs first, then restarts, and grows restarts back first', () => {
    const planner = new Planner(64, 1000);
    planner.epochs = 8;
    planner.learn(400);
    expect(planner).toMatchObject({ epochs: 2, vectors: 64 });
    planner.learn(10_000);
    expect(planner).toMatchObject({ epochs: 1, vectors: 64 });
    planner.learn(400);
    expect(planner).toMatchObject({ epochs: 1, vectors: 16 });
    planner.learn(25);
    expect(planner).toMatchObject({ epochs: 1, vectors: 64 });
    planner.learn(25);
    expect(planner).toMatchObject({ epochs: 4, vectors: 64 });
  });

  test('never plans nothing', () => {
    const planner = new Planner(1, 1000);
    for (let i = 0; i < 5; i++) planner.learn(1e6);
    expect(planner).toMatchObject({ epochs: 1, vectors: 1 });
  });
});

// Without the npm package webgpu the refusal names the option and the remedy, on one line.
import { expect, test, vi } from 'vitest';
import { findAdapter, findGpu } from '../../src/train/webgpu/adapter.ts';

vi.mock('webgpu', () => {
  throw new Error('Cannot find package');
});

test('webgpu asked for without its package', async () => {
  const error = await findAdapter().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'InputError', place: '--backend' });
  expect((error as Error).message).toMatch(
    /^--backend: expected a WebGPU adapter for webgpu, found none; use cpu, or npm install webgpu \(tried npm package webgpu: [^\n]+\)$/,
  );
});

test('auto goes on without it', async () => {
  expect(await findGpu()).toBeUndefined();
});

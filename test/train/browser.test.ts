// Gradient descent in a page: the same weights as in Node, bit for bit, on every backend, with Web Workers for threads.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { instanceToJson, type TrainingInstance } from '../../src/problem/training/schema.ts';
import { train } from '../../src/train/index.ts';
import { referenceEngine } from '../../src/train/reference-engine.ts';
import type { TrainOptions, TrainResult } from '../../src/train/types.ts';
import { waysToTrain } from '../../src/train/ways.ts';
import type { Engine } from '../../src/train/engine.ts';
import { inBrowser, resultOfPage, WEBGPU } from '../browser.ts';
import { planted, rationalPoints } from './instances.ts';

const PAGE_BACKENDS = ['reference', 'cpu', 'webgpu'] as const;

type Question = { readonly instance: TrainingInstance; readonly options: Omit<TrainOptions, 'backend'> };

/** The second is a run long enough for worker threads; one is solved in some restarts, one in none. */
const QUESTIONS: readonly Question[] = [
  {
    instance: rationalPoints(3, 25, 4),
    options: { restarts: 9, epochs: 200, optimizer: 'adam', seed: 4_000_000_000 },
  },
  { instance: planted(12, 1.8, 3), options: { restarts: 150, epochs: 1000, optimizer: 'adam', seed: 1 } },
];

/** What the page is told of a question, in JavaScript. */
const told = ({ instance, options }: Question): string =>
  `{ instance: parseInstance(${JSON.stringify(instanceToJson(instance))}, 'a test'), options: ${JSON.stringify(options)} }`;

const IMPORTS = `
  const { parseInstance } = await import('/dist/src/problem/training/schema.js');
  const { train } = await import('/dist/src/train/index.js');`;

/** A report as text, without what differs between backends and machines. It also runs in a page, so it stands alone. */
function steady(result: TrainResult): string {
  const kept = { ...result, backend: undefined, milliseconds: undefined };
  return JSON.stringify(kept, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
}

/** All restarts' weights, epochs and ends as SHA-256. It also runs in a page, so it stands alone. */
async function digest(engine: Engine, task: Parameters<Engine['run']>[0], restarts: number): Promise<string> {
  const results: string[] = [];
  await engine.run(task, restarts, {
    signal: undefined,
    onResult: ({ restart, weights, epochs, finished }) =>
      (results[restart] = `${weights.join()};${epochs};${finished}`),
    onProgress: () => undefined,
  });
  await engine.close();
  const bytes = new TextEncoder().encode(`${results.length}\n${results.join('\n')}`);
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].join();
}

// The npm package that brings a browser has it for Linux x64 alone.
describe.runIf(process.platform === 'linux' && process.arch === 'x64')('in a browser', () => {
  test(
    'every backend gives the report and the weights of the reference in Node',
    { timeout: 120_000 },
    async () => {
      const here: string[] = [];
      const weights: string[] = [];
      for (const { instance, options } of QUESTIONS) {
        here.push(steady(await train(instance, { ...options, backend: 'reference' })));
        const ways = waysToTrain(instance, options);
        if ('reason' in ways) throw new Error(ways.reason);
        weights.push(await digest(referenceEngine(), ways[0]!.task, options.restarts));
      }
      const there = await inBrowser(
        `${IMPORTS}
      const { waysToTrain } = await import('/dist/src/train/ways.js');
      const { referenceEngine } = await import('/dist/src/train/reference-engine.js');
      const { cpuEngine } = await import('/dist/src/train/cpu-engine.js');
      const { findAdapter } = await import('/dist/src/train/webgpu/adapter.js');
      const { webgpuEngine } = await import('/dist/src/train/webgpu/engine.js');
      const open = { reference: referenceEngine, cpu: cpuEngine, webgpu: async () => webgpuEngine(await findAdapter()) };
      const workers = [];
      const Started = Worker;
      globalThis.Worker = class extends Started {
        constructor(...parts) { super(...parts); workers.push(String(parts[0])); }
      };
      const steady = ${steady.toString()};
      const digest = ${digest.toString()};
      const all = [];
      for (const backend of ${JSON.stringify(PAGE_BACKENDS)}) {
        const reports = [];
        const weights = [];
        let name;
        for (const { instance, options } of [${QUESTIONS.map(told).join()}]) {
          const result = await train(instance, { ...options, backend });
          reports.push(steady(result));
          name = result.backend.kind;
          weights.push(await digest(await open[backend](), waysToTrain(instance, options)[0].task, options.restarts));
        }
        all.push({ name, reports, weights, workers: workers.splice(0).length > 0 });
      }
      return { all, isolated: crossOriginIsolated };`,
        WEBGPU,
      );
      expect(here.map((report) => /"successes":0/.test(report))).toEqual([true, false]);
      expect(there).toEqual({
        all: PAGE_BACKENDS.map((name) => ({ name, reports: here, weights, workers: name === 'cpu' })),
        isolated: false,
      });
    },
  );

  test('without WebGPU webgpu is refused and auto takes the CPU', { timeout: 120_000 }, async () => {
    const asked = `
      const outcome = async (backend) => train(instance, { ...options, backend })
        .then(({ backend: { kind, lost } }) => ({ kind, lost: lost ?? null }), (error) => \`\${error.name}: \${error.message}\`);
      const results = [await outcome('auto'), await outcome('webgpu')];
      Object.defineProperty(navigator, 'gpu', { value: undefined });
      return [...results, await outcome('webgpu')];`;
    const refusal = (reason: string): string =>
      `InputError: --backend: expected a WebGPU adapter for webgpu, found none; use cpu, or a browser with WebGPU, on a page from https or localhost (tried navigator.gpu: ${reason})`;
    const [question] = QUESTIONS;
    expect(await inBrowser(`${IMPORTS} const { instance, options } = ${told(question!)}; ${asked}`)).toEqual([
      { kind: 'cpu', lost: null },
      refusal('no adapter'),
      refusal('not there'),
    ]);
  });

  test(
    'auto leaves a software adapter alone, and goes on without a lost one',
    { timeout: 120_000 },
    async () => {
      const wanted = steady(
        await train(QUESTIONS[1]!.instance, { ...QUESTIONS[1]!.options, backend: 'cpu' }),
      );
      const there = (await inBrowser(
        `${IMPORTS} const { instance, options } = ${told(QUESTIONS[1]!)};
      const steady = ${steady.toString()};
      const software = await train(instance, { ...options, backend: 'auto' });
      // From here on the software adapter passes for a GPU, and its device is lost once there is progress.
      const info = { vendor: 'test', architecture: '', device: '', description: 'test GPU', isFallbackAdapter: false };
      Object.defineProperty(GPUAdapter.prototype, 'info', { get: () => info });
      const request = GPUAdapter.prototype.requestDevice;
      let device;
      GPUAdapter.prototype.requestDevice = async function (...parts) { return (device = await request.apply(this, parts)); };
      const lost = await train(instance, { ...options, backend: 'auto', onProgress: (share) => share > 0 && device.destroy() });
      return [software.backend.kind, steady(software), lost.backend.kind, lost.backend.lost, steady(lost)];`,
        WEBGPU,
      )) as string[];
      expect(there).toEqual([
        'cpu',
        wanted,
        'cpu',
        expect.stringMatching(/^test GPU: the GPU device was lost \(.*\)$/),
        wanted,
      ]);
    },
  );

  test(
    'a run on workers stops in the middle; workers that fail are an error',
    { timeout: 120_000 },
    async () => {
      const there = await inBrowser(
        `${IMPORTS} const { instance, options } = ${told({ ...QUESTIONS[1]!, instance: planted(40, 2.2, 0) })};
      const abort = new AbortController();
      const shares = [];
      const stopped = await train(instance, {
        ...options, optimizer: 'gd', restarts: 100_000, epochs: 1_000_000, backend: 'cpu', signal: abort.signal,
        onProgress(share) { shares.push(share); if (share > 0) abort.abort(); },
      });
      const Started = Worker;
      globalThis.Worker = class extends Started { constructor(_, settings) { super('/nowhere.js', settings); } };
      const failed = await train(instance, { ...options, backend: 'cpu' }).catch((error) => error.message);
      const { interrupted, successes, restarts, epochs, bestRight } = stopped;
      return { interrupted, successes, some: restarts < 100_000, began: epochs > 0 && bestRight > 40, ended: shares.at(-1) < 1, failed };`,
      );
      expect(there).toEqual({
        interrupted: true,
        successes: 0,
        some: true,
        began: true,
        ended: true,
        failed: 'web-worker.js: expected a worker that trains, got none that loads',
      });
    },
  );

  test('the page in the README writes what it says there', { timeout: 120_000 }, async () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const [, page, output] = /^```html\n([^]*?)^```\n\n```text\n([^]*?)^```/m.exec(readme)!;
    const look = `<script type="module">
      window.result = (async () => {
        while (!document.body?.textContent) await new Promise((later) => setTimeout(later, 20));
        return document.body.textContent;
      })();
    </script>`;
    expect(await resultOfPage(page + look)).toBe(output!.trim());
  });
});

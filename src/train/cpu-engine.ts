// The WASM kernel on all cores: stretches of restarts handed to a pool of worker threads.
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { builtUrl } from '../built.ts';
import { epochWork, totalEpochs, type Engine, type RestartResult } from './engine.ts';
import { LANES } from './integer/wasm.ts';
import { epochsDone, stop, trainStretch, type Stretch } from './stretch.ts';
import { kernelOf } from './trainer.ts';

/** A run of fewer multiply-adds is over before worker threads have started. */
const SMALL = 20_000_000;

/** Stretches a thread gets in a run, when there are enough restarts: threads then end at about the same time. */
const STRETCHES_PER_THREAD = 8;

/** Largest stretch, in groups of four restarts: bounds what a worker sends back at once. */
const MAX_GROUPS = 64;

const PROGRESS_MS = 100;

/** @param threads worker threads, all cores by default */
export async function cpuEngine(threads = availableParallelism()): Promise<Engine> {
  let pool: Piscina<Stretch, RestartResult[]> | undefined;
  const inWorker = (stretch: Stretch) => {
    pool ??= new Piscina({
      filename: fileURLToPath(builtUrl('./worker.js', import.meta.url)),
      maxThreads: threads,
    });
    return pool.run(stretch);
  };
  return {
    backend: { kind: 'cpu', name: `WebAssembly SIMD, ${threads} ${threads === 1 ? 'thread' : 'threads'}` },
    async run(task, restarts, { signal, onResult, onProgress }) {
      const module = await kernelOf(task);
      const here = restarts * totalEpochs(task) * epochWork(task) < SMALL;
      const each = stretchLength(restarts, threads);
      const shared = new BigInt64Array(new SharedArrayBuffer(16));
      const total = Math.ceil(restarts / LANES) * totalEpochs(task);
      const report = () => onProgress(epochsDone(shared) / total);
      const stopped = () => signal?.aborted === true;
      let next = 0;
      const thread = async () => {
        while (next < restarts && !stopped()) {
          const stretch = { module, task, first: next, count: Math.min(each, restarts - next), shared };
          next += each;
          if (here) await setImmediate();
          for (const result of here ? trainStretch(stretch) : await inWorker(stretch)) onResult(result);
          report();
        }
      };
      const timer = setInterval(report, PROGRESS_MS);
      const abort = () => stop(shared);
      signal?.addEventListener('abort', abort);
      try {
        await Promise.all(Array.from({ length: threads }, thread));
      } finally {
        clearInterval(timer);
        signal?.removeEventListener('abort', abort);
      }
    },
    async close() {
      await pool?.destroy();
    },
  };
}

function stretchLength(restarts: number, threads: number): number {
  const groups = Math.ceil(restarts / LANES);
  return LANES * Math.max(1, Math.min(MAX_GROUPS, Math.floor(groups / (threads * STRETCHES_PER_THREAD))));
}

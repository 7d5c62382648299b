// The WASM kernel on all cores: stretches of restarts handed to worker threads, of Node or of a page.
import { epochWork, totalEpochs, weightCount, type Engine, type TrainingTask } from './engine.ts';
import { LANES } from './integer/wasm.ts';
import { restartsOf, trainStretch } from './stretch.ts';
import { threadHost, trainOnThread } from './threads.ts';
import { kernelOf } from './trainer.ts';

/** A run of fewer multiply-adds is over before worker threads have started. */
const SMALL = 20_000_000;

/** Stretches a thread gets in a run, when there are enough restarts: threads then end at about the same time. */
const STRETCHES_PER_THREAD = 8;

/** Largest stretch, in groups of four restarts and in bytes of weights: bounds what a worker sends back at once. */
const MAX_GROUPS = 64;
const MAX_BYTES = 1 << 20;

/** @param count worker threads, all cores by default */
export async function cpuEngine(count?: number): Promise<Engine> {
  const host = await threadHost();
  const threads = count ?? host.cores;
  const pool = host.open(threads);
  return {
    backend: { kind: 'cpu', name: `WebAssembly SIMD, ${threads} ${threads === 1 ? 'thread' : 'threads'}` },
    async run(task, restarts, { first = 0, signal, onResult, onProgress }) {
      const module = await kernelOf(task);
      const total = totalEpochs(task);
      const here = (restarts - first) * total * epochWork(task) < SMALL;
      const each = stretchLength(task, restarts - first, threads);
      const stopped = (): boolean => signal?.aborted === true;
      // Epochs of groups of four restarts.
      let done = Math.ceil(first / LANES) * total;
      const all = done + Math.ceil((restarts - first) / LANES) * total;
      const onEpochs = (epochs: number): void => onProgress((done += epochs) / all);
      let next = first;
      const thread = async (): Promise<void> => {
        while (next < restarts && !stopped()) {
          const stretch = { module, task, first: next, count: Math.min(each, restarts - next) };
          next += each;
          const result = await (here
            ? trainStretch(stretch, { stopped, onEpochs })
            : trainOnThread(pool, stretch, signal, onEpochs));
          for (const restart of restartsOf(result)) onResult(restart);
        }
      };
      await Promise.all(Array.from({ length: here ? 1 : threads }, thread));
    },
    close: () => pool.close(),
  };
}

/** Restarts in a stretch, a multiple of the lanes. */
function stretchLength(task: TrainingTask, restarts: number, threads: number): number {
  const groups = Math.ceil(restarts / LANES);
  const fair = Math.floor(groups / (threads * STRETCHES_PER_THREAD));
  const room = Math.floor(MAX_BYTES / (4 * LANES * weightCount(task)));
  return LANES * Math.max(1, Math.min(MAX_GROUPS, fair, room));
}

// Worker threads of Node.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { TransferListItem } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { builtUrl } from '../built.ts';
import type { Threads } from './threads.ts';
import type { Work } from './worker.ts';

export const cores = availableParallelism();

export function open(threads: number): Threads {
  let pool: Piscina<Work, void> | undefined;
  return {
    run(work) {
      const filename = fileURLToPath(builtUrl('./worker.js', import.meta.url));
      // A thread that is idle for a moment must not end.
      pool ??= new Piscina({ filename, minThreads: threads, maxThreads: threads });
      return pool.run(work, { transferList: [work.port as unknown as TransferListItem] });
    },
    async close() {
      await pool?.destroy();
    },
  };
}

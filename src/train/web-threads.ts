// Worker threads of a page. They share no memory with it, so it need not be isolated from other origins.
import type { Threads } from './threads.ts';

export const cores = navigator.hardwareConcurrency;

/** A worker, and what to call when the work that it was handed is over. */
type Thread = {
  readonly worker: Worker;
  resolve: () => void;
  reject: (error: Error) => void;
};

export function open(): Threads {
  const all: Thread[] = [];
  const idle: Thread[] = [];
  const start = (): Thread => {
    const worker = new Worker(new URL('./web-worker.js', import.meta.url), { type: 'module' });
    const thread: Thread = { worker, resolve: () => undefined, reject: () => undefined };
    worker.addEventListener('message', () => {
      idle.push(thread);
      thread.resolve();
    });
    worker.addEventListener('error', ({ message }) =>
      thread.reject(
        new Error(`web-worker.js: expected a worker that trains, got ${message || 'none that loads'}`),
      ),
    );
    all.push(thread);
    return thread;
  };
  return {
    run: (work) =>
      new Promise((resolve, reject) => {
        const thread = Object.assign(idle.pop() ?? start(), { resolve, reject });
        thread.worker.postMessage(work, [work.port]);
      }),
    close() {
      for (const { worker } of all) worker.terminate();
      return Promise.resolve();
    },
  };
}

// Worker threads of a page. They share no memory with it, so it need not be isolated from other origins.
import type { Threads } from './threads.ts';

export const cores = navigator.hardwareConcurrency;

export function open(): Threads {
  const all: Worker[] = [];
  const idle: Worker[] = [];
  const start = (): Worker => {
    const worker = new Worker(new URL('./web-worker.js', import.meta.url), { type: 'module' });
    all.push(worker);
    return worker;
  };
  return {
    run: (work) =>
      new Promise((resolve, reject) => {
        const worker = idle.pop() ?? start();
        worker.onmessage = () => {
          idle.push(worker);
          resolve();
        };
        worker.onerror = ({ message }) =>
          reject(
            new Error(`web-worker.js: expected a worker that trains, got ${message || 'none that loads'}`),
          );
        worker.postMessage(work, [work.port]);
      }),
    close() {
      for (const worker of all) worker.terminate();
      return Promise.resolve();
    },
  };
}

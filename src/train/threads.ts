// Worker threads that train stretches of restarts: what those of Node and of a page have in common, and the choice.
import type { Stretch, StretchResult } from './stretch.ts';
import type { Said, Work } from './worker.ts';

/** Threads, each started when it is first needed. */
export type Threads = {
  /**
   * Hands work to an idle thread; resolves when the thread is idle again.
   * @throws Error when the thread fails or cannot be started
   */
  readonly run: (work: Work) => Promise<void>;
  /** Ends the threads. */
  readonly close: () => Promise<void>;
};

/** A module that starts threads. */
export type ThreadHost = {
  /** Cores of the machine, as far as one is told. */
  readonly cores: number;
  /** @param most stretches that are trained at the same time */
  readonly open: (most: number) => Threads;
};

/** Whether this is Node, with files and packages; else it is a page. */
export const IN_NODE = typeof process === 'object' && typeof process.versions?.node === 'string';

export function threadHost(): Promise<ThreadHost> {
  return IN_NODE ? import('./node-threads.ts') : import('./web-threads.ts');
}

/**
 * Trains a stretch on a thread.
 * @param signal stops it after its current slice; what was begun is in the result
 * @param onEpochs as in `StretchControl`, but summed up over some time
 */
export async function trainOnThread(
  threads: Threads,
  stretch: Stretch,
  signal: AbortSignal | undefined,
  onEpochs: (epochs: number) => void,
): Promise<StretchResult> {
  const { port1, port2 } = new MessageChannel();
  const stop = (): void => port1.postMessage('stop');
  signal?.addEventListener('abort', stop);
  try {
    const result = new Promise<StretchResult>((resolve) => {
      port1.addEventListener('message', ({ data }: MessageEvent<Said>) =>
        typeof data === 'number' ? onEpochs(data) : resolve(data),
      );
      port1.start();
    });
    const [, there] = await Promise.all([threads.run({ stretch, port: port2 }), result]);
    return there;
  } finally {
    signal?.removeEventListener('abort', stop);
    port1.close();
  }
}

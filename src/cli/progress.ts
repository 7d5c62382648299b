// Progress for a person at a terminal: on stderr, and only when stderr is a terminal.
import type { Io } from './io.ts';

/** What is shown while work goes on. */
export type Progress = {
  /** @param share what is done, 0 … 1 */
  update(share: number, message: string): void;
  /** Makes room for a line of words. */
  clear(): void;
  stop(): void;
};

/** `bar` shows the share that is done; `words`, where nobody can know it, the message alone. */
export type ProgressForm = 'bar' | 'words';

/** Starts showing progress; without a terminal it does nothing. */
export async function startProgress(io: Pick<Io, 'stderr'>, form: ProgressForm): Promise<Progress> {
  const { stderr } = io;
  if (stderr.isTTY !== true)
    return { update: () => undefined, clear: () => undefined, stop: () => undefined };
  const { default: cliProgress } = await import('cli-progress');
  const bar = new cliProgress.SingleBar({
    stream: stderr,
    format: form === 'bar' ? '{bar} {percentage} % {message}' : '{message}',
    barsize: 24,
    clearOnComplete: true,
    hideCursor: false,
    gracefulExit: false,
    stopOnComplete: false,
    fps: 5,
  });
  bar.start(1000, 0, { message: '' });
  return {
    update: (share, message) => bar.update(Math.round(1000 * share), { message }),
    clear: () => void stderr.write('\r\u001b[K'),
    stop: () => bar.stop(),
  };
}

// Progress for a person at a terminal: on stderr, and only when stderr is a terminal.
import type { Io } from './io.ts';

export type Progress = {
  /** @param share what is done, 0 … 1 */
  update(share: number, message: string): void;
  stop(): void;
};

/** Starts a progress bar; without a terminal it does nothing. */
export async function startProgress(io: Pick<Io, 'stderr'>): Promise<Progress> {
  if (io.stderr.isTTY !== true) return { update: () => undefined, stop: () => undefined };
  const { default: cliProgress } = await import('cli-progress');
  const bar = new cliProgress.SingleBar({
    stream: io.stderr,
    format: '{bar} {percentage} % {message}',
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
    stop: () => bar.stop(),
  };
}

// Who takes part in the benchmark of training: one of our engines, or a rival.
import type { PackedExamples } from '../../../src/train/pack.ts';

/** Example-updates done, and what they cost. */
export type Work = { readonly updates: number; readonly wallSeconds: number; readonly cpuSeconds: number };

/** One way to train two units with Adam on all examples; `run` trains so many restarts for so many epochs. */
export type Contestant = {
  readonly name: string;
  /** Restarts at once that suit it. */
  readonly restarts: number;
  readonly run: (packed: PackedExamples, restarts: number, epochs: number) => Promise<Work>;
  readonly close: () => Promise<void>;
};

/** What an action costs in this process, all threads together. */
export async function measured(action: () => Promise<number>): Promise<Work> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  const updates = await action();
  const wallSeconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { updates, wallSeconds, cpuSeconds: (user + system) / 1e6 };
}

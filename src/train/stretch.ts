// Trains a stretch of restarts with the WASM kernel in short slices; runs on the main thread and in workers alike.
import { totalEpochs, type RestartResult, type TrainingTask, type Weights } from './engine.ts';
import { LANES } from './integer/wasm.ts';
import { pauses, SLICE_MS } from './pause.ts';
import { trainerFor } from './trainer.ts';

/** A stretch of restarts, as posted to a worker. */
export type Stretch = {
  readonly module: WebAssembly.Module;
  readonly task: TrainingTask;
  readonly first: number;
  readonly count: number;
};

/** What became of the restarts of a stretch, in their order; fewer of them when it was stopped. */
export type StretchResult = {
  readonly first: number;
  /** Of all restarts, one after another: one block of memory, which changes threads without being copied. */
  readonly weights: Weights;
  readonly epochs: Int32Array;
  /** 1 where a restart is solved or out of epochs. */
  readonly finished: Uint8Array;
};

/** Milliseconds between two reports of epochs. */
const REPORT_MS = 100;

/** How a stretch talks to who runs it. */
export type StretchControl = {
  /** Whether to end after the current slice; what sets it gets a turn of the event loop now and then. */
  readonly stopped: () => boolean;
  /**
   * Told now and then, and at the end, the epochs done since, summed over groups of four restarts; a solved group counts
   * whole.
   */
  readonly onEpochs: (epochs: number) => void;
};

/** Trains the restarts first … first + count - 1; those begun before a stop are all reported. */
export async function trainStretch(
  { module, task, first, count }: Stretch,
  { stopped, onEpochs }: StretchControl,
): Promise<StretchResult> {
  const trainer = trainerFor(module, task);
  const total = totalEpochs(task);
  const weights: Weights[] = [];
  const spent: number[] = [];
  const finished: boolean[] = [];
  const pause = pauses();
  let unsaid = 0;
  let said = performance.now();
  const say = (): void => {
    onEpochs(unsaid);
    unsaid = 0;
    said = performance.now();
  };
  let slice = 1;
  for (let group = first; group < first + count && !stopped(); group += LANES) {
    trainer.start(group);
    let epoch = 0;
    let solved = false;
    while (epoch < total && !solved && !stopped()) {
      const began = performance.now();
      const epochs = Math.min(slice, total - epoch);
      solved = trainer.run(epoch, epochs);
      epoch += epochs;
      unsaid += solved ? total - epoch + epochs : epochs;
      const now = performance.now();
      const lasted = now - began;
      if (now - said > REPORT_MS) say();
      if (lasted < SLICE_MS / 2) slice *= 2;
      else if (lasted > SLICE_MS * 2) slice = Math.max(1, slice >> 1);
      await pause();
    }
    const solvedIn = trainer.solved;
    for (let lane = 0; lane < LANES && group + lane < first + count; lane++) {
      weights.push(trainer.weights(lane));
      spent.push(solvedIn[lane]! || epoch);
      finished.push(solvedIn[lane]! > 0 || epoch === total);
    }
  }
  say();
  return {
    first,
    weights: joined(weights),
    epochs: Int32Array.from(spent),
    finished: Uint8Array.from(finished, Number),
  };
}

function joined(parts: readonly Weights[]): Weights {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const whole = parts[0] instanceof Float32Array ? new Float32Array(size) : new Int32Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The restarts of a stretch one by one; their weights share the stretch's memory. */
export function* restartsOf({ first, weights, epochs, finished }: StretchResult): Generator<RestartResult> {
  const size = weights.length / epochs.length;
  for (let r = 0; r < epochs.length; r++)
    yield {
      restart: first + r,
      weights: weights.subarray(r * size, (r + 1) * size),
      epochs: epochs[r]!,
      finished: finished[r] === 1,
    };
}

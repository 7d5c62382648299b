// Trains a stretch of restarts with the WASM kernel in short slices; runs on the main thread and in workers alike.
import { totalEpochs, type RestartResult, type TrainingTask } from './engine.ts';
import { LANES } from './integer/wasm.ts';
import { trainerFor } from './trainer.ts';

/** A stretch of restarts, as posted to a worker. */
export type Stretch = {
  readonly module: WebAssembly.Module;
  readonly task: TrainingTask;
  readonly first: number;
  readonly count: number;
  /** Shared with all workers: [1 to stop, epochs done over all groups of four restarts]. */
  readonly shared: BigInt64Array;
};

const STOP = 0;
const DONE = 1;

/** Asks every stretch that shares `shared` to end after its current slice. */
export function stop(shared: BigInt64Array): void {
  Atomics.store(shared, STOP, 1n);
}

/** Epochs done so far, summed over groups of four restarts; a solved group counts whole. */
export function epochsDone(shared: BigInt64Array): number {
  return Number(Atomics.load(shared, DONE));
}

/** A slice should last about this long; its length decides nothing but how soon a stop is seen. */
const SLICE_MS = 20;

/** Trains the restarts first … first + count - 1; those begun before a stop are all reported. */
export function trainStretch({ module, task, first, count, shared }: Stretch): RestartResult[] {
  const trainer = trainerFor(module, task);
  const total = totalEpochs(task);
  const results: RestartResult[] = [];
  const stopped = () => Atomics.load(shared, STOP) !== 0n;
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
      Atomics.add(shared, DONE, BigInt(solved ? total - epoch + epochs : epochs));
      const lasted = performance.now() - began;
      if (lasted < SLICE_MS / 2) slice *= 2;
      else if (lasted > SLICE_MS * 2) slice = Math.max(1, slice >> 1);
    }
    const epochs = trainer.solved;
    for (let lane = 0; lane < LANES && group + lane < first + count; lane++)
      results.push({
        restart: group + lane,
        weights: trainer.weights(lane),
        epochs: epochs[lane]! || epoch,
        finished: epochs[lane]! > 0 || epoch === total,
      });
  }
  return results;
}

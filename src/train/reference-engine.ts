// The reference core as an engine: one restart after another on the main thread.
import { epochWork, totalEpochs, type Engine, type TrainingTask, type Weights } from './engine.ts';
import * as floats from './float/reference.ts';
import * as integers from './integer/reference.ts';
import { sigmoidTable } from './integer/sigmoid.ts';
import { pauses } from './pause.ts';

/** Example-updates between two looks at the abort signal: some 20 ms. */
const SLICE = 400_000;

/** A restart of either core, and how to take it through some epochs. */
type Restart = {
  readonly state: { readonly weights: Weights; readonly solved: number };
  readonly train: (first: number, epochs: number) => void;
};

function begin(task: TrainingTask, restart: number): Restart {
  if (task.core === 'float') {
    const state = floats.initialState(task, restart);
    return { state, train: (first, epochs) => floats.trainRestart(task, state, first, epochs) };
  }
  const state = integers.initialState(task, restart);
  const table = sigmoidTable();
  return { state, train: (first, epochs) => integers.trainRestart(task, table, state, first, epochs) };
}

export function referenceEngine(): Engine {
  return {
    backend: { kind: 'reference', name: 'TypeScript' },
    async run(task, restarts, { first = 0, signal, onResult, onProgress }) {
      const total = totalEpochs(task);
      const slice = Math.max(1, Math.floor(SLICE / epochWork(task)));
      const stopped = () => signal?.aborted === true;
      const pause = pauses();
      for (let restart = first; restart < restarts && !stopped(); restart++) {
        const { state, train } = begin(task, restart);
        let epoch = 0;
        while (epoch < total && state.solved === 0 && !stopped()) {
          const epochs = Math.min(slice, total - epoch);
          train(epoch, epochs);
          epoch += epochs;
          onProgress((restart + epoch / total) / restarts);
          await pause();
        }
        onResult({
          restart,
          weights: state.weights,
          epochs: state.solved || epoch,
          finished: state.solved > 0 || epoch === total,
        });
      }
    },
    close: () => Promise.resolve(),
  };
}

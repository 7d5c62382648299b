// The reference core as an engine: one restart after another on the main thread.
import type { Engine } from './engine.ts';
import { initialState, trainRestart } from './integer/reference.ts';
import { sigmoidTable } from './integer/sigmoid.ts';
import { pauses } from './pause.ts';

/** Example-updates between two looks at the abort signal: some 20 ms. */
const SLICE = 400_000;

export function referenceEngine(): Engine {
  const table = sigmoidTable();
  return {
    backend: { kind: 'reference', name: 'TypeScript' },
    async run(task, restarts, { first = 0, signal, onResult, onProgress }) {
      const total = task.parameters.totalEpochs;
      const slice = Math.max(
        1,
        Math.floor(SLICE / (task.parameters.units * (1 + task.packed.column.length))),
      );
      const stopped = () => signal?.aborted === true;
      const pause = pauses();
      for (let restart = first; restart < restarts && !stopped(); restart++) {
        const state = initialState(task, restart);
        let epoch = 0;
        while (epoch < total && state.solved === 0 && !stopped()) {
          const epochs = Math.min(slice, total - epoch);
          trainRestart(task, table, state, epoch, epochs);
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

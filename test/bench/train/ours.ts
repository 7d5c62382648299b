// Our engines as contestants.
import type { Engine } from '../../../src/train/engine.ts';
import { integerTask } from '../../../src/train/integer/parameters.ts';
import type { Optimizer } from '../../../src/train/types.ts';
import { measured, type Contestant } from './contestant.ts';

/** An engine of the integer core. */
export function ours(
  name: string,
  engine: Engine,
  restarts: number,
  optimizer: Optimizer = 'adam',
): Contestant {
  return {
    name,
    restarts,
    run: (packed, count, epochs) => {
      const task = integerTask(packed, 2, optimizer, {}, epochs, 0);
      return measured(async () => {
        let updates = 0;
        await engine.run(task, count, {
          signal: undefined,
          onResult: (result) => (updates += result.epochs * packed.examples),
          onProgress: () => undefined,
        });
        return updates;
      });
    },
    close: () => engine.close(),
  };
}

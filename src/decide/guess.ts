// A guess by gradient descent. An instance with slack is trained in milliseconds where the search for a colouring may
// take minutes; a network that is right on every example in exact arithmetic ends the decision, whoever found it.
import { LANES, trainingKernel, WasmTrainer } from '../train/integer/wasm.ts';
import { integerWays } from '../train/integer/ways.ts';
import { Scoreboard } from '../train/scoreboard.ts';
import type { Way } from '../train/ways.ts';
import { weightRight } from '../problem/training/evaluate.ts';
import type { Configuration } from '../problem/training/configuration.ts';
import type { LabelledPoints } from '../problem/training/points.ts';
import { mayErr, requiredWeight, type TrainingInstance } from '../problem/training/schema.ts';

/** Epochs of a restart: Adam's recipe wants at least 500 and gains little beyond 1000. */
const EPOCHS = 800;
/** Epochs between two looks at the clock. */
const SLICE = 50;
/** Weight updates in the epochs of four restarts beyond which no guess is made: a fraction of a second's worth. */
const MAX_UPDATES = 400_000_000;

type Training = { readonly way: Way; readonly trainer: WasmTrainer };

/** Restarts of the training core, four at a time. */
export class Guess {
  readonly #instance: TrainingInstance;
  readonly #data: LabelledPoints;
  #ways: readonly Training[] | undefined;
  /** Whether networks that get only some examples right are worth a look. */
  readonly #partial: boolean;
  #restart = 0;

  constructor(instance: TrainingInstance, data: LabelledPoints) {
    this.#instance = instance;
    this.#data = data;
    this.#partial = mayErr(instance);
  }

  /**
   * Trains four more restarts of every relaxation of the network.
   * @returns a configuration that gets enough right; undefined when none was found, `expired` became true, or the network
   * has no relaxation or is too large for a guess
   */
  async round(expired: () => boolean): Promise<Configuration | undefined> {
    this.#ways ??= await this.#prepare();
    const first = this.#restart;
    this.#restart += LANES;
    for (const { way, trainer } of this.#ways) {
      trainer.start(first);
      for (let epoch = 0; epoch < EPOCHS && !trainer.solved.some((solved) => solved > 0); epoch += SLICE) {
        if (expired()) return undefined;
        trainer.run(epoch, SLICE);
      }
      const { solved } = trainer;
      const board = new Scoreboard(this.#instance, way);
      for (let lane = 0; lane < LANES; lane++)
        if (solved[lane]! > 0 || this.#partial)
          board.add({
            restart: first + lane,
            weights: trainer.weights(lane),
            epochs: solved[lane]! || EPOCHS,
            finished: true,
          });
      if (board.empty) continue;
      const best = board.best();
      if (board.successes > 0 || weightRight(this.#instance, best) >= requiredWeight(this.#instance))
        return best;
    }
    return undefined;
  }

  async #prepare(): Promise<readonly Training[]> {
    const ways = integerWays(this.#instance, this.#data, { optimizer: 'adam', epochs: EPOCHS, seed: 0 });
    if ('reason' in ways) return [];
    const { packed, parameters } = ways[0]!.task;
    const size = packed.column.length + packed.examples + packed.inputs;
    if (LANES * EPOCHS * parameters.units * size > MAX_UPDATES) return [];
    const module = await trainingKernel();
    return ways.map((way) => ({ way, trainer: new WasmTrainer(module, way.task) }));
  }
}

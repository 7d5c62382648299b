// Witnesses of training instances that cost more: by gradient descent, and by a search in random order.
import type { AnyProblem } from '../catalogue/catalogue.ts';
import { isTraining } from '../problem/training/problem.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import { asShallow } from '../problem/training/shallow.ts';
import type { Random } from '../random.ts';
import { train } from '../train/index.ts';
import { configurations } from './specimens/configurations.ts';

/** Searches, linear programs a search may solve, witnesses a search may give. */
const SEARCHES = 3;
const PROGRAMS = 400;
const RESTARTS = 4;
const EPOCHS = 800;

/** Candidates for witnesses of an instance of any problem; none where the problem is not training. */
export async function* otherWitnesses(
  problem: AnyProblem,
  instance: unknown,
  random: Random,
): AsyncGenerator<readonly ['searched' | 'trained', unknown]> {
  if (!isTraining(problem)) return;
  const network = instance as TrainingInstance;
  for (let i = 0; i < SEARCHES; i++)
    for (const witness of configurations(network, { random, programs: PROGRAMS })) {
      yield ['searched', witness];
      break;
    }
  if (network.examples.length === 0 || !asShallow(network)) return;
  const trained = await train(network, {
    restarts: RESTARTS,
    epochs: EPOCHS,
    optimizer: 'adam',
    seed: random.below(2 ** 32),
    backend: 'reference',
  });
  if (trained.supported && trained.successes > 0) yield ['trained', trained.best];
}

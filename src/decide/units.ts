// The fewest hidden units with which a shallow network can get enough right. For an AND of units on a graph's points that is
// the chromatic number (reductions/graph-colouring-to-and-network.ts).
import type { Configuration } from '../problem/training/configuration.ts';
import { shallowInstance, type ShallowInstance } from '../problem/training/shallow.ts';
import { decideTraining } from './index.ts';
import type { OptimumOptions } from './optimum.ts';
import type { TrainingVerdict } from './verdict.ts';

/** What is known about the fewest units. */
export type FewestUnits = {
  /** No fewer suffice. */
  readonly lower: number;
  /** So many suffice, by `best`; undefined when no number does (`hopeless`), or none is known. */
  readonly upper: number | undefined;
  /** Whether no number of units suffices. */
  readonly hopeless: boolean;
  /** A configuration of the network with `upper` units. */
  readonly best: Configuration | undefined;
  /** The verdict that one unit less than `lower` does not suffice; undefined for one unit. */
  readonly excluded: TrainingVerdict | undefined;
  /** What ended the search early. */
  readonly limit: string | undefined;
  readonly milliseconds: number;
};

/** The same question about a network of the same kind with another number of hidden units. */
export function withUnits(instance: ShallowInstance, hidden: number): ShallowInstance {
  return shallowInstance({ ...instance, inputs: instance.architecture.inputs, hidden });
}

/**
 * Asks for one unit, two, and so on until the answer is yes: more never do harm, since a further unit can be idle. With as
 * many units as labelled examples no further one is of use.
 * @param instance a network with hidden units; how many does not matter
 * @param options their seconds are those of all questions together
 * @param onBound called with each number that is known not to suffice
 */
export async function fewestUnits(
  instance: ShallowInstance,
  options: OptimumOptions = {},
  onBound: (tooFew: number) => void = () => {},
): Promise<FewestUnits> {
  const start = performance.now();
  const elapsed = (): number => performance.now() - start;
  const most = Math.max(1, instance.examples.filter(({ response }) => response !== '*').length);
  let excluded: TrainingVerdict | undefined;
  for (let units = 1; ; units++) {
    const known = { lower: units, upper: undefined, hopeless: false, best: undefined, excluded };
    if (units > most) return { ...known, hopeless: true, limit: undefined, milliseconds: elapsed() };
    const seconds = options.seconds === undefined ? undefined : options.seconds - elapsed() / 1000;
    const late = `seconds: ${options.seconds}`;
    if (seconds !== undefined && seconds <= 0) return { ...known, limit: late, milliseconds: elapsed() };
    const verdict = await decideTraining(withUnits(instance, units), { ...options, seconds });
    if (verdict.answer === 'yes')
      return {
        ...known,
        upper: units,
        best: verdict.configuration,
        limit: undefined,
        milliseconds: elapsed(),
      };
    if (verdict.answer === 'unknown') {
      const limit = verdict.limit.startsWith('seconds') ? late : verdict.limit;
      return { ...known, limit, milliseconds: elapsed() };
    }
    excluded = verdict;
    onBound(units);
  }
}

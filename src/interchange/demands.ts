// What the examples of an instance ask for, each different demand once.
import { stimuliOf } from '../formula/stimuli.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';

/** A response that some stimulus should give. */
export type Demand = {
  /** The first example that asks for it. */
  readonly example: number;
  /** The number of the stimulus in `stimuliOf`. */
  readonly stimulus: number;
  readonly response: string;
  /** The weight of the examples that ask for it. */
  weight: number;
};

/** The demands, and the weight of the examples that ask for nothing, which are always right. */
export function demandsOf(instance: TrainingInstance): {
  readonly wanted: readonly Readonly<Demand>[];
  readonly always: number;
} {
  const stimuli = stimuliOf(instance);
  const known = new Map<string, Demand>();
  let always = 0;
  instance.examples.forEach(({ response, weight = 1 }, example) => {
    const stimulus = stimuli.of[example]!;
    if (stimulus < 0) {
      always += weight;
      return;
    }
    const key = `${stimulus} ${response}`;
    const before = known.get(key);
    if (before) before.weight += weight;
    else known.set(key, { example, stimulus, response, weight });
  });
  return { wanted: [...known.values()], always };
}

// How much of an instance any network can get right: bounds from both sides, each with what proves it.
import type { Configuration } from '../problem/training/configuration.ts';
import { weightRight } from '../problem/training/evaluate.ts';
import { totalWeight, type TrainingInstance } from '../problem/training/schema.ts';
import { decideTraining } from './index.ts';
import type { DecideOptions, TrainingVerdict } from './verdict.ts';

/** What is known about the largest weight of right examples. */
export type Optimum = {
  /** The weight that `best` gets right; no network gets more than `upper` right. */
  readonly lower: number;
  readonly upper: number;
  readonly total: number;
  /** Undefined when interrupted before there was one. */
  readonly best: Configuration | undefined;
  /** The verdict that no network gets more than `upper` right; undefined where that is everything. */
  readonly excluded: TrainingVerdict | undefined;
  /** What ended the search early; undefined when the bounds met. */
  readonly limit: string | undefined;
  readonly milliseconds: number;
};

/** Bounds as they are found. */
export type OnBounds = (lower: number, upper: number, total: number) => void;

/** Limits and choices of the search; our own engine answers, so that every bound has its proof. */
export type OptimumOptions = Pick<DecideOptions, 'seconds' | 'memory' | 'encoding' | 'signal' | 'onProgress'>;

/** Conflicts of a question in the first round; four times as many in each round after. */
const CONFLICTS = 2000;

/** The instance with another requirement: a weight of `atLeast` of its examples has to be right. */
export function requiring(instance: TrainingInstance, atLeast: number): TrainingInstance {
  return { ...instance, require: atLeast === totalWeight(instance) ? 'all' : { atLeast } };
}

/**
 * Refines bounds on the optimum. In each round, which allows four times the conflicts of the one before, the lower bound is
 * raised by asking for more than the best network so far gets right, then the upper one lowered by asking for as much as is
 * not excluded, in steps that double while they succeed. `require` of the instance does not matter.
 * @param options their seconds are those of all questions together
 * @param onBounds called when a bound has moved
 */
export async function optimum(
  instance: TrainingInstance,
  options: OptimumOptions = {},
  onBounds: OnBounds = () => {},
): Promise<Optimum> {
  const start = performance.now();
  const total = totalWeight(instance);
  const search = new Search(instance, total, options, onBounds, start);
  for (let conflicts = CONFLICTS; !search.settled; conflicts *= 4) {
    while (!search.settled && (await search.raise(conflicts)));
    let step = 1;
    while (!search.settled && (await search.lower(step, conflicts))) step *= 2;
  }
  return search.result();
}

class Search {
  readonly #instance: TrainingInstance;
  readonly #total: number;
  readonly #options: OptimumOptions;
  readonly #onBounds: OnBounds;
  readonly #start: number;
  #lower = -1;
  #upper: number;
  #best: Configuration | undefined;
  #excluded: TrainingVerdict | undefined;
  #limit: string | undefined;

  constructor(
    instance: TrainingInstance,
    total: number,
    options: OptimumOptions,
    onBounds: OnBounds,
    start: number,
  ) {
    this.#instance = instance;
    this.#total = total;
    this.#upper = total;
    this.#options = options;
    this.#onBounds = onBounds;
    this.#start = start;
  }

  get settled(): boolean {
    return this.#limit !== undefined || this.#lower === this.#upper;
  }

  /** Asks for more than the best network gets right. @returns whether the answer was yes */
  async raise(conflicts: number): Promise<boolean> {
    return (await this.#ask(this.#lower + 1, conflicts)) === 'yes';
  }

  /** Asks for `step` less than what is not excluded, and 1 more. @returns whether the answer was no */
  async lower(step: number, conflicts: number): Promise<boolean> {
    const atLeast = Math.max(this.#lower + 1, this.#upper + 1 - step);
    return (await this.#ask(atLeast, conflicts)) === 'no';
  }

  async #ask(atLeast: number, conflicts: number): Promise<TrainingVerdict['answer']> {
    const { seconds } = this.#options;
    const left = seconds === undefined ? undefined : seconds - (performance.now() - this.#start) / 1000;
    if (left !== undefined && left <= 0) {
      this.#limit = `seconds: ${seconds}`;
      return 'unknown';
    }
    const verdict = await decideTraining(requiring(this.#instance, atLeast), {
      ...this.#options,
      seconds: left,
      conflicts,
    });
    switch (verdict.answer) {
      case 'yes':
        this.#best = verdict.configuration;
        this.#lower = weightRight(this.#instance, verdict.configuration);
        break;
      case 'no':
        this.#excluded = verdict;
        this.#upper = atLeast - 1;
        break;
      case 'unknown':
        if (verdict.limit.startsWith('seconds')) this.#limit = `seconds: ${seconds}`;
        else if (!verdict.limit.startsWith('conflicts')) this.#limit = verdict.limit;
        return verdict.answer;
    }
    this.#onBounds(Math.max(0, this.#lower), this.#upper, this.#total);
    return verdict.answer;
  }

  result(): Optimum {
    return {
      lower: Math.max(0, this.#lower),
      upper: this.#upper,
      total: this.#total,
      best: this.#best,
      excluded: this.#excluded,
      limit: this.#limit,
      milliseconds: performance.now() - this.#start,
    };
  }
}

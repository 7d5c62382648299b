// Keeps score of restarts: each is hardened to threshold units and counted on the examples in exact arithmetic.
import type { Configuration } from '../problem/training/configuration.ts';
import { examplesRight, weightRight } from '../problem/training/evaluate.ts';
import { requiredWeight, totalWeight, type TrainingInstance } from '../problem/training/schema.ts';
import type { RestartResult } from './engine.ts';
import type { Way } from './ways.ts';

type Candidate = { readonly success: boolean; readonly right: number; readonly result: RestartResult };

function better(a: Candidate, b: Candidate): boolean {
  if (a.success !== b.success) return a.success;
  return a.right > b.right || (a.right === b.right && a.result.restart < b.result.restart);
}

/** The restarts of one way to train; the order in which they are added does not matter. */
export class Scoreboard {
  /** Restarts that were finished, or whose hard network gets enough right. */
  restarts = 0;
  successes = 0;
  epochs = 0;
  /** Number, from 0, of the first successful restart. */
  firstSuccess = Infinity;
  #best: Candidate | undefined;
  readonly way: Way;
  readonly #instance: TrainingInstance;
  /** By weight. */
  readonly #required: number;
  readonly #total: number;

  constructor(instance: TrainingInstance, way: Way) {
    this.way = way;
    this.#instance = instance;
    this.#required = requiredWeight(instance);
    this.#total = totalWeight(instance);
  }

  add(result: RestartResult): void {
    const right = this.way.right(result.weights);
    const success = this.#suffices(right, result);
    this.epochs += result.epochs;
    if (result.finished || success) this.restarts++;
    if (success) {
      this.successes++;
      this.firstSuccess = Math.min(this.firstSuccess, result.restart);
    }
    const candidate = { success, right, result };
    // The weights of many restarts may share their memory; only these are kept.
    if (!this.#best || better(candidate, this.#best))
      this.#best = { ...candidate, result: { ...result, weights: result.weights.slice() } };
  }

  get empty(): boolean {
    return this.#best === undefined;
  }

  /** Examples that the best network gets right. */
  get bestRight(): number {
    return this.#best?.right ?? 0;
  }

  /**
   * The configuration with the most examples right, one that suffices before all others, the lowest restart's among
   * equals, re-evaluated in BigInt.
   * @throws Error when the two scores differ, which would be a defect of this program
   */
  best(): Configuration {
    if (!this.#best) throw new Error('Scoreboard.best: expected at least one restart, got none');
    const configuration = this.way.configuration(this.#best.result.weights);
    const right = examplesRight(this.#instance, configuration);
    if (right !== this.#best.right)
      throw new Error(
        `Scoreboard.best: expected ${this.#best.right} examples right, got ${right} in exact evaluation`,
      );
    return configuration;
  }

  /** Whether a hard network with that many examples right gets as much right as the instance requires. */
  #suffices(right: number, result: RestartResult): boolean {
    const { examples } = this.#instance;
    if (this.#required === this.#total) return right === examples.length;
    if (this.#total === examples.length) return right >= this.#required;
    return weightRight(this.#instance, this.way.configuration(result.weights)) >= this.#required;
  }
}

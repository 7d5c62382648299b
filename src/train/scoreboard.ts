// Keeps score of restarts: each is hardened to threshold units and counted on the examples in exact arithmetic.
import type { Configuration } from '../problem/training/configuration.ts';
import { examplesRight, weightRight } from '../problem/training/evaluate.ts';
import type { LabelledPoints } from '../problem/training/points.ts';
import { requiredWeight, totalWeight, type TrainingInstance } from '../problem/training/schema.ts';
import type { RestartResult } from './engine.ts';
import { hardUnits, packedRight } from './harden.ts';
import type { PackedExamples } from './pack.ts';
import type { Relaxation } from './relaxation.ts';

type Candidate = { readonly success: boolean; readonly right: number; readonly result: RestartResult };

function better(a: Candidate, b: Candidate): boolean {
  if (a.success !== b.success) return a.success;
  return a.right > b.right || (a.right === b.right && a.result.restart < b.result.restart);
}

/** The restarts of one relaxation; the order in which they are added does not matter. */
export class Scoreboard {
  /** Restarts that were finished, or whose hard network gets enough right. */
  restarts = 0;
  successes = 0;
  epochs = 0;
  /** Number, from 0, of the first successful restart. */
  firstSuccess = Infinity;
  #best: Candidate | undefined;
  readonly relaxation: Relaxation;
  readonly #instance: TrainingInstance;
  readonly #data: LabelledPoints;
  readonly #packed: PackedExamples;
  /** By weight. */
  readonly #required: number;
  readonly #total: number;

  /** @param packed the examples with the labels of the relaxation */
  constructor(
    instance: TrainingInstance,
    data: LabelledPoints,
    packed: PackedExamples,
    relaxation: Relaxation,
  ) {
    this.relaxation = relaxation;
    this.#instance = instance;
    this.#data = data;
    this.#packed = packed;
    this.#required = requiredWeight(instance);
    this.#total = totalWeight(instance);
  }

  add(result: RestartResult): void {
    const right = this.#right(result);
    const success = this.#suffices(right, result);
    this.epochs += result.epochs;
    if (result.finished || success) this.restarts++;
    if (success) {
      this.successes++;
      this.firstSuccess = Math.min(this.firstSuccess, result.restart);
    }
    const candidate = { success, right, result };
    if (!this.#best || better(candidate, this.#best)) this.#best = candidate;
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
    const configuration = this.#configuration(this.#best.result);
    const right = examplesRight(this.#instance, configuration, this.#data);
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
    return weightRight(this.#instance, this.#configuration(result)) >= this.#required;
  }

  /** Examples the hard network gets right, don't-cares included. */
  #right(result: RestartResult): number {
    if (!this.#packed.exact) return examplesRight(this.#instance, this.#configuration(result), this.#data);
    const indifferent = this.#data.labels.length - this.#packed.examples;
    return indifferent + packedRight(this.#packed, this.relaxation.units, result.weights);
  }

  #configuration({ weights }: RestartResult): Configuration {
    const { units, assemble } = this.relaxation;
    return assemble(hardUnits(this.#packed, units, weights, this.#data.scale));
  }
}

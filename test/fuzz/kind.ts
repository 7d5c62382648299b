// What is fuzzed: kinds of instances, and the many who are asked about each.
import type { Random } from '../../src/random.ts';
import type { createSolver } from '../../src/solver/create.ts';

export type Answer = 'yes' | 'no' | 'unknown';

/** What somebody said about an instance; `unknown` disagrees with nobody. */
export type Opinion = { readonly by: string; readonly answer: Answer };

/** Who is asked. */
export type Panel = {
  /** Makes the SAT engines. */
  readonly makeSolver: typeof createSolver;
  /** Whether to ask somebody slow, who is asked about one instance in so many; about all when an instance is replayed. */
  asked(oneIn: number): boolean;
};

/** Random instances of one kind, and who is asked about them. */
export interface Kind<I> {
  readonly name: string;
  /** How often it is drawn, in proportion to the others. */
  readonly share: number;
  draw(random: Random): I;
  write(instance: I): string;
  read(text: string): I;
  /**
   * Everybody's answer, the engine's own first.
   * @throws Error when a witness, a model or a proof is wrong
   */
  opinions(instance: I, panel: Panel): Promise<Opinion[]>;
  /** Instances with a little less in them. */
  smaller(instance: I): Iterable<I>;
}

/** Throws what was found. */
export function require(condition: boolean, found: string): asserts condition {
  if (!condition) throw new Error(found);
}

/** A number from `least` to `most`. */
export function between(random: Random, least: number, most: number): number {
  return least + random.below(most - least + 1);
}

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[random.below(list.length)]!;
}

/** A number from 0 to `most`, small ones far more often. */
export function few(random: Random, most: number): number {
  return random.below(random.below(most + 1) + 1);
}

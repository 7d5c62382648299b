// What a reduction is: a map of instances that preserves the answer both ways, with maps of witnesses both ways.
import type { Size } from '../problem/problem.ts';

/**
 * A polynomial reduction from `source` to `target`: the source is YES iff the target is YES.
 * @typeParam S the source instance, @typeParam WS its witness
 * @typeParam T the target instance, @typeParam WT its witness
 */
export interface Reduction<S, WS, T, WT> {
  /** The file's name, and the name for `--via`: `set-splitting-to-three-node`. */
  readonly name: string;
  /** Names of problems. */
  readonly source: string;
  readonly target: string;
  /** One line: the construction. */
  readonly summary: string;
  /** The paper and theorem it is from. */
  readonly citation: string;
  /**
   * The target instance; deterministic.
   * @throws InputError when the source lies outside the domain stated in the head comment
   */
  reduce(source: S): T;
  /** Why an instance lies outside the domain; undefined when it does not, and where every instance is inside it. */
  refusal?(source: S): string | undefined;
  /** A witness of the source becomes one of the target. */
  forward(source: S, witness: WS): WT;
  /** Any valid witness of the target, whoever found it, becomes one of the source. */
  extract(source: S, witness: WT): WS;
  /** The exact size of `reduce(source)`, as the target problem counts it, without building it. */
  size(source: S): Size;
  /**
   * The law `size` follows, in the letters of the source problem: `inputs = n + 3, examples = 7 + n + m`; `at most` or
   * `about` instead of `=` where these sizes do not tell it, and words after a semicolon (src/catalogue/size-law.ts).
   */
  readonly sizeLaw: string;
}

/** A reduction whose types are forgotten, as the catalogue holds it. */
export type AnyReduction = Reduction<unknown, unknown, unknown, unknown>;

// What a problem lends to the trial of its reductions: instances of every kind, and its witnesses by enumeration.
import type { Random } from '../../random.ts';

/** An instance whose answer is known from a theorem or by hand. */
export type Golden<I> = { readonly name: string; readonly instance: I; readonly answer: 'yes' | 'no' };

/**
 * The specimens of a problem. Nothing here may use a reduction: they are what reductions are held against.
 * @typeParam I the instance, @typeParam W the witness
 */
export interface Specimens<I, W> {
  /** The problem's name. */
  readonly problem: string;
  /** What a size counts: `elements`, `vertices`, `variables`. */
  readonly measure: string;
  /** All instances of a size (of a stated kind), one of each class of isomorphic ones, in a fixed order. */
  all(size: number): Iterable<I>;
  /**
   * How many instances `all(0)`, `all(1)`, … give, known from elsewhere than this program; sizes beyond the list are not
   * tried. `of` says what was counted and where the counts are from.
   */
  readonly known: { readonly counts: readonly number[]; readonly of: string };
  /** An instance of a size from 0, of either answer with about the same chance where that can be had. */
  random(random: Random, size: number): I;
  /** Odd and famous instances: nothing at all, empty and repeated parts, contradictions, minimal NO-instances. */
  readonly golden: readonly Golden<I>[];
  /** Instances a little smaller than this one, the smallest first; none for the smallest of all. */
  smaller(instance: I): Iterable<I>;
  /** How many candidates `witnesses` has to look at. */
  candidates(instance: I): number;
  /** All witnesses, by enumeration from the definition of the problem (not by `check`); none iff the answer is NO. */
  witnesses(instance: I): Iterable<W>;
  /** Candidates near a witness that may be witnesses, too: the same solution written differently. */
  variants?(instance: I, witness: W, random: Random): Iterable<W>;
}

/** Specimens whose types are forgotten. */
export type AnySpecimens = Specimens<unknown, unknown>;

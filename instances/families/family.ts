// What a family of instances is: a generator with named parameters that records how the answer is known.
import type * as z from 'zod';
import type { Provenance } from '../../src/problem/problem.ts';

/** A generated instance and what is known about its answer. */
export type Generated = {
  /**
   * An instance of the family's problem, its `provenance` filled in (generator, version, parameters, seed,
   * answer).
   */
  readonly instance: unknown;
  readonly provenance: Provenance;
  /** Null when the generator does not know. */
  readonly answer: 'yes' | 'no' | null;
  /** How the answer is known: `planted partition`, `theorem: …`, or `not known`. */
  readonly known: string;
  /** A witness of the instance, when one was planted. */
  readonly witness?: unknown;
};

/**
 * A generator. `parameters` are all numbers; each has a default and a description, so the CLI can offer it as
 * an option.
 */
export interface Family {
  /** `set-splitting`, `set-splitting-planted`, … */
  readonly name: string;
  /** The problem its instances belong to. */
  readonly problem: string;
  readonly summary: string;
  readonly parameters: z.ZodObject<Record<string, z.ZodType<number>>>;
  /**
   * Deterministic: the same parameters and seed give the same instance on every machine. Seed 0 is a seed.
   * @throws InputError when no instance with these parameters exists (more distinct sets than there are)
   */
  generate(parameters: Readonly<Record<string, number>>, seed: number): Generated;
}

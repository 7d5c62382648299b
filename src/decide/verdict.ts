// What an exact decision may say. Three answers; the compiler makes every caller handle all of them.
import type { NoCase } from '../certificate/write.ts';
import type { Encoding } from '../formula/encoding.ts';
import type { Configuration } from '../problem/training/configuration.ts';
import type { SolverName } from '../solver/create.ts';

export { PROVING_SOLVER, SOLVERS, type SolverName } from '../solver/create.ts';

/** Forms of a proof file, the default first; the binary ones are those of the usual checkers. */
export const PROOF_FORMATS = ['lrat', 'lrat-binary', 'drat', 'drat-binary'] as const;

/** A file that a proof is written to while the search goes on. */
export type ProofFile = { readonly file: string; readonly format: (typeof PROOF_FORMATS)[number] };

/** What decides training instances: a SAT engine with linear programs, or the dynamic programme for narrow networks. */
export const DECIDERS = ['sat', 'dp'] as const;
export type Decider = (typeof DECIDERS)[number];

/** A choice that was made, and its reason. */
export type Method = { readonly name: Encoding | 'dp'; readonly reason: string };

/** Limits and choices of a decision. */
export type DecideOptions = {
  readonly solver?: SolverName | undefined;
  /** What decides a training instance; picked by its width when left out. */
  readonly engine?: Decider | undefined;
  /** How a training instance is written down; picked by shape and size when left out. */
  readonly encoding?: Encoding | undefined;
  /** Wall-clock limit. */
  readonly seconds?: number | undefined;
  /** Limit on the SAT engine's conflicts, summed over all its calls; needs an engine that counts them. */
  readonly conflicts?: number | undefined;
  /** MiB that the memory of each SAT engine may grow to; only our own engine keeps to it. */
  readonly memory?: number | undefined;
  /** Ends the decision with `unknown (interrupted)`. */
  readonly signal?: AbortSignal | undefined;
  /** Called now and then during long decisions, with words such as `12 rounds, 340 edges`. */
  readonly onProgress?: ((message: string) => void) | undefined;
};

/** What the work was. The same input gives the same counts, unless time or an interrupt ended the decision. */
export type DecideStats = {
  readonly rounds: number;
  readonly edges: number;
  readonly separationChecks: number;
  /** Of the SAT engine, in all cases and rounds; 0 for an engine that does not count them. */
  readonly conflicts: number;
  readonly milliseconds: number;
};

/** The exact answer about a training instance. */
export type TrainingVerdict = {
  readonly stats: DecideStats;
  readonly solver: SolverName;
  /** How it was decided and why so, where the network's shape does not say. */
  readonly method?: Method;
} & (
  | { readonly answer: 'yes'; readonly configuration: Configuration; readonly checked: string }
  | { readonly answer: 'no'; readonly cases: readonly NoCase[]; readonly checked: string }
  | { readonly answer: 'unknown'; readonly limit: string }
);

/** The strength of a formula's NO whose refutation the checker has accepted. */
export const LRAT_CHECKED = 'LRAT (exact)';

/** The strength of a NO that only an engine without proofs vouches for. */
export function solversWord(solver: SolverName | 'dp'): string {
  return `solver's word (${solver})`;
}

/** The exact answer about an instance of any problem; the witness is the problem's own. */
export type Verdict =
  | {
      readonly answer: 'yes';
      readonly witness: unknown;
      readonly checked: string;
      readonly milliseconds: number;
    }
  | { readonly answer: 'no'; readonly checked: string; readonly milliseconds: number }
  | { readonly answer: 'unknown'; readonly limit: string; readonly milliseconds: number };

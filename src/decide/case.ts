// One way the network could work, being decided: a loop of rounds that ends in yes, no, or a limit.
import type { Edge } from '../certificate/format.ts';
import type { CaseStart } from '../certificate/write.ts';
import { InputError } from '../problem/errors.ts';
import type { Configuration } from '../problem/training/configuration.ts';
import type { LabelledPoints } from '../problem/training/points.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import type { SeparationEngine } from '../separation/separator.ts';
import type { PointUnit } from '../separation/edge.ts';
import type { Observer } from '../solver/cdcl.ts';
import type { SatSolver } from '../solver/port.ts';

/** Where a case stands after a round. Units and edges are exact and have been checked. */
export type CaseState =
  | { readonly status: 'open' }
  | { readonly status: 'yes'; readonly units: readonly PointUnit[]; readonly output?: PointUnit }
  | { readonly status: 'yes'; readonly configuration: Configuration }
  | { readonly status: 'no' }
  | { readonly status: 'unknown'; readonly limit: string };

/** A case of a decision. */
export interface Case {
  /** What it is in a certificate. */
  readonly start: CaseStart;
  /** Edges found so far, each with checked multipliers. */
  readonly edges: readonly Edge[];
  /** How the clauses given to the SAT engine are numbered; undefined before there is one. */
  readonly layout: ClauseLayout | undefined;
  /**
   * One round: a proposal of the SAT engine, refuted by new edges or confirmed by units.
   * @param looks partial proposals to look at before the round ends without a whole one
   */
  round(looks: number): Promise<CaseState>;
}

/** Numbers of clauses, from 1. */
export type ClauseLayout = {
  /** The last one of the base formula. */
  readonly base: number;
  /** The first one of each edge. */
  readonly first: readonly number[];
  /** The one after the last. */
  readonly end: number;
  /** Whether the empty clause is among them, and nothing is left to refute. */
  readonly contradicted: boolean;
};

/** What a case needs from its surroundings. */
export type CaseContext = {
  readonly instance: TrainingInstance;
  readonly data: LabelledPoints;
  /** Of all points as they are. */
  readonly separation: SeparationEngine;
  /** All separation engines in use, that one first; a case that makes its own adds it. */
  readonly engines: SeparationEngine[];
  /** Makes the SAT engine of the case. */
  readonly solver: (observer: Observer | undefined) => Promise<SatSolver>;
  /** True when the decision's time is over; the round then ends early with the limit. */
  readonly expired: () => boolean;
};

/** A deterministic choice among edges' members, so that the same input gives the same run. */
export function chooser(): (bound: number) => number {
  let state = 0x2545f491;
  return (bound) => {
    // xorshift32 (Marsaglia 2003)
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

/** The first example of each distinct point among `examples`, which bear one label. */
export function distinct(data: LabelledPoints, examples: readonly number[]): number[] {
  const seen = new Set<string>();
  return examples.filter((e) => {
    const { index, value } = data.points[e]!;
    const key = index.map((j, t) => `${j}:${value[t]}`).join();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

export const OPEN: CaseState = { status: 'open' };
/** The limit named when the decision's clock has run out. */
export const OUT_OF_TIME: CaseState = { status: 'unknown', limit: 'seconds' };

/** What a case throws that has no formula. */
export function tooLarge(): InputError {
  return new InputError('formula', 'expected a case that can be written down, found one that is too large');
}

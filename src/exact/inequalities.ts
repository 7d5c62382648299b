// Systems of linear inequalities over the rationals, decided exactly.
import { maximize, type Column } from './linear-program.ts';
import { rational, type Rational } from './rational.ts';

/** Σ value_t · x_{index_t} ≥ bound. */
export type Inequality = Column & { readonly bound: bigint };

/** A solution, or multipliers by place: coprime positive integers with Σ multiplier · left = 0 and Σ multiplier · bound > 0. */
export type Solution =
  | { readonly feasible: true; readonly point: Rational[] }
  | { readonly feasible: false; readonly multipliers: ReadonlyMap<number, bigint> };

/**
 * Solves inequalities in free variables. By Farkas' lemma either there is a solution, or multipliers show that there is
 * none; these are a ray of the program that maximises Σ multiplier · bound. At most one multiplier more than variables is
 * needed, and no inequality with a multiplier can be left out.
 */
export function solveInequalities(inequalities: readonly Inequality[], variables: number): Solution {
  const optimum = maximize(
    inequalities,
    inequalities.map(({ bound }) => bound),
    Array.from({ length: variables }, () => 'zero' as const),
  );
  return optimum.bounded
    ? { feasible: true, point: optimum.prices.map((price) => rational(price, optimum.scale)) }
    : { feasible: false, multipliers: optimum.ray };
}

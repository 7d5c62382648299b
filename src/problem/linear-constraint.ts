// Linear constraints over literals, with integer coefficients of any length.

/** A literal ±1, ±2, …, and what it adds when it is true. */
export type Term = { readonly coefficient: bigint; readonly literal: number };

/** How the sum stands to the bound. */
export const RELATIONS = ['>=', '<=', '='] as const;
export type Relation = (typeof RELATIONS)[number];

/** A variable may occur in several terms, which all add up. */
export type LinearConstraint = {
  readonly terms: readonly Term[];
  readonly relation: Relation;
  readonly bound: bigint;
};

/** A clause: at least one of its literals, however often it is listed. */
export function clauseConstraint(literals: readonly number[]): LinearConstraint {
  return {
    terms: [...new Set(literals)].map((literal) => ({ literal, coefficient: 1n })),
    relation: '>=',
    bound: 1n,
  };
}

/** a · ¬x = a − a · x: the terms as coefficients of variables, and a constant; variables that cancel out are left out. */
export function overVariables(terms: readonly Term[]): {
  readonly sum: ReadonlyMap<number, bigint>;
  readonly constant: bigint;
} {
  const sum = new Map<number, bigint>();
  let constant = 0n;
  for (const { literal, coefficient } of terms) {
    const variable = Math.abs(literal);
    sum.set(variable, (sum.get(variable) ?? 0n) + (literal > 0 ? coefficient : -coefficient));
    if (literal < 0) constant += coefficient;
  }
  for (const [variable, coefficient] of sum) if (coefficient === 0n) sum.delete(variable);
  return { sum, constant };
}

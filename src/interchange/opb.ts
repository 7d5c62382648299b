// OPB, the format of pseudo-Boolean solvers: sums of weighted variables x1, x2, … against a bound.
// Only what every solver reads is written: `>=`, positive variables, `min:`.

/** A literal ±1, ±2, … and what it counts when true. */
export type Term = { readonly literal: number; readonly weight: number };

/** The true terms weigh at least `least`. */
export type AtLeast = { readonly terms: readonly Term[]; readonly least: number };

/** A pseudo-Boolean problem. */
export type PseudoBoolean = {
  readonly variables: number;
  readonly constraints: readonly AtLeast[];
  /** Its weight is to be the least, up to a constant: a negated literal counts minus its variable. */
  readonly minimize?: readonly Term[] | undefined;
  readonly comments: readonly string[];
};

/** A clause: at least one of its literals, however often it is listed. */
export function clauseConstraint(literals: readonly number[]): AtLeast {
  return { terms: [...new Set(literals)].map((literal) => ({ literal, weight: 1 })), least: 1 };
}

/** The text of a problem. */
export function writeOpb({ variables, constraints, minimize, comments }: PseudoBoolean): string {
  // A constraint needs a variable.
  const declared = Math.max(1, variables);
  const lines = constraints.flatMap((constraint) => constraintLine(constraint) ?? []);
  return [
    `* #variable= ${declared} #constraint= ${lines.length}`,
    ...comments.map((comment) => `* ${comment}`),
    ...(minimize === undefined ? [] : [`min: ${sumOf(overVariables(minimize).sum) || '+0 x1'} ;`]),
    ...lines,
    '',
  ].join('\n');
}

/** @returns undefined for what always holds without a variable */
function constraintLine({ terms, least }: AtLeast): string | undefined {
  const { sum, constant } = overVariables(terms);
  const bound = least - constant;
  if (sum.size > 0) return `${sumOf(sum)} >= ${bound} ;`;
  // A sum of nothing is written as one of x1 that says the same.
  return bound <= 0 ? undefined : '+1 x1 >= 2 ;';
}

/** w · ¬x = w − w · x: the terms as weights of variables, and a constant; variables that cancel out are left out. */
function overVariables(terms: readonly Term[]): { sum: ReadonlyMap<number, number>; constant: number } {
  const sum = new Map<number, number>();
  let constant = 0;
  for (const { literal, weight } of terms) {
    const variable = Math.abs(literal);
    sum.set(variable, (sum.get(variable) ?? 0) + (literal > 0 ? weight : -weight));
    if (literal < 0) constant += weight;
  }
  for (const [variable, weight] of sum) if (weight === 0) sum.delete(variable);
  return { sum, constant };
}

function sumOf(sum: ReadonlyMap<number, number>): string {
  return [...sum].map(([variable, weight]) => `${weight < 0 ? '' : '+'}${weight} x${variable}`).join(' ');
}

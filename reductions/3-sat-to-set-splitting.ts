// Satisfiability with clauses of at most 3 literals -> Set Splitting with sets of at most 3 elements.
//
// Construction, for n variables and m clauses
//   1. Elements: x_i and ~x_i for each variable, z_j and ~z_j for each clause, and one element F ("false").
//   2. Sets {x_i, ~x_i}: the two literals of a variable lie in different parts.
//   3. Pad each clause to three literals l1 l2 l3 by repeating its last literal; pad the empty clause with F.
//      Sets {z_j, ~z_j}, {l1, l2, z_j}, {~z_j, l3, F}, each element once.
//   Numbers: x_i, ~x_i = 2i - 2, 2i - 1;  z_j, ~z_j = 2n + 2j - 2, 2n + 2j - 1;  F = 2n + 2m.
//
// Satisfiable => splittable. Put F and all false literals in one part, all true ones in the other, and let z_j
// be true iff neither l1 nor l2 is. Then {l1, l2, z_j} holds a true element; it holds a false one, since z_j is
// false when l1 or l2 is true, and l1 is false otherwise. {~z_j, l3, F} holds the false F; if l1 or l2 is true
// then ~z_j is true, and otherwise l3 is, because the clause holds.
//
// Splittable => satisfiable. Call an element true when it lies in the part without F; by the sets of step 2
// this is an assignment. If a clause were false, {~z_j, l3, F} would make ~z_j true, {z_j, ~z_j} would make z_j
// false, and {l1, l2, z_j} would lie in F's part.
//
// Whether a set lies in one part depends only on which elements it has, not how often, so neither argument
// needs the three literals to be distinct or from different variables. Every set has at least 2 elements: z_j
// is no literal, and F differs from ~z_j.
//
// Source: own arrangement of the usual chain through not-all-equal clauses, after L. Lovasz, Coverings and
// colorings of hypergraphs, 1973 (as cited in Garey and Johnson, SP4) and T. J. Schaefer, The complexity of
// satisfiability problems, 1978 (NAE).
// Domain: clauses of at most 3 literals. Degenerate: the empty clause gives {z_j, ~z_j}, {F, z_j}, {~z_j, F}, a
// triangle that cannot be 2-coloured; a tautology and repeated literals are handled as above; no clauses give
// only the pairs.
import type { Reduction } from '../src/catalogue/reduction.ts';
import { literalIsTrue, type Assignment, type Cnf } from '../src/problem/sat.ts';
import type { SetSystem, Splitting } from '../src/problem/set-splitting.ts';
import { derived } from './shared/boolean-instance.ts';
import { requireShortClauses } from './shared/short-clauses.ts';

const name = '3-sat-to-set-splitting';

/** The element of a literal. */
const elementOf = (literal: number): number => 2 * Math.abs(literal) - (literal > 0 ? 2 : 1);

export const threeSatToSetSplitting: Reduction<Cnf, Assignment, SetSystem, Splitting> = {
  name,
  source: '3-sat',
  target: 'set-splitting',
  summary: 'Literals and one element F in two parts; a clause may not lie in the part of F.',
  citation: 'after Lovasz 1973 and Schaefer 1978',
  sizeLaw: 'elements = 2v + 2c + 1, sets = v + 3c',

  reduce(formula) {
    requireShortClauses(name, formula);
    const { variables, clauses } = formula;
    const falsehood = 2 * variables + 2 * clauses.length;
    const sets: number[][] = [];
    for (let v = 1; v <= variables; v++) sets.push([elementOf(v), elementOf(-v)]);
    for (const [j, clause] of clauses.entries()) {
      const literals = clause.map(elementOf);
      const last = literals.at(-1) ?? falsehood;
      const [first = last, second = last, third = last] = literals;
      const z = 2 * variables + 2 * j;
      sets.push([z, z + 1], [...new Set([first, second, z])], [...new Set([z + 1, third, falsehood])]);
    }
    return { elements: falsehood + 1, sets, provenance: derived(undefined, name) };
  },

  forward({ clauses }, assignment) {
    const literals = assignment.flatMap((value) => [value, !value]);
    const auxiliaries = clauses.flatMap((clause) => {
      const firstTwo = clause.slice(0, 2).some((literal) => literalIsTrue(literal, assignment));
      return [!firstTwo, firstTwo];
    });
    return { first: [...literals, ...auxiliaries, false] };
  },

  extract({ variables }, { first }) {
    const falsehood = first.at(-1);
    return Array.from({ length: variables }, (_, i) => first[2 * i] !== falsehood);
  },

  size: ({ variables, clauses }) => ({
    elements: 2 * variables + 2 * clauses.length + 1,
    sets: variables + 3 * clauses.length,
  }),
};

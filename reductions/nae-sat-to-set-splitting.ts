// Not-all-equal satisfiability -> Set Splitting.
//
// Construction, for n variables and m clauses
//   1. Elements x_i and ~x_i for each variable, numbered 2i - 2 and 2i - 1.
//   2. Sets {x_i, ~x_i}, then for each clause the set of its literals, each once.
//
// Yes => yes. Put the true literals in the first part. A pair is split, and a clause's set is split because the
// clause has a true literal and a false one.
//
// Yes <= yes. Call an element true when it lies in the first part; by the pairs this is an assignment, and a
// set that is split is a clause with a true and a false literal. The two parts may be swapped: the complement
// of a not-all-equal assignment is one.
//
// Source: T. J. Schaefer, The complexity of satisfiability problems, 1978; folklore.
// Domain: every formula. Degenerate: a clause with one literal, however often repeated, gives a singleton,
// which cannot be split, and the empty clause gives the empty set, which cannot either: both clauses are false
// under every assignment. A tautology contains a pair and is always split.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';
import type { SetSystem, Splitting } from '../src/problem/set-splitting.ts';
import { derived } from './shared/boolean-instance.ts';

const name = 'nae-sat-to-set-splitting';

/** The element of a literal. */
const elementOf = (literal: number): number => 2 * Math.abs(literal) - (literal > 0 ? 2 : 1);

export const naeSatToSetSplitting: Reduction<Cnf, Assignment, SetSystem, Splitting> = {
  name,
  source: 'nae-sat',
  target: 'set-splitting',
  summary: 'Each literal is an element; the pairs of literals and the clauses are the sets.',
  citation: 'Schaefer 1978',
  sizeLaw: 'elements = 2v, sets = v + c',

  reduce({ variables, clauses }) {
    const pairs = Array.from({ length: variables }, (_, i) => [2 * i, 2 * i + 1]);
    const sets = clauses.map((clause) => [...new Set(clause.map(elementOf))]);
    return { elements: 2 * variables, sets: [...pairs, ...sets], provenance: derived(undefined, name) };
  },

  forward: (_, assignment) => ({ first: assignment.flatMap((value) => [value, !value]) }),

  extract: ({ variables }, { first }) => Array.from({ length: variables }, (_, i) => first[2 * i] === true),

  size: ({ variables, clauses }) => ({ elements: 2 * variables, sets: variables + clauses.length }),
};

// Satisfiability with clauses of at most 3 literals -> colouring a graph with 3 colours.
//
// Construction, for n variables and m clauses
//   1. A triangle of vertices T, F, B ("true", "false", "base").
//   2. A triangle x_i, ~x_i, B for each variable.
//   3. Pad each clause to three literals a, b, c by repeating its last one; pad the empty clause with F. Vertices p, q, r, s,
//      t; edges ap, bq, pq, pr, qr (r is "a or b") and rs, ct, st, sT, tT ("r or c", which has to be true).
//   Numbers: T, F, B = 0, 1, 2;  x_i, ~x_i = 2i + 1, 2i + 2;  p … t = 2n + 5j - 2 … 2n + 5j + 2.
//
// Satisfiable => colourable. True literals and T get colour 0, false ones and F colour 1, B colour 2. If a or b is true: p, q,
// r = 1, 2, 0 where a is and 2, 1, 0 where only b is; if neither is: p, q, r = 0, 2, 1. If c is true: s, t = 2, 1; this fits,
// as r is not 2. If c is false: s, t = 1, 2; then r is 0, as the clause holds.
//
// Colourable => satisfiable. Call the colours of T, F and B by these names. By step 2 each variable has a literal with the
// colour of T and one with that of F; make those of T true. If the three literals of a clause had the colour of F, then p and
// q would have those of T and B, and r that of F; s could have only that of B, and t none. So each clause has a true
// literal, and the empty one, whose literals are F, is not colourable.
//
// Source: M. R. Garey, D. S. Johnson and L. Stockmeyer, Some simplified NP-complete graph problems, 1976.
// Domain: clauses of at most 3 literals. Degenerate: the argument never needs the literals of a clause to be distinct or from
// different variables, and p, q and t differ, so no edge comes twice. No clauses leave triangles at B.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { Colouring, ColouringInstance } from '../src/problem/graph-colouring.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';
import { derived } from './shared/boolean-instance.ts';
import { requireShortClauses } from './shared/short-clauses.ts';

const name = '3-sat-to-graph-colouring';

const [TRUE, FALSE, BASE] = [0, 1, 2];

/** The vertex of a literal. */
const vertexOf = (literal: number): number => 2 * Math.abs(literal) + (literal > 0 ? 1 : 2);

/** Three vertices for the literals of a clause. */
function padded(clause: readonly number[]): [number, number, number] {
  const vertices = clause.map(vertexOf);
  const last = vertices.at(-1) ?? FALSE;
  const [a = last, b = last, c = last] = vertices;
  return [a, b, c];
}

const size = ({ variables, clauses }: Cnf) => ({
  vertices: 3 + 2 * variables + 5 * clauses.length,
  edges: 3 + 3 * variables + 10 * clauses.length,
  colours: 3,
});

export const threeSatToGraphColouring: Reduction<Cnf, Assignment, ColouringInstance, Colouring> = {
  name,
  source: '3-sat',
  target: 'graph-colouring',
  summary: 'A triangle of true, false and base; literals of two colours, two OR gadgets for each clause.',
  citation: 'Garey, Johnson and Stockmeyer 1976',
  sizeLaw: 'vertices = 3 + 2v + 5c, edges = 3 + 3v + 10c, colours = 3',

  reduce(formula) {
    requireShortClauses(name, formula);
    const { variables, clauses } = formula;
    const edges: [number, number][] = [];
    const triangle = (a: number, b: number, c: number): void => {
      edges.push([a, b], [a, c], [b, c]);
    };
    triangle(TRUE, FALSE, BASE);
    for (let v = 1; v <= variables; v++) triangle(BASE, vertexOf(v), vertexOf(-v));
    for (const [j, clause] of clauses.entries()) {
      const [a, b, c] = padded(clause);
      const p = 3 + 2 * variables + 5 * j;
      const [q, r, s, t] = [p + 1, p + 2, p + 3, p + 4];
      edges.push([a, p], [b, q], [r, s], [c, t]);
      triangle(p, q, r);
      triangle(TRUE, s, t);
    }
    return { ...size(formula), edges, provenance: derived(undefined, name) };
  },

  forward({ clauses }, assignment) {
    const literals = assignment.flatMap((value) => (value ? [TRUE, FALSE] : [FALSE, TRUE]));
    const colour = [TRUE, FALSE, BASE, ...literals];
    for (const clause of clauses) {
      const [a, b, c] = padded(clause).map((vertex) => colour[vertex] === TRUE);
      if (a) colour.push(FALSE, BASE, TRUE);
      else if (b) colour.push(BASE, FALSE, TRUE);
      else colour.push(TRUE, BASE, FALSE);
      if (c) colour.push(BASE, FALSE);
      else colour.push(FALSE, BASE);
    }
    return { colour };
  },

  extract: ({ variables }, { colour }) =>
    Array.from({ length: variables }, (_, i) => colour[vertexOf(i + 1)] === colour[TRUE]),

  size,
};

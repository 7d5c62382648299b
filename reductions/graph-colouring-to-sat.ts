// Graph k-colouring -> satisfiability, the direct encoding.
//
// Construction
//   1. A variable (v, c) for each vertex v and colour c: "v may have colour c".
//   2. For each vertex the clause of its k variables.
//   3. For each edge ab and colour c the clause (-(a, c) -(b, c)).
//
// Colourable => satisfiable. Make (v, c) true iff v has colour c. Every vertex has a colour, and the ends of an
// edge do not share one.
//
// Satisfiable => colourable. Give each vertex the least colour whose variable is true; step 2 says there is
// one. By step 3 adjacent vertices have no colour in common, whichever of them is taken, so no clause "at most
// one colour" is needed.
//
// Source: J. de Kleer, A comparison of ATMS and CSP techniques, 1989 (the direct encoding without at-most-one
// clauses is S. D. Prestwich's multivalued encoding, 2004).
// Domain: at most 10,000,000 vertices times colours. Degenerate: k = 1 gives unit clauses, contradicted by any
// edge; without vertices the formula is empty and true.
import { CnfBuilder } from '../src/formula/cnf-builder.ts';
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { Colouring, ColouringInstance } from '../src/problem/graph-colouring.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';

export const graphColouringToSat: Reduction<ColouringInstance, Colouring, Cnf, Assignment> = {
  name: 'graph-colouring-to-sat',
  source: 'graph-colouring',
  target: 'sat',
  summary: 'A variable for each vertex and colour; adjacent vertices share none.',
  citation: 'direct (multivalued) encoding: de Kleer 1989, Prestwich 2004',
  sizeLaw: 'variables = v k, clauses = v + e k',

  reduce({ vertices, edges, colours }) {
    const builder = new CnfBuilder();
    const variables: number[][] = [];
    for (let v = 0; v < vertices; v++) {
      variables.push(
        Array.from({ length: colours }, (_, c) => builder.variable(() => `vertex ${v} colour ${c}`)),
      );
      builder.clause(variables[v]!);
    }
    for (const [a, b] of edges)
      for (let c = 0; c < colours; c++) builder.clause([-variables[a]![c]!, -variables[b]![c]!]);
    return builder.build();
  },

  forward: ({ colours }, { colour }) =>
    colour.flatMap((own) => Array.from({ length: colours }, (_, c) => c === own)),

  extract: ({ vertices, colours }, assignment) => ({
    colour: Array.from({ length: vertices }, (_, v) =>
      assignment.slice(v * colours, (v + 1) * colours).indexOf(true),
    ),
  }),

  size: ({ vertices, edges, colours }) => ({
    variables: vertices * colours,
    clauses: vertices + edges.length * colours,
  }),
};

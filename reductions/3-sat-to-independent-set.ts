// Satisfiability with clauses of at most 3 literals -> Independent Set: a triangle for each clause.
//
// Construction, for c clauses
//   1. A vertex for each literal of each clause, in their order; k = c.
//   2. Edges between the vertices of the same clause.
//   3. Edges between vertices of different clauses whose literals are x and ~x.
//
// Satisfiable => independent. Choose a true literal of each clause: one vertex a clause, and no two contradict each other.
//
// Independent => satisfiable. By step 2 a clause has at most one chosen vertex, so with c of them each has one. By steps 2
// and 3 no chosen literals contradict each other: make them true, and every clause holds; what other variables are is of
// no account.
//
// Source: R. M. Karp, Reducibility among combinatorial problems, 1972, problem 3 (clique, of the complement); M. R. Garey and
// D. S. Johnson, Computers and Intractability, 1979, section 3.1.3.
// Domain: clauses of at most 3 literals, graphs of at most 16,777,216 edges. Degenerate: the empty clause has no vertices but
// counts, so that k vertices cannot be had; a repeated literal has a vertex each time, joined to the other; complementary
// literals of one clause are joined once, by step 2. No clauses ask for no vertices.
import type { Reduction } from '../src/catalogue/reduction.ts';
import type { IndependentSet, IndependentSetInstance } from '../src/problem/independent-set.ts';
import { literalIsTrue, type Assignment, type Cnf } from '../src/problem/sat.ts';
import { derived } from './shared/boolean-instance.ts';
import { limitEdges } from './shared/edge-limit.ts';
import { requireShortClauses } from './shared/short-clauses.ts';

const name = '3-sat-to-independent-set';

/** Ordered pairs of literals x and ~x among these, x first. */
function contradictions(literals: readonly number[]): number {
  const times = new Map<number, number>();
  for (const literal of literals) times.set(literal, (times.get(literal) ?? 0) + 1);
  let pairs = 0;
  for (const [literal, count] of times) if (literal > 0) pairs += count * (times.get(-literal) ?? 0);
  return pairs;
}

function size({ clauses }: Cnf) {
  const literals = clauses.flat();
  const inside = clauses.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  const within = clauses.reduce((sum, clause) => sum + contradictions(clause), 0);
  return {
    vertices: literals.length,
    edges: inside + contradictions(literals) - within,
    size: clauses.length,
  };
}

export const threeSatToIndependentSet: Reduction<Cnf, Assignment, IndependentSetInstance, IndependentSet> = {
  name,
  source: '3-sat',
  target: 'independent-set',
  summary: 'A triangle of literals for each clause; contradictory literals are joined.',
  citation: 'Karp 1972, problem 3; Garey and Johnson 1979, section 3.1.3',
  sizeLaw:
    'vertices at most 3 c, edges at most 3 c + 9 c^2 / 4, size = c; exactly a vertex a literal, and the pairs within a clause and x, ~x of different clauses',

  reduce(formula) {
    requireShortClauses(name, formula);
    limitEdges(name, size(formula).edges);
    const { clauses } = formula;
    const edges: [number, number][] = [];
    /** The clauses and vertices where a literal has occurred. */
    const met = new Map<number, { readonly clause: number; readonly vertex: number }[]>();
    let vertices = 0;
    for (const [j, clause] of clauses.entries()) {
      const first = vertices;
      for (const literal of clause) {
        const vertex = vertices++;
        for (let other = first; other < vertex; other++) edges.push([other, vertex]);
        for (const other of met.get(-literal) ?? [])
          if (other.clause !== j) edges.push([other.vertex, vertex]);
        const places = met.get(literal) ?? [];
        places.push({ clause: j, vertex });
        met.set(literal, places);
      }
    }
    return { vertices, edges, size: clauses.length, provenance: derived(undefined, name) };
  },

  forward: ({ clauses }, assignment) => ({
    chosen: clauses.flatMap((clause) => {
      const firstTrue = clause.findIndex((literal) => literalIsTrue(literal, assignment));
      return clause.map((_, i) => i === firstTrue);
    }),
  }),

  extract({ variables, clauses }, { chosen }) {
    const assignment = Array.from({ length: variables }, () => false);
    clauses.flat().forEach((literal, vertex) => {
      if (chosen[vertex] && literal > 0) assignment[literal - 1] = true;
    });
    return assignment;
  },

  size,
};

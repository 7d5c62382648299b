// Independent sets, cliques and vertex covers, and formulas as graphs: an iff on all small graphs and formulas.
import { describe, expect, test } from 'vitest';
import { threeSatToGraphColouring } from '../../reductions/3-sat-to-graph-colouring.ts';
import { threeSatToIndependentSet } from '../../reductions/3-sat-to-independent-set.ts';
import { cliqueToIndependentSet } from '../../reductions/clique-to-independent-set.ts';
import { independentSetToVertexCover } from '../../reductions/independent-set-to-vertex-cover.ts';
import { vertexCoverToIndependentSet } from '../../reductions/vertex-cover-to-independent-set.ts';
import { clique } from '../../src/problem/clique.ts';
import { graphColouring } from '../../src/problem/graph-colouring.ts';
import { independentSet } from '../../src/problem/independent-set.ts';
import { threeSat } from '../../src/problem/sat.ts';
import type { SizedGraph } from '../../src/problem/sized-graph.ts';
import { vertexCover } from '../../src/problem/vertex-cover.ts';
import { counts, expectIff, spread } from '../iff.ts';
import { odd, overTwo, random, satisfiable } from '../small-formulas.ts';
import { cliques, covers, eight, graphs, independentSets, models, seven } from '../small-sources.ts';
import { someColourings, someIndependentSets } from '../searches.ts';

/** All graphs of up to 4 vertices, k from 0 to beyond v. */
const small: SizedGraph[] = [0, 1, 2, 3, 4].flatMap((n) =>
  graphs(n, 1).flatMap(({ vertices, edges }) =>
    Array.from({ length: n + 3 }, (_, size) => ({ vertices, edges, size })),
  ),
);
const path: SizedGraph = {
  vertices: 4,
  edges: [
    [0, 1],
    [1, 2],
    [2, 3],
  ],
  size: 2,
};

describe('independent-set-to-vertex-cover', () => {
  test('all graphs of up to 4 vertices, k from 0 to v + 2', () => {
    expectIff({
      reduction: independentSetToVertexCover,
      source: independentSet,
      target: vertexCover,
      instances: small,
      sourceWitnesses: independentSets,
      targetWitnesses: covers,
      ...counts(small, (graph) => independentSets(graph).length > 0),
    });
  });

  test('exact text, also of more vertices than there are', () => {
    const text = (size: number): string =>
      vertexCover.canonical(independentSetToVertexCover.reduce({ ...path, size }));
    expect(text(1)).toBe(
      '{"edges":[[0,1],[1,2],[2,3]],"format":"trainsat.vertex-cover/1","size":3,"vertices":4}',
    );
    expect(text(4)).toBe(
      '{"edges":[[0,1],[1,2],[2,3]],"format":"trainsat.vertex-cover/1","size":0,"vertices":4}',
    );
    expect(text(5)).toBe('{"edges":[[0,1]],"format":"trainsat.vertex-cover/1","size":0,"vertices":2}');
  });
});

describe('vertex-cover-to-independent-set', () => {
  test('all graphs of up to 4 vertices, k up to 2 and beyond v', () => {
    const instances = small.filter(({ vertices, size }) => size <= 2 || size === vertices + 1);
    expectIff({
      reduction: vertexCoverToIndependentSet,
      source: vertexCover,
      target: independentSet,
      instances,
      sourceWitnesses: covers,
      targetWitnesses: independentSets,
      ...counts(instances, (graph) => covers(graph).length > 0),
    });
  });

  test('there and back is the same question', () => {
    for (const graph of small.filter(({ vertices, size }) => size <= vertices))
      expect(
        independentSet.canonical(
          vertexCoverToIndependentSet.reduce(independentSetToVertexCover.reduce(graph)),
        ),
      ).toBe(independentSet.canonical(graph));
  });

  test('exact text, also of more vertices than there are', () => {
    const text = (size: number): string =>
      independentSet.canonical(vertexCoverToIndependentSet.reduce({ ...path, size }));
    expect(text(1)).toBe(
      '{"edges":[[0,1],[1,2],[2,3]],"format":"trainsat.independent-set/1","size":3,"vertices":4}',
    );
    expect(text(7)).toBe(
      '{"edges":[[0,1],[1,2],[2,3]],"format":"trainsat.independent-set/1","size":0,"vertices":4}',
    );
  });
});

describe('clique-to-independent-set', () => {
  test('all graphs of up to 4 vertices, k from 0 to v + 2', () => {
    expectIff({
      reduction: cliqueToIndependentSet,
      source: clique,
      target: independentSet,
      instances: small,
      sourceWitnesses: cliques,
      targetWitnesses: independentSets,
      ...counts(small, (graph) => cliques(graph).length > 0),
    });
  });

  test('exact text: a path of four vertices is its own complement', () => {
    expect(independentSet.canonical(cliqueToIndependentSet.reduce(path))).toBe(
      '{"edges":[[0,2],[0,3],[1,3]],"format":"trainsat.independent-set/1","size":2,"vertices":4}',
    );
  });

  test('a complement beyond the limit is refused before it is built', () => {
    expect(() => cliqueToIndependentSet.reduce({ vertices: 1_000_000, edges: [], size: 2 })).toThrow(
      'clique-to-independent-set: expected a graph of at most 16777216 edges, found 499999500000; use a smaller source',
    );
  });
});

describe('3-sat-to-independent-set', () => {
  const reduction = threeSatToIndependentSet;
  const rest = { reduction, source: threeSat, target: independentSet, sourceWitnesses: models };

  test('all sets of clauses over 2 variables, the empty clause among them', () => {
    const targetWitnesses = (graph: SizedGraph) => spread(independentSets(graph), 40);
    const few = overTwo.filter(({ clauses }) => clauses.flat().length <= 8);
    const instances = [...few, ...odd];
    expectIff({ ...rest, targetWitnesses, instances, ...counts(instances, satisfiable) });
  });

  test('random formulas over 3 variables, the eight clauses and each seven of them', () => {
    const targetWitnesses = (graph: SizedGraph) => someIndependentSets(graph, 12);
    const instances = [...random, eight, ...seven];
    expectIff({ ...rest, targetWitnesses, instances, yes: 10, no: 10 });
  });

  test('exact text: a repeated literal, complementary ones, the empty clause', () => {
    const formula = { variables: 2, clauses: [[1, 1], [-1, 1, 2], [], [-2]] };
    expect(independentSet.canonical(reduction.reduce(formula))).toBe(
      '{"edges":[[0,1],[0,2],[1,2],[2,3],[2,4],[3,4],[4,5]],"format":"trainsat.independent-set/1","size":4,"vertices":6}',
    );
    expect(independentSet.canonical(reduction.reduce({ variables: 1, clauses: [] }))).toBe(
      '{"edges":[],"format":"trainsat.independent-set/1","size":0,"vertices":0}',
    );
  });

  test('a long clause is refused', () => {
    expect(() => reduction.reduce({ variables: 4, clauses: [[1, 2, 3, 4]] })).toThrow(
      '3-sat-to-independent-set: expected clauses of at most 3 literals, found 4 in clause 1; reduce it to 3-sat first',
    );
  });
});

describe('3-sat-to-graph-colouring', () => {
  const reduction = threeSatToGraphColouring;
  const rest = {
    reduction,
    source: threeSat,
    target: graphColouring,
    sourceWitnesses: models,
    targetWitnesses: (graph: Parameters<typeof someColourings>[0]) => someColourings(graph, 12),
  };

  test('all sets of clauses over 2 variables, the empty clause among them', () => {
    const instances = [...overTwo.filter(({ clauses }) => clauses.length <= 4), ...odd];
    expectIff({ ...rest, instances, ...counts(instances, satisfiable) });
  });

  test('random formulas over 3 variables, the eight clauses and each seven of them', () => {
    expectIff({ ...rest, instances: [...random, eight, ...seven], yes: 10, no: 10 });
  });

  test('every kind of clause lets through what is true, in any colours', () => {
    for (const clause of [[1, 2, 3], [1, 1, 2], [1, 2, 2], [1, -1, 2], [1], [2, 1]]) {
      const formula = { variables: 3, clauses: [clause] };
      const seen = new Set(
        someColourings(reduction.reduce(formula), 300).map((found) =>
          reduction.extract(formula, found).join(),
        ),
      );
      expect(seen).toEqual(new Set(models(formula).map((model) => model.join())));
    }
  });

  test('exact text: one clause of two literals, and the empty clause', () => {
    expect(graphColouring.canonical(reduction.reduce({ variables: 1, clauses: [[1, -1]] }))).toBe(
      '{"colours":3,"edges":[[0,1],[0,2],[1,2],[2,3],[2,4],[3,4],[3,5],[4,6],[7,8],[4,9],[5,6],[5,7],[6,7],[0,8],[0,9],[8,9]],"format":"trainsat.graph-colouring/1","vertices":10}',
    );
    expect(graphColouring.canonical(reduction.reduce({ variables: 0, clauses: [[]] }))).toBe(
      '{"colours":3,"edges":[[0,1],[0,2],[1,2],[1,3],[1,4],[5,6],[1,7],[3,4],[3,5],[4,5],[0,6],[0,7],[6,7]],"format":"trainsat.graph-colouring/1","vertices":8}',
    );
  });

  test('a long clause is refused', () => {
    expect(() => reduction.reduce({ variables: 4, clauses: [[1, 2, 3, 4]] })).toThrow(
      /^3-sat-to-graph-colouring: expected clauses of at most 3 literals/,
    );
  });
});

// Graph colouring as loading: an iff on all small graphs against an enumeration of all configurations.
import { describe, expect, test } from 'vitest';
import {
  graphColouringToLoading,
  graphColouringToLoadingBoolean,
} from '../../reductions/graph-colouring-to-loading.ts';
import { graphColouring, type ColouringInstance } from '../../src/problem/graph-colouring.ts';
import { depthOf } from '../../src/problem/training/architecture.ts';
import { loading } from '../../src/problem/training/problem.ts';
import { counts, expectIff, spread } from '../iff.ts';
import { loadingWitnesses, oneWitness } from '../loading-witnesses.ts';
import { colourings, graphs } from '../small-sources.ts';

describe.each([graphColouringToLoading, graphColouringToLoadingBoolean].map((r) => [r.name, r] as const))(
  '%s',
  (_, reduction) => {
    const colourable = (graph: ColouringInstance): boolean => colourings(graph).length > 0;
    const iff = { reduction, source: graphColouring, target: loading, sourceWitnesses: colourings };
    const small = [0, 1, 2, 3, 4].flatMap((n) => graphs(n, 3));
    const rim = [1, 2, 3, 4, 5].map((v) => [Math.min(v, (v % 5) + 1), Math.max(v, (v % 5) + 1)] as const);
    const wheel: ColouringInstance = {
      vertices: 6,
      edges: [...[1, 2, 3, 4, 5].map((v) => [0, v] as const), ...rim],
      colours: 3,
    };
    const five = graphs(5, 3);

    test('all graphs of up to 4 vertices, and of 5 those that need a fourth colour and 20 others; a wheel', () => {
      const hard = five.filter((graph) => !colourable(graph));
      const instances = [...small, ...hard, ...spread(five.filter(colourable), 20), wheel];
      expectIff({ ...iff, instances, targetWitnesses: oneWitness, ...counts(instances, colourable) });
    });

    test('alternatives and perturbed witnesses', () => {
      const spokes = wheel.edges.map((__, e) => ({
        ...wheel,
        edges: wheel.edges.filter((___, i) => i !== e),
      }));
      const complete = graphs(4, 3).at(-1)!;
      expect(complete.edges).toHaveLength(6);
      const instances = [...spread(small, 25), spokes[0]!, complete];
      expectIff({ ...iff, instances, targetWitnesses: loadingWitnesses, yes: 26, no: 1 });
    });

    test('depth 2, fan-in at most 2, every response asked for', () => {
      const { architecture, examples } = reduction.reduce(wheel);
      expect(depthOf(architecture)).toBe(2);
      for (const { from } of architecture.nodes) expect(from.length).toBeLessThanOrEqual(2);
      for (const { response } of examples) expect(response).toMatch(/^[01]{21}$/);
    });

    test('other numbers of colours are refused', () => {
      expect(() => reduction.reduce({ vertices: 2, edges: [[0, 1]], colours: 2 })).toThrow(
        `${reduction.name}: expected 3 colours, one for each item, found 2; reduce other numbers to training, with graph-colouring-to-and-network`,
      );
    });
  },
);

test('exact text: one edge', () => {
  expect(loading.write(graphColouringToLoading.reduce({ vertices: 2, edges: [[0, 1]], colours: 3 })))
    .toMatchInlineSnapshot(`
      "{"format":"trainsat.instance/1","architecture":{"inputs":2,"nodes":[{"id":"S","from":["x1"],"family":"threshold"},{"id":"V0","from":["x1","x2"],"family":"threshold"},{"id":"V1","from":["x1","x2"],"family":"threshold"},{"id":"E0-1","from":["V0","V1"],"family":"threshold"},{"id":"F0-1","from":["V0","V1"],"family":"threshold"}],"outputs":["S","E0-1","F0-1"]},"require":"all","examples":[
        {"stimulus":"01","response":"000"},
        {"stimulus":"00","response":"010"},
        {"stimulus":"11","response":"111"}
      ],"provenance":{"reductions":["graph-colouring-to-loading"]}}
      "
    `);
});

// The reductions to Judd's loading problem: an iff on all small sources against an enumeration of all configurations.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { threeSatTo67Percent, threeSatTo67PercentNoDontCares } from '../../reductions/3-sat-to-67-percent.ts';
import {
  threeSatToLoading,
  threeSatToLoadingAndOr,
  threeSatToLoadingBoolean,
} from '../../reductions/3-sat-to-loading.ts';
import { threeSatToSingleItem } from '../../reductions/3-sat-to-single-item.ts';
import { threeSatToTwoThirds, threeSatToTwoThirdsNoDontCares } from '../../reductions/3-sat-to-two-thirds.ts';
import {
  graphColouringToLoading,
  graphColouringToLoadingBoolean,
} from '../../reductions/graph-colouring-to-loading.ts';
import { loadingToTraining } from '../../reductions/loading-to-training.ts';
import { graphColouring, type ColouringInstance } from '../../src/problem/graph-colouring.ts';
import { threeSat, type Cnf } from '../../src/problem/sat.ts';
import { depthOf } from '../../src/problem/training/architecture.ts';
import type { Configuration } from '../../src/problem/training/configuration.ts';
import { nodeOutput } from '../../src/problem/training/evaluate.ts';
import { loading, training } from '../../src/problem/training/problem.ts';
import { requiredWeight, type TrainingInstance } from '../../src/problem/training/schema.ts';
import { expectIff, spread } from '../iff.ts';
import { bruteForceOptimum } from '../loading-brute-force.ts';
import { alternatives, loadingWitnesses, witnessOf } from '../loading-witnesses.ts';
import { clauses, colourings, graphs, models, sublists } from '../small-sources.ts';

/** All sets of clauses over 2 variables, the empty clause among them: 512. */
const overTwo: Cnf[] = sublists([
  [],
  ...clauses(2, 1, 2).filter(([a, b = 9]) => Math.abs(a!) < Math.abs(b)),
]).map((list) => ({ variables: 2, clauses: list }));
/** Without the empty clause: 256. */
const proper = overTwo.filter(({ clauses: list }) => list.every((clause) => clause.length > 0));

const odd: Cnf[] = [
  { variables: 0, clauses: [] },
  { variables: 0, clauses: [[]] },
  { variables: 1, clauses: [] },
  { variables: 1, clauses: [[], [1]] },
  {
    variables: 1,
    clauses: [
      [1, 1, 1],
      [1, -1],
    ],
  },
  {
    variables: 1,
    clauses: [
      [-1, -1],
      [1, 1, 1],
    ],
  },
  { variables: 2, clauses: [[1, -1, 2], [1, 1, 2], [-2, -2], [-1]] },
  {
    variables: 2,
    clauses: [
      [2, 1, 2],
      [-2, 1, -2],
    ],
  },
];

/** The eight clauses of 3 variables: unsatisfiable; without any one of them satisfiable. */
const eight: Cnf = {
  variables: 3,
  clauses: [0, 1, 2, 3, 4, 5, 6, 7].map((mask) => [1, 2, 3].map((v) => (mask & (1 << (v - 1)) ? v : -v))),
};
const seven = eight.clauses.map((_, j) => ({ ...eight, clauses: eight.clauses.filter((_c, i) => i !== j) }));

/** Random formulas over 3 variables, of any answer. */
const random: Cnf[] = fc.sample(
  fc
    .array(
      fc.array(
        fc.tuple(fc.integer({ min: 1, max: 3 }), fc.boolean()).map(([v, positive]) => (positive ? v : -v)),
        { minLength: 1, maxLength: 3 },
      ),
      { minLength: 4, maxLength: 9 },
    )
    .map((list) => ({ variables: 3, clauses: list })),
  { seed: 5, numRuns: 40 },
);

/** Counted on the sources themselves: at least a third of them are NO-instances. */
function counts<I>(instances: readonly I[], yes: (instance: I) => boolean): { yes: number; no: number } {
  const positive = instances.filter(yes).length;
  const found = { yes: positive, no: instances.length - positive };
  expect(3 * found.no, 'NO-instances').toBeGreaterThanOrEqual(instances.length);
  return found;
}

const satisfiable = (formula: Cnf): boolean => models(formula).length > 0;
const rest = { source: threeSat, target: loading, sourceWitnesses: models };
const one = (instance: TrainingInstance): Configuration[] => {
  const found = witnessOf(instance);
  return found ? [found] : [];
};

/** So many satisfiable sets of clauses over 2 variables, and half as many that are not. */
const mixed = (count: number): Cnf[] => [
  ...spread(proper.filter(satisfiable), count),
  ...spread(
    proper.filter((formula) => !satisfiable(formula)),
    count / 2,
  ),
];

describe.each(
  [threeSatToLoading, threeSatToLoadingBoolean, threeSatToLoadingAndOr, threeSatToSingleItem].map(
    (r) => [r.name, r] as const,
  ),
)('%s', (_, reduction) => {
  test('all sets of clauses over 2 variables', () => {
    expectIff({
      ...rest,
      reduction,
      instances: overTwo,
      targetWitnesses: one,
      ...counts(overTwo, satisfiable),
    });
  });

  test('no variables, no clauses, empty clauses, repeated literals, tautologies', () => {
    const some = counts(odd, satisfiable);
    expectIff({ ...rest, reduction, instances: odd, targetWitnesses: loadingWitnesses, ...some });
  });

  test('3 variables: all eight clauses, each seven of them, random formulas', () => {
    const instances = [eight, ...seven, ...random];
    expectIff({ ...rest, reduction, instances, targetWitnesses: one, ...counts(instances, satisfiable) });
  });

  test('alternatives and perturbed witnesses of sets of clauses over 2 variables, and of one over 3', () => {
    const instances = [...mixed(12), seven[5]!, eight];
    expectIff({
      ...rest,
      reduction,
      instances,
      targetWitnesses: loadingWitnesses,
      ...counts(instances, satisfiable),
    });
  });

  test('depth 2, fan-in at most 3, no post read twice, no don’t-cares; the best possible is all items or all but one', () => {
    for (const formula of [...odd, ...spread(overTwo, 64), eight, seven[3]!]) {
      const reduced = reduction.reduce(formula);
      const { nodes } = reduced.architecture;
      expect(depthOf(reduced.architecture)).toBeLessThanOrEqual(2);
      for (const { from } of nodes) {
        expect(from.length).toBeGreaterThan(0);
        expect(from.length).toBeLessThanOrEqual(3);
        expect(new Set(from).size).toBe(from.length);
      }
      for (const { response } of reduced.examples) expect(response).toMatch(/^[01]+$/);
      const items = reduced.examples.length;
      expect(bruteForceOptimum(reduced)).toBe(satisfiable(formula) ? items : items - 1);
    }
  });

  test('long clauses are refused', () => {
    expect(() => reduction.reduce({ variables: 4, clauses: [[1], [1, 2, 3, 4]] })).toThrow(
      `${reduction.name}: expected clauses of at most 3 literals, found 4 in clause 2; reduce it to 3-sat first`,
    );
  });

  test('more nodes than a network may have are refused', () => {
    expect(() =>
      reduction.reduce({ variables: 0, clauses: Array.from({ length: 65_536 }, () => [] as number[]) }),
    ).toThrow(/expected at most 65536 nodes, found 6553[78]; use a smaller source$/);
  });
});

describe('the nodes of variables need not be AND or OR', () => {
  test.each([threeSatToLoading, threeSatToLoadingBoolean].map((r) => [r.name, r] as const))(
    '%s: four behaviours each, two of them no AND or OR',
    (_, reduction) => {
      const formula = { variables: 2, clauses: [[1, 2]] };
      const seen = new Set<string>();
      for (const witness of alternatives(reduction.reduce(formula))) {
        const X = witness.nodes[2]!;
        seen.add(
          [
            [false, true],
            [false, false],
            [true, true],
          ]
            .map((bits) => Number(nodeOutput(X, bits)))
            .join(''),
        );
        expect(threeSat.check(formula, reduction.extract(formula, witness))).toEqual({ ok: true });
      }
      expect([...seen].sort()).toEqual(['001', '010', '101', '110']);
    },
  );
});

describe.each([
  ['3-sat-to-two-thirds', threeSatToTwoThirds, 9, 6],
  ['3-sat-to-two-thirds-no-dont-cares', threeSatToTwoThirdsNoDontCares, 9, 6],
  ['3-sat-to-67-percent', threeSatTo67Percent, 7, 5],
  ['3-sat-to-67-percent-no-dont-cares', threeSatTo67PercentNoDontCares, 7, 5],
] as const)('%s', (name, reduction, items, enough) => {
  test('sets of clauses over 2 variables, odd formulas, random ones over 3', () => {
    const instances = [...spread(proper, 64), ...odd, ...spread(random, 6), seven[2]!];
    expectIff({ ...rest, reduction, instances, targetWitnesses: one, ...counts(instances, satisfiable) });
  });

  test('alternatives and perturbed witnesses', () => {
    const instances = [...odd, ...mixed(6)];
    const some = counts(instances, satisfiable);
    expectIff({ ...rest, reduction, instances, targetWitnesses: loadingWitnesses, ...some });
  });

  test(`the best possible of ${items} is ${enough} or ${enough - 1}`, () => {
    for (const formula of [...odd, ...spread(overTwo, 32), eight, seven[4]!]) {
      const reduced = reduction.reduce(formula);
      expect([reduced.examples.length, requiredWeight(reduced)]).toEqual([items, enough]);
      expect(bruteForceOptimum(reduced)).toBe(satisfiable(formula) ? enough : enough - 1);
      const stars = reduced.examples.some(({ response }) => response.includes('*'));
      expect(stars).toBe(!name.endsWith('no-dont-cares') && reduced.architecture.outputs.length > 1);
    }
  });
});

test('67 % of 7 items are what is more than two thirds of them', () => {
  for (const reduction of [threeSatTo67Percent, threeSatTo67PercentNoDontCares]) {
    const reduced = reduction.reduce(eight);
    expect(requiredWeight(reduced)).toBe(Math.floor((2 * reduced.examples.length) / 3) + 1);
  }
});

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
      expectIff({ ...iff, instances, targetWitnesses: one, ...counts(instances, colourable) });
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

    test('depth 2, fan-in at most 2, no don’t-cares', () => {
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

describe('exact text', () => {
  test('one variable, the clause x1', () => {
    expect(loading.write(threeSatToLoadingAndOr.reduce({ variables: 1, clauses: [[1]] })))
      .toMatchInlineSnapshot(`
      "{"format":"trainsat.instance/1","architecture":{"inputs":3,"nodes":[{"id":"R","from":["x3"],"family":"and-or"},{"id":"S","from":["R"],"family":"and-or"},{"id":"X1","from":["x1","x2"],"family":"and-or"},{"id":"Y1","from":["x1","x2"],"family":"and-or"},{"id":"A1","from":["X1","Y1"],"family":"and-or"},{"id":"B1","from":["X1","Y1"],"family":"and-or"},{"id":"P1","from":["X1","R"],"family":"and-or"},{"id":"Q1","from":["Y1","R"],"family":"and-or"},{"id":"C1","from":["X1"],"family":"and-or"}],"outputs":["S","A1","B1","P1","Q1","C1"]},"require":"all","examples":[
        {"stimulus":"011","response":"110111"},
        {"stimulus":"000","response":"000000"},
        {"stimulus":"110","response":"011111"}
      ],"provenance":{"reductions":["3-sat-to-loading-and-or"]}}
      "
    `);
    expect(loading.write(threeSatToSingleItem.reduce({ variables: 1, clauses: [[1]] })))
      .toMatchInlineSnapshot(`
      "{"format":"trainsat.instance/1","architecture":{"inputs":2,"nodes":[{"id":"S","from":["x2"],"family":"and-or"},{"id":"X1","from":["x1","x2"],"family":"and-or"},{"id":"Y1","from":["x1","x2"],"family":"and-or"},{"id":"A1","from":["X1","Y1"],"family":"and-or"},{"id":"B1","from":["X1","Y1"],"family":"and-or"},{"id":"C1","from":["X1"],"family":"and-or"}],"outputs":["S","A1","B1","C1"]},"require":"all","examples":[
        {"stimulus":"01","response":"1101"}
      ],"provenance":{"reductions":["3-sat-to-single-item"]}}
      "
    `);
  });

  test('the pads', () => {
    const rows = (instance: TrainingInstance): string =>
      instance.examples.map(({ stimulus, response }) => `${stimulus as string} ${response}`).join(', ');
    const formula = { variables: 0, clauses: [[]] };
    expect(rows(threeSatTo67Percent.reduce(formula))).toBe(
      '011 11, 000 00, 110 01, 000 0*, 000 0*, 000 1*, 000 1*',
    );
    expect(rows(threeSatTo67PercentNoDontCares.reduce(formula))).toBe(
      '011 11, 000 00, 110 01, 000 00, 000 00, 000 10, 000 10',
    );
  });

  test('one edge', () => {
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
});

test('loading-to-training is the identity', () => {
  const instances = [seven[0]!, eight].map((formula) => threeSatToLoading.reduce(formula));
  expectIff({
    reduction: loadingToTraining,
    source: loading,
    target: training,
    instances,
    sourceWitnesses: one,
    targetWitnesses: one,
    yes: 1,
    no: 1,
  });
});

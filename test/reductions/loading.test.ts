// The reductions from formulas to Judd's loading problem: an iff on all small sources against an enumeration of all
// configurations.
import { describe, expect, test } from 'vitest';
import {
  threeSatToLoading,
  threeSatToLoadingAndOr,
  threeSatToLoadingBoolean,
} from '../../reductions/3-sat-to-loading.ts';
import { threeSatToSingleItem } from '../../reductions/3-sat-to-single-item.ts';
import { loadingToTraining } from '../../reductions/loading-to-training.ts';
import { threeSat } from '../../src/problem/sat.ts';
import { depthOf } from '../../src/problem/training/architecture.ts';
import { nodeOutput } from '../../src/problem/training/evaluate.ts';
import { loading, training } from '../../src/problem/training/problem.ts';
import { counts, expectIff, spread } from '../iff.ts';
import { bruteForceOptimum } from '../loading-brute-force.ts';
import { alternatives, loadingWitnesses, oneWitness } from '../loading-witnesses.ts';
import { mixed, odd, overTwo, random, satisfiable } from '../small-formulas.ts';
import { eight, models, seven } from '../small-sources.ts';

const rest = { source: threeSat, target: loading, sourceWitnesses: models };
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
      targetWitnesses: oneWitness,
      ...counts(overTwo, satisfiable),
    });
  });

  test('no variables, no clauses, empty clauses, repeated literals, tautologies', () => {
    const some = counts(odd, satisfiable);
    expectIff({ ...rest, reduction, instances: odd, targetWitnesses: loadingWitnesses, ...some });
  });

  test('3 variables: all eight clauses, each seven of them, random formulas', () => {
    const instances = [eight, ...seven, ...random];
    expectIff({
      ...rest,
      reduction,
      instances,
      targetWitnesses: oneWitness,
      ...counts(instances, satisfiable),
    });
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

  test('depth 2, fan-in at most 3, no post read twice, every response asked for; the best possible is all items or all but one', () => {
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
});

test('loading-to-training is the identity', () => {
  const instances = [seven[0]!, eight].map((formula) => threeSatToLoading.reduce(formula));
  expectIff({
    reduction: loadingToTraining,
    source: loading,
    target: training,
    instances,
    sourceWitnesses: oneWitness,
    targetWitnesses: oneWitness,
    yes: 1,
    no: 1,
  });
});

// Set splitting and graph colouring as sums of rectified linear units: an iff on all small instances, exact text.
import { describe, expect, test } from 'vitest';
import { graphColouringToReluSum } from '../../reductions/graph-colouring-to-relu-sum.ts';
import { setSplittingToReluSum } from '../../reductions/set-splitting-to-relu-sum.ts';
import { decideReluSum } from '../../src/decide/relu-sum.ts';
import { rational } from '../../src/exact/rational.ts';
import { graphColouring, type ColouringInstance } from '../../src/problem/graph-colouring.ts';
import { reluSum, type ReluSum, type ReluSumInstance } from '../../src/problem/relu-sum.ts';
import { setSplitting, type SetSystem } from '../../src/problem/set-splitting.ts';
import { counts, expectIff, spread } from '../iff.ts';
import { reluSumExists } from '../relu-sums.ts';
import { allTriples, colourings, fano, graphs, setSystems, splittings, without } from '../small-sources.ts';

/** What the engine finds, the units also in reverse order; none for a NO. */
async function witnesses(instances: readonly ReluSumInstance[]): Promise<Map<string, ReluSum[]>> {
  const found = new Map<string, ReluSum[]>();
  for (const instance of instances) {
    const verdict = await decideReluSum(instance, { solver: 'cdcl', expired: () => false });
    if (verdict.answer === 'unknown') throw new Error(`expected an answer, got ${verdict.limit}`);
    const sums =
      verdict.answer === 'yes' ? [verdict.units, { units: [...verdict.units.units].reverse() }] : [];
    found.set(reluSum.canonical(instance), sums);
  }
  return found;
}

describe('set-splitting-to-relu-sum', () => {
  const reduction = setSplittingToReluSum;
  const systems: SetSystem[] = [
    ...[0, 1, 2].flatMap((n) => setSystems(n, 0)),
    ...setSystems(3, 1),
    ...spread(setSystems(4, 2), 40),
    {
      elements: 2,
      sets: [
        [0, 1],
        [1, 0],
      ],
    },
    fano,
    without(fano, 3),
    allTriples,
    without(allTriples, 0),
  ];

  test('all systems of up to 3 elements, empty sets among 2; many of 4; famous ones', async () => {
    const found = await witnesses(systems.map((system) => reduction.reduce(system)));
    expectIff({
      reduction,
      source: setSplitting,
      target: reluSum,
      instances: systems,
      sourceWitnesses: splittings,
      targetWitnesses: (instance) => found.get(reluSum.canonical(instance))!,
      ...counts(systems, (system) => splittings(system).length > 0),
    });
  }, 120_000);

  test('the smallest also by enumeration of what is active where', () => {
    for (const system of [...setSystems(1, 0), ...setSystems(2, 0), ...spread(setSystems(3, 1), 12)])
      expect(reluSumExists(reduction.reduce(system)), JSON.stringify(system)).toBe(
        splittings(system).length > 0,
      );
  });

  test('units whose biases are not 0, and shares of both at one element', () => {
    const system: SetSystem = { elements: 3, sets: [[0, 1]] };
    const q = (numerator: bigint) => rational(numerator, 4n);
    const sum: ReluSum = {
      units: [
        { weights: [q(5n), q(-9n), q(4n)], bias: q(-1n) },
        { weights: [q(-4n), q(4n), q(1n)], bias: q(0n) },
      ],
    };
    expect(reluSum.check(reduction.reduce(system), sum)).toEqual({ ok: true });
    expect(reduction.extract(system, sum)).toEqual({ first: [true, false, true] });
  });

  test('exact text', () => {
    expect(reluSum.write(reduction.reduce({ elements: 2, sets: [[0, 1], []] }))).toBe(
      '{"format":"trainsat.relu-sum/1","inputs":2,"units":2,"examples":[{"stimulus":"00","target":0},{"stimulus":"10","target":1},{"stimulus":"01","target":1},{"stimulus":"11","target":0},{"stimulus":"00","target":1}],"provenance":{"reductions":["set-splitting-to-relu-sum"]}}\n',
    );
  });
});

describe('graph-colouring-to-relu-sum', () => {
  const reduction = graphColouringToReluSum;
  const all: ColouringInstance[] = [
    ...[0, 1, 2, 3].flatMap((n) => [1, 2, 3].flatMap((k) => graphs(n, k))),
    ...[1, 2, 3].flatMap((k) => spread(graphs(4, k), 24)),
  ];
  // Two thirds of them can be coloured otherwise.
  const no = all.filter((graph) => colourings(graph).length === 0);
  const instances = [
    ...no,
    ...spread(
      all.filter((graph) => !no.includes(graph)),
      2 * no.length,
    ),
  ];

  test('all graphs of up to 3 vertices, many of 4, by 1 to 3 colours', async () => {
    const found = await witnesses(instances.map((graph) => reduction.reduce(graph)));
    expectIff({
      reduction,
      source: graphColouring,
      target: reluSum,
      instances,
      sourceWitnesses: colourings,
      targetWitnesses: (instance) => found.get(reluSum.canonical(instance))!,
      ...counts(instances, (graph) => colourings(graph).length > 0),
    });
  }, 120_000);

  test('exact text', () => {
    expect(reluSum.write(reduction.reduce({ vertices: 2, edges: [[0, 1]], colours: 3 }))).toBe(
      '{"format":"trainsat.relu-sum/1","inputs":2,"units":3,"examples":[{"stimulus":"00","target":0},{"stimulus":"10","target":1},{"stimulus":"01","target":1},{"stimulus":"11","target":0}],"provenance":{"reductions":["graph-colouring-to-relu-sum"]}}\n',
    );
  });
});

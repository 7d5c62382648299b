// Hitting sets and vertex covers: an iff on all small systems and graphs; the errors of one unit counted by enumeration.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hittingSetToOneUnit } from '../../reductions/hitting-set-to-one-unit.ts';
import { hittingSetToSat } from '../../reductions/hitting-set-to-sat.ts';
import { vertexCoverToHittingSet } from '../../reductions/vertex-cover-to-hitting-set.ts';
import { hittingSet, type HittingSetInstance } from '../../src/problem/hitting-set.ts';
import { sat } from '../../src/problem/sat.ts';
import type { Configuration } from '../../src/problem/training/configuration.ts';
import { training } from '../../src/problem/training/problem.ts';
import { totalWeight, type TrainingInstance } from '../../src/problem/training/schema.ts';
import { vertexCover, type VertexCoverInstance } from '../../src/problem/vertex-cover.ts';
import { counts, expectIff, spread } from '../iff.ts';
import { bruteForceOptimum } from '../loading-brute-force.ts';
import { goodUnits } from '../one-unit.ts';
import { covers, fano, graphs, hittingSets, models, setSystems, sublists } from '../small-sources.ts';

/** The size of the least hitting set; Infinity when a set is empty. */
function transversal(instance: Omit<HittingSetInstance, 'size'>): number {
  return Math.min(
    ...hittingSets({ ...instance, size: instance.elements }).map(
      ({ chosen }) => chosen.filter(Boolean).length,
    ),
  );
}

const withSizes = (
  systems: readonly Omit<HittingSetInstance, 'size'>[],
  most: number,
): HittingSetInstance[] =>
  systems.flatMap((system) => Array.from({ length: most + 1 }, (_, size) => ({ ...system, size })));

/** All systems of up to 2 elements, of 3 elements with few sets or all: empty sets, singletons, k from 0 to beyond n. */
const small = [0, 1, 2].flatMap((n) => withSizes(setSystems(n, 0), n + 1));
const three = withSizes(
  setSystems(3, 1).filter(({ sets }) => sets.length <= 4 || sets.length === 7),
  3,
);
const odd: HittingSetInstance[] = [
  { elements: 3, sets: [[0, 1], [1, 0], [0, 1], [2], [2]], size: 1 },
  { elements: 3, sets: [[0, 1], [1, 0], [0, 1], [2], [2]], size: 2 },
  { elements: 2, sets: [[], []], size: 9 },
  { elements: 0, sets: [], size: 0 },
  { elements: 0, sets: [[]], size: 5 },
];

const hit = (instance: HittingSetInstance): boolean => hittingSets(instance).length > 0;
const rest = { source: hittingSet, sourceWitnesses: hittingSets };

describe('hitting-set-to-one-unit', () => {
  const reduction = hittingSetToOneUnit;
  const iff = { ...rest, reduction, target: training };
  const units = (instance: TrainingInstance): Configuration[] => goodUnits(instance, 40);

  test('all systems of up to 2 elements, k from 0 to n + 1; repeated sets', () => {
    const instances = [...small, ...odd];
    expectIff({ ...iff, instances, targetWitnesses: units, ...counts(instances, hit) });
  });

  test('systems of 3 elements', () => {
    const few = (instance: TrainingInstance): Configuration[] => goodUnits(instance, 6);
    expectIff({ ...iff, instances: three, targetWitnesses: few, ...counts(three, hit) });
  });

  test('the law of its size', () => {
    expect(reduction.sizeLaw).toBe('inputs = n, hidden = 0, examples = 1 + n + m');
    expect(reduction.size({ elements: 4, sets: [[0], []], size: 1 })).toEqual({
      inputs: 4,
      hidden: 0,
      examples: 7,
    });
  });

  test('the least weight of errors is the size of the least hitting set', () => {
    for (const system of [...setSystems(2, 1), ...spread(setSystems(3, 1), 24)]) {
      const reduced = reduction.reduce({ ...system, size: 0 });
      expect(totalWeight(reduced) - bruteForceOptimum(reduced)).toBe(transversal(system));
    }
  });

  test('three of the Fano plane’s points hit its lines, two do not', () => {
    expect(transversal(fano)).toBe(3);
    const instance = { ...fano, size: 3 };
    for (const witness of hittingSets(instance)) {
      const check = training.check(reduction.reduce(instance), reduction.forward(instance, witness));
      expect(check).toEqual({ ok: true });
      expect(
        training.check(reduction.reduce({ ...fano, size: 2 }), reduction.forward(instance, witness)).ok,
      ).toBe(false);
    }
  });

  test('exact text', () => {
    const instance = { elements: 3, sets: [[0, 1], [1, 2], []], size: 1 };
    const { examples, require } = reduction.reduce(instance);
    expect(examples).toEqual([
      { stimulus: '000', response: '1', weight: 4 },
      { stimulus: '100', response: '0' },
      { stimulus: '010', response: '0' },
      { stimulus: '001', response: '0' },
      { stimulus: '110', response: '1' },
      { stimulus: '011', response: '1' },
      { stimulus: '000', response: '0', weight: 4 },
    ]);
    expect(require).toEqual({ atLeast: 12 });
  });
});

describe('hitting-set-to-sat', () => {
  test('all systems of up to 2 elements, many of 3, k from 0 to beyond n', () => {
    const instances = [...small, ...odd, ...spread(three, 120)];
    expectIff({
      ...rest,
      reduction: hittingSetToSat,
      target: sat,
      instances,
      targetWitnesses: (cnf) => spread(models(cnf), 64),
      ...counts(instances, hit),
    });
  });

  test('random systems of 5 elements', () => {
    const set = fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 });
    const instances = fc.sample(
      fc.record({
        elements: fc.constant(5),
        sets: fc.array(set, { minLength: 3, maxLength: 9 }),
        size: fc.integer({ min: 1, max: 3 }),
      }),
      { seed: 3, numRuns: 40 },
    );
    expectIff({
      ...rest,
      reduction: hittingSetToSat,
      target: sat,
      instances,
      targetWitnesses: (cnf) => spread(models(cnf), 64),
      ...counts(instances, hit),
    });
  });

  test('exact text: two pairs and an empty set, nothing chosen', () => {
    expect(sat.write(hittingSetToSat.reduce({ elements: 3, sets: [[0, 1], [], [1, 2]], size: 0 }))).toBe(
      'c var 1 element 0 chosen\nc var 2 element 1 chosen\nc var 3 element 2 chosen\np cnf 3 6\n1 2 0\n0\n2 3 0\n-1 0\n-2 0\n-3 0\n',
    );
  });
});

describe('vertex-cover-to-hitting-set', () => {
  const all = [0, 1, 2, 3, 4].flatMap((n) =>
    graphs(n, 1).flatMap(({ vertices, edges }) =>
      Array.from({ length: Math.max(1, n) }, (_, size): VertexCoverInstance => ({ vertices, edges, size })),
    ),
  );

  test('all graphs of up to 4 vertices, k below n', () => {
    expectIff({
      reduction: vertexCoverToHittingSet,
      source: vertexCover,
      target: hittingSet,
      instances: all,
      sourceWitnesses: covers,
      targetWitnesses: hittingSets,
      ...counts(all, (graph) => covers(graph).length > 0),
    });
  });

  test('on to one unit: the errors of a cycle of 4, a star and a complete graph', () => {
    const pairs = sublists([0, 1, 2, 3]).filter(({ length }) => length === 2) as [number, number][];
    const rows: [VertexCoverInstance['edges'], number][] = [
      [
        [
          [0, 1],
          [1, 2],
          [2, 3],
          [0, 3],
        ],
        2,
      ],
      [
        [
          [0, 1],
          [0, 2],
          [0, 3],
        ],
        1,
      ],
      [pairs, 3],
    ];
    for (const [edges, cover] of rows) {
      const reduced = hittingSetToOneUnit.reduce(
        vertexCoverToHittingSet.reduce({ vertices: 4, edges, size: 1 }),
      );
      expect(totalWeight(reduced) - bruteForceOptimum(reduced)).toBe(cover);
    }
  });
});

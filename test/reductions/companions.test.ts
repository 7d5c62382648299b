// Sparse units, open hemispheres and feasible subsystems: an iff on small instances, answers by enumeration.
import { describe, expect, test } from 'vitest';
import { feasibleSubsystemToTraining } from '../../reductions/feasible-subsystem-to-training.ts';
import { hittingSetToOpenHemisphere } from '../../reductions/hitting-set-to-open-hemisphere.ts';
import { hittingSetToSparsePerceptron } from '../../reductions/hitting-set-to-sparse-perceptron.ts';
import { openHemisphereToFeasibleSubsystem } from '../../reductions/open-hemisphere-to-feasible-subsystem.ts';
import { openHemisphereToTraining } from '../../reductions/open-hemisphere-to-training.ts';
import { sparsePerceptronToSat } from '../../reductions/sparse-perceptron-to-sat.ts';
import { rational } from '../../src/exact/rational.ts';
import { feasibleSubsystem, type FeasibleSubsystemInstance } from '../../src/problem/feasible-subsystem.ts';
import { hittingSet, type HittingSetInstance } from '../../src/problem/hitting-set.ts';
import { openHemisphere, type OpenHemisphereInstance } from '../../src/problem/open-hemisphere.ts';
import { sat, type Assignment } from '../../src/problem/sat.ts';
import { sparsePerceptron, type SparsePerceptronInstance } from '../../src/problem/sparse-perceptron.ts';
import { training } from '../../src/problem/training/problem.ts';
import { totalWeight } from '../../src/problem/training/schema.ts';
import { Random } from '../../src/random.ts';
import { counts, expectIff, spread } from '../iff.ts';
import { someModels } from '../models.ts';
import { goodUnits, poles, solutions, sparseUnits } from '../one-unit.ts';
import { fano, hittingSets, lists, setSystems } from '../small-sources.ts';

const sized = (systems: readonly Omit<HittingSetInstance, 'size'>[], most: number): HittingSetInstance[] =>
  systems.flatMap((system) => Array.from({ length: most + 1 }, (_, size) => ({ ...system, size })));

/** All systems of up to 2 elements, some of 3; empty, single and repeated sets, k from 0 to beyond n. */
const systems: HittingSetInstance[] = [
  ...[0, 1, 2].flatMap((n) => sized(setSystems(n, 0), n + 1)),
  ...sized(spread(setSystems(3, 1), 20), 2),
  { elements: 3, sets: [[0, 1], [1, 0], [0, 1], [2], [2]], size: 1 },
  { elements: 3, sets: [[0, 1], [1, 0], [0, 1], [2], [2]], size: 2 },
  { elements: 2, sets: [[], []], size: 9 },
];
const hit = (instance: HittingSetInstance): boolean => hittingSets(instance).length > 0;

describe('hitting-set-to-sparse-perceptron', () => {
  const reduction = hittingSetToSparsePerceptron;

  test('all systems of up to 2 elements, many of 3', () => {
    expectIff({
      reduction,
      source: hittingSet,
      target: sparsePerceptron,
      instances: systems,
      sourceWitnesses: hittingSets,
      targetWitnesses: sparseUnits,
      ...counts(systems, hit),
    });
  });

  test('exact text', () => {
    const instance = { elements: 3, sets: [[0, 1], [2, 1], []], size: 5 };
    expect(sparsePerceptron.write(reduction.reduce(instance))).toBe(
      '{"format":"trainsat.sparse-perceptron/1","inputs":3,"examples":[{"stimulus":"000","response":"0"},{"stimulus":"110","response":"1"},{"stimulus":"011","response":"1"},{"stimulus":"000","response":"1"}],"nonzero":5,"provenance":{"reductions":["hitting-set-to-sparse-perceptron"]}}\n',
    );
  });

  test('the Fano plane: three weights, not two', () => {
    expect(sparseUnits(reduction.reduce({ ...fano, size: 2 }))).toEqual([]);
    for (const unit of sparseUnits(reduction.reduce({ ...fano, size: 3 })))
      expect(hittingSet.check({ ...fano, size: 3 }, reduction.extract({ ...fano, size: 3 }, unit))).toEqual({
        ok: true,
      });
  });
});

/** Labels of the cube's points: 0, 1, or 2 for a point that is no example. */
const labelled = (inputs: number, labels: readonly number[], nonzero: number): SparsePerceptronInstance => ({
  inputs,
  examples: lists(2, inputs).flatMap((bits, p) =>
    labels[p] === 2 ? [] : [{ stimulus: bits.join(''), response: labels[p] === 1 ? '1' : '0' }],
  ),
  nonzero,
});

describe('sparse-perceptron-to-sat', () => {
  const reduction = sparsePerceptronToSat;
  const random = new Random(2);
  const drawn = (inputs: number): SparsePerceptronInstance =>
    labelled(
      inputs,
      Array.from({ length: 2 ** inputs }, () => random.below(3)),
      random.below(inputs + 1),
    );
  const planted = (inputs: number, nonzero: number, missing: number): SparsePerceptronInstance => {
    const weights = Array.from({ length: inputs }, (_, i) => (i < nonzero ? random.below(9) - 4 : 0));
    const examples = Array.from({ length: 5 * inputs }, () => {
      const stimulus = random.bits(inputs);
      const sum = weights.reduce((total, w, i) => (stimulus[i] === '1' ? total + w : total), 0);
      return { stimulus, response: sum >= 1 ? ('1' as const) : ('0' as const) };
    });
    return { inputs, examples, nonzero: Math.max(0, nonzero - missing) };
  };

  test('partial functions of up to 3 inputs, planted ones of up to 8', async () => {
    const instances = [
      ...lists(3, 1).flatMap((labels) => [0, 1].map((k) => labelled(0, labels, k))),
      ...lists(3, 2).flatMap((labels) => [0, 1, 2].map((k) => labelled(1, labels, k))),
      ...lists(3, 4).flatMap((labels) => [0, 1, 2].map((k) => labelled(2, labels, k))),
      ...Array.from({ length: 60 }, () => drawn(3)),
      ...Array.from({ length: 16 }, (_, i) => planted(5 + (i % 4), 2 + (i % 3), i % 2)),
      // A point twice, with both labels.
      {
        inputs: 1,
        examples: [
          { stimulus: '1', response: '0' },
          { stimulus: '1', response: '1' },
        ],
        nonzero: 1,
      },
    ] as SparsePerceptronInstance[];
    const found = new Map<string, Assignment[]>();
    for (const instance of instances) {
      const cnf = reduction.reduce(instance);
      found.set(sat.canonical(cnf), await someModels(cnf, 3));
    }
    expectIff({
      reduction,
      source: sparsePerceptron,
      target: sat,
      instances,
      sourceWitnesses: (instance) => spread(sparseUnits(instance), 24),
      targetWitnesses: (cnf) => found.get(sat.canonical(cnf))!,
      yes: 100,
      no: 60,
    });
  }, 120_000);

  test('exactly the threshold functions of k inputs', async () => {
    let yes = 0;
    for (const labels of lists(2, 8))
      if ((await someModels(reduction.reduce(labelled(3, labels, 2)), 1)).length > 0) yes += 1;
    // 2 constants, 6 literals, and for each of 3 pairs of inputs the 8 functions of both.
    expect(yes).toBe(2 + 6 + 3 * 8);
  }, 120_000);

  test('exact text: no inputs, one example', () => {
    expect(sat.write(reduction.reduce(labelled(0, [1], 0)))).toBe('c var 1 bias bit 0\np cnf 1 1\n-1 0\n');
  });
});

describe('hitting-set-to-open-hemisphere', () => {
  const reduction = hittingSetToOpenHemisphere;
  const few = systems.filter(({ elements, sets }) => elements + sets.length <= 5);

  test('all systems of up to 2 elements, some of 3', () => {
    expectIff({
      reduction,
      source: hittingSet,
      target: openHemisphere,
      instances: few,
      sourceWitnesses: hittingSets,
      targetWitnesses: (instance) => spread(poles(instance), 40),
      ...counts(few, hit),
    });
  });

  test('exact text', () => {
    expect(openHemisphere.write(reduction.reduce({ elements: 1, sets: [[0], []], size: 7 }))).toBe(
      '{"format":"trainsat.open-hemisphere/1","dimension":2,"vectors":[[0,-1],[0,-1],[-1,1],[1,-1],[0,1],[0,1]],"atLeast":5,"provenance":{"reductions":["hitting-set-to-open-hemisphere"]}}\n',
    );
  });

  test('most that can be had: all vectors but a least hitting set', () => {
    for (const { elements, sets } of spread(setSystems(3, 1), 30)) {
      const least = Math.min(
        ...hittingSets({ elements, sets, size: elements }).map(({ chosen }) => chosen.filter(Boolean).length),
      );
      const reduced = reduction.reduce({ elements, sets, size: 0 });
      const best = (atLeast: number): boolean => poles({ ...reduced, atLeast }).length > 0;
      if (reduced.vectors.length > 12) continue;
      expect(best(reduced.vectors.length - least)).toBe(true);
      expect(best(reduced.vectors.length - least + 1)).toBe(false);
    }
  });
});

const drawHemispheres = (count: number): OpenHemisphereInstance[] => {
  const random = new Random(5);
  return Array.from({ length: count }, () => {
    const dimension = random.below(4);
    const vectors = Array.from({ length: random.below(6) }, () =>
      Array.from({ length: dimension }, () => BigInt(random.below(7) - 3)),
    );
    return {
      dimension,
      vectors,
      atLeast: Math.max(0, vectors.length - random.below(3) + 1 - random.below(2)),
    };
  });
};

const hemispheres: OpenHemisphereInstance[] = [
  ...drawHemispheres(160),
  { dimension: 0, vectors: [], atLeast: 0 },
  { dimension: 0, vectors: [], atLeast: 1 },
  { dimension: 0, vectors: [[], []], atLeast: 1 },
  { dimension: 2, vectors: [[0n, 0n]], atLeast: 1 },
  { dimension: 1, vectors: [[1n], [1n]], atLeast: 2 },
  { dimension: 1, vectors: [[1n], [-1n]], atLeast: 2 },
];
const fromHemisphere = {
  source: openHemisphere,
  instances: hemispheres,
  sourceWitnesses: poles,
  yes: 50,
  no: 50,
};

describe('open-hemisphere-to-training', () => {
  const reduction = openHemisphereToTraining;

  test('random vectors of up to 3 coordinates; zero vectors, more asked for than there are', () => {
    expectIff({
      ...fromHemisphere,
      reduction,
      target: training,
      targetWitnesses: (instance) => goodUnits(instance, 12),
    });
  });

  test('the origin cannot be traded for all of the vectors', () => {
    for (const instance of hemispheres) {
      const { examples, require } = reduction.reduce(instance);
      const allowed = totalWeight({ examples }) - (require as { atLeast: number }).atLeast;
      expect(allowed).toBeLessThan(examples[0]!.weight ?? 1);
    }
  });

  test('exact text', () => {
    const text = (atLeast: number): string =>
      training.write(
        reduction.reduce({
          dimension: 2,
          vectors: [
            [1n, 0n],
            [-2n, 1n],
          ],
          atLeast,
        }),
      );
    const head =
      '{"format":"trainsat.instance/1","architecture":{"inputs":2,"layers":[{"units":1,"family":"threshold"}]},"require":{"atLeast":';
    const tail =
      '  {"stimulus":"10","response":"1"},\n  {"stimulus":[-2,1],"response":"1"}\n],"provenance":{"reductions":["open-hemisphere-to-training"]}}\n';
    expect(text(1)).toBe(`${head}4},"examples":[\n  {"stimulus":"00","response":"0","weight":3},\n${tail}`);
    expect(text(3)).toBe(
      `${head}8},"examples":[\n  {"stimulus":"00","response":"0","weight":3},\n  {"stimulus":"00","response":"1","weight":3},\n${tail}`,
    );
  });
});

describe('open-hemisphere-to-feasible-subsystem', () => {
  const reduction = openHemisphereToFeasibleSubsystem;

  test('random vectors of up to 3 coordinates', () => {
    expectIff({ ...fromHemisphere, reduction, target: feasibleSubsystem, targetWitnesses: solutions });
  });

  test('exact text', () => {
    expect(
      feasibleSubsystem.write(
        reduction.reduce({
          dimension: 2,
          vectors: [
            [1n, 0n],
            [-2n, 1n],
          ],
          atLeast: 1,
        }),
      ),
    ).toBe(
      '{"format":"trainsat.feasible-subsystem/1","variables":2,"inequalities":[{"coefficients":[1,0],"bound":0},{"coefficients":[-2,1],"bound":0}],"atLeast":1,"provenance":{"reductions":["open-hemisphere-to-feasible-subsystem"]}}\n',
    );
  });
});

describe('feasible-subsystem-to-training', () => {
  const reduction = feasibleSubsystemToTraining;
  const random = new Random(6);
  const value = () => rational(BigInt(random.below(9) - 4), BigInt(1 + random.below(4)));
  const instances: FeasibleSubsystemInstance[] = [
    ...Array.from({ length: 160 }, () => {
      const variables = random.below(3);
      const inequalities = Array.from({ length: random.below(6) }, () => ({
        coefficients: Array.from({ length: variables }, value),
        bound: value(),
      }));
      const most = inequalities.length;
      return { variables, inequalities, atLeast: Math.max(0, most + 1 - random.below(3)) };
    }),
    { variables: 0, inequalities: [], atLeast: 0 },
    { variables: 3, inequalities: [], atLeast: 1 },
    { variables: 0, inequalities: [{ coefficients: [], bound: rational(0n, 1n) }], atLeast: 1 },
    { variables: 0, inequalities: [{ coefficients: [], bound: rational(-1n, 3n) }], atLeast: 1 },
  ];

  test('random inequalities in up to 2 variables, fractions, more asked for than there are', () => {
    expectIff({
      reduction,
      source: feasibleSubsystem,
      target: training,
      instances,
      sourceWitnesses: solutions,
      targetWitnesses: (instance) => goodUnits(instance, 12),
      yes: 50,
      no: 50,
    });
  });

  test('neither heavy example can be traded', () => {
    for (const instance of instances) {
      const { examples, require } = reduction.reduce(instance);
      const allowed = totalWeight({ examples }) - (require as { atLeast: number }).atLeast;
      const heavy = examples.filter(({ weight = 1 }) => weight > allowed);
      expect(heavy.length).toBeGreaterThanOrEqual(2);
    }
  });

  test('exact text', () => {
    const inequality = { coefficients: [rational(1n, 2n), rational(-3n, 1n)], bound: rational(-1n, 3n) };
    expect(training.write(reduction.reduce({ variables: 2, inequalities: [inequality], atLeast: 1 }))).toBe(
      '{"format":"trainsat.instance/1","architecture":{"inputs":3,"layers":[{"units":1,"family":"threshold"}]},"require":{"atLeast":5},"examples":[\n  {"stimulus":"000","response":"0","weight":2},\n  {"stimulus":"001","response":"1","weight":2},\n  {"stimulus":["1/2",-3,"1/3"],"response":"1"}\n],"provenance":{"reductions":["feasible-subsystem-to-training"]}}\n',
    );
  });
});

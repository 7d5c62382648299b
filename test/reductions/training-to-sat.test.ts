// Training instances as formulas: as an iff, and by counting models against the known numbers of threshold functions.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  trainingToSatByEdges,
  trainingToSatByTables,
  trainingToSatByWeights,
} from '../../reductions/training-to-sat.ts';
import { rational } from '../../src/exact/rational.ts';
import { separateExactly } from '../../src/exact/separate.ts';
import { layered } from '../../src/problem/training/architecture.ts';
import type { Configuration, Unit } from '../../src/problem/training/configuration.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { training } from '../../src/problem/training/problem.ts';
import { sat, type Assignment, type Cnf } from '../../src/problem/sat.ts';
import { cube } from '../instances.ts';
import { expectIff } from '../iff.ts';
import { bruteForceLoading } from '../loading-brute-force.ts';
import { someModels } from '../models.ts';
import { networkInstances } from '../random-network.ts';

const BOUNDS = { inputs: 3, nodes: 4, fanIn: 3, outputs: 2, examples: 6 };

const models = (cnf: Cnf): Promise<Assignment[]> => someModels(cnf, 3);

/** The same network, its units written with larger weights. */
function inflated({ nodes }: Configuration, factor: bigint): Configuration {
  return {
    nodes: nodes.map((node) =>
      'weights' in node
        ? {
            weights: node.weights.map((w) => w * factor),
            threshold: node.threshold * factor - (factor - 1n) / 2n,
          }
        : node,
    ),
  };
}

describe.each([trainingToSatByTables, trainingToSatByWeights, trainingToSatByEdges])('$name', (reduction) => {
  test.each(['all', 'any'] as const)(
    'is an iff where %s may be required',
    async (requirement) => {
      const instances = fc.sample(networkInstances(BOUNDS, requirement), { numRuns: 150, seed: 7 });
      const found = new Map<string, Assignment[]>();
      for (const instance of instances) {
        const cnf = reduction.reduce(instance);
        found.set(sat.canonical(cnf), await models(cnf));
      }
      expectIff({
        reduction,
        source: training,
        target: sat,
        instances,
        sourceWitnesses: (instance) => {
          const witness = bruteForceLoading(instance);
          return witness ? [witness, inflated(witness, 1001n)] : [];
        },
        targetWitnesses: (cnf) => found.get(sat.canonical(cnf))!,
        yes: 30,
        no: 30,
      });
    },
    120_000,
  );

  test.each([
    [1, 4],
    [2, 14],
    [3, 104],
  ])(
    'of %i inputs %i labelings of the cube are one unit',
    async (n, count) => {
      const points = cube(n);
      let yes = 0;
      for (let code = 0; code < 2 ** points.length; code++) {
        const instance: TrainingInstance = {
          architecture: layered(n, [{ units: 1, family: 'threshold' }]),
          examples: points.map((stimulus, i) => ({ stimulus, response: String((code >> i) & 1) })),
          require: 'all',
        };
        const [model] = await models(reduction.reduce(instance));
        if (!model) continue;
        yes++;
        const [unit] = reduction.extract(instance, model).nodes as Unit[];
        expect(training.check(instance, { nodes: [unit!] }).ok).toBe(true);
      }
      expect(yes).toBe(count);
    },
    120_000,
  );
});

test('all edges of rational stimuli: separable iff the formula says so', async () => {
  const coordinate = fc.record({
    numerator: fc.bigInt({ min: -3n, max: 3n }),
    denominator: fc.constantFrom(1n, 2n, 3n),
  });
  const counts = { yes: 0, no: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(coordinate, coordinate, fc.boolean()), { minLength: 2, maxLength: 7 }),
      async (points) => {
        const value = ({ numerator, denominator }: { numerator: bigint; denominator: bigint }) =>
          rational(numerator, denominator);
        const instance: TrainingInstance = {
          architecture: layered(2, [{ units: 1, family: 'threshold' }]),
          examples: points.map(([x, y, label]) => ({
            stimulus: [value(x), value(y)],
            response: label ? '1' : '0',
          })),
          require: 'all',
        };
        const [model] = await models(trainingToSatByEdges.reduce(instance));
        const side = (label: boolean) =>
          points.flatMap(([x, y, own]) =>
            own === label
              ? [{ index: [0, 1], value: [x, y].map((c) => (c.numerator * 6n) / c.denominator) }]
              : [],
          );
        const separable = separateExactly(side(true), side(false), 2).separable;
        counts[separable ? 'yes' : 'no']++;
        expect(model !== undefined).toBe(separable);
        if (!model) return;
        const configuration = trainingToSatByEdges.extract(instance, model);
        expect(training.check(instance, configuration)).toEqual({ ok: true });
        const forward = trainingToSatByEdges.forward(instance, configuration);
        expect(sat.check(trainingToSatByEdges.reduce(instance), forward)).toEqual({ ok: true });
      },
    ),
    { numRuns: 300 },
  );
  expect(Math.min(counts.yes, counts.no)).toBeGreaterThan(60);
});

test('weights of any size go forward, by smaller ones that do the same on the examples', () => {
  const weight = fc.bigInt({ min: -1000n, max: 1000n });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 6 }).chain((n) =>
        fc.record({
          weights: fc.array(weight, { minLength: n, maxLength: n }),
          threshold: weight,
          points: fc.shuffledSubarray(cube(n), { minLength: 1 }),
        }),
      ),
      ({ weights, threshold, points }) => {
        const fires = (point: string): boolean =>
          weights.reduce((sum, w, j) => (point[j] === '1' ? sum + w : sum), 0n) >= threshold;
        const instance: TrainingInstance = {
          architecture: layered(weights.length, [{ units: 1, family: 'threshold' }]),
          examples: points.map((stimulus) => ({ stimulus, response: fires(stimulus) ? '1' : '0' })),
          require: 'all',
        };
        const cnf = trainingToSatByWeights.reduce(instance);
        const model = trainingToSatByWeights.forward(instance, { nodes: [{ weights, threshold }] });
        expect(sat.check(cnf, model)).toEqual({ ok: true });
      },
    ),
    { numRuns: 400 },
  );
});

test('a table is refused where it would be incomplete, and stimuli that are not Boolean by both', () => {
  const wide: TrainingInstance = {
    architecture: layered(9, [{ units: 1, family: 'threshold' }]),
    examples: [{ stimulus: '000000000', response: '1' }],
    require: 'all',
  };
  expect(() => trainingToSatByTables.reduce(wide)).toThrow(
    'training-to-sat: expected an instance that can be encoded by table, found one where unit u1 reads 9 posts',
  );
  expect(trainingToSatByWeights.reduce(wide).clauses.length).toBeGreaterThan(0);
  const half = { numerator: 1n, denominator: 2n };
  const rational: TrainingInstance = {
    architecture: layered(1, [{ units: 1, family: 'threshold' }]),
    examples: [{ stimulus: [half], response: '1' }],
    require: 'all',
  };
  for (const reduction of [trainingToSatByTables, trainingToSatByWeights])
    expect(() => reduction.reduce(rational)).toThrow('the inputs of unit u1 are not Boolean');
});

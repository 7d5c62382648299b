// Units of two weights: from 3SAT and set splitting, and to formulas.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { threeSatToDiscreteTraining } from '../../reductions/3-sat-to-discrete-training.ts';
import { discreteTrainingToSat } from '../../reductions/discrete-training-to-sat.ts';
import { setSplittingToDiscreteTraining } from '../../reductions/set-splitting-to-discrete-training.ts';
import {
  discreteTraining,
  type DiscreteInstance,
  type DiscreteUnits,
} from '../../src/problem/discrete-training.ts';
import { sat, threeSat, type Assignment } from '../../src/problem/sat.ts';
import { setSplitting, type SetSystem } from '../../src/problem/set-splitting.ts';
import { labelings, modelsOn, randomExamples } from '../boolean-examples.ts';
import { counts, expectIff, spread } from '../iff.ts';
import { mixed, odd, random, satisfiable } from '../small-formulas.ts';
import {
  allTriples,
  discreteUnits,
  eight,
  fano,
  lists,
  models,
  setSystems,
  splittings,
  without,
} from '../small-sources.ts';

const rows = ({ examples }: DiscreteInstance): string[] =>
  examples.map(({ stimulus, response }) => `${stimulus} ${response}`);

/** Ways to fit with two units: all weights, of each the two largest thresholds that keep the positives. */
function pairsOfUnits(instance: DiscreteInstance, cap: number): DiscreteUnits[] {
  const { inputs, weights, examples } = instance;
  const points = examples.map(({ stimulus }) => [...stimulus].map(Number));
  const useful = lists(2, inputs).flatMap((codes) => {
    const own = codes.map((code) => weights[code]!);
    const sums = points.map((x) => x.reduce((sum, bit, i) => sum + bit * own[i]!, 0));
    const least = Math.min(...sums.filter((_, e) => examples[e]!.response === '1'));
    return [least, least - 1].map((threshold) => ({
      unit: { weights: own.map(BigInt), threshold: BigInt(threshold) },
      quiet: sums.map((sum) => sum < threshold),
    }));
  });
  const found: DiscreteUnits[] = [];
  for (const a of useful)
    for (const b of useful) {
      if (found.length >= cap) return found;
      if (examples.every(({ response }, e) => (a.quiet[e]! || b.quiet[e]!) === (response === '0')))
        found.push({ units: [a.unit, b.unit] });
    }
  return found;
}

describe('3-sat-to-discrete-training', () => {
  const reduction = threeSatToDiscreteTraining;
  const iff = { reduction, source: threeSat, target: discreteTraining, sourceWitnesses: models };

  test('formulas over 2 variables, odd ones, random ones over 3', () => {
    const instances = [...mixed(60), ...odd, ...random];
    expectIff({
      ...iff,
      instances,
      targetWitnesses: discreteUnits,
      ...counts(instances, satisfiable),
    });
  });

  test('exact text', () => {
    const formula = { variables: 1, clauses: [[-1, -1], [1, -1], []] };
    const target = reduction.reduce(formula);
    expect(rows(target)).toEqual([
      '0011 1',
      '0010 0',
      '0001 0',
      '1110 1',
      '1100 0',
      '0110 1',
      '1110 1',
      '0010 1',
    ]);
    expect([target.units, target.weights]).toEqual([1, [0, 1]]);
    expect(reduction.size(eight)).toEqual({ inputs: 8, units: 1, examples: 17 });
  });

  test('a long clause is refused', () => {
    expect(() => reduction.reduce({ variables: 4, clauses: [[1], [1, 2, 3, 4]] })).toThrow(
      '3-sat-to-discrete-training: expected clauses of at most 3 literals, found 4 in clause 2; reduce it to 3-sat first',
    );
  });
});

describe('set-splitting-to-discrete-training', () => {
  const reduction = setSplittingToDiscreteTraining;
  const iff = { reduction, source: setSplitting, target: discreteTraining, sourceWitnesses: splittings };
  const splittable = (system: SetSystem): boolean => splittings(system).length > 0;

  test('all systems of up to 3 elements, the empty set and singletons included', () => {
    const instances = [0, 1, 2, 3].flatMap((n) => setSystems(n, 0));
    expectIff({
      ...iff,
      instances,
      targetWitnesses: (target) => pairsOfUnits(target, 40),
      ...counts(instances, splittable),
    });
  });

  test('systems of 4 elements, sets of up to 4; repeated sets', () => {
    const instances = setSystems(4, 2).filter((_, i) => i % 5 === 0);
    instances.push({ elements: 4, sets: [[0, 1, 2, 3], [3, 2, 1, 0], [0]] });
    expectIff({
      ...iff,
      instances,
      targetWitnesses: (target) => pairsOfUnits(target, 6),
      ...counts(instances, splittable),
    });
  });

  test('the golden systems and their twins of one set less', () => {
    for (const system of [fano, allTriples]) {
      expect(pairsOfUnits(reduction.reduce(system), 1)).toEqual([]);
      const twin = without(system, 2);
      for (const way of pairsOfUnits(reduction.reduce(twin), 20))
        expect(setSplitting.check(twin, reduction.extract(twin, way))).toEqual({ ok: true });
      const forward = reduction.forward(twin, splittings(twin)[0]!);
      expect(discreteTraining.check(reduction.reduce(twin), forward)).toEqual({ ok: true });
    }
  });

  test('all units there are, on two elements', () => {
    const pair = { elements: 2, sets: [[0, 1]] };
    for (const way of discreteUnits(reduction.reduce(pair)))
      expect(setSplitting.check(pair, reduction.extract(pair, way))).toEqual({ ok: true });
  });

  test('exact text: sets of 2, 4 and 3 elements share two helpers', () => {
    const target = reduction.reduce({ elements: 4, sets: [[0, 1], [0, 1, 2, 3], [1, 2, 3], []] });
    expect(rows(target)).toEqual([
      '000000 1',
      '100000 0',
      '010000 0',
      '001000 0',
      '000100 0',
      '110000 1',
      '111111 1',
      '011110 1',
      '000000 0',
    ]);
    expect([target.units, target.weights]).toEqual([2, [-1, 1]]);
  });
});

describe('discrete-training-to-sat', () => {
  const reduction = discreteTrainingToSat;
  const PAIRS: readonly DiscreteInstance['weights'][] = [
    [-1, 1],
    [0, 1],
    [-3, 0],
    [2, 5],
    [-4, -1],
  ];

  const expectFormulas = async (instances: readonly DiscreteInstance[], cap: number): Promise<void> => {
    const found = new Map<string, Assignment[]>();
    for (const instance of instances) {
      const formula = reduction.reduce(instance);
      found.set(sat.canonical(formula), await modelsOn(formula, instance.units * instance.inputs, cap));
    }
    expectIff({
      reduction,
      source: discreteTraining,
      target: sat,
      instances,
      sourceWitnesses: (instance) => spread(discreteUnits(instance), 80).flatMap(farther),
      targetWitnesses: (formula) => found.get(sat.canonical(formula))!,
      ...counts(instances, (instance) => discreteUnits(instance).length > 0),
    });
  };

  test('all examples on up to 2 inputs by up to 2 units, contradictions among them', async () => {
    const instances = [0, 1, 2].flatMap((inputs) =>
      [0, 1, 2].flatMap((units) =>
        labelings(inputs, true).flatMap((examples, i): DiscreteInstance[] =>
          inputs === 2 && units === 2 && i % 5 > 0
            ? []
            : [{ inputs, units, weights: PAIRS[i % PAIRS.length]!, examples }],
        ),
      ),
    );
    await expectFormulas(instances, 8);
  });

  test('all functions of 3 inputs by one unit', async () => {
    const instances = lists(2, 8).flatMap((bits, i): DiscreteInstance[] => {
      const examples = lists(2, 3).map((point, p) => {
        return { stimulus: point.join(''), response: bits[p] === 1 ? '1' : '0' } as const;
      });
      return [{ inputs: 3, units: 1, weights: PAIRS[i % PAIRS.length]!, examples }];
    });
    await expectFormulas(instances, 8);
  });

  test('random examples on 5 inputs by one unit', async () => {
    const instances = fc.sample(
      fc.record({
        inputs: fc.constant(5),
        units: fc.constant(1),
        weights: fc.constantFrom(...PAIRS),
        examples: randomExamples(5, 9),
      }),
      { seed: 8, numRuns: 150 },
    );
    await expectFormulas(instances, 8);
  });

  /** The units, and those of them with thresholds that nothing on the examples tells from far ones, far away. */
  function farther({ units }: DiscreteUnits): DiscreteUnits[] {
    const far = units.map(({ weights, threshold }) => {
      const sums = weights.reduce((sum, w) => sum + (w < 0n ? -w : w), 0n);
      const away = threshold > sums ? 10n ** 30n : threshold <= -sums ? -(10n ** 30n) : threshold;
      return { weights, threshold: away };
    });
    return [{ units }, { units: far }];
  }

  test('as many weights fit as there are, over all labelings of 2 points', async () => {
    for (const weights of PAIRS)
      for (const examples of labelings(2)) {
        const instance: DiscreteInstance = { inputs: 2, units: 1, weights, examples };
        const own = await modelsOn(reduction.reduce(instance), 2, 1000);
        const wanted = new Set(discreteUnits(instance).map(({ units }) => units[0]!.weights.join()));
        expect(own).toHaveLength(wanted.size);
      }
  });

  test('large weights, and a planted instance of 40 inputs', async () => {
    const instance: DiscreteInstance = {
      inputs: 2,
      units: 1,
      weights: [-1_000_000_000, 999_999_999],
      examples: [
        { stimulus: '11', response: '0' },
        { stimulus: '00', response: '1' },
        { stimulus: '10', response: '1' },
        { stimulus: '01', response: '0' },
      ],
    };
    const [model] = await modelsOn(reduction.reduce(instance), 2, 1);
    const { units } = reduction.extract(instance, model!);
    expect(units[0]!.weights).toEqual([999_999_999n, -1_000_000_000n]);
    // 1,000,000,000 less 999,999,999 is less than nothing, by one.
    expect(units[0]!.threshold).toBe(0n);
    const formula = { variables: 19, clauses: eight.clauses.slice(1) };
    const wide = threeSatToDiscreteTraining.reduce(formula);
    expect(wide.inputs).toBe(40);
    const [wideModel] = await modelsOn(reduction.reduce(wide), 40, 1);
    const assignment = threeSatToDiscreteTraining.extract(formula, reduction.extract(wide, wideModel!));
    expect(threeSat.check(formula, assignment)).toEqual({ ok: true });
  });

  test('a sum of n takes about 2n full adders: clauses grow linearly', () => {
    const size = (inputs: number): number =>
      reduction.size({
        inputs,
        units: 1,
        weights: [-1, 1],
        examples: [{ stimulus: '1'.repeat(inputs), response: '1' }],
      })['clauses']!;
    expect(size(1000)).toBeLessThan(28_000);
    expect(size(2000) / size(1000)).toBeLessThan(2.05);
  });

  test('exact text: one input, one positive example', () => {
    const instance: DiscreteInstance = {
      inputs: 1,
      units: 1,
      weights: [0, 1],
      examples: [{ stimulus: '1', response: '1' }],
    };
    expect(sat.write(reduction.reduce(instance))).toMatchInlineSnapshot(`
      "c var 1 unit 0: weight 0 is 1
      c var 2 unit 0: bias digit 0
      c var 3 unit 0: bias digit 1
      p cnf 5 7
      1 -4 0
      2 -4 0
      -1 -2 4 0
      -3 -5 0
      -4 -5 0
      3 4 5 0
      -5 0
      "
    `);
  });
});

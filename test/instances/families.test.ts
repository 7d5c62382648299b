// The families: what they promise holds, the same seed gives the same bytes, bad parameters are refused.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Family, Generated } from '../../instances/families/family.ts';
import { families } from '../../instances/families/index.ts';
import { Random, distinct, xoshiro128pp } from '../../src/random.ts';
import type { DiscreteInstance, DiscreteUnits } from '../../src/problem/discrete-training.ts';
import type { Dnf, DnfInstance } from '../../src/problem/dnf.ts';
import { problems } from '../../src/problem/index.ts';
import { sha256Hex } from '../../src/problem/hash.ts';
import type { FeasibleSubsystemInstance } from '../../src/problem/feasible-subsystem.ts';
import type { OpenHemisphereInstance } from '../../src/problem/open-hemisphere.ts';
import type { ColouringInstance } from '../../src/problem/graph-colouring.ts';
import type { HittingSetInstance } from '../../src/problem/hitting-set.ts';
import type { Problem } from '../../src/problem/problem.ts';
import type { Cnf } from '../../src/problem/sat.ts';
import type { SetSystem } from '../../src/problem/set-splitting.ts';
import type { Configuration } from '../../src/problem/training/configuration.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { asShallow, shallowParts, shapeOf } from '../../src/problem/training/shallow.ts';
import { VERSION } from '../../src/version.ts';
import { bruteForce } from '../brute-force.ts';
import { reshaped } from '../instances.ts';
import { poles, solutions } from '../one-unit.ts';
import { waysToFit } from '../training-witnesses.ts';

const family = (name: string): Family => families.find((candidate) => candidate.name === name)!;
const problemOf = ({ problem }: Family): Problem<unknown, unknown> =>
  problems.find((candidate) => candidate.name === problem)!;

/** Small settings for each family, so that many seeds can be tried. */
const small: Record<string, Record<string, number>> = {
  'set-splitting': { n: 8, ratio: 2 },
  'set-splitting-planted': { n: 8, ratio: 2 },
  colouring: { n: 8, degree: 3, colours: 3 },
  'colouring-planted': { n: 8, degree: 3, colours: 3 },
  '3-sat': { n: 8, ratio: 4 },
  '3-sat-planted': { n: 8, ratio: 4 },
  'hitting-set': { n: 8, ratio: 2, size: 4 },
  'random-labels': { n: 5, m: 20, units: 2 },
  'planted-halfspaces': { n: 8, m: 20, units: 2, margin: 1 },
  parity: { n: 4, units: 4 },
  columnar: { columns: 4, window: 2, inputs: 2, items: 4 },
  'independent-set': { n: 8, degree: 3, size: 4 },
  'vertex-cover': { n: 8, degree: 3, size: 4 },
  clique: { n: 8, density: 0.5, size: 4 },
  'exact-cover': { n: 9, ratio: 1.5 },
  'subset-sum': { n: 6, bits: 8 },
  'dnf-planted': { n: 7, terms: 2, width: 2, m: 12 },
  'discrete-planted': { n: 7, m: 12, units: 2 },
  'sparse-perceptron-planted': { n: 6, m: 12, k: 2 },
  'open-hemisphere-planted': { n: 3, single: 3, pairs: 3 },
  'feasible-subsystem-planted': { n: 3, single: 3, pairs: 3 },
  'relu-sum-planted': { n: 3, m: 6, units: 2 },
  'max-sat': { n: 6, hard: 1, soft: 2, share: 0.9 },
  'pseudo-boolean': { n: 6, m: 5, terms: 4 },
};

describe('random integers', () => {
  test('xoshiro128++ gives the reference values for the state 1, 2, 3, 4', () => {
    const state = Uint32Array.of(1, 2, 3, 4);
    expect(Array.from({ length: 10 }, () => xoshiro128pp(state))).toEqual([
      641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011,
      621204420,
    ]);
  });

  test('the streams of seeds 0, 1 and 2^32 - 1 are fixed', () => {
    const stream = (seed: number): number[] => {
      const random = new Random(seed);
      return Array.from({ length: 3 }, () => random.below(2 ** 32));
    };
    expect([stream(0), stream(1), stream(2 ** 32 - 1)]).toEqual([
      [4226848253, 3853465007, 1657604656],
      [3187778163, 3899520863, 270678034],
      [2846478547, 2130249462, 456585916],
    ]);
  });

  test('below stays below, and hits everything about equally often', () => {
    const random = new Random(7);
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 70_000; i++) counts[random.below(7)]! += 1;
    // Six standard deviations of a binomial (70000, 1/7) are 555.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(555);
    expect(() => random.below(0)).toThrow(RangeError);
    expect(() => random.below(2 ** 32 + 1)).toThrow(RangeError);
    expect(random.below(1)).toBe(0);
  });

  test('a bound just above half the range is unbiased: words of the incomplete block are drawn again', () => {
    const random = new Random(3);
    const bound = 3 * 2 ** 30;
    let low = 0;
    for (let i = 0; i < 30_000; i++) if (random.below(bound) < 2 ** 30) low += 1;
    // Without the rejection half of the draws would fall into the lowest third.
    expect(Math.abs(low - 10_000)).toBeLessThan(500);
  });

  test('subsets are ascending and different, shuffles are permutations, distinct values are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 1, max: 20 }), (seed, n) => {
        const random = new Random(seed);
        const subset = random.subset(Math.min(3, n), n);
        expect(subset).toEqual([...new Set(subset)].sort((a, b) => a - b));
        const items = Array.from({ length: n }, (_, i) => i);
        expect(random.shuffled(items).sort((a, b) => a - b)).toEqual(items);
        expect(new Set(distinct(n, () => random.bits(5))).size).toBe(n);
      }),
    );
  });

  test.each([-1, 0.5, 2 ** 32, Number.NaN])('seed %s is refused', (seed) => {
    for (const { generate, name } of families)
      expect(() => generate(small[name]!, seed)).toThrow(
        /^--seed: expected an integer from 0 to 4294967295, found /,
      );
  });
});

describe.each(families.map((f) => [f.name, f] as const))('family %s', (name, f) => {
  const problem = problemOf(f);

  test('same seed, same bytes; another seed, other bytes (parity has one instance)', () => {
    const write = (seed: number): string => problem.write(f.generate(small[name]!, seed).instance);
    expect(write(0)).toBe(write(0));
    const bodies = [0, 1, 2, 3].map((seed) => problem.canonical(f.generate(small[name]!, seed).instance));
    expect(new Set(bodies).size).toBe(name === 'parity' ? 1 : 4);
  });

  test('the bytes of seed 0 are fixed', () => {
    expect(sha256Hex(problem.canonical(f.generate({}, 0).instance)).slice(0, 16)).toMatchSnapshot();
  });

  test('instances are read back, provenance is complete, planted witnesses hold', () => {
    for (let seed = 0; seed < 20; seed++) {
      const made: Generated = f.generate(small[name]!, seed);
      const text = problem.write(made.instance);
      const again = problem.parse(text, 'generated') as { provenance: object; name: string };
      expect(problem.canonical(again)).toBe(problem.canonical(made.instance));
      expect(made.provenance).toEqual({
        generator: name,
        version: VERSION,
        parameters: f.parameters.parse(small[name]),
        seed,
        answer: made.answer,
        known: made.known,
      });
      // A formula's file has comments only, which the command line writes.
      if (f.problem !== 'sat') {
        expect(again.provenance).toEqual(made.provenance);
        expect(again.name).toContain(`seed=${seed}`);
      }
      expect(made.answer === 'yes').toBe(made.witness !== undefined);
      if (made.witness !== undefined)
        expect(problem.check(made.instance, made.witness)).toEqual({ ok: true });
    }
  });

  test('defaults are filled in, every parameter is described, unknown ones are refused', () => {
    expect(problem.size(f.generate({}, 0).instance)).toEqual(
      problem.size(f.generate(f.parameters.parse({}), 0).instance),
    );
    for (const parameter of Object.values(f.parameters.shape)) expect(parameter.description).toBeTruthy();
    expect(() => f.generate({ speed: 1 }, 0)).toThrow(
      `--speed: expected one of --${Object.keys(f.parameters.shape)[0]}, `,
    );
  });
});

describe('what the families promise', () => {
  test('set systems: so many different sets of 3', () => {
    for (const name of ['set-splitting', 'set-splitting-planted']) {
      const { elements, sets } = family(name).generate({ n: 31, ratio: 2.3 }, 5).instance as SetSystem;
      expect([elements, sets.length]).toEqual([31, 71]);
      expect(new Set(sets.map((set) => set.join())).size).toBe(71);
      for (const set of sets) expect(new Set(set).size).toBe(3);
    }
    const all = family('set-splitting').generate({ n: 5, ratio: 2 }, 1).instance as SetSystem;
    expect(all.sets).toHaveLength(10);
    const planted = family('set-splitting-planted').generate({ n: 5, ratio: 1.8 }, 1).instance as SetSystem;
    expect(planted.sets).toHaveLength(9);
  });

  test('3SAT: so many different clauses of three different variables, all signs', () => {
    for (const name of ['3-sat', '3-sat-planted']) {
      const { variables, clauses } = family(name).generate({ n: 20, ratio: 4.3 }, 5).instance as Cnf;
      expect([variables, clauses.length]).toEqual([20, 86]);
      expect(new Set(clauses.map((clause) => clause.join())).size).toBe(86);
      for (const clause of clauses) expect(new Set(clause.map(Math.abs)).size).toBe(3);
      const negated = clauses.flat().filter((literal) => literal < 0).length;
      expect(Math.abs(negated - 129)).toBeLessThan(50);
    }
    // All clauses on 3 variables, or all but one: the one a planted assignment makes false.
    expect((family('3-sat').generate({ n: 3, ratio: 8 / 3 }, 0).instance as Cnf).clauses).toHaveLength(8);
    const planted = family('3-sat-planted').generate({ n: 3, ratio: 7 / 3 }, 0).instance as Cnf;
    expect(planted.clauses).toHaveLength(7);
  });

  test('hitting sets: all sizes of a seed ask about the same sets, those of set splitting', () => {
    const made = (size: number) => family('hitting-set').generate({ n: 12, ratio: 2, size }, 3).instance;
    const [few, many] = [made(2), made(7)] as HittingSetInstance[];
    expect([few!.size, many!.size, few!.sets.length]).toEqual([2, 7, 24]);
    expect(few!.sets).toEqual(many!.sets);
    const system = family('set-splitting').generate({ n: 12, ratio: 2 }, 3).instance as SetSystem;
    expect(few!.sets).toEqual(system.sets);
  });

  test('graphs: so many different edges', () => {
    for (const name of ['colouring', 'colouring-planted']) {
      const graph = family(name).generate({ n: 25, degree: 4.4, colours: 3 }, 5)
        .instance as ColouringInstance;
      expect([graph.vertices, graph.edges.length, graph.colours]).toEqual([25, 55, 3]);
      expect(new Set(graph.edges.map((edge) => edge.join())).size).toBe(55);
      for (const [a, b] of graph.edges) expect(a).toBeLessThan(b);
    }
    const complete = family('colouring').generate({ n: 5, degree: 4 }, 0).instance as ColouringInstance;
    expect(complete.edges).toHaveLength(10);
  });

  test('random labels: different points, both outputs', () => {
    const made = family('random-labels').generate({ n: 4, m: 16, units: 3, output: 0 }, 2);
    const instance = made.instance as TrainingInstance;
    expect(new Set(instance.examples.map(({ stimulus }) => stimulus)).size).toBe(16);
    expect(instance.architecture.inputs).toBe(4);
    expect(shapeOf(instance.architecture)).toEqual({ hidden: 3, output: 'threshold' });
    const outputs = [0, 1, 2].map((output) => family('random-labels').generate({ output }, 0).instance);
    expect(outputs.map((i) => shapeOf((i as TrainingInstance).architecture)?.output)).toEqual([
      'threshold',
      'and',
      'or',
    ]);
  });

  test('planted halfspaces: balanced, at the margin; noise flips about its share and is not known', () => {
    const f = family('planted-halfspaces');
    const settings = { n: 15, m: 101, units: 2, margin: 3 };
    const made = f.generate(settings, 9);
    const instance = made.instance as TrainingInstance;
    const positives = instance.examples.filter(({ response }) => response === '1').length;
    expect([instance.examples.length, positives]).toEqual([101, 51]);
    for (const { weights, threshold } of shallowParts(made.witness as Configuration).hidden)
      for (const { stimulus } of instance.examples) {
        const bits = [...(stimulus as string)].map(BigInt);
        const excess = weights.reduce((sum, w, j) => sum + w * bits[j]!, -threshold);
        expect(Math.abs(Number(excess) + 0.5)).toBeGreaterThanOrEqual(3);
      }
    const noisy = f.generate({ ...settings, noise: 0.2 }, 9);
    expect([noisy.answer, noisy.witness]).toEqual([null, undefined]);
    const flipped = (noisy.instance as TrainingInstance).examples.filter(
      ({ stimulus, response }, e) =>
        stimulus === instance.examples[e]!.stimulus && response !== instance.examples[e]!.response,
    ).length;
    expect(flipped).toBeGreaterThan(5);
    expect(flipped).toBeLessThan(45);
  });

  test('planted terms and units: so many different points, half of them positive; terms and weights as asked for', () => {
    const disjunction = family('dnf-planted').generate({ n: 12, terms: 4, width: 3, m: 51 }, 3);
    for (const term of (disjunction.witness as Dnf).terms) expect(term).toMatch(/^(-*[01]){3}-*$/);
    const discrete = family('discrete-planted').generate({ n: 12, m: 51, units: 2, low: -2, high: 5 }, 3);
    for (const { weights } of (discrete.witness as DiscreteUnits).units)
      expect([...new Set(weights)].sort()).toEqual([-2n, 5n]);
    for (const { instance } of [disjunction, discrete]) {
      const { examples } = instance as DnfInstance | DiscreteInstance;
      expect(new Set(examples.map(({ stimulus }) => stimulus)).size).toBe(51);
      expect(examples.filter(({ response }) => response === '1')).toHaveLength(26);
    }
  });

  test('vectors and inequalities: as many as are known to be had, and no more', () => {
    for (let seed = 0; seed < 12; seed++) {
      const size = { n: 2, single: seed % 3, pairs: 1 + (seed % 2) };
      const pole = family('open-hemisphere-planted');
      const point = family('feasible-subsystem-planted');
      for (const beyond of [0, 1]) {
        const hemisphere = pole.generate({ ...size, beyond }, seed);
        expect(hemisphere.answer).toBe(beyond === 0 ? 'yes' : 'no');
        expect(poles(hemisphere.instance as OpenHemisphereInstance).length > 0).toBe(beyond === 0);
        const subsystem = point.generate({ ...size, beyond }, seed);
        expect(subsystem.answer).toBe(beyond === 0 ? 'yes' : 'no');
        expect(solutions(subsystem.instance as FeasibleSubsystemInstance).length > 0).toBe(beyond === 0);
      }
    }
  });

  test('parity: the answers for n ≤ 4 agree with enumeration', () => {
    const answers = (n: number, units: number, output: number) => {
      const made = family('parity').generate({ n, units, output }, 0);
      return { made: made.answer === 'yes', instance: asShallow(made.instance as TrainingInstance)! };
    };
    for (const [n, units] of [
      [1, 1],
      [1, 2],
      [2, 1],
      [2, 2],
      [3, 1],
      [3, 2],
      [3, 3],
    ] as const) {
      const { made, instance } = answers(n, units, 0);
      expect(bruteForce(instance), `free, n = ${n}, ${units} units`).toBe(made);
    }
    for (const [n, units] of [
      [1, 1],
      [2, 1],
      [2, 2],
      [3, 3],
      [3, 4],
      [4, 7],
      [4, 8],
    ] as const) {
      const and = answers(n, units, 1);
      expect(waysToFit(and.instance, 1).length > 0, `AND, n = ${n}, ${units} units`).toBe(and.made);
      const or = answers(n, units, 2);
      const flipped = or.instance.examples.map(({ stimulus, response }) => {
        return { stimulus, response: response === '1' ? '0' : '1' };
      });
      const nor = reshaped({ ...or.instance, examples: flipped }, { output: 'and' });
      expect(waysToFit(nor, 1).length > 0, `OR, n = ${n}, ${units} units`).toBe(or.made);
    }
  });

  test('parity: what is known for larger n', () => {
    const known = (n: number, units: number, output: number) =>
      family('parity').generate({ n, units, output }, 0).answer;
    expect([known(6, 5, 0), known(6, 6, 0), known(7, 6, 0), known(7, 7, 0)]).toEqual([
      'no',
      'yes',
      null,
      'yes',
    ]);
    expect([known(9, 255, 1), known(9, 256, 1), known(9, 255, 2), known(9, 256, 2)]).toEqual([
      'no',
      'yes',
      'no',
      'yes',
    ]);
  });
});

describe('parameters that are refused', () => {
  test.each([
    ['set-splitting', { n: 2 }, '--n: expected an integer from 3 to 2000, found 2'],
    ['set-splitting', { n: 4.5 }, '--n: expected an integer from 3 to 2000, found 4.5'],
    ['set-splitting', { ratio: -1 }, '--ratio: expected a number from 0 to 1000, found -1'],
    ['set-splitting', { n: 5, ratio: 2.2 }, '--ratio: expected at most 10 sets of 3 of 5 elements, found 11'],
    [
      'set-splitting-planted',
      { n: 5, ratio: 2 },
      '--ratio: expected at most 9 sets of 3 of 5 elements that meet both halves, found 10',
    ],
    ['3-sat', { n: 3, ratio: 3 }, '--ratio: expected at most 8 clauses of 3 of 3 variables, found 9'],
    [
      '3-sat-planted',
      { n: 3, ratio: 2.5 },
      '--ratio: expected at most 7 clauses of 3 of 3 variables that one assignment makes true, found 8',
    ],
    ['hitting-set', { size: -1 }, '--size: expected an integer from 0 to 2000, found -1'],
    ['hitting-set', { n: 4, ratio: 2 }, '--ratio: expected at most 4 sets of 3 of 4 elements, found 8'],
    ['colouring', { n: 4, degree: 3.5 }, '--degree: expected at most 6 edges on 4 vertices, found 7'],
    [
      'colouring-planted',
      { n: 4, degree: 3, colours: 2 },
      '--degree: expected at most 4 edges between vertices of different colours, found 6',
    ],
    ['colouring', { colours: 0 }, '--colours: expected an integer from 1 to 4096, found 0'],
    ['random-labels', { n: 3, m: 9 }, '--m: expected at most 8 different points of 3 bits, found 9'],
    ['random-labels', { output: 3 }, '--output: expected an integer from 0 to 2, found 3'],
    ['planted-halfspaces', { noise: 0.6 }, '--noise: expected a number from 0 to 0.5, found 0.6'],
    ['planted-halfspaces', { n: 2, m: 5 }, '--m: expected at most 4 different points of 2 bits, found 5'],
    [
      'planted-halfspaces',
      { n: 3, m: 4, margin: 500 },
      '--margin: expected halfspaces with 4 points at margin 500, found none among 20 draws; lower --margin, --m or --units, or raise --n',
    ],
    ['dnf-planted', { n: 3, width: 4 }, '--width: expected at most 3 literals, one an input, found 4'],
    ['dnf-planted', { n: 3, width: 2, m: 9 }, '--m: expected at most 8 different points of 3 bits, found 9'],
    [
      'dnf-planted',
      { n: 3, terms: 1, width: 3, m: 8 },
      '--m: expected a disjunction with 4 positive and 4 negative points, found none among 20 draws; lower --m or --terms, or change --width',
    ],
    ['discrete-planted', { low: 1 }, '--high: expected more than --low, 1, found 1'],
    [
      'discrete-planted',
      { n: 4, m: 16, units: 8 },
      '--m: expected units with 8 positive and 8 negative points, found none among 20 draws; lower --m or --units, or raise --n',
    ],
    [
      'sparse-perceptron-planted',
      { n: 2, k: 3 },
      '--k: expected at most 2 inputs of nonzero weight, found 3',
    ],
    [
      'sparse-perceptron-planted',
      { n: 2, k: 1, m: 5 },
      '--m: expected at most 4 different points of 2 bits, found 5',
    ],
    ['open-hemisphere-planted', { beyond: 2 }, '--beyond: expected an integer from 0 to 1, found 2'],
    ['feasible-subsystem-planted', { n: 0 }, '--n: expected an integer from 1 to 1000, found 0'],
    ['relu-sum-planted', { n: 3, m: 9 }, '--m: expected at most 8 different points of 3 bits, found 9'],
    ['parity', { n: 13 }, '--n: expected an integer from 1 to 12, found 13'],
    ['parity', { units: 0 }, '--units: expected an integer from 1 to 4096, found 0'],
    ['parity', { n: Number.NaN }, '--n: expected an integer from 1 to 12, found NaN'],
  ])('%s %j', (name, parameters, message) => {
    expect(() => family(name).generate(parameters, 0)).toThrow(message);
  });
});

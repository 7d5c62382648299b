// The dynamic program against enumeration, on networks of any shape and on columnar ones, and against known answers.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnarFamily } from '../../instances/families/columnar.ts';
import { parityFamily } from '../../instances/families/parity.ts';
import { decideByDp, dpApplies } from '../../src/decide/dp/index.ts';
import {
  FAMILIES,
  layered,
  type Architecture,
  type NetworkNode,
  type NodeFamily,
} from '../../src/problem/training/architecture.ts';
import { checkConfiguration } from '../../src/problem/training/evaluate.ts';
import type { Example, TrainingInstance } from '../../src/problem/training/schema.ts';
import { bruteForceLoading } from '../loading-brute-force.ts';
import { clique, colouring, grid, wheel, type Edges } from './colouring-network.ts';

const unlimited = { expired: () => false };

function instance(architecture: Architecture, examples: readonly Example[]): TrainingInstance {
  return { architecture, examples, require: 'all' };
}

/** Decides, checks the configuration of a YES, and says whether it is one. */
function loads(given: TrainingInstance): boolean {
  expect(dpApplies(given)).toBe(true);
  const result = decideByDp(given, unlimited);
  if (result.answer === 'unknown') throw new Error(`expected an answer, got ${result.limit}`);
  if (result.answer === 'yes') expect(checkConfiguration(given, result.configuration)).toEqual({ ok: true });
  return result.answer === 'yes';
}

/** Holds the dynamic program against enumeration; both answers must have their share of the runs. */
function agreement(instances: fc.Arbitrary<TrainingInstance>, numRuns: number): void {
  const count = { yes: 0, no: 0 };
  fc.assert(
    fc.property(instances, (given) => {
      const answer = bruteForceLoading(given) !== undefined;
      expect(loads(given)).toBe(answer);
      count[answer ? 'yes' : 'no']++;
    }),
    { numRuns },
  );
  expect(count.yes).toBeGreaterThan(numRuns / 5);
  expect(count.no).toBeGreaterThan(numRuns / 5);
}

const bit = fc.constantFrom('0', '1');

/** Nodes that read up to `fanIn` earlier posts each, inputs or nodes of any depth; outputs anywhere. */
function networks(families: readonly NodeFamily[], most: number, fanIn: number): fc.Arbitrary<Architecture> {
  const node = fc.record({
    posts: fc.array(fc.nat(1000), { maxLength: fanIn }),
    family: fc.constantFrom(...families),
  });
  return fc
    .record({
      inputs: fc.integer({ min: 1, max: 3 }),
      nodes: fc.array(node, { minLength: 1, maxLength: most }),
      outputs: fc.array(fc.nat(1000), { minLength: 1, maxLength: 3 }),
    })
    .map(({ inputs, nodes, outputs }) => ({
      inputs,
      nodes: nodes.map(({ posts, family }, v): NetworkNode => {
        const from = [...new Set(posts.map((post) => inputs + v - 1 - (post % (inputs + v))))];
        return { id: `u${v + 1}`, from, family };
      }),
      outputs: [...new Set(outputs.map((v) => nodes.length - 1 - (v % nodes.length)))],
    }));
}

/** Examples of few stimuli, so that some come twice; every fifth response is a don't-care. */
function tasks({ inputs, outputs }: Architecture): fc.Arbitrary<Example[]> {
  return fc.array(
    fc.record({
      stimulus: fc.string({ unit: bit, minLength: inputs, maxLength: inputs }),
      response: fc.string({
        unit: fc.oneof({ arbitrary: bit, weight: 4 }, { arbitrary: fc.constant('*'), weight: 1 }),
        minLength: outputs.length,
        maxLength: outputs.length,
      }),
    }),
    { maxLength: 5 },
  );
}

const loadingOf = (architectures: fc.Arbitrary<Architecture>): fc.Arbitrary<TrainingInstance> =>
  architectures.chain((architecture) =>
    tasks(architecture).map((examples) => instance(architecture, examples)),
  );

describe('agreement with enumeration', () => {
  test('networks of up to 4 nodes of all families', () => {
    agreement(loadingOf(networks(FAMILIES, 4, 3)), 1000);
  });

  test.each(['threshold', 'boolean', 'and-or'] as const)('networks of %s nodes', (family) => {
    agreement(loadingOf(networks([family], 4, 3)), 300);
  });

  test('deep networks of up to 9 nodes with few functions each', () => {
    agreement(loadingOf(networks(['and-or', 'nand', 'xor', 'majority'], 9, 2)), 500);
  });

  test.each([0, 1, 2])('columns of family %i, planted and random', (nodes) => {
    const count = { yes: 0, no: 0 };
    for (let seed = 0; seed < 80; seed++) {
      const settings = { columns: 3, window: 2, inputs: 2, items: 4, nodes, planted: seed % 2 };
      const { instance: made, answer: known } = columnarFamily.generate(settings, seed);
      const given = made as TrainingInstance;
      const answer = bruteForceLoading(given) !== undefined;
      if (known !== null) expect(answer).toBe(true);
      expect(loads(given)).toBe(answer);
      count[answer ? 'yes' : 'no']++;
    }
    expect(count.yes).toBeGreaterThanOrEqual(40);
    expect(count.no).toBeGreaterThan(20);
  });
});

describe('known answers', () => {
  test.each(['threshold', 'boolean'] as const)('3-colouring by %s nodes', (family) => {
    const colours = (vertices: number, edges: Edges): boolean => loads(colouring(vertices, edges, family));
    expect(colours(3, clique(3))).toBe(true);
    expect(colours(4, clique(4))).toBe(false);
    expect(colours(4, clique(4).slice(1))).toBe(true);
    expect([4, 5, 6, 7].map((n) => colours(n + 1, wheel(n)))).toEqual([true, false, true, false]);
    expect(colours(36, grid(6))).toBe(true);
  });

  test('3-colouring of random graphs: no output is hard alone', () => {
    const count = { yes: 0, no: 0 };
    const edgeLists = fc.subarray(clique(6), { minLength: 9, maxLength: 12 });
    fc.assert(
      fc.property(edgeLists, (edges) => {
        const answer = Array.from({ length: 3 ** 6 }, (_, code) => code).some((code) => {
          const colour = (v: number): number => Math.floor(code / 3 ** v) % 3;
          return edges.every(([a, b]) => colour(a) !== colour(b));
        });
        expect(loads(colouring(6, edges, 'threshold'))).toBe(answer);
        count[answer ? 'yes' : 'no']++;
      }),
      { numRuns: 100 },
    );
    expect(Math.min(count.yes, count.no)).toBeGreaterThan(15);
  });

  test.each([
    [2, 1, 0, false],
    [2, 2, 0, true],
    [3, 2, 0, false],
    [3, 3, 0, true],
    [3, 3, 1, false],
  ])('parity of %i bits, %i hidden units, output %i: %s', (n, units, output, answer) => {
    expect(loads(parityFamily.generate({ n, units, output }, 0).instance as TrainingInstance)).toBe(answer);
  });

  test('one node is asked as it is', () => {
    const examples = ['00', '01', '10', '11'].map((stimulus, i) => ({ stimulus, response: '0110'[i]! }));
    const by = (family: NodeFamily): boolean => loads(instance(layered(2, [{ units: 1, family }]), examples));
    expect([by('threshold'), by('boolean'), by('and-or'), by('xor')]).toEqual([false, true, false, true]);
  });

  test('a node of many inputs; one of no posts; no examples; idle nodes', () => {
    const wide = ['110100000000', '001011111111', '000000000000'];
    const examples = wide.map((stimulus, e) => ({ stimulus, response: '110'[e]! }));
    const two = [
      { units: 2, family: 'threshold' },
      { units: 1, family: 'xor' },
    ] as const;
    expect(loads(instance(layered(12, two), examples))).toBe(true);
    const constant = {
      inputs: 0,
      nodes: [{ id: 'c', from: [], family: 'threshold' }],
      outputs: [0],
    } as const;
    expect(loads(instance(constant, [{ stimulus: '', response: '1' }]))).toBe(true);
    expect(loads(instance(layered(12, two), []))).toBe(true);
    const idle = {
      inputs: 1,
      nodes: FAMILIES.map((family) => ({ id: family, from: [0], family })),
      outputs: [0],
    };
    expect(loads(instance(idle, [{ stimulus: '0', response: '1' }]))).toBe(true);
  });

  test('examples that contradict each other', () => {
    const twice = ['1*', '*0', '01'].map((response) => ({ stimulus: '1', response }));
    const network = layered(1, [{ units: 2, family: 'boolean' }]);
    expect(loads(instance(network, twice.slice(0, 2)))).toBe(true);
    expect(loads(instance(network, twice))).toBe(false);
  });

  test('a thousand columns', () => {
    expect(loads(columnarFamily.generate({ columns: 1000 }, 1).instance as TrainingInstance)).toBe(true);
    expect(
      loads(columnarFamily.generate({ columns: 1000, planted: 0 }, 1).instance as TrainingInstance),
    ).toBe(false);
  });

  test('the same instance gets the same configuration', () => {
    const given = columnarFamily.generate({ columns: 8, window: 3, items: 5 }, 2)
      .instance as TrainingInstance;
    expect(decideByDp(given, unlimited)).toEqual(decideByDp(given, unlimited));
  });
});

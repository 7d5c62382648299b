// Set splitting into networks whose output may be any function of two units, or reads the inputs, too.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { setSplittingToAnyOutput } from '../../reductions/set-splitting-to-any-output.ts';
import { setSplittingToCascade } from '../../reductions/set-splitting-to-cascade.ts';
import { setSplitting, type SetSystem } from '../../src/problem/set-splitting.ts';
import type { Configuration, NodeFunction, Unit } from '../../src/problem/training/configuration.ts';
import { training } from '../../src/problem/training/problem.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { shallowInstance, type OutputFamily } from '../../src/problem/training/shallow.ts';
import { expectIff } from '../iff.ts';
import { separate } from '../separability.ts';
import { allTriples, fano, lists, setSystems, splittings, without } from '../small-sources.ts';
import { thresholdFunctions, waysToFit } from '../training-witnesses.ts';

const rest = { source: setSplitting, target: training, sourceWitnesses: splittings };

/** Small systems of all kinds: the empty set, singletons, repeated sets. */
const small: SetSystem[] = [
  ...[0, 1, 2].flatMap((n) => setSystems(n, 0)),
  {
    elements: 3,
    sets: [
      [0, 1],
      [1, 0],
      [0, 1],
    ],
  },
  { elements: 2, sets: [[0, 1], [1], [1]] },
  { elements: 1, sets: [[], []] },
];

const negated = ({ weights, threshold }: Unit): Unit => ({
  weights: weights.map((w) => -w),
  threshold: 1n - threshold,
});

/** Random planted systems of up to 20 elements. */
const planted = fc.integer({ min: 2, max: 20 }).chain((elements) =>
  fc
    .record({
      first: fc.array(fc.boolean(), { minLength: elements, maxLength: elements }),
      sets: fc.array(
        fc.uniqueArray(fc.integer({ min: 0, max: elements - 1 }), { minLength: 2, maxLength: 8 }),
        { maxLength: 20 },
      ),
    })
    .map(({ first, sets }) => ({
      first,
      system: { elements, sets: sets.filter((set) => new Set(set.map((i) => first[i])).size === 2) },
    })),
);

describe('set-splitting-to-any-output', () => {
  const reduction = setSplittingToAnyOutput;
  const withOutput = (instance: TrainingInstance, output: OutputFamily) =>
    shallowInstance({ ...instance, inputs: instance.architecture.inputs, hidden: 2, output });

  /** The same network with units negated and exchanged, and the table made to fit: 8 of each. */
  const rewritten = ([a, b]: readonly [Unit, Unit], table: string): Configuration[] =>
    lists(2, 3).map(([flipA, flipB, swap]) => {
      const units = [flipA === 1 ? negated(a) : a, flipB === 1 ? negated(b) : b];
      const bits = lists(2, 2).map(([p, q]) => {
        const [x, y] = swap === 1 ? [q!, p!] : [p!, q!];
        return table[2 * (x ^ flipA!) + (y ^ flipB!)];
      });
      const nodes: NodeFunction[] = swap === 1 ? units.toReversed() : units;
      return { nodes: [...nodes, { table: bits.join('') }] };
    });

  /** All ways to fit with an XOR, in all guises; there must be none with a threshold output. */
  const ways = (instance: TrainingInstance, cap: number): Configuration[] => {
    expect(waysToFit(withOutput(instance, 'threshold'), 1)).toEqual([]);
    return waysToFit(withOutput(instance, 'xor'), cap).flatMap(({ nodes }) =>
      rewritten(nodes.slice(0, 2) as [Unit, Unit], '0110'),
    );
  };

  test('all systems of up to 3 elements', () => {
    const instances = [...small, ...setSystems(3, 0)];
    expectIff({ ...rest, reduction, instances, targetWitnesses: (i) => ways(i, 4), yes: 18, no: 250 });
  });

  test('every 47th system of 4 elements', () => {
    const instances = setSystems(4, 2).filter((_, i) => i % 47 === 0);
    expectIff({ ...rest, reduction, instances, targetWitnesses: (i) => ways(i, 1), yes: 20, no: 14 });
  });

  test('both outputs are met: the table of each guise of a way is XOR or "equal"', () => {
    const target = reduction.reduce({ elements: 2, sets: [[0, 1]] });
    const tables = ways(target, 2).map(({ nodes }) => (nodes[2] as { table: string }).table);
    expect([...new Set(tables)].sort()).toEqual(['0110', '1001']);
  });

  test('random planted systems: forward fits, extract returns', () => {
    fc.assert(
      fc.property(planted, ({ system, first }) => {
        const target = reduction.reduce(system);
        expect(reduction.size(system)).toEqual(training.size(target));
        const [a, b] = reduction.forward(system, { first }).nodes as [Unit, Unit, NodeFunction];
        for (const way of rewritten([a, b], '1001')) {
          expect(training.check(target, way)).toEqual({ ok: true });
          expect(setSplitting.check(system, reduction.extract(system, way))).toEqual({ ok: true });
        }
      }),
      { numRuns: 40 },
    );
  });

  test('exact text', () => {
    const target = reduction.reduce({ elements: 2, sets: [[0, 1]] });
    expect(target.examples.map(({ stimulus, response }) => `${stimulus as string} ${response}`)).toEqual([
      '00000000 1',
      '00110000 1',
      '00101000 1',
      '00011000 1',
      '00100000 0',
      '00010000 0',
      '00001000 0',
      '10000000 0',
      '01000000 0',
      '11000000 1',
      '11100000 0',
      '11010000 0',
      '11001000 0',
      '00000101 1',
      '00000011 1',
      '00000100 0',
      '00000010 0',
      '00000001 0',
      '00000111 0',
    ]);
    expect(training.canonical(target)).toContain(
      '"layers":[{"family":"threshold","units":2},{"family":"boolean","units":1}]',
    );
    expect(reduction.size(allTriples)).toEqual({ inputs: 11, hidden: 2, examples: 58 });
  });
});

describe('set-splitting-to-cascade', () => {
  const reduction = setSplittingToCascade;
  const bits = (stimulus: unknown): number[] => [...(stimulus as string)].map(Number);

  /** The ways to fit a cascade, at most `cap`: what h does, example after example, both units separable so far. */
  const cascades = ({ architecture, examples }: TrainingInstance, cap: number): Configuration[] => {
    const { inputs } = architecture;
    const labels = new Map<string, string>();
    for (const { stimulus, response } of examples) {
      const key = stimulus as string;
      if ((labels.get(key) ?? response) !== response) return [];
      labels.set(key, response);
    }
    const list = [...labels].map(([stimulus, response]) => ({ point: bits(stimulus), response }));
    const found: Configuration[] = [];
    const sides = { h: [[], []] as number[][][], out: [[], []] as number[][][] };
    const assign = (e: number): void => {
      if (found.length >= cap) return;
      const h = separate(inputs, sides.h[1]!, sides.h[0]!);
      const out = h && separate(inputs + 1, sides.out[1]!, sides.out[0]!);
      if (!h || !out) return;
      if (e === list.length) {
        const [a, b] = [h, out].map(({ weights, threshold }) => ({
          weights: weights.map(BigInt),
          threshold: BigInt(threshold),
        }));
        found.push({ nodes: [a!, b!] });
        return;
      }
      const { point, response } = list[e]!;
      for (const fires of [1, 0]) {
        sides.h[fires]!.push(point);
        sides.out[Number(response)]!.push([...point, fires]);
        assign(e + 1);
        sides.h[fires]!.pop();
        sides.out[Number(response)]!.pop();
      }
    };
    assign(0);
    return found;
  };

  /** With h negated: its output weight c becomes -c, and the threshold θ - c. */
  const flipped = ({ nodes }: Configuration): Configuration => {
    const [h, out] = nodes as [Unit, Unit];
    const c = out.weights.at(-1)!;
    return {
      nodes: [negated(h), { weights: [...out.weights.slice(0, -1), -c], threshold: out.threshold - c }],
    };
  };
  const both = (ways: readonly Configuration[]): Configuration[] => [...ways, ...ways.map(flipped)];

  test('the fact: with an output weight of at least 0, h fires on y = 0', () => {
    const gadget = reduction.reduce({ elements: 0, sets: [] }).examples;
    const code = (point: readonly number[]): number => point.reduce((sum, bit, j) => sum + bit * 2 ** j, 0);
    const points = gadget.map(({ stimulus, response }) => ({ point: bits(stimulus), response }));
    const side = (wanted: string): number[][] =>
      points.filter(({ response }) => response === wanted).map(({ point }) => point);
    // So weight 0 never does, and as fitting weights are a convex set, its sign depends on h alone.
    expect(separate(4, side('1'), side('0'))).toBeUndefined();
    const tables = thresholdFunctions(4);
    expect(tables).toHaveLength(1882);
    let extendable = 0;
    for (const table of tables) {
      const seen = (wanted: string): number[][] =>
        points
          .filter(({ response }) => response === wanted)
          .map(({ point }) => [...point, Number(table[code(point)])]);
      const out = separate(5, seen('1'), seen('0'));
      if (!out) continue;
      extendable += 1;
      expect(Math.sign(out.weights[4]!)).toBe(table[0] ? 1 : -1);
    }
    expect(extendable).toBeGreaterThan(0);
  });

  test('all systems of up to 2 elements, repeated sets', () => {
    const targetWitnesses = (i: TrainingInstance) => both(cascades(i, 6));
    expectIff({ ...rest, reduction, instances: small, targetWitnesses, yes: 4, no: 18 });
  });

  test('all systems of 3 elements', () => {
    const instances = setSystems(3, 0);
    const targetWitnesses = (i: TrainingInstance) => both(cascades(i, 1));
    expectIff({ ...rest, reduction, instances, targetWitnesses, yes: 14, no: 240 });
  });

  test('random planted systems: forward fits, extract returns; the golden systems without a set', () => {
    const returns = (system: SetSystem, first: readonly boolean[]): void => {
      const target = reduction.reduce(system);
      expect(reduction.size(system)).toEqual(training.size(target));
      for (const way of both([reduction.forward(system, { first })])) {
        expect(training.check(target, way)).toEqual({ ok: true });
        expect(setSplitting.check(system, reduction.extract(system, way))).toEqual({ ok: true });
      }
    };
    fc.assert(
      fc.property(planted, ({ system, first }) => returns(system, first)),
      { numRuns: 40 },
    );
    for (const system of [fano, allTriples]) {
      const twin = without(system, 0);
      returns(twin, splittings(twin)[0]!.first);
    }
  });

  test('exact text', () => {
    const target = reduction.reduce({ elements: 1, sets: [[], [0]] });
    const guard = (x: string, origin = '1'): string[] =>
      ['0000', '1000', '0100', '0010', '1010', '1110', '0001', '0101', '1111'].map(
        (y, i) => `${x}${y} ${i === 0 ? origin : '100010011'[i]}`,
      );
    expect(target.examples.map(({ stimulus, response }) => `${stimulus as string} ${response}`)).toEqual([
      ...guard('0'),
      '10000 0',
      ...guard('0', '0'),
      ...guard('1'),
    ]);
    expect(training.canonical(target)).toContain(
      '"nodes":[{"family":"threshold","from":["x1","x2","x3","x4","x5"],"id":"u1"},{"family":"threshold","from":["x1","x2","x3","x4","x5","u1"],"id":"u2"}],"outputs":["u2"]',
    );
    expect(reduction.size(allTriples)).toEqual({ inputs: 9, hidden: 1, examples: 104 });
  });
});

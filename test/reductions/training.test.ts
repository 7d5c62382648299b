// The reductions into training: an iff on all small sources against backtracking over the network's units.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphColouringToAndNetwork } from '../../reductions/graph-colouring-to-and-network.ts';
import { setSplittingToAndPair } from '../../reductions/set-splitting-to-and-pair.ts';
import { setSplittingToThreeNode } from '../../reductions/set-splitting-to-three-node.ts';
import { setSplittingToXorPair } from '../../reductions/set-splitting-to-xor-pair.ts';
import { graphColouring } from '../../src/problem/graph-colouring.ts';
import { setSplitting, type SetSystem } from '../../src/problem/set-splitting.ts';
import { training } from '../../src/problem/training/problem.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { shallowParts, shapeOf } from '../../src/problem/training/shallow.ts';
import { expectIff } from '../iff.ts';
import { allTriples, colourings, fano, graphs, setSystems, splittings, without } from '../small-sources.ts';
import { variants, waysToFit } from '../training-witnesses.ts';

const roads = [setSplittingToAndPair, setSplittingToThreeNode, setSplittingToXorPair];
const rest = {
  source: setSplitting,
  target: training,
  sourceWitnesses: splittings,
  targetWitnesses: (instance: TrainingInstance) =>
    waysToFit(instance, 6).flatMap((way) => variants(instance, way)),
};

/** Repeated sets, in two orders. */
const repeated: SetSystem[] = [
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

describe('the counts of splittable systems', () => {
  test.each([
    [1, 1, 1, 2],
    [2, 1, 2, 8],
    [3, 1, 14, 128],
    [2, 2, 2, 2],
    [3, 2, 14, 16],
    [4, 2, 1248, 2048],
  ])('%i elements, sets of at least %i: %i of %i', (elements, least, splittable, total) => {
    const systems = setSystems(elements, least);
    expect(systems).toHaveLength(total);
    expect(systems.filter((system) => splittings(system).length > 0)).toHaveLength(splittable);
  });
});

describe.each(roads.map((road) => [road.name, road] as const))('%s', (_, reduction) => {
  test('all systems of up to 3 elements, the empty set and singletons included', () => {
    const instances = [...[0, 1, 2, 3].flatMap((n) => setSystems(n, 0)), ...repeated];
    expectIff({ ...rest, reduction, instances, yes: 18, no: 250 });
  });

  test('the golden systems and their twins of one set less', () => {
    for (const system of [fano, allTriples]) {
      expect(waysToFit(reduction.reduce(system), 1)).toHaveLength(0);
      for (const j of [0, system.sets.length - 1]) {
        const twin = without(system, j);
        const target = reduction.reduce(twin);
        const [splitting] = splittings(twin);
        expect(training.check(target, reduction.forward(twin, splitting!))).toEqual({ ok: true });
        const [way] = waysToFit(target, 1);
        expect(setSplitting.check(twin, reduction.extract(twin, way!))).toEqual({ ok: true });
      }
    }
  });

  test('random planted systems of up to 30 elements and sets of up to 8: forward fits, extract returns', () => {
    const planted = fc.integer({ min: 2, max: 30 }).chain((elements) =>
      fc.record({
        first: fc.array(fc.boolean(), { minLength: elements, maxLength: elements }),
        sets: fc.array(
          fc.uniqueArray(fc.integer({ min: 0, max: elements - 1 }), { minLength: 2, maxLength: 8 }),
          { maxLength: 40 },
        ),
      }),
    );
    fc.assert(
      fc.property(planted, ({ first, sets }) => {
        const split = sets.filter((set) => new Set(set.map((i) => first[i])).size === 2);
        const system = { elements: first.length, sets: split };
        const target = reduction.reduce(system);
        expect(reduction.size(system)).toEqual(training.size(target));
        const way = reduction.forward(system, { first });
        for (const variant of variants(target, way)) {
          expect(training.check(target, variant)).toEqual({ ok: true });
          expect(setSplitting.check(system, reduction.extract(system, variant))).toEqual({ ok: true });
        }
      }),
      { numRuns: 60 },
    );
  });

  test('an instance too large to write down is refused before it is built', () => {
    expect(() => reduction.reduce({ elements: 1_000_000, sets: [] })).toThrow(
      /: expected at most 268435456 inputs times examples, found \d+ times \d+; use a smaller source$/,
    );
  });

  test('name and provenance of the source are kept, the reduction is added', () => {
    const system = {
      name: 'mine',
      elements: 2,
      sets: [[0, 1]],
      provenance: { answer: 'yes', reductions: ['x'] },
    };
    const { name, provenance } = reduction.reduce(system);
    expect(name).toBe('mine');
    expect(provenance).toEqual({ answer: 'yes', reductions: ['x', reduction.name] });
  });
});

describe('all systems of 4 elements with sets of at least 2', () => {
  const instances = setSystems(4, 2);

  test('AND of two units', () => {
    expectIff({ ...rest, reduction: setSplittingToAndPair, instances, yes: 1248, no: 800 });
  });

  test('the 3-node network', () => {
    const few = (instance: TrainingInstance) => waysToFit(instance, 2);
    const reduction = setSplittingToThreeNode;
    expectIff({ ...rest, reduction, instances, targetWitnesses: few, yes: 1248, no: 800 });
  });

  test('the XOR, every seventh of them', () => {
    const seventh = instances.filter((_, i) => i % 7 === 0);
    const few = (instance: TrainingInstance) => waysToFit(instance, 1);
    const reduction = setSplittingToXorPair;
    expectIff({ ...rest, reduction, instances: seventh, targetWitnesses: few, yes: 150, no: 100 });
  });
});

describe('exact text and sizes', () => {
  const figure: SetSystem = {
    elements: 3,
    sets: [
      [0, 1],
      [1, 2],
    ],
  };
  const rows = (instance: TrainingInstance): string =>
    instance.examples.map(({ stimulus, response }) => `${stimulus as string} ${response}`).join(', ');

  test('figure 2 of Blum and Rivest', () => {
    expect(training.canonical(setSplittingToAndPair.reduce(figure))).toBe(
      '{"architecture":{"inputs":3,"layers":[{"family":"threshold","units":2},{"family":"and","units":1}]},"examples":[' +
        [
          ['1', '000'],
          ['0', '100'],
          ['0', '010'],
          ['0', '001'],
          ['1', '110'],
          ['1', '011'],
        ]
          .map(([response, stimulus]) => `{"response":"${response}","stimulus":"${stimulus}"}`)
          .join(',') +
        '],"format":"trainsat.instance/1","require":"all"}',
    );
  });

  test('the gadget of the 3-node network', () => {
    expect(rows(setSplittingToThreeNode.reduce({ elements: 1, sets: [[]] }))).toBe(
      '0000 1, 0101 1, 0011 1, 0100 0, 0010 0, 0001 0, 0111 0, 1000 0, 0000 0',
    );
    const { architecture } = setSplittingToThreeNode.reduce(figure);
    expect(architecture.inputs).toBe(6);
    expect(shapeOf(architecture)).toEqual({ hidden: 2, output: 'threshold' });
  });

  test('the points for an XOR', () => {
    expect(rows(setSplittingToXorPair.reduce({ elements: 2, sets: [[0, 1]] }))).toBe(
      '00000 1, 00110 1, 00101 1, 00011 1, 00100 0, 00010 0, 00001 0, 10000 0, 01000 0, 11000 1, 11100 0, 11010 0, 11001 0',
    );
  });

  test('the size laws on 5 elements and 10 sets', () => {
    expect(roads.map((road) => road.size(allTriples))).toEqual([
      { inputs: 5, hidden: 2, examples: 16 },
      { inputs: 8, hidden: 2, examples: 22 },
      { inputs: 8, hidden: 2, examples: 52 },
    ]);
  });
});

describe('set-splitting-to-three-node refuses what is no witness', () => {
  const system = { elements: 2, sets: [[0, 1]] };
  const { hidden } = shallowParts(setSplittingToThreeNode.forward(system, { first: [true, false] }));

  test('an OR', () => {
    const or = { nodes: [...hidden, { weights: [1n, 1n], threshold: 1n }] };
    expect(training.check(setSplittingToThreeNode.reduce(system), or).ok).toBe(false);
    expect(() => setSplittingToThreeNode.extract(system, or)).toThrow(
      'set-splitting-to-three-node: expected a configuration that gets every example right, found an output unit that fires on 3 patterns',
    );
  });

  test('a gate or a table', () => {
    expect(() => setSplittingToThreeNode.extract(system, { nodes: [...hidden, { gate: 'and' }] })).toThrow(
      'expected a threshold output unit, found the gate and',
    );
    expect(() => setSplittingToThreeNode.extract(system, { nodes: [...hidden, { table: '0001' }] })).toThrow(
      'expected a threshold output unit, found a table',
    );
  });
});

describe('graph-colouring-to-and-network', () => {
  const iff = { ...rest, source: graphColouring, reduction: graphColouringToAndNetwork };
  const reduction = graphColouringToAndNetwork;

  test('all graphs of up to 4 vertices with 1 to 4 colours', () => {
    const instances = [1, 2, 3, 4].flatMap((k) => [0, 1, 2, 3, 4].flatMap((n) => graphs(n, k)));
    expectIff({ ...iff, instances, sourceWitnesses: colourings, yes: 200, no: 80 });
  });

  test('all graphs of 5 vertices with 2 and 3 colours', () => {
    const few = (instance: TrainingInstance) => waysToFit(instance, 2);
    const instances = [2, 3].flatMap((k) => graphs(5, k));
    expectIff({ ...iff, instances, sourceWitnesses: colourings, targetWitnesses: few, yes: 1000, no: 500 });
  });

  test('exact text: a path of 3 vertices', () => {
    const reduced = reduction.reduce({
      vertices: 3,
      edges: [
        [0, 1],
        [1, 2],
      ],
      colours: 3,
    });
    expect(reduced.examples.map(({ stimulus, response }) => `${stimulus as string} ${response}`)).toEqual([
      '000 1',
      '100 0',
      '010 0',
      '001 0',
      '110 1',
      '011 1',
    ]);
    expect(reduced.architecture.inputs).toBe(3);
    expect(shapeOf(reduced.architecture)).toEqual({ hidden: 3, output: 'and' });
  });
});

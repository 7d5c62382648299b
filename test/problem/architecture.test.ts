// Architectures: layers and nodes are two spellings of one thing, and nothing else is taken for layers.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { InputError } from '../../src/problem/errors.ts';
import { sha256Hex } from '../../src/problem/hash.ts';
import { canonicalJson, validate } from '../../src/problem/json.ts';
import {
  architectureFromJson,
  architectureSchema,
  architectureToJson,
  canonicalArchitecture,
  depthOf,
  layered,
  layersOf,
  type Architecture,
  type Layer,
} from '../../src/problem/training/architecture.ts';
import { training } from '../../src/problem/training/problem.ts';
import { architectures, instancesOn, layers, renamed, unnamed } from './general-instances.ts';

const file = z.strictObject({ architecture: architectureSchema });
const read = (value: unknown): Architecture =>
  architectureFromJson(validate(file, { architecture: value }, 'f').architecture, 'f: architecture');
/** As a file has it. */
const written = (network: Architecture): unknown => JSON.parse(JSON.stringify(architectureToJson(network)));
const canonical = (network: Architecture): string => canonicalJson(canonicalArchitecture(network));

/** The JSON form in nodes, put together here. */
const spelledOut = ({ inputs, nodes, outputs }: Architecture): unknown => {
  const names = [...Array.from({ length: inputs }, (_, j) => `x${j + 1}`), ...nodes.map(({ id }) => id)];
  return {
    inputs,
    nodes: nodes.map(({ id, from, family }) => ({ id, from: from.map((post) => names[post]), family })),
    outputs: outputs.map((v) => names[inputs + v]),
  };
};

/** What a network is but for the names of its nodes. */
const nameless = ({ inputs, nodes, outputs }: Architecture): string =>
  JSON.stringify([inputs, nodes.map(({ from, family }) => [from, family]), outputs]);

const fullyConnected = fc.tuple(fc.nat(4), layers);

/** All ways to cut a list into runs. */
function runs<T>(list: readonly T[]): T[][][] {
  if (list.length === 0) return [[]];
  return list.flatMap((_, i) => runs(list.slice(i + 1)).map((rest) => [list.slice(0, i + 1), ...rest]));
}

/** The layers of a network by trial: of every way to cut its nodes into layers, whether it gives just this network. */
function layersByTrial({ inputs, nodes, outputs }: Architecture): Layer[][] {
  const numbers = nodes.map((_, v) => v);
  return runs(numbers)
    .filter((cut) => {
      const before = (l: number): number[] =>
        l === 0 ? Array.from({ length: inputs }, (_, j) => j) : cut[l - 1]!.map((v) => inputs + v);
      return (
        String(cut.at(-1)) === String(outputs) &&
        cut.every((layer, l) =>
          layer.every(
            (v) =>
              String(nodes[v]!.from) === String(before(l)) && nodes[v]!.family === nodes[layer[0]!]!.family,
          ),
        )
      );
    })
    .map((cut) => cut.map((layer) => ({ units: layer.length, family: nodes[layer[0]!]!.family })));
}

/** Networks that differ from a network in one thing. */
function neighbours(network: Architecture): Architecture[] {
  const { inputs, nodes, outputs } = network;
  const withNode = (v: number, change: Partial<Architecture['nodes'][number]>): Architecture => ({
    ...network,
    nodes: nodes.with(v, { ...nodes[v]!, ...change }),
  });
  return [
    { ...network, outputs: outputs.toReversed() },
    ...outputs.map((_, o) => ({ ...network, outputs: outputs.toSpliced(o, 1) })),
    ...nodes.flatMap((_, v) => (outputs.includes(v) ? [] : [{ ...network, outputs: [...outputs, v] }])),
    ...nodes.flatMap(({ from, family }, v) => [
      withNode(v, { from: from.toReversed() }),
      withNode(v, { family: family === 'xor' ? 'or' : 'xor' }),
      ...from.map((_, i) => withNode(v, { from: from.toSpliced(i, 1) })),
      ...Array.from({ length: inputs + v }, (_, post) => post)
        .filter((post) => !from.includes(post))
        .map((post) => withNode(v, { from: [...from, post] })),
    ]),
  ].filter((other) => other.outputs.length > 0);
}

describe('layers', () => {
  test('are what a network was made of', () => {
    fc.assert(
      fc.property(fullyConnected, ([inputs, list]) => {
        const network = layered(inputs, list);
        expect(layersOf(network)).toEqual(list);
        expect(network.nodes).toHaveLength(list.reduce((sum, { units }) => sum + units, 0));
        expect(network.outputs).toHaveLength(list.at(-1)!.units);
      }),
    );
  });

  test('a network of 3 inputs, 2 units and 1 gate', () => {
    expect(
      layered(3, [
        { units: 2, family: 'threshold' },
        { units: 1, family: 'xor' },
      ]),
    ).toEqual({
      inputs: 3,
      nodes: [
        { id: 'u1', from: [0, 1, 2], family: 'threshold' },
        { id: 'u2', from: [0, 1, 2], family: 'threshold' },
        { id: 'u3', from: [3, 4], family: 'xor' },
      ],
      outputs: [2],
    });
  });

  test('are recognised where trying all of them finds them, in networks at random and in neighbours of layered ones', () => {
    const seen = { layered: 0, not: 0 };
    const agree = (network: Architecture): void => {
      const found = layersByTrial(network);
      expect(found.length).toBeLessThanOrEqual(1);
      expect(layersOf(network), JSON.stringify(network)).toEqual(found[0]);
      seen[found[0] ? 'layered' : 'not']++;
    };
    fc.assert(fc.property(architectures, agree));
    fc.assert(
      fc.property(fullyConnected, ([inputs, list]) => {
        const network = layered(inputs, list);
        if (network.nodes.length <= 6) for (const other of [network, ...neighbours(network)]) agree(other);
      }),
    );
    expect(Math.min(seen.layered, seen.not)).toBeGreaterThan(100);
  });

  test.each<[string, Architecture]>([
    [
      'a skip connection',
      {
        inputs: 1,
        nodes: [
          { id: 'a', from: [0], family: 'threshold' },
          { id: 'b', from: [0, 1], family: 'threshold' },
        ],
        outputs: [1],
      },
    ],
    [
      'two families in a layer',
      {
        inputs: 1,
        nodes: [
          { id: 'a', from: [0], family: 'and' },
          { id: 'b', from: [0], family: 'or' },
        ],
        outputs: [0, 1],
      },
    ],
    [
      'an output in the middle',
      {
        inputs: 1,
        nodes: [
          { id: 'a', from: [0], family: 'and' },
          { id: 'b', from: [1], family: 'or' },
        ],
        outputs: [0],
      },
    ],
    [
      'inputs in another order',
      { inputs: 2, nodes: [{ id: 'a', from: [1, 0], family: 'threshold' }], outputs: [0] },
    ],
    [
      'an input nobody reads',
      { inputs: 2, nodes: [{ id: 'a', from: [0], family: 'threshold' }], outputs: [0] },
    ],
  ])('%s is none', (_, network) => {
    expect(layersOf(network)).toBeUndefined();
    expect(canonicalArchitecture(network)).toHaveProperty('nodes');
  });
});

describe('reading and writing', () => {
  test('what is written is read back, names and all', () => {
    fc.assert(
      fc.property(architectures, (network) => {
        expect(read(written(network))).toEqual(network);
        expect(read(spelledOut(network))).toEqual(network);
      }),
    );
  });

  test('layers are written for a layered network whose nodes have no names of their own, nodes for all others', () => {
    fc.assert(
      fc.property(architectures, (network) => {
        const named = network.nodes.some(({ id }, v) => id !== `u${v + 1}`);
        const layers = named ? undefined : layersOf(network);
        expect(written(network)).toEqual(layers ? { inputs: network.inputs, layers } : spelledOut(network));
      }),
    );
  });

  test('more layers, or more units in one, than are read stay nodes', () => {
    const deep = Array.from({ length: 65 }, (): Layer => ({ units: 1, family: 'xor' }));
    for (const list of [deep, [{ units: 4097, family: 'xor' } as const]]) {
      const network = layered(1, list);
      expect(read(spelledOut(network))).toEqual(network);
      expect(written(network)).toEqual(spelledOut(network));
      expect(() => read({ inputs: 1, layers: list })).toThrow(InputError);
    }
    expect(written(layered(1, deep.slice(1)))).toEqual({ inputs: 1, layers: deep.slice(1) });
  });

  test('a node that reads 200 000 inputs takes no time that grows with their square', () => {
    const from = Array.from({ length: 200_000 }, (_, j) => `x${j + 1}`);
    const node = { id: 'a', from, family: 'threshold' };
    expect(read({ inputs: from.length, nodes: [node], outputs: ['a'] }).nodes[0]!.from).toHaveLength(200_000);
    const twice = { ...node, from: [...from, 'x7'] };
    expect(() => read({ inputs: from.length, nodes: [twice], outputs: ['a'] })).toThrow(
      'f: architecture.nodes[0].from[200000]: expected each name once, found "x7" again',
    );
  });

  test('65 536 nodes and no more', () => {
    const nodes = Array.from({ length: 65_537 }, (_, v) => ({ id: `u${v + 1}`, from: [], family: 'and' }));
    const most = { inputs: 0, nodes: nodes.slice(1), outputs: ['u2'] };
    expect(read(most).nodes).toHaveLength(65_536);
    expect(() => read({ ...most, nodes })).toThrow('f: architecture.nodes: expected at most 65536 items');
  });

  test('a node of any function reads 16 posts and no more, others read more', () => {
    const wide = (count: number, family: string): unknown => ({
      inputs: count,
      nodes: [{ id: 'a', from: Array.from({ length: count }, (_, j) => `x${j + 1}`), family }],
      outputs: ['a'],
    });
    const layer = (count: number, family: string): unknown => ({
      inputs: count,
      layers: [{ units: 2, family }],
    });
    for (const form of [wide, layer]) {
      expect(read(form(16, 'boolean')).nodes[0]!.from).toHaveLength(16);
      expect(read(form(17, 'and-or')).nodes[0]!.from).toHaveLength(17);
      expect(() => read(form(17, 'boolean'))).toThrow(
        'expected a node of family boolean to read at most 16 posts, found 17',
      );
    }
    const below = (inputs: number, units: number): unknown => ({
      inputs,
      layers: [
        { units, family: 'threshold' },
        { units: 1, family: 'boolean' },
      ],
    });
    expect(depthOf(read(below(17, 16)))).toBe(2);
    expect(() => read(below(16, 17))).toThrow('f: architecture.layers[1]: expected a node of family boolean');
  });
});

describe('what is refused', () => {
  const base = {
    inputs: 2,
    nodes: [
      { id: 'a', from: ['x1', 'x2'], family: 'threshold' },
      { id: 'b', from: ['a', 'x2'], family: 'and' },
    ],
    outputs: ['b'],
  };
  const node = (v: number, change: object) => ({
    ...base,
    nodes: base.nodes.map((each, i) => (i === v ? { ...each, ...change } : each)),
  });

  test('the network these are made from is none of it', () => {
    expect(read(base).nodes).toHaveLength(2);
  });

  const readable = 'expected an input (x1 to x2) or an earlier node';
  test.each<[string, object, string]>([
    ['input 0', node(0, { from: ['x0'] }), `.nodes[0].from[0]: ${readable}, found "x0"`],
    [
      'an input beyond the last',
      node(1, { from: ['a', 'x3'] }),
      `.nodes[1].from[1]: ${readable}, found "x3"`,
    ],
    ['an input of a leading 0', node(0, { from: ['x01'] }), `.nodes[0].from[0]: ${readable}, found "x01"`],
    [
      'an input of many digits',
      node(0, { from: ['x18446744073709551617'] }),
      `.nodes[0].from[0]: ${readable}`,
    ],
    ['itself', node(1, { from: ['b'] }), `.nodes[1].from[0]: ${readable}, found "b"`],
    ['a later node', node(0, { from: ['x1', 'b'] }), `.nodes[0].from[1]: ${readable}, found "b"`],
    ['a name of the language', node(0, { from: ['toString'] }), `.nodes[0].from[0]: ${readable}`],
    ['a number', node(0, { from: [1] }), '.nodes[0].from[0]: expected a string, found 1'],
    ['a node twice', node(1, { from: ['a', 'x1', 'a'] }), '.nodes[1].from[2]: expected each name once'],
    ['a list that is a name', node(0, { from: 'x1' }), '.nodes[0].from: expected a list, found "x1"'],
    ['no list', node(0, { from: undefined }), '.nodes[0].from: expected a list, found nothing'],
    [
      'the name x0',
      node(0, { id: 'x0' }),
      '.nodes[0].id: expected a name that no input and no other node has',
    ],
    [
      'the name x99',
      node(0, { id: 'x99' }),
      '.nodes[0].id: expected a name that no input and no other node has',
    ],
    ['the name of another', node(1, { id: 'a' }), '.nodes[1].id: expected a name that no input and no other'],
    ['no name', node(0, { id: undefined }), '.nodes[0].id: expected a string, found nothing'],
    ['an empty name', node(0, { id: '' }), '.nodes[0].id: expected a name of 1 to 100 characters'],
    ['a tab in a name', node(0, { id: 'a\tb' }), '.nodes[0].id: expected a name of 1 to 100 characters'],
    ['a long name', node(0, { id: 'a'.repeat(101) }), '.nodes[0].id: expected a name of 1 to 100 characters'],
    [
      'another family',
      node(1, { family: 'AND' }),
      '.nodes[1].family: expected one of threshold, boolean, and-or',
    ],
    ['a weight of a node', node(1, { weights: [1] }), '.nodes[1].weights: expected only keys of the format'],
    [
      'an input as output',
      { ...base, outputs: ['x1'] },
      '.outputs[0]: expected the id of a node, found "x1"',
    ],
    [
      'an output twice',
      { ...base, outputs: ['b', 'a', 'b'] },
      '.outputs[2]: expected each name once, found "b"',
    ],
    ['no outputs', { ...base, outputs: [] }, '.outputs: expected at least 1 item, found []'],
    ['half an input', { ...base, inputs: 1.5 }, '.inputs: expected an integer, found 1.5'],
    [
      'a layer of half a unit',
      { inputs: 1, layers: [{ units: 0.5, family: 'and' }] },
      '.layers[0].units: expected an',
    ],
    [
      'layers beside all the rest',
      { ...base, layers: [{ units: 1, family: 'and' }] },
      '.nodes: expected layers alone',
    ],
    ['nothing at all', { inputs: 1 }, ': expected layers, or nodes and outputs, found none of them'],
  ])('%s', (_, value, message) => {
    expect(() => read(JSON.parse(JSON.stringify(value)))).toThrow(InputError);
    expect(() => read(JSON.parse(JSON.stringify(value)))).toThrow(`f: architecture${message}`);
  });
});

describe('the canonical text', () => {
  test('knows no names, and not whether a network was written as layers or as nodes', () => {
    fc.assert(
      fc.property(
        unnamed.chain((network) => fc.tuple(fc.constant(network), renamed(network))),
        ([network, other]) => {
          const again = read(spelledOut(other));
          expect(canonical(again)).toBe(canonical(network));
          expect(canonical(read(canonicalArchitecture(network)))).toBe(canonical(network));
        },
      ),
    );
  });

  test('nor does the hash of an instance', () => {
    fc.assert(
      fc.property(
        instancesOn(unnamed).chain((instance) =>
          fc.tuple(fc.constant(instance), renamed(instance.architecture)),
        ),
        ([instance, architecture]) => {
          const hash = (text: string): string => sha256Hex(training.canonical(training.parse(text, 'f')));
          const file = JSON.parse(training.write(instance)) as object;
          const other = JSON.stringify({ ...file, architecture: spelledOut(architecture), name: 'another' });
          expect(hash(other)).toBe(hash(training.write(instance)));
        },
      ),
    );
  });

  test('of layers', () => {
    const nodes = [
      { id: 'left', from: ['x1', 'x2'], family: 'threshold' },
      { id: 'right', from: ['x1', 'x2'], family: 'threshold' },
      { id: 'top', from: ['left', 'right'], family: 'and' },
    ];
    expect(canonical(read({ inputs: 2, nodes, outputs: ['top'] }))).toBe(
      '{"inputs":2,"layers":[{"family":"threshold","units":2},{"family":"and","units":1}]}',
    );
    expect(canonical(read({ inputs: 2, nodes, outputs: ['left'] }))).toBe(
      '{"inputs":2,"nodes":[{"family":"threshold","from":["x1","x2"],"id":"u1"},{"family":"threshold","from":["x1","x2"],"id":"u2"},{"family":"and","from":["u1","u2"],"id":"u3"}],"outputs":["u1"]}',
    );
  });

  test('tells networks apart that differ in anything else', () => {
    fc.assert(
      fc.property(architectures, architectures, (a, b) => {
        expect(canonical(a) === canonical(b)).toBe(nameless(a) === nameless(b));
      }),
    );
    fc.assert(
      fc.property(architectures, (network) => {
        for (const other of neighbours(network))
          expect(canonical(network) === canonical(other)).toBe(nameless(network) === nameless(other));
      }),
    );
  });
});

describe('depth', () => {
  /** The longest way to a node, over all ways. */
  const longest = ({ inputs, nodes }: Architecture, v: number): number =>
    1 +
    Math.max(
      0,
      ...nodes[v]!.from.map((post) =>
        post < inputs ? 0 : longest({ inputs, nodes, outputs: [] }, post - inputs),
      ),
    );

  test('is the number of layers, and with other edges that of the nodes on the longest way', () => {
    fc.assert(
      fc.property(fullyConnected, ([inputs, list]) => {
        expect(depthOf(layered(inputs, list))).toBe(list.length);
      }),
    );
    fc.assert(
      fc.property(architectures, (network) => {
        expect(depthOf(network)).toBe(Math.max(...network.nodes.map((_, v) => longest(network, v))));
      }),
    );
  });

  test('counts nodes that read nothing, and those that are no outputs', () => {
    const chain: Architecture = {
      inputs: 1,
      nodes: [
        { id: 'a', from: [], family: 'and' },
        { id: 'b', from: [0, 1], family: 'and' },
        { id: 'c', from: [2], family: 'and' },
        { id: 'd', from: [0], family: 'and' },
      ],
      outputs: [3],
    };
    expect(depthOf(chain)).toBe(3);
    expect(depthOf({ ...chain, nodes: chain.nodes.slice(0, 1) })).toBe(1);
  });
});

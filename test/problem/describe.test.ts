// Architectures in a few words.
import { expect, test } from 'vitest';
import { layered, type NodeFamily } from '../../src/problem/training/architecture.ts';
import { describe } from '../../src/problem/training/describe.ts';

test.each<[string, number, [number, NodeFamily][]]>([
  ['1 unit', 3, [[1, 'threshold']]],
  [
    '1 hidden unit, XOR output',
    3,
    [
      [1, 'threshold'],
      [1, 'xor'],
    ],
  ],
  [
    '2 hidden units, AND output',
    3,
    [
      [2, 'threshold'],
      [1, 'and'],
    ],
  ],
  [
    '3 hidden units, free threshold output',
    3,
    [
      [3, 'threshold'],
      [1, 'threshold'],
    ],
  ],
  ['1 node of family xor', 3, [[1, 'xor']]],
  ['3 nodes of family threshold', 3, [[3, 'threshold']]],
  [
    'layers 2-2 of threshold',
    3,
    [
      [2, 'threshold'],
      [2, 'threshold'],
    ],
  ],
  [
    'layers 2-1 of threshold, majority',
    3,
    [
      [2, 'threshold'],
      [1, 'majority'],
    ],
  ],
  [
    'layers 2-1 of and-or',
    3,
    [
      [2, 'and-or'],
      [1, 'and-or'],
    ],
  ],
  [
    'layers 4-3-1 of threshold, threshold, xor',
    3,
    [
      [4, 'threshold'],
      [3, 'threshold'],
      [1, 'xor'],
    ],
  ],
])('%s', (words, inputs, layers) => {
  const network = layered(
    inputs,
    layers.map(([units, family]) => ({ units, family })),
  );
  expect(describe(network)).toBe(words);
  // Names are nobody's business.
  const nodes = network.nodes.map((node) => ({ ...node, id: `named ${node.id}` }));
  expect(describe({ ...network, nodes })).toBe(words);
});

test('a network without layers: nodes, depth, outputs', () => {
  const nodes = [
    { id: 'a', from: [0], family: 'threshold' },
    { id: 'b', from: [0, 1], family: 'threshold' },
  ] as const;
  expect(describe({ inputs: 1, nodes, outputs: [1] })).toBe('2 nodes, depth 2, 1 output');
  expect(describe({ inputs: 1, nodes, outputs: [0, 1] })).toBe('2 nodes, depth 2, 2 outputs');
  expect(describe({ inputs: 2, nodes: [{ ...nodes[0], from: [1] }], outputs: [0] })).toBe(
    '1 node, depth 1, 1 output',
  );
});

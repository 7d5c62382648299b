// Graphs, and networks of two layers that can learn to answer iff a graph has a proper 3-colouring.
import type { NetworkNode, NodeFamily } from '../../src/problem/training/architecture.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';

/** Pairs of different vertices, each once. */
export type Edges = readonly (readonly [number, number])[];

/**
 * 3-colouring as loading: a node a vertex, whose colour is the one of three stimuli on which it differs from the other two,
 * and for each edge two outputs, which can have their responses iff the colours differ.
 */
export function colouring(vertices: number, edges: Edges, family: NodeFamily): TrainingInstance {
  const nodes: NetworkNode[] = Array.from({ length: vertices }, (_, v) => ({
    id: `v${v}`,
    from: [0, 1],
    family,
  }));
  for (const [a, b] of edges)
    for (const kind of ['e', 'f']) nodes.push({ id: `${kind}${a}-${b}`, from: [2 + a, 2 + b], family });
  const outputs = Array.from({ length: 2 * edges.length }, (_, i) => vertices + i);
  const examples = [
    { stimulus: '01', response: '00'.repeat(edges.length) },
    { stimulus: '00', response: '10'.repeat(edges.length) },
    { stimulus: '11', response: '11'.repeat(edges.length) },
  ];
  return { architecture: { inputs: 2, nodes, outputs }, examples, require: 'all' };
}

/** n vertices in a circle. */
export const cycle = (n: number): [number, number][] => Array.from({ length: n }, (_, i) => [i, (i + 1) % n]);
/** A circle of n vertices around vertex n. */
export const wheel = (n: number): [number, number][] => [
  ...cycle(n),
  ...cycle(n).map(([i]): [number, number] => [i, n]),
];
/** All pairs of n vertices. */
export const clique = (n: number): [number, number][] =>
  Array.from({ length: n }, (_, b) => Array.from({ length: b }, (_x, a): [number, number] => [a, b])).flat();
/** n times n vertices, each joined to the next one in its row and in its column. */
export const grid = (n: number): [number, number][] =>
  Array.from({ length: n * n }, (_, v): [number, number][] => [
    ...(v % n < n - 1 ? [[v, v + 1] as [number, number]] : []),
    ...(v + n < n * n ? [[v, v + n] as [number, number]] : []),
  ]).flat();

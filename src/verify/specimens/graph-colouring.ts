// Specimens of graph colouring.
import type { Colouring, ColouringInstance } from '../../problem/graph-colouring.ts';
import { graphsUpToIsomorphism, lists, pairs } from './enumerate.ts';
import type { Specimens } from './specimens.ts';

/** The wheel: a cycle and a hub that sees all of it; it takes 4 colours when the cycle is odd. */
const wheel = (rim: number, colours: number): ColouringInstance => ({
  vertices: rim + 1,
  edges: [
    ...Array.from({ length: rim }, (_, i): [number, number] => [0, i + 1]),
    ...Array.from({ length: rim - 1 }, (_, i): [number, number] => [i + 1, i + 2]),
    [1, rim],
  ],
  colours,
});

export const graphColouringSpecimens: Specimens<ColouringInstance, Colouring> = {
  problem: 'graph-colouring',
  measure: 'vertices',
  *all(size) {
    for (const edges of graphsUpToIsomorphism(size))
      for (let colours = 1; colours <= Math.max(1, size - 1); colours++)
        yield { vertices: size, edges, colours };
  },
  known: {
    counts: [1, 1, 2, 8, 33, 136],
    of: 'graphs up to isomorphism (OEIS A000088: 1, 1, 2, 4, 11, 34), each with 1 to v - 1 colours',
  },
  random(random, size) {
    const vertices = Math.min(8, Math.max(2, size));
    const colours = 2 + random.below(2);
    // Average degrees around 2 for two and 4 for three colours.
    const edges = pairs(vertices).filter(
      () => random.below(10 * (vertices - 1)) < 10 * (colours === 2 ? 2 : 4),
    );
    return { vertices, edges, colours };
  },
  golden: [
    { name: 'nothing', instance: { vertices: 0, edges: [], colours: 1 }, answer: 'yes' },
    { name: 'no edges', instance: { vertices: 4, edges: [], colours: 1 }, answer: 'yes' },
    { name: 'an edge, one colour', instance: { vertices: 2, edges: [[0, 1]], colours: 1 }, answer: 'no' },
    { name: 'K4, three colours', instance: { vertices: 4, edges: pairs(4), colours: 3 }, answer: 'no' },
    { name: 'K4, four colours', instance: { vertices: 4, edges: pairs(4), colours: 4 }, answer: 'yes' },
    {
      name: 'K4 without an edge, three colours',
      instance: { vertices: 4, edges: pairs(4).slice(1), colours: 3 },
      answer: 'yes',
    },
    { name: 'the wheel of 5, three colours', instance: wheel(5, 3), answer: 'no' },
    { name: 'the wheel of 4, three colours', instance: wheel(4, 3), answer: 'yes' },
    {
      name: 'a cycle of 5, two colours',
      instance: { ...wheel(5, 2), edges: wheel(5, 2).edges.filter(([a]) => a !== 0) },
      answer: 'no',
    },
    {
      name: 'more colours than vertices',
      instance: { vertices: 2, edges: [[0, 1]], colours: 5 },
      answer: 'yes',
    },
  ],
  *smaller(graph) {
    const { vertices, edges, colours } = graph;
    for (let e = 0; e < edges.length; e++) yield { ...graph, edges: edges.filter((_, i) => i !== e) };
    for (let v = vertices - 1; v >= 0; v--)
      if (!edges.some(([a, b]) => a === v || b === v))
        yield {
          ...graph,
          vertices: vertices - 1,
          edges: edges.map(([a, b]) => [a - Number(a > v), b - Number(b > v)]),
        };
    if (colours > 1) yield { ...graph, colours: colours - 1 };
  },
  candidates: ({ vertices, colours }) => colours ** vertices,
  *witnesses({ vertices, edges, colours }) {
    for (const colour of lists(colours, vertices))
      if (edges.every(([a, b]) => colour[a] !== colour[b])) yield { colour };
  },
};

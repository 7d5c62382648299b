// Where problems and the arrows between them stand in the picture of the catalogue.
import { Graph, layout, type EdgeLabel, type GraphLabel, type NodeLabel, type Point } from '@dagrejs/dagre';

/** A box with its size in pixels. */
export type Box = { readonly name: string; readonly width: number; readonly height: number };

/** An arrow between two boxes, with the size of its label; several of the same ends differ in their key. */
export type Arrow = {
  readonly from: string;
  readonly to: string;
  readonly key: string;
  readonly width: number;
  readonly height: number;
};

/** A box or a label by its centre. */
export type Placed<T> = T & { readonly x: number; readonly y: number };

/** An arrow as the points it passes, its label by the centre. */
export type Routed<A extends Arrow> = Placed<A> & { readonly points: readonly Point[] };

/** A drawing. */
export type Drawing<B extends Box, A extends Arrow> = {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Placed<B>[];
  readonly arrows: readonly Routed<A>[];
};

/** A layered drawing from top to bottom. Deterministic. */
export function graphLayout<B extends Box, A extends Arrow>(
  boxes: readonly B[],
  arrows: readonly A[],
): Drawing<B, A> {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 48, edgesep: 28, ranksep: 40 });
  for (const { name, width, height } of boxes) graph.setNode(name, { width, height });
  for (const { from, to, key, width, height } of arrows)
    graph.setEdge(from, to, { width, height, labelpos: 'c' }, key);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    boxes: boxes.map((box) => {
      const { x, y } = graph.node(box.name);
      return { ...box, x: x!, y: y! };
    }),
    arrows: arrows.map((arrow) => {
      const { x, y, points } = graph.edge(arrow.from, arrow.to, arrow.key)!;
      return { ...arrow, x: x!, y: y!, points: points! };
    }),
  };
}

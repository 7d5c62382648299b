// Walks within the solution polytope of a threshold unit: other weights that give the same answers to what the unit sees.
import type { Architecture } from '../../problem/training/architecture.ts';
import type { Configuration, Unit } from '../../problem/training/configuration.ts';
import { gateOutput, nodeOutput } from '../../problem/training/evaluate.ts';
import { dot, labelledPoints, type Point } from '../../problem/training/points.ts';
import type { TrainingInstance } from '../../problem/training/schema.ts';
import type { Random } from '../../random.ts';

/** Steps of a walk: a few are enough to leave the corner that a solver stops in. */
const STEPS = 3;

/** What a node reads of the examples, in its own coordinates: inputs scaled to integers, then earlier nodes. */
export type Seen = { readonly points: readonly Point[]; readonly scale: readonly bigint[] };

/** What every node of a configured network reads of every example. */
export function seenByNodes(instance: TrainingInstance, { nodes }: Configuration): Seen[] {
  const { architecture } = instance;
  const { points, scale } = labelledPoints(instance);
  const seen = architecture.nodes.map(({ from }): { points: Point[]; scale: bigint[] } => ({
    points: [],
    scale: from.map((post) => scale[post] ?? 1n),
  }));
  for (const point of points) {
    const bits: boolean[] = [];
    for (const [v, node] of nodes.entries()) {
      const own = reads(architecture, v, point, bits);
      seen[v]!.points.push(own);
      bits.push(answer(node, own, seen[v]!.scale));
    }
  }
  return seen;
}

function reads(
  { inputs, nodes }: Architecture,
  v: number,
  { index, value }: Point,
  bits: readonly boolean[],
): Point {
  const at = new Map(index.map((j, t) => [j, value[t]!]));
  const entries = nodes[v]!.from.flatMap((post, i): [number, bigint][] => {
    const x = post < inputs ? at.get(post) : bits[post - inputs] ? 1n : undefined;
    return x === undefined ? [] : [[i, x]];
  });
  return { index: entries.map(([i]) => i), value: entries.map(([, x]) => x) };
}

function answer(node: Configuration['nodes'][number], point: Point, scale: readonly bigint[]): boolean {
  if ('weights' in node) return margin(inPoints(node, scale), point) >= 0n;
  const bits = scale.map(() => false);
  for (const i of point.index) bits[i] = true;
  return 'gate' in node ? gateOutput(node.gate, bits) : nodeOutput(node, bits);
}

/** The unit over the integer points: weights are divided by the scale, so all is multiplied by it first. */
function inPoints({ weights, threshold }: Unit, scale: readonly bigint[]): Unit {
  const all = scale.reduce((product, s) => product * s, 1n);
  return { weights: weights.map((w, i) => (w * all) / scale[i]!), threshold: threshold * all };
}

const margin = ({ weights, threshold }: Unit, point: Point): bigint => dot(weights, point) - threshold;
const size = (x: bigint): bigint => (x < 0n ? -x : x);

/**
 * A unit with the same answers: from the middle of the threshold's gap some steps in random directions, each a random
 * share of the way to the wall of the polytope (hit and run; Smith 1984).
 */
export function walk(unit: Unit, { points, scale }: Seen, random: Random): Unit {
  let at = inPoints(unit, scale);
  const doubled = at.weights.map((w) => 2n * w);
  at = { weights: doubled, threshold: 2n * at.threshold - 1n };
  for (let step = 0; step < STEPS; step++) {
    const draw = (): bigint => BigInt(random.below(11) - 5);
    const direction = { weights: at.weights.map(draw), threshold: draw() };
    // The wall is where some margin v + t u becomes 0: at t = |v| / |u| for the nearest point whose u points that way.
    let [v, u] = [20n, 1n];
    for (const point of points) {
      const [own, change] = [margin(at, point), margin(direction, point)];
      if (own > 0n === change > 0n || change === 0n) continue;
      if (size(own) * u < v * size(change)) [v, u] = [size(own), size(change)];
    }
    const share = BigInt(1 + random.below(7));
    const move = (a: bigint, d: bigint): bigint => 8n * u * a + share * v * d;
    at = {
      weights: at.weights.map((w, i) => move(w, direction.weights[i]!)),
      threshold: move(at.threshold, direction.threshold),
    };
  }
  return { weights: at.weights.map((w, i) => w * scale[i]!), threshold: at.threshold };
}

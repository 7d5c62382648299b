// What a configured network answers, in exact integer arithmetic, and whether that is what an instance asks for.
import { lcm } from '../../exact/rational.ts';
import { OK, wrong, type Check } from '../problem.ts';
import type { Architecture, Gate } from './architecture.ts';
import { unfit, type Configuration, type NodeFunction } from './configuration.ts';
import { dot, labelledPoints, type LabelledPoints, type Point } from './points.ts';
import { requiredWeight, totalWeight, type TrainingInstance } from './schema.ts';

/** The output of a gate on bits: `xor` is the parity of all of them, `majority` wants more than half. */
export function gateOutput(gate: Gate, bits: readonly boolean[]): boolean {
  switch (gate) {
    case 'and':
      return bits.every(Boolean);
    case 'nand':
      return !bits.every(Boolean);
    case 'or':
      return bits.some(Boolean);
    case 'nor':
      return !bits.some(Boolean);
    case 'xor':
      return bits.filter(Boolean).length % 2 === 1;
    case 'majority':
      return 2 * bits.filter(Boolean).length > bits.length;
  }
}

/** The output of a node that reads only Boolean posts. */
export function nodeOutput(node: NodeFunction, bits: readonly boolean[]): boolean {
  if ('gate' in node) return gateOutput(node.gate, bits);
  if ('table' in node) return node.table[bits.reduce((b, bit) => 2 * b + Number(bit), 0)] === '1';
  return node.weights.reduce((sum, w, i) => (bits[i] ? sum + w : sum), 0n) >= node.threshold;
}

/**
 * The network's outputs on every example, in the order of the response's characters.
 * @param data `labelledPoints(instance)`
 */
export function responses(
  { architecture }: TrainingInstance,
  { nodes }: Configuration,
  data: LabelledPoints,
): boolean[][] {
  const common = data.scale.reduce(lcm, 1n);
  const functions = nodes.map((node, v) => onPoint(architecture, v, node, data.scale, common));
  return data.points.map((point) => {
    const bits: boolean[] = [];
    for (const output of functions) bits.push(output(point, bits));
    return architecture.outputs.map((v) => bits[v]!);
  });
}

/** What node v computes of a point and of the nodes before it. Its cost grows with what is not 0 in the point. */
function onPoint(
  { inputs, nodes }: Architecture,
  v: number,
  node: NodeFunction,
  scale: readonly bigint[],
  common: bigint,
): (point: Point, bits: readonly boolean[]) => boolean {
  const { from } = nodes[v]!;
  if (!('weights' in node)) {
    const readsInputs = from.some((post) => post < inputs);
    return ({ index }, bits) => {
      const ones = new Set(readsInputs ? index : undefined);
      return nodeOutput(
        node,
        from.map((post) => (post < inputs ? ones.has(post) : bits[post - inputs]!)),
      );
    };
  }
  // Fires iff Σ w_j x_j + Σ w_v b_v ≥ θ iff Σ w_j (common / scale_j) (scale_j x_j) + common Σ w_v b_v ≥ common θ.
  const ofInputs: (bigint | undefined)[] = Array.from({ length: inputs });
  const ofNodes: (readonly [number, bigint])[] = [];
  from.forEach((post, i) => {
    if (post < inputs) ofInputs[post] = (node.weights[i]! * common) / scale[post]!;
    else ofNodes.push([post - inputs, node.weights[i]! * common]);
  });
  const threshold = node.threshold * common;
  return (point, bits) => {
    let sum = dot(ofInputs, point);
    for (const [u, weight] of ofNodes) if (bits[u]) sum += weight;
    return sum >= threshold;
  };
}

/**
 * Which examples a configuration gets right: all outputs that are asked for.
 * @param data `labelledPoints(instance)`, when the caller has it already
 */
export function rightExamples(
  instance: TrainingInstance,
  configuration: Configuration,
  data: LabelledPoints = labelledPoints(instance),
): boolean[] {
  return responses(instance, configuration, data).map((bits, e) =>
    bits.every((bit, o) => {
      const wanted = instance.examples[e]!.response[o];
      return wanted === '*' || (wanted === '1') === bit;
    }),
  );
}

/** How many examples a configuration gets right, each counted once whatever its weight (don't-cares are always right). */
export function examplesRight(
  instance: TrainingInstance,
  configuration: Configuration,
  data: LabelledPoints = labelledPoints(instance),
): number {
  return rightExamples(instance, configuration, data).filter(Boolean).length;
}

/** The weight of the examples a configuration gets right. */
export function weightRight(instance: TrainingInstance, configuration: Configuration): number {
  return weightOf(instance, rightExamples(instance, configuration));
}

function weightOf({ examples }: TrainingInstance, right: readonly boolean[]): number {
  return examples.reduce((sum, { weight = 1 }, e) => (right[e] ? sum + weight : sum), 0);
}

/** Whether a configuration gets enough examples right; names the first one it does not. */
export function checkConfiguration(instance: TrainingInstance, configuration: Configuration): Check {
  const shape = checkShape(instance.architecture, configuration);
  if (!shape.ok) return shape;
  const data = labelledPoints(instance);
  const right = rightExamples(instance, configuration, data);
  const bad = right.indexOf(false);
  if (bad < 0) return OK;
  const answer = responses(instance, configuration, data)[bad]!.map(Number).join('');
  const first = `example ${bad} wants ${instance.examples[bad]!.response}, the network answers ${answer}`;
  const required = requiredWeight(instance);
  const total = totalWeight(instance);
  if (required === total) return wrong(first);
  const weight = weightOf(instance, right);
  return weight >= required
    ? OK
    : wrong(`expected ${required} of ${total} examples (by weight) right, found ${weight}; ${first}`);
}

function checkShape({ nodes: wanted }: Architecture, { nodes }: Configuration): Check {
  if (nodes.length !== wanted.length) return wrong(`expected ${wanted.length} nodes, found ${nodes.length}`);
  for (const [v, node] of nodes.entries()) {
    const misfit = unfit(wanted[v]!, node);
    if (misfit) return wrong(`node ${wanted[v]!.id}${misfit.key}: ${misfit.problem}`);
  }
  return OK;
}

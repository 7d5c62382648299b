// From trained floats to a configuration: floats are dyadic rationals, so every unit is one of integers, exactly.
import { gateOutput } from '../../problem/training/evaluate.ts';
import type { Configuration, NodeFunction, Table, Unit } from '../../problem/training/configuration.ts';
import type { Architecture } from '../../problem/training/architecture.ts';
import { unitOf } from '../harden.ts';
import type { PackedExamples } from '../pack.ts';
import type { Step, StepNetwork } from './network.ts';

/**
 * The hard network: a unit fires iff its activation on hard values is positive, in exact arithmetic; a Boolean node is
 * the truth table of such a unit; an AND-or-OR node is an AND iff its parameter is positive.
 * @param signed whether units see ± 1 of nodes (tanh), not 0 and 1
 * @param scale `LabelledPoints.scale`
 */
export function hardNetwork(
  { nodes: wanted }: Architecture,
  { steps }: StepNetwork,
  packed: PackedExamples,
  weights: Float32Array,
  signed: boolean,
  scale: readonly bigint[],
): Configuration {
  const nodes: NodeFunction[] = [];
  for (const step of steps)
    step.members.forEach((v, i) => {
      const { family } = wanted[v]!;
      const first = step.parameter + i * step.parametersEach;
      if (step.kind === 'units') {
        const unit = hardUnit(
          step,
          weights.subarray(first, first + step.parametersEach),
          signed,
          packed,
          scale,
        );
        nodes[v] = step.tables ? tableOf(unit) : unit;
      } else if (family === 'and-or') nodes[v] = { gate: weights[first]! > 0 ? 'and' : 'or' };
      else nodes[v] = { gate: family as Parameters<typeof gateOutput>[0] };
    });
  return { nodes };
}

/** @param weights of the inputs, of the nodes, the bias */
function hardUnit(
  { inputs, nodes, posts }: Step,
  weights: Float32Array,
  signed: boolean,
  packed: PackedExamples,
  scale: readonly bigint[],
): Unit {
  const integers = dyadicIntegers(weights);
  const onInputs = integers.slice(0, inputs.length);
  const onNodes = integers.slice(inputs.length, -1);
  let bias = integers.at(-1)!;
  // w (2 bit - 1) = 2 w bit - w.
  if (signed) for (const w of onNodes) bias -= w;
  const nodeBits = signed ? onNodes.map((w) => 2n * w) : onNodes;
  const unit = unitOf(
    {
      onFeatures: posts.map((input, slot) => ({ input, weight: onInputs[slot]! })),
      onBits: nodeBits,
      bias,
    },
    packed,
    scale,
  );
  const inOrder: bigint[] = [];
  [...inputs, ...nodes].forEach((position, slot) => (inOrder[position] = unit.weights[slot]!));
  return { weights: inOrder, threshold: unit.threshold };
}

/** The floats times the least power of two that makes integers of them all. */
function dyadicIntegers(floats: Float32Array): bigint[] {
  const words = new Int32Array(floats.slice().buffer);
  let least = 0;
  const parts = Array.from(words, (word) => {
    const exponentBits = (word >>> 23) & 255;
    const exponent = Math.max(exponentBits, 1) - 150;
    const magnitude = (word & 0x7fffff) | (exponentBits === 0 ? 0 : 0x800000);
    if (magnitude === 0) return { integer: 0, exponent: 0 };
    // The lowest set bit decides how far the integers have to be stretched.
    const zeros = 31 - Math.clz32(magnitude & -magnitude);
    least = Math.min(least, exponent + zeros);
    return { integer: (word < 0 ? -magnitude : magnitude) / 2 ** zeros, exponent: exponent + zeros };
  });
  return parts.map(({ integer, exponent }) => BigInt(integer) << BigInt(exponent - least));
}

/** The truth table of a unit on bits. */
function tableOf({ weights, threshold }: Unit): Table {
  // The sums of all combinations of the posts so far, the first post being the highest digit.
  let sums = [0n];
  for (const w of weights) sums = sums.flatMap((sum) => [sum, sum + w]);
  return { table: sums.map((sum) => (sum >= threshold ? '1' : '0')).join('') };
}

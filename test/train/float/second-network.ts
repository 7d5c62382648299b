// The soft network and its loss once more, in doubles and node by node, sharing no arithmetic with the kernels.
import type { TrainingInstance } from '../../../src/problem/training/schema.ts';
import type { PackedExamples } from '../../../src/train/pack.ts';
import { stepsOf } from '../../../src/train/float/network.ts';
import type { FloatSettings } from '../../../src/train/float/program.ts';

const sigma = (u: number): number => 1 / (1 + Math.exp(-u));

/** What a node is: the probabilities of 1 and of 0, what units see of it, its activation. */
type Node = { readonly p: number; readonly q: number; readonly v: number; readonly z: number };

/** Whether all of some things are so, and whether not: by logarithms, so that neither probability loses its digits. */
function all(probabilities: readonly number[]): readonly [number, number] {
  const logarithm = probabilities.reduce((sum, p) => sum + Math.log(p), 0);
  return [Math.exp(logarithm), -Math.expm1(logarithm)];
}

/** Steps at 0 and their slopes, at the weights where the derivative is taken: a straight-through unit is linear there. */
export type Straight = Map<string, number>;

/**
 * The loss of an instance: of all examples and outputs the mean, weighed and balanced.
 * @param parameters of the float core, in its order
 * @param straight filled on the first call; later calls keep to it
 */
export function lossOf(
  { architecture, examples }: TrainingInstance,
  packed: PackedExamples,
  { relaxation, loss, hyperparameters }: FloatSettings,
  parameters: ArrayLike<number>,
  straight: Straight,
): number {
  const { inputs, nodes, outputs } = architecture;
  const [beta] = hyperparameters.steepness;
  const gamma = relaxation === 'tanh' ? 2 * beta : beta;
  const steps = stepsOf(architecture).steps;
  const stepAt = new Map(steps.flatMap((step) => step.members.map((v, i) => [v, { step, i }] as const)));

  const rows = Array.from(packed.number, (e, row) => {
    const features = Array.from<number>({ length: inputs }).fill(0);
    for (let t = packed.rowStart[row]!; t < packed.rowStart[row + 1]!; t++)
      features[packed.column[t]!] = packed.value ? packed.value[t]! / 64 : 1;
    return { e, features };
  });

  const unit = (e: number, v: number, z: number): Node => {
    if (relaxation === 'relu') return { p: sigma(gamma * z), q: sigma(-gamma * z), v: Math.max(0, z), z };
    if (relaxation === 'straight-through') {
      const key = `${e} ${v}`;
      if (!straight.has(key)) straight.set(key, z);
      const base = straight.get(key)!;
      const moved = Math.abs(beta * base) <= 1 ? z - base : 0;
      const p = (base > 0 ? 255 / 256 : 1 / 256) + moved;
      return { p, q: 1 - p, v: (base > 0 ? 1 : 0) + moved, z };
    }
    const p = sigma(gamma * z);
    return { p, q: sigma(-gamma * z), v: relaxation === 'tanh' ? 2 * p - 1 : p, z };
  };

  const network = (e: number, features: readonly number[]): Node[] => {
    const done: Node[] = [];
    nodes.forEach(({ family, from }, v) => {
      const { step, i } = stepAt.get(v)!;
      const first = step.parameter + i * step.parametersEach;
      if (family === 'threshold' || family === 'boolean') {
        let z = parameters[first + from.length]!;
        step.inputs.forEach((at, slot) => (z += parameters[first + slot]! * features[from[at]!]!));
        step.nodes.forEach(
          (at, slot) => (z += parameters[first + step.inputs.length + slot]! * done[from[at]! - inputs]!.v),
        );
        done.push(unit(e, v, z));
        return;
      }
      const bit = (x: number) => ({ p: x, q: 1 - x });
      const read = from.map((post) => (post < inputs ? bit(features[post]!) : done[post - inputs]!));
      const ps = read.map(({ p }) => p);
      const [every, notEvery] = all(ps);
      const [none, some] = all(read.map(({ q }) => q));
      const odd = read.reduce(
        (sum, { p, q }) => ({ p: sum.p * q + sum.q * p, q: sum.q * q + sum.p * p }),
        bit(0),
      );
      const lead = 4 * (ps.reduce((sum, q) => sum + q, 0) - Math.floor(ps.length / 2) - 0.5);
      const choice = family === 'and-or' ? parameters[first]! : 0;
      const [p, q] = {
        and: [every, notEvery],
        nand: [notEvery, every],
        or: [some, none],
        nor: [none, some],
        xor: [odd.p, odd.q],
        majority: [sigma(lead), sigma(-lead)],
        'and-or': [
          sigma(choice) * every + sigma(-choice) * some,
          sigma(choice) * notEvery + sigma(-choice) * none,
        ],
      }[family] as [number, number];
      done.push({ p, q, v: relaxation === 'tanh' ? 2 * p - 1 : p, z: 0 });
    });
    return done;
  };

  const classes = outputs.map((_, o) => {
    const weight = (bit: string) =>
      examples.reduce((sum, { response, weight: w = 1 }) => (response[o] === bit ? sum + w : sum), 0);
    return [weight('0'), weight('1')] as const;
  });
  let sum = 0;
  for (const { e, features } of rows) {
    const values = network(e, features);
    outputs.forEach((v, o) => {
      const { response, weight = 1 } = examples[e]!;
      if (response[o] === '*') return;
      const y = Number(response[o]) as 0 | 1;
      const [zeros, ones] = classes[o]!;
      const factor =
        hyperparameters.balanced && zeros > 0 && ones > 0 ? (zeros + ones) / 2 / (y === 1 ? ones : zeros) : 1;
      const { z, p, q } = values[v]!;
      const isUnit = stepAt.get(v)!.step.kind === 'units';
      const sign = 2 * y - 1;
      const hit = isUnit ? sigma(sign * gamma * z) : y === 1 ? p : q;
      const margin = sign * (isUnit ? z : 2 * p - 1);
      sum +=
        weight *
        factor *
        {
          logistic: -Math.log(hit),
          mse: (1 - hit) ** 2,
          hinge: Math.max(0, 1 - margin),
        }[loss];
    });
  }
  return sum / classes.reduce((total, [zeros, ones]) => total + zeros + ones, 0);
}

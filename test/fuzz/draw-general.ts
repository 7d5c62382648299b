// Random training instances of networks of any shape, and of networks that may err.
import type { Random } from '../../src/random.ts';
import { rational } from '../../src/exact/rational.ts';
import {
  FAMILIES,
  nodeName,
  type Architecture,
  type NetworkNode,
  type NodeFamily,
} from '../../src/problem/training/architecture.ts';
import {
  totalWeight,
  type Example,
  type Requirement,
  type Stimulus,
  type TrainingInstance,
} from '../../src/problem/training/schema.ts';
import { shallowInstance, type ShallowInstance } from '../../src/problem/training/shallow.ts';
import { rationalNetwork, tinyNetwork } from './draw-networks.ts';
import { between, few, pick } from './kind.ts';

/** A network of a few nodes, small enough to be enumerated; one in ten sees points that are not Boolean. */
export function networkOfAnyShape(random: Random): TrainingInstance {
  const fractions = random.below(10) === 0;
  const inputs = between(random, fractions ? 1 : 0, 3);
  const architecture = anyArchitecture(random, inputs, fractions);
  const bit = pick(random, ['01', '0111', '01*', '0001*']);
  const { outputs } = architecture;
  const stimuli = Array.from({ length: 4 }, () => stimulusOf(random, inputs, fractions));
  const examples = Array.from({ length: 7 - few(random, 7) }, (): Example => {
    const stimulus = random.below(2) === 0 ? pick(random, stimuli) : stimulusOf(random, inputs, fractions);
    return { stimulus, response: outputs.map(() => pick(random, [...bit])).join('') };
  });
  return random.below(3) === 0
    ? erring(random, { architecture, examples, require: 'all' })
    : { architecture, examples, require: 'all' };
}

/** A network with one hidden layer that may err. */
export function partialNetwork(random: Random): ShallowInstance {
  const instance = random.below(4) === 0 ? rationalNetwork(random) : tinyNetwork(random);
  const { hidden, output, architecture } = instance;
  const { examples, require } = erring(random, instance);
  const units = Math.min(hidden, 3);
  return shallowInstance({ inputs: architecture.inputs, hidden: units, output, examples, require });
}

/** The instance with weights, and a requirement that is mostly near all of it. */
function erring(random: Random, instance: TrainingInstance): TrainingInstance {
  const heavy = pick(random, [1, 1, 3, 1000]);
  const examples = instance.examples.map((example) => {
    const weight = between(random, 1, heavy);
    return weight === 1 ? example : { ...example, weight };
  });
  const total = totalWeight({ examples });
  const wrong = Math.min(total, random.below(4) === 0 ? random.below(total + 1) : heavy * few(random, 5));
  const require: Requirement =
    total > 0 && random.below(4) === 0
      ? { fraction: rational(BigInt(total - wrong), BigInt(total)) }
      : { atLeast: total - wrong };
  return { ...instance, examples, require };
}

function stimulusOf(random: Random, inputs: number, fractions: boolean): Stimulus {
  if (!fractions || random.below(4) === 0) return random.bits(inputs);
  return Array.from({ length: inputs }, () =>
    rational(BigInt(between(random, -2, 2)), BigInt(between(random, 1, 2))),
  );
}

/** Up to five nodes; each reads up to three posts, or all that the one before it reads; any may be outputs. */
function anyArchitecture(random: Random, inputs: number, fractions: boolean): Architecture {
  const families = pick<readonly NodeFamily[]>(random, [
    ['threshold'],
    ['threshold', 'threshold', 'boolean', 'and-or'],
    FAMILIES,
  ]);
  const nodes: NetworkNode[] = [];
  const count = between(random, 1, 5);
  for (let v = 0; v < count; v++) {
    const last = nodes.at(-1);
    const posts = inputs + v;
    const from =
      last && random.below(3) === 0
        ? random.below(4) === 0
          ? last.from.toReversed()
          : last.from
        : random.subset(Math.min(posts, between(random, 0, 3)), posts);
    const direct = from.some((post) => post < inputs);
    const family = fractions && direct ? 'threshold' : pick(random, families);
    // Nodes above points that are not Boolean read only nodes, unless they are units on the inputs.
    const kept = fractions && direct ? from.filter((post) => post < inputs) : from;
    nodes.push({ id: nodeName(v), from: kept, family });
  }
  const outputs = random.subset(between(random, 1, Math.min(2, count)), count);
  return { inputs, nodes, outputs };
}

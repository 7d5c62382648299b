// Arbitrary small training instances of any architecture, for property tests.
import fc from 'fast-check';
import {
  FAMILIES,
  nodeName,
  type Architecture,
  type NetworkNode,
  type NodeFamily,
} from '../src/problem/training/architecture.ts';
import type { Example, Requirement, TrainingInstance } from '../src/problem/training/schema.ts';

export type NetworkBounds = {
  readonly inputs: number;
  readonly nodes: number;
  readonly fanIn: number;
  readonly outputs: number;
  readonly examples: number;
  readonly families?: readonly NodeFamily[];
};

/** Architectures up to the bounds; nodes read inputs and earlier nodes at will. */
export function architectures(bounds: NetworkBounds): fc.Arbitrary<Architecture> {
  const { families = FAMILIES } = bounds;
  return fc
    .tuple(fc.integer({ min: 0, max: bounds.inputs }), fc.integer({ min: 1, max: bounds.nodes }))
    .chain(([inputs, count]) => {
      const nodes = Array.from({ length: count }, (_, v): fc.Arbitrary<NetworkNode> => {
        const posts = Array.from({ length: inputs + v }, (_unused, post) => post);
        const from = fc.shuffledSubarray(posts, { maxLength: Math.min(bounds.fanIn, posts.length) });
        return fc.record({ id: fc.constant(nodeName(v)), from, family: fc.constantFrom(...families) });
      });
      const outputs = fc.shuffledSubarray(
        Array.from({ length: count }, (_, v) => v),
        { minLength: 1, maxLength: Math.min(bounds.outputs, count) },
      );
      return fc.record({ inputs: fc.constant(inputs), nodes: fc.tuple(...nodes), outputs });
    });
}

/** Instances up to the bounds, with Boolean stimuli, don't-cares and repeated stimuli. */
export function networkInstances(
  bounds: NetworkBounds,
  requirement: 'all' | 'any' = 'all',
): fc.Arbitrary<TrainingInstance> {
  return architectures(bounds).chain((architecture) => {
    const bits = (length: number, ...kinds: string[]): fc.Arbitrary<string> =>
      fc.string({ unit: fc.constantFrom(...kinds), minLength: length, maxLength: length });
    const weight =
      requirement === 'all'
        ? fc.constant(undefined)
        : fc.option(fc.integer({ min: 2, max: 4 }), { nil: undefined });
    const example: fc.Arbitrary<Example> = fc
      .record({
        stimulus: bits(architecture.inputs, '0', '1'),
        response: bits(architecture.outputs.length, '0', '1', '0', '1', '*'),
        weight,
      })
      .map(({ weight: w, ...rest }) => (w === undefined ? rest : { ...rest, weight: w }));
    return fc.array(example, { maxLength: bounds.examples }).chain((examples) => {
      const total = examples.reduce((sum, { weight: w = 1 }) => sum + w, 0);
      const require: fc.Arbitrary<Requirement> =
        requirement === 'all'
          ? fc.constant('all')
          : fc.record({ atLeast: fc.integer({ min: 0, max: total }) });
      return fc.record({
        architecture: fc.constant(architecture),
        examples: fc.constant(examples),
        require,
      });
    });
  });
}

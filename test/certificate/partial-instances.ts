// Random instances of networks with one hidden layer of which not everything has to be right.
import fc from 'fast-check';
import { totalWeight } from '../../src/problem/training/schema.ts';
import {
  OUTPUT_FAMILIES,
  shallowInstance,
  type ShallowInstance,
} from '../../src/problem/training/shallow.ts';

const bits = fc.string({ unit: fc.constantFrom('0', '1'), minLength: 3, maxLength: 3 });

/** Most labels are parities, which are hard for few units. */
const example = fc
  .record({
    stimulus: bits,
    kind: fc.constantFrom('parity', 'parity', 'parity', 'parity', '0', '1', '*'),
    weight: fc.constantFrom(undefined, undefined, 2, 3),
  })
  .map(({ stimulus, kind, weight }) => {
    const parity = `${[...stimulus].filter((bit) => bit === '1').length % 2}`;
    return { stimulus, response: kind === 'parity' ? parity : kind, weight };
  });

/** On three Boolean inputs, with repeated and contradicting stimuli, don't-cares and weights; little may be wrong. */
export function partialInstances(examples: number): fc.Arbitrary<ShallowInstance> {
  return fc
    .record({
      hidden: fc.constantFrom(0, 1, 1, 2, 2, 3),
      output: fc.constantFrom(...OUTPUT_FAMILIES),
      examples: fc.array(example, { minLength: 4, maxLength: examples, size: 'max' }),
      wrong: fc.integer({ min: 1, max: 2 }),
    })
    .map(({ wrong, output, ...parts }) =>
      shallowInstance({
        ...parts,
        inputs: 3,
        output: parts.hidden === 0 ? 'threshold' : output,
        require: { atLeast: Math.max(0, totalWeight(parts) - wrong) },
      }),
    );
}

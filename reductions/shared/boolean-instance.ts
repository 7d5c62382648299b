// Instances on Boolean points, each point given by the set of its coordinates that are 1.
import type { DiscreteInstance } from '../../src/problem/discrete-training.ts';
import { InputError } from '../../src/problem/errors.ts';
import type { Provenance } from '../../src/problem/problem.ts';
import type { Architecture } from '../../src/problem/training/architecture.ts';
import type { Unit } from '../../src/problem/training/configuration.ts';
import type { Example, TrainingInstance } from '../../src/problem/training/schema.ts';
import { shallowArchitecture, type OutputFamily } from '../../src/problem/training/shallow.ts';

/** The coordinates that are 1, the wanted response, and the weight where it is not 1. */
export type SparseExample = readonly [ones: readonly number[], response: '0' | '1', weight?: number];

/** Stimuli are written out, one character an input and example; beyond this no text could hold the instance. */
const MAX_CELLS = 2 ** 28;

/** What an instance is made from, for its name and provenance. */
type Named = { readonly name?: string | undefined; readonly provenance?: Provenance | undefined };

/** What a reduction's size law says of an instance with Boolean stimuli. */
type Cells = { readonly inputs: number; readonly examples: number };

/**
 * The training instance of a shallow network with these examples, in their order.
 * @param size what the reduction's size law says; held against a limit before anything is built
 * @throws InputError when inputs · examples exceeds 2^28
 */
export function booleanInstance(
  reduction: string,
  source: Named,
  size: Cells & { readonly hidden: number },
  output: OutputFamily,
  examples: Iterable<SparseExample>,
): TrainingInstance {
  const { inputs, hidden } = size;
  const network = (): Architecture => shallowArchitecture(inputs, { hidden, output });
  return networkInstance(reduction, source, size, network, examples);
}

/**
 * As `booleanInstance`, of any network of one output.
 * @param network makes the network once the limit is kept
 * @throws InputError when inputs · examples exceeds 2^28
 */
export function networkInstance(
  reduction: string,
  source: Named,
  size: Cells,
  network: () => Architecture,
  examples: Iterable<SparseExample>,
): TrainingInstance {
  requireCells(reduction, size);
  const stimulus = characteristicVectors(size.inputs);
  return {
    name: source.name,
    architecture: network(),
    examples: Array.from(examples, ([ones, response, weight = 1]): Example => {
      const example = { stimulus: stimulus(ones), response };
      return weight === 1 ? example : { ...example, weight };
    }),
    require: 'all',
    provenance: derived(source.provenance, reduction),
  };
}

/**
 * The instance of `discrete-training` with these examples, in their order.
 * @param weights the two weights, the smaller first
 * @throws InputError when inputs · examples exceeds 2^28
 */
export function discreteInstance(
  reduction: string,
  source: Named,
  size: Cells & { readonly units: number },
  weights: DiscreteInstance['weights'],
  examples: Iterable<SparseExample>,
): DiscreteInstance {
  requireCells(reduction, size);
  const { inputs, units } = size;
  const stimulus = characteristicVectors(inputs);
  return {
    name: source.name,
    inputs,
    units,
    weights,
    examples: Array.from(examples, ([ones, response]) => ({ stimulus: stimulus(ones), response })),
    provenance: derived(source.provenance, reduction),
  };
}

/** @throws InputError when inputs · examples exceeds 2^28 */
export function requireCells(reduction: string, { inputs, examples }: Cells): void {
  if (inputs * examples > MAX_CELLS)
    throw new InputError(
      reduction,
      `expected at most ${MAX_CELLS} inputs times examples, found ${inputs} times ${examples}; use a smaller source`,
    );
}

/** Characteristic vectors of sets of coordinates, as strings of 0 and 1 with one byte a character and nothing beside them. */
export function characteristicVectors(dimension: number): (ones: readonly number[]) => string {
  const [zero, one] = ['0'.charCodeAt(0), '1'.charCodeAt(0)];
  const bytes = new Uint8Array(dimension).fill(zero);
  const decoder = new TextDecoder();
  return (ones) => {
    for (const coordinate of ones) bytes[coordinate] = one;
    const text = decoder.decode(bytes);
    for (const coordinate of ones) bytes[coordinate] = zero;
    return text;
  };
}

/**
 * The provenance of a reduced instance: all that is recorded of the source (a reduction preserves the answer,
 * so a known answer stays true) and the names of the reductions since.
 */
export function derived(provenance: Provenance | undefined, reduction: string): Provenance {
  const before = provenance?.['reductions'];
  return { ...provenance, reductions: [...(Array.isArray(before) ? (before as unknown[]) : []), reduction] };
}

/** Whether a threshold unit fires on the point whose coordinates `ones` are 1. */
export function fires(unit: Unit, ones: readonly number[]): boolean {
  return ones.reduce((sum, coordinate) => sum + unit.weights[coordinate]!, 0n) >= unit.threshold;
}

// Training instances on Boolean points, each point given by the set of its coordinates that are 1.
import { InputError } from '../../src/problem/errors.ts';
import type { Provenance } from '../../src/problem/problem.ts';
import type { Unit } from '../../src/problem/training/configuration.ts';
import type { Example, TrainingInstance } from '../../src/problem/training/schema.ts';
import { shallowInstance, type OutputFamily } from '../../src/problem/training/shallow.ts';

/** The coordinates that are 1, the wanted response, and the weight where it is not 1. */
export type SparseExample = readonly [ones: readonly number[], response: '0' | '1', weight?: number];

/** Stimuli are written out, one character an input and example; beyond this no text could hold the instance. */
const MAX_CELLS = 2 ** 28;

/**
 * The training instance with these examples, in their order.
 * @param size what the reduction's size law says; held against a limit before anything is built
 * @throws InputError when inputs · examples exceeds 2^28
 */
export function booleanInstance(
  reduction: string,
  source: { readonly name?: string | undefined; readonly provenance?: Provenance | undefined },
  size: { readonly inputs: number; readonly hidden: number; readonly examples: number },
  output: OutputFamily,
  examples: Iterable<SparseExample>,
): TrainingInstance {
  checkCells(reduction, size);
  return shallowInstance({
    name: source.name,
    inputs: size.inputs,
    hidden: size.hidden,
    output,
    examples: Array.from(examples, ([ones, response, weight = 1]): Example => {
      const example = { stimulus: characteristic(size.inputs, ones), response };
      return weight === 1 ? example : { ...example, weight };
    }),
    provenance: derived(source.provenance, reduction),
  });
}

/** @throws InputError when inputs · examples exceeds 2^28 */
export function checkCells(
  reduction: string,
  { inputs, examples }: { readonly inputs: number; readonly examples: number },
): void {
  if (inputs * examples > MAX_CELLS)
    throw new InputError(
      reduction,
      `expected at most ${MAX_CELLS} inputs times examples, found ${inputs} times ${examples}; use a smaller source`,
    );
}

/** The characteristic vector of a set of coordinates, as a string of 0 and 1. */
export function characteristic(dimension: number, ones: readonly number[]): string {
  const bits = Array.from({ length: dimension }, () => '0');
  for (const coordinate of ones) bits[coordinate] = '1';
  return bits.join('');
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

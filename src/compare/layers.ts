// The same examples for other networks: layers of threshold units in place of whatever network there was.
import { layered, layersOf, type Architecture } from '../problem/training/architecture.ts';
import { networkCounts } from '../problem/training/counts.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import { cell, type Cell } from './table.ts';

/**
 * The examples for a fully connected network of threshold units, with one of them for each output.
 * @param hidden the units of each hidden layer, from the inputs on
 */
export function withLayers(
  { name, architecture, examples, require, provenance }: TrainingInstance,
  hidden: readonly number[],
): TrainingInstance {
  const layers = [...hidden, architecture.outputs.length].map((units) => ({
    units,
    family: 'threshold' as const,
  }));
  return { name, provenance, architecture: layered(architecture.inputs, layers), examples, require };
}

/** The units of the hidden layers, `5-5`, as `--layers` takes them; undefined for a network of another shape. */
export function hiddenLayers(architecture: Architecture): string | undefined {
  return layersOf(architecture)
    ?.slice(0, -1)
    .map(({ units }) => units)
    .join('-');
}

/** How much there is to choose in networks: `37 (34 weights, 3 thresholds)`, once for each that differs. */
export function parametersCell(architectures: readonly Architecture[]): Cell {
  const texts = new Map<string, { readonly weights: number; readonly thresholds: number }>();
  for (const architecture of architectures) {
    const { weights, thresholds } = networkCounts(architecture).free;
    texts.set(`${weights + thresholds} (${weights} weights, ${thresholds} thresholds)`, {
      weights,
      thresholds,
    });
  }
  return { ...cell([...texts.keys()].join('; ')), value: [...texts.values()] };
}

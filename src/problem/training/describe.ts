// An architecture in a few words, for tables and reports.
import { depthOf, layersOf, type Architecture } from './architecture.ts';
import { shapeOf } from './shallow.ts';

/**
 * `2 hidden units, AND output`, `3 nodes of family and-or` where all of them read the inputs alone, `layers 4-3-1 of
 * threshold, threshold, xor`, or `31 nodes, depth 2, 16 outputs`.
 */
export function describe(architecture: Architecture): string {
  const shape = shapeOf(architecture);
  if (shape) {
    const { hidden, output } = shape;
    if (hidden === 0) return '1 unit';
    const gate = output === 'threshold' ? 'free threshold output' : `${output.toUpperCase()} output`;
    return `${hidden} hidden ${hidden === 1 ? 'unit' : 'units'}, ${gate}`;
  }
  const layers = layersOf(architecture);
  if (layers?.length === 1) return `${many(layers[0]!.units, 'node')} of family ${layers[0]!.family}`;
  if (layers) {
    const families = [...new Set(layers.map(({ family }) => family))];
    const words = families.length === 1 ? families : layers.map(({ family }) => family);
    return `layers ${layers.map(({ units }) => units).join('-')} of ${words.join(', ')}`;
  }
  const { nodes, outputs } = architecture;
  return `${many(nodes.length, 'node')}, depth ${depthOf(architecture)}, ${many(outputs.length, 'output')}`;
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

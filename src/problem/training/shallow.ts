// Networks with at most one hidden layer: threshold units on the inputs and one output that reads only them.
import { layered, layersOf, type Architecture } from './architecture.ts';
import type { Configuration, NodeFunction, Unit } from './configuration.ts';
import type { TrainingInstance } from './schema.ts';

/** What the output of a shallow network may be: a free linear threshold unit, or a fixed function of the hidden bits. */
export const OUTPUT_FAMILIES = ['threshold', 'and', 'or', 'nand', 'nor', 'xor'] as const;
export type OutputFamily = (typeof OUTPUT_FAMILIES)[number];

/** The shape of a shallow network. */
export type Shallow = {
  /** Hidden threshold units; 0 means that the output, a threshold unit, reads the inputs. */
  readonly hidden: number;
  readonly output: OutputFamily;
};

/** A training instance of a shallow network. */
export type ShallowInstance = TrainingInstance & Shallow;

/** The architecture of a shape. */
export function shallowArchitecture(inputs: number, { hidden, output }: Shallow): Architecture {
  const last = { units: 1, family: output };
  return layered(inputs, hidden === 0 ? [last] : [{ units: hidden, family: 'threshold' }, last]);
}

/** The shape of an architecture; undefined when it is not shallow. */
export function shapeOf(architecture: Architecture): Shallow | undefined {
  const layers = layersOf(architecture);
  const last = layers?.at(-1);
  const output = OUTPUT_FAMILIES.find((name) => name === last?.family);
  if (!layers || layers.length > 2 || last?.units !== 1 || output === undefined) return undefined;
  if (layers[0]!.family !== 'threshold') return undefined;
  return { hidden: layers.length === 1 ? 0 : layers[0]!.units, output };
}

/** The instance with its shape; undefined when its network is not shallow. */
export function asShallow(instance: TrainingInstance): ShallowInstance | undefined {
  const shape = shapeOf(instance.architecture);
  return shape && { ...instance, ...shape };
}

/** A shallow instance from its parts; all examples must be right unless `require` says otherwise. */
export function shallowInstance(
  parts: Shallow &
    Pick<TrainingInstance, 'name' | 'examples' | 'provenance'> & {
      readonly inputs: number;
      readonly require?: TrainingInstance['require'];
    },
): ShallowInstance {
  const { inputs, hidden, output, require = 'all', ...rest } = parts;
  return {
    ...rest,
    require,
    architecture: shallowArchitecture(inputs, { hidden, output }),
    hidden,
    output,
  };
}

/** The units of the hidden layer and the output of a shallow network's configuration. */
export function shallowParts({ nodes }: Configuration): {
  readonly hidden: readonly Unit[];
  readonly output: NodeFunction;
} {
  return { hidden: nodes.slice(0, -1) as Unit[], output: nodes.at(-1)! };
}

// The facts of an instance that can be had without deciding it, as plain data: what `show` knows of a file.
import { decompose, dpApplies } from '../decide/dp/index.ts';
import { sha256Hex } from '../problem/hash.ts';
import { depthOf } from '../problem/training/architecture.ts';
import { exampleCounts, networkCounts } from '../problem/training/counts.ts';
import { describe } from '../problem/training/describe.ts';
import { training } from '../problem/training/problem.ts';
import {
  instanceToJson,
  requiredWeight,
  totalWeight,
  type TrainingInstance,
} from '../problem/training/schema.ts';
import { shapeOf } from '../problem/training/shallow.ts';
import type { Input } from './inputs.ts';
import { provenanceOf, recordOf } from './origin.ts';

/** Networks with more edges are not decomposed, which would ask for too much time and memory. */
export const MAX_DECOMPOSED_EDGES = 2 ** 24;

/** The facts of an instance; `training` only where it is one. */
export type InstanceFacts = ReturnType<typeof instanceFacts>;
/** The facts of a training instance. */
export type TrainingFacts = ReturnType<typeof trainingFacts>;

/** The facts of an instance, and of the bundle it is the target of. */
export function instanceFacts({ posed: { problem, instance }, bundle }: Input) {
  const { name } = instance as { readonly name?: string };
  return {
    problem: problem.name,
    ...(name === undefined ? {} : { name }),
    sha256: sha256Hex(problem.canonical(instance)),
    size: problem.size(instance),
    ...(bundle && {
      bundle: { source: bundle.source.name, path: bundle.way.map((step) => step.name) },
    }),
    provenance: Object.fromEntries(recordOf(provenanceOf(instance))),
    ...(problem.name === training.name ? { training: trainingFacts(instance as TrainingInstance) } : {}),
  };
}

function trainingFacts(instance: TrainingInstance) {
  const { architecture, examples } = instance;
  return {
    architecture: describe(architecture),
    inputs: architecture.inputs,
    outputs: architecture.outputs.length,
    depth: depthOf(architecture),
    ...networkCounts(architecture),
    atMostOneHiddenLayer: shapeOf(architecture) !== undefined,
    interactions: interactionsOf(instance),
    examples: exampleCounts(examples),
    required: {
      require: instanceToJson({ ...instance, examples: [] }).require,
      weight: requiredWeight(instance),
      total: totalWeight(instance),
    },
  };
}

/** How the nodes interact, and whether the dynamic program can be asked, or why not; null where the network is too large. */
function interactionsOf(instance: TrainingInstance) {
  const { nodes } = instance.architecture;
  if (nodes.reduce((sum, { from }) => sum + from.length, 0) > MAX_DECOMPOSED_EDGES) return null;
  return { ...decompose(instance.architecture), dynamicProgramming: dpApplies(instance) };
}

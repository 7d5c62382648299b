// The perceptron by linear programming: whether one unit gets every example right, with a checked proof either way.
import type { Configuration, Unit } from '../problem/training/configuration.ts';
import { labelledPoints, type LabelledPoints } from '../problem/training/points.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import { balances, type ExactEdge } from '../separation/edge.ts';
import { SeparationEngine } from '../separation/separator.ts';
import { labelsOf, type Label } from './features.ts';
import { scoreOf } from './units.ts';

/**
 * Of one output: a unit that gets every example right; or examples that no unit can get right together, with positive
 * integer multipliers, by number of the example: Σ λ x = Σ μ x and Σ λ = Σ μ over those to be 1 and those to be 0
 * (Farkas).
 */
export type PerceptronOutput =
  { readonly separable: true; readonly unit: Unit } | { readonly separable: false; readonly edge: ExactEdge };

/** All outputs are separable, and the configuration of `oneUnitAnOutput(instance)` is right; or some are not. */
export type LpPerceptron = { readonly outputs: readonly PerceptronOutput[] } & (
  { readonly separable: true; readonly configuration: Configuration } | { readonly separable: false }
);

/**
 * Decides for each output whether one threshold unit on all inputs gets its examples right, don't-cares left out, by
 * linear programming (Mangasarian, *Linear and nonlinear separation of patterns by linear programming*, Operations
 * Research 13, 1965). Floats search; the weights are evaluated on every example and the multipliers added up in integers.
 * Where the perceptron's learning rule (Rosenblatt 1958) goes on for ever, this says that there is nothing to be found.
 * @throws SeparationMemoryError when the points do not fit into WebAssembly's memory
 */
export async function lpPerceptron(instance: TrainingInstance): Promise<LpPerceptron> {
  const data = labelledPoints(instance);
  const engine = await SeparationEngine.create(data.points, data.dimension);
  try {
    const outputs = instance.architecture.outputs.map((_, output) =>
      decide(engine, data, labelsOf(instance, output)),
    );
    const nodes = outputs.flatMap((output) => (output.separable ? [output.unit] : []));
    if (nodes.length < outputs.length) return { separable: false, outputs };
    const configuration = { nodes };
    const { right } = scoreOf(instance, configuration);
    if (right < instance.examples.length)
      throw new Error(`lpPerceptron: expected all examples right, got ${right} from the separating units`);
    return { separable: true, outputs, configuration };
  } finally {
    engine.dispose();
  }
}

function decide(
  engine: SeparationEngine,
  { points, scale }: LabelledPoints,
  labels: readonly Label[],
): PerceptronOutput {
  const separator = engine.separator(labels.flatMap((label, e) => (label === null ? [] : [e])));
  labels.forEach((label, e) => label !== null && separator.assign(e, label === 1 ? 1 : -1));
  const found = separator.refute() ?? separator.unit();
  if ('threshold' in found)
    return {
      separable: true,
      unit: { weights: found.weights.map((w, j) => w * scale[j]!), threshold: found.threshold },
    };
  const wanted = found.accept.every(([e]) => labels[e] === 1) && found.reject.every(([e]) => labels[e] === 0);
  if (!wanted || !balances(points, found))
    throw new Error('lpPerceptron: expected multipliers that balance, got some that do not');
  return { separable: false, edge: found };
}

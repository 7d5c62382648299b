// The convex companions in a comparison: run beside the network, and held against its exact answer.
import type { Companions } from '../convex/index.ts';
import type { TrainingVerdict } from '../decide/verdict.ts';
import { requiredWeight, type TrainingInstance } from '../problem/training/schema.ts';
import { asShallow } from '../problem/training/shallow.ts';
import type { Bounds } from './experiment.ts';

/**
 * The companions of a network. A network with at most one hidden layer can do what a single unit can (its hidden units
 * copy or negate that unit, or are constant), so its exact answer must not deny it.
 * @throws Error when a companion contradicts the exact answer or the optimum
 */
export async function companionsOf(
  name: string,
  instance: TrainingInstance,
  verdict: TrainingVerdict,
  bounds: Bounds | undefined,
): Promise<Companions> {
  const { convexCompanions } = await import('../convex/index.ts');
  const companions = await convexCompanions(instance);
  if (!asShallow(instance)) return companions;
  const { logistic, svm, perceptron } = companions;
  const weight = Math.max(logistic.weight, svm.weight);
  if (bounds && weight > bounds.upper)
    throw new Error(`compare: ${name}: expected at most ${bounds.upper} right, got ${weight} from one unit`);
  if (verdict.answer === 'no' && (perceptron.separable || weight >= requiredWeight(instance)))
    throw new Error(`compare: ${name}: expected no unit after an exact NO, got one from a convex method`);
  return companions;
}

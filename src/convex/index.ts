// The convex companions of a network: single units whose methods know when they are done.
import type { TrainingInstance } from '../problem/training/schema.ts';
import type { Fit } from './fit.ts';
import { logisticRegression } from './logistic.ts';
import { lpPerceptron, type LpPerceptron } from './perceptron.ts';
import { linearSvm } from './svm.ts';

/** What each of the three says of the same examples. */
export type Companions = {
  readonly logistic: Fit;
  readonly svm: Fit;
  readonly perceptron: LpPerceptron;
};

/**
 * All three with their defaults. Each is one threshold unit an output, on all inputs and the labels as they are, whatever
 * network the instance has: what a single unit can do, beside what the network can. An example is right when all its
 * outputs are.
 * @throws SeparationMemoryError when the points do not fit into WebAssembly's memory
 * @throws Error when a fit gets everything right that is proved inseparable
 */
export async function convexCompanions(instance: TrainingInstance): Promise<Companions> {
  const logistic = logisticRegression(instance);
  const svm = linearSvm(instance);
  const perceptron = await lpPerceptron(instance);
  for (const { right } of [logistic, svm])
    if (!perceptron.separable && right === instance.examples.length)
      throw new Error('convexCompanions: expected an error on inseparable examples, got none');
  return { logistic, svm, perceptron };
}

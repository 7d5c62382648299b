// What the benchmark trains: instances that nobody can solve, so that all work is counted.
import { families } from '../../../instances/families/index.ts';
import { reductions } from '../../../reductions/index.ts';
import { labelledPoints } from '../../../src/problem/training/points.ts';
import type { TrainingInstance } from '../../../src/problem/training/schema.ts';
import { packExamples, type PackedExamples } from '../../../src/train/pack.ts';

function generated(name: string, parameters: Record<string, number>): unknown {
  return families.find((family) => family.name === name)!.generate(parameters, 0).instance;
}

function splitting(n: number): TrainingInstance {
  const sets = generated('set-splitting-planted', { n, ratio: 1.5 });
  return reductions
    .find(({ name }) => name === 'set-splitting-to-and-pair')!
    .reduce(sets) as TrainingInstance;
}

/** The first example once more, with the other label. */
function contradictory(instance: TrainingInstance): TrainingInstance {
  const [first] = instance.examples;
  const opposite = { ...first!, response: first!.response === '1' ? '0' : '1' };
  return { ...instance, examples: [...instance.examples, opposite] };
}

/** An instance, as the engines and as the rivals get it. */
export type Case = {
  readonly name: string;
  readonly instance: TrainingInstance;
  readonly packed: PackedExamples;
};

/** Two units under an AND: sparse and growing, and dense. */
export const CASES: readonly Case[] = Object.entries({
  'splitting n=10': splitting(10),
  'splitting n=50': splitting(50),
  'splitting n=200': splitting(200),
  'dense n=50 m=200': generated('random-labels', { n: 50, m: 200 }) as TrainingInstance,
}).map(([name, solvable]) => {
  const instance = contradictory(solvable);
  return { name, instance, packed: packExamples(labelledPoints(instance)) };
});

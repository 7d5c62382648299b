// What one threshold unit can do, by enumeration of what it does on the examples or of the inputs it reads: for tests of
// reductions to and from such questions. Shares no code with the engines.
import type { FeasibleSubsystemInstance, RationalPoint } from '../src/problem/feasible-subsystem.ts';
import type { OpenHemisphereInstance, Pole } from '../src/problem/open-hemisphere.ts';
import { rational, type Rational } from '../src/exact/rational.ts';
import type { SparsePerceptronInstance } from '../src/problem/sparse-perceptron.ts';
import type { Configuration, Unit } from '../src/problem/training/configuration.ts';
import {
  requiredWeight,
  totalWeight,
  type Stimulus,
  type TrainingInstance,
} from '../src/problem/training/schema.ts';
import { separate, type SmallUnit } from './separability.ts';
import { sublists } from './small-sources.ts';

/** The least of 1, 2, 3, … that makes integers of all the numbers. */
function common(values: readonly Rational[]): number {
  let scale = 1;
  while (values.some(({ numerator, denominator }) => (numerator * BigInt(scale)) % denominator !== 0n))
    scale++;
  return scale;
}

const scaledUp = ({ numerator, denominator }: Rational, scale: number): number =>
  (Number(numerator) * scale) / Number(denominator);

/** Coordinates times a common denominator. */
const coordinates = (stimulus: Stimulus, scale: number): number[] =>
  typeof stimulus === 'string'
    ? [...stimulus].map((bit) => scale * Number(bit))
    : stimulus.map((value) => scaledUp(value, scale));

const onStimuli = ({ weights, threshold }: SmallUnit, scale: number): Unit => ({
  weights: weights.map((w) => BigInt(w) * BigInt(scale)),
  threshold: BigInt(threshold),
});

/**
 * Units that get enough right, one for each set of examples that may be the wrong ones (at most `cap`), each also with
 * other weights.
 */
export function goodUnits(instance: TrainingInstance, cap: number): Configuration[] {
  const { examples, architecture } = instance;
  const allowed = totalWeight({ examples }) - requiredWeight(instance);
  const scale = common(examples.flatMap(({ stimulus }) => (typeof stimulus === 'string' ? [] : stimulus)));
  const points = examples.map(({ stimulus }) => coordinates(stimulus, scale));
  const found: Unit[] = [];
  const decide = (e: number, left: number, accepted: number[][], rejected: number[][]): void => {
    if (found.length >= cap) return;
    const unit = separate(architecture.inputs, accepted, rejected);
    if (!unit) return;
    if (e === examples.length) {
      found.push(onStimuli(unit, scale));
      return;
    }
    const { response, weight = 1 } = examples[e]!;
    for (const right of [false, true]) {
      const rest = right ? left : left - weight;
      if (rest < 0) continue;
      const fires = (response === '1') === right;
      if (fires) decide(e + 1, rest, [...accepted, points[e]!], rejected);
      else decide(e + 1, rest, accepted, [...rejected, points[e]!]);
    }
  };
  decide(0, allowed, [], []);
  const bits = examples.every(({ stimulus }) => typeof stimulus === 'string');
  return [...found, ...(bits ? found.map(moved) : [])].map((unit) => ({ nodes: [unit] }));
}

/** Moves of at most 1 on at most 8 weights stay clear of a threshold that is 9 from the sums of bits on both sides. */
function moved({ weights, threshold }: Unit): Unit {
  return {
    weights: weights.map((weight, i) => 18n * weight + BigInt((i % 3) - 1)),
    threshold: 18n * threshold - 9n,
  };
}

/** For each choice of inputs, few enough, a unit that reads only those, and one with the same answers and huge weights. */
export function sparseUnits({ inputs, examples, nonzero }: SparsePerceptronInstance): Unit[] {
  return sublists(Array.from({ length: inputs }, (_, i) => i))
    .filter((used) => used.length <= nonzero)
    .flatMap((used) => {
      const side = (wanted: string): number[][] =>
        examples
          .filter(({ response }) => response === wanted)
          .map(({ stimulus }) => used.map((i) => Number(stimulus[i])));
      const unit = separate(used.length, side('1'), side('0'));
      if (!unit) return [];
      const weights = Array.from<bigint>({ length: inputs }).fill(0n);
      used.forEach((i, t) => (weights[i] = BigInt(unit.weights[t]!)));
      const large = 10n ** 30n;
      return [
        { weights, threshold: BigInt(unit.threshold) },
        {
          weights: weights.map((w, i) => (w === 0n ? 0n : w * large + BigInt(i) - 2n)),
          threshold: BigInt(unit.threshold) * large - large / 2n,
        },
      ];
    });
}

/** The sublists of so many items. */
const choices = <X>(items: readonly X[], count: number): X[][] =>
  sublists(items).filter(({ length }) => length === count);

/** For each choice of as many vectors as are asked for that can be had a pole, and one with fractions. */
export function poles({ dimension, vectors, atLeast }: OpenHemisphereInstance): Pole[] {
  const origin = Array.from({ length: dimension }, () => 0);
  return choices(vectors, atLeast).flatMap((chosen) => {
    const unit = separate(
      dimension,
      chosen.map((vector) => vector.map(Number)),
      [origin],
    );
    if (!unit) return [];
    return [1n, 7n].map((denominator) => ({
      direction: unit.weights.map((w) => rational(BigInt(w), denominator)),
    }));
  });
}

/** For each choice of as many inequalities as are asked for that can hold a point. */
export function solutions({ variables, inequalities, atLeast }: FeasibleSubsystemInstance): RationalPoint[] {
  const last = [...Array.from({ length: variables }, () => 0), 1];
  const scale = common(inequalities.flatMap(({ coefficients, bound }) => [...coefficients, bound]));
  return choices(inequalities, atLeast).flatMap((chosen) => {
    const rows = chosen.map(({ coefficients, bound }) => [
      ...coefficients.map((value) => scaledUp(value, scale)),
      -scaledUp(bound, scale),
    ]);
    const unit = separate(variables + 1, [...rows, last], [last.map(() => 0)]);
    if (!unit) return [];
    const t = BigInt(unit.weights[variables]!);
    return [{ point: unit.weights.slice(0, -1).map((u) => rational(BigInt(u), t)) }];
  });
}

// The base formula of an AND that may err, a second time: from the description of the format, as a set of clauses, sharing no
// code with the first.
import type { TrainingInstance } from '../../src/problem/training/schema.ts';

/** A literal, or a constant. */
export type Bit = number | boolean;

/** A formula that grows. */
export class Formula {
  readonly clauses: number[][] = [];
  #variables = 0;

  fresh(count: number): number[] {
    return Array.from({ length: count }, () => ++this.#variables);
  }

  /** One of the bits is true. */
  some(bits: readonly Bit[]): void {
    if (!bits.includes(true)) this.clauses.push(bits.filter((bit) => typeof bit === 'number'));
  }
}

/** The other value. */
export const not = (bit: Bit): Bit => (typeof bit === 'number' ? -bit : !bit);

/** What an example weighs. */
export const weightOf = (example: { readonly weight?: number | undefined }): number => example.weight ?? 1;

/** What may be wrong; 0 when nothing. */
export function slack({ examples, require }: TrainingInstance): number {
  const total = examples.reduce((sum, example) => sum + weightOf(example), 0);
  if (require === 'all') return 0;
  if ('atLeast' in require) return total - require.atLeast;
  const { numerator, denominator } = require.fraction;
  return Number(((denominator - numerator) * BigInt(total)) / denominator);
}

type Sums = ReadonlyMap<number, Bit>;

/** The literals that are true weigh at most `most`: the tree of sums, halves of ascending weight. */
export function notTooMuch(
  formula: Formula,
  items: readonly (readonly [number, number])[],
  most: number,
): void {
  for (const [literal, weight] of items) if (weight > most) formula.some([-literal]);
  const light = items.filter(([, weight]) => weight <= most).sort(([, a], [, b]) => a - b);
  if (light.reduce((sum, [, weight]) => sum + weight, 0) <= most) return;
  const tree = (list: readonly (readonly [number, number])[], root: boolean): Sums => {
    if (list.length === 1)
      return new Map<number, Bit>([
        [0, true],
        [list[0]![1], list[0]![0]],
      ]);
    const half = Math.floor(list.length / 2);
    const [left, right] = [tree(list.slice(0, half), false), tree(list.slice(half), false)];
    const pairs = [...left].flatMap(([a, x]) =>
      [...right].map(([b, y]) => ({ sum: a + b, bits: [not(x), not(y)] })),
    );
    for (const { sum, bits } of pairs) if (sum > most && sum <= most + list.at(-1)![1]) formula.some(bits);
    if (root) return new Map();
    const sums = new Map<number, Bit>();
    const reached = new Set(pairs.map(({ sum }) => sum).filter((sum) => sum <= most));
    for (const sum of [...reached].sort((a, b) => a - b)) sums.set(sum, sum === 0 || formula.fresh(1)[0]!);
    for (const { sum, bits } of pairs) if (sum <= most) formula.some([...bits, sums.get(sum)!]);
    return sums;
  };
  tree(light, true);
}

/** The AND of units of a shallow network that may err; its edges are of counted positives and chosen negatives. */
export function partialAgain(
  instance: TrainingInstance,
  hidden: number,
  positive: '0' | '1',
  anchors: readonly number[],
): { clauses: number[][]; edge(accept: readonly number[], reject: readonly number[]): number[][] } {
  const formula = new Formula();
  const labelled = instance.examples.flatMap(({ response }, e) => (response === '*' ? [] : [e]));
  const negatives = labelled.filter((e) => instance.examples[e]!.response !== positive);
  const units = Math.max(1, Math.min(hidden, negatives.length));
  const chosen = new Map(negatives.map((e) => [e, formula.fresh(units)]));
  const counted = new Map(labelled.map((e) => [e, formula.fresh(1)[0]!]));
  for (const e of negatives) formula.some([-counted.get(e)!, ...chosen.get(e)!]);
  for (const [i, e] of anchors.entries())
    for (let j = i + 1; j < units; j++) formula.some([-chosen.get(e)![j]!]);
  notTooMuch(
    formula,
    labelled.map((e) => [-counted.get(e)!, weightOf(instance.examples[e]!)]),
    slack(instance),
  );
  return {
    clauses: formula.clauses,
    edge: (accept, reject) =>
      Array.from({ length: units }, (_, j) => [
        ...accept.map((e) => -counted.get(e)!),
        ...reject.map((e) => -chosen.get(e)![j]!),
      ]),
  };
}

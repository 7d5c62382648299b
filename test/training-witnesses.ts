// All the ways a small network can fit its examples, by backtracking; and many weights for each way.
import type { Configuration, NodeFunction, Unit } from '../src/problem/training/configuration.ts';
import { gateOutput } from '../src/problem/training/evaluate.ts';
import type { TrainingInstance } from '../src/problem/training/schema.ts';
import { asShallow, shallowParts } from '../src/problem/training/shallow.ts';
import { firesOn, separate, type SmallUnit } from './separability.ts';

type Points = { readonly dimension: number; readonly points: readonly (readonly number[])[] };
type Labelled = Points & { readonly labels: readonly boolean[] };

function labelled(instance: TrainingInstance): Labelled {
  return {
    dimension: instance.architecture.inputs,
    points: instance.examples.map(({ stimulus }) => [...(stimulus as string)].map(Number)),
    labels: instance.examples.map(({ response }) => response === '1'),
  };
}

/**
 * Units whose AND gives the labels: the negatives shared out among the units, each share cut off by its unit.
 */
function* andPairs({ dimension, points, labels }: Labelled, k: number): Generator<SmallUnit[]> {
  const positives = points.filter((_, e) => labels[e]);
  const negatives = points.filter((_, e) => !labels[e]);
  const shares: (readonly number[])[][] = Array.from({ length: k }, () => []);
  const units: (SmallUnit | undefined)[] = shares.map(() => separate(dimension, positives, []));
  function* assign(q: number): Generator<SmallUnit[]> {
    if (q === negatives.length) {
      yield units.map((unit) => unit!);
      return;
    }
    const used = shares.filter((share) => share.length > 0).length;
    for (let j = 0; j < Math.min(k, used + 1); j++) {
      const before = units[j];
      shares[j]!.push(negatives[q]!);
      const unit = separate(dimension, positives, shares[j]!);
      if (unit) {
        units[j] = unit;
        yield* assign(q + 1);
      }
      shares[j]!.pop();
      units[j] = before;
    }
  }
  yield* assign(0);
}

/** Pairs of units whose XOR gives the labels; the first unit fires on the first example (else negate both). */
function* xorPairs({ dimension, points, labels }: Labelled): Generator<SmallUnit[]> {
  const fired: (readonly number[])[][] = [[], []];
  const quiet: (readonly number[])[][] = [[], []];
  function* assign(e: number, units: SmallUnit[]): Generator<SmallUnit[]> {
    if (e === points.length) {
      yield units;
      return;
    }
    for (const first of e === 0 ? [true] : [true, false]) {
      const bits = [first, first !== labels[e]!];
      const stacks = bits.map((bit, j) => (bit ? fired : quiet)[j]!);
      for (const stack of stacks) stack.push(points[e]!);
      const next = [0, 1].map((j) => separate(dimension, fired[j]!, quiet[j]!));
      if (next[0] && next[1]) yield* assign(e + 1, [next[0], next[1]]);
      for (const stack of stacks) stack.pop();
    }
  }
  yield* assign(0, []);
}

const big = ({ weights, threshold }: SmallUnit): Unit => ({
  weights: weights.map(BigInt),
  threshold: BigInt(threshold),
});

/**
 * The ways to fit, at most `cap` of them; none iff the answer is NO. Outputs: an AND of any number of units, an
 * XOR of two, a free threshold unit over two (an AND of the labels, or of their complements and the output
 * negated).
 */
export function waysToFit(instance: TrainingInstance, cap: number): Configuration[] {
  const data = labelled(instance);
  const take = (ways: Iterable<SmallUnit[]>, output: NodeFunction): Configuration[] => {
    const found: Configuration[] = [];
    for (const units of ways) {
      found.push({ nodes: [...units.map(big), output] });
      if (found.length >= cap) break;
    }
    return found;
  };
  const { hidden, output } = asShallow(instance)!;
  if (output === 'and') return take(andPairs(data, hidden), { gate: 'and' });
  if (hidden !== 2) throw new RangeError(`waysToFit: expected 2 hidden units, got ${hidden}`);
  if (output === 'xor') return take(xorPairs(data), { gate: 'xor' });
  if (output !== 'threshold') throw new RangeError(`waysToFit: unknown output ${output}`);
  const complement = { ...data, labels: data.labels.map((label) => !label) };
  return [
    ...take(andPairs(data, 2), { weights: [1n, 1n], threshold: 2n }),
    ...take(andPairs(complement, 2), { weights: [-1n, -1n], threshold: -1n }),
  ];
}

const negated = ({ weights, threshold }: Unit): Unit => ({
  weights: weights.map((w) => -w),
  threshold: 1n - threshold,
});

const scaled = ({ weights, threshold }: Unit, factor: bigint, slack: bigint): Unit => ({
  weights: weights.map((w) => w * factor),
  // On integer points w·x < θ means w·x <= θ - 1, so any threshold from factor (θ - 1) + 1 to factor θ does.
  threshold: threshold * factor - slack,
});

type Parts = ReturnType<typeof shallowParts>;

const joined = ({ hidden, output }: Parts): Configuration => ({ nodes: [...hidden, output] });

/**
 * Other weights with the same outputs on the examples: scaled with the threshold anywhere in the gap, weights
 * moved a little, units exchanged, units negated (with the output made to fit). All of them are valid if the
 * given one is.
 */
export function variants(instance: TrainingInstance, way: Configuration): Configuration[] {
  const { hidden, output } = shallowParts(way);
  const map = (change: (unit: Unit) => Unit): Parts => ({ hidden: hidden.map(change), output });
  const list: Parts[] = [
    { hidden, output },
    map((unit) => scaled(unit, 2n, 0n)),
    map((unit) => scaled(unit, 7n, 6n)),
    map((unit) => nudged(instance, unit)),
  ];
  if (hidden.length !== 2) return [...list, { hidden: hidden.toReversed(), output }].map(joined);
  const swapped = (c: Parts): Parts => ({
    hidden: c.hidden.toReversed(),
    output: 'weights' in c.output ? { ...c.output, weights: c.output.weights.toReversed() } : c.output,
  });
  list.push(...list.map(swapped));
  if ('weights' in output) {
    // h replaced by 1 - h: weight v becomes -v, and v moves to the threshold. Then scaled outputs.
    const flip = (c: Parts, j: number): Parts => {
      const out = c.output as Unit;
      return {
        hidden: c.hidden.map((unit, i) => (i === j ? negated(unit) : unit)),
        output: {
          weights: out.weights.map((v, i) => (i === j ? -v : v)),
          threshold: out.threshold - out.weights[j]!,
        },
      };
    };
    list.push(...list.map((c) => flip(c, 0)));
    list.push(...list.map((c) => flip(c, 1)));
    list.push(...list.map((c) => ({ ...c, output: scaled(c.output as Unit, 5n, 3n) })));
  } else if ('gate' in output && output.gate === 'xor') {
    list.push(...list.map((c) => ({ ...c, hidden: c.hidden.map(negated) })));
  }
  return list.map(joined);
}

/**
 * The unit times a large factor, each weight then moved by up to 2 in a fixed pattern, the threshold set midway
 * in its gap.
 */
function nudged(instance: TrainingInstance, unit: Unit): Unit {
  const { points } = labelled(instance);
  const before = points.map((point) => firesBig(unit, point));
  const factor = 10n * BigInt(instance.architecture.inputs + 1);
  const weights = unit.weights.map((w, j) => w * factor + BigInt(((j * 7 + 3) % 5) - 2));
  const sums = points.map((point) => weights.reduce((sum, w, j) => sum + w * BigInt(point[j]!), 0n));
  const threshold = unit.threshold * factor - factor / 2n;
  const moved = { weights, threshold };
  if (sums.some((sum, e) => sum >= threshold !== before[e]))
    throw new RangeError('nudged: expected the same outputs on all examples');
  return moved;
}

function firesBig({ weights, threshold }: Unit, point: readonly number[]): boolean {
  return firesOn({ weights: weights.map(Number), threshold: Number(threshold) }, point);
}

/**
 * The Boolean functions of n variables that are threshold functions, as tables over 0 … 2^n - 1 (first variable
 * lowest).
 */
export function thresholdFunctions(n: number): boolean[][] {
  const points = Array.from({ length: 2 ** n }, (_, code) =>
    Array.from({ length: n }, (_, j) => Math.floor(code / 2 ** j) % 2),
  );
  let tables: boolean[][] = [[]];
  for (let e = 1; e <= points.length; e++)
    tables = tables.flatMap((table) =>
      [false, true]
        .map((bit) => [...table, bit])
        .filter((next) =>
          separate(
            n,
            points.slice(0, e).filter((_, i) => next[i]),
            points.slice(0, e).filter((_, i) => !next[i]),
          ),
        ),
    );
  return tables;
}

/** Whether some pair of tables over the same points gives the labels under a two-bit output. */
export function fits(
  pair: readonly [readonly boolean[], readonly boolean[]],
  output: (bits: readonly boolean[]) => boolean,
  labels: readonly (boolean | null)[],
): boolean {
  return labels.every((label, e) => label === null || output([pair[0][e]!, pair[1][e]!]) === label);
}

/** The XOR of two bits as an output. */
export const xor = (bits: readonly boolean[]): boolean => gateOutput('xor', bits);

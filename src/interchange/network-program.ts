// A training instance as a mixed-integer linear program: weights and thresholds are continuous, what a node says on an example
// is binary.
//
// Why it is exact, in exact arithmetic: a unit fires where its sum is at least its threshold, and rejects where it is at most
// the threshold - 1, a margin that scaling gives. Whatever a unit says on the stimuli it can say with weights within the
// bounds of `boundsOf`. So bounds lose no network, and every big M is the most that a row can be off within them.
// A solver in floats may err where M times its tolerance is not small against 1; the head of the file names M.
import { squareRoot } from '../exact/rational.ts';
import { stimuliOf } from '../formula/stimuli.ts';
import { weightBound } from '../formula/threshold-weights.ts';
import type { Gate } from '../problem/training/architecture.ts';
import { labelledPoints } from '../problem/training/points.ts';
import { mayErr, requiredWeight, totalWeight, type TrainingInstance } from '../problem/training/schema.ts';
import { demandsOf } from './demands.ts';
import { LinearProgram, type Condition, type Product, type Variable } from './linear-program.ts';

/** What a post is on a stimulus: an integer, or what a node says. */
type Value = bigint | Variable;

/** A program and what its variables mean, line by line. */
export type NetworkProgram = { readonly program: LinearProgram; readonly comments: readonly string[] };

/**
 * The program: feasible iff the network can get enough examples right.
 * @param optimum to ask for the most right examples instead: the objective is the weight of wrong ones
 * @throws InputError when it would be too large
 */
export function networkProgram(instance: TrainingInstance, optimum: boolean): NetworkProgram {
  const { inputs, nodes, outputs } = instance.architecture;
  const { points, scale } = labelledPoints(instance);
  const { first } = stimuliOf(instance);
  const coordinates = first.map((e) => {
    const { index, value } = points[e]!;
    return new Map(index.map((j, t) => [j, value[t]!]));
  });
  const program = new LinearProgram();
  const comments: string[] = [];
  const said: Variable[][] = nodes.map(() => []);
  for (const [v, { id, family, from }] of nodes.entries()) {
    const node = `${v + 1}`;
    const posts = from.map((post) =>
      post < inputs ? `${scale[post] === 1n ? '' : `${scale[post]} `}x${post + 1}` : nodes[post - inputs]!.id,
    );
    comments.push(
      `node ${node}, ${id}: ${family}, reads ${posts.join(', ') || 'nothing'}; h${node}_e: its output on example e, the first of those that look alike to it`,
    );
    const values = first.map((_, s): Value[] =>
      from.map((post) => (post < inputs ? (coordinates[s]!.get(post) ?? 0n) : said[post - inputs]![s]!)),
    );
    let output: (h: Variable, values: readonly Value[]) => void;
    if (family === 'threshold') {
      const { weights, least, most } = boundsOf(values, from.length);
      comments.push(
        `  w${node}_i, weight of its i-th post: at most ${weights.reduce((a, b) => (a > b ? a : b), 0n)}; t${node}, threshold: ${least} to ${most}`,
      );
      output = thresholdNode(program, node, weights, least, most);
    } else if (family === 'boolean') output = tableNode(program, node, from.length);
    else if (family === 'and-or') {
      const isOr = program.variable(`or${node}`, 'binary');
      output = (h, bits) => {
        countTo(program, h, bits, 1n, [[isOr, true]]);
        countTo(program, h, bits, BigInt(bits.length), [[isOr, false]]);
      };
    } else output = (h, bits) => gate(program, family, h, bits);
    const known = new Map<string, Variable>();
    for (const [s, e] of first.entries()) {
      const key = values[s]!.map((value) => (typeof value === 'bigint' ? value : value.name)).join(' ');
      let h = known.get(key);
      if (h === undefined) {
        h = program.variable(`h${node}_${e}`, 'binary');
        known.set(key, h);
        output(h, values[s]!);
      }
      said[v]!.push(h);
    }
  }
  askFor(program, instance, optimum, (s) => outputs.map((v) => said[v]![s]!));
  comments.push(
    `the largest M is ${program.bigM}: exact in exact arithmetic; in floats M times the tolerance has to be small against 1`,
  );
  return { program, comments };
}

/** What the outputs have to be: everywhere, or where an example does not count as wrong. */
function askFor(
  program: LinearProgram,
  instance: TrainingInstance,
  optimum: boolean,
  outputsOn: (stimulus: number) => readonly Variable[],
): void {
  const all = !optimum && !mayErr(instance);
  const errors: Product[] = [];
  for (const { example, stimulus, response, weight } of demandsOf(instance).wanted) {
    const conditions: Condition[] = [];
    if (!all) {
      const wrong = program.variable(`wrong_${example}`, 'binary');
      errors.push([BigInt(weight), wrong]);
      conditions.push([wrong, false]);
    }
    for (const [o, h] of outputsOn(stimulus).entries())
      if (response[o] === '1') program.rowWhen(conditions, [[1n, h]], '>=', 1n);
      else if (response[o] === '0') program.rowWhen(conditions, [[1n, h]], '<=', 0n);
  }
  if (optimum) program.minimize(errors);
  else if (!all) program.row(errors, '<=', BigInt(totalWeight(instance) - requiredWeight(instance)));
}

/**
 * Bounds within which a unit can say whatever a unit says on some stimuli, firing at 0 and rejecting at -1 around its
 * threshold.
 *
 * Bits: the proved bound of `weightBound`, with a threshold as for its bias. Other integers: weights and threshold solve a
 * system of inequalities with integer coefficients and right sides 0 and 1; if it has a solution it has one that is 0 but
 * for some r ≤ n + 1 numbers, which solve r of its equations (Schrijver, Theory of Linear and Integer Programming, 1986,
 * section 10.2). By Cramer's rule each is a quotient of determinants, the lower one at least 1 in size, the upper one by
 * Hadamard's inequality at most r^(r/2) times the largest coefficients of the other columns.
 */
function boundsOf(
  values: readonly (readonly Value[])[],
  fanIn: number,
): { readonly weights: readonly bigint[]; readonly least: bigint; readonly most: bigint } {
  const largest = Array.from({ length: fanIn }, (_, i) =>
    values.reduce((most, row) => {
      const value = row[i]!;
      const size = typeof value !== 'bigint' || value === 0n ? 1n : value < 0n ? -value : value;
      return size > most ? size : most;
    }, 1n),
  );
  const negative = values.some((row) => row.some((value) => typeof value === 'bigint' && value < 0n));
  if (!negative && largest.every((size) => size === 1n)) {
    const weight = weightBound(fanIn);
    const sum = BigInt(fanIn) * weight;
    return { weights: largest.map(() => weight), least: -sum, most: sum + 1n };
  }
  const rank = BigInt(Math.min(fanIn + 1, values.length));
  const all = largest.reduce((product, size) => product * size, 1n);
  // At least the root, which need not be an integer.
  const atMost = (product: bigint): bigint => squareRoot(rank ** rank * product * product) + 1n;
  return {
    weights: largest.map((size) => atMost(all / size)),
    least: -atMost(all),
    most: atMost(all),
  };
}

function thresholdNode(
  program: LinearProgram,
  node: string,
  bounds: readonly bigint[],
  least: bigint,
  most: bigint,
): (h: Variable, values: readonly Value[]) => void {
  const weights = bounds.map((bound, i) =>
    program.variable(`w${node}_${i + 1}`, 'continuous', -bound, bound),
  );
  const threshold = program.variable(`t${node}`, 'continuous', least, most);
  const products = weights.map(() => new Map<Variable, Variable>());
  /** The weight where the bit is 1, else 0. */
  const product = (i: number, bit: Variable): Variable => {
    const before = products[i]!.get(bit);
    if (before) return before;
    const bound = bounds[i]!;
    const made = program.variable(`p${node}_${i + 1}_${bit.name}`, 'continuous', -bound, bound);
    products[i]!.set(bit, made);
    program.row(
      [
        [1n, made],
        [-bound, bit],
      ],
      '<=',
      0n,
    );
    program.row(
      [
        [1n, made],
        [bound, bit],
      ],
      '>=',
      0n,
    );
    const difference: Product[] = [
      [1n, made],
      [-1n, weights[i]!],
    ];
    program.rowWhen([[bit, true]], difference, '<=', 0n);
    program.rowWhen([[bit, true]], difference, '>=', 0n);
    return made;
  };
  return (h, values) => {
    const sum = values.map((value, i): Product =>
      typeof value === 'bigint' ? [value, weights[i]!] : [1n, product(i, value)],
    );
    const excess: Product[] = [...sum, [-1n, threshold]];
    program.rowWhen([[h, true]], excess, '>=', 0n);
    program.rowWhen([[h, false]], excess, '<=', -1n);
  };
}

/** Bits as a sum: their variables, and how many are the constant 1. */
function sumOf(values: readonly Value[]): { readonly terms: Product[]; readonly ones: bigint } {
  const terms = values.flatMap((value): Product[] => (typeof value === 'bigint' ? [] : [[1n, value]]));
  const ones = values.reduce<bigint>((sum, value) => (value === 1n ? sum + 1n : sum), 0n);
  return { terms, ones };
}

/** A node of any function: an entry a row of the table that stimuli can reach. */
function tableNode(
  program: LinearProgram,
  node: string,
  fanIn: number,
): (h: Variable, values: readonly Value[]) => void {
  const entries = new Map<number, Variable>();
  const entry = (b: number): Variable => {
    const before = entries.get(b);
    if (before) return before;
    const made = program.variable(`f${node}_${b}`, 'binary');
    entries.set(b, made);
    return made;
  };
  return (h, values) => {
    for (let b = 0; b < 2 ** fanIn; b++) {
      const bits = values.map((_, i) => BigInt((b >> (fanIn - 1 - i)) & 1));
      if (values.some((value, i) => typeof value === 'bigint' && value !== bits[i])) continue;
      const conditions = values.flatMap((value, i): Condition[] =>
        typeof value === 'bigint' ? [] : [[value, bits[i] === 1n]],
      );
      const difference: Product[] = [
        [1n, h],
        [-1n, entry(b)],
      ];
      program.rowWhen(conditions, difference, '<=', 0n);
      program.rowWhen(conditions, difference, '>=', 0n);
    }
  };
}

/** Where the conditions hold, h (or its complement) says whether at least `count` of the bits are 1. */
function countTo(
  program: LinearProgram,
  h: Variable,
  values: readonly Value[],
  count: bigint,
  conditions: readonly Condition[] = [],
  complement = false,
): void {
  const { terms, ones } = sumOf(values);
  program.rowWhen([...conditions, [h, !complement]], terms, '>=', count - ones);
  program.rowWhen([...conditions, [h, complement]], terms, '<=', count - 1n - ones);
}

/** h is what a gate makes of the bits. */
function gate(program: LinearProgram, kind: Gate, h: Variable, values: readonly Value[]): void {
  const all = BigInt(values.length);
  switch (kind) {
    case 'and':
    case 'nand':
      return countTo(program, h, values, all, [], kind === 'nand');
    case 'or':
    case 'nor':
      return countTo(program, h, values, 1n, [], kind === 'nor');
    case 'majority':
      return countTo(program, h, values, all / 2n + 1n);
    case 'xor': {
      // Σ = h + 2 q
      const { terms, ones } = sumOf(values);
      const half = program.variable(`q_${h.name}`, 'integer', 0n, all / 2n);
      const parity: Product[] = [...terms, [-1n, h], [-2n, half]];
      program.row(parity, '<=', -ones);
      program.row(parity, '>=', -ones);
    }
  }
}

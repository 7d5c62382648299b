// The base formulas of networks of tables and lazy units a second time: from the description of the format, as sets of
// clauses, sharing no code with the first.
import type { Stimulus, TrainingInstance } from '../../src/problem/training/schema.ts';
import { leaderAgain } from './leader-again.ts';
import { Formula, not, notTooMuch, slack, weightOf, type Bit } from './may-err-again.ts';

/** The clauses, and the literal "unit fires on example" of each lazy unit by node. */
export type Again = {
  readonly clauses: readonly (readonly number[])[];
  readonly fires: ReadonlyMap<number, (example: number) => number>;
};

/** The inputs of a stimulus, each a bit or a fraction. */
function seenOf(stimulus: Stimulus): string[] {
  return [...stimulus].map((x) =>
    typeof x === 'string' ? x : x.denominator === 1n ? `${x.numerator}` : `${x.numerator}/${x.denominator}`,
  );
}

/**
 * A network of `threshold` and `boolean` nodes that read at most four posts, and of parities of at most three nodes.
 * @param lazy whether threshold units that read only inputs are lazy
 */
export function networkAgain(instance: TrainingInstance, lazy: boolean): Again {
  const { inputs, nodes, outputs } = instance.architecture;
  const formula = new Formula();
  const asks = instance.examples.flatMap(({ response }, e) => (/[01]/.test(response) ? [e] : []));
  const shown = (e: number): string[] => seenOf(instance.examples[e]!.stimulus);
  const text = (e: number): string => shown(e).join();
  const first = asks.filter((e) => asks.find((other) => text(other) === text(e)) === e);
  const most = slack(instance);
  const wants = (v: number, s: number): Set<string> => {
    const o = outputs.indexOf(v);
    const same = asks.filter((e) => text(e) === text(first[s]!));
    return new Set(o < 0 ? [] : same.map((e) => instance.examples[e]!.response[o]!).filter((r) => r !== '*'));
  };
  const contradictory = nodes.some((_, v) => first.some((_e, s) => wants(v, s).size > 1));
  if (most === 0 && contradictory) formula.some([]);
  const wanted = (v: number, s: number): boolean | undefined =>
    most > 0 || contradictory || wants(v, s).size === 0 ? undefined : wants(v, s).has('1');
  const values: Bit[][] = [];
  const fires = new Map<number, (example: number) => number>();
  for (const [v, { from, family }] of nodes.entries()) {
    if (lazy && family === 'threshold' && from.every((post) => post < inputs)) {
      const view = (e: number): string => from.map((post) => shown(e)[post]).join();
      const views = [...new Set(first.map(view))];
      const variables = formula.fresh(views.length);
      fires.set(v, (e) => variables[views.indexOf(view(e))]!);
      values.push(first.map((e) => fires.get(v)!(e)));
      for (const s of first.keys()) {
        const want = wanted(v, s);
        const bit = values[v]![s]!;
        if (want !== undefined) formula.some([want ? bit : not(bit)]);
      }
      continue;
    }
    const rows = family === 'xor' ? [] : formula.fresh(2 ** from.length);
    if (family === 'threshold') notBothWays(formula, rows);
    const met = new Map<string, Bit>();
    const row: Bit[] = [];
    for (const [s, e] of first.entries()) {
      const bits = from.map((post): Bit =>
        post < inputs ? shown(e)[post] === '1' : values[post - inputs]![s]!,
      );
      const want = wanted(v, s);
      const before = met.get(bits.join());
      if (before === undefined)
        met.set(
          bits.join(),
          family === 'xor' ? parityOf(formula, bits, want) : outputOf(formula, rows, bits, want),
        );
      else if (want !== undefined) formula.some([want ? before : not(before)]);
      row.push(before === undefined ? met.get(bits.join())! : (want ?? before));
    }
    values.push(row);
  }
  if (most > 0)
    count(formula, instance, (o, e) => values[outputs[o]!]![first.findIndex((f) => text(f) === text(e))]!);
  order(
    formula,
    instance,
    values,
    first.map((e) => shown(e).join('')),
  );
  return { clauses: formula.clauses, fires };
}

/** For points a + b = c + d, not the same two: not a and b without c and d. */
function notBothWays(formula: Formula, rows: readonly number[]): void {
  const spelt = (b: number): string => b.toString(2).padStart(5, '0');
  const sum = (a: number, b: number): string =>
    [...spelt(a)].map((bit, i) => Number(bit) + Number(spelt(b)[i])).join('');
  for (let a = 0; a < rows.length; a++)
    for (let b = 0; b < a; b++)
      for (let c = 0; c < rows.length; c++)
        for (let d = 0; d < c; d++)
          if (c !== a && sum(a, b) === sum(c, d)) formula.some([-rows[a]!, -rows[b]!, rows[c]!, rows[d]!]);
}

/** The row of the table that the bits spell. */
function outputOf(
  formula: Formula,
  rows: readonly number[],
  bits: readonly Bit[],
  want: boolean | undefined,
): Bit {
  const spells = (b: number): Bit[] =>
    bits.map((bit, i) => ((b >> (bits.length - 1 - i)) & 1 ? bit : not(bit)));
  const possible = [...rows.keys()].filter((b) => !spells(b).includes(false));
  if (bits.every((bit) => typeof bit === 'boolean')) {
    const output = rows[possible[0]!]!;
    if (want !== undefined) formula.some([want ? output : -output]);
    return want ?? output;
  }
  const output = want ?? formula.fresh(1)[0]!;
  for (const b of possible) {
    formula.some([...spells(b).map(not), not(output), rows[b]!]);
    formula.some([...spells(b).map(not), output, -rows[b]!]);
  }
  return output;
}

/** The parity of at most three different bits, as a gate of those that are not known. */
function parityOf(formula: Formula, bits: readonly Bit[], want: boolean | undefined): Bit {
  const open = bits.filter((bit) => typeof bit === 'number');
  const odd = bits.filter((bit) => bit === true).length % 2 === 1;
  const [gate = false] = open.length > 1 ? formula.fresh(1) : open;
  if (open.length > 1)
    for (let code = 0; code < 2 ** (open.length + 1); code++) {
      const signs = [...open, gate].map((_, i) => (code >> i) & 1);
      // Clauses with an even number of negations forbid an odd number of true bits, and the other way round.
      if (signs.reduce((a, b) => a + b, 0) % 2 === 1)
        formula.some([...open, gate].map((bit, i) => (signs[i] === 1 ? not(bit) : bit)));
    }
  const output = odd ? not(gate) : gate;
  if (want !== undefined) formula.some([want ? output : not(output)]);
  return want ?? output;
}

/** A variable for each kind of example: if true, its outputs are right. What is not counted is not too much. */
function count(
  formula: Formula,
  instance: TrainingInstance,
  value: (output: number, example: number) => Bit,
): void {
  const counted = new Map<string, [literal: number, weight: number]>();
  for (const [e, example] of instance.examples.entries()) {
    const { stimulus, response } = example;
    if (!/[01]/.test(response)) continue;
    const key = `${seenOf(stimulus).join()} ${response}`;
    const before = counted.get(key);
    if (before) {
      before[1] += weightOf(example);
      continue;
    }
    const literal = formula.fresh(1)[0]!;
    counted.set(key, [-literal, weightOf(example)]);
    for (const [o, want] of [...response].entries()) {
      const bit = want === '*' ? true : value(o, e);
      formula.some([-literal, want === '0' ? not(bit) : bit]);
    }
  }
  notTooMuch(formula, [...counted.values()], slack(instance));
}

/** The leader does not fall; other hidden nodes are 1 on the first stimulus, and of those alike the earlier has the larger row. */
function order(
  formula: Formula,
  instance: TrainingInstance,
  values: readonly (readonly Bit[])[],
  texts: readonly string[],
): void {
  const { inputs, nodes, outputs } = instance.architecture;
  const stimuli = texts.length;
  if (stimuli === 0) return;
  const leader = leaderAgain(instance);
  for (const [before, after] of leader?.notFalling ?? []) {
    const said = (text: string): Bit => values[leader!.unit]![texts.indexOf(text)]!;
    formula.some([not(said(before)), said(after)]);
  }
  const readers = (v: number): string =>
    nodes.flatMap(({ from }, r) => (from.includes(inputs + v) ? [r] : [])).join();
  const flexible = (v: number): boolean => /threshold|boolean/.test(nodes[v]!.family);
  const alike = (v: number): string => `${nodes[v]!.family}:${nodes[v]!.from.join()}:${readers(v)}`;
  const hidden = [...nodes.keys()].filter((v) => !outputs.includes(v) && readers(v) !== '');
  for (const [i, v] of hidden.entries()) {
    const undone = nodes.every(({ from }, r) => !from.includes(inputs + v) || flexible(r));
    if (flexible(v) && undone && (v !== leader?.unit || leader.one)) formula.some([values[v]![0]!]);
    if (v === leader?.unit) continue;
    const before = hidden.slice(0, i).findLast((u) => u !== leader?.unit && alike(u) === alike(v));
    if (before === undefined) continue;
    let equal: Bit = true;
    const seen = new Set<string>();
    for (let s = 0; s < Math.min(32, stimuli); s++) {
      const [x, y] = [values[before]![s]!, values[v]![s]!];
      if (seen.has(`${x}/${y}`)) continue;
      seen.add(`${x}/${y}`);
      formula.some([not(equal), x, not(y)]);
      if (s + 1 === Math.min(32, stimuli)) break;
      const next = formula.fresh(1)[0]!;
      formula.some([not(equal), x, y, next]);
      formula.some([not(equal), not(x), not(y), next]);
      equal = next;
    }
  }
}

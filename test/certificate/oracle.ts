// A second, naive reading of NO certificates, from the description of the format; it shares no code with the checker.
import { createHash } from 'node:crypto';
import type { Rational } from '../../src/exact/rational.ts';
import { training } from '../../src/problem/training/problem.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import type { ShallowInstance } from '../../src/problem/training/shallow.ts';

export type Side = [number, string][];

/** Whether a text is a certificate that proves NO. Slow, and for right files only: of wrong ones it says false. */
export function provesNo(instance: ShallowInstance, text: string): boolean {
  return unlessWrong(() => proves(instance, text));
}

/** False where a reading finds something wrong. */
export function unlessWrong(reading: () => boolean): boolean {
  try {
    return reading();
  } catch (error) {
    if (error instanceof Wrong || error instanceof SyntaxError) return false;
    throw error;
  }
}

class Wrong extends Error {}

/** Ends a reading. */
export function need(condition: boolean): asserts condition {
  if (!condition) throw new Wrong();
}

function proves(instance: ShallowInstance, text: string): boolean {
  const lines = linesOf(instance, text);
  const refuted: string[] = [];
  while (lines.length > 0) {
    const { case: kind, anchors } = JSON.parse(lines.shift()!) as { case: string; anchors: number[] };
    const base = baseFormula(instance, kind, anchors);
    const clauses = [...base.clauses];
    for (const { accept, reject } of takeEdges(lines)) {
      requireBalance(instance, kind, accept, reject);
      clauses.push(...base.edge(accept, reject));
    }
    takeRefutation(lines, clauses);
    refuted.push(kind);
  }
  return settles(instance, refuted);
}

/** The lines behind the first one, which must be that of a NO of this instance. */
export function linesOf(instance: TrainingInstance, text: string): string[] {
  const lines = text.replace(/\n$/, '').split('\n');
  const header = JSON.parse(lines.shift()!) as Record<string, unknown>;
  need(header['format'] === 'trainsat.certificate/1' && header['answer'] === 'NO');
  need(header['instance'] === createHash('sha256').update(training.canonical(instance)).digest('hex'));
  return lines;
}

/** Takes the edges that begin the lines. */
export function takeEdges(lines: string[]): { accept: Side; reject: Side; node?: number }[] {
  const edges: { accept: Side; reject: Side; node?: number }[] = [];
  while (lines[0]?.startsWith('{') && !lines[0].includes('"case"'))
    edges.push(JSON.parse(lines.shift()!) as { accept: Side; reject: Side; node?: number });
  return edges;
}

/** Takes the steps that begin the lines, which must end in the empty clause, and there. */
export function takeRefutation(lines: string[], given: readonly (readonly number[])[]): void {
  const clauses = new Map(given.map((clause, i) => [i + 1, clause]));
  let last = clauses.size;
  let done = given.some((clause) => clause.length === 0);
  while (lines.length > 0 && !lines[0]!.startsWith('{')) {
    need(!done);
    const words = lines.shift()!.trim().split(/\s+/);
    const deletes = words[1] === 'd';
    if (deletes) words.splice(1, 1);
    need(words.every((word) => /^-?\d+$/.test(word)));
    const numbers = words.map(Number);
    need(numbers.pop() === 0);
    if (deletes) for (const id of numbers.slice(1)) need(clauses.delete(id));
    else {
      const [id, ...rest] = numbers as [number, ...number[]];
      need(id > last);
      last = id;
      const clause = rest.slice(0, rest.indexOf(0));
      const hints = rest.slice(rest.indexOf(0) + 1);
      need(follows(clause, hints, clauses));
      clauses.set(id, clause);
      done = clause.length === 0;
    }
  }
  need(done);
}

function follows(
  clause: number[],
  hints: number[],
  clauses: ReadonlyMap<number, readonly number[]>,
): boolean {
  const falsified = new Set(clause);
  for (const [i, hint] of hints.entries()) {
    const open = new Set(clauses.get(hint)?.filter((l) => !falsified.has(l)) ?? [0, 0.5]);
    if (open.size > 1) return false;
    if (open.size === 0) return i === hints.length - 1;
    for (const l of open) falsified.add(-l);
  }
  return false;
}

function settles({ hidden, output }: ShallowInstance, refuted: readonly string[]): boolean {
  const and = refuted.includes('and');
  const complement = refuted.includes('and-complement');
  if (hidden <= 1) return and || complement;
  if (output === 'and' || output === 'nor') return and;
  if (output === 'or' || output === 'nand') return complement;
  if (output === 'threshold' && hidden === 2) return and && complement;
  return refuted.includes('general');
}

function requireBalance(instance: ShallowInstance, kind: string, accept: Side, reject: Side): void {
  const wanted = kind === 'general' ? '01' : kind === 'and' ? '1' : '0';
  const others = kind === 'general' ? '01' : kind === 'and' ? '0' : '1';
  for (const [side, labels] of [
    [accept, wanted],
    [reject, others],
  ] as const)
    for (const [e] of side) need(labels.includes(instance.examples[e]?.response ?? '*'));
  requireSums(instance, [...instance.examples[0]!.stimulus].keys(), accept, reject);
}

/** The two sides are examples, each once, and balance in number and at each of some inputs. */
export function requireSums(
  { examples }: TrainingInstance,
  inputs: Iterable<number>,
  accept: Side,
  reject: Side,
): void {
  need(accept.length > 0 && reject.length > 0);
  const both = [...accept, ...reject];
  need(new Set(both.map(([e]) => e)).size === both.length);
  need(both.every(([e, multiplier]) => examples[e] !== undefined && /^[1-9]\d*$/.test(multiplier)));
  const balances = (value: (example: number) => string | Rational): boolean => {
    // Everything over one denominator.
    let [numerator, denominator] = [0n, 1n];
    for (const [i, [e, multiplier]] of both.entries()) {
      const x = value(e);
      const [p, q] = typeof x === 'string' ? [BigInt(x), 1n] : [x.numerator, x.denominator];
      const signed = (i < accept.length ? 1n : -1n) * BigInt(multiplier);
      numerator = numerator * q + signed * p * denominator;
      denominator *= q;
    }
    return numerator === 0n;
  };
  need(balances(() => '1'));
  for (const j of inputs) need(balances((e) => examples[e]!.stimulus[j]!));
}

type Base = { clauses: number[][]; edge: (accept: Side, reject: Side) => number[][] };

function baseFormula(instance: ShallowInstance, kind: string, anchors: readonly number[]): Base {
  const examples: number[] = [];
  instance.examples.forEach(({ response }, e) => {
    if (response === '*') return;
    if (kind === 'general' || (response === '0') === (kind === 'and')) examples.push(e);
  });
  const k = Math.max(1, Math.min(instance.hidden, examples.length));
  if (kind !== 'general') {
    need(kind === 'and' || kind === 'and-complement');
    need(
      new Set(anchors).size === anchors.length &&
        anchors.length < k &&
        anchors.every((a) => examples.includes(a)),
    );
    return andBase(examples, k, anchors);
  }
  need(anchors.length === 0);
  const fires = (j: number, e: number): number => examples.indexOf(e) * k + j + 1;
  const clauses: number[][] = [];
  const one = (e: number): boolean => instance.examples[e]!.response === '1';
  let fresh = examples.length * k;
  const xor = instance.output === 'xor';
  if (xor)
    for (const e of examples) {
      let sum = fires(0, e);
      for (let j = 1; j < k; j++) {
        const [a, b, c] = [++fresh, sum, fires(j, e)];
        clauses.push([-a, b, c], [-a, -b, -c], [a, -b, c], [a, b, -c]);
        sum = a;
      }
      clauses.push([one(e) ? sum : -sum]);
    }
  else {
    need(instance.output === 'threshold' && k <= 8);
    const table = (b: number): number => examples.length * k + 1 + b;
    for (const e of examples)
      for (let b = 0; b < 2 ** k; b++) {
        const clause: number[] = [];
        for (let j = 0; j < k; j++) clause.push(b & (2 ** j) ? -fires(j, e) : fires(j, e));
        clauses.push([...clause, one(e) ? table(b) : -table(b)]);
      }
    fresh += 2 ** k;
    for (let s = 1; s < 2 ** k; s++)
      for (let t = 0; t < s; t++) {
        if (s & t || (s | t) === 2 ** k - 1) continue;
        fresh++;
        for (let z = 2 ** k - 1; z >= 0; z--)
          if ((z & (s | t)) === 0)
            clauses.push([-fresh, -table(s | z), table(t | z)], [fresh, table(s | z), -table(t | z)]);
      }
  }
  const free = xor ? k - 1 : k;
  const [first, second] = examples;
  if (first !== undefined) for (let j = 0; j < free; j++) clauses.push([fires(j, first)]);
  if (second !== undefined)
    for (let j = 1; j < free; j++) clauses.push([fires(j - 1, second), -fires(j, second)]);
  return {
    clauses,
    edge: (accept, reject) =>
      Array.from({ length: 2 * k }, (_, n) => {
        const [j, sign] = [Math.floor(n / 2), n % 2 === 0 ? -1 : 1];
        return [...accept.map(([e]) => sign * fires(j, e)), ...reject.map(([e]) => -sign * fires(j, e))];
      }),
  };
}

function andBase(examples: readonly number[], k: number, anchors: readonly number[]): Base {
  const rejects = (j: number, e: number): number => {
    const i = examples.indexOf(e);
    return k === 2 ? (j === 0 ? -(i + 1) : i + 1) : i * k + j + 1;
  };
  const units = Array.from({ length: k }, (_, j) => j);
  return {
    clauses: [
      ...(k > 2 ? examples.map((e) => units.map((j) => rejects(j, e))) : []),
      ...anchors.flatMap((a, i) => units.filter((j) => j > i).map((j) => [-rejects(j, a)])),
    ],
    edge: (_accept, reject) => (k === 1 ? [[]] : units.map((j) => reject.map(([e]) => -rejects(j, e)))),
  };
}

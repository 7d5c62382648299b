// A second, naive reading of NO certificates, from the description of the format; it shares no code with the checker.
import { createHash } from 'node:crypto';
import { training } from '../../src/problem/training/problem.ts';
import type { ShallowInstance } from '../../src/problem/training/shallow.ts';

type Side = [number, string][];

/** Whether a text is a certificate that proves NO. Slow, and for right files only: of wrong ones it says false. */
export function provesNo(instance: ShallowInstance, text: string): boolean {
  try {
    return proves(instance, text);
  } catch (error) {
    if (error instanceof Wrong || error instanceof SyntaxError) return false;
    throw error;
  }
}

class Wrong extends Error {}

function need(condition: boolean): asserts condition {
  if (!condition) throw new Wrong();
}

function proves(instance: ShallowInstance, text: string): boolean {
  const lines = text.replace(/\n$/, '').split('\n');
  const header = JSON.parse(lines.shift()!) as Record<string, unknown>;
  need(header['format'] === 'trainsat.certificate/1' && header['answer'] === 'NO');
  need(header['instance'] === createHash('sha256').update(training.canonical(instance)).digest('hex'));
  const refuted: string[] = [];
  while (lines.length > 0) {
    const { case: kind, anchors } = JSON.parse(lines.shift()!) as { case: string; anchors: number[] };
    const base = baseFormula(instance, kind, anchors);
    const clauses = new Map(base.clauses.map((clause, i) => [i + 1, clause]));
    let last = clauses.size;
    while (lines[0]?.startsWith('{') && !lines[0].includes('"case"')) {
      const { accept, reject } = JSON.parse(lines.shift()!) as { accept: Side; reject: Side };
      requireBalance(instance, kind, accept, reject);
      for (const clause of base.edge(accept, reject)) clauses.set(++last, clause);
    }
    let done = [...clauses.values()].some((clause) => clause.length === 0);
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
    refuted.push(kind);
  }
  return settles(instance, refuted);
}

function follows(clause: number[], hints: number[], clauses: ReadonlyMap<number, number[]>): boolean {
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
  need(accept.length > 0 && reject.length > 0);
  need(new Set([...accept, ...reject].map(([e]) => e)).size === accept.length + reject.length);
  // Everything over one denominator.
  let total = 0n;
  const sums = Array.from({ length: instance.architecture.inputs }, () => ({
    numerator: 0n,
    denominator: 1n,
  }));
  for (const [sign, side] of [
    [1n, accept],
    [-1n, reject],
  ] as const)
    for (const [e, multiplier] of side) {
      need(/^[1-9]\d*$/.test(multiplier));
      const example = instance.examples[e];
      need(example !== undefined && example.response !== '*');
      if (kind !== 'general') need((example.response === '1') === ((kind === 'and') === sign > 0n));
      total += sign * BigInt(multiplier);
      sums.forEach((sum, j) => {
        const x = example.stimulus[j]!;
        const [p, q] = typeof x === 'string' ? [BigInt(x), 1n] : [x.numerator, x.denominator];
        sum.numerator = sum.numerator * q + sign * BigInt(multiplier) * p * sum.denominator;
        sum.denominator *= q;
      });
    }
  need(total === 0n && sums.every(({ numerator }) => numerator === 0n));
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

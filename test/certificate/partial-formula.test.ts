// The formula of an AND where some examples may be wrong: its text for a tiny instance, and that it says exactly what a
// network can do. No engine is asked.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partialFormula } from '../../src/certificate/partial-formula.ts';
import type { ShallowInstance } from '../../src/problem/training/shallow.ts';
import { totalWeight } from '../../src/problem/training/schema.ts';
import { bruteForceOptimum } from '../loading-brute-force.ts';
import { booleanInstance } from '../instances.ts';
import { partialInstances } from './partial-instances.ts';
import { solveNaively } from './dpll.ts';
import { allEdges, unitRows } from './small-networks.ts';

type Kind = 'and' | 'and-complement';

const sides = (accept: readonly number[], reject: readonly number[]) => ({
  accept: accept.map((e) => [e, 1n] as const),
  reject: reject.map((e) => [e, 1n] as const),
});

test('the numbering, which is part of the certificate format', () => {
  const instance = booleanInstance(2, 'and', [
    ['00', 1],
    ['01', 0],
    ['10', '*'],
    ['11', 0],
    ['11', 1],
  ]);
  const some: ShallowInstance = {
    ...instance,
    examples: instance.examples.map((example, e) => (e === 4 ? { ...example, weight: 2 } : example)),
    require: { atLeast: 5 },
  };
  const formula = partialFormula(some, 'and', [3])!;
  expect(formula).toMatchObject({ units: 2, examples: [1, 3] });
  expect([1, 3].map((e) => [formula.literal(0, e), formula.literal(1, e)])).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect([0, 1, 2, 3, 4].map(formula.counted)).toEqual([5, 6, NaN, 7, 8]);
  expect([0, 2, 4].map((e) => formula.literal(0, e))).toEqual([NaN, NaN, NaN]);
  // A counted negative is rejected; unit 1 rejects no anchor; of what is not counted the weight is at most 1.
  expect(formula.clauses.slice(0, 4)).toEqual([[-6, 1, 2], [-7, 3, 4], [-4], [8]]);
  expect(formula.edgeClauses(sides([0, 4], [1, 3]))).toEqual([
    [-5, -8, -1, -3],
    [-5, -8, -2, -4],
  ]);
});

/** The base clauses and those of all true edges. */
function clausesOf(instance: ShallowInstance, kind: Kind, anchors: readonly number[]) {
  const formula = partialFormula(instance, kind, anchors)!;
  const { examples } = instance;
  const points = examples.map(({ stimulus }) => [...(stimulus as string)].map(Number));
  const positive = kind === 'and' ? '1' : '0';
  const edges = allEdges(unitRows(points), points.length).filter(
    ({ accept, reject }) =>
      accept.every((e) => examples[e]!.response === positive) &&
      reject.every((e) => formula.examples.includes(e)),
  );
  return [
    ...formula.clauses,
    ...edges.flatMap(({ accept, reject }) => formula.edgeClauses(sides(accept, reject))),
  ];
}

const KIND_OF: Readonly<Record<string, Kind>> = {
  and: 'and',
  nor: 'and',
  nand: 'and-complement',
  or: 'and-complement',
};

test('with all true edges there is a model exactly when a network gets enough right, whatever the anchors', () => {
  const seen = { yes: 0, no: 0 };
  fc.assert(
    fc.property(partialInstances(6), fc.infiniteStream(fc.nat(1000)), (base, draws) => {
      const { hidden, output } = base;
      const kinds: readonly Kind[] = KIND_OF[output] ? [KIND_OF[output]] : ['and', 'and-complement'];
      // Of more than two units under a free output or XOR no AND decides.
      fc.pre(kinds.length === 1 || hidden <= 1 || (output === 'threshold' && hidden === 2));
      const optimum = bruteForceOptimum(base);
      for (const atLeast of [optimum - 1, optimum, optimum + 1]) {
        if (atLeast < 0 || atLeast >= totalWeight(base)) continue;
        const instance = { ...base, require: { atLeast } };
        const works = kinds.map((kind) => {
          const { examples, units } = partialFormula(instance, kind, [])!;
          const anchors = drawn(examples, draws.next().value % units, draws);
          return 'model' in solveNaively(clausesOf(instance, kind, anchors));
        });
        const answer = atLeast <= optimum;
        seen[answer ? 'yes' : 'no']++;
        if (hidden <= 1) expect(new Set(works)).toEqual(new Set([answer]));
        else expect(works.includes(true)).toBe(answer);
      }
    }),
    { numRuns: 150 },
  );
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(6);
});

/** Some of the items, in any order. */
function drawn(items: readonly number[], count: number, draws: Iterator<number>): number[] {
  const left = [...items];
  return Array.from({ length: count }, () => left.splice(draws.next().value % left.length, 1)[0]!);
}

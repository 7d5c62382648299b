// The formula of a case: its text for the tiniest instances, and that it says exactly what a network can do.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requiredCases } from '../../src/certificate/check.ts';
import { caseFormula } from '../../src/certificate/formula.ts';
import type { SplitCase } from '../../src/certificate/format.ts';
import { booleanInstance, setSystemPoints } from '../instances.ts';
import { solveNaively } from './dpll.ts';
import {
  allEdges,
  networkExists,
  smallInstance,
  smallInstances,
  unitRows,
  type SmallInstance,
} from './small-networks.ts';

const text = (clauses: readonly (readonly number[])[]): string[] => clauses.map((clause) => clause.join(' '));
const sides = (accept: number[], reject: number[]) => ({
  accept: accept.map((e) => [e, 1n] as const),
  reject: reject.map((e) => [e, 1n] as const),
});

describe('the numbering, which is part of the certificate format', () => {
  const labels: [string, 0 | 1 | '*'][] = [
    ['00', 0],
    ['01', 1],
    ['10', '*'],
    ['11', 0],
    ['11', 0],
  ];

  test('one unit: no variables, an edge is the empty clause', () => {
    const formula = caseFormula(booleanInstance(1, 'and', labels), 'and', [])!;
    expect(formula).toMatchObject({ units: 1, examples: [0, 3, 4], variables: 0, clauses: [] });
    expect(formula.edgeClauses(sides([1], [0, 3]))).toEqual([[]]);
  });

  test('two units: a variable for each negative, true for unit 1', () => {
    const formula = caseFormula(booleanInstance(2, 'and', labels), 'and', [3])!;
    expect(formula).toMatchObject({ units: 2, examples: [0, 3, 4], variables: 3, clauses: [[-2]] });
    expect([0, 3, 4].map((e) => [formula.literal(0, e), formula.literal(1, e)])).toEqual([
      [-1, 1],
      [-2, 2],
      [-3, 3],
    ]);
    expect(text(formula.edgeClauses(sides([1], [0, 4])))).toEqual(['1 3', '-1 -3']);
  });

  test('three units: at least one of them for each negative; anchors name them', () => {
    const formula = caseFormula(booleanInstance(5, 'and', labels), 'and', [4, 0])!;
    expect(formula).toMatchObject({ units: 3, examples: [0, 3, 4], variables: 9 });
    expect(text(formula.clauses)).toEqual(['1 2 3', '4 5 6', '7 8 9', '-8', '-9', '-3']);
    expect(text(formula.edgeClauses(sides([1], [0, 3])))).toEqual(['-1 -4', '-2 -5', '-3 -6']);
  });

  test('the complement has the other label for negatives', () => {
    const formula = caseFormula(booleanInstance(2, 'or', labels), 'and-complement', [])!;
    expect(formula).toMatchObject({ units: 1, examples: [1] });
  });

  test('XOR of two: parities, unit 0 fires on the first example', () => {
    const formula = caseFormula(booleanInstance(2, 'xor', labels.slice(0, 3)), 'general', [])!;
    expect(formula).toMatchObject({ units: 2, examples: [0, 1], variables: 6 });
    expect(text(formula.clauses)).toEqual([
      '-5 1 2',
      '-5 -1 -2',
      '5 -1 2',
      '5 1 -2',
      '-5',
      '-6 3 4',
      '-6 -3 -4',
      '6 -3 4',
      '6 3 -4',
      '6',
      '1',
    ]);
    expect(text(formula.edgeClauses(sides([0], [1])))).toEqual(['-1 3', '1 -3', '-2 4', '2 -4']);
  });

  test('XOR of three: units 0 and 1 are sorted on the second example', () => {
    const formula = caseFormula(booleanInstance(3, 'xor', labels), 'general', [])!;
    expect(formula.units).toBe(3);
    expect(text(formula.clauses).slice(-3)).toEqual(['1', '2', '4 -5']);
    expect(text(formula.clauses).slice(0, 9)).toEqual([
      '-13 1 2',
      '-13 -1 -2',
      '13 -1 2',
      '13 1 -2',
      '-14 13 3',
      '-14 -13 -3',
      '14 -13 3',
      '14 13 -3',
      '-14',
    ]);
  });

  test('a free output of two: its table, whose patterns count unit 0 as 1', () => {
    const formula = caseFormula(booleanInstance(3, 'threshold', labels.slice(0, 2)), 'general', [])!;
    expect(formula).toMatchObject({ units: 2, examples: [0, 1], variables: 10 });
    expect(text(formula.clauses)).toEqual([
      '1 2 -5',
      '-1 2 -6',
      '1 -2 -7',
      '-1 -2 -8',
      '3 4 5',
      '-3 4 6',
      '3 -4 7',
      '-3 -4 8',
      // Unit 0 against none, unit 1 against none, unit 1 against unit 0.
      '-9 -8 7',
      '9 8 -7',
      '-9 -6 5',
      '9 6 -5',
      '-10 -8 6',
      '10 8 -6',
      '-10 -7 5',
      '10 7 -5',
      '1',
      '2',
      '3 -4',
    ]);
  });

  test('what is too large has no formula', () => {
    const many = Array.from({ length: 9 }, (_, e): [string, 0 | 1] => [
      e.toString(2).padStart(4, '0'),
      e % 2 === 0 ? 0 : 1,
    ]);
    expect(caseFormula(booleanInstance(9, 'threshold', many), 'general', [])).toBeUndefined();
    expect(caseFormula(booleanInstance(8, 'threshold', many), 'general', [])).toBeDefined();
    expect(caseFormula(booleanInstance(9, 'xor', many), 'general', [])).toBeDefined();
  });
});

/** Whether the cases' formulas with all true edges are refuted as a NO needs it. */
function refuted(small: SmallInstance, rows: readonly number[], draws: Iterator<number>): boolean {
  const { instance, points } = small;
  const response = (e: number): string => instance.examples[e]!.response;
  const edges = allEdges(rows, points.length).filter(({ accept, reject }) =>
    [...accept, ...reject].every((e) => response(e) !== '*'),
  );
  const possible = (kind: SplitCase): boolean => {
    const { examples, units } = caseFormula(instance, kind, [])!;
    const formula = caseFormula(instance, kind, kind === 'general' ? [] : drawn(examples, units - 1, draws))!;
    const usable = edges.filter(
      ({ accept, reject }) =>
        kind === 'general' ||
        (reject.every((e) => examples.includes(e)) && !accept.some((e) => examples.includes(e))),
    );
    const clauses = usable.flatMap(({ accept, reject }) => formula.edgeClauses(sides(accept, reject)));
    return 'model' in solveNaively([...formula.clauses, ...clauses]);
  };
  return requiredCases(instance).every((kinds) => kinds.some((kind) => !possible(kind as SplitCase)));
}

const draws = fc.infiniteStream(fc.nat(1000));

describe('base formula and all true edges have a model exactly when a network works in one of the required ways', () => {
  test('random instances, every output, up to four units, random anchors', () => {
    const seen = { yes: 0, no: 0 };
    fc.assert(
      fc.property(smallInstances, draws, (small, stream) => {
        const rows = unitRows(small.points);
        const answer = networkExists(small, rows);
        seen[answer ? 'yes' : 'no']++;
        expect(refuted(small, rows, stream)).toBe(!answer);
      }),
      { numRuns: 600 },
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(120);
  });

  // Here no unit is to spare, so an unsound naming of units would show.
  test.each(['xor', 'threshold'] as const)('alternating labels on a line, any order, output %s', (output) => {
    const seen = { yes: 0, no: 0 };
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 4 }), fc.nat(1), draws, (changes, phase, stream) => {
        const line = Array.from({ length: changes + 1 }, (_, x) => x);
        const points = shuffled(line, stream).map((x) => [x]);
        for (const hidden of [changes - 1, changes]) {
          const small = smallInstance(
            hidden,
            output,
            points,
            points.map(([x]) => ((x! + phase) % 2 === 0 ? '1' : '0')),
          );
          const rows = unitRows(points);
          const answer = networkExists(small, rows);
          seen[answer ? 'yes' : 'no']++;
          expect(refuted(small, rows, stream)).toBe(!answer);
        }
      }),
      { numRuns: 30 },
    );
    expect(seen).toEqual({ yes: expect.any(Number), no: expect.any(Number) });
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(20);
  });

  // For the points of Blum and Rivest the minimal edges are the minimal sets of the system.
  test('colourings of random set systems, any anchors', () => {
    const seen = { yes: 0, no: 0 };
    const system = fc.array(fc.uniqueArray(fc.nat(5), { minLength: 2, maxLength: 3 }), {
      minLength: 8,
      maxLength: 24,
      size: 'max',
    });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 4 }), system, draws, (units, sets, stream) => {
        const instance = booleanInstance(units, 'and', setSystemPoints(6, sets));
        const anchors = drawn([1, 2, 3, 4, 5, 6], units - 1, stream);
        const formula = caseFormula(instance, 'and', anchors)!;
        const clauses = sets.flatMap((set, i) =>
          formula.edgeClauses(
            sides(
              [0, 7 + i],
              set.map((q) => q + 1),
            ),
          ),
        );
        const colourable = Array.from({ length: units ** 6 }, (_, code) => code).some((code) =>
          sets.every((set) => new Set(set.map((q) => Math.floor(code / units ** q) % units)).size > 1),
        );
        seen[colourable ? 'yes' : 'no']++;
        expect('model' in solveNaively([...formula.clauses, ...clauses])).toBe(colourable);
      }),
      { numRuns: 300 },
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(50);
  });
});

/** All items, in any order. */
function shuffled<T>(items: readonly T[], draws: Iterator<number>): T[] {
  const left = [...items];
  return items.map(() => left.splice((draws.next().value as number) % left.length, 1)[0]!);
}

/** Some items, at most `most`, in any order. */
function drawn(items: readonly number[], most: number, draws: Iterator<number>): number[] {
  const length = most > 0 ? (draws.next().value as number) % (most + 1) : 0;
  return shuffled(items, draws).slice(0, length);
}

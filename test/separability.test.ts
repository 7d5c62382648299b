// The test helpers themselves: separability against the known counts of threshold functions, the gadget's
// facts, the iff.
import { describe, expect, test } from 'vitest';
import type { Reduction } from '../src/catalogue/reduction.ts';
import { setSplitting, type SetSystem, type Splitting } from '../src/problem/set-splitting.ts';
import { setSplittingToNaeSat } from '../reductions/set-splitting-to-nae-sat.ts';
import { naeSat } from '../src/problem/nae-sat.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';
import { expectIff } from './iff.ts';
import { firesOn, separate } from './separability.ts';
import { naeModels, setSystems, splittings } from './small-sources.ts';
import { fits, thresholdFunctions, xor } from './training-witnesses.ts';

test('there are 4, 14, 104 and 1882 threshold functions of 1 to 4 variables', () => {
  expect([1, 2, 3, 4].map((n) => thresholdFunctions(n).length)).toEqual([4, 14, 104, 1882]);
});

test('separate returns a unit that separates, and nothing for the diagonals of a square', () => {
  const accept = [
    [0, 1, 1],
    [1, 1, 0],
  ];
  const reject = [
    [0, 0, 0],
    [1, 0, 1],
  ];
  const unit = separate(3, accept, reject)!;
  expect(accept.map((p) => firesOn(unit, p))).toEqual([true, true]);
  expect(reject.map((p) => firesOn(unit, p))).toEqual([false, false]);
  const [a, b, c, d] = [
    [0, 0],
    [1, 1],
    [0, 1],
    [1, 0],
  ];
  expect(separate(2, [a, b], [c, d])).toBeUndefined();
  expect(separate(0, [[]], [[]])).toBeUndefined();
  expect(separate(0, [[]], [])).toBeDefined();
});

describe("Blum and Rivest's gadget", () => {
  // Points y with first coordinate lowest: 000, 101, 011 are positive; 100, 010, 001, 111 negative; 110 is free.
  const labels = [true, false, false, null, false, true, true, false];
  const units = thresholdFunctions(3);
  const outputs = thresholdFunctions(2);
  const solutions = outputs.flatMap((table) =>
    units.flatMap((first) =>
      units.flatMap((second) =>
        fits([first, second], ([a, b]) => table[Number(a) + 2 * Number(b)]!, labels)
          ? [{ table, first }]
          : [],
      ),
    ),
  );

  test('every threshold output that fits it is 1 on exactly one pattern', () => {
    expect(solutions.length).toBeGreaterThan(0);
    for (const { table } of solutions) expect(table.filter(Boolean)).toHaveLength(1);
  });

  test('the pure AND solution is unique up to exchanging the units', () => {
    const and = solutions.filter(({ table }) => table[3]).map(({ first }) => first);
    const rejects = and.map((first) => first.flatMap((fires, code) => (fires ? [] : [code])).join());
    expect(rejects.toSorted()).toEqual(['1,2,3,7', '4']);
  });

  test('every one of its points is needed', () => {
    for (const [e, label] of labels.entries()) {
      if (label === null) continue;
      const fewer = labels.map((other, i) => (i === e ? null : other));
      const others = outputs.some(
        (table) =>
          table.filter(Boolean).length !== 1 &&
          units.some((a) =>
            units.some((b) => fits([a, b], ([x, y]) => table[Number(x) + 2 * Number(y)]!, fewer)),
          ),
      );
      expect(others, `without point ${e}`).toBe(true);
    }
  });

  test('an XOR fits it, so it says nothing about such an output', () => {
    const pairs = units.flatMap((a) => units.filter((b) => fits([a, b], xor, labels)));
    expect(pairs).toHaveLength(16);
  });
});

describe('the iff helper refuses', () => {
  type Given = Reduction<SetSystem, Splitting, Cnf, Assignment>;
  const run = (reduction: Given, instances = setSystems(3, 1)) => {
    const targetWitnesses = naeModels;
    expectIff({
      reduction,
      source: setSplitting,
      target: naeSat,
      instances,
      sourceWitnesses: splittings,
      targetWitnesses,
      no: 1,
      yes: 1,
    });
  };
  const right = setSplittingToNaeSat;

  test('nothing of a right reduction', () => {
    run(right);
  });

  test.each<[string, Given, RegExp]>([
    [
      'a lost clause',
      { ...right, reduce: (s) => ({ ...right.reduce(s), clauses: right.reduce(s).clauses.slice(1) }) },
      /size of/,
    ],
    [
      'an unsound map',
      {
        ...right,
        reduce: (s) => ({ ...right.reduce(s), clauses: right.reduce(s).clauses.map((c) => [...c, 1, -1]) }),
      },
      /target answer/,
    ],
    ['a wrong size', { ...right, size: () => ({ variables: 0, clauses: 0 }) }, /size of/],
    [
      'a wrong forward map',
      { ...right, forward: (s) => Array.from({ length: s.elements }, () => true) },
      /forward on/,
    ],
    [
      'a wrong extract map',
      { ...right, extract: (s) => ({ first: Array.from({ length: s.elements }, () => false) }) },
      /extract on/,
    ],
  ])('%s', (_, reduction, message) => {
    expect(() => run(reduction)).toThrow(message);
  });

  test('output that changes from run to run', () => {
    let runs = 0;
    const reduce = (s: SetSystem): Cnf => ({ ...right.reduce(s), comments: [`${(runs += 1)}`] });
    expect(() => run({ ...right, reduce })).toThrow(/second run/);
  });

  test('a list without NO-instances or without YES-instances', () => {
    expect(() => run(right, [{ elements: 2, sets: [[0, 1]] }])).toThrow(/NO-instances/);
    expect(() => run(right, [{ elements: 2, sets: [[0]] }])).toThrow(/YES-instances/);
  });
});

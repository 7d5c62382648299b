// The LRAT checker against a naive one, on right proofs and on wrong ones, whole and in pieces.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LratChecker } from '../../src/certificate/lrat.ts';
import { RefutationChecker } from '../../src/certificate/refutation-checker.ts';
import { checkLrat } from '../lrat.ts';
import { pigeonhole } from '../pigeonhole.ts';
import { solveNaively } from './dpll.ts';

type Clauses = readonly (readonly number[])[];

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What is wrong with a proof; undefined when it is right. */
function fault(
  clauses: Clauses,
  proof: string | Uint8Array,
  piece = Infinity,
  variables?: number,
): string | undefined {
  const most = Math.max(0, ...clauses.flat().map(Math.abs));
  const checker = new RefutationChecker({ variables: variables ?? most, clauses });
  const whole = typeof proof === 'string' ? bytes(proof) : proof;
  for (let at = 0; at < whole.length; at += piece) checker.push(whole.subarray(at, at + piece));
  const check = checker.end();
  return check.ok ? undefined : check.reason;
}

/** x, y: all four clauses. */
const SQUARE = [
  [1, 2],
  [1, -2],
  [-1, 2],
  [-1, -2],
];
const PROOF = '5 1 0 1 2 0\n5 d 1 2 0\n6 0 5 3 4 0\n';

describe('a small refutation', () => {
  test('is accepted, with any white space, without its last newline, and whatever follows it', () => {
    for (const text of [
      PROOF,
      PROOF.trimEnd(),
      PROOF.replaceAll('\n', '\r\n'),
      PROOF.replaceAll(' ', ' \t '),
      `${PROOF}7 d 6 0\nnonsense`,
      '7 1 0 1 2 0\n7 d 0\n2147483647 0 7 3 4 0\n',
    ])
      expect(fault(SQUARE, text), text).toBeUndefined();
  });

  test.each([
    ['', 'expected the empty clause, found the end of the proof'],
    ['5 1 0 1 2 0\n', 'expected the empty clause, found the end of the proof'],
    ['5 1 0 1 0\n', 'line 1: step 5: expected its hints to end in a contradiction, found none'],
    ['5 1 0 0\n', 'line 1: step 5: expected its hints to end in a contradiction, found none'],
    ['5 0 1 2 0\n', 'line 1: step 5: expected hint 1 to leave one literal open, found more'],
    ['5 1 0 1 2 3 0\n', 'line 1: step 5: expected no hints after the contradiction, found 3'],
    ['5 1 0 1 9 0\n', 'line 1: step 5: expected a clause as hint (RUP only), found 9, which is not there'],
    ['5 1 0 1 5 0\n', 'line 1: step 5: expected a clause as hint (RUP only), found 5, which is not there'],
    ['5 1 0 1 -2 0\n', 'line 1: step 5: expected a clause as hint (RUP only), found -2, which is not there'],
    ['5 1 0 1 0 2 0\n', 'line 1: step 5: expected its hints to end in a contradiction, found none'],
    ['5 1 -1 0 0\n', 'line 1: step 5: expected no literal and its negation, found both of 1'],
    ['5 3 0 1 2 0\n', 'line 1: step 5: expected literals up to 2, found 3'],
    ['5 -2147483647 0 0\n', 'line 1: step 5: expected literals up to 2, found -2147483647'],
    ['5 -0 0 1 2 0\n', 'line 1: step 5: expected its hints to end in a contradiction, found none'],
    ['4 1 0 1 2 0\n', 'line 1: step 4: expected an ID above 4'],
    ['0 1 0 1 2 0\n', 'line 1: step 0: expected an ID above 4'],
    ['-5 1 0 1 2 0\n', 'line 1: step -5: expected an ID above 4'],
    ['5 1 0 1 2 0\n5 0 5 3 4 0\n', 'line 2: step 5: expected an ID above 5'],
    [
      '5 1 0 1 2 0\n5 d 3 0\n6 0 5 3 4 0\n',
      'line 3: step 6: expected a clause as hint (RUP only), found 3, which is not there',
    ],
    ['5 d 1 1 0\n', 'line 1: step 5: expected a clause to delete, found 1, which is not there'],
    ['5 d 7 0\n', 'line 1: step 5: expected a clause to delete, found 7, which is not there'],
    ['5 d -1 0\n', 'line 1: step 5: expected a clause to delete, found -1, which is not there'],
  ])('%j: %s', (text, reason) => {
    expect(fault(SQUARE, text)).toBe(reason);
  });

  test.each([
    '\n',
    'x',
    'a\u0005\u0002\u0000',
    '5',
    '5 0',
    '5 1',
    '5 1 0 1 2',
    '5 1 0 1 2 0 0',
    '5 d',
    '5 d 1',
    '5 d 0 1 0',
    '5 1.5 0 1 2 0',
    '5 1e3 0 1 2 0',
    '5 NaN 0',
    '5 +1 0 1 2 0',
    '5 1 0 1 2-0',
    '5 1 0 1 2 0 d',
    '5 dd 1 0',
    '5 d1 0',
    '5d 1 0',
    'd 1 0',
    '5 1 d 1 0',
    '5 1 0 1 2 0 - 0',
    '5 1 0 1 2147483648 0',
    '5 1 0 1 99999999999999999999999999999999 0',
    '2147483648 1 0 1 2 0',
    '5 1 0 1 2 0\0',
    '5 1 0 １ 2 0',
  ])('%j is no step', (text) => {
    expect(fault(SQUARE, text)).toMatch(/^line 1: expected a step "ID LITERALS 0 HINTS 0" or "ID d IDS 0"/);
  });

  test('clauses with the same literal twice, and with a literal and its negation', () => {
    expect(
      fault(
        [
          [1, 1],
          [-1, -1, -1],
        ],
        '3 0 1 2 0\n',
      ),
    ).toBeUndefined();
    expect(fault([[1, -1], [-1]], '3 0 2 1 0\n')).toMatch('expected its hints to end in a contradiction');
    expect(fault([[1], [-1]], '3 1 1 0 1 0\n4 0 3 2 0\n')).toBeUndefined();
  });

  test('a literal that the formula lacks is no part of a clause', () => {
    for (const literal of [0, 3, -3, NaN])
      expect(() => new LratChecker(2).addClause([1, literal])).toThrow('expected literals up to 2, found');
  });

  test('a formula with the empty clause needs no step, and one without clauses has no refutation', () => {
    expect(fault([[1], []], '')).toBeUndefined();
    expect(fault([], '1 0 0\n')).toBe(
      'line 1: step 1: expected its hints to end in a contradiction, found none',
    );
  });
});

const literal = fc.integer({ min: 1, max: 6 }).chain((v) => fc.constantFrom(v, -v));
const formula = fc.array(fc.array(literal, { minLength: 1, maxLength: 3 }), {
  minLength: 10,
  maxLength: 60,
  size: 'max',
});

describe('against a naive checker', () => {
  test('refutations of random formulas are accepted, in pieces of any size', () => {
    let refuted = 0;
    fc.assert(
      fc.property(formula, fc.integer({ min: 1, max: 60 }), (clauses, piece) => {
        const found = solveNaively(clauses);
        if ('model' in found) return;
        refuted++;
        const proof = found.lines.map((line) => `${line}\n`).join('');
        expect(checkLrat(clauses, proof)).toBe(true);
        expect(fault(clauses, proof, piece)).toBeUndefined();
        const last = proof.trimEnd().lastIndexOf('\n');
        expect(fault(clauses, proof.slice(0, last + 1), piece)).toMatch('found the end of the proof');
      }),
      { numRuns: 500 },
    );
    expect(refuted).toBeGreaterThan(200);
  });

  test('a proof with one number changed, one line lost or two exchanged fares alike', () => {
    const seen = { right: 0, wrong: 0 };
    const clauses = pigeonhole(4, 3);
    const found = solveNaively(clauses) as { lines: string[] };
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(6), fc.integer({ min: -3, max: 60 }), (a, b, how, value) => {
        const lines = [...found.lines];
        const at = a % lines.length;
        if (how === 0) lines.splice(at, 1);
        else if (how === 1)
          lines.splice(b % lines.length, 1, lines.splice(at, 1, lines[b % lines.length]!)[0]!);
        else {
          const words = lines[at]!.split(' ');
          const word = b % words.length;
          // The ID before a deletion says nothing.
          fc.pre(word > 0 || words[1] !== 'd');
          if (how === 2) words.splice(word, 1);
          else if (how === 3) words.splice(word, 0, `${value}`);
          else words[word] = `${value}`;
          lines[at] = words.join(' ');
        }
        const proof = lines.join('\n');
        const mine = fault(clauses, proof, Infinity, 60) === undefined;
        seen[mine ? 'right' : 'wrong']++;
        let naive: boolean | string;
        try {
          naive = checkLrat(clauses, proof);
        } catch (error) {
          naive = (error as Error).message;
        }
        // A hint whose one open literal is true already is harmless, and passes here.
        if (mine) expect(naive === true || String(naive).includes('is true already'), proof).toBe(true);
        else expect(naive, proof).not.toBe(true);
      }),
      { numRuns: 3000 },
    );
    expect(seen.wrong).toBeGreaterThan(2000);
    expect(seen.right).toBeLessThan(400);
  });
});

describe('much of everything', () => {
  test('clauses that are deleted make room, those that are not stay what they are', () => {
    // Each clause holds the literal 1 and follows from the unit clause 1 alone; one that stays refutes its own copy.
    const variables = 50;
    const lines: string[] = [];
    const alive = new Map<number, string>();
    let id = 2;
    let seed = 1;
    const random = (bound: number): number => (seed = (seed * 48271) % 2147483647) % bound;
    for (let step = 0; step < 60_000; step++) {
      id += 1 + (random(10) === 0 ? random(5000) : 0);
      const literals = Array.from({ length: 1 + random(20) }, () => 2 + random(variables - 1));
      const clause = `1 ${literals.join(' ')}`;
      lines.push(`${id} ${clause} 0 1 0`);
      alive.set(id, clause);
      if (alive.size > 200) {
        const doomed = [...alive.keys()][random(200)]!;
        lines.push(`${id} d ${doomed} 0`);
        alive.delete(doomed);
      }
    }
    for (const [kept, clause] of alive) lines.push(`${++id} ${clause} 0 ${kept} 0`);
    lines.push(`${++id} 0 1 2 0`, '');
    const text = lines.join('\n');
    expect(fault([[1], [-1]], text, 1 << 16, variables)).toBeUndefined();
    const [first] = alive;
    const wrong = text.replace(`${first![1]} 0 ${first![0]} 0`, `1 0 ${first![0]} 0`);
    expect(fault([[1], [-1]], wrong, 1 << 16, variables)).toMatch('to leave one literal open');
  });

  test('a proof that deletes what it adds never ends at the memory limit', () => {
    const length = 1000;
    const checker = new LratChecker(length, 2);
    checker.addClause([1]);
    const literals = Array.from({ length }, (_, i) => i + 1).join(' ');
    for (let id = 2; id < 5000; id++)
      for (const line of [`${id} ${literals} 0 1 0\n`, `${id} d ${id} 0\n`]) checker.line(bytes(line), 0);
    expect(checker.refuted).toBe(false);
  });

  test('a proof that never deletes ends at the memory limit, and so does one with IDs far apart', () => {
    for (const [gap, length] of [
      [1, 1000],
      [5000, 1],
    ] as const) {
      const checker = new LratChecker(length + 1, 2);
      checker.addClause([1]);
      const literals = Array.from({ length }, (_, i) => i + 1).join(' ');
      const endless = (): void => {
        for (let id = 2; ; id += gap) checker.line(bytes(`${id} ${literals} 0 1 0\n`), 0);
      };
      expect(endless).toThrow('expected clauses that fit into 2 MiB, found more');
    }
  });

  test('a line without an end is refused before it fills the memory', () => {
    const checker = new RefutationChecker({ variables: 1, clauses: [[1], [-1]] });
    const block = new Uint8Array(2 ** 20).fill(0x31);
    for (let i = 0; i < 200; i++) checker.push(block);
    expect(checker.end()).toMatchObject({ reason: expect.stringContaining('of at most 64 MiB') });
  });
});

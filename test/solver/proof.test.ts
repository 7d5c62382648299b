// Proofs as they leave the house: LRAT and DRAT, text and binary, whole and trimmed, checked by naive checkers.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDrat } from '../drat.ts';
import { checkLrat } from '../lrat.ts';
import { pigeonhole } from '../pigeonhole.ts';
import { random3Sat } from '../random-cnf.ts';
import { createCdcl } from '../../src/solver/cdcl.ts';
import { DratWriter, LratWriter, ProofLog, type Write } from '../../src/solver/proof.ts';

type Clauses = readonly (readonly number[])[];

const log = async (formula: Clauses, format: 'lrat' | 'drat' = 'lrat'): Promise<ProofLog> => {
  const proof = new ProofLog();
  const solver = await createCdcl({ proof: { format, sink: proof.push } });
  for (const clause of formula) solver.addClause(clause);
  expect(solver.solveNow()).toBe('unsat');
  return proof;
};

const collect = (run: (write: Write) => void): Uint8Array => {
  const blocks: Uint8Array[] = [];
  run((block) => blocks.push(block));
  return Buffer.concat(blocks);
};
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const lrat = (proof: ProofLog, originals: number, binary = false): Uint8Array =>
  collect((write) => {
    const writer = new LratWriter(originals, write, { binary });
    writer.push(proof.bytes);
    writer.end();
  });

const trimmed = (proof: ProofLog, originals: number, renumber?: (k: number) => number): string =>
  text(Buffer.concat([...proof.trimmed(originals, renumber)]));

/** Lines of a binary proof as text: what a reader of the standard format sees. */
const binaryToText = (bytes: Uint8Array, withIds: boolean): string => {
  let at = 0;
  const numbers = (): number[] => {
    const list: number[] = [];
    for (;;) {
      let code = 0;
      let scale = 1;
      let byte = 128;
      while (byte > 127) {
        byte = bytes[at++]!;
        code += (byte & 127) * scale;
        scale *= 128;
      }
      if (code === 0) return list;
      list.push(code % 2 === 0 ? code / 2 : -(code - 1) / 2);
    }
  };
  const lines: string[] = [];
  while (at < bytes.length) {
    const step = String.fromCharCode(bytes[at++]!);
    const first = [...numbers(), 0];
    if (step === 'd') lines.push(withIds ? `1 d ${first.join(' ')}` : `d ${first.join(' ')}`);
    else lines.push([...first, ...(withIds ? [...numbers(), 0] : [])].join(' '));
  }
  return lines.join('\n');
};

const FORMULAS: Record<string, Clauses> = {
  pigeonhole: pigeonhole(6, 5),
  '3-SAT': random3Sat(60, 300, 1),
  'the empty clause alone': [[1, 2], []],
  'units alone': [[1], [-1, 2], [-2]],
  'repetitions, tautologies and clauses satisfied before they come': [
    [1, 1],
    [2, -2, 3],
    [1, 4, 5],
    [-1, -1, 6, 6],
    [-6, 7, 8, 7],
    [-6, 7, -8],
    [-7, 9, -1],
    [-9, -7, -6],
  ],
};

describe.each(Object.entries(FORMULAS))('%s', (_, formula) => {
  test('LRAT: text and binary are accepted', async () => {
    const proof = await log(formula);
    expect(proof.complete).toBe(true);
    expect(checkLrat(formula, text(lrat(proof, formula.length)))).toBe(true);
    expect(checkLrat(formula, binaryToText(lrat(proof, formula.length, true), true))).toBe(true);
  });

  test('DRAT: text and binary are accepted', async () => {
    const proof = await log(formula, 'drat');
    const drat = (binary: boolean): Uint8Array =>
      collect((write) => {
        const writer = new DratWriter(write, { binary });
        writer.push(proof.bytes);
        writer.end();
      });
    expect(checkDrat(formula, text(drat(false)))).toBe(true);
    expect(checkDrat(formula, binaryToText(drat(true), false))).toBe(true);
  });

  test('trimmed: accepted, dense, no more steps, every clause but the last used and deleted', async () => {
    const proof = await log(formula);
    const short = trimmed(proof, formula.length);
    expect(checkLrat(formula, short)).toBe(true);
    const additions = (lines: string): string[] =>
      lines.split('\n').filter((line) => line !== '' && line.split(' ')[1] !== 'd');
    const ids = additions(short).map((line) => Number(line.split(' ')[0]));
    expect(ids).toEqual(ids.map((_id, i) => formula.length + 1 + i));
    expect(ids.length).toBeLessThanOrEqual(additions(text(lrat(proof, formula.length))).length);
    const deleted = short
      .split('\n')
      .filter((line) => line.split(' ')[1] === 'd')
      .flatMap((line) => line.split(' ').slice(2, -1).map(Number));
    const used = new Set(additions(short).flatMap((line) => line.split(' ').slice(1).map(Number)));
    for (const id of ids.slice(0, -1)) expect(used.has(id)).toBe(true);
    // The last step ends the proof; what it uses need not be deleted.
    const atEnd = new Set(additions(short).at(-1)!.split(' ').slice(1).map(Number));
    expect(deleted.sort((a, b) => a - b)).toEqual(ids.slice(0, -1).filter((id) => !atEnd.has(id)));
  });
});

test('the text of the tiniest proofs', async () => {
  expect(text(lrat(await log([[1], [-1]]), 2))).toBe('3 0 1 2 0\n');
  expect(text(lrat(await log([[]]), 1))).toBe('2 0 1 0\n');
  expect(trimmed(await log([[1], [2, 3], [-1, 2], [-2], [-3, 4]]), 5)).toBe('6 2 0 1 3 0\n7 0 6 4 0\n');
  // A repeated literal: the clause without it is derived.
  expect(text(lrat(await log([[1, 1], [-1]]), 2))).toBe('3 1 0 1 0\n4 0 3 2 0\n');
});

test('given clauses can have other numbers in the formula', async () => {
  const formula = random3Sat(40, 220, 2);
  const proof = await log(formula);
  const turned = formula.toReversed();
  expect(
    checkLrat(
      [[99], ...turned],
      trimmed(proof, 221, (k) => 222 - k),
    ),
  ).toBe(true);
  expect(() => checkLrat([[99], ...turned], trimmed(proof, 221))).toThrow();
  expect(() => trimmed(proof, 5)).toThrow('expected a clause of the formula');
  expect(() => lrat(proof, 5)).toThrow('expected a formula of 5 clauses');
});

test('chunks may be cut anywhere', async () => {
  const formula = pigeonhole(5, 4);
  const proof = await log(formula);
  const whole = text(lrat(proof, formula.length));
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: proof.size }), { maxLength: 20 }), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), proof.size];
      const pieces = collect((write) => {
        const writer = new LratWriter(formula.length, write);
        for (let i = 1; i < places.length; i++) writer.push(proof.bytes.subarray(places[i - 1], places[i]));
        writer.end();
      });
      expect(text(pieces)).toBe(whole);
    }),
  );
});

test('a stream that is cut off or no proof is refused', async () => {
  const formula = pigeonhole(4, 3);
  const { bytes } = await log(formula);
  const cut = bytes.subarray(0, bytes.length - 1);
  const writer = new LratWriter(formula.length, () => {});
  writer.push(cut);
  expect(() => writer.end()).toThrow('a whole step');
  expect(() => new LratWriter(1, () => {}).push(Uint8Array.of(0x62))).toThrow("a step 'a' or 'd'");
  expect(() => new DratWriter(() => {}).push(Uint8Array.of(0))).toThrow("a step 'a' or 'd'");
  const broken = new ProofLog();
  broken.push(cut);
  expect(() => broken.complete).toThrow('a whole step');
});

test('a log without the empty clause is no refutation', async () => {
  const proof = new ProofLog();
  const solver = await createCdcl({ proof: { format: 'lrat', sink: proof.push } });
  for (const clause of pigeonhole(5, 4)) solver.addClause([...clause, 100]);
  expect(solver.solveNow([-100])).toBe('unsat');
  expect(proof.size).toBeGreaterThan(0);
  expect(proof.complete).toBe(false);
  expect(() => [...proof.trimmed(100)]).toThrow('ends with the empty clause');
  solver.addClause([-100]);
  expect(solver.solveNow()).toBe('unsat');
  expect(proof.complete).toBe(true);
});

describe('the naive checkers refuse what is wrong', () => {
  const formula = [
    [1, 2],
    [-1, 2],
    [1, -2],
    [-1, -2],
  ];
  test('LRAT', () => {
    expect(checkLrat(formula, '5 2 0 1 2 0\n6 0 5 3 4 0\n')).toBe(true);
    expect(checkLrat(formula, '5 2 0 1 2 0\n')).toBe(false);
    for (const wrong of [
      '5 2 0 1 0\n',
      '5 2 0 2 3 0\n',
      '5 0 1 2 3 4 0\n',
      '4 2 0 1 2 0\n',
      '5 2 0 1 2 7 0\n',
      '4 d 1 0\n5 2 0 1 2 0\n',
      '4 d 9 0\n',
      '5 2 0 1 2\n',
      '5 2 0 1 2 3 0\n',
    ])
      expect(() => checkLrat(formula, wrong), wrong).toThrow();
  });
  test('DRAT', () => {
    expect(checkDrat(formula, '2 0\n0\n')).toBe(true);
    expect(checkDrat(formula, 'd 1 2 0\n-2 0\n')).toBe(false);
    for (const wrong of ['0\n', 'd 1 2 0\n2 0\n', 'd 1 3 0\n', '2\n', '3 0\n'])
      expect(() => checkDrat(formula, wrong), wrong).toThrow();
  });
});

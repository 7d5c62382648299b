// Decisions in worker threads: limits end them, interrupts end them, and other problems are walked to SAT.
import { afterAll, describe, expect, test } from 'vitest';
import { reductions } from '../../reductions/index.ts';
import { Catalogue, type Posed } from '../../src/catalogue/catalogue.ts';
import { closeWorkers, decide, decideTraining } from '../../src/decide/index.ts';
import { problems } from '../../src/problem/index.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { shallowInstance } from '../../src/problem/training/shallow.ts';
import { pigeonhole } from '../pigeonhole.ts';
import { booleanInstance, FANO, setSystemPoints } from '../instances.ts';

const catalogue = new Catalogue(problems, reductions);
const posed = (text: string, colours?: number): Posed => catalogue.parse(text, 'test', { colours });
const cnf = (clauses: number[][]): string => {
  const variables = Math.max(0, ...clauses.flat().map(Math.abs));
  return `p cnf ${variables} ${clauses.length}\n${clauses.map((c) => `${c.join(' ')} 0`).join('\n')}\n`;
};

/** 150 points of 30 bits with pseudo-random labels, near the capacity of two units: far beyond a second. */
const hard: TrainingInstance = (() => {
  let state = 1;
  const bit = (): number => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 31;
  const point = (): string => Array.from({ length: 30 }, bit).join('');
  return booleanInstance(
    2,
    'and',
    Array.from({ length: 150 }, () => [point(), bit() as 0 | 1]),
  );
})();

afterAll(closeWorkers);

describe('training instances', () => {
  test('one whose formula would be too large is given up, which is said', async () => {
    const examples = Array.from({ length: 6000 }, (_, i) => ({
      stimulus: i.toString(2).padStart(13, '0'),
      response: i % 2 === 0 ? '0' : '1',
      weight: 1 + ((i * i) % 9973),
    }));
    const network = (hidden: number) =>
      shallowInstance({ inputs: 13, hidden, output: 'and', examples, require: { atLeast: 10_000_000 } });
    expect(await decideTraining(network(3))).toMatchObject({
      answer: 'unknown',
      limit: 'formula: expected at most 16777216 clauses of a totalizer, found more',
    });
    expect(await decideTraining(network(4000))).toMatchObject({
      answer: 'unknown',
      limit: 'formula: expected a case that can be written down, found one that is too large',
    });
  });

  test('a verdict from the worker equals one found in this thread', async () => {
    const instance = booleanInstance(2, 'threshold', setSystemPoints(7, FANO.slice(1)));
    expect(await decideTraining(instance)).toMatchObject({ answer: 'yes', checked: 'configuration (exact)' });
  });

  test('--seconds ends a long decision and is named', async () => {
    const verdict = await decideTraining(hard, { seconds: 0.3 });
    expect(verdict).toMatchObject({ answer: 'unknown', limit: 'seconds: 0.3' });
  });

  test('a limit also ends a solver call that never returns', async () => {
    const verdict = await decide(posed(cnf(pigeonhole(13, 12))), catalogue, { seconds: 0.3 });
    expect(verdict).toMatchObject({ answer: 'unknown', limit: 'seconds: 0.3' });
  });

  test('time spent waiting for a thread does not count', async () => {
    const easy = booleanInstance(0, 'threshold', [['0', 1]]);
    const crowd = Array.from({ length: 4 }, () => decideTraining(hard, { seconds: 0.6 }));
    const last = decideTraining(easy, { seconds: 0.6 });
    expect((await Promise.all(crowd)).map(({ answer }) => answer)).toEqual(
      Array.from({ length: 4 }, () => 'unknown'),
    );
    expect(await last).toMatchObject({ answer: 'yes' });
  });

  test('an interrupt ends it at once, before and during', async () => {
    expect(await decideTraining(hard, { signal: AbortSignal.abort() })).toMatchObject({
      answer: 'unknown',
      limit: 'interrupted',
    });
    const stop = new AbortController();
    const running = decideTraining(hard, { signal: stop.signal });
    setTimeout(() => stop.abort(), 200);
    expect(await running).toMatchObject({ answer: 'unknown', limit: 'interrupted' });
    expect(await decideTraining(booleanInstance(0, 'threshold', [['0', 1]]))).toMatchObject({
      answer: 'yes',
    });
  });

  test('long decisions report progress', async () => {
    const messages: string[] = [];
    await decideTraining(hard, { seconds: 1, onProgress: (message) => messages.push(message) });
    expect(messages[0]).toMatch(/^\d+ rounds, \d+ edges$/);
  });

  test('--conflicts is refused with an engine that does not count them', async () => {
    await expect(decideTraining(hard, { solver: 'minisat', conflicts: 10 })).rejects.toThrow(
      /^--conflicts: expected an engine/,
    );
    const set = posed(cnf(pigeonhole(8, 7)));
    expect(await decide(set, catalogue, { conflicts: 10 })).toMatchObject({
      answer: 'unknown',
      limit: 'conflicts: 10',
    });
  });
});

describe('other problems', () => {
  test.each([
    ['a satisfiable formula', 'p cnf 2 2\n1 2 0\n-1 0\n', undefined, 'yes'],
    ['an unsatisfiable formula', cnf(pigeonhole(4, 3)), undefined, 'no'],
    ['the empty clause', 'p cnf 1 1\n0\n', undefined, 'no'],
    ['no clauses', 'p cnf 2 0\n', undefined, 'yes'],
    ['a not-all-equal formula', 'p nae 2 1\n1 2 0\n', undefined, 'yes'],
    ['a not-all-equal formula of one literal', 'p nae 1 1\n1 0\n', undefined, 'no'],
    [
      'the Fano plane',
      JSON.stringify({ format: 'trainsat.set-splitting/1', elements: 7, sets: FANO }),
      undefined,
      'no',
    ],
    [
      'the Fano plane less a line',
      JSON.stringify({
        type: 'SetSplitting',
        variant: {},
        data: { universe_size: 7, subsets: FANO.slice(1) },
      }),
      undefined,
      'yes',
    ],
    ['a triangle in 2 colours', 'p edge 3 3\ne 1 2\ne 2 3\ne 1 3\n', 2, 'no'],
    ['a triangle in 3 colours', 'p edge 3 3\ne 1 2\ne 2 3\ne 1 3\n', 3, 'yes'],
  ])('%s: %#', async (_name, text, colours, answer) => {
    for (const solver of ['minisat', 'clasp'] as const) {
      const instance = posed(text, colours);
      const verdict = await decide(instance, catalogue, { solver });
      expect(verdict.answer).toBe(answer);
      if (verdict.answer === 'yes') {
        expect(instance.problem.check(instance.instance, verdict.witness)).toEqual({ ok: true });
        expect(verdict.checked).toBe('witness (exact)');
      }
      if (verdict.answer === 'no') expect(verdict.checked).toBe(`solver's word (${solver})`);
    }
  });
});

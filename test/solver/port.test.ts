// Every engine behind the SAT port against brute force: incremental, with assumptions, SAT and UNSAT.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pigeonhole } from '../pigeonhole.ts';
import { COUNTING_SOLVERS, createSolver, SOLVERS } from '../../src/solver/create.ts';

const satisfiable = (variables: number, clauses: readonly (readonly number[])[]): boolean => {
  for (let m = 0; m < 2 ** variables; m++)
    if (clauses.every((clause) => clause.some((l) => ((m >> (Math.abs(l) - 1)) & 1) === (l > 0 ? 1 : 0))))
      return true;
  return false;
};

const literal = fc.integer({ min: 1, max: 6 }).chain((v) => fc.constantFrom(v, -v));
const clause = fc.array(literal, { minLength: 1, maxLength: 3 });
/** A script: batches of clauses, each followed by a call under assumptions. */
const script = fc.array(
  fc.record({
    clauses: fc.array(clause, { maxLength: 8 }),
    assumptions: fc.array(literal, { maxLength: 3 }),
  }),
  {
    minLength: 1,
    maxLength: 4,
  },
);

describe.each(SOLVERS)('%s', (name) => {
  test('incremental scripts agree with brute force; models satisfy; blame is never wrongly withheld', async () => {
    const answers = { sat: 0, unsat: 0 };
    await fc.assert(
      fc.asyncProperty(script, async (steps) => {
        const solver = await createSolver(name);
        const clauses: number[][] = [];
        for (const step of steps) {
          for (const c of step.clauses) {
            solver.addClause(c);
            clauses.push(c);
          }
          const said = await solver.solve(step.assumptions);
          const units = step.assumptions.map((l) => [l]);
          expect(said).toBe(satisfiable(6, [...clauses, ...units]) ? 'sat' : 'unsat');
          answers[said as 'sat']++;
          if (said === 'sat') {
            for (const c of [...clauses, ...units])
              expect(c.some((l) => solver.value(Math.abs(l)) === l > 0)).toBe(true);
          } else {
            const blamed = step.assumptions.filter((l) => solver.failed(l)).map((l) => [l]);
            expect(satisfiable(6, [...clauses, ...blamed])).toBe(false);
          }
        }
      }),
      { numRuns: name === 'clasp' ? 25 : 120, seed: 3 },
    );
    expect(answers.unsat).toBeGreaterThan(10);
    expect(answers.sat).toBeGreaterThan(10);
  });

  test('no clauses, the empty clause, and a variable nobody constrained', async () => {
    const solver = await createSolver(name);
    expect(await solver.solve()).toBe('sat');
    expect(solver.value(5)).toBe(false);
    solver.addClause([]);
    expect(await solver.solve()).toBe('unsat');
  });

  test('assumptions hold for one call only', async () => {
    const solver = await createSolver(name);
    solver.addClause([1, 2]);
    expect(await solver.solve([-1, -2])).toBe('unsat');
    expect(await solver.solve([-1])).toBe('sat');
    expect(solver.value(2)).toBe(true);
  });
});

test.each(COUNTING_SOLVERS)('%s stops at a conflict limit and counts over calls', async (name) => {
  const pigeons = pigeonhole(7, 6);
  const budget = { limit: 50, spent: 0 };
  const solver = await createSolver(name, { budget });
  for (const c of pigeons) solver.addClause(c);
  expect(await solver.solve()).toBe('unknown');
  expect(solver.limit).toBe('conflicts: 50');
  expect(solver.conflicts).toBeGreaterThanOrEqual(50);
  expect(budget.spent).toBe(solver.conflicts);
  expect(await solver.solve()).toBe('unknown');
  budget.limit = 1_000_000;
  expect(await solver.solve()).toBe('unsat');
});

test('an engine that does not count refuses a limit on conflicts', async () => {
  await expect(createSolver('minisat', { budget: { limit: 5, spent: 0 } })).rejects.toThrow(RangeError);
});

test('clasp prints nothing on stdout', async () => {
  const lines: unknown[] = [];
  const { info } = console;
  console.info = (...words: unknown[]) => void lines.push(words);
  try {
    await (await createSolver('clasp')).solve();
  } finally {
    console.info = info;
  }
  expect(lines).toEqual([]);
});

test('MiniSat at the end of its memory: unknown, and not a word on stdout', async () => {
  const lines: unknown[] = [];
  const { log } = console;
  console.log = (...words: unknown[]) => void lines.push(words);
  try {
    const solver = await createSolver('minisat');
    for (let i = 0; i < 1_200_000; i++) solver.addClause([1 + (i % 1000), 2000 + (i % 7919), 20000 + i]);
    expect(await solver.solve()).toBe('unknown');
    expect(solver.limit).toBe('memory of MiniSat (64 MiB)');
  } finally {
    console.log = log;
  }
  expect(lines).toEqual([]);
});

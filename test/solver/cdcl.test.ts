// The CDCL engine against brute force and MiniSat: scripts of clauses, assumptions, conflict limits and an observer.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkLrat } from '../lrat.ts';
import { pigeonhole } from '../pigeonhole.ts';
import { random3Sat, randomNumbers } from '../random-cnf.ts';
import { createCdcl, type CdclOptions, type CdclSolver } from '../../src/solver/cdcl.ts';
import { createMiniSat } from '../../src/solver/minisat.ts';
import { LratWriter, ProofLog } from '../../src/solver/proof.ts';

type Clauses = readonly (readonly number[])[];

/** All assignments of n variables that satisfy the clauses, as bit masks. */
const models = (n: number, clauses: Clauses, among = Array.from({ length: 2 ** n }, (_, m) => m)): number[] =>
  among.filter((m) =>
    clauses.every((clause) => clause.some((l) => ((m >> (Math.abs(l) - 1)) & 1) === (l > 0 ? 1 : 0))),
  );

const holdsIn = (solver: CdclSolver, clause: readonly number[]): boolean =>
  clause.some((l) => solver.value(Math.abs(l)) === l > 0);

const VARIABLES = 9;
const literal = fc.integer({ min: 1, max: VARIABLES }).chain((v) => fc.constantFrom(v, -v));
// Repeated and opposite literals, and now and then the empty clause, are wanted.
const clause = fc.oneof(
  { weight: 120, arbitrary: fc.array(literal, { minLength: 3, maxLength: 3 }) },
  { weight: 40, arbitrary: fc.array(literal, { minLength: 2, maxLength: 8 }) },
  { weight: 4, arbitrary: fc.array(literal, { minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.constant([]) },
);
const script = fc.record({
  steps: fc.array(
    fc.record({
      clauses: fc.array(clause, { maxLength: 20, size: 'max' }),
      assumptions: fc.array(literal, { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 8, size: 'max' },
  ),
  /** What the observer adds at its calls, one after the other; null: nothing. */
  added: fc.array(fc.option(clause, { freq: 3 }), { maxLength: 12, size: 'max' }),
  every: fc.integer({ min: 1, max: 3 }),
});

const textOf = (log: ProofLog, given: number): string => {
  let text = '';
  const writer = new LratWriter(given, (block) => (text += Buffer.from(block).toString('latin1')));
  writer.push(log.bytes);
  writer.end();
  return text;
};

describe('scripts', () => {
  test('answers, models and cores are right, every proof checks, the observer sees the trail', async () => {
    const seen = { sat: 0, unsat: 0, refuted: 0, observed: 0, addedByObserver: 0, resumed: 0 };
    await fc.assert(
      fc.asyncProperty(script, async ({ steps, added, every }) => {
        const clauses: (readonly number[])[] = [];
        const log = new ProofLog();
        const budget = { limit: 0, spent: 0 };
        const trail: number[] = [];
        let calls = 0;
        const onPartial = (kept: number, literals: Int32Array): boolean => {
          seen.observed++;
          expect(kept).toBeLessThanOrEqual(trail.length);
          trail.splice(kept, Infinity, ...literals);
          expect(new Set(trail.map(Math.abs)).size).toBe(trail.length);
          const extra = added[calls++];
          if (extra) {
            clauses.push(extra);
            solver.addClause(extra);
            seen.addedByObserver++;
          }
          return true;
        };
        const solver = await createCdcl({
          budget,
          proof: { format: 'lrat', sink: log.push },
          observer: { every, onPartial },
        });
        for (const { clauses: more, assumptions } of steps) {
          for (const c of more) {
            clauses.push(c);
            solver.addClause(c);
          }
          let said = 'unknown';
          while (said === 'unknown') {
            // A conflict at a time.
            budget.limit = budget.spent + 1;
            said = solver.solveNow(assumptions);
            if (said !== 'unknown') break;
            expect(solver.limit).toBe(`conflicts: ${budget.limit}`);
            seen.resumed++;
          }
          const units = assumptions.map((l) => [l]);
          const all = models(VARIABLES, clauses);
          expect(said).toBe(models(VARIABLES, units, all).length > 0 ? 'sat' : 'unsat');
          seen[said as 'sat']++;
          if (said === 'sat') for (const c of [...clauses, ...units]) expect(holdsIn(solver, c)).toBe(true);
          else {
            const core = assumptions.filter((l) => solver.failed(l)).map((l) => [l]);
            expect(models(VARIABLES, core, all)).toEqual([]);
            if (all.length > 0) expect(core.length).toBeGreaterThan(0);
          }
        }
        expect(solver.clauses).toBe(clauses.length);
        const refuted = checkLrat(clauses, textOf(log, clauses.length));
        if (models(VARIABLES, clauses).length > 0) expect(refuted).toBe(false);
        else {
          // Refuted under assumptions, it may not have been noticed that they were not needed.
          budget.limit = Infinity;
          expect(solver.solveNow()).toBe('unsat');
          expect(checkLrat(clauses, textOf(log, clauses.length))).toBe(true);
          seen.refuted++;
        }
      }),
      { numRuns: 1000 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
  });

  test('clauses read in bulk give the same search as one by one', async () => {
    const formula = random3Sat(80, 360, 5);
    const one = await createCdcl();
    for (const c of formula) one.addClause(c);
    const bulk = await createCdcl();
    bulk.addClauses(Int32Array.from(formula.flatMap((c) => [...c, 0])));
    expect(bulk.clauses).toBe(360);
    expect(bulk.solveNow()).toBe(one.solveNow());
    expect({ ...bulk.stats, memory: 0 }).toEqual({ ...one.stats, memory: 0 });
  });

  test('room made beforehand changes neither the search nor the proof', async () => {
    const solved = async (clauses: Clauses, ...room: number[]): Promise<object> => {
      const log = new ProofLog();
      const solver = await createCdcl({ proof: { format: 'lrat', sink: log.push } });
      for (const variables of room) solver.reserve(variables);
      for (const c of clauses) solver.addClause(c);
      const answer = solver.solveNow();
      const model = Array.from({ length: 90 }, (_, i) => solver.value(i + 1));
      return { answer, model, stats: { ...solver.stats, memory: 0 }, proof: log.bytes };
    };
    for (const clauses of [random3Sat(80, 330, 5), random3Sat(80, 380, 5), pigeonhole(7, 6)]) {
      const plain = await solved(clauses);
      for (const room of [[42], [80], [5, 0, 100_000]]) expect(await solved(clauses, ...room)).toEqual(plain);
    }
  });

  test('room beyond the memory is not made, room for no number of variables refused', async () => {
    const solver = await createCdcl({ memory: 4 });
    solver.reserve(10_000_000);
    solver.addClause([1]);
    expect(solver.solveNow()).toBe('sat');
    for (const variables of [-1, 0.5, NaN, 2 ** 28 + 1])
      expect(() => solver.reserve(variables)).toThrow('variables');
  });

  test('bulk of more than a block, with long clauses between short ones', async () => {
    const long = Array.from({ length: 70_000 }, (_, i) => i + 1);
    const flat = [-1, 0, ...long, 0, 0, ...long.slice(1).flatMap((v) => [-v, 0])];
    const solver = await createCdcl();
    solver.addClauses(Int32Array.from(flat));
    expect(solver.clauses).toBe(70_002);
    expect(solver.solveNow()).toBe('unsat');
  });
});

describe('larger formulas', () => {
  test('3-SAT near the threshold: the answers of MiniSat, models that hold, proofs that check', async () => {
    const answers = { sat: 0, unsat: 0 };
    for (let seed = 1; seed <= 60; seed++) {
      const n = 50 + (seed % 40);
      const formula = random3Sat(n, Math.round(4.3 * n), seed);
      const log = new ProofLog();
      const solver = await createCdcl({ proof: { format: 'lrat', sink: log.push } });
      const other = await createMiniSat();
      for (const c of formula) {
        solver.addClause(c);
        other.addClause(c);
      }
      const said = solver.solveNow();
      expect(said).toBe(await other.solve());
      answers[said as 'sat']++;
      if (said === 'sat') for (const c of formula) expect(holdsIn(solver, c)).toBe(true);
      else expect(checkLrat(formula, textOf(log, formula.length))).toBe(true);
    }
    expect(Math.min(answers.sat, answers.unsat)).toBeGreaterThan(15);
  });

  test('many calls under assumptions agree with MiniSat, and their cores with themselves', async () => {
    const random = randomNumbers(7);
    const formula = random3Sat(60, 230, 11);
    const solver = await createCdcl();
    const other = await createMiniSat();
    for (const c of formula) {
      solver.addClause(c);
      other.addClause(c);
    }
    const answers = { sat: 0, unsat: 0 };
    for (let call = 0; call < 300; call++) {
      const assumptions = Array.from({ length: 8 }, () => {
        const v = 1 + Math.floor(random() * 60);
        return random() < 0.5 ? v : -v;
      });
      const said = solver.solveNow(assumptions);
      expect(said).toBe(await other.solve(assumptions));
      answers[said as 'sat']++;
      if (said === 'sat') {
        for (const c of formula) expect(holdsIn(solver, c)).toBe(true);
        for (const l of assumptions) expect(solver.value(Math.abs(l))).toBe(l > 0);
      } else {
        const core = assumptions.filter((l) => solver.failed(l));
        expect(await other.solve(core)).toBe('unsat');
      }
    }
    expect(Math.min(answers.sat, answers.unsat)).toBeGreaterThan(30);
  });
});

const load = async (formula: Clauses, options?: CdclOptions): Promise<CdclSolver> => {
  const solver = await createCdcl(options);
  for (const c of formula) solver.addClause(c);
  return solver;
};

describe('limits', () => {
  test('conflicts are shared between solvers, and reaching the limit loses nothing', async () => {
    const budget = { limit: 150, spent: 0 };
    const first = await load(pigeonhole(7, 6), { budget });
    expect(first.solveNow()).toBe('unknown');
    expect(first.limit).toBe('conflicts: 150');
    expect(budget.spent).toBe(150);
    expect(first.conflicts).toBe(150);
    const second = await load([[1]], { budget });
    expect(second.solveNow()).toBe('unknown');
    expect(second.conflicts).toBe(0);
    budget.limit = 1e6;
    expect(first.solveNow()).toBe('unsat');
    expect(budget.spent).toBe(first.conflicts);
    const whole = await load(pigeonhole(7, 6));
    whole.solveNow();
    expect(first.conflicts).toBe(whole.conflicts);
  });

  test('the clock ends the search, which goes on when asked again', async () => {
    let asked = 0;
    let late = true;
    const solver = await load(pigeonhole(9, 8), { expired: () => (asked++, late) });
    expect(solver.solveNow()).toBe('unknown');
    expect(solver.limit).toBe('seconds');
    expect(asked).toBe(1);
    expect(solver.conflicts).toBeGreaterThan(0);
    late = false;
    expect(solver.solveNow()).toBe('unsat');
    expect(asked).toBeGreaterThan(2);
  });

  test('the end of memory: unknown for ever, without an exception, also for clauses', async () => {
    const solver = await load(pigeonhole(11, 10), { memory: 2 });
    expect(solver.solveNow()).toBe('unknown');
    expect(solver.limit).toBe('memory: 2 MiB');
    expect(solver.stats.memory).toBeGreaterThan(2 ** 20);
    expect(solver.stats.memory).toBeLessThanOrEqual(2 ** 21);
    expect(solver.stats.conflicts).toBeGreaterThan(100);
    solver.addClause([1]);
    expect(solver.solveNow([1])).toBe('unknown');
    expect(solver.limit).toBe('memory: 2 MiB');
  });

  test('the end of memory at every size: never another answer, and the right one once there is enough', async () => {
    const formula = random3Sat(400, 1640, 3);
    const answers = new Set<string>();
    for (let memory = 1; memory <= 8; memory += 1 / 6) {
      const solver = await load(formula, { memory });
      for (let v = 1000; v < 10_000; v += 7) solver.addClause([v, -v - 3, v + 5]);
      const said = solver.solveNow();
      answers.add(said);
      expect(said).not.toBe('unsat');
      if (said === 'unknown') expect(solver.limit).toBe(`memory: ${memory} MiB`);
    }
    expect([...answers].sort()).toEqual(['sat', 'unknown']);
  });

  test('a variable beyond all memory ends it while clauses are added', async () => {
    const solver = await createCdcl({ memory: 8 });
    solver.addClause([1, 2]);
    solver.addClause([2 ** 28]);
    solver.addClause([3]);
    expect(solver.solveNow()).toBe('unknown');
    expect(solver.limit).toBe('memory: 8 MiB');
    expect(solver.clauses).toBe(3);
  });

  test('a solver given back answers unknown', async () => {
    const solver = await load([[1]]);
    solver.dispose();
    expect(solver.solveNow()).toBe('unknown');
    expect(solver.limit).toBe('disposed');
  });
});

describe('the observer', () => {
  test('can stop the search, which then goes on from where it was', async () => {
    let go = false;
    const onPartial = (): boolean => go;
    const solver = await load(pigeonhole(6, 5), { observer: { every: 3, onPartial } });
    expect(solver.solveNow()).toBe('unknown');
    expect(solver.limit).toBe('stopped');
    go = true;
    expect(solver.solveNow()).toBe('unsat');
  });

  test('sees every n-th decision', async () => {
    const seen = async (every: number): Promise<number> => {
      let calls = 0;
      // No clause falsifies a decision: 90 free variables are decided one after the other.
      const clauses = Array.from({ length: 45 }, (_, i) => [2 * i + 1, 2 * i + 2, -91]);
      const solver = await load(clauses, { observer: { every, onPartial: () => (calls++, true) } });
      expect(solver.solveNow([-91])).toBe('sat');
      expect(Math.abs(calls - solver.stats.decisions / every)).toBeLessThanOrEqual(1);
      return calls;
    };
    expect(await seen(1)).toBeGreaterThan(2 * (await seen(3)));
  });

  test('a clause it adds goes back no further than needed', async () => {
    const kepts: number[] = [];
    let trail: number[] = [];
    const onPartial = (kept: number, literals: Int32Array): boolean => {
      kepts.push(kept);
      trail = [...trail.slice(0, kept), ...literals];
      // Once six are assigned: the opposite of the last two, which are decisions.
      if (trail.length === 6 && solver.clauses === 0) solver.addClause([-trail[5]!, -trail[4]!]);
      return true;
    };
    const solver = await createCdcl({ observer: { every: 1, onPartial } });
    expect(solver.solveNow([1, 2, 3, 4, 5, 6, 7])).toBe('unsat');
    expect(solver.failed(5) && solver.failed(6)).toBe(true);
    expect(solver.failed(4) || solver.failed(7)).toBe(false);
    expect(kepts).toEqual([0, 0, 1, 2, 3, 4, 5, 5]);
  });

  test('what it throws comes out, and the solver goes on; it cannot solve', async () => {
    let action: () => boolean = () => {
      throw new Error('from the observer');
    };
    const solver = await load(pigeonhole(6, 5), { observer: { every: 2, onPartial: () => action() } });
    expect(() => solver.solveNow()).toThrow('from the observer');
    action = () => solver.solveNow() === 'sat';
    expect(() => solver.solveNow()).toThrow('by its observer');
    action = () => true;
    expect(solver.solveNow()).toBe('unsat');
  });
});

describe('determinism', () => {
  test('golden counts: any change to the search shows here', async () => {
    const counts = async (formula: Clauses): Promise<unknown> => {
      const solver = await load(formula);
      const said = solver.solveNow();
      const { conflicts, decisions, propagations } = solver.stats;
      return [said, conflicts, decisions, propagations];
    };
    expect({
      pigeonhole: await counts(pigeonhole(8, 7)),
      unsatisfiable: await counts(random3Sat(120, 540, 1)),
      satisfiable: await counts(random3Sat(150, 600, 2)),
    }).toMatchInlineSnapshot(`
      {
        "pigeonhole": [
          "unsat",
          1418,
          1750,
          17943,
        ],
        "satisfiable": [
          "sat",
          0,
          55,
          150,
        ],
        "unsatisfiable": [
          "unsat",
          670,
          814,
          17259,
        ],
      }
    `);
  });

  test('a proof does not change the search, and is the same bytes every time', async () => {
    const formula = random3Sat(100, 450, 4);
    const run = async (format?: 'lrat' | 'drat'): Promise<{ log: ProofLog; stats: object }> => {
      const log = new ProofLog();
      const solver = await load(formula, format ? { proof: { format, sink: log.push } } : {});
      expect(solver.solveNow()).toBe('unsat');
      return { log, stats: { ...solver.stats, memory: 0, proof: 0 } };
    };
    const [plain, lrat, again, drat] = [await run(), await run('lrat'), await run('lrat'), await run('drat')];
    expect(lrat.stats).toEqual(plain.stats);
    expect(drat.stats).toEqual(plain.stats);
    expect(Buffer.compare(lrat.log.bytes, again.log.bytes)).toBe(0);
    expect(lrat.log.size).toBeGreaterThan(drat.log.size);
  });

  test('solvers side by side do not disturb each other', async () => {
    const formulas = [random3Sat(90, 400, 8), pigeonhole(7, 6), random3Sat(100, 420, 9)];
    const alone = await Promise.all(formulas.map((formula) => load(formula)));
    for (const solver of alone) solver.solveNow();
    const budgets = formulas.map(() => ({ limit: 0, spent: 0 }));
    const together = await Promise.all(formulas.map((formula, i) => load(formula, { budget: budgets[i] })));
    const answers = together.map(() => 'unknown');
    while (answers.includes('unknown'))
      together.forEach((solver, i) => {
        if (answers[i] !== 'unknown') return;
        budgets[i]!.limit += 7;
        answers[i] = solver.solveNow();
      });
    expect(together.map((solver) => solver.stats)).toEqual(alone.map((solver) => solver.stats));
  });
});

describe('edges', () => {
  test('variables may appear at any time, in clauses and in assumptions', async () => {
    const solver = await createCdcl();
    expect(solver.solveNow([5000])).toBe('sat');
    expect(solver.value(5000)).toBe(true);
    solver.addClause([-5000, 100_000]);
    expect(solver.solveNow([5000, -100_000])).toBe('unsat');
    expect(solver.failed(5000) && solver.failed(-100_000)).toBe(true);
    expect(solver.solveNow([5000, 7])).toBe('sat');
    expect([7, 100_000, 200_000].map((v) => solver.value(v))).toEqual([true, true, false]);
  });

  test('opposite and repeated assumptions', async () => {
    const solver = await load([[1, 2]]);
    expect(solver.solveNow([3, 3, -3])).toBe('unsat');
    expect(solver.failed(3) && solver.failed(-3)).toBe(true);
    expect(solver.solveNow([-1, -1, 2, 2])).toBe('sat');
    expect(solver.solveNow(Array.from({ length: 500 }, () => -1))).toBe('sat');
  });

  test('the model stays that of the last call when clauses are added after it', async () => {
    const solver = await load([[1, 2]]);
    expect(solver.solveNow([-1])).toBe('sat');
    solver.addClause([-2]);
    expect([solver.value(1), solver.value(2)]).toEqual([false, true]);
  });

  test('implications thousands deep are no trouble', async () => {
    const depth = 200_000;
    const log = new ProofLog();
    const solver = await createCdcl({ proof: { format: 'lrat', sink: log.push } });
    const flat = new Int32Array(3 * depth);
    for (let v = 1; v <= depth; v++) flat.set([-v, v + 1, 0], 3 * (v - 1));
    solver.addClauses(flat);
    expect(solver.solveNow([1])).toBe('sat');
    solver.addClause([-depth, -(depth - 1)]);
    expect(solver.solveNow([1])).toBe('unsat');
    solver.addClause([1]);
    expect(solver.solveNow()).toBe('unsat');
    expect(new Set(log.bytes.subarray(-40)).has(0)).toBe(true);
  });

  test.each([[[0]], [[1.5]], [[Number.NaN]], [[2 ** 28 + 1]], [[1, -(2 ** 31)]]])(
    'refuses the clause %j',
    async (bad) => {
      const solver = await createCdcl();
      expect(() => solver.addClause(bad)).toThrow(RangeError);
      expect(() => solver.solveNow(bad)).toThrow(RangeError);
      expect(solver.clauses).toBe(0);
      expect(solver.solveNow()).toBe('sat');
    },
  );

  test('refuses an unended bulk and options out of range', async () => {
    const solver = await createCdcl();
    expect(() => solver.addClauses(Int32Array.of(1, 0, 2))).toThrow(RangeError);
    expect(() => solver.addClauses(Int32Array.of(2 ** 30, 0))).toThrow(RangeError);
    expect(solver.clauses).toBe(0);
    await expect(createCdcl({ memory: 0.5 })).rejects.toThrow(RangeError);
    await expect(createCdcl({ observer: { every: 0, onPartial: () => true } })).rejects.toThrow(RangeError);
  });
});

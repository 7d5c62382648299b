// Many calls on one solver: clauses that come lazily, and one assumption a call.
import { writeFileSync } from 'node:fs';
import { createCdcl } from '../../../src/solver/cdcl.ts';
import { createMiniSat } from '../../../src/solver/minisat.ts';
import type { SatSolver } from '../../../src/solver/port.ts';
import { random3Sat } from '../../random-cnf.ts';
import { dimacs, notAllEqual } from './formulas.ts';
import { runNative, type Native } from './natives.ts';

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

type Lazy = { readonly rounds: number; readonly answer: string; readonly milliseconds: number };

/**
 * Set splitting whose sets are shown only when a model leaves them unsplit, at most ten a round.
 * @param solve decides what is shown so far: the model, or undefined for none
 */
async function reveal(
  n: number,
  m: number,
  seed: number,
  add: (clauses: readonly (readonly number[])[]) => void,
  solve: () => Promise<((variable: number) => boolean) | undefined>,
): Promise<Omit<Lazy, 'milliseconds'>> {
  const { clauses } = notAllEqual(n, m, seed);
  const shown = new Set<number>();
  for (let rounds = 1; ; rounds++) {
    const value = await solve();
    if (value === undefined) return { rounds, answer: 'unsat' };
    const missed: number[] = [];
    for (let i = 0; i < clauses.length && missed.length < 20; i += 2) {
      const first = value(Math.abs(clauses[i]![0]!));
      if (shown.has(i) || clauses[i]!.some((l) => value(Math.abs(l)) !== first)) continue;
      missed.push(i, i + 1);
      shown.add(i);
    }
    if (missed.length === 0) return { rounds, answer: 'sat' };
    add(missed.map((i) => clauses[i]!));
  }
}

/** On one solver, warm. */
async function lazily(create: () => Promise<SatSolver>, n: number, m: number, seed: number): Promise<Lazy> {
  const start = cpu();
  const solver = await create();
  const run = await reveal(
    n,
    m,
    seed,
    (clauses) => {
      for (const clause of clauses) solver.addClause(clause);
    },
    async () => ((await solver.solve()) === 'sat' ? (v) => solver.value(v) : undefined),
  );
  return { ...run, milliseconds: cpu() - start };
}

/** Solving from the start every round, by a command; the models that steer it are those of MiniSat. */
async function again(name: Native, file: string, n: number, m: number, seed: number): Promise<Lazy> {
  const solver = await createMiniSat();
  const all: (readonly number[])[] = [];
  let milliseconds = 0;
  const run = await reveal(
    n,
    m,
    seed,
    (clauses) => {
      for (const clause of clauses) {
        solver.addClause(clause);
        all.push(clause);
      }
    },
    async () => {
      writeFileSync(file, dimacs({ variables: n, clauses: all }));
      milliseconds += runNative(name, file, 600).milliseconds;
      return (await solver.solve()) === 'sat' ? (v) => solver.value(v) : undefined;
    },
  );
  return { ...run, milliseconds };
}

/** A random assumption a call, over a satisfiable formula. */
async function underAssumptions(create: () => Promise<SatSolver>, seed: number): Promise<number> {
  const solver = await create();
  for (const clause of random3Sat(200, 760, seed)) solver.addClause(clause);
  await solver.solve();
  const start = cpu();
  for (let call = 0; call < 2000; call++) {
    const variable = 1 + ((call * 37) % 200);
    await solver.solve([call % 2 === 0 ? variable : -variable]);
  }
  return (1000 * (cpu() - start)) / 2000;
}

/** The lines of the report. @param file where formulas for commands are written */
export async function incremental(seed: number, natives: readonly Native[], file: string): Promise<string[]> {
  const lines = [
    '| lazily revealed set splitting, ≤ 10 sets a round | rounds | answer | CPU ms | trainsat / it |',
    '|---|---:|---|---:|---:|',
  ];
  for (const [n, m] of [
    [200, 400],
    [200, 460],
    [250, 550],
  ] as const) {
    // Once for the compiler of the engines in JavaScript.
    await lazily(createCdcl, 100, 230, seed);
    await lazily(createMiniSat, 100, 230, seed);
    const rows: [string, Lazy][] = [
      ['trainsat', await lazily(createCdcl, n, m, seed)],
      ['logic-solver', await lazily(createMiniSat, n, m, seed)],
    ];
    for (const name of natives)
      rows.push([`${name}, from the start every round`, await again(name, file, n, m, seed)]);
    const ours = rows[0]![1].milliseconds;
    for (const [name, { rounds, answer, milliseconds }] of rows)
      lines.push(
        `| ${n} × ${m}: ${name} | ${rounds} | ${answer} | ${milliseconds.toFixed(0)} | ${(ours / milliseconds).toFixed(2)} |`,
      );
  }
  const [ours, theirs] = [
    await underAssumptions(createCdcl, seed),
    await underAssumptions(createMiniSat, seed),
  ];
  lines.push(
    '',
    `One assumption a call, 3-SAT 200 × 3.8, 2000 calls: trainsat ${ours.toFixed(1)} µs, logic-solver ${theirs.toFixed(1)} µs, ratio ${(ours / theirs).toFixed(2)}`,
  );
  return lines;
}

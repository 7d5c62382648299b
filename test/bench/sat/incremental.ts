// Many calls on one solver: clauses that come lazily, and one assumption a call.
import { createCdcl } from '../../../src/solver/cdcl.ts';
import { createMiniSat } from '../../../src/solver/minisat.ts';
import type { SatSolver } from '../../../src/solver/port.ts';
import { random3Sat } from '../../random-cnf.ts';
import { cpuTime, geometricMean } from '../measure.ts';
import { notAllEqual } from './formulas.ts';
import { NativeLibrary, nativeLibraries } from './ipasir.ts';

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
  const start = cpuTime();
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
  return { ...run, milliseconds: cpuTime() - start };
}

/** The same with a native library. */
async function lazilyNative(program: string, n: number, m: number, seed: number): Promise<Lazy> {
  const solver = new NativeLibrary(program);
  const run = await reveal(
    n,
    m,
    seed,
    (clauses) => {
      for (const clause of clauses) solver.addClause(clause);
    },
    () => solver.solve(),
  );
  const milliseconds = await solver.milliseconds();
  solver.stop();
  return { ...run, milliseconds };
}

const CALLS = 2000;

/** The assumption of a call. */
const assumption = (call: number): number => (call % 2 === 0 ? 1 : -1) * (1 + ((call * 37) % 200));

/** Microseconds of a call with one assumption, over a satisfiable formula. */
async function underAssumptions(create: () => Promise<SatSolver>, seed: number): Promise<number> {
  const solver = await create();
  for (const clause of random3Sat(200, 760, seed)) solver.addClause(clause);
  await solver.solve();
  const start = cpuTime();
  for (let call = 0; call < CALLS; call++) await solver.solve([assumption(call)]);
  return (1000 * (cpuTime() - start)) / CALLS;
}

async function underAssumptionsNative(program: string, seed: number): Promise<number> {
  const solver = new NativeLibrary(program);
  for (const clause of random3Sat(200, 760, seed)) solver.addClause(clause);
  await solver.solve();
  const start = await solver.milliseconds();
  for (let call = 0; call < CALLS; call++) await solver.solve([assumption(call)]);
  const microseconds = (1000 * ((await solver.milliseconds()) - start)) / CALLS;
  solver.stop();
  return microseconds;
}

/** Seeds beside the first: single runs of this kind differ by a factor of two. */
const SEEDS = [0, 1, 2];

/** The lines of the report. @param folder where programs are built */
export async function incremental(seed: number, folder: string): Promise<string[]> {
  const natives = [...nativeLibraries(folder)];
  const rivals = ['logic-solver', ...natives.map(([name]) => `${name} (native library)`)];
  const lines = [
    `| lazily revealed set splitting, ≤ 10 sets a round, ${SEEDS.length} seeds | rounds | ${rivals.map((name) => `trainsat / ${name}`).join(' | ')} |`,
    `|---|---:|${'---:|'.repeat(rivals.length)}`,
  ];
  // For the compilers of the engines in JavaScript and WebAssembly.
  for (const offset of SEEDS)
    for (const create of [createCdcl, createMiniSat]) await lazily(create, 200, 460, seed + 100 + offset);
  const all: number[][] = rivals.map(() => []);
  for (const [n, m] of [
    [200, 400],
    [200, 460],
    [250, 550],
  ] as const) {
    const ratios: number[][] = rivals.map(() => []);
    const rounds: number[] = [];
    for (const offset of SEEDS) {
      const own = await lazily(createCdcl, n, m, seed + offset);
      const theirs = [
        await lazily(createMiniSat, n, m, seed + offset),
        ...(await inTurn(natives, ([, program]) => lazilyNative(program, n, m, seed + offset))),
      ];
      if (theirs.some(({ answer }) => answer !== own.answer))
        throw new Error(`set splitting ${n} × ${m}: the solvers contradict each other`);
      rounds.push(own.rounds);
      theirs.forEach(({ milliseconds }, i) => ratios[i]!.push(own.milliseconds / milliseconds));
    }
    ratios.forEach((list, i) => all[i]!.push(...list));
    lines.push(tableLine(`${n} × ${m}`, rounds.join(', '), ratios));
  }
  lines.push(tableLine('geometric mean', '', all));
  const own = await underAssumptions(createCdcl, seed);
  const theirs = [
    await underAssumptions(createMiniSat, seed),
    ...(await inTurn(natives, ([, program]) => underAssumptionsNative(program, seed))),
  ];
  lines.push(
    '',
    `One assumption a call, 3-SAT 200 × 3.8, ${CALLS} calls: ${theirs.map((time, i) => `trainsat / ${rivals[i]} ${(own / time).toFixed(2)}`).join(', ')}`,
  );
  return lines;
}

const tableLine = (label: string, rounds: string, ratios: readonly number[][]): string =>
  `| ${label} | ${rounds} | ${ratios.map((list) => geometricMean(list).toFixed(2)).join(' | ')} |`;

async function inTurn<T, R>(list: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of list) results.push(await work(item));
  return results;
}

// Exact decisions side by side: trainsat against z3 (linear real arithmetic) and HiGHS (mixed-integer programs with
// big M, in floats and with a fixed margin, and so not exact), each on the best formulation we know (decide/smt.ts,
// decide/mip.ts).
//
//   npm run bench:decide -- [--limit SECONDS] [--seeds COUNT] [--rows TEXT] [--rivals z3,highs]
//
// Milliseconds of CPU time, all threads together: wall time tells little on a machine with other work. Loading code is
// excluded and everybody has warmed up; reading the formulation is the rivals' own. On every instance all take turns,
// back to back; runs below a second are repeated, and the median counts. A run that hits the limit counts as
// the limit, which flatters it. Our NO includes its certificate, checked. Instances that nobody solves are left out of
// the means. z3 is exact: a contradiction to it ends the benchmark, with the files that replay it; a contradiction of
// HiGHS is marked and does not count as solved. Exit 1 when a rival solves what trainsat does not.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { decideInThread } from '../../src/decide/engine.ts';
import { SOLVERS } from '../../src/decide/verdict.ts';
import { training } from '../../src/problem/training/problem.ts';
import type { ShallowInstance } from '../../src/problem/training/shallow.ts';
import { practice, rows, warmUp, type Row } from './decide/instances.ts';
import { rival, RIVALS, type Rival, type Run } from './decide/rivals.ts';
import { serve } from './decide/served.ts';
import { smt } from './decide/smt.ts';
import { cpuTime, geometricMean, groupBy, median } from './measure.ts';

const { values } = parseArgs({
  options: {
    limit: { type: 'string', default: '120' },
    seeds: { type: 'string', default: '1' },
    rows: { type: 'string', default: '' },
    rivals: { type: 'string', default: RIVALS.join() },
    serve: { type: 'string' },
  },
});
const LIMIT = Number(values.limit);
/** Runs shorter than this many milliseconds are made TURNS times. */
const SHORT = 1000;
const TURNS = 7;
/** Turns of ours before all. */
const WARM_UP = 20;

/** What one solver made of one instance. */
type Outcome = Run & {
  /** Contradicts an exact answer. */
  readonly wrong: boolean;
};

type Result = {
  readonly row: Row;
  readonly label: string;
  readonly answer: Run['answer'];
  readonly ours: Outcome;
  readonly theirs: readonly Outcome[];
};

async function trainsat(instance: ShallowInstance): Promise<Run> {
  const before = cpuTime();
  const began = performance.now();
  // The limit is CPU time, which costs more to ask for than the wall's.
  const expired = (): boolean => performance.now() - began > 500 * LIMIT && cpuTime() - before > 1000 * LIMIT;
  const { answer } = await decideInThread(instance, { solver: SOLVERS[0], seconds: LIMIT, expired });
  return { answer, milliseconds: cpuTime() - before };
}

/** All of them on one instance, in turns. */
async function compare(instance: ShallowInstance, rivals: readonly Rival[]): Promise<Run[]> {
  const subjects = [trainsat, ...rivals.map((r) => (i: ShallowInstance) => r.run(i))];
  const runs: Run[][] = subjects.map(() => []);
  for (let turn = 0; turn < TURNS; turn++)
    for (const [s, subject] of subjects.entries())
      if (runs[s]!.every(({ milliseconds }) => milliseconds < SHORT)) runs[s]!.push(await subject(instance));
  return runs.map((list) => {
    const answers = new Set(list.map(({ answer }) => answer));
    const answer = answers.size === 1 ? list[0]!.answer : 'unknown';
    const middle = median(list.map(({ milliseconds }) => milliseconds));
    const unsolved = answer === 'unknown' || middle > 1000 * LIMIT;
    return unsolved
      ? { answer: 'unknown', milliseconds: 1000 * LIMIT }
      : { answer, milliseconds: Math.max(middle, 1) };
  });
}

/** The exact answer; HiGHS counts only where nobody exact has one. @throws Error when trainsat and z3 disagree */
function agreed(label: string, instance: ShallowInstance, runs: readonly Run[], names: readonly string[]) {
  const told = runs
    .map(({ answer }, i) => ({ answer, name: names[i]! }))
    .filter((x) => x.answer !== 'unknown');
  const exact = told.filter(({ name }) => name !== 'HiGHS');
  if (new Set(exact.map(({ answer }) => answer)).size > 1) {
    const folder = mkdtempSync(path.join(tmpdir(), 'trainsat-contradiction-'));
    const [ours, theirs] = ['instance.json', 'instance.smt2'].map((name) => path.join(folder, name)) as [
      string,
      string,
    ];
    writeFileSync(ours, training.write(instance));
    writeFileSync(theirs, smt(instance));
    const said = exact.map(({ answer, name }) => `${name} says ${answer}`).join(', ');
    throw new Error(`${label}: ${said}. To replay: npx trainsat decide ${ours}; z3 ${theirs}`);
  }
  return (exact[0] ?? told[0])?.answer ?? 'unknown';
}

const milliseconds = ({ answer, milliseconds: time, wrong }: Outcome): string =>
  wrong ? 'wrong' : answer === 'unknown' ? `> ${time}` : time.toFixed(time < 10 ? 1 : 0);
const factor = (x: number): string => x.toPrecision(x < 10 ? 2 : 3);
const ratioTo = (ours: Outcome, theirs: Outcome): number => theirs.milliseconds / ours.milliseconds;
const best = ({ theirs }: Result): Outcome =>
  theirs.reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a));
const tableRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const ruler = (words: number, figures: number): string =>
  `|${'---|'.repeat(words)}${'---:|'.repeat(figures)}`;

/** Geometric means of the ratios, over all, by answer and by family. */
function printMeans(results: readonly Result[], names: readonly string[]): void {
  const heads = [...names.map((name) => `${name} / trainsat`), 'best rival / trainsat'];
  console.log(
    `\n${tableRow(['geometric means', 'instances', ...names.map((n) => `${n} solved`), ...heads])}`,
  );
  console.log(ruler(1, 2 + 2 * names.length));
  const line = (label: string, list: readonly Result[]): void => {
    const solved = names.map((_, i) => list.filter(({ theirs }) => theirs[i]!.answer !== 'unknown').length);
    const means = names.map((_, i) =>
      geometricMean(list.map(({ ours, theirs }) => ratioTo(ours, theirs[i]!))),
    );
    const top = geometricMean(list.map((result) => ratioTo(result.ours, best(result))));
    console.log(tableRow([label, ...[list.length, ...solved].map(String), ...[...means, top].map(factor)]));
  };
  line('all', results);
  for (const [answer, list] of groupBy(results, (result) => result.answer)) line(answer.toUpperCase(), list);
  for (const [family, list] of groupBy(results, ({ row }) => row.family)) line(family, list);
}

async function main(folder: string): Promise<void> {
  const script = fileURLToPath(import.meta.url);
  const rivals = RIVALS.filter((name) => values.rivals.split(',').includes(name)).map((name) =>
    rival(name, LIMIT, folder, script),
  );
  if (rivals.length === 0)
    throw new Error(`--rivals: expected some of ${RIVALS.join()}, got ${values.rivals}`);
  const names = rivals.map(({ name }) => name);
  console.log(
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}; ${rivals.map(({ words }) => words).join('; ')}`,
  );
  console.log(`Milliseconds of CPU, limit ${LIMIT} s, seeds 0 to ${Number(values.seeds) - 1}\n`);
  for (let i = 0; i < WARM_UP; i++) for (const instance of [...warmUp, ...practice]) await trainsat(instance);
  const heads = ['trainsat', ...names, ...names.map((name) => `${name} / trainsat`), 'best rival / trainsat'];
  console.log(tableRow(['instance', 'answer', ...heads]));
  console.log(ruler(2, heads.length));
  const results: Result[] = [];
  const open: string[] = [];
  for (const row of rows.filter(({ label }) => label.includes(values.rows)))
    for (let seed = 0; seed < Number(values.seeds); seed++) {
      const instance = row.make(seed);
      const label = `${row.label}, seed ${seed}`;
      const runs = await compare(instance, rivals);
      const answer = agreed(label, instance, runs, ['trainsat', ...names]);
      const [ours, ...theirs] = runs.map((run): Outcome => {
        const wrong = run.answer !== 'unknown' && run.answer !== answer;
        return wrong ? { answer: 'unknown', milliseconds: 1000 * LIMIT, wrong } : { ...run, wrong };
      }) as [Outcome, ...Outcome[]];
      const result = { row, label, answer, ours, theirs };
      const ratios = [...theirs, best(result)].map((run) => factor(ratioTo(ours, run)));
      console.log(tableRow([label, answer.toUpperCase(), ...[ours, ...theirs].map(milliseconds), ...ratios]));
      if (answer === 'unknown') open.push(label);
      else results.push(result);
    }
  for (const one of rivals) one.stop();
  if (results.length > 0) printMeans(results, names);
  if (open.length > 0) console.log(`\nSolved by nobody, left out of the means:\n${open.join('\n')}`);
  const lost = results.filter(({ ours }) => ours.answer === 'unknown');
  if (lost.length === 0) return;
  console.log(`\nSOLVED BY A RIVAL AND NOT BY TRAINSAT: ${lost.length}`);
  for (const { label, theirs } of lost) {
    const who = names.filter((_, i) => theirs[i]!.answer !== 'unknown');
    console.log(`${label}: ${who.join(', ')}`);
  }
  process.exitCode = 1;
}

if (values.serve !== undefined) await serve(values.serve);
else {
  const folder = mkdtempSync(path.join(tmpdir(), 'trainsat-bench-'));
  try {
    await main(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

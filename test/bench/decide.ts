// Exact decisions side by side: trainsat against z3-solver (the natural formulation in linear real arithmetic) and
// HiGHS (a big-M mixed-integer program, in floats and so not exact), all WebAssembly or JavaScript in one process.
//
//   npm run bench:decide -- [--limit SECONDS] [--seeds COUNT]
//
// Same instances, interleaved, module loading excluded for everybody. A cell is the median over the seeds in
// milliseconds; a run that hit the limit counts as the limit, which flatters whoever hit it.
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { init } from 'z3-solver';
import { families } from '../../instances/families/index.ts';
import { reductions } from '../../reductions/index.ts';
import { decideInThread } from '../../src/decide/engine.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';

const { values } = parseArgs({
  options: { limit: { type: 'string', default: '30' }, seeds: { type: 'string', default: '3' } },
});
const LIMIT = Number(values.limit);
const SEEDS = Number(values.seeds);

type Answer = 'yes' | 'no' | 'unknown';
type Timed = { readonly answer: Answer; readonly milliseconds: number };

function family(name: string, parameters: Record<string, number>, seed: number): TrainingInstance {
  const generated = families.find((f) => f.name === name)!.generate(parameters, seed).instance;
  if (name === 'planted-halfspaces') return generated as TrainingInstance;
  return reductions
    .find((r) => r.name === 'set-splitting-to-and-pair')!
    .reduce(generated) as TrainingInstance;
}

const bits = (stimulus: string): number[] => [...stimulus].flatMap((b, j) => (b === '1' ? [j] : []));

/** AND of two units over the reals, scaled to a margin of 1 (any solution scales to this). */
function smt({ inputs, examples }: TrainingInstance): string {
  const lines = ['(set-option :timeout ' + 1000 * LIMIT + ')', '(set-logic QF_LRA)'];
  const sum = (u: number, x: string): string =>
    `(+ b${u} ${bits(x)
      .map((j) => `w${u}_${j}`)
      .join(' ')} 0)`;
  for (const u of [0, 1]) {
    lines.push(`(declare-const b${u} Real)`);
    for (let j = 0; j < inputs; j++) lines.push(`(declare-const w${u}_${j} Real)`);
  }
  for (const { stimulus, response } of examples) {
    const [s0, s1] = [sum(0, stimulus as string), sum(1, stimulus as string)];
    lines.push(
      response === '1'
        ? `(assert (and (>= ${s0} 1) (>= ${s1} 1)))`
        : `(assert (or (<= ${s0} (- 1)) (<= ${s1} (- 1))))`,
    );
  }
  return `${lines.join('\n')}\n(check-sat)\n`;
}

/** The same with weights in [-1, 1], a margin of 1/1000 and a binary variable that says who rejects a negative. */
function bigM({ inputs, examples }: TrainingInstance): string {
  const margin = 0.001;
  const M = inputs + 2;
  const rows: string[] = [];
  const sum = (u: number, x: string): string =>
    `b${u} ${bits(x)
      .map((j) => `+ w${u}_${j}`)
      .join(' ')}`;
  examples.forEach(({ stimulus, response }, e) => {
    for (const u of [0, 1]) {
      const s = sum(u, stimulus as string);
      if (response === '1') rows.push(` p${e}_${u}: ${s} >= ${margin}`);
      else
        rows.push(
          ` q${e}_${u}: ${s} ${u === 0 ? `+ ${M} r${e} <= ${M - margin}` : `- ${M} r${e} <= ${-margin}`}`,
        );
    }
  });
  const bounds = [0, 1].flatMap((u) => [
    ` -${inputs} <= b${u} <= ${inputs}`,
    ...Array.from({ length: inputs }, (_, j) => ` -1 <= w${u}_${j} <= 1`),
  ]);
  const binaries = examples.flatMap(({ response }, e) => (response === '0' ? [`r${e}`] : []));
  return `Minimize\n obj: b0\nSubject To\n${rows.join('\n')}\nBounds\n${bounds.join('\n')}\nBinary\n ${binaries.join(' ')}\nEnd`;
}

async function timed(run: () => Promise<Answer>): Promise<Timed> {
  const start = performance.now();
  const answer = await run();
  const milliseconds = performance.now() - start;
  return answer === 'unknown'
    ? { answer, milliseconds: Math.max(milliseconds, 1000 * LIMIT) }
    : { answer, milliseconds };
}

async function trainsat(instance: TrainingInstance): Promise<Answer> {
  const end = performance.now() + 1000 * LIMIT;
  return (await decideInThread(instance, { solver: 'minisat', expired: () => performance.now() > end }))
    .answer;
}

const median = (list: readonly number[]): number =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!;
const geometricMean = (list: readonly number[]): number =>
  Math.exp(list.reduce((sum, x) => sum + Math.log(x), 0) / list.length);

const { Z3, em } = await init();
const highs = await (createRequire(import.meta.url)('highs') as (typeof import('highs'))['default'])();

async function z3(text: string): Promise<Answer> {
  const context = Z3.mk_context_rc(Z3.mk_config());
  const word = (await Z3.eval_smtlib2_string(context, text)).trim();
  Z3.del_context(context);
  return word === 'sat' ? 'yes' : word === 'unsat' ? 'no' : 'unknown';
}

async function mixedInteger(text: string): Promise<Answer> {
  try {
    const { Status } = highs.solve(text, { time_limit: LIMIT });
    return Status === 'Optimal' ? 'yes' : Status === 'Infeasible' ? 'no' : 'unknown';
  } catch {
    // The WebAssembly build aborts on some models; it then has no answer.
    return 'unknown';
  }
}

const points: [string, Record<string, number>][] = [
  ...[50, 100, 150].flatMap((n) =>
    [2, 2.3].map((ratio): [string, Record<string, number>] => ['set-splitting', { n, ratio }]),
  ),
  ...[15, 20].flatMap((n) =>
    [100, 200].map((m): [string, Record<string, number>] => [
      'planted-halfspaces',
      { n, m, units: 2, margin: 1, noise: 0 },
    ]),
  ),
];

console.log(
  `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}; limit ${LIMIT} s, ${SEEDS} seeds, medians in milliseconds\n`,
);
console.log(
  '| instance | answers | trainsat | z3-solver | HiGHS | z3-solver / trainsat | HiGHS / trainsat | best rival / trainsat |',
);
console.log('|---|---|---:|---:|---:|---:|---:|---:|');
await trainsat(family('set-splitting', { n: 10, ratio: 2 }, 0));
await z3('(declare-const x Real)\n(assert (> x 1))\n(check-sat)\n');
const ratios: { z3: number; highs: number; best: number }[] = [];
for (const [name, parameters] of points) {
  const rows: { ours: Timed; z3: Timed; highs: Timed }[] = [];
  for (let seed = 0; seed < SEEDS; seed++) {
    const instance = family(name, parameters, seed);
    const [smtText, lpText] = [smt(instance), bigM(instance)];
    const ours = await timed(() => trainsat(instance));
    const theirs = { z3: await timed(() => z3(smtText)), highs: await timed(() => mixedInteger(lpText)) };
    // z3 is exact: a contradiction is an error of one of the two. HiGHS works in floats and with a fixed margin.
    if (ours.answer !== 'unknown' && theirs.z3.answer !== 'unknown' && ours.answer !== theirs.z3.answer)
      throw new Error(
        `${name} ${JSON.stringify(parameters)} seed ${seed}: trainsat says ${ours.answer}, z3 ${theirs.z3.answer}`,
      );
    rows.push({ ours, ...theirs });
    ratios.push({
      z3: theirs.z3.milliseconds / ours.milliseconds,
      highs: theirs.highs.milliseconds / ours.milliseconds,
      best: Math.min(theirs.z3.milliseconds, theirs.highs.milliseconds) / ours.milliseconds,
    });
  }
  const cell = (pick: (row: (typeof rows)[number]) => Timed): { text: string; value: number } => {
    const value = median(rows.map((row) => pick(row).milliseconds));
    const open = rows.filter((row) => pick(row).answer === 'unknown').length;
    return {
      value,
      text: `${value >= 1000 * LIMIT ? '> ' : ''}${value.toFixed(0)}${open > 0 ? ` (${open} open)` : ''}`,
    };
  };
  const [a, b, c] = [cell((r) => r.ours), cell((r) => r.z3), cell((r) => r.highs)];
  const label = `${name} ${Object.entries(parameters)
    .slice(0, 2)
    .map(([k, v]) => `${k} = ${v}`)
    .join(', ')}`;
  const answers = rows.map(({ ours }) => ours.answer).join(' ');
  const ratio = (x: number): string => (x / a.value).toFixed(1);
  console.log(
    `| ${label} | ${answers} | ${a.text} | ${b.text} | ${c.text} | ${ratio(b.value)} | ${ratio(c.value)} | ${ratio(Math.min(b.value, c.value))} |`,
  );
}
const mean = (pick: (r: (typeof ratios)[number]) => number): string =>
  geometricMean(ratios.map(pick)).toFixed(1);
console.log(
  `\nGeometric means over all runs: z3-solver / trainsat ${mean((r) => r.z3)}, HiGHS / trainsat ${mean((r) => r.highs)}, best rival / trainsat ${mean((r) => r.best)}`,
);
// z3's threads would keep the process alive.
(em as unknown as { PThread: { terminateAllThreads(): void } }).PThread.terminateAllThreads();

// The project's SAT engine against native solvers and npm packages, side by side.
//
//   npm run bench:sat -- [--seed 1] [--limit SECONDS] [--repeat 3] [--only TEXT] [--without NAMES]
//
// CPU time, not wall time: of the whole process for commands (starting it takes them some milliseconds), of reading and
// deciding for packages, whose code is loaded before and warmed by one small formula. The rivals take turns formula by
// formula; a cell is the median of the repetitions, of which runs beyond two seconds have none. A run that hits the limit
// counts as the limit, which flatters it. Every answer of ours is checked: models against the clauses, refutations by the
// LRAT checker.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { pigeonhole } from '../pigeonhole.ts';
import { ENGINE_NAMES, EngineProcess, serve, verify, versions, type Run } from './sat/engines.ts';
import { dimacs, formulas, type Formula } from './sat/formulas.ts';
import { incremental } from './sat/incremental.ts';
import { isInstalled, NATIVES, runNative } from './sat/natives.ts';
import { geometricMean, median } from './measure.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    limit: { type: 'string', default: '20' },
    repeat: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    without: { type: 'string', default: '' },
    engine: { type: 'string' },
  },
});

const OURS = 'trainsat';
const LIMIT = Number(values.limit);
const REPEAT = Number(values.repeat);

/** A run of more milliseconds than these is not repeated: it is no longer the start that decides. */
const LONG = 2000;

type Row = {
  readonly formula: Formula;
  readonly answer: string;
  readonly times: ReadonlyMap<string, number>;
};

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'trainsat-bench-'));
  const file = path.join(folder, 'formula.cnf');
  const without = values.without.split(',');
  const natives = NATIVES.filter((name) => !without.includes(name) && isInstalled(name));
  const engines = ENGINE_NAMES.filter((name) => !without.includes(name));
  const rivals = [...engines, ...natives];
  const processes = new Map(
    engines.map((name) => [name, new EngineProcess(name, fileURLToPath(import.meta.url))]),
  );
  const warm = dimacs({ variables: 56, clauses: pigeonhole(8, 7) });
  const run = async (rival: string, text: string): Promise<Run> =>
    processes.get(rival)?.run(text, LIMIT) ?? runNative(rival as (typeof natives)[number], file, LIMIT);

  console.log(
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}; ${versions()}; seed ${values.seed}, limit ${LIMIT} s of CPU, medians of ${REPEAT}, milliseconds`,
  );
  const absent = NATIVES.filter((name) => !natives.includes(name));
  if (absent.length > 0) console.log(`Not on this machine, or left out: ${absent.join(', ')}`);

  for (const engine of engines) for (let i = 0; i < 3; i++) await run(engine, warm);
  const rows: Row[] = [];
  for (const formula of formulas(Number(values.seed))) {
    if (!formula.name.includes(values.only)) continue;
    const text = dimacs(formula);
    writeFileSync(file, text);
    const runs = new Map(rivals.map((name) => [name, [] as Run[]]));
    for (let i = 0; i < REPEAT; i++)
      for (const rival of rivals) {
        const list = runs.get(rival)!;
        if (list.every(({ milliseconds }) => milliseconds < LONG)) list.push(await run(rival, text));
      }
    const answers = new Set([...runs.values()].flatMap((list) => list.map(({ answer }) => answer)));
    answers.delete('unknown');
    if (answers.size > 1) throw new Error(`${formula.name}: the solvers contradict each other`);
    const answer = runs.get(OURS)![0]!.answer;
    if (answer !== 'unknown') await verify(text, answer);
    const times = new Map(
      rivals.map((name) => [name, median(runs.get(name)!.map(({ milliseconds }) => milliseconds))]),
    );
    rows.push({ formula, answer: [...answers][0] ?? 'unknown', times });
    process.stderr.write(`${formula.name}: ${times.get(OURS)!.toFixed(0)} ms\n`);
  }
  for (const engine of processes.values()) engine.stop();

  const cell = (time: number): string => (time >= 1000 * LIMIT ? `> ${1000 * LIMIT}` : time.toFixed(0));
  const align = ['l', 'l', ...rivals.map(() => 'r')];
  console.log(
    `\n${markdownTable(
      [
        ['formula', 'answer', ...rivals],
        ...rows.map(({ formula, answer, times }) => [
          formula.name,
          answer,
          ...rivals.map((name) => cell(times.get(name)!)),
        ]),
      ],
      { align },
    )}`,
  );

  const others = rivals.filter((name) => name !== OURS);
  const ratios = (label: string, chosen: readonly Row[]): string[] => {
    const mean = (rival: (row: Row) => number): string =>
      geometricMean(chosen.map((row) => row.times.get(OURS)! / rival(row))).toFixed(2);
    return [
      label,
      String(chosen.length),
      ...others.map((name) => mean((row) => row.times.get(name)!)),
      natives.length === 0 ? '' : mean((row) => Math.min(...natives.map((name) => row.times.get(name)!))),
    ];
  };
  const of = (keep: (row: Row) => boolean): Row[] => rows.filter(keep);
  const groups: [string, Row[]][] = [
    ['all', of(({ answer }) => answer !== 'unknown')],
    ['unsatisfiable', of(({ answer }) => answer === 'unsat')],
    ['satisfiable', of(({ answer }) => answer === 'sat')],
    ...[...new Set(rows.map(({ formula }) => formula.family))].map((family): [string, Row[]] => [
      family,
      of(({ formula }) => formula.family === family),
    ]),
  ];
  console.log(
    `\n${OURS} / rival, geometric means; the last column takes the best native solver of each formula\n`,
  );
  console.log(
    markdownTable(
      [
        ['class', 'formulas', ...others, 'best native'],
        ...groups.filter(([, list]) => list.length > 0).map(([label, list]) => ratios(label, list)),
      ],
      { align: ['l', ...align.slice(1)] },
    ),
  );
  const checked = of(({ times }) => times.get(OURS)! < 1000 * LIMIT).length;
  console.log(`\n${checked} answers checked: models against clauses, refutations by the LRAT checker.\n`);
  for (const line of await incremental(Number(values.seed), folder)) console.log(line);
  rmSync(folder, { recursive: true });
}

await (values.engine === undefined ? main() : serve(values.engine));

// Reducing: time and memory for each cell of the target, as sources grow, beside the cost of writing the target as text.
//
//   npm run bench:reduce -- [--most 1000000] [--only TEXT]
//
// Each size is measured in fresh processes: the median of the CPU time of three, the largest of their peaks of memory, once
// with the target reduced and once with its text written, too. The source is among what is held.
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { cpuTime, median } from './measure.ts';
import { CASES, cellsOf } from './reduce/cases.ts';

/** Milliseconds, and megabytes at most so far. */
type Measured = {
  readonly cells: number;
  readonly reducing: number;
  readonly peakReduced: number;
  readonly writing: number;
  readonly peakWritten: number;
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { most: { type: 'string', default: '1000000' }, only: { type: 'string', default: '' } },
});
const TURNS = 3;
const WARM_UP = 20;
/** Sources smaller than this are reduced several times: the clock of the processor may tick every 10 ms. */
const SMALL = 200_000;
const STEP = 10;
const LEAST = 1000;

/** The peak of this process in MB. */
const peak = (): number => process.resourceUsage().maxRSS / 1024;

/** One measurement, in this process. */
function measure(name: string, size: number): Measured {
  const { reduction, source, target } = CASES.find((each) => each.reduction.name === name)!;
  // The code is warm before the large one.
  for (let turn = 0; turn < WARM_UP; turn++) target.write(reduction.reduce(source(LEAST / 10)));
  const instance = source(size);
  const times = Math.ceil(SMALL / size);
  const [reduced, reducing] = timed(times, () => reduction.reduce(instance));
  const peakReduced = peak();
  const [text, writing] = timed(times, () => target.write(reduced));
  if (text === '') throw new Error(`${name}: expected a text, got none`);
  return { cells: cellsOf(reduced), reducing, peakReduced, writing, peakWritten: peak() };
}

/** What an action gives, and its mean CPU time over so many turns. */
function timed<T>(times: number, action: () => T): [T, number] {
  const start = cpuTime();
  for (let turn = 1; turn < times; turn++) action();
  const result = action();
  return [result, (cpuTime() - start) / times];
}

/** One measurement, in a process of its own. */
function apart(name: string, size: number): Measured {
  const words = [fileURLToPath(import.meta.url), name, String(size)];
  return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' })) as Measured;
}

/** Nanoseconds a cell. */
function perCell(list: readonly Measured[], key: 'reducing' | 'writing'): number {
  return (1e6 * median(list.map((each) => each[key]))) / list[0]!.cells;
}

/** 2.5, 14, 170. */
const twoDigits = (value: number): string => String(Number(value.toPrecision(2)));

/** The most of all. */
function largest(list: readonly Measured[], key: 'peakReduced' | 'peakWritten'): string {
  return Math.max(...list.map((each) => each[key])).toFixed(0);
}

if (positionals.length > 0) {
  const [name, size] = positionals as [string, string];
  console.log(JSON.stringify(measure(name, Number(size))));
} else {
  const rows: string[][] = [];
  for (const { reduction, what } of CASES.filter((each) => each.reduction.name.includes(values.only))) {
    let before: number | undefined;
    for (let size = LEAST; size <= Number(values.most); size *= STEP) {
      const turns = Array.from({ length: TURNS }, () => apart(reduction.name, size));
      const reducing = perCell(turns, 'reducing');
      const writing = perCell(turns, 'writing');
      rows.push([
        before === undefined ? `\`${reduction.name}\`, ${what}` : '',
        size.toLocaleString('en'),
        turns[0]!.cells.toLocaleString('en'),
        twoDigits(reducing),
        before === undefined ? '' : (reducing / before).toFixed(2),
        twoDigits(writing),
        (writing / reducing).toFixed(1),
        largest(turns, 'peakReduced'),
        largest(turns, 'peakWritten'),
      ]);
      before = reducing;
    }
  }
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}; CPU time\n`);
  console.log(
    markdownTable(
      [
        [
          'reduction, what grows',
          'of them',
          'cells of the target',
          'reducing (ns a cell)',
          'against the row above',
          'writing (ns a cell)',
          'writing / reducing',
          'peak, reduced (MB)',
          'peak, written (MB)',
        ],
        ...rows,
      ],
      { align: ['l', 'r', 'r', 'r', 'r', 'r', 'r', 'r', 'r'] },
    ),
  );
}

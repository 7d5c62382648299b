// Reducing: time and memory for each cell of the target, as sources grow, beside the cost of writing the target as text.
//
//   npm run bench:reduce -- [--most 1000000] [--only TEXT]
//
// Each figure is the CPU time of a fresh process, the median of three; a process has its own peak of memory, from which that
// of holding the source is not taken off.
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { cpuTime, median } from './measure.ts';
import { CASES, cellsOf } from './reduce/cases.ts';

type Measured = {
  readonly cells: number;
  readonly reducing: number;
  readonly writing: number;
  readonly peak: number;
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { most: { type: 'string', default: '1000000' }, only: { type: 'string', default: '' } },
});
const TURNS = 3;
const STEP = 10;
const LEAST = 1000;

/** One measurement, in this process: `write` or `reduce` says whether the target is written, too. */
function measure(name: string, size: number, write: boolean): Measured {
  const { reduction, source, target } = CASES.find((each) => each.reduction.name === name)!;
  // The code is warm before the large one.
  for (let turn = 0; turn < 20; turn++) target.write(reduction.reduce(source(LEAST / 10)));
  const instance = source(size);
  const start = cpuTime();
  const reduced = reduction.reduce(instance);
  const reducing = cpuTime() - start;
  const written = cpuTime();
  const length = write ? target.write(reduced).length : 0;
  const writing = cpuTime() - written;
  if (write && length === 0) throw new Error(`${name}: expected a text, got none`);
  return { cells: cellsOf(reduced), reducing, writing, peak: process.resourceUsage().maxRSS / 1024 };
}

/** One measurement, in a process of its own. */
function apart(name: string, size: number, write: boolean): Measured {
  const words = [fileURLToPath(import.meta.url), name, String(size), write ? 'write' : 'reduce'];
  return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' })) as Measured;
}

if (positionals.length > 0) {
  const [name, size, write] = positionals as [string, string, string];
  console.log(JSON.stringify(measure(name, Number(size), write === 'write')));
} else {
  const rows: string[][] = [];
  for (const { reduction, what } of CASES.filter((each) => each.reduction.name.includes(values.only))) {
    let before: number | undefined;
    for (let size = LEAST; size <= Number(values.most); size *= STEP) {
      const plain = Array.from({ length: TURNS }, () => apart(reduction.name, size, false));
      const both = Array.from({ length: TURNS }, () => apart(reduction.name, size, true));
      const { cells } = plain[0]!;
      const nanoseconds = (list: readonly Measured[], key: 'reducing' | 'writing'): number =>
        (1e6 * median(list.map((each) => each[key]))) / cells;
      const reducing = nanoseconds(plain, 'reducing');
      rows.push([
        before === undefined ? `\`${reduction.name}\`, ${what}` : '',
        size.toLocaleString('en'),
        cells.toLocaleString('en'),
        reducing.toPrecision(2),
        before === undefined ? '' : (reducing / before).toFixed(2),
        nanoseconds(both, 'writing').toPrecision(2),
        Math.max(...plain.map(({ peak }) => peak)).toFixed(0),
        Math.max(...both.map(({ peak }) => peak)).toFixed(0),
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
          'peak, reduced (MB)',
          'peak, written (MB)',
        ],
        ...rows,
      ],
      { align: ['l', 'r', 'r', 'r', 'r', 'r', 'r', 'r'] },
    ),
  );
}

// The command `npm run fuzz`: its options, what it prints, its exit status.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Panel } from './kind.ts';
import { kinds } from './kinds.ts';
import { fuzz, replay, summaryTable, type Finding } from './run.ts';

/** What the command works with. */
export type Surroundings = {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
  /** Becomes true with Ctrl-C. */
  readonly interrupted: () => boolean;
  /** Makes the SAT engines; the real ones when left out. */
  readonly makeSolver?: Panel['makeSolver'];
};

/** Milliseconds between two looks at the keyboard. */
const SLICE = 50;

class UsageError extends Error {}

/** Runs the command. @returns 0 without a finding, 1 with one, 2 for wrong usage, 130 after Ctrl-C */
export async function command(argv: readonly string[], around: Surroundings): Promise<number> {
  try {
    const options = readOptions(argv);
    return options.replay === undefined ? await run(options, around) : await again(options.replay, around);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    around.stderr.write(`fuzz: ${error.message}\n`);
    return 2;
  }
}

function readOptions(argv: readonly string[]) {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        seed: { type: 'string', default: '0' },
        seconds: { type: 'string', default: 'Infinity' },
        count: { type: 'string', default: 'Infinity' },
        only: { type: 'string' },
        out: { type: 'string', default: 'dist/fuzz' },
        replay: { type: 'string' },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const number = (name: 'seed' | 'seconds' | 'count', pattern: RegExp): number => {
    if (pattern.test(values[name])) return Number(values[name]);
    throw new UsageError(`--${name}: expected a number, found ${JSON.stringify(values[name])}`);
  };
  const names = kinds.map(({ name }) => name);
  if (values.only !== undefined && !names.includes(values.only))
    throw new UsageError(`--only: expected one of ${names.join(', ')}, found ${JSON.stringify(values.only)}`);
  return {
    ...values,
    seed: number('seed', /^\d{1,9}$/),
    seconds: number('seconds', /^(\d+(\.\d+)?|Infinity)$/),
    count: number('count', /^(\d+|Infinity)$/),
  };
}

async function run(
  { seed, seconds, count, only, out }: ReturnType<typeof readOptions>,
  { stdout, stderr, interrupted, makeSolver }: Surroundings,
): Promise<number> {
  const start = performance.now();
  const elapsed = (): number => (performance.now() - start) / 1000;
  const rate = (instances: number): string => `${(instances / elapsed()).toFixed(0)}/s`;
  let last = start;
  const summary = await fuzz({
    kinds: kinds.filter(({ name }) => only === undefined || name === only),
    seed,
    out,
    ...(makeSolver ? { makeSolver } : {}),
    goOn: (instances) => !interrupted() && instances < count && elapsed() < seconds,
    async onInstance(instances, findings) {
      if (performance.now() - last < SLICE) return;
      last = performance.now();
      if (stderr.isTTY)
        stderr.write(`\r\u001b[K${instances} instances, ${rate(instances)}, ${findings} findings`);
      // Signals are delivered between two turns of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
    },
  });
  if (stderr.isTTY) stderr.write('\r\u001b[K');
  stdout.write(`${summaryTable(summary)}\n`);
  for (const file of summary.findings) stderr.write(`${file}: npm run fuzz -- --replay ${file}\n`);
  stderr.write(`seed ${seed}: ${summary.instances} instances, ${rate(summary.instances)}\n`);
  return summary.findings.length > 0 ? 1 : interrupted() ? 130 : 0;
}

async function again(file: string, { stdout, makeSolver }: Surroundings): Promise<number> {
  const { opinions, trouble } = await replay(readFinding(file), kinds, makeSolver);
  for (const { by, answer } of trouble?.opinions ?? opinions)
    stdout.write(`${answer.toUpperCase()}: ${by}\n`);
  if (trouble?.error !== undefined) stdout.write(`${trouble.error}\n`);
  stdout.write(trouble ? 'still found\n' : 'no longer found\n');
  return trouble ? 1 : 0;
}

function readFinding(file: string): Finding {
  let finding: Finding;
  try {
    finding = JSON.parse(readFileSync(file, 'utf8')) as Finding;
  } catch (error) {
    throw new UsageError(`--replay: expected a finding, found ${(error as Error).message}`);
  }
  if (finding.format !== 'trainsat.finding/1')
    throw new UsageError(`--replay: expected a finding, found a file of format ${String(finding.format)}`);
  return finding;
}

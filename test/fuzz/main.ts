// Fuzzing, as long as one likes: random instances, everybody's answer compared, every witness and every proof checked.
//
//   npm run fuzz -- [--seed S] [--seconds T | --count N] [--only KIND] [--out DIR]
//   npm run fuzz -- --replay FILE
//
// Without a limit it goes on until Ctrl-C. A finding is written to DIR (dist/fuzz) with the command that replays it. The
// exit status is 1 when there is one, 2 for wrong usage, 130 after Ctrl-C.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { kinds } from './kinds.ts';
import { fuzz, replay, summaryTable, type Finding } from './run.ts';

/** Time between two looks at the keyboard. */
const SLICE_MILLISECONDS = 50;

function usage(message: string): never {
  console.error(`fuzz: ${message}`);
  process.exit(2);
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        seed: { type: 'string', default: '0' },
        seconds: { type: 'string' },
        count: { type: 'string' },
        only: { type: 'string' },
        out: { type: 'string', default: 'dist/fuzz' },
        replay: { type: 'string' },
      },
    }).values;
  } catch (error) {
    usage((error as Error).message);
  }
}

const options = readOptions();

function number(name: 'seed' | 'seconds' | 'count', pattern: RegExp): number | undefined {
  const text = options[name];
  if (text === undefined) return undefined;
  return pattern.test(text)
    ? Number(text)
    : usage(`--${name}: expected a number, found ${JSON.stringify(text)}`);
}

if (options.replay === undefined) await run();
else await again(options.replay);

async function run(): Promise<void> {
  const seed = number('seed', /^\d{1,9}$/)!;
  const seconds = number('seconds', /^\d+(\.\d+)?$/) ?? Infinity;
  const count = number('count', /^\d+$/) ?? Infinity;
  const chosen = kinds.filter(({ name }) => options.only === undefined || name === options.only);
  if (chosen.length === 0)
    usage(`--only: expected one of ${kinds.map(({ name }) => name).join(', ')}, found "${options.only}"`);
  const start = performance.now();
  let interrupted = false;
  process.once('SIGINT', () => (interrupted = true));
  const elapsed = (): number => (performance.now() - start) / 1000;
  const rate = (instances: number): string => `${(instances / elapsed()).toFixed(0)}/s`;
  const shown = process.stderr.isTTY;
  let last = start;
  const summary = await fuzz({
    kinds: chosen,
    seed,
    out: options.out,
    goOn: (instances) => !interrupted && instances < count && elapsed() < seconds,
    async onInstance(instances, findings) {
      if (performance.now() - last < SLICE_MILLISECONDS) return;
      last = performance.now();
      if (shown)
        process.stderr.write(`\r\u001b[K${instances} instances, ${rate(instances)}, ${findings} findings`);
      // Signals are delivered between two turns of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
    },
  });
  if (shown) process.stderr.write('\r\u001b[K');
  console.log(summaryTable(summary));
  for (const file of summary.findings) console.error(`${file}: npm run fuzz -- --replay ${file}`);
  console.error(`seed ${seed}: ${summary.instances} instances, ${rate(summary.instances)}`);
  process.exit(summary.findings.length > 0 ? 1 : interrupted ? 130 : 0);
}

async function again(file: string): Promise<void> {
  const { opinions, trouble } = await replay(JSON.parse(readFileSync(file, 'utf8')) as Finding, kinds);
  for (const { by, answer } of opinions) console.log(`${answer.toUpperCase()}  ${by}`);
  if (trouble?.error !== undefined) console.log(trouble.error);
  console.log(trouble ? 'still found' : 'no longer found');
  process.exit(trouble ? 1 : 0);
}

// Training engines side by side: example-updates per second of ours, of C for AVX2 and of TensorFlow.js.
//
//   npm run bench:train -- [--repeat COUNT] [--seconds S] [--only TEXT]
//
// An example-update is one example's forward pass, backward pass and share of the weight update, of one restart with
// two units, Adam on all examples. Every instance holds a contradiction, so that no restart is ever solved and all work
// is counted. The contestants take turns; a cell is the median over the repetitions. CPU seconds count all threads.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { InputError } from '../../src/problem/errors.ts';
import { cpuEngine } from '../../src/train/cpu-engine.ts';
import { referenceEngine } from '../../src/train/reference-engine.ts';
import { findAdapter } from '../../src/train/webgpu/adapter.ts';
import type { FoundAdapter } from '../../src/train/webgpu/found-adapter.ts';
import { webgpuEngine } from '../../src/train/webgpu/engine.ts';
import { median } from './measure.ts';
import type { Contestant, Work } from './train/contestant.ts';
import { CASES, type Case } from './train/instances.ts';
import { native } from './train/native.ts';
import { ours } from './train/ours.ts';
import { tfjs } from './train/tfjs.ts';

const { values } = parseArgs({
  options: {
    repeat: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});
const REPEAT = Number(values.repeat);
const SECONDS = Number(values.seconds);
const RESTARTS = 1024;

async function adapter(): Promise<FoundAdapter | undefined> {
  try {
    return await findAdapter();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.log(`No WebGPU: ${error.message}\n`);
    return undefined;
  }
}

const found = await adapter();
const compiled = native();
if (typeof compiled === 'string') console.log(`No C: ${compiled}\n`);
const contestants: Contestant[] = [
  ours('WebAssembly, 1 thread', await cpuEngine(1), RESTARTS),
  ours('WebAssembly, 2 threads', await cpuEngine(2), RESTARTS),
  ours('TypeScript', referenceEngine(), 16),
  ...(typeof compiled === 'string' ? [] : [compiled]),
  await tfjs('wasm', RESTARTS),
  await tfjs('cpu', 64),
];
if (found)
  contestants.push(
    ours(`WebGPU on ${found.name}`, await webgpuEngine(found), RESTARTS),
    await tfjs('webgpu', RESTARTS, await findAdapter()),
  );

/** Epochs that keep a contestant busy for about SECONDS, found by doubling after it has started its threads. */
async function calibrate({ run, restarts }: Contestant, { packed }: Case): Promise<number> {
  await run(packed, restarts, 1);
  await run(packed, restarts, 1);
  for (let epochs = 1; ; epochs *= 2) {
    const { wallSeconds } = await run(packed, restarts, epochs);
    if (wallSeconds > SECONDS / 2) return Math.max(1, Math.round((epochs * SECONDS) / wallSeconds));
  }
}

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
console.log(`median of ${REPEAT} interleaved runs; million example-updates per second\n`);
const rows: string[][] = [];
for (const each of CASES.filter(({ name }) => name.includes(values.only))) {
  const epochs: number[] = [];
  for (const contestant of contestants) epochs.push(await calibrate(contestant, each));
  const runs: Work[][] = contestants.map(() => []);
  for (let i = 0; i < REPEAT; i++)
    for (const [c, { run, restarts }] of contestants.entries())
      runs[c]!.push(await run(each.packed, restarts, epochs[c]!));
  const perSecond = (list: readonly Work[], key: 'wallSeconds' | 'cpuSeconds') =>
    median(list.map((work) => work.updates / work[key])) / 1e6;
  const [first] = runs;
  contestants.forEach(({ name }, c) => {
    const cell = (key: 'wallSeconds' | 'cpuSeconds') => perSecond(runs[c]!, key).toPrecision(3);
    const ratio = (key: 'wallSeconds' | 'cpuSeconds') =>
      (perSecond(first!, key) / perSecond(runs[c]!, key)).toPrecision(3);
    rows.push([
      each.name,
      name,
      cell('cpuSeconds'),
      ratio('cpuSeconds'),
      cell('wallSeconds'),
      ratio('wallSeconds'),
    ]);
  });
}
console.log(
  markdownTable(
    [
      [
        'instance',
        'engine',
        'per CPU second',
        'WebAssembly / it',
        'per second',
        'WebAssembly, 1 thread / it',
      ],
      ...rows,
    ],
    { align: ['l', 'l', 'r', 'r', 'r', 'r'] },
  ),
);
for (const { close } of contestants) await close();
process.exit(0);

// Training engines side by side: example-updates per second of the reference, the WASM engine and WebGPU.
//
//   npm run bench:train -- [--repeat COUNT] [--seconds S]
//
// An example-update is one example's forward pass, backward pass and share of the weight update, of one restart with
// two units. Every instance holds a contradiction, so that no restart is ever solved and all work is counted. The
// engines take turns; a cell is the median over the repetitions. CPU seconds count all threads of the process.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { families } from '../../instances/families/index.ts';
import { InputError } from '../../src/problem/errors.ts';
import { labelledPoints } from '../../src/problem/training/points.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { reductions } from '../../reductions/index.ts';
import { cpuEngine } from '../../src/train/cpu-engine.ts';
import type { Engine } from '../../src/train/engine.ts';
import { packExamples } from '../../src/train/pack.ts';
import { integerTask, type IntegerTask } from '../../src/train/integer/parameters.ts';
import { referenceEngine } from '../../src/train/reference-engine.ts';
import { OPTIMIZERS, type Optimizer } from '../../src/train/types.ts';
import { findAdapter } from '../../src/train/webgpu/adapter.ts';
import { webgpuEngine } from '../../src/train/webgpu/engine.ts';

const { values } = parseArgs({
  options: { repeat: { type: 'string', default: '5' }, seconds: { type: 'string', default: '1' } },
});
const REPEAT = Number(values.repeat);
const SECONDS = Number(values.seconds);
const RESTARTS = 1024;
/** The reference trains its restarts one after another: fewer do as well. */
const RESTARTS_OF_REFERENCE = 16;

function generated(name: string, parameters: Record<string, number>): unknown {
  return families.find((family) => family.name === name)!.generate(parameters, 0).instance;
}

function splitting(n: number): TrainingInstance {
  const sets = generated('set-splitting-planted', { n, ratio: 1.5 });
  return reductions
    .find(({ name }) => name === 'set-splitting-to-and-pair')!
    .reduce(sets) as TrainingInstance;
}

const INSTANCES: Readonly<Record<string, TrainingInstance>> = {
  'splitting n=10': splitting(10),
  'splitting n=50': splitting(50),
  'splitting n=200': splitting(200),
  'dense n=50 m=200': generated('random-labels', { n: 50, m: 200 }) as TrainingInstance,
};

function taskOf(instance: TrainingInstance, optimizer: Optimizer, epochs: number): IntegerTask {
  const [first] = instance.examples;
  const opposite = { ...first!, response: first!.response === '1' ? '0' : '1' } as const;
  const contradictory = { ...instance, examples: [...instance.examples, opposite] };
  return integerTask(packExamples(labelledPoints(contradictory)), 2, optimizer, {}, epochs, 0);
}

type Speed = { readonly perWallSecond: number; readonly perCpuSecond: number };

async function speed(engine: Engine, task: IntegerTask): Promise<Speed> {
  const restarts = engine.backend.kind === 'reference' ? RESTARTS_OF_REFERENCE : RESTARTS;
  const cpu = process.cpuUsage();
  const began = performance.now();
  let updates = 0;
  await engine.run(task, restarts, {
    signal: undefined,
    onResult: ({ epochs }) => (updates += epochs * task.packed.examples),
    onProgress: () => undefined,
  });
  const wall = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { perWallSecond: updates / wall, perCpuSecond: updates / ((user + system) / 1e6) };
}

/** Epochs that keep an engine busy for about SECONDS, found by doubling. */
async function calibrate(engine: Engine, instance: TrainingInstance, optimizer: Optimizer): Promise<number> {
  for (let epochs = 1; ; epochs *= 2) {
    const began = performance.now();
    await speed(engine, taskOf(instance, optimizer, epochs));
    const lasted = (performance.now() - began) / 1000;
    if (lasted > SECONDS / 4) return Math.max(1, Math.round((epochs * SECONDS) / lasted));
  }
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;
const millions = (value: number) => (value / 1e6).toPrecision(3).padStart(8);

const engines: Engine[] = [referenceEngine(), await cpuEngine()];
try {
  engines.push(await webgpuEngine(await findAdapter()));
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  console.log(`No WebGPU: ${error.message}\n`);
}
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
for (const { backend } of engines) console.log(`${backend.kind}: ${backend.name}`);
console.log(
  `median of ${REPEAT} interleaved runs; million example-updates per second; × is against the reference\n`,
);
console.log('| instance | optimiser | engine | per CPU second | × | per wall second | × |');
console.log('|---|---|---|---:|---:|---:|---:|');
for (const [name, instance] of Object.entries(INSTANCES))
  // The other two run the kernels of adam and gd.
  for (const optimizer of OPTIMIZERS.filter((o) => o !== 'adam-0.999' && o !== 'momentum')) {
    const epochs: number[] = [];
    for (const engine of engines) epochs.push(await calibrate(engine, instance, optimizer));
    const runs: Speed[][] = engines.map(() => []);
    for (let i = 0; i < REPEAT; i++)
      for (const [e, engine] of engines.entries())
        runs[e]!.push(await speed(engine, taskOf(instance, optimizer, epochs[e]!)));
    const cpu = runs.map((list) => median(list.map(({ perCpuSecond }) => perCpuSecond)));
    const wall = runs.map((list) => median(list.map(({ perWallSecond }) => perWallSecond)));
    engines.forEach(({ backend }, e) => {
      const ratio = (figures: readonly number[]) => (figures[e]! / figures[0]!).toPrecision(3);
      console.log(
        `| ${name} | ${optimizer} | ${backend.kind} | ${millions(cpu[e]!)} | ${ratio(cpu)} | ${millions(wall[e]!)} | ${ratio(wall)} |`,
      );
    });
  }
for (const engine of engines) await engine.close();

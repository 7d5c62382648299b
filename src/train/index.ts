// Gradient descent on a training instance: relax, train many restarts, harden, score exactly.
import type { TrainingInstance } from '../problem/training/schema.ts';
import { checkOptions } from './check-options.ts';
import { cpuEngine } from './cpu-engine.ts';
import { DeviceLost, type Engine } from './engine.ts';
import { withFallback } from './fallback-engine.ts';
import { referenceEngine } from './reference-engine.ts';
import { Scoreboard } from './scoreboard.ts';
import type { Backend, TrainOptions, TrainResult } from './types.ts';
import { waysToTrain } from './ways.ts';

/**
 * Trains `restarts` networks from independent small weights and scores each as a network of threshold units. The same
 * instance, options and seed give the same configuration and counts on every backend and machine, unless interrupted;
 * in the float core a GPU that fuses products and sums may differ.
 * Under the noisy AND a network of two or more hidden units with a free output that is never right as an AND is trained
 * once more as a NAND, and the better of the two is reported, `epochs` counting both.
 * @returns `supported: false` where the noisy AND was asked for by name and the network has none
 * @throws InputError for options out of range, and when `backend` is `webgpu` and there is no adapter
 */
export async function train(instance: TrainingInstance, options: TrainOptions): Promise<TrainResult> {
  checkOptions(options);
  const ways = waysToTrain(instance, options);
  if ('reason' in ways) return { supported: false, reason: ways.reason };
  const began = performance.now();
  const { restarts, optimizer, seed, signal } = options;
  const engine = await openEngine(options.backend);
  try {
    const boards: Scoreboard[] = [];
    let lost: string | undefined;
    for (const [w, way] of ways.entries()) {
      const board = new Scoreboard(instance, way);
      boards.push(board);
      try {
        await engine.run(way.task, restarts, {
          signal,
          onResult: (result) => board.add(result),
          onProgress: (share) => options.onProgress?.((w + share) / ways.length),
        });
      } catch (error) {
        if (!(error instanceof DeviceLost)) throw error;
        for (const result of error.begun) board.add(result);
        lost = error.message;
      }
      if (board.empty) board.add({ restart: 0, weights: way.initial(0), epochs: 0, finished: false });
      if (board.successes > 0 || signal?.aborted || lost !== undefined) break;
    }
    const board = boards.reduce((a, b) => (b.successes > a.successes || b.bestRight > a.bestRight ? b : a));
    const complete = boards.length === ways.length || board.successes > 0;
    const interrupted = !complete || boards.some((each) => each.restarts < restarts);
    if (!interrupted) options.onProgress?.(1);
    return {
      supported: true,
      restarts: board.restarts,
      successes: board.successes,
      restartsToFirstSuccess: board.successes > 0 ? board.firstSuccess + 1 : null,
      bestRight: board.bestRight,
      best: board.best(),
      epochs: boards.reduce((sum, { epochs }) => sum + epochs, 0),
      milliseconds: performance.now() - began,
      backend: lost === undefined ? engine.backend : { ...engine.backend, lost },
      optimizer,
      hyperparameters: board.way.hyperparameters,
      seed,
      exactStimuli: board.way.exactStimuli,
      relaxation: board.way.name,
      interrupted,
    };
  } finally {
    await engine.close();
  }
}

/**
 * The engine for a backend. `auto` takes a real GPU where there is one and goes on with the CPU engine, saying so in
 * `backend.lost`, when the GPU is lost on the way or gives no device. The WebGPU code is loaded only when it is asked for.
 */
async function openEngine(backend: Backend): Promise<Engine> {
  if (backend === 'reference') return referenceEngine();
  if (backend === 'cpu') return cpuEngine();
  const { findAdapter, findGpu } = await import('./webgpu/adapter.ts');
  const found = backend === 'webgpu' ? await findAdapter() : await findGpu();
  if (!found) return cpuEngine();
  const { webgpuEngine } = await import('./webgpu/engine.ts');
  if (backend === 'webgpu') return webgpuEngine(found);
  try {
    return withFallback(await webgpuEngine(found), cpuEngine);
  } catch (error) {
    const cpu = await cpuEngine();
    const lost = `${found.name}: expected a GPU device, got ${(error as Error).message}`;
    return { ...cpu, backend: { ...cpu.backend, lost } };
  }
}

// Solvers from npm, each in a process of its own: loaded and warmed once, stopped and started anew at the limit.
import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { cpuTime } from '../measure.ts';
import type { Run } from './rivals.ts';

type Answer = Run['answer'];

/** The solvers by the name of their package: one formulation in, its answer out. */
const SOLVERS: Readonly<Record<string, () => Promise<(text: string) => Promise<Answer>>>> = {
  'z3-solver': async () => {
    const { Z3 } = await (await import('z3-solver')).init();
    Z3.global_param_set('smt.arith.solver', '2');
    return async (text) => {
      const context = Z3.mk_context_rc(Z3.mk_config());
      const word = (await Z3.eval_smtlib2_string(context, text)).trim();
      Z3.del_context(context);
      return word === 'sat' ? 'yes' : word === 'unsat' ? 'no' : 'unknown';
    };
  },
  highs: async () => {
    const load = createRequire(import.meta.url)('highs') as (typeof import('highs'))['default'];
    let highs = await load();
    return async (text) => {
      try {
        const { Status } = highs.solve(text);
        return Status === 'Optimal' ? 'yes' : Status === 'Infeasible' ? 'no' : 'unknown';
      } catch {
        // The WebAssembly build aborts on some programs and is of no use after that.
        highs = await load();
        return 'unknown';
      }
    };
  },
};

/** What a process is told: formulations to try until one is a YES, and the CPU seconds that they may take together. */
type Request = { readonly texts: readonly string[]; readonly seconds: number };

/** Serves one solver until the parent goes away: a `Request` comes, a `Run` goes; past the limit the process ends. */
export async function serve(name: string): Promise<void> {
  const solve = await SOLVERS[name]!();
  const deadline = watchdog();
  process.on('message', ({ texts, seconds }: Request) => {
    void (async () => {
      const before = cpuTime();
      deadline[0] = before + 1000 * seconds;
      let answer: Answer = 'no';
      for (const text of texts) {
        const one = await solve(text);
        if (one !== 'no') answer = one;
        if (one === 'yes') break;
      }
      deadline[0] = Infinity;
      process.send!({ answer, milliseconds: cpuTime() - before } satisfies Run);
    })();
  });
  process.on('disconnect', () => process.exit());
  process.send!('ready');
}

/** A solver may keep its thread to itself for minutes: another thread ends the process when its CPU time is over. */
function watchdog(): Float64Array {
  const deadline = new Float64Array(new SharedArrayBuffer(8));
  deadline[0] = Infinity;
  const code = `
    const { workerData } = require('node:worker_threads');
    setInterval(() => {
      const { user, system } = process.cpuUsage();
      if ((user + system) / 1000 > workerData[0]) process.kill(process.pid, 'SIGKILL');
    }, 50);`;
  new Worker(code, { eval: true, workerData: deadline }).unref();
  return deadline;
}

/** A solver's process. */
export class Served {
  readonly #name: string;
  readonly #script: string;
  readonly #seconds: number;
  readonly #warmUp: readonly (readonly string[])[];
  #child: ChildProcess | undefined;

  /**
   * @param script what to run with `--serve NAME`: it calls `serve`
   * @param seconds of CPU for a run
   * @param warmUp run whenever the process starts: code is compiled when it is first used
   */
  constructor(name: string, script: string, seconds: number, warmUp: readonly (readonly string[])[]) {
    this.#name = name;
    this.#script = script;
    this.#seconds = seconds;
    this.#warmUp = warmUp;
  }

  /** YES when one of the formulations is, tried in turn; `unknown` at the limit and when the process dies. */
  async run(texts: readonly string[]): Promise<Run> {
    if (!this.#child) {
      this.#child = await this.#start();
      for (const small of this.#warmUp) await this.#ask(this.#child, small);
    }
    const run = await this.#ask(this.#child, texts);
    if (run) return run;
    this.#child = undefined;
    return { answer: 'unknown', milliseconds: 1000 * this.#seconds };
  }

  async #ask(child: ChildProcess, texts: readonly string[]): Promise<Run | undefined> {
    const run = await new Promise<Run | undefined>((resolve) => {
      child.once('exit', () => resolve(undefined));
      child.once('message', (message: Run) => resolve(message));
      child.send({ texts, seconds: this.#seconds } satisfies Request);
    });
    child.removeAllListeners();
    return run;
  }

  stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(this.#script, ['--serve', this.#name], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', () => reject(new Error(`${this.#name}: the process ended before it was ready`)));
    });
    child.removeAllListeners();
    return child;
  }
}

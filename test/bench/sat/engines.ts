// The engines in JavaScript and WebAssembly, each in a process of its own that takes one DIMACS text after another.
import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { LratChecker } from '../../../src/certificate/lrat.ts';
import { createCdcl } from '../../../src/solver/cdcl.ts';
import { createClasp } from '../../../src/solver/clasp.ts';
import { createMiniSat } from '../../../src/solver/minisat.ts';
import { ProofLog } from '../../../src/solver/proof.ts';
import type { SatAnswer, SatSolver } from '../../../src/solver/port.ts';

/** `milliseconds` of CPU, compilation at run time included. */
export type Run = { readonly answer: SatAnswer; readonly milliseconds: number };

/** The engines by name: reading the formula and deciding it is what is measured; loading code is not. */
const ENGINES: Readonly<Record<string, () => Promise<(text: string) => Promise<SatAnswer>>>> = {
  trainsat: async () => async (text) => {
    const solver = await createCdcl();
    solver.addClauses(numbers(text));
    return solver.solveNow();
  },
  'trainsat, LRAT': async () => async (text) => {
    let bytes = 0;
    const solver = await createCdcl({ proof: { format: 'lrat', sink: (chunk) => (bytes += chunk.length) } });
    solver.addClauses(numbers(text));
    return solver.solveNow();
  },
  'clingo-wasm': async () => throughPort(createClasp),
  'logic-solver': async () => throughPort(createMiniSat),
  'z3-solver': async () => {
    const { Z3 } = await (await import('z3-solver')).init();
    const context = Z3.mk_context_rc(Z3.mk_config());
    return async (text) => {
      const solver = Z3.mk_solver_for_logic(context, Z3.mk_string_symbol(context, 'QF_FD'));
      Z3.solver_inc_ref(context, solver);
      Z3.solver_from_string(context, solver, text);
      const value: number = await Z3.solver_check(context, solver);
      Z3.solver_dec_ref(context, solver);
      return value > 0 ? 'sat' : value < 0 ? 'unsat' : 'unknown';
    };
  },
};

export const ENGINE_NAMES = Object.keys(ENGINES);

/** The numbers of a DIMACS text after its head line. */
function numbers(text: string): Int32Array {
  const flat = new Int32Array(text.length);
  let size = 0;
  let value = 0;
  let sign = 1;
  let digits = false;
  for (let i = text.indexOf('\n') + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 45) sign = -1;
    else if (code >= 48) {
      value = 10 * value + code - 48;
      digits = true;
    } else {
      if (digits) flat[size++] = sign * value;
      value = 0;
      sign = 1;
      digits = false;
    }
  }
  return flat.subarray(0, size);
}

const clausesOf = (text: string): number[][] => {
  const clauses: number[][] = [];
  let clause: number[] = [];
  for (const literal of numbers(text)) {
    if (literal !== 0) clause.push(literal);
    else {
      clauses.push(clause);
      clause = [];
    }
  }
  return clauses;
};

function throughPort(create: () => Promise<SatSolver>): (text: string) => Promise<SatAnswer> {
  return async (text) => {
    const solver = await create();
    for (const clause of clausesOf(text)) solver.addClause(clause);
    return solver.solve();
  };
}

/** Serves one engine until the parent goes away: a text comes, a `Run` goes. */
export async function serve(name: string): Promise<void> {
  const decide = await ENGINES[name]!();
  process.on('message', (text: string) => {
    void (async () => {
      const before = process.cpuUsage();
      const answer = await decide(text);
      const { user, system } = process.cpuUsage(before);
      process.send!({ answer, milliseconds: (user + system) / 1000 } satisfies Run);
    })();
  });
  process.on('disconnect', () => process.exit());
  process.send!('ready');
}

/** An engine's process; started anew after a run that had to be stopped. */
export class EngineProcess {
  readonly #name: string;
  readonly #script: string;
  #child: ChildProcess | undefined;

  /** @param script what to run with `--engine NAME`: it calls `serve` */
  constructor(name: string, script: string) {
    this.#name = name;
    this.#script = script;
  }

  /** Decides a DIMACS text. Beyond the limit, and when the process dies, the answer is `unknown`. */
  async run(text: string, seconds: number): Promise<Run> {
    const child = this.#child ?? (await this.#start());
    const stopped: Run = { answer: 'unknown', milliseconds: 1000 * seconds };
    const run = await new Promise<Run>((resolve) => {
      // Others may be on the same cores: CPU time is what counts, and this only ends what hangs.
      const timer = setTimeout(() => resolve(stopped), 2000 * seconds);
      child.once('exit', () => resolve(stopped));
      child.once('message', (message: Run) => {
        clearTimeout(timer);
        resolve(message);
      });
      child.send(text);
    });
    child.removeAllListeners();
    if (run === stopped) this.stop();
    return run.milliseconds > 1000 * seconds ? stopped : run;
  }

  stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(this.#script, ['--engine', this.#name], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    await new Promise((resolve) => child.once('message', resolve));
    return child;
  }
}

/** Decides a formula once more, with a proof: its model or its trimmed LRAT refutation is checked. @throws Error */
export async function verify(text: string, answer: SatAnswer): Promise<void> {
  const log = new ProofLog();
  const solver = await createCdcl({ proof: { format: 'lrat', sink: log.push } });
  const clauses = clausesOf(text);
  for (const clause of clauses) solver.addClause(clause);
  if (solver.solveNow() !== answer) throw new Error('expected the same answer with a proof');
  if (answer === 'sat') {
    if (!clauses.every((clause) => clause.some((l) => solver.value(Math.abs(l)) === l > 0)))
      throw new Error('expected a model, got an assignment that falsifies a clause');
    return;
  }
  const variables = clauses.flat().reduce((most, l) => Math.max(most, Math.abs(l)), 0);
  const checker = new LratChecker(variables);
  for (const clause of clauses) checker.addClause(clause);
  const block = Buffer.concat([...log.trimmed(clauses.length)]);
  for (let at = 0; at < block.length;) at = checker.line(block, at);
  if (!checker.refuted) throw new Error('expected a refutation, got a proof without the empty clause');
}

/** Versions of the packages. */
export function versions(): string {
  const require = createRequire(import.meta.url);
  return ['clingo-wasm', 'logic-solver', 'z3-solver']
    .map((name) => `${name} ${(require(`${name}/package.json`) as { version: string }).version}`)
    .join(', ');
}

// Solvers that others wrote, each on the text of its own format.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import type { ClingoError, ClingoResult } from 'clingo-wasm';
import { afterAll } from 'vitest';
import { loadHighs } from '../highs.ts';

/** An answer; `cost` where an objective was asked for. */
export type Answer = { readonly feasible: boolean; readonly cost?: number | undefined };

const clasp = createRequire(import.meta.url)('clingo-wasm') as {
  run(program: string, models: number, options: string[]): Promise<ClingoResult | ClingoError>;
};

/** clasp on OPB. */
export async function solveOpb(text: string): Promise<Answer> {
  const minimise = /^min:/m.test(text);
  const result = await clasp.run(text, minimise ? 0 : 1, ['--mode=clasp']);
  switch (result.Result) {
    case 'SATISFIABLE':
      return { feasible: true };
    case 'OPTIMUM FOUND':
      return { feasible: true, cost: (result.Models as { Costs?: number[] }).Costs![0] };
    case 'UNSATISFIABLE':
      return { feasible: false };
    default:
      throw new Error(`clasp: expected an answer, got ${JSON.stringify(result)}`);
  }
}

/** The least weight of falsified clauses of a WCNF of 2022, by clasp: each soft clause gets a variable that lets it go. */
export function solveWcnf(text: string): Promise<Answer> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('c'));
  const clauses = lines.map((line) => {
    const [head, ...rest] = line.split(' ');
    if (rest.pop() !== '0') throw new Error(`solveWcnf: expected a clause that ends with 0, got ${line}`);
    return { weight: head === 'h' ? undefined : Number(head), literals: rest.map(Number) };
  });
  let variables = clauses.reduce((most, { literals }) => Math.max(most, ...literals.map(Math.abs)), 1);
  const objective: string[] = [];
  const rows = clauses.map(({ weight, literals }) => {
    const list = [...new Set(literals)];
    if (weight !== undefined) {
      list.push(++variables);
      objective.push(`+${weight} x${variables}`);
    }
    // A clause with a variable and its negation holds.
    if (list.some((literal) => list.includes(-literal))) return '+0 x1 >= 0 ;';
    const negative = list.filter((literal) => literal < 0).length;
    const sum = list.map((literal) => (literal > 0 ? `+1 x${literal}` : `-1 x${-literal}`)).join(' ');
    return list.length === 0 ? '+1 x1 >= 2 ;' : `${sum} >= ${1 - negative} ;`;
  });
  const head = `* #variable= ${variables} #constraint= ${rows.length}`;
  return solveOpb([head, `min: ${objective.join(' ') || '+0 x1'} ;`, ...rows, ''].join('\n'));
}

let highs: ReturnType<typeof loadHighs> | undefined;

/** HiGHS on a program. */
export async function solveProgram(format: 'lp' | 'mps', text: string): Promise<Answer> {
  const { createModel, constants } = await (highs ??= loadHighs());
  const model = createModel({ format, data: text });
  try {
    model.run();
    const status = model.getModelStatus();
    if (status === constants.modelStatus.infeasible) return { feasible: false };
    if (status !== constants.modelStatus.optimal)
      throw new Error(`HiGHS: expected an answer, got status ${String(status)}`);
    return { feasible: true, cost: Math.round(model.getObjectiveValue()) };
  } finally {
    model.dispose();
  }
}

const native = spawnSync('z3', ['--version']).status === 0;
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill();
});
let z3: Promise<(text: string) => Promise<string>> | undefined;

/** z3 on SMT-LIB: the command where it is installed, else the npm package. */
export async function solveSmt(text: string): Promise<Answer> {
  const word = (await (await (z3 ??= native ? Promise.resolve(startZ3()) : loadZ3()))(text)).trim();
  if (word !== 'sat' && word !== 'unsat') throw new Error(`z3: expected an answer, got ${word}`);
  return { feasible: word === 'sat' };
}

/** One process for all scripts, each of which is answered by a line. */
function startZ3(): (text: string) => Promise<string> {
  const child = spawn('z3', ['-in'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  started.push(child);
  return async (text) => {
    const line = once(lines, 'line') as Promise<[string]>;
    child.stdin.write(`${text}(reset)\n`);
    return (await line)[0];
  };
}

async function loadZ3(): Promise<(text: string) => Promise<string>> {
  const { Z3 } = await (await import('z3-solver')).init();
  return async (text) => {
    const context = Z3.mk_context_rc(Z3.mk_config());
    try {
      return await Z3.eval_smtlib2_string(context, text);
    } finally {
      Z3.del_context(context);
    }
  };
}

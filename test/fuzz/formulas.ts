// Everybody's answer about a formula in steps: our own engine with its proofs, others, all assignments.
import { spawnSync } from 'node:child_process';
import { RefutationChecker } from '../../src/certificate/refutation-checker.ts';
import { sat, type Assignment, type Cnf } from '../../src/problem/sat.ts';
import type { CdclOptions } from '../../src/solver/cdcl.ts';
import { DratWriter, LratWriter, ProofLog } from '../../src/solver/proof.ts';
import type { SatAnswer, SatSolver } from '../../src/solver/port.ts';
import { checkDrat } from '../drat.ts';
import { checkLrat } from '../lrat.ts';
import type { Script } from './draw-formulas.ts';
import { require, type Answer, type Opinion, type Panel } from './kind.ts';

/** Conflicts after which our engine may say `unknown`. */
const PATIENCE = 20_000;
/** Variables up to which all assignments are gone through. */
const FEW = 10;
/** Literals of a formula beyond which the naive checker of DRAT takes too long. */
const SHORT = 400;

const ANSWERS = { sat: 'yes', unsat: 'no', unknown: 'unknown' } as const;
type Clauses = readonly (readonly number[])[];

const units = (literals: readonly number[]): number[][] => literals.map((literal) => [literal]);
const variablesOf = (clauses: Clauses): number =>
  clauses.reduce((most, clause) => clause.reduce((m, l) => Math.max(m, Math.abs(l)), most), 0);

/** Everybody's answer to the last question; answers to earlier ones are compared on the way. */
export async function scriptOpinions(script: Script, panel: Panel): Promise<Opinion[]> {
  const clauses = script.steps.flatMap((step) => step.clauses);
  const assumptions = script.steps.at(-1)?.assumptions ?? [];
  const variables = Math.max(variablesOf(clauses), variablesOf(script.steps.map((step) => step.assumptions)));
  const truth = variables <= FEW ? script.steps.map((_, at) => someModel(script, at, variables)) : undefined;
  const opinions: Opinion[] = [];
  const hear = async (by: string, run: Promise<SatAnswer[]>): Promise<void> => {
    const answers = (await run).map((answer) => ANSWERS[answer]);
    if (truth)
      for (const [at, answer] of answers.entries())
        require(answer === 'unknown' ||
          answer === (truth[at] ? 'yes' : 'no'), `${by}: a wrong ${answer} to question ${at + 1}`);
    opinions.push({ by, answer: answers.at(-1) ?? 'unknown' });
  };
  await hear('cdcl', withLrat(script, panel));
  if (panel.asked(6)) await hear('cdcl with DRAT', withDrat(script, panel));
  if (panel.asked(4)) await hear('cdcl, clauses during the search', withLateClauses(script, panel));
  for (const [name, oneIn] of [
    ['minisat', 12],
    ['clasp', 100],
  ] as const)
    if (panel.asked(oneIn)) await hear(name, answersOf(script, await panel.makeSolver(name)));
  if (truth) opinions.push({ by: 'all assignments', answer: truth.at(-1) ? 'yes' : 'no' });
  const whole = { variables, clauses: [...clauses, ...units(assumptions)] };
  for (const program of nativeSolvers())
    if (panel.asked(60)) opinions.push({ by: program.name, answer: program.decide(whole) });
  if (script.known) opinions.push({ by: 'the construction', answer: script.known });
  return opinions;
}

const conflictBudget = (): CdclOptions['budget'] => ({ limit: PATIENCE, spent: 0 });

async function withLrat(script: Script, { makeSolver }: Panel): Promise<SatAnswer[]> {
  const log = new ProofLog();
  const proof = { format: 'lrat', sink: log.push } as const;
  const answers = await answersOf(script, await makeSolver('cdcl', { proof, budget: conflictBudget() }));
  checkLog(log, script, answers.at(-1));
  return answers;
}

/** The log as it is, and where it refutes the formula, what is left of it after trimming. */
function checkLog(log: ProofLog, script: Script, last: SatAnswer | undefined): void {
  const clauses = script.steps.flatMap((step) => step.clauses);
  const whole = blocks((write) => {
    const writer = new LratWriter(clauses.length, write);
    writer.push(log.bytes);
    writer.end();
  });
  const refuted = checkLrat(clauses, whole);
  require(refuted ===
    log.complete, `cdcl: a proof that is ${refuted ? 'done' : 'not done'} and says otherwise`);
  if (last === 'unsat' && script.steps.at(-1)!.assumptions.length === 0)
    require(refuted, 'cdcl: UNSAT without a refutation');
  if (!refuted) return;
  require(last !== 'sat', 'cdcl: a model after a refutation');
  const trimmed = Buffer.concat([...log.trimmed(clauses.length)]).toString();
  require(checkLrat(clauses, trimmed), 'cdcl: the trimmed proof derives no empty clause');
  const checker = new RefutationChecker({ variables: variablesOf(clauses), clauses });
  checker.push(Buffer.from(trimmed));
  const check = checker.end();
  require(check.ok, `the checker refuses the trimmed proof: ${check.ok ? '' : check.reason}`);
}

async function withDrat(script: Script, { makeSolver }: Panel): Promise<SatAnswer[]> {
  const clauses = script.steps.flatMap((step) => step.clauses);
  const stream: Uint8Array[] = [];
  const proof = { format: 'drat', sink: (chunk: Uint8Array) => void stream.push(chunk) } as const;
  const answers = await answersOf(script, await makeSolver('cdcl', { proof, budget: conflictBudget() }));
  // In DRAT nothing tells when a clause was given, so only proofs of one question are for everybody.
  if (script.steps.length > 1 || clauses.flat().length > SHORT) return answers;
  const text = blocks((write) => {
    const writer = new DratWriter(write);
    for (const chunk of stream) writer.push(chunk);
    writer.end();
  });
  if (answers[0] === 'unsat' && script.steps[0]!.assumptions.length === 0)
    require(checkDrat(clauses, text), 'cdcl: UNSAT without a refutation in DRAT');
  return answers;
}

/** Every other clause is held back until the solver shows a partial assignment, or has found a model without it. */
async function withLateClauses(script: Script, { makeSolver }: Panel): Promise<SatAnswer[]> {
  const log = new ProofLog();
  const late: (readonly number[])[] = [];
  const given: (readonly number[])[] = [];
  const give = (clause: readonly number[]): void => {
    given.push(clause);
    solver.addClause(clause);
  };
  const solver: SatSolver = await makeSolver('cdcl', {
    budget: conflictBudget(),
    proof: { format: 'lrat', sink: log.push },
    observer: {
      every: 1,
      onPartial() {
        const clause = late.pop();
        if (clause) give(clause);
        return true;
      },
    },
  });
  const answers: SatAnswer[] = [];
  for (const [at, step] of script.steps.entries()) {
    for (const [i, clause] of step.clauses.entries())
      if (i % 2 === 0) give(clause);
      else late.push(clause);
    let answer = await solver.solve(step.assumptions);
    while (answer === 'sat' && late.length > 0) {
      for (const clause of late.splice(0)) give(clause);
      answer = await solver.solve(step.assumptions);
    }
    // The next question is about all clauses.
    for (const clause of late.splice(0)) give(clause);
    checkAnswer(solver, answer, script, at);
    answers.push(answer);
  }
  const last = script.steps.at(-1);
  if (last) checkLog(log, { steps: [{ clauses: given, assumptions: last.assumptions }] }, answers.at(-1));
  return answers;
}

async function answersOf(script: Script, solver: SatSolver): Promise<SatAnswer[]> {
  const answers: SatAnswer[] = [];
  for (const [at, step] of script.steps.entries()) {
    for (const clause of step.clauses) solver.addClause(clause);
    const answer = await solver.solve(step.assumptions);
    checkAnswer(solver, answer, script, at);
    answers.push(answer);
  }
  return answers;
}

/** A model must satisfy everything; of a refusal the assumptions that are blamed must suffice. */
function checkAnswer(solver: SatSolver, answer: SatAnswer, script: Script, at: number): void {
  const { assumptions } = script.steps[at]!;
  const clauses = script.steps.slice(0, at + 1).flatMap((step) => step.clauses);
  if (answer === 'sat')
    for (const clause of [...clauses, ...units(assumptions)])
      require(clause.some(
        (literal) => solver.value(Math.abs(literal)) === literal > 0,
      ), `${solver.name}: a model in which (${clause.join(' ')}) is false`);
  if (answer !== 'unsat') return;
  const blamed = assumptions.filter((literal) => solver.failed(literal));
  const all = [...clauses, ...units(blamed)];
  const variables = variablesOf(all);
  if (blamed.length < assumptions.length && variables <= FEW)
    require(!someModel(
      { steps: [{ clauses, assumptions: blamed }] },
      0,
      variables,
    ), `${solver.name}: blames ${blamed.join()}, under which there is a model`);
}

/** Whether some assignment satisfies the clauses up to a step, and its assumptions. */
function someModel({ steps }: Script, at: number, variables: number): boolean {
  const models = new Uint8Array(2 ** variables).fill(1);
  const keep = (clause: readonly number[]): void => {
    let [positive, negative] = [0, 0];
    for (const l of clause)
      if (l > 0) positive |= 1 << (l - 1);
      else negative |= 1 << (-l - 1);
    for (let m = 0; m < models.length; m++) if ((m & positive) === 0 && (~m & negative) === 0) models[m] = 0;
  };
  for (const step of steps.slice(0, at + 1)) step.clauses.forEach(keep);
  units(steps[at]!.assumptions).forEach(keep);
  return models.includes(1);
}

/** The text that a writer hands on in blocks. */
function blocks(run: (write: (block: Uint8Array) => void) => void): string {
  const list: Uint8Array[] = [];
  run((block) => void list.push(block));
  return Buffer.concat(list).toString();
}

type Program = { readonly name: string; decide(cnf: Cnf): Answer };

let native: readonly Program[] | undefined;

/** The solvers that are installed. */
export function nativeSolvers(): readonly Program[] {
  native ??= [
    ['cadical', ['-q', '-n', '-']],
    ['minisat', ['-verb=0']],
  ].flatMap(([name, argv]) => {
    const command = name as string;
    if (spawnSync(command, ['--help']).error) return [];
    return {
      name: `native ${command}`,
      decide(cnf: Cnf): Answer {
        const { status } = spawnSync(command, argv as string[], { input: sat.write(cnf) });
        require(status === 10 || status === 20, `native ${command}: exit status ${status}`);
        return status === 10 ? 'yes' : 'no';
      },
    };
  });
  return native;
}

/** Our own engine's answer to a formula, with a model that has been checked or a proof that has. */
export async function formulaVerdict(
  { variables, clauses }: Cnf,
  { makeSolver }: Panel,
): Promise<{ readonly answer: Answer; readonly assignment: Assignment }> {
  const script: Script = { steps: [{ clauses, assumptions: [] }] };
  const log = new ProofLog();
  const proof = { format: 'lrat', sink: log.push } as const;
  const solver = await makeSolver('cdcl', { proof, budget: conflictBudget() });
  const [answer] = await answersOf(script, solver);
  checkLog(log, script, answer);
  const values = answer === 'sat' ? Array.from({ length: variables }, (_, i) => solver.value(i + 1)) : [];
  return { answer: ANSWERS[answer!], assignment: values };
}

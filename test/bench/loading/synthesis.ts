// Exact synthesis: which functions of four inputs three gates with two inputs compute, by asking for each function and each
// wiring; functions that differ by order and negations only are asked about once. The count has to be that of enumeration.
import { markdownTable } from 'markdown-table';
import { networkCase } from '../../../src/certificate/network-case.ts';
import { decideInThread } from '../../../src/decide/engine.ts';
import { SOLVERS } from '../../../src/decide/verdict.ts';
import { writeDimacs } from '../../../src/problem/dimacs.ts';
import type { TrainingInstance } from '../../../src/problem/training/schema.ts';
import type { Run } from '../decide/rivals.ts';
import { cpuTime } from '../measure.ts';
import { classes, enumerated, FUNCTIONS, question, wirings } from './circuits.ts';
import { runCommand, versionOf, type Command } from './commands.ts';
import { smt } from './smt.ts';

/** Of the questions, those that the rivals are asked, too. */
const SAMPLE = 60;

/** @param limit seconds for each answer */
export async function synthesis(file: string, limit: number): Promise<string> {
  const reached = enumerated();
  const wired = wirings();
  const asked: { instance: TrainingInstance; run: Run }[] = [];
  const all = classes();
  let functions = 0;
  for (const { table, size } of all) {
    let done = false;
    for (const wiring of wired) {
      if (done) break;
      const instance = question(table, wiring);
      const run = await trainsat(instance);
      asked.push({ instance, run });
      if (run.answer === 'unknown') throw new Error(`synthesis: expected an answer on ${table}, got none`);
      done = run.answer === 'yes';
    }
    if (done !== (reached[table] === 1))
      throw new Error(`synthesis: ${table}: enumeration contradicts the answer ${done}`);
    if (done) functions += size;
  }
  const known = reached.reduce((sum, bit) => sum + bit, 0);
  if (functions !== known) throw new Error(`synthesis: expected ${known} functions, got ${functions}`);

  const stride = asked.length / SAMPLE;
  const sample = Array.from({ length: SAMPLE }, (_, i) => asked[Math.floor(i * stride)]!.instance);
  const rows: string[][] = [];
  const total = (runs: readonly Run[]): number =>
    runs.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const ours: Run[] = [];
  for (const instance of sample) ours.push(await trainsat(instance));
  const compare = (name: Command, label: string, formulate: (instance: TrainingInstance) => string): void => {
    if (!versionOf(name)) return;
    const runs = runCommand(name, sample.map(formulate), file, limit);
    if (runs.some(({ answer }, i) => answer !== 'unknown' && answer !== ours[i]!.answer))
      throw new Error(`synthesis: ${name} contradicts trainsat`);
    rows.push([label, (total(runs) / SAMPLE).toFixed(1), (total(runs) / total(ours)).toFixed(2)]);
  };
  rows.push(['trainsat', (total(ours) / SAMPLE).toFixed(1), '1']);
  compare('CaDiCaL', 'CaDiCaL, same clauses', cnf);
  compare('z3', 'z3, Booleans', (instance) => smt(instance, 'vectors'));
  return [
    `${functions} of ${FUNCTIONS} functions (${all.length} classes), as enumeration says; ${asked.length} questions, ${(total(asked.map(({ run }) => run)) / asked.length).toFixed(1)} ms each with proofs and their checks.`,
    `${SAMPLE} of these questions, milliseconds each, without starting the commands:\n`,
    markdownTable([['', 'milliseconds', 'rival / trainsat'], ...rows], { align: ['l', 'r', 'r'] }),
  ].join('\n');
}

async function trainsat(instance: TrainingInstance): Promise<Run> {
  const before = cpuTime();
  const { answer } = await decideInThread(instance, {
    solver: SOLVERS[0],
    engine: 'sat',
    expired: () => false,
  });
  return { answer, milliseconds: cpuTime() - before };
}

function cnf(instance: TrainingInstance): string {
  const made = networkCase(instance, 'table');
  if ('reason' in made) throw new Error(`synthesis: ${made.reason}`);
  return writeDimacs(made.cnf);
}

// Native commands on files, timed as bash does it: Node does not tell the CPU time of a child.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Run } from '../decide/rivals.ts';

/** The rivals; z3 reads SMT-LIB, CaDiCaL DIMACS. */
const COMMANDS = { z3: 'z3', CaDiCaL: 'cadical -q -n' } as const;
export type Command = keyof typeof COMMANDS;

const EMPTY = { z3: '(check-sat)\n', CaDiCaL: 'p cnf 0 0\n' } as const;

/** Name and version of a command; undefined where it is not installed. */
export function versionOf(name: Command): string | undefined {
  const { error, stdout } = spawnSync(COMMANDS[name].split(' ')[0]!, ['--version'], { encoding: 'utf8' });
  return error ? undefined : `${name} ${/\d+\.\S*|sc\d+/.exec(stdout)?.[0] ?? ''}, native`;
}

/**
 * Runs a command on each of some texts, one after the other.
 * @param file is written over
 * @param seconds of CPU for each run
 * @returns the answers and milliseconds of CPU of each; what it spends on an empty text, which is loading its code, is
 * taken off
 */
export function runCommand(name: Command, texts: readonly string[], file: string, seconds: number): Run[] {
  return texts.map((text) => {
    const start = timed(name, EMPTY[name], file, seconds);
    const run = timed(name, text, file, seconds);
    return run.answer === 'unknown'
      ? { answer: 'unknown', milliseconds: 1000 * seconds }
      : { ...run, milliseconds: Math.max(1, run.milliseconds - start.milliseconds) };
  });
}

function timed(name: Command, text: string, file: string, seconds: number): Run {
  writeFileSync(file, text);
  const { stdout, milliseconds } = shell(`${COMMANDS[name]} "${file}"`, seconds);
  const word = /(?:^|\s)(sat|unsat|SATISFIABLE|UNSATISFIABLE)\s*$/.exec(stdout)?.[1]?.toLowerCase();
  const answer = word === undefined ? 'unknown' : word.startsWith('un') ? 'no' : 'yes';
  return { answer, milliseconds };
}

/** What a command says and the milliseconds of CPU it takes; it is ended after so many seconds of them. */
export function shell(command: string, seconds: number): { stdout: string; milliseconds: number } {
  const { stdout, stderr } = spawnSync(
    'bash',
    ['-c', `ulimit -t ${Math.ceil(seconds)}; TIMEFORMAT='%U %S'; time ${command} 2>&1`],
    { encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  const [user, system] = stderr.trim().split(/\s+/).slice(-2).map(Number) as [number, number];
  return { stdout, milliseconds: 1000 * (user + system) };
}

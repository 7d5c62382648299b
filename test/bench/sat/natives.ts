// SAT solvers installed on this machine, run as commands on a DIMACS file.
import { spawnSync } from 'node:child_process';
import type { Run } from './engines.ts';

/** Commands with the options that keep them quiet. */
const COMMANDS = { cadical: ['-q'], kissat: ['-q'], minisat: [], clasp: [], picosat: [] } as const;

export type Native = keyof typeof COMMANDS;
export const NATIVES = Object.keys(COMMANDS) as Native[];

export const isInstalled = (name: Native): boolean => !spawnSync(name, ['--help']).error;

/**
 * CPU time of the whole process, as bash measures it: Node does not tell that of a child. Answers are told by the exit
 * status, 10 or 20.
 */
export function runNative(name: Native, file: string, seconds: number): Run {
  const command = [name, ...COMMANDS[name], file].join(' ');
  const { stderr } = spawnSync(
    'bash',
    [
      '-c',
      `ulimit -t ${Math.ceil(seconds)}; TIMEFORMAT='%U %S'; time ${command} >/dev/null 2>&1; echo $? >&2`,
    ],
    { encoding: 'utf8' },
  );
  const [user, system, status] = stderr.trim().split(/\s+/).slice(-3).map(Number) as [number, number, number];
  const answer = status === 10 ? 'sat' : status === 20 ? 'unsat' : 'unknown';
  return { answer, milliseconds: 1000 * (answer === 'unknown' ? seconds : user + system) };
}

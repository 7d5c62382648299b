// Who is put beside trainsat: z3, natively where it is installed, else its npm package, and HiGHS from npm.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { ShallowInstance } from '../../../src/problem/training/shallow.ts';
import { warmUp } from './instances.ts';
import { programs } from './mip.ts';
import { Served } from './served.ts';
import { smt } from './smt.ts';

/** One run; a run that was stopped, or gave up, is `unknown`. `milliseconds` of CPU. */
export type Run = { readonly answer: 'yes' | 'no' | 'unknown'; readonly milliseconds: number };

/** A solver of training instances. */
export interface Rival {
  readonly name: string;
  /** Name and version, and how it is run. */
  readonly words: string;
  run(instance: ShallowInstance): Promise<Run>;
  stop(): void;
}

export const RIVALS = ['z3', 'highs'] as const;

/** z3's older simplex: 2 to 20 times faster on these instances than the default, in versions 4.8 to 5.1. */
const Z3_SETTING = 'smt.arith.solver=2';
/** MiB; beyond it z3 gives up. */
const Z3_MEMORY = 8192;

/**
 * @param seconds of CPU for a run
 * @param folder for the files that are handed over
 * @param script what serves the npm packages in processes of their own (`served.ts`)
 */
export function rival(name: (typeof RIVALS)[number], seconds: number, folder: string, script: string): Rival {
  if (name === 'highs') return packaged('HiGHS', 'highs', seconds, script, (instance) => programs(instance));
  const version = spawnSync('z3', ['--version'], { encoding: 'utf8' });
  if (version.error) return packaged('z3', 'z3-solver', seconds, script, (instance) => [smt(instance)]);
  const [, number] = /version (\S+)/.exec(version.stdout) ?? [];
  return nativeZ3(number ?? 'of unknown version', seconds, path.join(folder, 'instance.smt2'));
}

function packaged(
  name: string,
  item: string,
  seconds: number,
  script: string,
  formulate: (instance: ShallowInstance) => readonly string[],
): Rival {
  const { version } = JSON.parse(readFileSync(packageFile(item), 'utf8')) as { version: string };
  const served = new Served(item, script, seconds, warmUp.map(formulate));
  return {
    name,
    words: `${item} ${version} from npm`,
    run: (instance) => served.run(formulate(instance)),
    stop: () => served.stop(),
  };
}

/** Packages that list what they export often leave out their package.json. */
function packageFile(item: string): string {
  const entry = createRequire(import.meta.url).resolve(item);
  const home = path.join('node_modules', item);
  return path.join(entry.slice(0, entry.lastIndexOf(home)), home, 'package.json');
}

/** The command, on a file. What it spends on an empty script, which is loading its code, is taken off. */
function nativeZ3(version: string, seconds: number, file: string): Rival {
  const command = `z3 ${Z3_SETTING} -memory:${Z3_MEMORY} "${file}"`;
  const timed = (text: string): Run => {
    writeFileSync(file, text);
    // Node does not tell the CPU time of a child; bash does. SIGXCPU ends the run at the limit.
    const limited = `ulimit -t ${Math.ceil(seconds)}; TIMEFORMAT='%U %S'; time ${command} 2>&1`;
    const { stdout, stderr } = spawnSync('bash', ['-c', limited], { encoding: 'utf8' });
    const [user, system] = stderr.trim().split(/\s+/).slice(-2).map(Number) as [number, number];
    const word = stdout.trim();
    const answer = word === 'sat' ? 'yes' : word === 'unsat' ? 'no' : 'unknown';
    return { answer, milliseconds: 1000 * (user + system) };
  };
  return {
    name: 'z3',
    words: `z3 ${version}, native, ${Z3_SETTING}`,
    run: (instance) => {
      // Taken beside each run: other work on the machine comes and goes.
      const loading = timed('(check-sat)\n').milliseconds;
      const { answer, milliseconds } = timed(smt(instance));
      return Promise.resolve({ answer, milliseconds: Math.max(1, milliseconds - loading) });
    },
    stop: () => undefined,
  };
}

// Checking against searching: the CPU time of the independent checker on the certificate of each NO, as a share of the
// search that made it.
//
//   npm run bench:check -- [--seed 0] [--rows TEXT]
//
// The instances of the decision benchmark that are answered with NO. A decision has its refutation checked before it says
// NO; that is taken off. Medians of seven; everything is warm.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { CertificateChecker } from '../../src/certificate/check.ts';
import { certificateChunks } from '../../src/certificate/write.ts';
import { decideInThread } from '../../src/decide/engine.ts';
import { certificateFor } from '../../src/decide/index.ts';
import { SOLVERS, type TrainingVerdict } from '../../src/decide/verdict.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { practice, rows, warmUp } from './decide/instances.ts';
import { cpuTime, geometricMean, groupBy, median } from './measure.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '0' }, rows: { type: 'string', default: '' } },
});
const TURNS = 7;
const WARM_UP = 20;

type Measured = {
  readonly family: string;
  readonly label: string;
  readonly search: number;
  readonly check: number;
  readonly bytes: number;
};

const decide = (instance: TrainingInstance): Promise<TrainingVerdict> =>
  decideInThread(instance, { solver: SOLVERS[0], expired: () => false });

async function timed<T>(work: () => T | Promise<T>): Promise<[T, number]> {
  const before = cpuTime();
  const result = await work();
  return [result, cpuTime() - before];
}

/** Undefined for a YES. @throws Error when the checker does not accept */
async function measure(
  family: string,
  label: string,
  instance: TrainingInstance,
): Promise<Measured | undefined> {
  const decisions: number[] = [];
  const checks: number[] = [];
  let bytes = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    const [verdict, deciding] = await timed(() => decide(instance));
    if (verdict.answer !== 'no') return undefined;
    const chunks = [...certificateChunks(certificateFor(instance, verdict, {})!)];
    const [check, checking] = await timed(() => {
      const checker = new CertificateChecker(instance, label);
      for (const chunk of chunks) checker.push(chunk);
      return checker.end();
    });
    if (check.verified !== 'NO') throw new Error(`${label}: expected a certificate that is accepted`);
    decisions.push(deciding);
    checks.push(checking);
    bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  }
  const check = median(checks);
  return { family, label, search: median(decisions) - check, check, bytes };
}

const share = ({ check, search }: Measured): number => check / search;
const percent = (x: number): string => `${(100 * x).toFixed(1)} %`;

console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}; CPU time, seed ${values.seed}\n`);
for (let turn = 0; turn < WARM_UP; turn++)
  for (const instance of [...warmUp, ...practice]) await decide(instance);
const results: Measured[] = [];
for (const { family, label, make } of rows.filter((row) => row.label.includes(values.rows))) {
  const result = await measure(family, label, make(Number(values.seed)));
  if (result) results.push(result);
}
console.log(
  markdownTable(
    [
      ['instance, NO', 'certificate (kB)', 'checking / searching'],
      ...results.map((result) => [result.label, (result.bytes / 1000).toFixed(0), percent(share(result))]),
    ],
    { align: ['l', 'r', 'r'] },
  ),
);
console.log(
  `\n${markdownTable(
    [
      ['geometric means', 'instances', 'checking / searching'],
      ...[['all', results] as const, ...groupBy(results, ({ family }) => family)].map(([name, list]) => [
        name,
        String(list.length),
        percent(geometricMean(list.map(share))),
      ]),
    ],
    { align: ['l', 'r', 'r'] },
  )}`,
);

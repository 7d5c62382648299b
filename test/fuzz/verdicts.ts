// What the engine says of a training instance: its YES evaluated, its certificates checked.
import { CertificateChecker } from '../../src/certificate/check.ts';
import { certificateChunks } from '../../src/certificate/write.ts';
import { decideInThread } from '../../src/decide/engine.ts';
import { certificateFor } from '../../src/decide/index.ts';
import type { SolverName, TrainingVerdict } from '../../src/decide/verdict.ts';
import type { Encoding } from '../../src/formula/encoding.ts';
import { checkConfiguration } from '../../src/problem/training/evaluate.ts';
import type { TrainingInstance } from '../../src/problem/training/schema.ts';
import { COUNTING_SOLVERS, PROVING_SOLVER } from '../../src/solver/create.ts';
import { require, type Answer, type Panel } from './kind.ts';

/** Conflicts after which our engine may say `unknown`. */
const PATIENCE = 20_000;
/** Bytes of a certificate handed to the checker at a time: lines are cut anywhere. */
const PIECE = 61;
/** An answer with its certificate, and the work it took. */
export type Decided = { readonly answer: Answer; readonly bytes: Uint8Array; readonly stats: string };

/** Decides and checks the certificate. @param encoding picked by the engine when left out */
export async function decided(
  instance: TrainingInstance,
  solver: SolverName,
  panel: Panel,
  encoding?: Encoding,
): Promise<Decided> {
  const verdict = await networkVerdict(instance, solver, panel, encoding);
  const certificate = certificateFor(instance, verdict, {});
  const bytes = certificate ? Buffer.concat([...certificateChunks(certificate)]) : Buffer.alloc(0);
  if (certificate) {
    const checker = new CertificateChecker(instance, 'the certificate');
    for (let at = 0; at < bytes.length; at += PIECE) checker.push(bytes.subarray(at, at + PIECE));
    const check = checker.end();
    require(check.verified === certificate.answer, `${solver}: the checker says ${JSON.stringify(check)}`);
    require('strength' in check &&
      check.strength === verdict.checked, `${solver}: checked, but called otherwise`);
  } else require(verdict.answer !== 'yes', `${solver}: no certificate of a YES`);
  const { milliseconds: _, ...stats } = verdict.stats;
  return { answer: verdict.answer, bytes, stats: JSON.stringify(stats) };
}

/** A verdict whose YES has been evaluated. */
export async function networkVerdict(
  instance: TrainingInstance,
  solver: SolverName,
  { makeSolver }: Panel,
  encoding?: Encoding,
): Promise<TrainingVerdict & { readonly checked?: string }> {
  const conflicts = COUNTING_SOLVERS.includes(solver) ? PATIENCE : undefined;
  const verdict = await decideInThread(instance, {
    solver,
    engine: 'sat',
    encoding,
    conflicts,
    expired: () => false,
    makeSolver,
  });
  if (verdict.answer === 'yes') {
    const check = checkConfiguration(instance, verdict.configuration);
    require(check.ok, `${solver}: a wrong YES: ${check.ok ? '' : check.reason}`);
  }
  if (verdict.answer === 'no' && solver === PROVING_SOLVER)
    require(verdict.checked === 'edges + LRAT (exact)', `${solver}: a NO that is only "${verdict.checked}"`);
  return verdict;
}

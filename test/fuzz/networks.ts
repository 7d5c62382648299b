// Everybody's answer about a training instance.
import { certificateChunks } from '../../src/certificate/write.ts';
import { CertificateChecker } from '../../src/certificate/check.ts';
import { certificateFor } from '../../src/decide/index.ts';
import { decideInThread } from '../../src/decide/engine.ts';
import type { SolverName, TrainingVerdict } from '../../src/decide/verdict.ts';
import { rational } from '../../src/exact/rational.ts';
import { checkConfiguration } from '../../src/problem/training/evaluate.ts';
import { training } from '../../src/problem/training/problem.ts';
import type { Stimulus, TrainingInstance } from '../../src/problem/training/schema.ts';
import {
  asShallow,
  shallowInstance,
  type OutputFamily,
  type ShallowInstance,
} from '../../src/problem/training/shallow.ts';
import { COUNTING_SOLVERS, PROVING_SOLVER } from '../../src/solver/create.ts';
import { provesNo } from '../certificate/oracle.ts';
import { someNetworkFits } from './enumeration.ts';
import { mixedIntegerFits } from './mixed-integer.ts';
import { require, type Answer, type Opinion, type Panel } from './kind.ts';

/** Conflicts after which our engine may say `unknown`. */
const PATIENCE = 20_000;
/** Bytes of a certificate handed to the checker at a time: lines are cut anywhere. */
const PIECE = 61;
/** The longest certificate that the naive reading is given. */
const SHORT = 20_000;

/** Everybody's answer; throws when somebody's witness or proof is wrong. */
export async function networkOpinions(instance: ShallowInstance, panel: Panel): Promise<Opinion[]> {
  const read = asShallow(training.parse(training.write(instance), 'the instance written'))!;
  require(training.canonical(read) === training.canonical(instance), 'read back, the instance is another');
  const { answer, bytes, stats } = await decided(read, PROVING_SOLVER, panel);
  const opinions: Opinion[] = [{ by: PROVING_SOLVER, answer }];
  if (panel.asked(32)) {
    const again = await decided(read, PROVING_SOLVER, panel);
    require(Buffer.from(again.bytes).equals(bytes), 'a second run gives other bytes');
    require(again.stats === stats, `a second run does other work: ${stats}, then ${again.stats}`);
  }
  if (answer === 'no' && bytes.length < SHORT && panel.asked(8))
    require(provesNo(read, Buffer.from(bytes).toString()), 'the naive reading refuses the certificate');
  for (const [solver, oneIn] of [
    ['minisat', 12],
    ['clasp', 100],
  ] as const)
    if (panel.asked(oneIn))
      opinions.push({ by: solver, answer: (await decided(read, solver, panel)).answer });
  if (panel.asked(2))
    opinions.push({
      by: 'the question turned round',
      answer: (await decided(turnedRound(read), PROVING_SOLVER, panel)).answer,
    });
  if (panel.asked(onCube(read) ? 1 : 6)) {
    const fits = someNetworkFits(read);
    if (fits !== undefined) opinions.push({ by: 'enumeration', answer: fits ? 'yes' : 'no' });
  }
  if (panel.asked(100) && (await mixedIntegerFits(read))) opinions.push({ by: 'HiGHS', answer: 'yes' });
  const known = read.provenance?.['answer'];
  if (known === 'yes' || known === 'no') opinions.push({ by: 'the generator', answer: known });
  return opinions;
}

const onCube = ({ architecture, examples }: TrainingInstance): boolean =>
  architecture.inputs <= 4 && examples.every(({ stimulus }) => typeof stimulus === 'string');

type Decided = { readonly answer: Answer; readonly bytes: Uint8Array; readonly stats: string };

async function decided(instance: TrainingInstance, solver: SolverName, panel: Panel): Promise<Decided> {
  const verdict = await networkVerdict(instance, solver, panel);
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
): Promise<TrainingVerdict & { readonly checked?: string }> {
  const conflicts = COUNTING_SOLVERS.includes(solver) ? PATIENCE : undefined;
  const verdict = await decideInThread(instance, { solver, conflicts, expired: () => false, makeSolver });
  if (verdict.answer === 'yes') {
    const check = checkConfiguration(instance, verdict.configuration);
    require(check.ok, `${solver}: a wrong YES: ${check.ok ? '' : check.reason}`);
  }
  if (verdict.answer === 'no' && solver === PROVING_SOLVER)
    require(verdict.checked === 'edges + LRAT (exact)', `${solver}: a NO that is only "${verdict.checked}"`);
  return verdict;
}

const COMPLEMENT: Readonly<Record<OutputFamily, OutputFamily>> = {
  threshold: 'threshold',
  xor: 'xor',
  and: 'nand',
  nand: 'and',
  or: 'nor',
  nor: 'or',
};
const NEGATED_UNITS: Readonly<Record<OutputFamily, OutputFamily>> = {
  threshold: 'threshold',
  xor: 'xor',
  and: 'nor',
  nor: 'and',
  or: 'nand',
  nand: 'or',
};

/**
 * An instance with the same answer that takes other ways through the engine: labels complemented and the output with
 * them, units negated, points mirrored, inputs and examples backwards, an open example at the front.
 */
export function turnedRound(instance: ShallowInstance): ShallowInstance {
  const { hidden, output, examples } = instance;
  const { inputs } = instance.architecture;
  const turned = examples.toReversed().map(({ stimulus, response }) => ({
    stimulus: mirrored(stimulus),
    response: response === '*' ? response : response === '1' ? ('0' as const) : ('1' as const),
  }));
  return shallowInstance({
    inputs,
    hidden,
    output: hidden === 0 ? output : NEGATED_UNITS[COMPLEMENT[output]],
    examples: [{ stimulus: '1'.repeat(inputs), response: '*' }, ...turned],
  });
}

function mirrored(stimulus: Stimulus): Stimulus {
  if (typeof stimulus === 'string')
    return [...stimulus]
      .toReversed()
      .map((bit) => (bit === '1' ? '0' : '1'))
      .join('');
  // As bits are: x becomes 1 - x.
  return stimulus
    .toReversed()
    .map(({ numerator, denominator }) => rational(denominator - numerator, denominator));
}

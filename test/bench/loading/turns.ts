// Taking turns: everybody once, then everybody again, so that other work on the machine meets all of them alike.
import { decideInThread } from '../../../src/decide/engine.ts';
import { SOLVERS, type DecideOptions } from '../../../src/decide/verdict.ts';
import type { TrainingInstance } from '../../../src/problem/training/schema.ts';
import type { Run } from '../decide/rivals.ts';
import { cpuTime, median } from '../measure.ts';

/** A run of more milliseconds than these is not repeated. */
const SHORT = 1000;
const TURNS = 5;

/** A decision of ours, with its proof and the check of that. @param limit seconds of CPU */
export async function decided(
  instance: TrainingInstance,
  options: Pick<DecideOptions, 'engine' | 'encoding'>,
  limit: number,
): Promise<Run> {
  const before = cpuTime();
  const expired = (): boolean => cpuTime() - before > 1000 * limit;
  const { answer } = await decideInThread(instance, {
    solver: SOLVERS[0],
    seconds: limit,
    expired,
    ...options,
  });
  const milliseconds = answer === 'unknown' ? 1000 * limit : cpuTime() - before;
  return { answer, milliseconds: Math.max(1, milliseconds) };
}

/**
 * The medians of some subjects that take turns.
 * @throws Error when their answers contradict each other
 */
export async function takeTurns(subjects: readonly (() => Promise<Run>)[]): Promise<Run[]> {
  const runs: Run[][] = subjects.map(() => []);
  for (let turn = 0; turn < TURNS; turn++)
    for (const [s, subject] of subjects.entries())
      if (runs[s]!.every(({ milliseconds }) => milliseconds < SHORT)) runs[s]!.push(await subject());
  const told = new Set(runs.flat().map(({ answer }) => answer));
  if (told.has('yes') && told.has('no')) throw new Error('expected one answer, got a contradiction');
  return runs.map((list) => ({
    answer: list.at(-1)!.answer,
    milliseconds: median(list.map(({ milliseconds }) => milliseconds)),
  }));
}

/** Milliseconds in a table. */
export const cell = ({ answer, milliseconds }: Run): string =>
  `${answer === 'unknown' ? '> ' : ''}${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)}`;

// A stretch of the plan of one subject: its instances tried one after the other, and a failure made as small as can be.
import { Random } from '../random.ts';
import type { FailureName } from './failure.ts';
import type { Item, Plan, Track } from './plan.ts';
import type { Subject } from './subject.ts';
import { NO_WITNESSES, trial, WITNESS_KINDS, type Trial, type WitnessCounts } from './trial.ts';

/** What trials add up to. */
export type Tally = {
  readonly tried: number;
  readonly yes: number;
  readonly no: number;
  readonly unknown: number;
  /** Instances that the reduction refuses as outside its domain. */
  readonly outside: number;
  readonly witnesses: WitnessCounts;
};

export const EMPTY: Tally = { tried: 0, yes: 0, no: 0, unknown: 0, outside: 0, witnesses: NO_WITNESSES };

/** An instance on which a reduction fails. */
export type Counterexample = {
  readonly name: FailureName;
  readonly detail: string;
  /** Where it was found first: `elements 3`, `the Fano plane`. */
  readonly found: string;
  /** The smallest instance that fails in the same way, as a text of the source problem. */
  readonly text: string;
};

export type BatchResult = { readonly tally: Tally; readonly counterexample?: Counterexample };

/** One place in so many is tried thoroughly. */
const THOROUGH = 8;
/** Random instances that are drawn for an answer before the next best is taken. */
const DRAWS = 8;
/** Trials a failure may take to become smaller. */
const SHRINKS = 300;

/** Places `from` … `to - 1` of a track. */
export type Stretch = { readonly track: Track; readonly from: number; readonly to: number };

/** Tries a stretch of the plan; ends at the first failure. */
export async function runBatch(
  subject: Subject,
  plan: Plan,
  { track, from, to }: Stretch,
): Promise<BatchResult> {
  let tally = EMPTY;
  for (let index = from; index < to; index++) {
    const item = plan.at(track, index);
    const instance = await drawn(subject, item, index);
    const thorough = index % THOROUGH === 0;
    const result = await trial(subject, instance, plan.random(track, index, 'witnesses'), thorough);
    tally = sum(tally, one(result));
    if (result.failure) {
      const again = (smaller: unknown): Promise<Trial> =>
        trial(subject, smaller, plan.random(track, index, 'witnesses'), thorough);
      const counterexample = await shrunk(subject, instance, item.title, result.failure, again);
      return { tally, counterexample };
    }
    const decided = result.answer === 'yes' || result.answer === 'no';
    if (item.answer !== undefined && decided && result.answer !== item.answer)
      throw new Error(
        `verify: expected ${item.answer} for ${subject.from.problem}, ${item.title}, found ${result.answer}`,
      );
  }
  return { tally };
}

/** One instance, thoroughly, and as it is: it is not made smaller. */
export async function runOne(subject: Subject, instance: unknown, seed: number): Promise<BatchResult> {
  const result = await trial(subject, instance, new Random(seed), true);
  const tally = one(result);
  if (!result.failure) return { tally };
  const text = subject.source.write(instance);
  return { tally, counterexample: { ...result.failure, found: 'the instance given', text } };
}

/** A random instance of alternating answers, so that there are enough of both; others as they are. */
async function drawn(subject: Subject, item: Item, index: number): Promise<unknown> {
  let instance = item.make();
  if (item.phase !== 'random') return instance;
  const wanted = index % 2 === 0 ? 'yes' : 'no';
  for (let i = 1; i < DRAWS; i++) {
    if ((await sourceAnswer(subject, instance)) === wanted) break;
    instance = item.make();
  }
  return instance;
}

async function sourceAnswer({ judge, source }: Subject, instance: unknown): Promise<string> {
  const posed = { problem: source, instance };
  const all = judge.enumerate(posed);
  if (!all) return (await judge.decide(posed)).answer;
  for (const _ of all) return 'yes';
  return 'no';
}

/** Follows smaller instances as long as they fail under the same name. */
async function shrunk(
  { from, source }: Subject,
  instance: unknown,
  found: string,
  failure: NonNullable<Trial['failure']>,
  again: (instance: unknown) => Promise<Trial>,
): Promise<Counterexample> {
  let best = { instance, failure };
  let left = SHRINKS;
  for (let progress = true; progress && left > 0;) {
    progress = false;
    for (const smaller of from.smaller(best.instance)) {
      if (left-- <= 0) break;
      const result = await again(smaller);
      if (result.failure?.name !== failure.name) continue;
      best = { instance: smaller, failure: result.failure };
      progress = true;
      break;
    }
  }
  return { ...best.failure, found, text: source.write(best.instance) };
}

function one({ answer, witnesses }: Trial): Tally {
  return { ...EMPTY, tried: 1, [answer]: 1, witnesses };
}

/** Two tallies together. */
export function sum(a: Tally, b: Tally): Tally {
  return {
    tried: a.tried + b.tried,
    yes: a.yes + b.yes,
    no: a.no + b.no,
    unknown: a.unknown + b.unknown,
    outside: a.outside + b.outside,
    witnesses: Object.fromEntries(
      WITNESS_KINDS.map((kind) => [kind, a.witnesses[kind] + b.witnesses[kind]]),
    ) as WitnessCounts,
  };
}

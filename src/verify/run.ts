// A verification: batches of all subjects in turn, on all cores, until they are through, one fails, or time is over.
import { Piscina } from 'piscina';
import { builtUrl } from '../built.ts';
import {
  EMPTY,
  runOne,
  sum,
  type BatchResult,
  type Counterexample,
  type Stretch,
  type Tally,
} from './batch.ts';
import { Plan } from './plan.ts';
import type { Request } from './request.ts';
import type { Subject } from './subject.ts';
import type { BatchTask } from './worker.ts';

export type VerifyOptions = {
  /** The largest size of which all instances are tried; all that are known when left out. */
  readonly maxSize?: number | undefined;
  /** Random instances for each subject; as many as there is time for when left out and `seconds` is given, else 200. */
  readonly random?: number | undefined;
  readonly seconds?: number | undefined;
  readonly seed: number;
  /** Worker threads. */
  readonly jobs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((share: number, message: string) => void) | undefined;
};

/** A subject to verify, and what an earlier run has done of it. */
export type Candidate = {
  readonly request: Request;
  readonly subject: Subject;
  readonly before?: Done | undefined;
};

/** How far a subject is: so many places of its tracks are done, and what they gave. */
export type Done = { readonly small: number; readonly random: number; readonly tally: Tally };

/** What is known of a subject at the end. */
export type Report = {
  readonly subject: Subject;
  readonly done: Done;
  readonly counterexample?: Counterexample;
  /** The largest size of which all instances, and all golden ones, were tried; undefined for none. */
  readonly largest: number | undefined;
  readonly verdict: VerdictWord;
};

/**
 * `verified`: nothing failed, all that had to be was tried, three in four were decided, some answers were YES and at least a
 * third of them NO. `not refuted` is said of one instance alone.
 */
export type VerdictWord =
  'verified' | 'not refuted' | 'refuted' | 'not finished' | 'undecided' | 'too few YES' | 'too few NO';

export type Verification = {
  readonly reports: readonly Report[];
  readonly interrupted: boolean;
  readonly milliseconds: number;
};

/** Instances a worker tries before it reports. */
const BATCH = 16;
/** Random instances where neither their number nor a time is given. */
const RANDOM = 300;
/** Milliseconds that batches under way may go on when the time is over. */
const GRACE = 2000;
/** Where a time is given all instances of these sizes are needed, and of larger ones as many as there is time for. */
const NEEDED = 1;
/** More undecided instances than one in so many leave a reduction undecided. */
const FEW = 4;

/** A subject on its way through the run: batches from both tracks in turn. */
class Course {
  readonly request: Request;
  readonly subject: Subject;
  done: Done;
  counterexample: Counterexample | undefined;
  /** Milliseconds of work so far. */
  spent = 0;
  readonly #plan: Plan;
  readonly #random: number;
  /** The largest size that has to be through. */
  readonly #needed: number;
  readonly #issued: { small: number; random: number };
  #batches = 0;
  #taken = 0;
  /** Batches that ended before an earlier one, by their number. */
  readonly #early = new Map<number, { readonly stretch: Stretch; readonly result: BatchResult }>();

  constructor({ request, subject, before }: Candidate, options: VerifyOptions, plan: Plan) {
    this.request = request;
    this.subject = subject;
    this.#plan = plan;
    this.#random = options.random ?? (options.seconds === undefined ? RANDOM : Infinity);
    const most = plan.largest(Infinity) ?? 0;
    this.#needed =
      options.seconds === undefined || options.maxSize !== undefined ? most : Math.min(most, NEEDED);
    this.done = before ?? { small: 0, random: 0, tally: EMPTY };
    this.#issued = { small: this.done.small, random: this.done.random };
  }

  /** How many places there are in all. */
  get places(): number {
    return this.#plan.small + this.#random;
  }

  /** The next places to try, and the number of their batch; undefined when there are none. */
  issue(): { readonly batch: number; readonly stretch: Stretch } | undefined {
    if (this.counterexample) return undefined;
    const left = { small: this.#plan.small - this.#issued.small, random: this.#random - this.#issued.random };
    if (left.small <= 0 && left.random <= 0) return undefined;
    const track = left.random <= 0 || (left.small > 0 && this.#batches % 2 === 0) ? 'small' : 'random';
    const from = this.#issued[track];
    const to = from + Math.min(BATCH, left[track]);
    this.#issued[track] = to;
    return { batch: this.#batches++, stretch: { track, from, to } };
  }

  /** Takes results in the order in which they were issued, so that the end does not depend on who was faster. */
  take(batch: number, stretch: Stretch, result: BatchResult): void {
    this.#early.set(batch, { stretch, result });
    while (!this.counterexample) {
      const next = this.#early.get(this.#taken);
      if (!next) return;
      this.#early.delete(this.#taken++);
      const { track, to } = next.stretch;
      this.done = { ...this.done, [track]: to, tally: sum(this.done.tally, next.result.tally) };
      this.counterexample = next.result.counterexample;
    }
  }

  report(): Report {
    const { subject, done, counterexample } = this;
    return {
      subject,
      done,
      ...(counterexample ? { counterexample } : {}),
      largest: this.#plan.largest(done.small),
      verdict: this.#verdict(),
    };
  }

  #verdict(): VerdictWord {
    if (this.counterexample) return 'refuted';
    const { small, random, tally } = this.done;
    if ((this.#plan.largest(small) ?? -1) < this.#needed) return 'not finished';
    if (Number.isFinite(this.#random) && random < this.#random) return 'not finished';
    if (FEW * tally.unknown > tally.tried) return 'undecided';
    if (tally.yes === 0) return 'too few YES';
    return 3 * tally.no < tally.yes + tally.no ? 'too few NO' : 'verified';
  }
}

/** Runs the subjects' plans. The same options but `seconds`, `jobs` and `signal` give the same reports. */
export async function verify(
  candidates: readonly Candidate[],
  options: VerifyOptions,
): Promise<Verification> {
  const { maxSize, seed } = options;
  const began = performance.now();
  const deadline = options.seconds === undefined ? Infinity : began + 1000 * options.seconds;
  const over = (): boolean => performance.now() >= deadline || options.signal?.aborted === true;
  const plans = new Map<string, Plan>();
  const courses = candidates.map((candidate) => {
    const { from } = candidate.subject;
    const plan = plans.get(from.problem) ?? new Plan(from, maxSize, seed);
    plans.set(from.problem, plan);
    return new Course(candidate, options, plan);
  });
  const pool = new Piscina({
    filename: builtUrl('./worker.js', import.meta.url).href,
    minThreads: 1,
    maxThreads: options.jobs,
  });
  const stop = new AbortController();
  /** The next batch of the subject that has had the least time. */
  const issue = (): readonly [Course, number, BatchTask] | undefined => {
    if (over()) return undefined;
    for (const course of courses.toSorted((a, b) => a.spent - b.spent)) {
      const next = course.issue();
      if (!next) continue;
      const { batch, stretch } = next;
      return [course, batch, { request: course.request, maxSize, seed, stretch }];
    }
    return undefined;
  };
  const tell = (): void => {
    const tried = courses.reduce((total, { done }) => total + done.tally.tried, 0);
    const planned = courses.reduce((total, { places }) => total + places, 0);
    const places = courses.reduce((total, { done }) => total + done.small + done.random, 0);
    const spent = (performance.now() - began) / (1000 * (options.seconds ?? Infinity));
    const share = Math.max(spent, Number.isFinite(planned) ? places / planned : 0);
    options.onProgress?.(Math.min(1, share), `${tried} instances of ${courses.length} reductions`);
  };
  const lane = async (): Promise<void> => {
    for (let next = issue(); next; next = issue()) {
      const [course, batch, task] = next;
      let result: BatchResult;
      const start = performance.now();
      // As long as it is under way it counts as a second, so that others come first.
      course.spent += 1000;
      try {
        result = (await pool.run(task, { signal: stop.signal })) as BatchResult;
      } catch (error) {
        if (stop.signal.aborted) return;
        throw error;
      }
      course.spent += performance.now() - start - 1000;
      course.take(batch, task.stretch, result);
      tell();
    }
  };
  // Code of the user's may go on for ever: what is under way when the time is over is given up.
  const timers = Number.isFinite(deadline)
    ? [setTimeout(() => stop.abort(), Math.min(1000 * options.seconds! + GRACE, 2 ** 31 - 1))]
    : [];
  const interrupt = (): void => stop.abort();
  options.signal?.addEventListener('abort', interrupt, { once: true });
  try {
    await Promise.all(Array.from({ length: options.jobs }, lane));
  } finally {
    for (const timer of timers) clearTimeout(timer);
    options.signal?.removeEventListener('abort', interrupt);
    await pool.destroy();
  }
  return {
    reports: courses.map((course) => course.report()),
    interrupted: options.signal?.aborted === true,
    milliseconds: performance.now() - began,
  };
}

/** Tries one instance alone, thoroughly. */
export async function verifyOne(subject: Subject, instance: unknown, seed: number): Promise<Verification> {
  const began = performance.now();
  const { tally, counterexample } = await runOne(subject, instance, seed);
  const verdict = counterexample ? 'refuted' : tally.unknown > 0 ? 'undecided' : 'not refuted';
  const report: Report = {
    subject,
    done: { small: 0, random: 0, tally },
    ...(counterexample ? { counterexample } : {}),
    largest: undefined,
    verdict,
  };
  return { reports: [report], interrupted: false, milliseconds: performance.now() - began };
}

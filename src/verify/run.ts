// A verification: batches of all subjects in turn, on all cores, until they are through, one fails, or time is over.
import { Piscina } from 'piscina';
import { builtUrl } from '../built.ts';
import { EMPTY, runOne, sum, type BatchResult, type Counterexample, type Tally } from './batch.ts';
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

/** How far a subject is: so many places of its plan are done, and what they gave. */
export type Done = { readonly next: number; readonly tally: Tally };

/** What is known of a subject at the end. */
export type Report = {
  readonly subject: Subject;
  readonly done: Done;
  readonly counterexample?: Counterexample;
  /** All golden instances and all up to the size were tried. */
  readonly exhausted: boolean;
  readonly largest: number;
  readonly verdict: VerdictWord;
};

/** `verified`: nothing failed, all was tried and decided, and at least a third of the answers were NO; `not refuted` is said of one instance
 * alone. */
export type VerdictWord =
  'verified' | 'not refuted' | 'refuted' | 'not finished' | 'undecided' | 'too few NO';

export type Verification = {
  readonly reports: readonly Report[];
  readonly interrupted: boolean;
  readonly milliseconds: number;
};

/** Instances a worker tries before it reports. */
const BATCH = 16;
/** Random instances where neither their number nor a time is given. */
const RANDOM = 200;
/** Milliseconds that batches under way may go on when the time is over. */
const GRACE = 2000;

/** A subject on its way through the run. */
class Course {
  readonly request: Request;
  readonly subject: Subject;
  readonly small: number;
  readonly end: number;
  done: Done;
  counterexample: Counterexample | undefined;
  #issued: number;
  /** Batches that ended before an earlier one, by their first place. */
  readonly #early = new Map<number, { readonly to: number; readonly result: BatchResult }>();

  constructor({ request, subject, before }: Candidate, options: VerifyOptions) {
    this.request = request;
    this.subject = subject;
    this.small = new Plan(subject.from, options.maxSize, options.seed).small;
    const random = options.random ?? (options.seconds === undefined ? RANDOM : Infinity);
    this.end = this.small + random;
    this.done = before ?? { next: 0, tally: EMPTY };
    this.#issued = this.done.next;
  }

  /** The next places to try; undefined when there are none. */
  issue(): { readonly from: number; readonly to: number } | undefined {
    if (this.counterexample || this.#issued >= this.end) return undefined;
    const from = this.#issued;
    this.#issued = Math.min(from + BATCH, this.end);
    return { from, to: this.#issued };
  }

  /** Takes results in the order of the plan, so that the end does not depend on who was faster. */
  take(from: number, to: number, result: BatchResult): void {
    this.#early.set(from, { to, result });
    while (!this.counterexample) {
      const next = this.#early.get(this.done.next);
      if (!next) return;
      this.#early.delete(this.done.next);
      this.done = { next: next.to, tally: sum(this.done.tally, next.result.tally) };
      this.counterexample = next.result.counterexample;
    }
  }

  report(maxSize: number | undefined): Report {
    const { subject, done, counterexample, small } = this;
    return {
      subject,
      done,
      ...(counterexample ? { counterexample } : {}),
      exhausted: done.next >= small,
      largest: Plan.largest(subject.from, maxSize),
      verdict: this.#verdict(),
    };
  }

  #verdict(): VerdictWord {
    if (this.counterexample) return 'refuted';
    const { next, tally } = this.done;
    if (next < this.small || (Number.isFinite(this.end) && next < this.end)) return 'not finished';
    if (tally.unknown > 0) return 'undecided';
    return 3 * tally.no < tally.yes + tally.no ? 'too few NO' : 'verified';
  }
}

/** Runs the subjects' plans. The same options but `seconds`, `jobs` and `signal` give the same reports. */
export async function verify(
  candidates: readonly Candidate[],
  options: VerifyOptions,
): Promise<Verification> {
  const began = performance.now();
  const deadline = options.seconds === undefined ? Infinity : began + 1000 * options.seconds;
  const over = (): boolean => performance.now() >= deadline || options.signal?.aborted === true;
  const courses = candidates.map((candidate) => new Course(candidate, options));
  const pool = new Piscina({
    filename: builtUrl('./worker.js', import.meta.url).href,
    minThreads: 1,
    maxThreads: options.jobs,
  });
  const stop = new AbortController();
  let turn = 0;
  /** The next batch of the next subject that has one. */
  const issue = (): readonly [Course, BatchTask] | undefined => {
    for (let i = 0; i < courses.length && !over(); i++) {
      const course = courses[turn++ % courses.length]!;
      const places = course.issue();
      if (!places) continue;
      const { request } = course;
      return [course, { request, maxSize: options.maxSize, seed: options.seed, ...places }];
    }
    return undefined;
  };
  const tell = (): void => {
    const tried = courses.reduce((total, { done }) => total + done.tally.tried, 0);
    const planned = courses.reduce((total, { end }) => total + end, 0);
    const places = courses.reduce((total, { done }) => total + done.next, 0);
    const spent = (performance.now() - began) / (1000 * (options.seconds ?? Infinity));
    const share = Math.max(spent, Number.isFinite(planned) ? places / planned : 0);
    options.onProgress?.(Math.min(1, share), `${tried} instances of ${courses.length} reductions`);
  };
  const lane = async (): Promise<void> => {
    for (let next = issue(); next; next = issue()) {
      const [course, task] = next;
      let result: BatchResult;
      try {
        result = (await pool.run(task, { signal: stop.signal })) as BatchResult;
      } catch (error) {
        if (stop.signal.aborted) return;
        throw error;
      }
      course.take(task.from, task.to, result);
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
    reports: courses.map((course) => course.report(options.maxSize)),
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
    done: { next: 1, tally },
    ...(counterexample ? { counterexample } : {}),
    exhausted: false,
    largest: 0,
    verdict,
  };
  return { reports: [report], interrupted: false, milliseconds: performance.now() - began };
}

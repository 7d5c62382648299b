// The search for a hard instance: draws are decided exactly, and of those with the wanted answer the hardest is kept.
import type { HardNetwork } from '../../catalogue/hard-network.ts';
import type { DecideStats, TrainingVerdict } from '../../decide/verdict.ts';
import { Random } from '../../random.ts';
import type { TrainResult } from '../../train/types.ts';
import type { Engines } from '../experiment.ts';
import { draw, sourceOf, type Draw, type Registered } from './draw.ts';

/** The answers that can be asked for. */
export const WANTED = ['yes', 'no', 'any'] as const;
/** One of them. */
export type Wanted = (typeof WANTED)[number];

/** What is wanted, and what is spent on it. */
export type HardOptions = {
  readonly answer: Wanted;
  /** Within the limits of the kind. */
  readonly size: number;
  readonly planted: boolean;
  /** Instances with the wanted answer to choose among, at least 1. */
  readonly candidates: number;
  /** 0 … 2^32 - 1. */
  readonly seed: number;
  /** Of gradient descent. */
  readonly restarts: number;
  readonly epochs: number;
  /** Limit of each exact decision; what hits it is left out and counted. */
  readonly conflicts: number;
  /** Ends the search with `stopped`. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((message: string) => void) | undefined;
};

/** A verdict that is not UNKNOWN. */
export type Settled = Exclude<TrainingVerdict, { readonly answer: 'unknown' }>;

/** An instance with its certified answer. */
type Candidate = Draw & { readonly verdict: Settled };

/** An instance with its certified answer and what gradient descent achieved on it. */
export type Hard = Candidate & { readonly descent: TrainResult };

/** How the draws of a search came out. */
export type Counts = {
  readonly drawn: number;
  /** With the wanted answer. */
  readonly candidates: number;
  /** UNKNOWN within the limit on conflicts, and left out. */
  readonly undecided: number;
};

/** The end of a search. */
export type HardResult = { readonly counts: Counts } & (
  | { readonly status: 'found'; readonly hard: Hard }
  /** None of the draws had the wanted answer. */
  | { readonly status: 'none' }
  /** The signal came first. */
  | { readonly status: 'stopped' }
);

/** A search ends after this many draws a candidate. */
export const MOST_DRAWS = 64;

/** Thrown where the signal has aborted a decision or a training. */
const STOPPED = Symbol('stopped');

/**
 * Draws sources from seeds that `seed` determines, decides each, and keeps of the first `candidates` with the wanted answer
 * the hardest: of YES the one on which the fewest restarts of gradient descent succeed, then, as of NO and of any, the one
 * that took the exact engine the most conflicts, then edges, then separation checks, then the one drawn first. All these are
 * counts, the same on every machine.
 * @throws RangeError for a kind that is not in the registry
 */
export async function findHard(
  network: HardNetwork,
  registered: Registered,
  engines: Pick<Engines, 'decide' | 'train'>,
  options: HardOptions,
): Promise<HardResult> {
  const search = new Search(network, registered, engines, options);
  try {
    return await search.run();
  } catch (error) {
    if (error !== STOPPED) throw error;
    return { status: 'stopped', counts: search.counts };
  }
}

class Search {
  readonly #network: HardNetwork;
  readonly #registered: Registered;
  readonly #engines: Pick<Engines, 'decide' | 'train'>;
  readonly #options: HardOptions;
  #drawn = 0;
  #candidates = 0;
  #undecided = 0;

  constructor(
    network: HardNetwork,
    registered: Registered,
    engines: Pick<Engines, 'decide' | 'train'>,
    options: HardOptions,
  ) {
    this.#network = network;
    this.#registered = registered;
    this.#engines = engines;
    this.#options = options;
  }

  get counts(): Counts {
    return { drawn: this.#drawn, candidates: this.#candidates, undecided: this.#undecided };
  }

  async run(): Promise<HardResult> {
    const { answer, candidates, seed } = this.#options;
    const seeds = new Random(seed);
    let best: { readonly candidate: Candidate; readonly descent: TrainResult | undefined } | undefined;
    while (this.#candidates < candidates && this.#drawn < MOST_DRAWS * candidates) {
      const drawn = await this.#settle(seeds.below(2 ** 32));
      this.#drawn++;
      for (const candidate of drawn) {
        if (answer !== 'any' && candidate.verdict.answer !== answer) continue;
        this.#candidates++;
        const descent = answer === 'yes' ? await this.#train(candidate) : undefined;
        const next = { candidate, descent };
        if (!best || isHarder(next, best)) best = next;
      }
    }
    if (!best) return { status: 'none', counts: this.counts };
    const descent = best.descent ?? (await this.#train(best.candidate));
    return { status: 'found', hard: { ...best.candidate, descent }, counts: this.counts };
  }

  /** Draws a source; its instances with known answers: one, or those on the two sides of the turn. */
  async #settle(seed: number): Promise<Candidate[]> {
    const { size, planted, answer } = this.#options;
    const { turn } = sourceOf(this.#network, planted);
    const at = (value?: number): Draw =>
      draw(this.#network, this.#registered, { size, planted, seed, turn: value });
    if (!turn) {
      const candidate = await this.#decide(at());
      return candidate ? [candidate] : [];
    }
    const settled = new Map<number, Candidate>();
    let [no, yes] = [0, turn.most(size)];
    while (yes - no > 1) {
      const middle = Math.floor((no + yes) / 2);
      const candidate = await this.#decide(at(middle));
      if (!candidate) return [];
      settled.set(middle, candidate);
      if (candidate.verdict.answer === 'yes') yes = middle;
      else no = middle;
    }
    const candidates: Candidate[] = [];
    for (const value of [...(answer === 'yes' ? [] : [no]), ...(answer === 'no' ? [] : [yes])]) {
      const candidate = settled.get(value) ?? (await this.#decide(at(value)));
      if (candidate) candidates.push(candidate);
    }
    return candidates;
  }

  async #decide(drawn: Draw): Promise<Candidate | undefined> {
    const { conflicts, signal } = this.#options;
    const verdict = await this.#engines.decide(drawn.instance, {
      conflicts,
      signal,
      // The dynamic programme of narrow networks writes no proofs.
      engine: 'sat',
      onProgress: (message) => this.#say(message),
    });
    if (signal?.aborted) throw STOPPED;
    this.#say('');
    if (verdict.answer !== 'unknown') return { ...drawn, verdict };
    this.#undecided++;
    return undefined;
  }

  async #train({ instance }: Draw): Promise<TrainResult> {
    const { restarts, epochs, signal } = this.#options;
    const result = await this.#engines.train(instance, {
      restarts,
      epochs,
      optimizer: 'adam',
      relaxation: 'noisy-and',
      seed: 0,
      backend: 'auto',
      signal,
    });
    if (signal?.aborted) throw STOPPED;
    return result;
  }

  #say(message: string): void {
    const { candidates, seed } = this.#options;
    this.#options.onProgress?.(
      `seed ${seed}: ${this.#candidates} of ${candidates} candidates among ${this.#drawn} draws ${message}`,
    );
  }
}

type Ranked = { readonly candidate: Candidate; readonly descent: TrainResult | undefined };

/** Whether `a` is harder than `b`, which was drawn before it. */
function isHarder(a: Ranked, b: Ranked): boolean {
  const [left, right] = [rank(a), rank(b)];
  const place = left.findIndex((count, i) => count !== right[i]);
  return place >= 0 && left[place]! > right[place]!;
}

/** Counts by which the hardest is chosen, the most important first; more is harder. */
function rank({ candidate: { verdict }, descent }: Ranked): number[] {
  const { conflicts, edges, separationChecks }: DecideStats = verdict.stats;
  return [descent?.supported ? -descent.successes : 0, conflicts, edges, separationChecks];
}

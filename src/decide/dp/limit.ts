// Where the dynamic program gives up: time and memory are bounded, whatever the network.

/** The most tuples of a relation. */
export const MAX_TUPLES = 2 ** 22;

/** The most tuples that one constraint is tried on at a time. */
export const MAX_CANDIDATES = 2 ** 28;

/** The most numbers that a table may hold, 256 MiB of them. */
export const MAX_NUMBERS = 2 ** 26;

/** Thrown to end a decision as unknown; `limit` says which limit was met. */
export class LimitError extends Error {
  readonly limit: string;

  constructor(limit: string) {
    super(`limit met: ${limit}`);
    this.limit = limit;
  }
}

/** The clock is asked after so many steps, each of them well under a microsecond. */
const STEPS = 2 ** 14;

/** Asks the clock now and then. */
export class Clock {
  readonly #expired: () => boolean;
  #left = 0;

  constructor(expired: () => boolean) {
    this.#expired = expired;
  }

  /** Counts steps. @throws LimitError `seconds` when the time is over */
  tick(steps: number): void {
    this.#left -= steps;
    if (this.#left > 0) return;
    this.#left = STEPS;
    if (this.#expired()) throw new LimitError('seconds');
  }
}

/** An array of at least `size` numbers that begins with `numbers`; at least twice as long when it must grow. */
export function grown(numbers: Int32Array<ArrayBuffer>, size: number, what: string): Int32Array<ArrayBuffer> {
  if (size <= numbers.length) return numbers;
  if (size > MAX_NUMBERS) throw new LimitError(`memory: ${what}`);
  const longer = new Int32Array(Math.max(size, Math.min(2 * numbers.length, MAX_NUMBERS)));
  longer.set(numbers);
  return longer;
}

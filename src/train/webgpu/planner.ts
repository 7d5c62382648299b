// Plans dispatches so that each stays short: cuts epochs first, then restarts; grows both back while there is room.

/** A dispatch should last about this long: a page lives on, an abort is seen, and no driver thinks it hangs. */
const TARGET_MS = 100;

/**
 * Multiply-adds of the first dispatch, whose speed nobody has measured yet: a tenth of a second on an adapter that does
 * 160 million a second, which software adapters do.
 */
const FIRST_WORK = 2 ** 24;

/** How much one dispatch does: epochs for a number of vectors of four restarts. */
export class Planner {
  epochs = 1;
  vectors: number;
  readonly #all: number;

  /**
   * @param vectors vectors of four restarts in a batch
   * @param work multiply-adds of one vector in one epoch
   */
  constructor(vectors: number, work: number) {
    this.vectors = Math.min(vectors, Math.max(1, Math.floor(FIRST_WORK / work)));
    this.#all = vectors;
  }

  /** Learns from a dispatch of the planned size that took `milliseconds`. */
  learn(milliseconds: number): void {
    if (milliseconds > 2 * TARGET_MS) {
      if (this.epochs > 1) this.epochs = Math.max(1, Math.floor((this.epochs * TARGET_MS) / milliseconds));
      else this.vectors = Math.max(1, Math.floor((this.vectors * TARGET_MS) / milliseconds));
      return;
    }
    const growth = Math.min(4, Math.floor(TARGET_MS / Math.max(1, milliseconds)));
    if (growth < 2) return;
    if (this.vectors < this.#all) this.vectors = Math.min(this.#all, this.vectors * growth);
    else this.epochs *= growth;
  }
}

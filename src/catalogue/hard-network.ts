// What a kind of hard training instance is: where its sources are drawn near their phase transition, and how they become networks.

/** Sources of a kind, by size. */
export type HardSource = {
  /** The family that draws them. */
  readonly family: string;
  /** The family's parameters at a size. */
  readonly parameters: (size: number) => Readonly<Record<string, number>>;
  /**
   * A further parameter, up to which value the answer of a draw is NO and from which on it is YES: NO at 0, YES at `most`.
   * Instances are then taken from both sides of the turn.
   */
  readonly turn?: { readonly parameter: string; readonly most: (size: number) => number };
};

/** A kind of training instance, named by its network. */
export type HardNetwork = {
  /** `three-node`, `and-pair`, … */
  readonly name: string;
  readonly summary: string;
  /** What a size counts, and its limits. */
  readonly size: { readonly what: string; readonly least: number; readonly most: number };
  /** The reduction the sources go through to training; undefined where they are training instances. */
  readonly via?: string;
  /** Sources without hidden structure, near the ratio at which half of them are YES. */
  readonly random: HardSource;
  /** Sources of the same size and ratio with a planted witness. */
  readonly planted?: HardSource;
};

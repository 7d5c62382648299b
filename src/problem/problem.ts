// What a problem is: a way to read and write its instances and witnesses, an exact check of a witness, and a size.

/** Whether a witness solves an instance; `reason` names the first thing that is wrong. */
export type Check = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Sizes of an instance by name, e.g. `{ variables: 3, clauses: 8 }`. */
export type Size = Readonly<Record<string, number>>;

/**
 * Values given on the command line that a file format cannot hold: the number of colours of a `.col` file, the bound that
 * makes a question of an optimisation problem.
 */
export type ParseOptions = {
  readonly colours?: number | undefined;
  readonly size?: number | undefined;
  /** The weight of soft clauses to be satisfied. */
  readonly atLeast?: bigint | undefined;
  /** The largest value that the objective of pseudo-Boolean constraints may have. */
  readonly atMost?: bigint | undefined;
};

/**
 * A decision problem of the catalogue.
 * @typeParam I the parsed instance
 * @typeParam W the parsed witness
 */
export interface Problem<I, W> {
  /** The name used on the command line, e.g. `set-splitting`. */
  readonly name: string;
  /** One line: the question. */
  readonly question: string;
  /** One line: the file formats `parse` reads. */
  readonly formats: string;
  /** What texts of instances declare themselves to be (`signatureOf`); empty for a problem no text is taken for. */
  readonly signatures: readonly string[];
  /** Reads an instance. @throws InputError naming place, expectation and finding */
  parse(text: string, source: string, options?: ParseOptions): I;
  /** The text written to files and pipes; `parse(write(x))` equals `x`. Ends with a newline. */
  write(instance: I): string;
  /** The canonical text whose SHA-256 names the instance: equal for instances that differ only in layout, name or provenance. */
  canonical(instance: I): string;
  /** The exact check of a witness. Never throws on a well-formed witness of the wrong shape: it says what is wrong. */
  check(instance: I, witness: W): Check;
  size(instance: I): Size;
  /** The letter that size laws (`Reduction.sizeLaw`) use for each of the sizes, e.g. `{ elements: 'n', sets: 'm' }`. */
  readonly letters: Readonly<Record<string, string>>;
  /** The sizes of an ordinary instance: where ways are compared and laws evaluated when no instance is at hand. */
  readonly typical: Size;
  /**
   * What counts when instances are compared by size: quantities of which none can be had for another. Where it is missing,
   * the sum of the sizes.
   */
  bulk?(size: Size): readonly number[];
  /** Reads a witness. @throws InputError */
  parseWitness(text: string, source: string, instance: I): W;
  /** The text of a witness; ends with a newline. */
  writeWitness(witness: W): string;
}

/** Where an instance came from; carried in files, never part of the canonical text. */
export type Provenance = Readonly<Record<string, unknown>>;

/** The check that succeeds. */
export const OK: Check = { ok: true };

/** A check that fails for `reason`. */
export function wrong(reason: string): Check {
  return { ok: false, reason };
}

// The one error a user's input can cause: it names the place, what was expected, what was found, and the remedy.

/** Input that is refused. The command line prints `message` and exits with 2; nothing has been written. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** Where: a file with a line (`graph.col:7`), a JSON path (`examples[3].stimulus`), or an option (`--seed`). */
  readonly place: string;

  /**
   * @param place where the input is wrong
   * @param problem `expected …, found …`, with the remedy where there is one
   */
  constructor(place: string, problem: string) {
    super(`${place}: ${problem}`);
    this.place = place;
  }
}

/** A short, safe rendering of any value found in an input, for error messages (at most 60 characters). */
export function found(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'number' ? String(value) : rendered(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}

function rendered(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch (error) {
    // Nested deeper than the stack, or longer than any string.
    if (error instanceof RangeError) return 'a value too large to be shown';
    throw error;
  }
}

// What can be wrong with a reduction, by name.

/** The names of failures, and what each says. */
export const FAILURES = {
  'yes-to-no': 'a YES-instance becomes a NO-instance',
  'no-to-yes': 'a NO-instance becomes a YES-instance',
  'bad-target': 'what reduce returns is no instance of the target problem',
  'bad-forward-witness': 'forward of a witness of the source is no witness of the target',
  'bad-backward-witness': 'extract of a witness of the target is no witness of the source',
  'size-mismatch': 'the target has not the size that the reduction says',
  'replay-mismatch': 'a bundle of the instance is not what it was after being written and read',
  nondeterministic: 'a second run gives another target, or reduce changes its source',
  exception: 'the code of the reduction throws',
} as const;

export type FailureName = keyof typeof FAILURES;

/** What went wrong with an instance. */
export type Failure = {
  readonly name: FailureName;
  /** What was expected and what was found; one line. */
  readonly detail: string;
};

/** Ends the trial of an instance. */
export class Failed extends Error {
  readonly failure: Failure;
  constructor(name: FailureName, detail: string) {
    super(detail);
    this.failure = { name, detail };
  }
}

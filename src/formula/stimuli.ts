// The stimuli of an instance, each once, and what a node that reads only inputs sees of them.
import { formatRational } from '../exact/rational.ts';
import type { Stimulus, TrainingInstance } from '../problem/training/schema.ts';

/** The different stimuli of those examples that ask for something. */
export type Stimuli = {
  /** The first example of each stimulus. */
  readonly first: readonly number[];
  /** The stimulus of each example, -1 for one that asks for nothing. */
  readonly of: readonly number[];
};

/** The stimuli in the order of the examples. */
export function stimuliOf({ examples }: TrainingInstance): Stimuli {
  const number = new Map<string, number>();
  const first: number[] = [];
  const of = examples.map(({ stimulus, response }, e) => {
    if (!/[01]/.test(response)) return -1;
    const key = keyOf(stimulus);
    const before = number.get(key);
    if (before !== undefined) return before;
    number.set(key, first.length);
    return first.push(e) - 1;
  });
  return { first, of };
}

/** What some posts, all of them inputs, show on the stimuli: different views, numbered. */
export type Views = {
  /** The view on each stimulus. */
  readonly of: readonly number[];
  /** The first stimulus of each view. */
  readonly first: readonly number[];
};

/** The views of the inputs `from` on the stimuli. */
export function viewsOf({ examples }: TrainingInstance, stimuli: Stimuli, from: readonly number[]): Views {
  const number = new Map<string, number>();
  const first: number[] = [];
  const of = stimuli.first.map((e, s) => {
    const { stimulus } = examples[e]!;
    const whole = from.length === stimulus.length && from.every((post, i) => post === i);
    const key = keyOf(
      whole
        ? stimulus
        : typeof stimulus === 'string'
          ? from.map((post) => stimulus[post]!).join('')
          : from.map((post) => stimulus[post]!),
    );
    const before = number.get(key);
    if (before !== undefined) return before;
    number.set(key, first.length);
    return first.push(s) - 1;
  });
  return { of, first };
}

function keyOf(stimulus: Stimulus): string {
  return typeof stimulus === 'string' ? [...stimulus].join(' ') : stimulus.map(formatRational).join(' ');
}

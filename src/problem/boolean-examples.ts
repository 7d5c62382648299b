// Examples on Boolean inputs with one Boolean response, as the problems of a single formula or layer have them.
import * as z from 'zod';
import { InputError } from './errors.ts';

/** `stimulus` is a string of 0 and 1, a character an input; `response` is 0 or 1. */
export type BooleanExample = { readonly stimulus: string; readonly response: '0' | '1' };

const response = z.enum(['0', '1'], { error: 'expected "0" or "1"' });

/** The JSON form, before `checkStimuli`. */
export const booleanExamples = z.array(
  z.strictObject({ stimulus: z.string().regex(/^[01]*$/, 'expected a string of 0 and 1'), response }),
);

/** @throws InputError unless every stimulus has a character for each input */
export function checkStimuli(examples: readonly BooleanExample[], inputs: number, source: string): void {
  const e = examples.findIndex(({ stimulus }) => stimulus.length !== inputs);
  if (e >= 0)
    throw new InputError(
      `${source}: examples[${e}].stimulus`,
      `expected ${inputs} inputs (inputs), found ${examples[e]!.stimulus.length}`,
    );
}

/** The places of the 1s of a stimulus. */
export function onesOf(stimulus: string): number[] {
  return [...stimulus].flatMap((bit, i) => (bit === '1' ? [i] : []));
}

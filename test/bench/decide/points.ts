// Boolean examples as the rivals' formulations read them.
import type { Example } from '../../../src/problem/training/schema.ts';

/** The inputs that are 1. */
export const ones = (stimulus: string): number[] =>
  [...stimulus].flatMap((bit, j) => (bit === '1' ? [j] : []));

/** The stimuli with the response `label`, and the others. */
export function split(
  examples: readonly Example[],
  label: '0' | '1',
): { accepted: readonly string[]; rejected: readonly string[] } {
  const where = (wanted: boolean): string[] =>
    examples
      .filter(({ response }) => (response === label) === wanted)
      .map(({ stimulus }) => stimulus as string);
  return { accepted: where(true), rejected: where(false) };
}

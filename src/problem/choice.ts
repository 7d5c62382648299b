// Witnesses that choose some of numbered things: vertices, elements, sets, numbers.
import * as z from 'zod';
import { parseJson, validate } from './json.ts';
import type { Problem } from './problem.ts';
import { membersOf, membership } from './subsets.ts';

/** `chosen[i]` is true when thing i is chosen. */
export type Choice = { readonly chosen: readonly boolean[] };

/**
 * How a choice is written: `{"format": …, "chosen": [0, 2]}`, the numbers of what is chosen.
 * @param what one of the things: `a vertex`
 * @param count how many there are to choose from
 */
export function choiceText<I>(
  format: string,
  what: string,
  count: (instance: I) => number,
): Pick<Problem<I, Choice>, 'parseWitness' | 'writeWitness'> {
  const schema = z.strictObject({ format: z.literal(format), chosen: z.array(z.int().min(0)) });
  return {
    parseWitness(text, source, instance) {
      const { chosen } = validate(schema, parseJson(text, source), source);
      return { chosen: membership(chosen, count(instance), what, `${source}: chosen`) };
    },
    writeWitness: ({ chosen }) => `${JSON.stringify({ format, chosen: membersOf(chosen) })}\n`,
  };
}

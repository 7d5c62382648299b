// The examples as the dynamic program wants them: every stimulus once, and what each output has to say about it.
import type { TrainingInstance } from '../../problem/training/schema.ts';

/** The wanted bit where an output may say what it likes. */
export const ANY = 2;

/** Different stimuli, and for each output of the network, by its place, the wanted bit or `ANY` for each stimulus. */
export type Task = { readonly stimuli: readonly string[]; readonly wanted: readonly Uint8Array[] };

/**
 * The task of an instance with Boolean stimuli whose examples must all be right.
 * @returns undefined when two examples of one stimulus contradict each other
 */
export function taskOf({ architecture, examples }: TrainingInstance): Task | undefined {
  const places = new Map<string, number>();
  for (const { stimulus } of examples) {
    const text = stimulus as string;
    if (!places.has(text)) places.set(text, places.size);
  }
  const wanted = architecture.outputs.map(() => new Uint8Array(places.size).fill(ANY));
  for (const { stimulus, response } of examples) {
    const e = places.get(stimulus as string)!;
    for (let o = 0; o < response.length; o++) {
      if (response[o] === '*') continue;
      const bit = response[o] === '1' ? 1 : 0;
      if (wanted[o]![e] === 1 - bit) return undefined;
      wanted[o]![e] = bit;
    }
  }
  return { stimuli: [...places.keys()], wanted };
}

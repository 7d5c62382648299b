// The leader of a task's symmetries a second time, from its description, sharing no code with the first.
import type { TrainingInstance } from '../../src/problem/training/schema.ts';

/** A unit, pairs of stimuli of which it does not say 1 and 0, and whether it is 1 on the first stimulus. */
export type LeaderAgain = {
  readonly unit: number;
  readonly notFalling: readonly (readonly [string, string])[];
  readonly one: boolean;
};

export function leaderAgain({ architecture, examples }: TrainingInstance): LeaderAgain | undefined {
  const { inputs, nodes, outputs } = architecture;
  if (examples.some(({ stimulus }) => typeof stimulus !== 'string')) return undefined;
  const reads = (post: number) => nodes.flatMap(({ from }, v) => (from.includes(post) ? [v] : []));
  const bends = (v: number): boolean => ['threshold', 'boolean'].includes(nodes[v]!.family);
  const unit = nodes.findIndex(
    ({ family, from }, v) =>
      family === 'threshold' &&
      Math.max(-1, ...from) < inputs &&
      reads(inputs + v).length > 0 &&
      !outputs.includes(v),
  );
  if (unit < 0) return undefined;

  /** Every asked pair of stimulus and response, as often as it weighs. */
  const task = (change: (x: string[]) => void, negate: boolean): string =>
    examples
      .flatMap(({ stimulus, response, weight = 1 }) => {
        if (response.replaceAll('*', '') === '') return [];
        const bits = [...(stimulus as string)];
        change(bits);
        const said = [...response].map((r) => (negate && r !== '*' ? String(1 - Number(r)) : r));
        return Array.from({ length: weight }, () => `${bits.join('')}>${said.join('')}`);
      })
      .sort()
      .join();
  const own = task(() => {}, false);
  const swap = (a: number, b: number) => (x: string[]) => ([x[a], x[b]] = [x[b]!, x[a]!]);
  const flip = (a: number) => (x: string[]) => (x[a] = x[a] === '1' ? '0' : '1');
  const twins = (a: number, b: number): boolean =>
    reads(a).join() === reads(b).join() && task(swap(a, b), false) === own;

  const from = [...nodes[unit]!.from].sort((a, b) => a - b);
  const turned = from.filter(
    (a) =>
      outputs.every((v) => bends(v) && reads(inputs + v).length === 0) &&
      reads(a).every(bends) &&
      task(flip(a), true) === own,
  );
  const texts = [
    ...new Set(
      examples.flatMap(({ stimulus, response }) => (/[01]/.test(response) ? [stimulus as string] : [])),
    ),
  ];
  const changed = (text: string, change: (x: string[]) => void): string => {
    const bits = [...text];
    change(bits);
    return bits.join('');
  };
  const notFalling: [string, string][] = [];
  for (const text of texts) {
    for (const [place, b] of from.entries()) {
      // The nearest one before it that it can be exchanged with.
      const a = from.slice(0, place).findLast((other) => twins(other, b));
      if (a !== undefined && text[a] === '0' && text[b] === '1')
        notFalling.push([text, changed(text, swap(a, b))]);
    }
    for (const a of turned) if (text[a] === '0') notFalling.push([text, changed(text, flip(a))]);
  }
  if (notFalling.length === 0) return undefined;
  const still = from.every((a) => from.every((b) => !twins(a, b) || texts[0]![a] === texts[0]![b]));
  return { unit, notFalling, one: turned.length === 0 && still };
}

// A function of a node's family that answers given bits on given patterns.
import { separateExactly } from '../../exact/separate.ts';
import type { NodeFamily } from '../../problem/training/architecture.ts';
import type { NodeFunction } from '../../problem/training/configuration.ts';
import { nodeOutput } from '../../problem/training/evaluate.ts';

/** What the posts of a node say, in their order. */
export type Pattern = readonly boolean[];

/**
 * A function of the family that fires on all accepted patterns and on no rejected one; undefined when there is none.
 * @param fanIn the length of all patterns
 */
export function fit(
  family: NodeFamily,
  fanIn: number,
  accept: readonly Pattern[],
  reject: readonly Pattern[],
): NodeFunction | undefined {
  if (family === 'threshold') {
    const separation = separateExactly(accept.map(toPoint), reject.map(toPoint), fanIn);
    return separation.separable
      ? { weights: separation.weights, threshold: separation.threshold }
      : undefined;
  }
  const candidates: readonly NodeFunction[] =
    family === 'boolean'
      ? [{ table: tableOf(fanIn, accept) }]
      : family === 'and-or'
        ? [{ gate: 'and' }, { gate: 'or' }]
        : [{ gate: family }];
  return candidates.find(
    (node) =>
      accept.every((pattern) => nodeOutput(node, pattern)) &&
      !reject.some((pattern) => nodeOutput(node, pattern)),
  );
}

function toPoint(pattern: Pattern): { readonly index: number[]; readonly value: bigint[] } {
  const index = pattern.flatMap((bit, i) => (bit ? [i] : []));
  return { index, value: index.map(() => 1n) };
}

/** The table that is 1 on the accepted patterns alone. */
function tableOf(fanIn: number, accept: readonly Pattern[]): string {
  const table = Array.from({ length: 2 ** fanIn }, () => '0');
  for (const pattern of accept) table[pattern.reduce((code, bit) => 2 * code + Number(bit), 0)] = '1';
  return table.join('');
}

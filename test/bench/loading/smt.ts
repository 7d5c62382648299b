// A network in SMT-LIB 2 as one would write it down: a Boolean for each row of a truth table; integers within the proved
// bounds for the weights of a threshold unit, as bit-vectors that hold every sum or as Ints; an assertion an example.
import { weightBound } from '../../../src/formula/threshold-weights.ts';
import type { NetworkNode } from '../../../src/problem/training/architecture.ts';
import type { TrainingInstance } from '../../../src/problem/training/schema.ts';

/** How z3 is given integers. */
export type Integers = 'vectors' | 'ints';

/** The text whose satisfiability is the answer. @throws RangeError for nodes other than threshold and Boolean ones */
export function smt({ architecture, examples }: TrainingInstance, integers: Integers): string {
  const { inputs, nodes, outputs } = architecture;
  const lines: string[] = [];
  const units = nodes.map((node, v) => {
    if (node.family === 'boolean') return table(node, `t${v}`, lines);
    if (node.family === 'threshold') return unit(node, `w${v}`, integers, lines);
    throw new RangeError(`smt: expected threshold and Boolean nodes, got ${node.family}`);
  });
  for (const [e, { stimulus, response }] of examples.entries()) {
    const values: string[] = [];
    for (const [v, { from }] of nodes.entries()) {
      const bits = from.map((post) =>
        post < inputs ? (stimulus[post] === '1' ? 'true' : 'false') : values[post - inputs]!,
      );
      lines.push(`(define-fun h${v}_${e} () Bool ${units[v]!(bits)})`);
      values.push(`h${v}_${e}`);
    }
    for (const [o, v] of outputs.entries()) lines.push(`(assert (= ${values[v]!} ${response[o] === '1'}))`);
  }
  return [...lines, '(check-sat)', ''].join('\n');
}

/** What a node makes of the bits it reads. */
type Formula = (bits: readonly string[]) => string;

function table({ from }: NetworkNode, name: string, lines: string[]): Formula {
  for (let row = 0; row < 2 ** from.length; row++) lines.push(`(declare-const ${name}_${row} Bool)`);
  const cell = (bits: readonly string[], row: number): string =>
    bits.length === 0
      ? `${name}_${row}`
      : `(ite ${bits[0]} ${cell(bits.slice(1), 2 * row + 1)} ${cell(bits.slice(1), 2 * row)})`;
  return (bits) => cell(bits, 0);
}

/** A bias and weights; the bias may be minus one minus the largest sum of the weights. */
function unit({ from }: NetworkNode, name: string, integers: Integers, lines: string[]): Formula {
  const largest = Number(weightBound(from.length));
  const most = from.length * largest + 1;
  // Every sum of weights and bias lies between -2 most and 2 most.
  const width = (4 * most).toString(2).length;
  const [sort, number, add, atLeast] =
    integers === 'ints'
      ? (['Int', (n: number) => (n < 0 ? `(- ${-n})` : `${n}`), '+', '>='] as const)
      : ([`(_ BitVec ${width})`, (n: number) => vector(n, width), 'bvadd', 'bvsge'] as const);
  const declare = (constant: string, bound: number): void => {
    lines.push(`(declare-const ${constant} ${sort})`);
    lines.push(
      `(assert (and (${atLeast} ${constant} ${number(-bound)}) (${atLeast} ${number(bound)} ${constant})))`,
    );
  };
  declare(`${name}_b`, most);
  for (const i of from.keys()) declare(`${name}_${i}`, largest);
  return (bits) => {
    const terms = bits.flatMap((bit, i) =>
      bit === 'false' ? [] : bit === 'true' ? [`${name}_${i}`] : [`(ite ${bit} ${name}_${i} ${number(0)})`],
    );
    return `(${atLeast} (${add} ${name}_b ${[...terms, number(0)].join(' ')}) ${number(0)})`;
  };
}

function vector(n: number, width: number): string {
  return `(_ bv${n < 0 ? 2 ** width + n : n} ${width})`;
}

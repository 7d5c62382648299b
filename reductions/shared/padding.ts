// Loading where only a fraction of the items has to be right: the three items of a formula, and pads of which exactly
// half can be right.
import type { Reduction } from '../../src/catalogue/reduction.ts';
import type { Rational } from '../../src/exact/rational.ts';
import type { Assignment, Cnf } from '../../src/problem/sat.ts';
import type { Configuration } from '../../src/problem/training/configuration.ts';
import type { Example, TrainingInstance } from '../../src/problem/training/schema.ts';
import { threeSatToLoading } from '../3-sat-to-loading.ts';
import { derived } from './boolean-instance.ts';

/** How the three items are padded, and what is required of all items then. */
export type Padding = {
  readonly name: string;
  /** Half the number of pads. */
  readonly pairs: number;
  /** Whether a pad leaves open all but one response. */
  readonly dontCares: boolean;
  readonly fraction: Rational;
};

/**
 * The reduction to 3 + 2p items, of which 3 + p can be right if the formula is satisfiable, else 2 + p.
 * @param padding the fraction must lie between the two
 */
export function paddedLoading({
  name,
  pairs,
  dontCares,
  fraction,
}: Padding): Reduction<Cnf, Assignment, TrainingInstance, Configuration> {
  const items = 3 + 2 * pairs;
  return {
    name,
    source: '3-sat',
    target: 'loading',
    summary: `The three items of ${threeSatToLoading.name} and ${2 * pairs} pads that contradict each other in pairs${dontCares ? '' : ", without don't-cares"}.`,
    citation: 'own construction, for a remark of Judd in Blum and Rivest 1988',
    sizeLaw: `inputs = 3, hidden = 2v + 1, outputs = 4v + c + 1, examples = ${items}`,

    reduce(formula) {
      const base = threeSatToLoading.reduce(formula);
      const { stimulus, response } = base.examples[1]!;
      const rest = dontCares ? '*'.repeat(response.length - 1) : response.slice(1);
      const pads = ['0', '1'].flatMap((first) =>
        Array.from({ length: pairs }, (): Example => ({ stimulus, response: first + rest })),
      );
      return {
        ...base,
        examples: [...base.examples, ...pads],
        require: { fraction },
        provenance: derived(undefined, name),
      };
    },

    forward: (formula, assignment) => threeSatToLoading.forward(formula, assignment),

    // Enough items are right only if the first three are.
    extract: (formula, configuration) => threeSatToLoading.extract(formula, configuration),

    size: (formula) => ({ ...threeSatToLoading.size(formula), examples: items }),
  };
}

// Which AND of units is trained for which network, and how trained units become a configuration of that network.
import {
  conjunction,
  negatedUnit,
  type Configuration,
  type Unit,
} from '../../problem/training/configuration.ts';
import { asShallow } from '../../problem/training/shallow.ts';
import type { TrainingInstance } from '../../problem/training/schema.ts';

/**
 * A way to train a network: K units of which all should fire on the examples with label 1 (label 0 when
 * `complemented`) and not all on the others. Whenever the hard units do so on an example, `assemble` turns them into
 * a configuration that answers that example's label.
 */
export type Relaxation = {
  /** `AND of 2 units on the labels` */
  readonly name: string;
  readonly units: number;
  readonly complemented: boolean;
  readonly assemble: (units: readonly Unit[]) => Configuration;
};

/**
 * The relaxations of a network, to be tried in order until one succeeds.
 * - `and` and `nand` are ANDs on the labels and the complemented labels.
 * - `or` is 0 where no unit fires: an AND of negated units on the complemented labels. `nor` likewise on the labels.
 * - A free threshold output of k ≥ 2 units can be an AND (weights 1, threshold k) or a NAND (weights -1, threshold
 *   1 - k); both are tried. The free output can do more for k ≥ 3, which these relaxations leave out.
 * - One unit is its own AND, whatever the output.
 * @returns a reason when the network has no relaxation (an XOR of two or more units)
 */
export function relaxations(instance: TrainingInstance): readonly Relaxation[] | { readonly reason: string } {
  const shallow = asShallow(instance);
  if (!shallow)
    return {
      reason:
        'gradient descent is tried on threshold units in one layer under one output, which this network is not',
    };
  const { hidden, output } = shallow;
  const make = (complemented: boolean, negate: boolean, assemble: Relaxation['assemble']): Relaxation => ({
    name: `${describe(Math.max(1, hidden), negate)} on the ${complemented ? 'complemented labels' : 'labels'}`,
    units: Math.max(1, hidden),
    complemented,
    assemble,
  });
  if (hidden === 0) return [make(false, false, ([unit]) => ({ nodes: [unit!] }))];
  switch (output) {
    case 'threshold': {
      const output = conjunction(hidden);
      const and = make(false, false, (units) => ({ nodes: [...units, output] }));
      const nand = make(true, false, (units) => ({ nodes: [...units, negatedUnit(output)] }));
      return hidden === 1 ? [and] : [and, nand];
    }
    case 'and':
    case 'nand':
      return [make(output === 'nand', false, (units) => ({ nodes: [...units, { gate: output }] }))];
    case 'or':
    case 'nor':
      return [
        make(output === 'or', true, (units) => ({
          nodes: [...units.map(negatedUnit), { gate: output }],
        })),
      ];
    case 'xor':
      if (hidden === 1) return [make(false, false, (units) => ({ nodes: [...units, { gate: 'xor' }] }))];
      return {
        reason: `an XOR of ${hidden} threshold units has no AND-like relaxation; gradient descent is not tried`,
      };
  }
}

function describe(units: number, negate: boolean): string {
  if (units === 1) return negate ? 'one negated unit' : 'one unit';
  return `AND of ${units} ${negate ? 'negated ' : ''}units`;
}

// Any split of the examples by k threshold units, under an XOR output or a free threshold output.
//
// The SAT engine proposes which unit fires on which example, so that the output can answer every label (see
// `caseFormula`). The simplex refutes a unit's row by an edge, accepted and rejected examples whose hulls meet; it
// holds for every unit, and mirrored, because a unit's negation is a unit.
import { caseFormula, type CaseFormula } from '../certificate/formula.ts';
import { separateExactly } from '../exact/separate.ts';
import type { Shallow, ShallowInstance } from '../problem/training/shallow.ts';
import type { PointUnit } from '../separation/edge.ts';
import type { Separator } from '../separation/separator.ts';
import { distinct, OPEN, OUT_OF_TIME, tooLarge, type CaseContext, type CaseState } from './case.ts';
import { ColouringCase } from './colouring-case.ts';
import { Colouring, loadClauses } from './colouring.ts';

export class GeneralCase extends ColouringCase {
  readonly start = { kind: 'general', anchors: [] } as const;
  readonly #shape: Shallow;
  readonly #formula: CaseFormula;
  /** Distinct labelled points; two examples with one point and both labels are both kept and refute each other. */
  readonly #examples: readonly number[];
  #separators: readonly Separator[] = [];

  /** @throws InputError when the formula would be too large, or is of a threshold output on more than 8 units */
  constructor(context: CaseContext, instance: ShallowInstance) {
    super(context);
    this.#shape = instance;
    const formula = caseFormula(instance, 'general', []);
    if (!formula) throw tooLarge();
    this.#formula = formula;
    const { data } = context;
    const labelled = (label: 0 | 1): number[] => formula.examples.filter((e) => data.labels[e] === label);
    this.#examples = [...distinct(data, labelled(1)), ...distinct(data, labelled(0))];
  }

  protected override prepare(): Promise<Colouring> {
    const { units, clauses, literal, edgeClauses } = this.#formula;
    this.#separators = Array.from({ length: units }, () => this.context.separation.separator(this.#examples));
    return Colouring.create(
      this.context,
      {
        load: (solver) => loadClauses(solver, clauses),
        literal,
        edgeClauses,
        whenTrue: () => 1,
        whenFalse: () => -1,
        examples: () => this.#examples,
        separators: this.#separators,
        learn: (unit) => this.#separators[unit]!.refute(),
      },
      [],
    );
  }

  /** Looks at a whole proposal: each unit's row must be separable. */
  protected override examine(colouring: Colouring): CaseState {
    let refuted = false;
    for (const [j, separator] of this.#separators.entries()) {
      for (const e of this.#examples)
        separator.assign(e, colouring.holds(this.#formula.literal(j, e)) ? 1 : -1);
      const some = this.refuteAll(colouring, separator, () => separator.refute());
      if (some === undefined) return OUT_OF_TIME;
      refuted ||= some;
    }
    return refuted ? OPEN : this.#confirm(colouring);
  }

  #confirm(colouring: Colouring): CaseState {
    const { data } = this.context;
    const { units } = this.#formula;
    const found: PointUnit[] = [];
    for (const separator of this.#separators) {
      const unit = separator.unit();
      if ('accept' in unit) {
        colouring.record(unit);
        return OPEN;
      }
      found.push(unit);
    }
    if (this.#shape.output === 'xor') return { status: 'yes', units: found };
    const firing = (e: number) =>
      [...found.keys()].filter((j) => colouring.holds(this.#formula.literal(j, e)));
    const side = (label: 0 | 1) =>
      this.#examples
        .filter((e) => data.labels[e] === label)
        .map(firing)
        .map((index) => ({ index, value: index.map(() => 1n) }));
    const output = separateExactly(side(1), side(0), units);
    if (!output.separable) throw new Error('GeneralCase: an asummable table is not a threshold function');
    return { status: 'yes', units: found, output };
  }
}

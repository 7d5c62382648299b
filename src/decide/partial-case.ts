// The AND of k threshold units where some examples may be wrong. SAT proposes which examples are counted as right and
// which unit rejects which counted negative; the simplex refutes a unit that would have to fire on the counted positives
// and reject its share.
import { partialFormula, type PartialFormula } from '../certificate/partial-formula.ts';
import type { SplitStart } from '../certificate/write.ts';
import type { ShallowInstance } from '../problem/training/shallow.ts';
import type { PointUnit } from '../separation/edge.ts';
import type { Separator } from '../separation/separator.ts';
import { OPEN, OUT_OF_TIME, tooLarge, type CaseContext, type CaseState } from './case.ts';
import { ColouringCase } from './colouring-case.ts';
import { Colouring, loadClauses } from './colouring.ts';

export class PartialCase extends ColouringCase {
  readonly start: SplitStart;
  readonly #formula: PartialFormula;
  readonly #positives: readonly number[];
  #separators: readonly Separator[] = [];

  /**
   * @param positiveLabel the label of the examples on which all units should fire: 0 decides the complemented labels
   * @throws InputError when the formula would be too large
   */
  constructor(context: CaseContext, instance: ShallowInstance, positiveLabel: 0 | 1) {
    super(context);
    const kind = positiveLabel === 1 ? 'and' : 'and-complement';
    const { labels } = context.data;
    this.#positives = [...labels.keys()].filter((e) => labels[e] === positiveLabel);
    const anchors = [...labels.keys()].filter((e) => labels[e] === 1 - positiveLabel);
    this.start = {
      kind,
      anchors: anchors.slice(0, Math.max(1, Math.min(instance.hidden, anchors.length)) - 1),
    };
    const formula = partialFormula(instance, kind, this.start.anchors);
    if (!formula) throw tooLarge();
    this.#formula = formula;
  }

  protected override prepare(): Promise<Colouring> {
    const { units, examples: negatives, clauses, literal, counted, edgeClauses } = this.#formula;
    const examples = [...this.#positives, ...negatives];
    const isPositive = new Set(this.#positives);
    this.#separators = Array.from({ length: units }, () => this.context.separation.separator(examples));
    return Colouring.create(
      this.context,
      {
        load: (solver) => loadClauses(solver, clauses),
        // A counted positive is asked of every unit, by one literal.
        literal: (unit, e) => (isPositive.has(e) ? counted(e) : literal(unit, e)),
        edgeClauses,
        whenTrue: (e) => (isPositive.has(e) ? 1 : -1),
        whenFalse: () => 0,
        examples: () => examples,
        separators: this.#separators,
        learn: (unit) => this.#separators[unit]!.refute(),
      },
      [],
    );
  }

  /** Looks at a whole proposal: each unit must be able to do its share. */
  protected override examine(colouring: Colouring): CaseState {
    const { examples: negatives, literal, counted } = this.#formula;
    const units: PointUnit[] = [];
    let refuted = false;
    for (const [j, separator] of this.#separators.entries()) {
      for (const p of this.#positives) separator.assign(p, colouring.holds(counted(p)) ? 1 : 0);
      for (const q of negatives) separator.assign(q, colouring.holds(literal(j, q)) ? -1 : 0);
      const some = this.refuteAll(colouring, separator, () => separator.refute());
      if (some === undefined) return OUT_OF_TIME;
      refuted ||= some;
      if (refuted) continue;
      const unit = separator.unit();
      if ('accept' in unit) {
        colouring.record(unit);
        refuted = true;
      } else units.push(unit);
    }
    return refuted ? OPEN : { status: 'yes', units };
  }
}

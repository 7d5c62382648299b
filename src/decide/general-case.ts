// Any split of the examples by k threshold units, under an XOR output or a free threshold output.
//
// SAT variables: h_{j,e} = "unit j fires on example e". The output is a clause set over these: a parity, or the truth
// table g of a threshold function (asummability, complete for at most 8 inputs). The simplex refutes a unit's row by
// an edge, accepted and rejected examples whose hulls meet; it holds for every unit, and mirrored, because a unit's
// negation is a unit.
//
// Symmetry: negating a unit relabels g, so at one example e0 all units fire (under XOR two negations cancel, so all
// but the last do); units that agree at e0 can be renamed, so at a second example they are sorted.
import { equalSumPairs } from '../exact/asummability.ts';
import { separateExactly } from '../exact/separate.ts';
import type { ExactEdge, PointUnit } from '../separation/edge.ts';
import { Separator } from '../separation/separator.ts';
import { chooser, distinct, OPEN, OUT_OF_TIME, type Case, type CaseContext, type CaseState } from './case.ts';

/** Asummability decides threshold-ness of a complete truth table of up to this many variables (theorem, see below). */
export const MAX_TABLE_UNITS = 8;

export class GeneralCase implements Case {
  readonly kind = 'general';
  readonly edges: ExactEdge[] = [];
  readonly #context: CaseContext;
  readonly #output: 'xor' | 'threshold';
  /** Distinct labelled points; two examples with one point and both labels are both kept and refute each other. */
  readonly #examples: readonly number[];
  readonly #position: ReadonlyMap<number, number>;
  readonly #separators: Separator[] = [];
  readonly #choose = chooser();
  #variables = 0;
  #started = false;
  #table = 0;

  /** @throws RangeError for a threshold output on more than 8 units */
  constructor(context: CaseContext, output: 'xor' | 'threshold') {
    if (output === 'threshold' && context.units > MAX_TABLE_UNITS)
      throw new RangeError(`GeneralCase: expected at most ${MAX_TABLE_UNITS} units, got ${context.units}`);
    this.#context = context;
    this.#output = output;
    const { labels } = context.data;
    const labelled = (label: 0 | 1): number[] => [...labels.keys()].filter((e) => labels[e] === label);
    this.#examples = [...distinct(context.data, labelled(1)), ...distinct(context.data, labelled(0))];
    this.#position = new Map(this.#examples.map((e, i) => [e, i]));
  }

  get checks(): number {
    return this.#separators.reduce((sum, separator) => sum + separator.checks, 0);
  }

  async round(): Promise<CaseState> {
    if (!this.#started) this.#start();
    const { solver } = this.#context;
    const answer = await solver.solve();
    if (answer === 'unsat') return { status: 'no' };
    if (answer === 'unknown') return { status: 'unknown', limit: solver.limit };
    let refuted = false;
    for (const [j, separator] of this.#separators.entries()) {
      for (const [i, e] of this.#examples.entries())
        separator.assign(e, solver.value(this.#fires(j, i)) ? 1 : -1);
      for (let edge = separator.refute(); edge !== null; edge = separator.refute()) {
        if (this.#context.expired()) return OUT_OF_TIME;
        refuted = true;
        this.#record(edge);
        const members = [...edge.accept, ...edge.reject];
        separator.assign(members[this.#choose(members.length)]![0], 0);
      }
    }
    return refuted ? OPEN : this.#confirm();
  }

  /** The variable h_{j,e} for the i-th distinct example. */
  #fires(j: number, i: number): number {
    return i * this.#context.units + j + 1;
  }

  #start(): void {
    this.#started = true;
    const { data, units } = this.#context;
    this.#variables = this.#examples.length * units;
    for (let j = 0; j < units; j++)
      this.#separators.push(new Separator(data.points, this.#examples, data.dimension));
    if (this.#output === 'xor') this.#parity();
    else this.#thresholdTable();
    this.#breakSymmetry();
  }

  #fresh(): number {
    return ++this.#variables;
  }

  #label(i: number): boolean {
    return this.#context.data.labels[this.#examples[i]!] === 1;
  }

  /** h_0 ⊕ … ⊕ h_{k-1} = y, through partial parities. */
  #parity(): void {
    const { solver, units } = this.#context;
    this.#examples.forEach((_, i) => {
      let sum = this.#fires(0, i);
      for (let j = 1; j < units; j++) {
        const h = this.#fires(j, i);
        const next = this.#fresh();
        solver.addClause([-next, sum, h]);
        solver.addClause([-next, -sum, -h]);
        solver.addClause([next, -sum, h]);
        solver.addClause([next, sum, -h]);
        sum = next;
      }
      solver.addClause([this.#label(i) ? sum : -sum]);
    });
  }

  /**
   * g_b for every pattern b of hidden bits, (h_e = b) → g_b = y_e, and no two true patterns with the sum of two
   * false ones. Such a table is a threshold function for k ≤ 8: Muroga, Tsuboi and Baugh, IEEE Trans. Comput. C-19
   * (1970) 818-825; every threshold function has the property (add the four inequalities).
   */
  #thresholdTable(): void {
    const { solver, units } = this.#context;
    const patterns = 2 ** units;
    this.#table = this.#variables;
    this.#variables += patterns;
    const g = (b: number): number => this.#table + 1 + b;
    this.#examples.forEach((_, i) => {
      for (let b = 0; b < patterns; b++) {
        const differs = Array.from({ length: units }, (_u, j) => ((b >> j) & 1 ? -1 : 1) * this.#fires(j, i));
        solver.addClause([...differs, this.#label(i) ? g(b) : -g(b)]);
      }
    });
    for (const group of equalSumPairs(units)) {
      // One auxiliary a direction: it says that no pair crosses one way; its negation, none the other way.
      const m = this.#fresh();
      for (const [a, b] of group) {
        solver.addClause([-m, -g(a), g(b)]);
        solver.addClause([m, g(a), -g(b)]);
      }
    }
  }

  #breakSymmetry(): void {
    const { solver, units } = this.#context;
    if (this.#examples.length === 0) return;
    const free = this.#output === 'xor' ? units - 1 : units;
    for (let j = 0; j < free; j++) solver.addClause([this.#fires(j, 0)]);
    if (this.#examples.length > 1)
      for (let j = 0; j + 1 < free; j++) solver.addClause([this.#fires(j, 1), -this.#fires(j + 1, 1)]);
  }

  #record(edge: ExactEdge): void {
    const { solver, units } = this.#context;
    this.edges.push(edge);
    const position = (e: number): number => this.#position.get(e)!;
    for (let j = 0; j < units; j++) {
      const claim = [
        ...edge.accept.map(([e]) => this.#fires(j, position(e))),
        ...edge.reject.map(([e]) => -this.#fires(j, position(e))),
      ];
      solver.addClause(claim.map((literal) => -literal));
      solver.addClause(claim);
    }
  }

  #confirm(): CaseState {
    const { units } = this.#context;
    const found: PointUnit[] = [];
    for (const separator of this.#separators) {
      const unit = separator.unit();
      if ('accept' in unit) {
        this.#record(unit);
        return OPEN;
      }
      found.push(unit);
    }
    if (this.#output === 'xor') return { status: 'yes', units: found };
    const pattern = (i: number) =>
      Array.from({ length: units }, (_, j) => j).filter((j) => this.#context.solver.value(this.#fires(j, i)));
    const side = (label: boolean) =>
      [...this.#examples.keys()]
        .filter((i) => this.#label(i) === label)
        .map(pattern)
        .map((index) => ({ index, value: index.map(() => 1n) }));
    const output = separateExactly(side(true), side(false), units);
    if (!output.separable) throw new Error('GeneralCase: an asummable table is not a threshold function');
    return { status: 'yes', units: found, output };
  }
}

// The AND of k threshold units, decided as colouring of a hypergraph whose edges are found lazily.
//
// All units must fire on the positives P; each negative must be rejected by some unit. A set Q of negatives can be
// rejected by one unit iff conv(Q) ∩ conv(P) = ∅, so the network exists iff the negatives can be coloured with k
// colours (the unit that rejects them) such that no edge, a minimal set whose hull meets conv(P), is of one colour.
// SAT proposes a colouring, the simplex refutes a colour class by an edge, which holds for every unit.
import type { Edge } from '../certificate/format.ts';
import { caseFormula, type CaseFormula } from '../certificate/formula.ts';
import type { CaseStart } from '../certificate/write.ts';
import type { ShallowInstance } from '../problem/training/shallow.ts';
import { coincidenceEdges } from '../separation/coincidence.ts';
import type { ExactEdge, PointUnit } from '../separation/edge.ts';
import type { Separator } from '../separation/separator.ts';
import { distinct, OPEN, OUT_OF_TIME, tooLarge, type CaseContext, type CaseState } from './case.ts';
import { ColouringCase } from './colouring-case.ts';
import { Colouring, loadClauses } from './colouring.ts';

export class AndCase extends ColouringCase {
  readonly #kind: 'and' | 'and-complement';
  readonly #instance: ShallowInstance;
  /** Units at work, as in the case's formula: at most one a negative. */
  readonly #units: number;
  readonly #positives: readonly number[];
  readonly #negatives: readonly number[];
  #anchors: readonly number[] = [];
  #formula: CaseFormula | undefined;
  /** Edges that need no colouring. */
  #lone: readonly ExactEdge[] = [];
  /** One a unit; all hold the positives. Made in the first round. */
  #separators: readonly Separator[] = [];
  /** The known edges each negative is in, as lists of their negatives. */
  readonly #edgesOf = new Map<number, (readonly number[])[]>();

  /** @param positiveLabel the label of the examples on which all units fire: 0 decides the complemented labels */
  constructor(context: CaseContext, instance: ShallowInstance, positiveLabel: 0 | 1) {
    super(context);
    this.#kind = positiveLabel === 1 ? 'and' : 'and-complement';
    this.#instance = instance;
    const { data } = context;
    const labelled = (label: 0 | 1): number[] =>
      [...data.labels.keys()].filter((e) => data.labels[e] === label);
    const negatives = labelled(positiveLabel === 1 ? 0 : 1);
    this.#positives = distinct(data, labelled(positiveLabel));
    this.#negatives = distinct(data, negatives);
    this.#units = Math.max(1, Math.min(instance.hidden, negatives.length));
    for (const q of this.#negatives) this.#edgesOf.set(q, []);
  }

  get start(): CaseStart {
    return { kind: this.#kind, anchors: this.#anchors };
  }

  override get edges(): readonly Edge[] {
    return this.colouring?.edges ?? this.#lone;
  }

  override async round(looks: number): Promise<CaseState> {
    if (this.#units === 1) return this.#oneUnit();
    if (this.#units >= this.#negatives.length) return this.#oneEach(looks);
    return super.round(looks);
  }

  /** The one unit must reject all negatives. */
  #oneUnit(): CaseState {
    const separator = this.#makeSeparator();
    for (const q of this.#negatives) separator.assign(q, -1);
    const answer = separator.refute() ?? separator.unit();
    if (!('accept' in answer)) return { status: 'yes', units: [answer] };
    this.#lone = [answer];
    return { status: 'no' };
  }

  /** With a unit for each negative nothing has to be shared: each must be separable alone, and that suffices. */
  async #oneEach(looks: number): Promise<CaseState> {
    const separator = this.#makeSeparator();
    const units: PointUnit[] = [];
    for (const q of this.#negatives) {
      if (this.context.expired()) return OUT_OF_TIME;
      separator.assign(q, -1);
      const answer = separator.refute() ?? separator.unit();
      if ('accept' in answer) {
        this.colouring = await this.#colour([answer]);
        return (await this.colouring.round(looks)) as CaseState;
      }
      separator.assign(q, 0);
      units.push(answer);
    }
    return { status: 'yes', units };
  }

  /** Looks at a whole proposal: every class must be rejectable by its unit, if need be after a few moves. */
  protected override examine(colouring: Colouring): CaseState {
    const classes = Array.from({ length: this.#units }, () => new Set<number>());
    for (const q of this.#negatives) classes[this.#proposedUnit(colouring, q)]!.add(q);
    const homeless: number[] = [];
    for (const [j, separator] of this.#separators.entries()) {
      for (const q of this.#negatives) separator.assign(q, classes[j]!.has(q) ? -1 : 0);
      for (let edge = separator.minimalEdge(); edge !== null; edge = separator.minimalEdge()) {
        if (this.context.expired()) return OUT_OF_TIME;
        this.#learn(colouring, edge);
        const q = edge.reject[this.choose(edge.reject.length)]![0];
        separator.assign(q, 0);
        homeless.push(q);
      }
    }
    let left = 0;
    for (const q of homeless) {
      if (this.context.expired()) return OUT_OF_TIME;
      if (!this.#rehome(colouring, q)) left++;
    }
    return left > 0 ? OPEN : this.#confirm(colouring);
  }

  /** A separator that holds the positives. */
  #makeSeparator(): Separator {
    const separator = this.context.separation.separator([...this.#positives, ...this.#negatives]);
    for (const p of this.#positives) separator.assign(p, 1);
    return separator;
  }

  protected override prepare(): Promise<Colouring> {
    const { data } = this.context;
    this.#separators = Array.from({ length: this.#units }, () => this.#makeSeparator());
    const edges = coincidenceEdges(data.points, this.#positives, this.#negatives);
    this.#anchors = this.#chooseAnchors(edges);
    return this.#colour(edges);
  }

  async #colour(edges: readonly ExactEdge[]): Promise<Colouring> {
    const formula = caseFormula(this.#instance, this.#kind, this.#anchors);
    if (!formula) throw tooLarge();
    const { clauses, literal, edgeClauses } = formula;
    this.#formula = formula;
    const colouring = await Colouring.create(
      this.context,
      {
        load: (solver) => loadClauses(solver, clauses),
        literal,
        edgeClauses,
        whenTrue: () => -1,
        whenFalse: () => 0,
        examples: () => this.#negatives,
        separators: this.#separators,
        learn: (unit) => {
          const edge = this.#separators[unit]!.minimalEdge();
          if (edge) this.#index(edge);
          return edge;
        },
      },
      edges,
    );
    for (const edge of edges) this.#index(edge);
    return colouring;
  }

  #proposedUnit(colouring: Colouring, q: number): number {
    for (let j = 0; j < this.#units - 1; j++) if (colouring.holds(this.#formula!.literal(j, q))) return j;
    return this.#units - 1;
  }

  /** Anchors: a greedy clique of two-element edges first (its units are then all different), then any negatives. */
  #chooseAnchors(edges: readonly ExactEdge[]): number[] {
    const neighbours = new Map(this.#negatives.map((q) => [q, new Set<number>()]));
    for (const { reject } of edges)
      if (reject.length === 2) {
        neighbours.get(reject[0]![0])!.add(reject[1]![0]);
        neighbours.get(reject[1]![0])!.add(reject[0]![0]);
      }
    const degree = new Map(this.#negatives.map((q) => [q, 0]));
    for (const { reject } of edges) for (const [q] of reject) degree.set(q, degree.get(q)! + 1);
    const byDegree = [...this.#negatives].sort(
      (a, b) => neighbours.get(b)!.size - neighbours.get(a)!.size || degree.get(b)! - degree.get(a)! || a - b,
    );
    const anchors: number[] = [];
    for (const q of byDegree) if (anchors.every((a) => neighbours.get(a)!.has(q))) anchors.push(q);
    for (const q of byDegree) if (!anchors.includes(q) && anchors.length < this.#units) anchors.push(q);
    return anchors.slice(0, this.#units - 1);
  }

  /** Puts a negative that its proposed unit could not reject with another unit; learns an edge from each refusal. */
  #rehome(colouring: Colouring, q: number): boolean {
    for (const separator of this.#separators) {
      const known = this.#edgesOf
        .get(q)!
        .some((edge) => edge.every((r) => r === q || separator.side(r) === -1));
      if (known) continue;
      separator.assign(q, -1);
      const edge = separator.minimalEdge();
      if (edge === null) return true;
      this.#learn(colouring, edge);
      separator.assign(q, 0);
    }
    return false;
  }

  #learn(colouring: Colouring, edge: ExactEdge): void {
    this.#index(edge);
    colouring.record(edge);
  }

  #index(edge: ExactEdge): void {
    const members = edge.reject.map(([q]) => q);
    for (const q of members) this.#edgesOf.get(q)!.push(members);
  }

  #confirm(colouring: Colouring): CaseState {
    const units: PointUnit[] = [];
    for (const separator of this.#separators) {
      // Moves that failed have left the separator at another place than what is asked of it now.
      const unit = separator.minimalEdge() ?? separator.unit();
      if ('accept' in unit) {
        this.#learn(colouring, unit);
        return OPEN;
      }
      units.push(unit);
    }
    return { status: 'yes', units };
  }
}

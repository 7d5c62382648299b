// The AND of k threshold units, decided as colouring of a hypergraph whose edges are found lazily.
//
// All units must fire on the positives P; each negative must be rejected by some unit. A set Q of negatives can be
// rejected by one unit iff conv(Q) ∩ conv(P) = ∅, so the network exists iff the negatives can be coloured with k
// colours (the unit that rejects them) such that no edge, a minimal set whose hull meets conv(P), is of one colour.
// SAT proposes a colouring, the simplex refutes a colour class by an edge, which holds for every unit.
//
// Symmetry: units can be renamed, and a subset of a rejectable set is rejectable, so each negative can be given to
// exactly one unit, and the i-th of k chosen anchors to one of the units 0 … i. More units than negatives are idle.
import { coincidenceEdges } from '../separation/coincidence.ts';
import type { ExactEdge, PointUnit } from '../separation/edge.ts';
import { Separator } from '../separation/separator.ts';
import { chooser, distinct, OPEN, OUT_OF_TIME, type Case, type CaseContext, type CaseState } from './case.ts';

export class AndCase implements Case {
  readonly kind: 'and' | 'and-complement';
  readonly edges: ExactEdge[] = [];
  readonly #context: CaseContext;
  /** Units at work: at most one a negative. */
  readonly #units: number;
  readonly #positives: readonly number[];
  readonly #negatives: readonly number[];
  /** One separator a unit, and one more in which edges are shrunk; all hold the positives. Made in the first round. */
  #separators: readonly Separator[] = [];
  #shrinker: Separator | undefined;
  /** The known edges each negative is in, as lists of their negatives. */
  readonly #edgesOf = new Map<number, (readonly number[])[]>();
  readonly #position = new Map<number, number>();
  readonly #choose = chooser();

  /** @param positiveLabel the label of the examples on which all units fire: 0 decides the complemented labels */
  constructor(context: CaseContext, positiveLabel: 0 | 1) {
    this.kind = positiveLabel === 1 ? 'and' : 'and-complement';
    this.#context = context;
    const { data } = context;
    const labelled = (label: 0 | 1): number[] =>
      distinct(
        data,
        [...data.labels.keys()].filter((e) => data.labels[e] === label),
      );
    this.#positives = labelled(positiveLabel);
    this.#negatives = labelled(positiveLabel === 1 ? 0 : 1);
    this.#units = Math.max(1, Math.min(context.units, this.#negatives.length));
    this.#negatives.forEach((q, i) => {
      this.#position.set(q, i);
      this.#edgesOf.set(q, []);
    });
  }

  get checks(): number {
    return this.#separators.reduce((sum, separator) => sum + separator.checks, this.#shrinker?.checks ?? 0);
  }

  async round(): Promise<CaseState> {
    if (this.#units === this.#negatives.length) return this.#oneEach();
    if (!this.#shrinker) this.#start();
    const { solver } = this.#context;
    const units = this.#units;
    if (units === 1 && this.edges.length > 0) return { status: 'no' };
    const answer = await solver.solve();
    if (answer === 'unsat') return { status: 'no' };
    if (answer === 'unknown') return { status: 'unknown', limit: solver.limit };
    const classes = Array.from({ length: units }, () => new Set<number>());
    for (const q of this.#negatives) classes[this.#proposedUnit(q)]!.add(q);
    const homeless: number[] = [];
    for (const [j, separator] of this.#separators.entries()) {
      for (const q of this.#negatives) separator.assign(q, classes[j]!.has(q) ? -1 : 0);
      for (let edge = separator.refute(); edge !== null; edge = separator.refute()) {
        if (this.#context.expired()) return OUT_OF_TIME;
        if (units === 1) {
          // The one unit must reject all negatives, so any edge will do.
          this.#record(edge);
          return { status: 'no' };
        }
        const members = this.#learn(edge);
        const q = members[this.#choose(members.length)]!;
        separator.assign(q, 0);
        homeless.push(q);
      }
    }
    let left = 0;
    for (const q of homeless) {
      if (this.#context.expired()) return OUT_OF_TIME;
      if (!this.#rehome(q)) left++;
    }
    return left > 0 ? OPEN : this.#confirm();
  }

  /** With a unit for each negative nothing has to be shared: each must be separable alone, and that suffices. */
  #oneEach(): CaseState {
    const separator = this.#makeSeparator();
    this.#shrinker = separator;
    const units: PointUnit[] = [];
    for (const q of this.#negatives) {
      if (this.#context.expired()) return OUT_OF_TIME;
      separator.assign(q, -1);
      const answer = separator.refute() ?? separator.unit();
      if ('accept' in answer) {
        this.edges.push(answer);
        return { status: 'no' };
      }
      separator.assign(q, 0);
      units.push(answer);
    }
    return { status: 'yes', units };
  }

  /** A separator that holds the positives. */
  #makeSeparator(): Separator {
    const { data } = this.#context;
    const separator = new Separator(data.points, [...this.#positives, ...this.#negatives], data.dimension);
    for (const p of this.#positives) separator.assign(p, 1);
    return separator;
  }

  #start(): void {
    const { data, solver } = this.#context;
    const units = this.#units;
    this.#shrinker = this.#makeSeparator();
    this.#separators = Array.from({ length: units }, () => this.#makeSeparator());
    // At least one unit suffices: a negative that several could reject is given to the first of them.
    if (units > 2)
      for (const q of this.#negatives)
        solver.addClause(Array.from({ length: units }, (_, j) => this.#rejects(j, q)));
    for (const edge of coincidenceEdges(data.points, this.#positives, this.#negatives)) this.#record(edge);
    this.#anchor();
  }

  /** The literal "unit j rejects q"; with two units one variable a negative says which. */
  #rejects(j: number, q: number): number {
    const i = this.#position.get(q)!;
    const units = this.#units;
    return units === 2 ? (j === 1 ? i + 1 : -(i + 1)) : i * units + j + 1;
  }

  #proposedUnit(q: number): number {
    const { solver } = this.#context;
    const units = this.#units;
    for (let j = 0; j < units - 1; j++) {
      const literal = this.#rejects(j, q);
      if (solver.value(Math.abs(literal)) === literal > 0) return j;
    }
    return units - 1;
  }

  /** Anchors: a greedy clique of two-element edges first (its units are then all different), then any negatives. */
  #anchor(): void {
    const { solver } = this.#context;
    const units = this.#units;
    const neighbours = new Map(
      this.#negatives.map((q) => [
        q,
        new Set(
          this.#edgesOf
            .get(q)!
            .filter((e) => e.length === 2)
            .flat(),
        ),
      ]),
    );
    const byDegree = [...this.#negatives].sort(
      (a, b) => neighbours.get(b)!.size - neighbours.get(a)!.size || a - b,
    );
    const anchors: number[] = [];
    for (const q of byDegree) if (anchors.every((a) => neighbours.get(a)!.has(q))) anchors.push(q);
    for (const q of byDegree) if (!anchors.includes(q) && anchors.length < units) anchors.push(q);
    anchors.slice(0, units).forEach((q, i) => {
      for (let j = i + 1; j < units; j++) solver.addClause([-this.#rejects(j, q)]);
    });
  }

  /** Puts a negative that its proposed unit could not reject with another unit; learns an edge from each refusal. */
  #rehome(q: number): boolean {
    for (const separator of this.#separators) {
      const known = this.#edgesOf
        .get(q)!
        .some((edge) => edge.every((r) => r === q || separator.side(r) === -1));
      if (known) continue;
      separator.assign(q, -1);
      const edge = separator.refute();
      if (edge === null) return true;
      separator.assign(q, 0);
      this.#learn(edge);
    }
    return false;
  }

  /** Shrinks an edge to a minimal one, hands it to all units, and returns its negatives. */
  #learn(edge: ExactEdge): readonly number[] {
    const small = this.#shrink(edge);
    this.#record(small);
    return small.reject.map(([q]) => q);
  }

  /** Deletion: a negative without which the rest still meets conv(P) is not needed. */
  #shrink(edge: ExactEdge): ExactEdge {
    const shrinker = this.#shrinker!;
    let best = edge;
    let members = edge.reject.map(([q]) => q);
    for (const q of members) shrinker.assign(q, -1);
    for (let i = 0; i < members.length && members.length > 1;) {
      const q = members[i]!;
      shrinker.assign(q, 0);
      const smaller = shrinker.refute();
      if (smaller === null) {
        shrinker.assign(q, -1);
        i++;
        continue;
      }
      best = smaller;
      const needed = new Set(smaller.reject.map(([r]) => r));
      for (const r of members) if (!needed.has(r)) shrinker.assign(r, 0);
      i = members.slice(0, i).filter((r) => needed.has(r)).length;
      members = members.filter((r) => needed.has(r));
    }
    for (const q of members) shrinker.assign(q, 0);
    return best;
  }

  #record(edge: ExactEdge): void {
    const { solver } = this.#context;
    const units = this.#units;
    this.edges.push(edge);
    const members = edge.reject.map(([q]) => q);
    for (const q of members) this.#edgesOf.get(q)!.push(members);
    if (units > 1) for (let j = 0; j < units; j++) solver.addClause(members.map((q) => -this.#rejects(j, q)));
  }

  #confirm(): CaseState {
    const units: PointUnit[] = [];
    for (const separator of this.#separators) {
      const unit = separator.unit();
      if ('accept' in unit) {
        this.#learn(unit);
        return OPEN;
      }
      units.push(unit);
    }
    return { status: 'yes', units };
  }
}

// A case's formula in the SAT engine: proposals of who treats which example how, and edges as they are learned. The
// separators follow the engine's trail, so a partial proposal is refuted as soon as one unit cannot go on with it:
// what no unit can treat as asked stays so whatever else is asked of it.
import type { Edge } from '../certificate/format.ts';
import type { Observer } from '../solver/cdcl.ts';
import type { SatSolver } from '../solver/port.ts';
import type { Separator, Side } from '../separation/separator.ts';
import { OPEN, OUT_OF_TIME, type CaseContext, type CaseState, type ClauseLayout } from './case.ts';

/** Decision points of the SAT engine between two reports of its trail: random labels need a third of the edges then. */
const EVERY = 1;
/** The most reports between two looks; where all edges are known already, looking is vain. */
const MAX_PAUSE = 4095;

/** What a literal asks of a unit. */
type Demand = { readonly unit: number; readonly example: number; readonly side: Side };

/** How a case reads its formula's literals and learns. */
export type Reading = {
  /** Gives the base formula to the engine. */
  readonly load: (solver: SatSolver) => Loaded;
  readonly literal: (unit: number, example: number) => number;
  readonly edgeClauses: (edge: Edge) => readonly (readonly number[])[];
  /** The side that `literal(unit, example)` puts an example on when true, and when false. */
  readonly whenTrue: (example: number) => Side;
  readonly whenFalse: (example: number) => Side;
  /** The examples of a unit to be followed, one of each point. */
  readonly examples: (unit: number) => readonly number[];
  /** One a unit, holding what all proposals have in common. */
  readonly separators: readonly Separator[];
  /** An edge from the demands on a unit; null when its separator can meet them. */
  readonly learn: (unit: number) => Edge | null;
};

/** Clauses given to an engine: how many, and whether the empty clause is one of them. */
export type Loaded = { readonly count: number; readonly contradicted: boolean };

/** Gives clauses to an engine one by one. */
export function loadClauses(solver: SatSolver, clauses: readonly (readonly number[])[]): Loaded {
  for (const clause of clauses) solver.addClause(clause);
  return { count: clauses.length, contradicted: clauses.some((clause) => clause.length === 0) };
}

/** The SAT side of a case. */
export class Colouring {
  readonly edges: Edge[] = [];
  readonly #first: number[] = [];
  readonly #base: number;
  #end: number;
  readonly #contradicted: boolean;
  readonly #reading: Reading;
  readonly #context: CaseContext;
  readonly #solver: SatSolver;
  /** By literal: slot 2 v for v, 2 v + 1 for -v. */
  readonly #demands: (Demand[] | undefined)[] = [];
  /** The literals the engine has reported, as they stand on its trail. */
  readonly #trail: number[] = [];
  #looksLeft = 0;
  /** Units of which more is asked than was looked at. */
  readonly #touched = new Set<number>();
  /** Reports to be let pass between two looks, and before the next: more after each that finds nothing. */
  #pause = 0;
  #rest = 0;

  static async create(context: CaseContext, reading: Reading, edges: readonly Edge[]): Promise<Colouring> {
    const observer: Observer | undefined =
      reading.separators.length === 0
        ? undefined
        : { every: EVERY, onPartial: (kept, added) => colouring.#look(kept, added) };
    const colouring: Colouring = new Colouring(context, reading, await context.solver(observer));
    for (const edge of edges) colouring.record(edge);
    return colouring;
  }

  private constructor(context: CaseContext, reading: Reading, solver: SatSolver) {
    this.#context = context;
    this.#reading = reading;
    this.#solver = solver;
    const { count, contradicted } = reading.load(solver);
    this.#base = count;
    this.#contradicted = contradicted;
    this.#end = this.#base + 1;
    for (let unit = 0; unit < reading.separators.length; unit++)
      for (const example of reading.examples(unit)) {
        const literal = reading.literal(unit, example);
        for (const [asked, side] of [
          [literal, reading.whenTrue(example)],
          [-literal, reading.whenFalse(example)],
        ] as const)
          if (side !== 0) (this.#demands[slot(asked)] ??= []).push({ unit, example, side });
      }
  }

  /** How the clauses given to the engine are numbered. */
  get layout(): ClauseLayout {
    return { base: this.#base, first: this.#first, end: this.#end, contradicted: this.#contradicted };
  }

  /** Adds an edge for every unit; its clauses are never empty where an engine is asked. */
  record(edge: Edge): void {
    this.edges.push(edge);
    this.#first.push(this.#end);
    for (const clause of this.#reading.edgeClauses(edge)) {
      this.#solver.addClause(clause);
      this.#end++;
    }
  }

  /**
   * Asks the engine for a proposal that avoids all edges so far, refuting partial ones on the way.
   * @param looks partial proposals to look at before the round ends, so that others get their turn
   * @returns `proposal`, or where the case stands: refuted, ended by a limit, or open after many looks
   */
  async round(looks: number): Promise<'proposal' | CaseState> {
    this.#looksLeft = looks;
    const answer = await this.#solver.solve();
    if (answer === 'sat') return 'proposal';
    if (answer === 'unsat') return { status: 'no' };
    if (this.#context.expired()) return OUT_OF_TIME;
    return this.#looksLeft < 0 ? OPEN : { status: 'unknown', limit: this.#solver.limit };
  }

  /** Whether the last proposal makes a literal true. */
  holds(literal: number): boolean {
    return this.#solver.value(Math.abs(literal)) === literal > 0;
  }

  /** Puts the separators back to what the engine's trail asks, after they were used for a whole proposal. */
  restore(): void {
    const { separators, examples } = this.#reading;
    const asked = separators.map(() => new Map<number, Side>());
    for (const literal of this.#trail) {
      for (const { unit, example, side } of this.#demands[slot(literal)] ?? [])
        asked[unit]!.set(example, side);
    }
    for (const [unit, separator] of separators.entries())
      for (const e of examples(unit)) separator.assign(e, asked[unit]!.get(e) ?? 0);
  }

  #look(kept: number, added: Int32Array): boolean {
    const { separators, learn } = this.#reading;
    while (this.#trail.length > kept) {
      for (const { unit, example } of this.#demands[slot(this.#trail.pop()!)] ?? [])
        separators[unit]!.assign(example, 0);
    }
    for (const literal of added) {
      this.#trail.push(literal);
      for (const { unit, example, side } of this.#demands[slot(literal)] ?? []) {
        separators[unit]!.assign(example, side);
        this.#touched.add(unit);
      }
    }
    if (this.#rest-- > 0) return true;
    let fruitful = false;
    for (const unit of this.#touched) {
      if (this.#context.expired()) return false;
      const edge = learn(unit);
      if (!edge) continue;
      this.record(edge);
      fruitful = true;
    }
    this.#touched.clear();
    this.#pause = fruitful ? this.#pause >> 1 : Math.min(2 * this.#pause + 1, MAX_PAUSE);
    this.#rest = this.#pause;
    this.#looksLeft--;
    return this.#looksLeft >= 0;
  }
}

function slot(literal: number): number {
  return literal > 0 ? 2 * literal : -2 * literal + 1;
}

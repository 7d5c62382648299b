// A network of any shape: its formula in the SAT engine, under one encoding. Lazy units, threshold units on the inputs, are
// followed by separators: what the engine proposes for them is refuted by edges, which hold for all units that read the
// same inputs.
import type { Edge } from '../certificate/format.ts';
import { edgeClauses } from '../certificate/network-case.ts';
import type { CaseStart } from '../certificate/write.ts';
import type { Encoding } from '../formula/encoding.ts';
import { encodeNetwork, readFunctions, type LazyUnit, type NetworkFormula } from '../formula/network.ts';
import { FlatClauses } from '../formula/sink.ts';
import type { Unit } from '../problem/training/configuration.ts';
import { seenThrough } from '../problem/training/points.ts';
import { SeparationEngine, type Separator } from '../separation/separator.ts';
import type { SatSolver } from '../solver/port.ts';
import { OPEN, OUT_OF_TIME, type CaseContext, type CaseState } from './case.ts';
import { ColouringCase } from './colouring-case.ts';
import { Colouring } from './colouring.ts';

export class NetworkCase extends ColouringCase {
  readonly start: CaseStart;
  readonly #encoding: Encoding;
  #formula: NetworkFormula | undefined;
  #separators: readonly Separator[] = [];

  /** @param encoding one that applies to the instance of the context */
  constructor(context: CaseContext, encoding: Encoding) {
    super(context);
    this.start = { kind: 'network', encoding };
    this.#encoding = encoding;
  }

  protected override async prepare(): Promise<Colouring> {
    const { instance } = this.context;
    // The separators have to be there before the engine, which they watch; the formula names them.
    const clauses: Int32Array[] = [];
    const sink = new FlatClauses((block) => clauses.push(block.slice()));
    const formula = encodeNetwork(instance, this.#encoding, sink, true);
    sink.flush();
    this.#formula = formula;
    const { lazy } = formula;
    this.#separators = await makeSeparators(this.context, lazy);
    return Colouring.create(
      this.context,
      {
        load(solver) {
          solver.reserve?.(sink.variables);
          for (const block of clauses) addFlat(solver, block);
          const contradicted = clauses.some((block) =>
            block.some((x, i) => x === 0 && (block[i - 1] ?? 0) === 0),
          );
          clauses.length = 0;
          return { count: sink.clauses, contradicted };
        },
        literal: (unit, example) => lazy[unit]!.literal(example),
        edgeClauses: (edge) => edgeClauses(formula, edge),
        whenTrue: () => 1,
        whenFalse: () => -1,
        examples: (unit) => lazy[unit]!.examples,
        separators: this.#separators,
        learn: (unit) => this.#refute(unit),
      },
      [],
    );
  }

  #refute(unit: number): Edge | null {
    const edge = this.#separators[unit]!.refute();
    return edge && { ...edge, node: this.#formula!.lazy[unit]!.node };
  }

  /** Looks at a whole proposal: what each lazy unit is to do must be what a threshold unit can do. */
  protected override examine(colouring: Colouring): CaseState {
    let refuted = false;
    for (const [unit, { examples, literal }] of this.#formula!.lazy.entries()) {
      const separator = this.#separators[unit]!;
      for (const e of examples) separator.assign(e, colouring.holds(literal(e)) ? 1 : -1);
      const some = this.refuteAll(colouring, separator, () => this.#refute(unit));
      if (some === undefined) return OUT_OF_TIME;
      refuted ||= some;
    }
    return refuted ? OPEN : this.#confirm(colouring);
  }

  #confirm(colouring: Colouring): CaseState {
    const formula = this.#formula!;
    const { scale } = this.context.data;
    const units = new Map<number, Unit>();
    for (const [unit, { node, from }] of formula.lazy.entries()) {
      const found = this.#separators[unit]!.unit();
      if ('accept' in found) {
        colouring.record({ ...found, node });
        return OPEN;
      }
      const weights = found.weights.map((w, i) => w * scale[from[i]!]!);
      units.set(node, { weights, threshold: found.threshold });
    }
    const value = (variable: number): boolean => colouring.holds(variable);
    return {
      status: 'yes',
      configuration: { nodes: readFunctions(formula, value, (node) => units.get(node)!) },
    };
  }
}

/** A separator for each lazy unit; units that read the same inputs in the same order share their points. */
async function makeSeparators(
  { data, separation, engines }: CaseContext,
  lazy: readonly LazyUnit[],
): Promise<Separator[]> {
  const shared = new Map<string, SeparationEngine>();
  const separators: Separator[] = [];
  for (const { from, examples } of lazy) {
    const whole = from.length === data.dimension && from.every((post, i) => post === i);
    const key = from.join();
    let engine = whole ? separation : shared.get(key);
    if (!engine) {
      engine = await SeparationEngine.create(seenThrough(data.points, from), from.length);
      engines.push(engine);
      shared.set(key, engine);
    }
    separators.push(engine.separator(examples));
  }
  return separators;
}

/** Clauses in flat form, each ended by 0. */
function addFlat(solver: SatSolver, flat: Int32Array): void {
  if (solver.addClauses) {
    solver.addClauses(flat);
    return;
  }
  let start = 0;
  for (let i = 0; i < flat.length; i++) {
    if (flat[i] !== 0) continue;
    solver.addClause([...flat.subarray(start, i)]);
    start = i + 1;
  }
}

// Tuples of a relation, extended in all ways in which one more constraint holds.
import { DEAD } from './automaton.ts';
import type { Constraint } from './constraint.ts';
import { LimitError, MAX_CANDIDATES, type Clock } from './limit.ts';
import { RelationWriter, type Relation } from './relation.ts';
import { ANY } from './task.ts';
import type { Vectors } from './vectors.ts';

/** What extensions share: all response vectors, and those that each variable may have. */
export type Values = {
  readonly vectors: Vectors;
  /** By node; all that is possible, and perhaps more. */
  readonly domains: (Int32Array | undefined)[];
  readonly clock: Clock;
};

/** The relation over its scope and the constraint's that holds where both do. @throws LimitError */
export function extended(relation: Relation, constraint: Constraint, values: Values): Relation {
  const extension = new Extension(relation, constraint, values);
  const writer = new RelationWriter([...relation.scope, ...extension.added]);
  extension.run((row, tuple) => writer.add(relation, row, tuple));
  return writer.end();
}

/** Called with a row of the relation and the values of the added variables, which change afterwards. */
type Visit = (row: number, tuple: Int32Array) => void;

/** One constraint applied to one relation: the variables that the relation lacks run through their domains. */
export class Extension {
  /** Variables of the constraint that the relation lacks, in the order of their values. */
  readonly added: readonly number[];
  readonly #relation: Relation;
  readonly #constraint: Constraint;
  readonly #values: Values;
  /** Posts with a column in the relation, and the others. */
  readonly #given: readonly { readonly column: number; readonly shift: number }[];
  readonly #missing: readonly { readonly domain: Int32Array; readonly shift: number }[];
  /** The node's own column; -1 when the relation has none. */
  readonly #own: number;
  /** Stimuli on which the node must say something. */
  readonly #stimuli: readonly number[];
  /** Patterns on all stimuli, after the given posts and each missing one. */
  readonly #patterns: readonly Int32Array[];
  readonly #tuple: Int32Array;
  /** On the way to a free response vector: states, bits tried, bits chosen. */
  readonly #states: Int32Array;
  readonly #tried: Uint8Array;
  readonly #vector: Uint8Array;

  constructor(relation: Relation, constraint: Constraint, values: Values) {
    const { node, posts, shifts, variable, wanted } = constraint;
    const length = values.vectors.length;
    const places = posts.map((post, i) => ({
      post,
      shift: shifts[i]!,
      column: relation.scope.indexOf(post),
      domain: values.domains[post]!,
    }));
    const missing = places.filter(({ column }) => column < 0);
    this.#relation = relation;
    this.#constraint = constraint;
    this.#values = values;
    this.#given = places.filter(({ column }) => column >= 0);
    this.#missing = missing;
    this.#own = relation.scope.indexOf(node);
    this.added = missing.map(({ post }) => post).concat(variable && this.#own < 0 ? [node] : []);
    this.#stimuli = [...wanted.keys()].filter((e) => variable || wanted[e] !== ANY);
    this.#patterns = Array.from({ length: missing.length + 1 }, () => new Int32Array(length));
    this.#tuple = new Int32Array(this.added.length);
    this.#states = new Int32Array(length + 1);
    this.#tried = new Uint8Array(length + 1);
    this.#vector = new Uint8Array(length);
  }

  /** Visits all extensions, in a fixed order. @throws LimitError when there are too many candidates, or time is over */
  run(visit: Visit): void {
    const { rows, scope, count } = this.#relation;
    const candidates = this.#missing.reduce((product, { domain }) => product * domain.length, count);
    if (candidates > MAX_CANDIDATES)
      throw new LimitError(`width: more than ${MAX_CANDIDATES} tuples to try in a bag`);
    const first = this.#patterns[0]!;
    for (let row = 0; row < count; row++) {
      first.set(this.#constraint.base);
      for (const { column, shift } of this.#given)
        this.#read(first, first, rows[row * scope.length + column]!, shift);
      this.#descend(0, row, visit);
    }
  }

  #descend(depth: number, row: number, visit: Visit): void {
    if (depth === this.#missing.length) {
      this.#settle(row, visit);
      return;
    }
    const { domain, shift } = this.#missing[depth]!;
    for (const value of domain) {
      this.#tuple[depth] = value;
      this.#read(this.#patterns[depth]!, this.#patterns[depth + 1]!, value, shift);
      this.#descend(depth + 1, row, visit);
    }
  }

  /** Patterns with the bits of one more post. */
  #read(from: Int32Array, to: Int32Array, value: number, shift: number): void {
    const { bits, length } = this.#values.vectors;
    const start = value * length;
    for (let e = 0; e < length; e++) to[e] = from[e]! | (bits[start + e]! << shift);
  }

  /** All posts are known. */
  #settle(row: number, visit: Visit): void {
    const { variable, wanted } = this.#constraint;
    const { bits, length } = this.#values.vectors;
    this.#values.clock.tick(length);
    if (!variable) {
      if (this.#accepts(wanted, 0)) visit(row, this.#tuple);
    } else if (this.#own >= 0) {
      const { rows, scope } = this.#relation;
      if (this.#accepts(bits, rows[row * scope.length + this.#own]! * length)) visit(row, this.#tuple);
    } else {
      this.#respond(row, visit);
    }
  }

  /** Whether some function gives the bits from `start` on. */
  #accepts(bits: Uint8Array, start: number): boolean {
    const { automaton } = this.#constraint;
    const patterns = this.#patterns[this.#missing.length]!;
    let state = 0;
    for (const e of this.#stimuli) {
      state = automaton.step(state, patterns[e]!, bits[start + e]!);
      if (state === DEAD) return false;
    }
    return true;
  }

  /** Visits every response vector that some function gives, in lexicographic order. */
  #respond(row: number, visit: Visit): void {
    const { automaton, wanted } = this.#constraint;
    const { vectors, clock } = this.#values;
    const patterns = this.#patterns[this.#missing.length]!;
    this.#tried[0] = 0;
    for (let e = 0; e >= 0;) {
      if (e === vectors.length) {
        clock.tick(e);
        this.#tuple[this.#missing.length] = vectors.intern(this.#vector);
        visit(row, this.#tuple);
        e--;
      } else if (this.#tried[e] === 2) {
        e--;
      } else {
        const bit = this.#tried[e]!++;
        if (wanted[e] === 1 - bit) continue;
        const next = automaton.step(this.#states[e]!, patterns[e]!, bit);
        if (next === DEAD) continue;
        this.#vector[e++] = bit;
        this.#states[e] = next;
        this.#tried[e] = 0;
      }
    }
  }
}

// Relations: sets of tuples of response vectors, one vector for each variable of a scope.
import { grown, LimitError, MAX_TUPLES } from './limit.ts';

/** Tuple r has the value of variable scope[i] at rows[r · scope.length + i]. */
export type Relation = {
  readonly scope: readonly number[];
  readonly rows: Int32Array;
  readonly count: number;
};

/** The relation of no variables that holds: one tuple, the empty one. */
export const TRUE: Relation = { scope: [], rows: new Int32Array(0), count: 1 };

/** A relation while it is written. */
export class RelationWriter {
  readonly #scope: readonly number[];
  #rows = new Int32Array(64);
  #count = 0;

  constructor(scope: readonly number[]) {
    this.#scope = scope;
  }

  /** Adds a tuple: row `row` of `source`, then `added`. @throws LimitError when there are too many */
  add(source: Relation, row: number, added: ArrayLike<number>): void {
    if (this.#count === MAX_TUPLES) throw new LimitError(`width: more than ${MAX_TUPLES} tuples in a bag`);
    const arity = this.#scope.length;
    const old = source.scope.length;
    const start = this.#count++ * arity;
    this.#rows = grown(this.#rows, start + arity, `tuples of ${arity} in a bag`);
    for (let i = 0; i < old; i++) this.#rows[start + i] = source.rows[row * old + i]!;
    for (let i = old; i < arity; i++) this.#rows[start + i] = added[i - old]!;
  }

  end(): Relation {
    return {
      scope: this.#scope,
      rows: this.#rows.slice(0, this.#count * this.#scope.length),
      count: this.#count,
    };
  }
}

/** Rows by the values in some of their columns. */
class RowIndex {
  readonly #relation: Relation;
  readonly #columns: readonly number[];
  readonly #heads: Int32Array;
  readonly #next: Int32Array;

  constructor(relation: Relation, columns: readonly number[]) {
    this.#relation = relation;
    this.#columns = columns;
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(2 * relation.count + 1))).fill(-1);
    this.#next = new Int32Array(relation.count);
  }

  add(row: number): void {
    const head = this.#hash(this.#relation, row, this.#columns);
    this.#next[row] = this.#heads[head]!;
    this.#heads[head] = row;
  }

  /** A row that was added and agrees with a row of another relation on its columns; -1 when there is none. */
  first(relation: Relation, row: number, columns: readonly number[]): number {
    return this.#agreeing(this.#heads[this.#hash(relation, row, columns)]!, relation, row, columns);
  }

  /** The next one after `found`. */
  next(found: number, relation: Relation, row: number, columns: readonly number[]): number {
    return this.#agreeing(this.#next[found]!, relation, row, columns);
  }

  #agreeing(start: number, relation: Relation, row: number, columns: readonly number[]): number {
    const mine = this.#relation;
    const base = row * relation.scope.length;
    for (let r = start; r >= 0; r = this.#next[r]!) {
      const own = r * mine.scope.length;
      let i = 0;
      while (i < columns.length && mine.rows[own + this.#columns[i]!] === relation.rows[base + columns[i]!])
        i++;
      if (i === columns.length) return r;
    }
    return -1;
  }

  #hash({ rows, scope }: Relation, row: number, columns: readonly number[]): number {
    let hash = 0;
    for (let i = 0; i < columns.length; i++) {
      hash = Math.imul(hash ^ rows[row * scope.length + columns[i]!]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash & (this.#heads.length - 1);
  }
}

/** The tuples over both scopes whose parts are in both relations. @throws LimitError when there are too many */
export function join(a: Relation, b: Relation): Relation {
  const shared = a.scope.filter((v) => b.scope.includes(v));
  const inA = shared.map((v) => a.scope.indexOf(v));
  const inB = shared.map((v) => b.scope.indexOf(v));
  const fresh = [...b.scope.keys()].filter((i) => !inB.includes(i));
  const index = new RowIndex(b, inB);
  for (let row = 0; row < b.count; row++) index.add(row);
  const writer = new RelationWriter([...a.scope, ...fresh.map((i) => b.scope[i]!)]);
  const added = new Int32Array(fresh.length);
  for (let row = 0; row < a.count; row++)
    for (let r = index.first(a, row, inA); r >= 0; r = index.next(r, a, row, inA)) {
      for (let i = 0; i < fresh.length; i++) added[i] = b.rows[r * b.scope.length + fresh[i]!]!;
      writer.add(a, row, added);
    }
  return writer.end();
}

/** A relation without one of its variables, and for each tuple a value that the variable can have beside it. */
export type Projection = { readonly variable: number; readonly rest: Relation; readonly values: Int32Array };

/** Projects a variable out. */
export function project(relation: Relation, variable: number): Projection {
  const { scope, rows, count } = relation;
  const arity = scope.length;
  const kept = [...scope.keys()].filter((i) => scope[i] !== variable);
  const index = new RowIndex(relation, kept);
  const writer = new RelationWriter(kept.map((i) => scope[i]!));
  const values: number[] = [];
  const tuple = new Int32Array(kept.length);
  for (let row = 0; row < count; row++) {
    if (index.first(relation, row, kept) >= 0) continue;
    index.add(row);
    for (let i = 0; i < kept.length; i++) tuple[i] = rows[row * arity + kept[i]!]!;
    writer.add(TRUE, 0, tuple);
    values.push(rows[row * arity + scope.indexOf(variable)]!);
  }
  return { variable, rest: writer.end(), values: Int32Array.from(values) };
}

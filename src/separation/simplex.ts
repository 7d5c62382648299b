// A general simplex over the rows of a point set, in floats: bounds are asserted and retracted, every check starts
// from the last basis. It searches; nothing it says is believed before exact arithmetic has confirmed it.

/** Below this a tableau entry counts as zero, and a bound as met. Points are scaled to coordinates of at most 1. */
const TINY = 1e-9;
const TOLERANCE = 1e-7;
/** Rows that cannot meet their bounds together, with positive multipliers (Farkas), in floats. */
export type FloatConflict = { readonly rows: number[]; readonly multipliers: number[] };

/**
 * Values s_i = a_i · w of the rows a_i for an unknown w ∈ R^d, each with bounds lo_i ≤ s_i ≤ hi_i
 * (Dutertre and de Moura, CAV 2006). A maximal independent set of rows is nonbasic; all others are expressed in it.
 */
export class FloatSimplex {
  readonly #rows: readonly Float64Array[];
  readonly #d: number;
  readonly #lo: Float64Array;
  readonly #hi: Float64Array;
  readonly #value: Float64Array;
  /** Tableau row of a basic variable; -1 - column for a nonbasic one. */
  readonly #place: Int32Array;
  /** The variable in each tableau row, and in each column. */
  #basic: Int32Array;
  #nonbasic: Int32Array;
  #tableau: Float64Array;
  #pivots = 0;
  /** Pivots of one check after which the largest-violation rule gives way to Bland's, which cannot cycle. */
  readonly #patience: number;
  /** Pivots after which one check gives up. */
  readonly #maxPivots: number;
  /** Pivots between two rebuilds of the tableau: a rebuild costs about as much as d pivots. */
  readonly #rebuildEvery: number;
  /** Set when the basis has become singular in floats; all answers are then "lost". */
  #lost = false;
  readonly #nonzero: Int32Array;

  /** @param rows m rows of d numbers each, of magnitude at most about 1 */
  constructor(rows: readonly Float64Array[], d: number) {
    this.#rows = rows;
    this.#d = d;
    const m = rows.length;
    this.#patience = 400 + 10 * (m + d);
    this.#maxPivots = 20_000 + 2 * this.#patience;
    this.#rebuildEvery = Math.max(200, 4 * d);
    this.#lo = new Float64Array(m).fill(-Infinity);
    this.#hi = new Float64Array(m).fill(Infinity);
    this.#value = new Float64Array(m);
    this.#place = new Int32Array(m);
    this.#nonzero = new Int32Array(d);
    const columns = this.#independentRows();
    this.#nonbasic = Int32Array.from(columns);
    this.#basic = new Int32Array(0);
    this.#tableau = new Float64Array(0);
    this.#rebuild();
  }

  /** Pivots made so far, over all checks. */
  get pivots(): number {
    return this.#pivots;
  }

  /** Asserts lo ≤ s_row ≤ hi in place of the row's former bounds. */
  setBounds(row: number, lo: number, hi: number): void {
    this.#lo[row] = lo;
    this.#hi[row] = hi;
    const place = this.#place[row]!;
    if (place >= 0) return;
    const now = this.#value[row]!;
    const next = now < lo ? lo : now > hi ? hi : now;
    if (next !== now) this.#moveNonbasic(-1 - place, next - now);
  }

  /**
   * Looks for values within all bounds.
   * @returns null when there are some, a conflict when the bounds contradict each other, undefined when it got lost
   */
  check(): FloatConflict | null | undefined {
    for (let step = 0; step < this.#maxPivots && !this.#lost; step++) {
      const bland = step >= this.#patience;
      const r = this.#violatedRow(bland);
      if (r < 0) return null;
      const variable = this.#basic[r]!;
      const low = this.#value[variable]! < this.#lo[variable]!;
      const c = this.#enteringColumn(r, low, bland);
      if (c < 0) return this.#conflict(r);
      this.#pivotTo(r, c, low ? this.#lo[variable]! : this.#hi[variable]!);
      if (this.#pivots % this.#rebuildEvery === 0) this.#rebuild();
      if (!Number.isFinite(this.#value[variable]!)) return undefined;
    }
    return undefined;
  }

  /** Some w with a_i · w = s_i for all rows, as of the last successful check; undefined when that got lost. */
  weights(): Float64Array | undefined {
    const solved = this.#eliminated();
    if (!solved) return undefined;
    const { matrix, columns } = solved;
    const w = new Float64Array(this.#d);
    // matrix · w[columns] = values of the nonbasic rows, reduced to the identity beside an inverse.
    for (let i = 0; i < columns.length; i++) {
      let sum = 0;
      for (let k = 0; k < columns.length; k++)
        sum += matrix[i]![this.#d + k]! * this.#value[this.#nonbasic[k]!]!;
      w[columns[i]!] = sum;
    }
    return w;
  }

  #violatedRow(bland: boolean): number {
    const { length } = this.#basic;
    let best = -1;
    let worst = TOLERANCE;
    for (let r = 0; r < length; r++) {
      const v = this.#basic[r]!;
      const s = this.#value[v]!;
      const gap = Math.max(this.#lo[v]! - s, s - this.#hi[v]!);
      if (!(gap > TOLERANCE)) continue;
      if (bland) {
        if (best < 0 || v < this.#basic[best]!) best = r;
      } else if (gap > worst) {
        worst = gap;
        best = r;
      }
    }
    return best;
  }

  /** A nonbasic variable that can move the basic one of row r toward its bound; free ones first, then large entries. */
  #enteringColumn(r: number, low: boolean, bland: boolean): number {
    const offset = r * this.#d;
    let best = -1;
    let score = 0;
    for (let c = 0; c < this.#nonbasic.length; c++) {
      const entry = this.#tableau[offset + c]!;
      if (Math.abs(entry) < TINY) continue;
      const v = this.#nonbasic[c]!;
      const up = entry > 0 === low;
      const s = this.#value[v]!;
      if (up ? s >= this.#hi[v]! : s <= this.#lo[v]!) continue;
      if (bland) {
        if (best < 0 || v < this.#nonbasic[best]!) best = c;
        continue;
      }
      const free = this.#lo[v] === -Infinity && this.#hi[v] === Infinity;
      const mine = Math.abs(entry) * (free ? 1e6 : 1);
      if (mine > score) {
        score = mine;
        best = c;
      }
    }
    return best;
  }

  #conflict(r: number): FloatConflict {
    const rows = [this.#basic[r]!];
    const multipliers = [1];
    for (let c = 0; c < this.#nonbasic.length; c++) {
      const entry = Math.abs(this.#tableau[r * this.#d + c]!);
      if (entry < TINY) continue;
      rows.push(this.#nonbasic[c]!);
      multipliers.push(entry);
    }
    return { rows, multipliers };
  }

  #moveNonbasic(column: number, delta: number): void {
    const d = this.#d;
    const basic = this.#basic;
    const value = this.#value;
    const tableau = this.#tableau;
    value[this.#nonbasic[column]!]! += delta;
    for (let r = 0, at = column; r < basic.length; r++, at += d) {
      const entry = tableau[at]!;
      if (entry !== 0) value[basic[r]!]! += entry * delta;
    }
  }

  // Nearly all time is spent here: fields are copied to locals, and dense rows are updated without an index list.
  #pivotTo(r: number, c: number, target: number): void {
    const d = this.#d;
    const tableau = this.#tableau;
    const nonzero = this.#nonzero;
    const rows = this.#basic.length;
    const columns = this.#nonbasic.length;
    const offset = r * d;
    const leaving = this.#basic[r]!;
    const entering = this.#nonbasic[c]!;
    const pivot = tableau[offset + c]!;
    this.#moveNonbasic(c, (target - this.#value[leaving]!) / pivot);
    this.#value[leaving] = target;
    const inverse = 1 / pivot;
    let count = 0;
    for (let j = 0; j < columns; j++) {
      if (j === c || tableau[offset + j] === 0) continue;
      tableau[offset + j]! *= -inverse;
      nonzero[count++] = j;
    }
    // With a zero in its own column, the pivot row leaves the pivot column of the others alone.
    tableau[offset + c] = 0;
    const dense = 3 * count > 2 * columns;
    for (let i = 0; i < rows; i++) {
      const at = i * d;
      const factor = tableau[at + c]!;
      if (factor === 0 || i === r) continue;
      if (dense) {
        for (let j = 0; j < columns; j++) tableau[at + j]! += factor * tableau[offset + j]!;
      } else {
        for (let t = 0; t < count; t++) {
          const j = nonzero[t]!;
          const next = tableau[at + j]! + factor * tableau[offset + j]!;
          // Points are mostly 0/1, so exact cancellation is the rule; its rounding residue must not fill the tableau.
          tableau[at + j] = next < 1e-12 && next > -1e-12 ? 0 : next;
        }
      }
      tableau[at + c] = factor * inverse;
    }
    tableau[offset + c] = inverse;
    this.#basic[r] = entering;
    this.#nonbasic[c] = leaving;
    this.#place[entering] = r;
    this.#place[leaving] = -1 - c;
    this.#pivots++;
  }

  /** A maximal independent set of rows, sparse rows preferred, by Gaussian elimination. */
  #independentRows(): number[] {
    const order = this.#rows.map((row, i) => ({ i, weight: row.reduce((n, x) => n + (x === 0 ? 0 : 1), 0) }));
    order.sort((a, b) => a.weight - b.weight || a.i - b.i);
    const reduced: { column: number; row: Float64Array }[] = [];
    const chosen: number[] = [];
    for (const { i } of order) {
      if (chosen.length === this.#d) break;
      const row = Float64Array.from(this.#rows[i]!);
      for (const { column, row: base } of reduced) {
        const f = row[column]!;
        if (f !== 0) for (let j = 0; j < row.length; j++) row[j]! -= f * base[j]!;
      }
      let column = 0;
      for (let j = 1; j < row.length; j++) if (Math.abs(row[j]!) > Math.abs(row[column]!)) column = j;
      if (row.length === 0 || Math.abs(row[column]!) < 1e-8) continue;
      const f = 1 / row[column]!;
      for (let j = 0; j < row.length; j++) row[j]! *= f;
      reduced.push({ column, row });
      chosen.push(i);
    }
    return chosen;
  }

  /**
   * Gauss-Jordan on the nonbasic rows beside an identity: row i of the result solves for weight `columns[i]`.
   * Undefined when the rows are dependent in floats.
   */
  #eliminated(): { matrix: Float64Array[]; columns: number[] } | undefined {
    const d = this.#d;
    const k = this.#nonbasic.length;
    const matrix = Array.from({ length: k }, (_, i) => {
      const row = new Float64Array(d + k);
      row.set(this.#rows[this.#nonbasic[i]!]!);
      row[d + i] = 1;
      return row;
    });
    // Sparse rows first keeps the elimination of 0/1 points sparse; the largest entry of a row keeps it stable.
    const weight = new Map(matrix.map((row) => [row, row.reduce((n, x) => n + (x === 0 ? 0 : 1), 0)]));
    matrix.sort((a, b) => weight.get(a)! - weight.get(b)!);
    const columns: number[] = [];
    for (let i = 0; i < k; i++) {
      let column = 0;
      for (let j = 1; j < d; j++) if (Math.abs(matrix[i]![j]!) > Math.abs(matrix[i]![column]!)) column = j;
      if (!(Math.abs(matrix[i]![column]!) >= TINY)) return undefined;
      columns.push(column);
      const source = matrix[i]!;
      const f = 1 / source[column]!;
      const filled: number[] = [];
      for (let j = 0; j < d + k; j++) {
        if (source[j] === 0) continue;
        source[j]! *= f;
        filled.push(j);
      }
      for (let r = 0; r < k; r++) {
        const factor = matrix[r]![column]!;
        if (r === i || factor === 0) continue;
        for (const j of filled) {
          const next = matrix[r]![j]! - factor * source[j]!;
          matrix[r]![j] = next < 1e-12 && next > -1e-12 ? 0 : next;
        }
      }
    }
    return { matrix, columns };
  }

  /** The tableau and all basic values anew from the points, which ends the drift of many pivots. */
  #rebuild(): void {
    const d = this.#d;
    const solved = this.#eliminated();
    if (!solved) {
      this.#lost = true;
      return;
    }
    const { matrix, columns } = solved;
    const k = columns.length;
    const isNonbasic = new Uint8Array(this.#rows.length);
    this.#nonbasic.forEach((v, c) => {
      isNonbasic[v] = 1;
      this.#place[v] = -1 - c;
    });
    this.#basic = Int32Array.from(this.#rows.keys()).filter((v) => isNonbasic[v] === 0);
    this.#tableau = new Float64Array(this.#basic.length * d);
    for (let r = 0; r < this.#basic.length; r++) {
      const v = this.#basic[r]!;
      this.#place[v] = r;
      const row = this.#rows[v]!;
      let value = 0;
      for (let i = 0; i < k; i++) {
        const x = row[columns[i]!]!;
        if (x === 0) continue;
        for (let c = 0; c < k; c++) this.#tableau[r * d + c]! += x * matrix[i]![d + c]!;
      }
      for (let c = 0; c < k; c++) {
        const entry = this.#tableau[r * d + c]!;
        if (Math.abs(entry) < 1e-11) this.#tableau[r * d + c] = 0;
        else value += entry * this.#value[this.#nonbasic[c]!]!;
      }
      this.#value[v] = value;
    }
  }
}

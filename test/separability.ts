// Linear separability for tests: a least-index simplex in integers. Shares no code with the engines it is held
// against.

export type SmallUnit = { readonly weights: readonly number[]; readonly threshold: number };

/**
 * An integer unit that fires on all of `accept` and on none of `reject`, or undefined when there is none.
 * Decides w·p - θ >= 0 and θ - w·q >= 1 in free w, θ: a dictionary of the slacks, the free variables pivoted
 * into the basis first, then the dual simplex with zero objective and the least-index rule, which terminates.
 * Entries are minors of the matrix of points; products that leave the safe integers are refused rather than
 * rounded.
 */
export function separate(
  dimension: number,
  accept: readonly (readonly number[])[],
  reject: readonly (readonly number[])[],
): SmallUnit | undefined {
  // Row: constant, then the coefficients of the nonbasic variables; every value is over the common denominator.
  const rows = [...accept.map((p) => [0, ...p, -1]), ...reject.map((q) => [-1, ...q.map((x) => -x), 1])];
  const free = dimension + 1;
  // Variables below `free` are w and θ, variable free + i is the slack of point i.
  const basic = rows.map((_, i) => free + i);
  const nonbasic = Array.from({ length: free }, (_, j) => j);
  let denominator = 1;

  const pivot = (r: number, c: number): void => {
    const pivotRow = rows[r]!;
    const p = pivotRow[c + 1]!;
    const sign = Math.sign(p);
    for (const [i, row] of rows.entries()) {
      if (i === r) continue;
      const factor = row[c + 1]!;
      for (let j = 0; j < row.length; j++)
        row[j] =
          j === c + 1 ? sign * factor : (sign * safe(row[j]! * p - factor * pivotRow[j]!)) / denominator;
    }
    for (let j = 0; j < pivotRow.length; j++)
      pivotRow[j] = sign * (j === c + 1 ? denominator : -pivotRow[j]!);
    [basic[r], nonbasic[c]] = [nonbasic[c]!, basic[r]!];
    denominator = sign * p;
  };

  for (let c = 0; c < free; c++) {
    const r = rows.findIndex((row, i) => basic[i]! >= free && row[c + 1] !== 0);
    if (r >= 0) pivot(r, c);
  }
  for (;;) {
    const r = least(basic, (i) => basic[i]! >= free && rows[i]![0]! < 0);
    if (r === undefined) break;
    const c = least(nonbasic, (j) => nonbasic[j]! >= free && rows[r]![j + 1]! > 0);
    if (c === undefined) return undefined;
    pivot(r, c);
  }
  const value = (variable: number): number => {
    const row = basic.indexOf(variable);
    return row < 0 ? 0 : rows[row]![0]! + 0;
  };
  return { weights: Array.from({ length: dimension }, (_, j) => value(j)), threshold: value(dimension) };
}

/** The position that satisfies the condition and has the least label. */
function least(labels: readonly number[], condition: (position: number) => boolean): number | undefined {
  let best: number | undefined;
  for (let i = 0; i < labels.length; i++)
    if (condition(i) && (best === undefined || labels[i]! < labels[best]!)) best = i;
  return best;
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`separate: expected small integers, got ${value}`);
  return value;
}

/** Whether a unit fires on a point. */
export function firesOn({ weights, threshold }: SmallUnit, point: readonly number[]): boolean {
  return weights.reduce((sum, w, j) => sum + w * point[j]!, 0) >= threshold;
}

// The general simplex (Dutertre and de Moura, CAV 2006) over the rows of the points: a violated example becomes
// nonbasic at its bound, for a nonbasic one that can give way; when none can, the example's row of the tableau is a
// Farkas combination. Both answers are looked at once more against the points before they are given.
import { allocate } from "./memory";
import { exchange, rebuild, scratch, settle, tableauRow } from "./basis";
import { dot } from "./dense";
import { addRow, points, product } from "./points";
import { nonbasicAt, normOf, setNorm, setValue, sideOf, Unit, valueOf, watchedAt } from "./unit";

export const SEPARABLE: i32 = 0;
export const CONFLICT: i32 = 1;
export const LOST: i32 = 2;

/** An entry of the tableau that counts as zero. */
const TINY: f64 = 1e-9;
/** How far a value may lie on the wrong side of its bound. */
const TOLERANCE: f64 = 1e-7;
/** What remains of the margin 1, at least, when a separator is looked at once more. */
const KEPT_MARGIN: f64 = 0.5;
/** The error of a combination, relative to its entries, that is taken for rounding. */
const RESIDUAL: f64 = 1e-7;
/** A free variable enters first unless its entry is so much smaller than another's. */
const FREE_FIRST: f64 = 1e-3;
/** Rebuilds of doubtful bases in one check. */
const DOUBTS: u32 = 3;

export namespace conflict {
  /** Its examples, and an f64 multiplier for each. */
  export let count: u32 = 0;
  export let members: usize = 0;
  export let multipliers: usize = 0;
  /** f64 a position: the row of the tableau that it is read from. */
  export let row: usize = 0;
}

export function reserveConflict(): void {
  conflict.members = allocate((<u64>points.unknowns + 1) << 2);
  conflict.multipliers = allocate((<u64>points.unknowns + 1) << 3);
  conflict.row = allocate(points.stride);
}

/** @param fewestRejected of several conflicts, the one with the fewest rejected examples, else with the fewest at all */
export function check(unit: Unit, fewestRejected: bool): i32 {
  const unknowns = points.unknowns;
  // After so many pivots Bland's rule, which cannot cycle, takes over; after more the check is given up.
  const patience: u32 = 400 + 10 * (points.count + unknowns);
  const most: u32 = 20000 + 2 * patience;
  const oldest: u32 = 100 + 4 * unknowns;
  let doubts: u32 = 0;
  settle(unit);
  for (let step: u32 = 0; step < most; step++) {
    const bland = step >= patience;
    const example = violated(unit, bland);
    if (example < 0) {
      if (separates(unit)) return SEPARABLE;
    } else {
      tableauRow(unit, example, scratch.row);
      const c = entering(unit, example, bland);
      if (c >= 0) {
        exchange(unit, example, c);
        if (unit.age >= oldest) rebuild(unit);
        continue;
      }
      if (readConflict(unit, example, fewestRejected)) return CONFLICT;
    }
    if (unit.age == 0 || doubts++ == DOUBTS) return LOST;
    rebuild(unit);
  }
  return LOST;
}

/** The watched example whose violation is largest in proportion to its row of the tableau; -1 for none. */
function violated(unit: Unit, bland: bool): i32 {
  let best: i32 = -1;
  let most: f64 = 0;
  for (let i: u32 = 0; i < unit.watchedCount; i++) {
    const e = watchedAt(unit, i);
    let value = valueOf(unit, e);
    if (value != value) {
      value = product(e, unit.weights);
      setValue(unit, e, value);
    }
    const gap = 1 - <f64>sideOf(unit, e) * value;
    if (!(gap > TOLERANCE)) continue;
    if (bland) {
      if (best < 0 || <i32>e < best) best = e;
      continue;
    }
    let norm = normOf(unit, e);
    if (norm == 0) {
      tableauRow(unit, e, scratch.row);
      norm = 1 + dot(scratch.row, scratch.row, points.stride);
      setNorm(unit, e, norm);
    }
    const score = gap * gap;
    if (score > most * norm) {
      most = score / norm;
      best = e;
    }
  }
  return best;
}

/** Whether the nonbasic variable at a position can move so that its entry of the row raises (1) or lowers (-1) it. */
@inline function canGive(unit: Unit, variable: i32, entry: f64, direction: i32): bool {
  if (variable < 0) return true;
  const side = sideOf(unit, variable);
  if (side == 0 || (entry > 0 ? direction : -direction) == side) return true;
  return <f64>side * valueOf(unit, variable) > 1 + TOLERANCE;
}

/** The position whose variable makes room for the example whose row of the tableau is in scratch; -1 for none. */
function entering(unit: Unit, example: u32, bland: bool): i32 {
  const direction = sideOf(unit, example);
  let bound: i32 = -1;
  let free: i32 = -1;
  let boundSize: f64 = 0;
  let freeSize: f64 = 0;
  for (let c: u32 = 0; c < points.unknowns; c++) {
    const entry = load<f64>(scratch.row + (<usize>c << 3));
    const size = abs(entry);
    if (size < TINY) continue;
    const variable = nonbasicAt(unit, c);
    if (!canGive(unit, variable, entry, direction)) continue;
    if (variable < 0 || sideOf(unit, variable) == 0) {
      if (size <= freeSize) continue;
      freeSize = size;
      free = c;
    } else if (bland ? bound < 0 || variable < nonbasicAt(unit, bound) : size > boundSize) {
      boundSize = size;
      bound = c;
    }
  }
  return free >= 0 && (bland || freeSize > FREE_FIRST * boundSize) ? free : bound;
}

/** Whether the weights are a separator, the values computed anew. */
function separates(unit: Unit): bool {
  for (let i: u32 = 0; i < unit.watchedCount; i++) {
    const e = watchedAt(unit, i);
    if (!(<f64>sideOf(unit, e) * product(e, unit.weights) >= KEPT_MARGIN)) return false;
  }
  for (let c: u32 = 0; c < points.unknowns; c++) {
    const e = nonbasicAt(unit, c);
    if (e < 0 || sideOf(unit, e) == 0) continue;
    if (!(<f64>sideOf(unit, e) * product(e, unit.weights) >= KEPT_MARGIN)) return false;
  }
  return true;
}

/** The members of the conflict in a row of the tableau; 0 when some variable could give way. */
function sizeOf(unit: Unit, example: u32, row: usize, fewestRejected: bool): u32 {
  const direction = sideOf(unit, example);
  let size: u32 = fewestRejected && direction > 0 ? 0 : 1;
  for (let c: u32 = 0; c < points.unknowns; c++) {
    const entry = load<f64>(row + (<usize>c << 3));
    if (abs(entry) < TINY) continue;
    const variable = nonbasicAt(unit, c);
    if (canGive(unit, variable, entry, direction)) return 0;
    if (!fewestRejected || sideOf(unit, variable) < 0) size++;
  }
  return max(size, 1);
}

/** Reads the smallest conflict off the violated examples' rows, `example` being one. @returns whether it is one */
function readConflict(unit: Unit, example: u32, fewestRejected: bool): bool {
  memory.copy(conflict.row, scratch.row, points.stride);
  let least = sizeOf(unit, example, conflict.row, fewestRejected);
  for (let i: u32 = 0; i < unit.watchedCount && least > 1; i++) {
    const e = watchedAt(unit, i);
    if (!(1 - <f64>sideOf(unit, e) * valueOf(unit, e) > TOLERANCE)) continue;
    tableauRow(unit, e, scratch.row);
    const size = sizeOf(unit, e, scratch.row, fewestRejected);
    if (size == 0 || size >= least) continue;
    least = size;
    example = e;
    memory.copy(conflict.row, scratch.row, points.stride);
  }
  const rest = scratch.vector;
  memory.fill(rest, 0, points.stride);
  addRow(example, 1, rest);
  let total: f64 = 1;
  conflict.count = 0;
  addMember(example, 1);
  for (let c: u32 = 0; c < points.unknowns; c++) {
    const entry = load<f64>(conflict.row + (<usize>c << 3));
    if (abs(entry) < TINY) continue;
    addMember(nonbasicAt(unit, c), abs(entry));
    addRow(nonbasicAt(unit, c), -entry, rest);
    total += abs(entry);
  }
  for (let j: u32 = 0; j < points.unknowns; j++)
    if (!(abs(load<f64>(rest + (<usize>j << 3))) <= RESIDUAL * total)) return false;
  return true;
}

@inline function addMember(example: u32, multiplier: f64): void {
  const i = conflict.count++;
  store<u32>(conflict.members + (<usize>i << 2), example);
  store<f64>(conflict.multipliers + (<usize>i << 3), multiplier);
}

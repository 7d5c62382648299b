// Changes of the basis: one example enters the nonbasic ones for another, or all of it is computed anew.
import { allocate } from "./memory";
import { addMultiple, dot } from "./dense";
import { entriesOf, entryAt, coordinateAt, points, startOf } from "./points";
import { pairOf, tabulate } from "./products";
import {
  forgetValues,
  nonbasicAt,
  normOf,
  NOWHERE,
  resetInverse,
  setNonbasic,
  setNorm,
  setPlace,
  setValue,
  sideOf,
  Unit,
  unwatch,
  valueOf,
  watch,
  watchedAt,
} from "./unit";

/** An entry of the tableau below this cannot be told from zero when a basis is built. */
const SINGULAR: f64 = 1e-7;

export namespace scratch {
  /** f64 a position: a row of the tableau. */
  export let row: usize = 0;
  /** f64 an unknown. */
  export let vector: usize = 0;
  /** i32 a position. */
  export let order: usize = 0;
}

export function reserveScratch(): void {
  scratch.row = allocate(points.stride);
  scratch.vector = allocate(points.stride);
  scratch.order = allocate(<u64>points.unknowns << 2);
}

/** Writes an example's row of the tableau. */
export function tableauRow(unit: Unit, example: u32, target: usize): void {
  const stride = points.stride;
  memory.copy(target, unit.inverse + <usize>(points.unknowns - 1) * stride, stride);
  const end = startOf(example + 1);
  for (let t = startOf(example); t < end; t++)
    addMultiple(target, entryAt(t), unit.inverse + coordinateAt(t) * stride, stride);
}

/** Row j of the inverse, whose entry at position c is `entry`, after c was taken by the row of the tableau in scratch. */
@inline function replaceRow(row: usize, c: u32, entry: f64, reciprocal: f64): void {
  if (entry == 0) return;
  const factor = entry * reciprocal;
  addMultiple(row, -factor, scratch.row, points.stride);
  store<f64>(row + (<usize>c << 3), factor);
}

/**
 * Makes a watched example nonbasic at position c, its value what is asked of it. Its row of the tableau is in scratch.
 * The norms follow by the recurrence of dual steepest edge (Forrest and Goldfarb 1992).
 */
export function exchange(unit: Unit, example: u32, c: u32): void {
  const stride = points.stride;
  const alpha = scratch.row;
  const pivot = load<f64>(alpha + (<usize>c << 3));
  const reciprocal = 1 / pivot;
  const side = <f64>sideOf(unit, example);
  const step = (side - valueOf(unit, example)) * reciprocal;
  const norm = 1 + dot(alpha, alpha, stride);
  let row = unit.inverse;
  for (let j: u32 = 0; j < points.unknowns; j++, row += stride) {
    const entry = load<f64>(row + (<usize>c << 3));
    const pair = points.pairs + (<usize>j << 4);
    store<f64>(pair, entry);
    store<f64>(pair, dot(row, alpha, stride), 8);
    replaceRow(row, c, entry, reciprocal);
    const weight = unit.weights + (<usize>j << 3);
    store<f64>(weight, load<f64>(weight) + entry * step);
  }
  unwatch(unit, example);
  tabulate();
  for (let i: u32 = 0; i < unit.watchedCount; i++) {
    const e = watchedAt(unit, i);
    const pair = pairOf(e);
    const entry = f64x2.extract_lane(pair, 0);
    setValue(unit, e, valueOf(unit, e) + entry * step);
    const old = normOf(unit, e);
    if (old == 0) continue;
    const ratio = entry * reciprocal;
    const next = old - 2 * ratio * f64x2.extract_lane(pair, 1) + ratio * ratio * norm;
    setNorm(unit, e, max(next, 1 + ratio * ratio));
  }
  const out = nonbasicAt(unit, c);
  if (out >= 0) {
    if (sideOf(unit, out)) watch(unit, out, valueOf(unit, out) + step, max(1, norm * reciprocal * reciprocal));
    else setPlace(unit, out, NOWHERE);
  }
  setNonbasic(unit, c, example);
  setPlace(unit, example, -1 - c);
  setValue(unit, example, side);
  unit.age++;
  unit.pivots += 1;
}

/** Computes the inverse and the weights from the points, which ends the drift of many pivots. */
export function rebuild(unit: Unit): void {
  const stride = points.stride;
  const count = sparseFirst(unit);
  resetInverse(unit);
  const alpha = scratch.row;
  for (let i: u32 = 0; i < count; i++) {
    const example = load<i32>(scratch.order + (<usize>i << 2));
    tableauRow(unit, example, alpha);
    let c: u32 = 0;
    let largest: f64 = 0;
    for (let k: u32 = 0; k < points.unknowns; k++) {
      const size = abs(load<f64>(alpha + (<usize>k << 3)));
      if (size > largest && nonbasicAt(unit, k) < 0) {
        largest = size;
        c = k;
      }
    }
    if (largest < SINGULAR) {
      if (sideOf(unit, example)) watch(unit, example, NaN, 0);
      else setPlace(unit, example, NOWHERE);
      continue;
    }
    const reciprocal = 1 / load<f64>(alpha + (<usize>c << 3));
    let row = unit.inverse;
    for (let j: u32 = 0; j < points.unknowns; j++, row += stride)
      replaceRow(row, c, load<f64>(row + (<usize>c << 3)), reciprocal);
    setNonbasic(unit, c, example);
    setPlace(unit, example, -1 - c);
  }
  solveWeights(unit);
  unit.age = 0;
}

/** Lists the nonbasic examples in `scratch.order`, sparse rows first, which keeps the inverse sparse for long. */
function sparseFirst(unit: Unit): u32 {
  let count: u32 = 0;
  for (let c: u32 = 0; c < points.unknowns; c++) {
    const example = nonbasicAt(unit, c);
    if (example < 0) continue;
    let at = scratch.order + (<usize>count << 2);
    count++;
    for (; at > scratch.order && entriesOf(load<u32>(at - 4)) > entriesOf(example); at -= 4) store<u32>(at, load<u32>(at - 4));
    store<u32>(at, example);
  }
  return count;
}

/** The weights from the values of the nonbasic variables. */
function solveWeights(unit: Unit): void {
  const values = scratch.vector;
  for (let c: u32 = 0; c < points.unknowns; c++) {
    const variable = nonbasicAt(unit, c);
    const value = variable >= 0 ? valueOf(unit, variable) : load<f64>(unit.weights + (<usize>(-1 - variable) << 3));
    store<f64>(values + (<usize>c << 3), value);
  }
  for (let j: u32 = 0; j < points.unknowns; j++)
    store<f64>(unit.weights + (<usize>j << 3), dot(unit.inverse + <usize>j * points.stride, values, points.stride));
  forgetValues(unit);
}

/** Moves nonbasic examples to the sides asked of them. */
export function settle(unit: Unit): void {
  let moved = false;
  for (let c: u32 = 0; c < points.unknowns; c++) {
    const example = nonbasicAt(unit, c);
    if (example < 0) continue;
    const side = <f64>sideOf(unit, example);
    const value = valueOf(unit, example);
    if (side == 0 || side * value >= 1) continue;
    moved = true;
    setValue(unit, example, side);
    for (let j: u32 = 0; j < points.unknowns; j++) {
      const weight = unit.weights + (<usize>j << 3);
      const entry = load<f64>(unit.inverse + <usize>j * points.stride + (<usize>c << 3));
      store<f64>(weight, load<f64>(weight) + entry * (side - value));
    }
  }
  if (moved) forgetValues(unit);
}

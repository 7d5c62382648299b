// One unit: which examples it is asked to tell apart, and the basis it stands on.
//
// The unknowns are the weights w and, as the last one, minus the threshold; s_e = (x_e, 1) · w. As many variables as
// there are unknowns are nonbasic: examples (their s_e), independent of each other, and unknowns themselves, which
// are free. All others are given by them. With N the matrix of the nonbasic rows, `inverse` is N^-1: row j of it says
// how unknown j depends on the nonbasic variables, and (x_e, 1) times it is the row of example e in the tableau.
import { allocate, rounded } from "./memory";
import { points } from "./points";

/** The place of an example that is neither nonbasic nor watched. */
export const NOWHERE: i32 = i32.MIN_VALUE;

@unmanaged
export class Unit {
  /** f64, a dense row an unknown. */
  inverse: usize;
  /** f64 an unknown. */
  weights: usize;
  /** i32 a position: the nonbasic example, or -1 - j for the unknown j. */
  nonbasic: usize;
  /** i8 an example: 1 when s ≥ 1 is asked, -1 when s ≤ -1 is, 0 for neither. */
  sides: usize;
  /** i32 an example: -1 - c when it is nonbasic at position c, its index in `watched`, or NOWHERE. */
  places: usize;
  /** f64 an example: s, of the watched and nonbasic ones; NaN when it has to be computed anew. */
  values: usize;
  /** f64 an example: 1 + the squared length of its row of the tableau, of the watched ones; 0 when not known. */
  norms: usize;
  /** u32: the basic examples that a side is asked of. */
  watched: usize;
  watchedCount: u32;
  /** Pivots since the inverse was computed anew. */
  age: u32;
  pivots: f64;
}

/** Bytes of a unit with all it refers to, which is one block. */
let unitBytes: u64 = 0;
/** Room for a copy of a unit. */
let saved: usize = 0;

export function makeUnit(): Unit {
  const examples = <u64>points.count;
  const unknowns = <u64>points.unknowns;
  unitBytes =
    rounded(offsetof<Unit>()) +
    unknowns * <u64>points.stride +
    rounded(unknowns << 3) +
    rounded(unknowns << 2) +
    rounded(examples) +
    rounded(examples << 2) +
    rounded(examples << 3) +
    rounded(examples << 3) +
    rounded(examples << 2);
  if (!saved) saved = allocate(unitBytes);
  let at = allocate(unitBytes);
  const unit = changetype<Unit>(at);
  at += <usize>rounded(offsetof<Unit>());
  unit.inverse = at;
  at += <usize>unknowns * points.stride;
  unit.weights = at;
  at += <usize>rounded(unknowns << 3);
  unit.nonbasic = at;
  at += <usize>rounded(unknowns << 2);
  unit.sides = at;
  at += <usize>rounded(examples);
  unit.places = at;
  at += <usize>rounded(examples << 2);
  unit.values = at;
  at += <usize>rounded(examples << 3);
  unit.norms = at;
  at += <usize>rounded(examples << 3);
  unit.watched = at;
  for (let e: u32 = 0; e < points.count; e++) setPlace(unit, e, NOWHERE);
  resetInverse(unit);
  return unit;
}

/** All unknowns nonbasic. */
export function resetInverse(unit: Unit): void {
  memory.fill(unit.inverse, 0, <usize>points.unknowns * points.stride);
  for (let j: u32 = 0; j < points.unknowns; j++) {
    store<f64>(unit.inverse + <usize>j * points.stride + (<usize>j << 3), 1);
    setNonbasic(unit, j, -1 - j);
  }
}

@inline export function nonbasicAt(unit: Unit, position: u32): i32 {
  return load<i32>(unit.nonbasic + (<usize>position << 2));
}

@inline export function setNonbasic(unit: Unit, position: u32, variable: i32): void {
  store<i32>(unit.nonbasic + (<usize>position << 2), variable);
}

@inline export function sideOf(unit: Unit, example: u32): i32 {
  return load<i8>(unit.sides + example);
}

@inline export function placeOf(unit: Unit, example: u32): i32 {
  return load<i32>(unit.places + (<usize>example << 2));
}

@inline export function setPlace(unit: Unit, example: u32, place: i32): void {
  store<i32>(unit.places + (<usize>example << 2), place);
}

@inline export function valueOf(unit: Unit, example: u32): f64 {
  return load<f64>(unit.values + (<usize>example << 3));
}

@inline export function setValue(unit: Unit, example: u32, value: f64): void {
  store<f64>(unit.values + (<usize>example << 3), value);
}

@inline export function normOf(unit: Unit, example: u32): f64 {
  return load<f64>(unit.norms + (<usize>example << 3));
}

@inline export function setNorm(unit: Unit, example: u32, norm: f64): void {
  store<f64>(unit.norms + (<usize>example << 3), norm);
}

@inline export function watchedAt(unit: Unit, index: u32): u32 {
  return load<u32>(unit.watched + (<usize>index << 2));
}

/** Watches a basic example. */
export function watch(unit: Unit, example: u32, value: f64, norm: f64): void {
  const index = unit.watchedCount++;
  store<u32>(unit.watched + (<usize>index << 2), example);
  setPlace(unit, example, index);
  setValue(unit, example, value);
  setNorm(unit, example, norm);
}

export function unwatch(unit: Unit, example: u32): void {
  const index = placeOf(unit, example);
  const last = watchedAt(unit, --unit.watchedCount);
  store<u32>(unit.watched + (<usize>index << 2), last);
  setPlace(unit, last, index);
  setPlace(unit, example, NOWHERE);
}

/** Asks another side of an example. The next check sees to it. */
export function setSide(unit: Unit, example: u32, side: i32): void {
  store<i8>(unit.sides + example, <i8>side);
  const place = placeOf(unit, example);
  if (place < 0 && place != NOWHERE) return;
  if (side == 0) {
    if (place != NOWHERE) unwatch(unit, example);
  } else if (place == NOWHERE) watch(unit, example, NaN, 0);
}

/** The values of all watched examples have to be computed anew. */
export function forgetValues(unit: Unit): void {
  for (let i: u32 = 0; i < unit.watchedCount; i++) setValue(unit, watchedAt(unit, i), NaN);
}

/** Remembers a unit as it is, in place of the one remembered before. */
export function save(unit: Unit): void {
  memory.copy(saved, changetype<usize>(unit), <usize>unitBytes);
}

/** Makes the unit saved last, which this must be, what it was then. */
export function restore(unit: Unit): void {
  const pivots = unit.pivots;
  memory.copy(changetype<usize>(unit), saved, <usize>unitBytes);
  unit.pivots = pivots;
}

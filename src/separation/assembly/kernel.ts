// What the host sees of the kernel: the points, and units over them.
import { reserveScratch } from "./basis";
import { check as run, conflict, reserveConflict } from "./check";
import { limitMemory } from "./memory";
import { points, reservePoints } from "./points";
import { prepareProducts } from "./products";
import { makeUnit, restore as takeBack, save as remember, setSide, Unit } from "./unit";

/**
 * Once, before anything else; the host then writes the points and calls `prepare`.
 * @param unknowns coordinates and the constant
 * @param entries nonzero coordinates of all examples
 * @param ones whether all of these are 1
 * @param pages the most memory, in pages of 64 KiB
 */
export function init(examples: u32, unknowns: u32, entries: u32, ones: bool, pages: i32): void {
  limitMemory(pages);
  reservePoints(examples, unknowns, entries, ones);
  reserveScratch();
  reserveConflict();
}

/** u32 an example and one more. */
export function starts(): usize {
  return points.starts;
}

/** u32 an entry. */
export function coordinates(): usize {
  return points.coordinates;
}

/** f64 an entry; 0 when all are 1. */
export function entries(): usize {
  return points.entries;
}

/** Once, after the points have been written. */
export function prepare(): void {
  prepareProducts();
}

/** A new unit that nothing is asked of. */
export function unit(): Unit {
  return makeUnit();
}

export function assign(unit: Unit, example: u32, side: i32): void {
  setSide(unit, example, side);
}

/** Remembers the unit, in place of the one remembered before. */
export function save(unit: Unit): void {
  remember(unit);
}

/** Makes the unit what it was when it was saved, as the last one saved. */
export function restore(unit: Unit): void {
  takeBack(unit);
}

/** @returns 0 separable, 1 not (see `members`), 2 floats cannot say */
export function check(unit: Unit, fewestRejected: bool): i32 {
  return run(unit, fewestRejected);
}

/** Members of the last conflict. */
export function memberCount(): u32 {
  return conflict.count;
}

/** u32 a member. */
export function members(): usize {
  return conflict.members;
}

/** f64 a member. */
export function multipliers(): usize {
  return conflict.multipliers;
}

/** f64 an unknown. */
export function weights(unit: Unit): usize {
  return unit.weights;
}

export function pivots(unit: Unit): f64 {
  return unit.pivots;
}

// The trail: what is assigned, in which order, at which level, for what reason.
import { insert } from "./heap";
import { deriveUnit, proof } from "./proof";
import { phaseOf, valueOf, variables } from "./variables";

export namespace trail {
  /** Literals on it. */
  export let size: u32 = 0;
  /** How many of them have been propagated. */
  export let propagated: u32 = 0;
  /** The current decision level; 0 holds what follows from the clauses alone. */
  export let level: u32 = 0;
  /** How many literals the observer knows that are still assigned. */
  export let reported: u32 = 0;
  /** A clause that is false, at the current level and not below, and from which nothing is learnt yet; 0 for none. */
  export let conflict: usize = 0;
}

@inline export function trailAt(index: u32): u32 {
  return load<u32>(variables.trail + (<usize>index << 2));
}

/** Where a level, from 1, starts on the trail. */
@inline export function startOf(level: u32): u32 {
  return load<u32>(variables.starts + (<usize>level << 2));
}

/** Literals assigned at level 0. */
@inline export function rootSize(): u32 {
  return trail.level ? startOf(1) : trail.size;
}

@inline export function newLevel(): void {
  trail.level++;
  store<u32>(variables.starts + (<usize>trail.level << 2), trail.size);
}

/**
 * Makes a literal true at the current level. At level 0 it needs no reason: with a proof, a unit clause is derived.
 * @param reason the clause whose other literals are false; 0 for a decision, or a unit whose number is noted
 */
export function assign(literal: u32, reason: usize): void {
  if (trail.level == 0) {
    if (reason && proof.format) deriveUnit(literal, reason);
    reason = 0;
  }
  store<i8>(variables.values + literal, 1);
  store<i8>(variables.values + (literal ^ 1), -1);
  store<u64>(variables.origins + (<usize>(literal >> 1) << 3), <u64>trail.level | (<u64>reason << 32));
  store<u32>(variables.trail + (<usize>trail.size << 2), literal);
  trail.size++;
}

/** Undoes all levels above one; the values remain as saved phases. */
export function backtrack(level: u32): void {
  if (trail.level <= level) return;
  const values = variables.values;
  const saved = variables.saved;
  const start = startOf(level + 1);
  for (let i = trail.size; i-- > start; ) {
    const literal = trailAt(i);
    store<i8>(values + literal, 0);
    store<i8>(values + (literal ^ 1), 0);
    store<i8>(saved + (literal >> 1), phaseOf(literal));
    insert(literal >> 1);
  }
  trail.size = start;
  trail.propagated = start;
  trail.level = level;
  trail.conflict = 0;
  if (trail.reported > start) trail.reported = start;
}

/** Whether a literal is assigned at level 0. */
@inline export function isRoot(literal: u32): bool {
  return valueOf(literal) != 0 && load<u32>(variables.origins + (<usize>(literal >> 1) << 3)) == 0;
}

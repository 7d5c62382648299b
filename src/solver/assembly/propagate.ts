// Unit propagation, the inner loop of the solver: short clauses from their lists, longer ones by two watched literals
// (Moskewicz et al. 2001).
import { HEADER } from "./clauses";
import { assign, trail, trailAt } from "./trail";
import { variables } from "./variables";
import { addWatch, ADDRESS, SHORT_BYTES, shortsOf, WATCH_BYTES, watchesOf } from "./watches";

export namespace propagation {
  /** Literals propagated. */
  export let count: f64 = 0;
  /** Clauses and cache lines of lists looked at: the measure of work that does not depend on the machine. */
  export let work: u64 = 0;
}

/** Assigns what the clauses imply. @returns a clause that is false, or 0 */
export function propagate(): usize {
  const first = trail.propagated;
  let conflict: usize = 0;
  while (trail.propagated < trail.size && !conflict) {
    const falsified = trailAt(trail.propagated) ^ 1;
    trail.propagated++;
    conflict = propagateShort(falsified);
    if (!conflict) conflict = propagateLong(falsified);
  }
  propagation.count += <f64>(trail.propagated - first);
  return conflict;
}

// Inlined, the two loops are 4 % faster. They keep what they need of the globals, which live in memory, in locals.

/** Makes a literal true as `assign` does; at level 0 by that, as there proofs need a step. */
@inline function imply(literal: u32, clause: usize, level: u32): void {
  if (level == 0) {
    assign(literal, clause);
    return;
  }
  const values = variables.values;
  store<i8>(values + literal, 1);
  store<i8>(values + (literal ^ 1), -1);
  store<u64>(variables.origins + (<usize>(literal >> 1) << 3), <u64>level | (<u64>clause << 32));
  store<u32>(variables.trail + (<usize>trail.size << 2), literal);
  trail.size++;
}

/** Looks at the clauses of two and three literals. @returns one that is false, or 0 */
@inline function propagateShort(falsified: u32): usize {
  const values = variables.values;
  const level = trail.level;
  const list = shortsOf(falsified);
  const end = load<usize>(list, 4);
  let at = load<usize>(list);
  propagation.work += 1 + ((end - at) >> 6);
  for (; at < end; at += SHORT_BYTES) {
    const a = load<u32>(at);
    const b = load<u32>(at, 4);
    const valueA = <i32>load<i8>(values + a);
    const valueB = <i32>load<i8>(values + b);
    // Negative exactly when none is true and one at least is false.
    if (valueA + valueB >= 0) continue;
    const clause = <usize>(load<u32>(at, 8) & ADDRESS);
    if (valueA == 0) imply(a, clause, level);
    else if (valueB == 0) imply(b, clause, level);
    else return clause;
  }
  return 0;
}

/** Looks at the watches. @returns a clause that is false, or 0 */
@inline function propagateLong(falsified: u32): usize {
  const values = variables.values;
  const level = trail.level;
  const list = watchesOf(falsified);
  const end = load<usize>(list, 4);
  let at = load<usize>(list);
  let kept = at;
  let conflict: usize = 0;
  let work: u32 = 1 + <u32>((end - at) >> 6);
  while (at < end) {
    const watch = load<u64>(at);
    at += WATCH_BYTES;
    const blocker = <u32>(watch >> 32);
    if (<i32>load<i8>(values + blocker) > 0) {
      store<u64>(kept, watch);
      kept += WATCH_BYTES;
      continue;
    }
    work++;
    const tagged = <u32>watch;
    const clause = <usize>(tagged & ADDRESS);
    const implied = load<u32>(clause, HEADER) ^ load<u32>(clause, HEADER + 4) ^ falsified;
    const impliedValue = <i32>load<i8>(values + implied);
    if (impliedValue > 0) {
      store<u64>(kept, <u64>tagged | (<u64>implied << 32));
      kept += WATCH_BYTES;
      continue;
    }
    let other: u32 = 0;
    let otherValue: i32 = -1;
    let k = clause + HEADER + 8;
    const clauseEnd = clause + HEADER + (<usize>load<u32>(clause) << 2);
    while (k < clauseEnd) {
      other = load<u32>(k);
      otherValue = <i32>load<i8>(values + other);
      if (otherValue >= 0) break;
      k += 4;
    }
    if (otherValue > 0) {
      // A true literal need not be watched: as the blocker it does the same until it is undone.
      store<u64>(kept, <u64>tagged | (<u64>other << 32));
      kept += WATCH_BYTES;
      continue;
    }
    if (otherValue == 0) {
      store<u32>(clause, implied, HEADER);
      store<u32>(clause, other, HEADER + 4);
      store<u32>(k, falsified);
      addWatch(other, tagged, implied);
      continue;
    }
    store<u64>(kept, watch);
    kept += WATCH_BYTES;
    if (impliedValue < 0) {
      conflict = clause;
      break;
    }
    imply(implied, clause, level);
  }
  if (kept != at) {
    const rest = end - at;
    if (rest) memory.copy(kept, at, rest);
    store<usize>(list, kept + rest, 4);
  }
  propagation.work += work;
  return conflict;
}

// Unit propagation over two watched literals (Moskewicz et al. 2001), the inner loop of the solver.
import { HEADER } from "./clauses";
import { proof } from "./proof";
import { assign, trail, trailAt } from "./trail";
import { variables } from "./variables";
import { addWatch, ADDRESS, BINARY, listOf } from "./watches";

export namespace propagation {
  /** Literals propagated. */
  export let count: f64 = 0;
  /** Clauses and watch-list cache lines looked at: the measure of work that does not depend on the machine. */
  export let work: u64 = 0;
}

/** Assigns what the clauses imply. @returns a clause that is false, or 0 */
export function propagate(): usize {
  // Globals live in memory: what the loop needs is copied.
  const values = variables.values;
  const origins = variables.origins;
  const trailStart = variables.trail;
  const level = trail.level;
  // At level 0 implied literals have no reason, and with a proof a unit clause each.
  const proving = level == 0 && proof.format != 0;
  const withReason: u64 = level ? ~0 : 0;
  const first = trail.propagated;
  let next = first;
  let size = trail.size;
  let work: u32 = 0;
  let conflict: usize = 0;
  while (next < size && !conflict) {
    const falsified = trailAt(next) ^ 1;
    next++;
    const list = listOf(falsified);
    let at = load<usize>(list);
    let kept = at;
    const end = load<usize>(list, 4);
    work += 1 + (<u32>(end - at) >> 6);
    while (at < end) {
      const watch = load<u64>(at);
      at += 8;
      const blocker = <u32>(watch >> 32);
      const blockerValue = <i32>load<i8>(values + blocker);
      if (blockerValue > 0) {
        store<u64>(kept, watch);
        kept += 8;
        continue;
      }
      const tagged = <u32>watch;
      const clause = <usize>(tagged & ADDRESS);
      let implied = blocker;
      let impliedValue = blockerValue;
      if (!(tagged & BINARY)) {
        work++;
        implied = load<u32>(clause, HEADER) ^ load<u32>(clause, HEADER + 4) ^ falsified;
        impliedValue = <i32>load<i8>(values + implied);
        if (impliedValue > 0) {
          store<u64>(kept, <u64>tagged | (<u64>implied << 32));
          kept += 8;
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
          kept += 8;
          continue;
        }
        if (otherValue == 0) {
          store<u32>(clause, implied, HEADER);
          store<u32>(clause, other, HEADER + 4);
          store<u32>(k, falsified);
          addWatch(other, tagged, implied);
          continue;
        }
      }
      store<u64>(kept, watch);
      kept += 8;
      if (impliedValue < 0) {
        conflict = clause;
        break;
      }
      if (proving) {
        trail.size = size;
        assign(implied, clause);
        size = trail.size;
      } else {
        store<i8>(values + implied, 1);
        store<i8>(values + (implied ^ 1), -1);
        store<u64>(origins + (<usize>(implied >> 1) << 3), <u64>level | (((<u64>clause) << 32) & withReason));
        store<u32>(trailStart + (<usize>size << 2), implied);
        size++;
      }
    }
    if (kept != at) {
      const rest = end - at;
      if (rest) memory.copy(kept, at, rest);
      store<usize>(list, kept + rest, 4);
    }
  }
  trail.size = size;
  trail.propagated = next;
  propagation.count += <f64>(next - first);
  propagation.work += work;
  return conflict;
}

// When to restart: after conflicts in the rhythm of the Luby sequence, keeping what would be decided again.
import { activityOf, first, heapSize, pop } from "./heap";
import { trail, trailAt, startOf } from "./trail";
import { valueOf } from "./variables";

/** Conflicts per unit of the Luby sequence. */
const UNIT: u32 = 75;

let power: u32 = 1;
let term: u32 = 1;

/** Conflicts until the next restart: UNIT × 1, 1, 2, 1, 1, 2, 4, … (Knuth's reluctant doubling, TAOCP 4F 7.2.2.2). */
export function nextInterval(): u32 {
  const interval = UNIT * term;
  if ((power & (0 - power)) == term) {
    power++;
    term = 1;
  } else term <<= 1;
  return interval;
}

/**
 * The level that a restart needs to go back to: levels of assumptions and of decisions more active than the best free
 * variable would come again (van der Tak, Ramos & Heule 2011).
 */
export function restartLevel(assumptions: u32): u32 {
  while (heapSize() && valueOf(first() << 1) != 0) pop();
  let level = min(assumptions, trail.level);
  if (!heapSize()) return level;
  const best = activityOf(first());
  while (level < trail.level && activityOf(trailAt(startOf(level + 1)) >> 1) > best) level++;
  return level;
}

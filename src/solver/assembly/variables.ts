// What is known of each variable and literal. Variables are 0, 1, …; the literals of v are 2v and, negated, 2v + 1.
import { enlarge } from "./memory";
import { insert, growHeap } from "./heap";

/** No variable. */
export const NONE: u32 = 0xffffffff;
/** A literal that is always false: its value lies before those of the others. */
export const NO_LITERAL: u32 = 0xffffffff;

// Flags in `variables.flags`, all clear between two analyses.
/** Met in the analysis. */
export const SEEN: u32 = 1;
/** Known to be implied by the other literals of the learnt clause. */
export const IMPLIED: u32 = 2;
/** Known not to be. */
export const NEEDED: u32 = 4;
/** In the learnt clause. */
export const LEARNT: u32 = 8;
/** Its reason is among the hints. */
export const HINTED: u32 = 16;

export namespace variables {
  export let count: u32 = 0;
  export let capacity: u32 = 0;
  /** i8 a literal: 1 true, −1 false, 0 unassigned. */
  export let values: usize = 0;
  /** u64 a variable: its level (low half) and the address of its reason, 0 for none. Stale while unassigned. */
  export let origins: usize = 0;
  /** u8 a variable. */
  export let flags: usize = 0;
  /** u8 a literal: marks of `addClause`. */
  export let marks: usize = 0;
  /** i8 a variable: the value it had last, the value on the longest trail since the last restart of the search for
   * one, and the value on the longest since the last rephasing; 0 for none. */
  export let saved: usize = 0;
  export let target: usize = 0;
  export let best: usize = 0;
  /** i32 a variable: the proof's number of the unit clause of a variable assigned at level 0. */
  export let unitIds: usize = 0;
  /** 16 bytes a literal: its lists of watches and of short clauses. */
  export let watches: usize = 0;
  export let shorts: usize = 0;
  /** u32 a literal that is true, in the order of assignment. */
  export let trail: usize = 0;
  /** u32 a level, from 1: where it starts on the trail. */
  export let starts: usize = 0;
  /** u32 a level: equal to `stamp` when met. */
  export let stamps: usize = 0;
}

/** The phase of a variable never assigned: false, as most encodings have few true variables. */
const FIRST_PHASE: i8 = -1;

@inline export function valueOf(literal: u32): i32 {
  return load<i8>(variables.values + literal);
}

@inline export function levelOf(variable: u32): u32 {
  return load<u32>(variables.origins + (<usize>variable << 3));
}

@inline export function reasonOf(variable: u32): usize {
  return load<u32>(variables.origins + (<usize>variable << 3), 4);
}

@inline export function flagsOf(variable: u32): u32 {
  return load<u8>(variables.flags + variable);
}

@inline export function setFlags(variable: u32, flags: u32): void {
  store<u8>(variables.flags + variable, <u8>flags);
}

@inline export function unitIdOf(variable: u32): i32 {
  return load<i32>(variables.unitIds + (<usize>variable << 2));
}

@inline export function phaseOf(literal: u32): i8 {
  return literal & 1 ? -1 : 1;
}

/** Makes room for variables 0 … count − 1, which need not come to exist. */
export function reserve(count: u32): void {
  if (count > variables.capacity) growArrays(count);
}

/** Makes sure that variables 0 … count − 1 exist. */
export function create(count: u32): void {
  reserve(count);
  for (let v = variables.count; v < count; v++) {
    store<i8>(variables.saved + v, FIRST_PHASE);
    variables.count = v + 1;
    insert(v);
  }
}

function growArrays(count: u32): void {
  const from = <usize>variables.capacity;
  let larger: u32 = max<u32>(64, variables.capacity);
  while (larger < count) larger <<= 1;
  const to = <usize>larger;
  variables.values = enlargeValues(2 * from, 2 * to);
  variables.origins = enlarge(variables.origins, 8 * from, 8 * to);
  variables.flags = enlarge(variables.flags, from, to);
  variables.marks = enlarge(variables.marks, 2 * from, 2 * to);
  variables.saved = enlarge(variables.saved, from, to);
  variables.target = enlarge(variables.target, from, to);
  variables.best = enlarge(variables.best, from, to);
  variables.unitIds = enlarge(variables.unitIds, 4 * from, 4 * to);
  variables.watches = enlarge(variables.watches, 32 * from, 32 * to);
  variables.shorts = enlarge(variables.shorts, 32 * from, 32 * to);
  variables.trail = enlarge(variables.trail, 4 * from, 4 * to);
  growHeap(from, to);
  variables.capacity = larger;
  reserveLevels(0);
}

/** The values with that of NO_LITERAL before them. */
function enlargeValues(from: usize, to: usize): usize {
  const before = variables.values ? variables.values - 1 : 0;
  const block = enlarge(before, before ? from + 1 : 0, to + 1);
  store<i8>(block, -1);
  return block + 1;
}

let levelCapacity: usize = 0;
let assumed: usize = 0;

/** Makes room for a level a variable and one an assumption: an assumption that holds already opens a level, too. */
export function reserveLevels(assumptions: u32): void {
  assumed = max<usize>(assumed, assumptions);
  const needed = <usize>variables.capacity + assumed + 2;
  if (needed <= levelCapacity) return;
  const to = needed + (needed >> 1);
  variables.starts = enlarge(variables.starts, 4 * levelCapacity, 4 * to);
  variables.stamps = enlarge(variables.stamps, 4 * levelCapacity, 4 * to);
  levelCapacity = to;
}

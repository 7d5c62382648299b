// Which clauses to look at when a literal l becomes false.
//
// Clauses of two or three literals are in the short lists of all their literals: entries of three u32, the other two
// literals, NO_LITERAL standing in for the one that a binary clause lacks, and the clause. They never move.
// A longer clause is watched by its first two literals: entries of two u32, the clause and a blocker, some other literal of
// it; while that is true the clause need not be looked at (Chu, Harwood & Stuckey 2008).
// With the address of a clause comes a flag: FROM_LEARNT.
import { allocate, release } from "./memory";
import { literalAt, sizeOf } from "./clauses";
import { NO_LITERAL, variables } from "./variables";

/** The clause is learnt. */
export const FROM_LEARNT: u32 = 2;
/** The address in an entry. */
export const ADDRESS: u32 = ~3;

export const WATCH_BYTES: usize = 8;
export const SHORT_BYTES: usize = 12;

const SMALLEST: usize = 32;

/** {start, end, capacity's end} of the watches of a literal. */
@inline export function watchesOf(literal: u32): usize {
  return variables.watches + (<usize>literal << 4);
}

/** {start, end, capacity's end} of the short clauses of a literal. */
@inline export function shortsOf(literal: u32): usize {
  return variables.shorts + (<usize>literal << 4);
}

@inline export function addWatch(literal: u32, tagged: u32, blocker: u32): void {
  const list = watchesOf(literal);
  let end = load<usize>(list, 4);
  if (end + WATCH_BYTES > load<usize>(list, 8)) end = growList(list);
  store<u64>(end, <u64>tagged | (<u64>blocker << 32));
  store<usize>(list, end + WATCH_BYTES, 4);
}

function addShort(literal: u32, tagged: u32, a: u32, b: u32): void {
  const list = shortsOf(literal);
  let end = load<usize>(list, 4);
  if (end + SHORT_BYTES > load<usize>(list, 8)) end = growList(list);
  store<u32>(end, a);
  store<u32>(end, b, 4);
  store<u32>(end, tagged, 8);
  store<usize>(list, end + SHORT_BYTES, 4);
}

/** Doubles the capacity of a list. @returns its end */
function growList(list: usize): usize {
  const start = load<usize>(list);
  const used = load<usize>(list, 4) - start;
  const capacity = load<usize>(list, 8) - start;
  const larger = max(SMALLEST, 2 * capacity);
  const block = allocate(larger);
  if (capacity) {
    memory.copy(block, start, used);
    release(start, capacity);
  }
  store<usize>(list, block);
  store<usize>(list, block + used, 4);
  store<usize>(list, block + larger, 8);
  return block + used;
}

/** Enters a clause in the lists of its literals. */
export function attach(clause: usize, learnt: bool): void {
  const size = sizeOf(clause);
  const tagged = <u32>clause | (learnt ? FROM_LEARNT : 0);
  const a = literalAt(clause, 0);
  const b = literalAt(clause, 1);
  if (size > 3) {
    addWatch(a, tagged, b);
    addWatch(b, tagged, a);
    return;
  }
  const c = size == 3 ? literalAt(clause, 2) : NO_LITERAL;
  addShort(a, tagged, b, c);
  addShort(b, tagged, a, c);
  if (size == 3) addShort(c, tagged, a, b);
}

/** Takes clauses out of all lists: those learnt, and those given, too, when told. */
export function detachAll(originals: bool): void {
  for (let l: u32 = 0; l < 2 * variables.count; l++) {
    detachFrom(watchesOf(l), WATCH_BYTES, 0, originals);
    detachFrom(shortsOf(l), SHORT_BYTES, 8, originals);
  }
}

/** @param at where in an entry the clause is */
@inline function detachFrom(list: usize, bytes: usize, at: usize, originals: bool): void {
  let kept = load<usize>(list);
  if (!originals) {
    const end = load<usize>(list, 4);
    for (let entry = kept; entry < end; entry += bytes) {
      if (load<u32>(entry + at) & FROM_LEARNT) continue;
      if (kept != entry) memory.copy(kept, entry, bytes);
      kept += bytes;
    }
  }
  store<usize>(list, kept, 4);
}

// Forgetting: which learnt clauses to drop, and the compaction of what stays.
import { TIER1 } from "./analyze";
import {
  clauseFlags, clauses, compactArena, firstClause, GARBAGE, glueOf, IS_REASON, LEARNTS, literalAt, nextClause, ORIGINALS,
  setClauseFlags, sizeOf, USED_MASK, USED_SHIFT,
} from "./clauses";
import { allocate, release } from "./memory";
import { deleteStep } from "./proof";
import { rootSize, trail, trailAt } from "./trail";
import { reasonOf, valueOf, variables } from "./variables";
import { attach, detachAll } from "./watches";

/** The share of candidates dropped. */
const DROPPED: f64 = 0.75;
/** The n-th interval between reductions is this many conflicts times √n. */
const INTERVAL: f64 = 150;

export namespace reduction {
  export let count: u32 = 0;
}

/** Literals at level 0 when clauses were last freed of satisfied ones. */
let roots: u32 = 0;

/** Conflicts until the next reduction. */
export function reductionInterval(): u32 {
  return <u32>(INTERVAL * Math.sqrt(<f64>(reduction.count + 1)));
}

/** Drops the learnt clauses least likely to be used again, and clauses that are satisfied for good. */
export function reduce(): void {
  reduction.count++;
  const grown = rootSize() > roots;
  let originalsChanged = false;
  if (grown) {
    roots = rootSize();
    originalsChanged = dropSatisfied(ORIGINALS);
    dropSatisfied(LEARNTS);
  }
  flagReasons();
  dropLearnts();
  detachAll(originalsChanged);
  if (originalsChanged) clauses.originals = compactArena(ORIGINALS, movedOriginal);
  clauses.learnts = compactArena(LEARNTS, movedLearnt);
  unflagReasons();
}

function drop(clause: usize): void {
  setClauseFlags(clause, clauseFlags(clause) | GARBAGE);
  deleteStep(clause);
}

/** Drops clauses with a literal true at level 0. @returns whether there are any */
function dropSatisfied(arena: usize): bool {
  let found = false;
  for (let clause = firstClause(arena); clause; clause = nextClause(clause)) {
    const size = sizeOf(clause);
    for (let i: u32 = 0; i < size; i++) {
      const literal = literalAt(clause, i);
      if (valueOf(literal) > 0 && load<u32>(variables.origins + (<usize>(literal >> 1) << 3)) == 0) {
        drop(clause);
        found = true;
        break;
      }
    }
  }
  return found;
}

function flagReasons(): void {
  for (let i = rootSize(); i < trail.size; i++) {
    const reason = reasonOf(trailAt(i) >> 1);
    if (reason) setClauseFlags(reason, clauseFlags(reason) | IS_REASON);
  }
}

function unflagReasons(): void {
  for (let i = rootSize(); i < trail.size; i++) {
    const reason = reasonOf(trailAt(i) >> 1);
    if (reason) setClauseFlags(reason, clauseFlags(reason) & ~IS_REASON);
  }
}

/** Drops the worst of the learnt clauses that are neither of low glue, nor used of late, nor a reason. */
function dropLearnts(): void {
  const bytes = (<usize>clauses.learnts << 3) + 8;
  const candidates = allocate(bytes);
  let count: u32 = 0;
  for (let clause = firstClause(LEARNTS); clause; clause = nextClause(clause)) {
    const flags = clauseFlags(clause);
    if (flags & (GARBAGE | IS_REASON)) continue;
    const uses = (flags & USED_MASK) >> USED_SHIFT;
    if (uses) setClauseFlags(clause, flags - (1 << USED_SHIFT));
    const glue = glueOf(clause);
    const size = sizeOf(clause);
    if (uses || glue <= TIER1 || size == 2) continue;
    // Worse is larger: by glue, then size, then age.
    const rank = (<u64>min<u32>(glue, 0xffff) << 16) | <u64>min<u32>(size, 0xffff);
    store<u64>(candidates + (<usize>count << 3), (rank << 32) | <u64>(~<u32>clause));
    count++;
  }
  const kept = <u32>(<f64>count * (1 - DROPPED));
  if (kept < count) {
    split(candidates, count, kept);
    for (let i = kept; i < count; i++) drop(<usize>(~<u32>load<u64>(candidates + (<usize>i << 3))));
  }
  release(candidates, bytes);
}

/** Reorders different numbers so that the `least` smallest come first (Hoare's quickselect). */
function split(numbers: usize, count: u32, least: u32): void {
  let low: i32 = 0;
  let high = <i32>count - 1;
  const target = <i32>least;
  while (low < high) {
    const pivot = load<u64>(numbers + (<usize>((low + high) >> 1) << 3));
    let i = low;
    let j = high;
    while (i <= j) {
      while (load<u64>(numbers + (<usize>i << 3)) < pivot) i++;
      while (load<u64>(numbers + (<usize>j << 3)) > pivot) j--;
      if (i > j) break;
      const a = numbers + (<usize>i << 3);
      const b = numbers + (<usize>j << 3);
      const swapped = load<u64>(a);
      store<u64>(a, load<u64>(b));
      store<u64>(b, swapped);
      i++;
      j--;
    }
    if (target <= j) high = j;
    else if (target >= i) low = i;
    else return;
  }
}

function movedOriginal(from: usize, to: usize): void {
  followReason(from, to);
  attach(to, false);
}

function movedLearnt(from: usize, to: usize): void {
  followReason(from, to);
  attach(to, true);
}

/** Tells the literal whose reason has moved: the one that is true. */
@inline function followReason(from: usize, to: usize): void {
  if (from == to || !(clauseFlags(to) & IS_REASON)) return;
  let i: u32 = 0;
  while (valueOf(literalAt(to, i)) <= 0) i++;
  store<u32>(variables.origins + (<usize>(literalAt(to, i) >> 1) << 3), <u32>to, 4);
}

// Local search on the clauses given: ProbSAT (Balint & Schöning, SAT 2012), break only, with the values it reports.
//
// A falsified clause is picked at random and one of its variables flipped, with a probability that falls with the number
// of clauses that would become false. Starts from the saved phases and leaves there the best values met.
import { clauses, firstClause, literalAt, nextClause, ORIGINALS, sizeOf } from "./clauses";
import { allocate, allocateZeroed, memoryLeft, release } from "./memory";
import { propagation } from "./propagate";
import { STACK_BYTES, stackAt, stackClear, stackPush, stackSize } from "./stack";
import { valueOf, variables } from "./variables";

export namespace walking {
  export let flips: f64 = 0;
}

/** Breaks at which the probability is as good as 0. */
const MOST_BREAKS: u32 = 64;
/** So many breaks are never chosen: for variables fixed at level 0. */
const FIXED: u32 = 1 << 30;
/** Literals of a longer clause beyond these are not picked. */
const LONGEST: u32 = 1024;

/** f64 a number of breaks: base^−breaks. */
const WEIGHTS = memory.data(64 * 8, 8);
/** f64 a literal of the picked clause: the weights up to it. */
const SUMS = memory.data(1024 * 8, 8);

/** Variables flipped since the fewest clauses were false. */
const SINCE_BEST = memory.data(STACK_BYTES, 4);

/** xorshift32 (Marsaglia 2003). */
let random: u32 = 0x12345677;

function nextRandom(): u32 {
  random ^= random << 13;
  random ^= random >> 17;
  random ^= random << 5;
  return random;
}

// The state of one walk. Clauses have numbers 0, 1, … in the order of the arena; u32 entries unless said.
let valuesNow: usize = 0; // u8 a variable: 1 true
let breaks: usize = 0; // a variable: clauses that only its literal makes true
let starts: usize = 0; // a literal: where its occurrences start, one more than there are literals
let occurrences: usize = 0; // clause numbers
let addresses: usize = 0; // a clause
let trueCounts: usize = 0; // a clause: its true literals
let trueXors: usize = 0; // a clause: the exclusive or of its true literals: the literal, when there is one
let falseClauses: usize = 0; // the numbers of the false clauses
let falsePlaces: usize = 0; // a clause: where it is among them
let falseCount: u32 = 0;

@inline function get(array: usize, index: u32): u32 {
  return load<u32>(array + (<usize>index << 2));
}

@inline function set(array: usize, index: u32, value: u32): void {
  store<u32>(array + (<usize>index << 2), value);
}

@inline function add(array: usize, index: u32, value: u32): void {
  set(array, index, get(array, index) + value);
}

/** Walks for some flips, at level 0, unless memory is short. */
export function walk(mostFlips: u32): void {
  const count = variables.count;
  const perVariable = (<usize>count << 1) + 16;
  const most = clauses.originals;
  let literals: usize = 0;
  for (let c = firstClause(ORIGINALS); c; c = nextClause(c)) literals += sizeOf(c);
  // Blocks are powers of two; a walk is a luxury that must not be what ends the memory.
  if (2 * (<f64>literals * 4 + <f64>most * 20 + <f64>perVariable * 16) > memoryLeft()) return;
  const clauseBytes = (<usize>most << 2) + 4;
  const variableBytes = <usize>count << 2;
  valuesNow = allocate(count);
  breaks = allocateZeroed(variableBytes);
  starts = allocateZeroed(4 * perVariable);
  occurrences = allocate(4 * literals);
  addresses = allocate(clauseBytes);
  trueCounts = allocateZeroed(clauseBytes);
  trueXors = allocateZeroed(clauseBytes);
  falseClauses = allocate(clauseBytes);
  falsePlaces = allocate(clauseBytes);
  falseCount = 0;
  setUp();
  propagation.work += <u64>flipAround(mostFlips) * 4;
  for (let v: u32 = 0; v < count; v++) store<i8>(variables.saved + v, load<u8>(valuesNow + v) ? 1 : -1);
  release(valuesNow, count);
  release(breaks, variableBytes);
  release(starts, 4 * perVariable);
  release(occurrences, 4 * literals);
  release(addresses, clauseBytes);
  release(trueCounts, clauseBytes);
  release(trueXors, clauseBytes);
  release(falseClauses, clauseBytes);
  release(falsePlaces, clauseBytes);
}

@inline function holds(literal: u32): bool {
  return (load<u8>(valuesNow + (literal >> 1)) ^ (literal & 1)) != 0;
}

function isSatisfied(clause: usize): bool {
  for (let i: u32 = 0; i < sizeOf(clause); i++) if (valueOf(literalAt(clause, i)) > 0) return true;
  return false;
}

/** Fills the arrays: values, clauses not yet satisfied, their true literals, and where each literal occurs. */
function setUp(): void {
  const count = variables.count;
  for (let v: u32 = 0; v < count; v++) {
    const fixed = valueOf(v << 1);
    store<u8>(valuesNow + v, (fixed ? fixed : <i32>load<i8>(variables.saved + v)) > 0 ? 1 : 0);
  }
  let numbered: u32 = 0;
  let total: u32 = 0;
  for (let c = firstClause(ORIGINALS); c; c = nextClause(c)) {
    if (isSatisfied(c)) continue;
    set(addresses, numbered++, <u32>c);
    total += sizeOf(c);
    for (let i: u32 = 0; i < sizeOf(c); i++) add(starts, literalAt(c, i) + 2, 1);
  }
  // starts[l + 1] is where the next occurrence of l goes; in the end that is where those of l + 1 start.
  for (let l: u32 = 2; l < 2 * count + 2; l++) add(starts, l, get(starts, l - 1));
  for (let n: u32 = 0; n < numbered; n++) {
    const c = <usize>get(addresses, n);
    for (let i: u32 = 0; i < sizeOf(c); i++) {
      const literal = literalAt(c, i);
      const place = get(starts, literal + 1);
      set(starts, literal + 1, place + 1);
      set(occurrences, place, n);
      if (!holds(literal)) continue;
      add(trueCounts, n, 1);
      set(trueXors, n, get(trueXors, n) ^ literal);
    }
    if (get(trueCounts, n) == 0) addFalse(n);
    else if (get(trueCounts, n) == 1) add(breaks, get(trueXors, n) >> 1, 1);
  }
  for (let v: u32 = 0; v < count; v++) if (valueOf(v << 1)) add(breaks, v, FIXED);
  setWeights(numbered ? <f64>total / <f64>numbered : 3);
}

/** The base of the weights by the mean clause length, as the authors of ProbSAT found it best. */
function setWeights(length: f64): void {
  const base: f64 = length <= 3.05 ? 2.5 : length <= 4 ? 2.85 : length <= 5 ? 3.7 : 5;
  let weight: f64 = 1;
  for (let b: u32 = 0; b < MOST_BREAKS; b++) {
    store<f64>(WEIGHTS + (<usize>b << 3), weight);
    weight /= base;
  }
}

function addFalse(clause: u32): void {
  set(falseClauses, falseCount, clause);
  set(falsePlaces, clause, falseCount);
  falseCount++;
}

function removeFalse(clause: u32): void {
  falseCount--;
  const place = get(falsePlaces, clause);
  const last = get(falseClauses, falseCount);
  set(falseClauses, place, last);
  set(falsePlaces, last, place);
}

/** A false literal of a false clause, the likelier the fewer clauses its truth breaks. */
function pick(clause: usize): u32 {
  const size = min(sizeOf(clause), LONGEST);
  let sum: f64 = 0;
  for (let i: u32 = 0; i < size; i++) {
    sum += load<f64>(WEIGHTS + (<usize>min(get(breaks, literalAt(clause, i) >> 1), MOST_BREAKS - 1) << 3));
    store<f64>(SUMS + (<usize>i << 3), sum);
  }
  const threshold = <f64>nextRandom() * (1.0 / 4294967296.0) * sum;
  let i: u32 = 0;
  while (i + 1 < size && load<f64>(SUMS + (<usize>i << 3)) <= threshold) i++;
  return literalAt(clause, i);
}

/** Makes a false literal true. */
function flip(literal: u32): void {
  const variable = literal >> 1;
  store<u8>(valuesNow + variable, load<u8>(valuesNow + variable) ^ 1);
  for (let o = get(starts, literal), end = get(starts, literal + 1); o < end; o++) {
    const clause = get(occurrences, o);
    const before = get(trueCounts, clause);
    const others = get(trueXors, clause);
    set(trueCounts, clause, before + 1);
    set(trueXors, clause, others ^ literal);
    if (before == 0) {
      removeFalse(clause);
      add(breaks, variable, 1);
    } else if (before == 1) add(breaks, others >> 1, -1);
  }
  const negated = literal ^ 1;
  for (let o = get(starts, negated), end = get(starts, negated + 1); o < end; o++) {
    const clause = get(occurrences, o);
    const after = get(trueCounts, clause) - 1;
    const others = get(trueXors, clause) ^ negated;
    set(trueCounts, clause, after);
    set(trueXors, clause, others);
    if (after == 0) {
      addFalse(clause);
      add(breaks, variable, -1);
    } else if (after == 1) add(breaks, others >> 1, 1);
  }
}

/** Flips until no clause is false or the number is reached, and goes back to the best values. @returns the flips made */
function flipAround(most: u32): u32 {
  let least = falseCount;
  let flips: u32 = 0;
  stackClear(SINCE_BEST);
  while (falseCount > 0 && flips < most) {
    flips++;
    const clause = <usize>get(addresses, get(falseClauses, nextRandom() % falseCount));
    const literal = pick(clause);
    flip(literal);
    stackPush(SINCE_BEST, literal >> 1);
    if (falseCount < least) {
      least = falseCount;
      stackClear(SINCE_BEST);
    }
  }
  for (let i: u32 = 0; i < stackSize(SINCE_BEST); i++) {
    const variable = stackAt(SINCE_BEST, i);
    store<u8>(valuesNow + variable, load<u8>(valuesNow + variable) ^ 1);
  }
  walking.flips += flips;
  return flips;
}

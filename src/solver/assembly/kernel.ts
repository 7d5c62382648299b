// What the host sees of the kernel: one solver in the memory of one instance.
import { addClause, createInput, formula, INPUT } from "./add";
import { assume, FAILED } from "./assumptions";
import { limitMemory, memoryLeft, memoryUsed } from "./memory";
import { flushProof, proof, startProof } from "./proof";
import { phases } from "./phases";
import { propagation } from "./propagate";
import { reduction } from "./reduce";
import { search, solve as run } from "./search";
import { clauses } from "./clauses";
import { stackAt, stackData, stackReserve, stackSize } from "./stack";
import { reserve as reserveVariables, variables } from "./variables";
import { walking } from "./walk";

/** More than a variable takes: the arrays have about 120 bytes for it, in blocks of up to four times what is asked for. */
const VARIABLE_BYTES: f64 = 512;

/**
 * Once, before anything else.
 * @param proofFormat 0 none, 1 LRAT, 2 DRAT
 * @param pages the most memory, in pages of 64 KiB
 * @param observeEvery at which decision points to call `observe`; 0 for none
 */
export function init(proofFormat: i32, pages: i32, observeEvery: u32, polling: bool): void {
  limitMemory(pages);
  startProof(proofFormat);
  search.observeEvery = observeEvery;
  search.polling = polling;
}

/** Makes room for so many variables at once, as arrays that grow piece by piece are copied; not where memory is short. */
export function reserve(count: u32): void {
  // Some of them may never come: the room for those must not be what ends the memory.
  if (<f64>count * VARIABLE_BYTES <= memoryLeft()) reserveVariables(count);
}

/** The address of room for so many DIMACS literals: a clause, clauses or assumptions. Valid until the next call. */
export function input(size: u32): usize {
  stackReserve(INPUT, size);
  return stackData(INPUT);
}

/** Adds the clause of the first literals of the input. */
export function add(size: u32): void {
  createInput(size);
  addClause(0, size);
}

/** Adds clauses that end with 0 each, from so many numbers of the input. */
export function addAll(size: u32): void {
  createInput(size);
  let from: u32 = 0;
  for (let i: u32 = 0; i < size; i++) {
    if (stackAt(INPUT, i)) continue;
    addClause(from, i);
    from = i + 1;
  }
}

/** Decides the clauses under as many assumptions in the input. @returns an answer of search.ts */
export function solve(assumptions: u32, mostConflicts: f64): i32 {
  assume(assumptions);
  const answer = run(mostConflicts);
  flushProof();
  return answer;
}

/** i8 a literal; that of variable v, from 1, is at 2(v − 1): 1 true, −1 false, 0 free. */
export function values(): usize {
  return variables.values;
}

export function variableCount(): u32 {
  return variables.count;
}

/** The assumptions to blame, as 2(v − 1) + sign. */
export function failed(): usize {
  return stackData(FAILED);
}

export function failedCount(): u32 {
  return stackSize(FAILED);
}

export function given(): u32 {
  return <u32>formula.given;
}

/** A number about the search, in the order of the host's STATISTICS. */
export function statistic(index: u32): f64 {
  switch (index) {
    case 0: return search.conflicts;
    case 1: return search.decisions;
    case 2: return propagation.count;
    case 3: return search.restarts;
    case 4: return <f64>reduction.count;
    case 5: return <f64>phases.rephasings;
    case 6: return walking.flips;
    case 7: return <f64>clauses.learnts;
    case 8: return <f64>memoryUsed();
    default: return proof.bytes;
  }
}

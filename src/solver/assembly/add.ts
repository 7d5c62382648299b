// Adding clauses, at any time: also in the middle of a search, whose trail is kept as far as the clause allows.
import { createClause, ORIGINALS } from "./clauses";
import { clearHints, derive, flushProof, hint, hintRoots, LRAT, proof } from "./proof";
import { STACK_BYTES, stackAt, stackClear, stackData, stackPush, stackSet, stackSize } from "./stack";
import { assign, backtrack, isRoot, trail } from "./trail";
import { create, levelOf, NO_LITERAL, NONE, unitIdOf, valueOf, variables } from "./variables";
import { attach } from "./watches";

/** DIMACS literals from the host: clauses and assumptions. */
export const INPUT = memory.data(STACK_BYTES, 4);

/** The clause being added. */
const CLAUSE = memory.data(STACK_BYTES, 4);

export namespace formula {
  /** Clauses given so far, of every kind. */
  export let given: i32 = 0;
  /** False once the empty clause is derived. */
  export let consistent: bool = true;
}

/** 2v + sign of a DIMACS literal. */
@inline export function fromDimacs(literal: i32): u32 {
  return literal > 0 ? <u32>(literal - 1) << 1 : (<u32>(-literal - 1) << 1) | 1;
}

@inline export function toDimacs(literal: u32): i32 {
  const variable = <i32>(literal >> 1) + 1;
  return literal & 1 ? -variable : variable;
}

/** Derives the empty clause; the hints are there. */
function deriveEmpty(): void {
  formula.consistent = false;
  derive(0, 0);
  flushProof();
}

/** A clause is false at level 0: there is no model. */
export function refute(clause: usize): void {
  if (proof.format == LRAT) hintRoots(clause, NO_LITERAL);
  deriveEmpty();
}

/** Makes sure that the variables of the first `size` numbers in INPUT exist: at once, as arrays that grow leave memory behind. */
export function createInput(size: u32): void {
  let largest: u32 = 0;
  for (let i: u32 = 0; i < size; i++) largest = max<u32>(largest, <u32>abs<i32>(<i32>stackAt(INPUT, i)));
  create(largest);
}

/** Adds the clause of DIMACS literals in INPUT[from … to − 1], whose variables exist. */
export function addClause(from: u32, to: u32): void {
  let id = -++formula.given;
  if (!formula.consistent) return;
  if (!simplify(from, to)) return;
  const size = stackSize(CLAUSE);
  const literals = stackData(CLAUSE);
  if (size < to - from) {
    // The hints are there: units that make literals false, then the clause itself.
    if (proof.format == LRAT) hint(id);
    if (size == 0) {
      deriveEmpty();
      return;
    }
    id = derive(literals, size);
  }
  if (size == 0) {
    if (proof.format == LRAT) hint(id);
    deriveEmpty();
  } else if (size == 1) addUnit(stackAt(CLAUSE, 0), id);
  else addLong(id);
}

/**
 * Copies a clause into CLAUSE without repeated literals and those false at level 0, hinting the latter.
 * @returns false when it is true at level 0 or a tautology
 */
function simplify(from: u32, to: u32): bool {
  clearHints();
  stackClear(CLAUSE);
  const marks = variables.marks;
  let needed = true;
  let end = from;
  for (; end < to && needed; end++) {
    const literal = fromDimacs(<i32>stackAt(INPUT, end));
    if (load<u8>(marks + literal)) continue;
    store<u8>(marks + literal, 1);
    if (load<u8>(marks + (literal ^ 1)) || (isRoot(literal) && valueOf(literal) > 0)) needed = false;
    else if (!isRoot(literal)) stackPush(CLAUSE, literal);
    else if (proof.format == LRAT) hint(unitIdOf(literal >> 1));
  }
  for (let i = from; i < end; i++) store<u8>(marks + fromDimacs(<i32>stackAt(INPUT, i)), 0);
  return needed;
}

function addUnit(literal: u32, id: i32): void {
  backtrack(0);
  store<i32>(variables.unitIds + (<usize>(literal >> 1) << 2), id);
  assign(literal, 0);
}

/** How fit a literal is to be watched: true or free ones are, then those that become free first. */
function fitness(literal: u32): u32 {
  const value = valueOf(literal);
  return value > 0 ? NONE : value == 0 ? NONE - 1 : levelOf(literal >> 1);
}

/** Moves the fittest literal from a place on to that place. */
function bringFittest(place: u32): void {
  let fittest = place;
  for (let i = place + 1; i < stackSize(CLAUSE); i++)
    if (fitness(stackAt(CLAUSE, i)) > fitness(stackAt(CLAUSE, fittest))) fittest = i;
  const literal = stackAt(CLAUSE, place);
  stackSet(CLAUSE, place, stackAt(CLAUSE, fittest));
  stackSet(CLAUSE, fittest, literal);
}

/** Adds a clause of two literals or more. Undoes the levels at which it would be false, or unit and not noticed. */
function addLong(id: i32): void {
  bringFittest(0);
  bringFittest(1);
  const a = stackAt(CLAUSE, 0);
  const b = stackAt(CLAUSE, 1);
  const clause = createClause(ORIGINALS, stackData(CLAUSE), stackSize(CLAUSE), 0, id);
  attach(clause, false);
  if (valueOf(a) > 0 || valueOf(b) >= 0) return;
  const highest = levelOf(b >> 1);
  if (valueOf(a) < 0 && levelOf(a >> 1) == highest) {
    // Two literals of the level at which it becomes false: a conflict, from which the search learns.
    backtrack(highest);
    trail.conflict = clause;
  } else {
    backtrack(highest);
    assign(a, clause);
  }
}

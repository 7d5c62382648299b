// A naive checker of DRAT in text: every added clause must follow by unit propagation from all that are there.

const key = (clause: readonly number[]): string => [...new Set(clause)].sort((a, b) => a - b).join(' ');

/** Whether unit propagation on the clauses refutes that all literals of the clause are false. */
function follows(clauses: Iterable<readonly number[]>, clause: readonly number[]): boolean {
  const isTrue = new Set(clause.map((literal) => -literal));
  if (clause.some((literal) => isTrue.has(literal))) return true;
  const all = [...clauses];
  for (let changed = true; changed;) {
    changed = false;
    for (const other of all) {
      if (other.some((literal) => isTrue.has(literal))) continue;
      const open = new Set(other.filter((literal) => !isTrue.has(-literal)));
      if (open.size === 0) return true;
      if (open.size > 1) continue;
      for (const literal of open) isTrue.add(literal);
      changed = true;
    }
  }
  return false;
}

/**
 * @returns whether the empty clause was derived
 * @throws Error at the first clause that does not follow, or a deletion of one that is not there
 */
export function checkDrat(formula: readonly (readonly number[])[], proof: string): boolean {
  const clauses = new Map<string, { clause: readonly number[]; copies: number }>();
  const change = (clause: readonly number[], by: number): number => {
    const copies = (clauses.get(key(clause))?.copies ?? 0) + by;
    if (copies > 0) clauses.set(key(clause), { clause, copies });
    else clauses.delete(key(clause));
    return copies;
  };
  for (const clause of formula) change(clause, 1);
  for (const line of proof.split('\n')) {
    if (line === '') continue;
    const words = line.trim().split(/\s+/);
    const deletes = words[0] === 'd';
    const numbers = (deletes ? words.slice(1) : words).map(Number);
    if (numbers.pop() !== 0 || numbers.includes(0))
      throw new Error(`a line without its 0 at the end: ${line}`);
    if (deletes) {
      if (change(numbers, -1) < 0) throw new Error(`not there: ${line}`);
      continue;
    }
    if (
      !follows(
        Array.from(clauses.values(), ({ clause }) => clause),
        numbers,
      )
    )
      throw new Error(`does not follow: ${line}`);
    if (numbers.length === 0) return true;
    change(numbers, 1);
  }
  return false;
}

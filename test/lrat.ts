// A naive checker of LRAT in text: clauses in a map, a step at a time, no speed, no code shared with anything it checks.

/**
 * Checks a refutation by reverse unit propagation along the hints.
 * @returns whether the empty clause was derived; false when every step is right but none is empty
 * @throws Error at the first step that does not follow, or a deletion of a clause that is not there
 */
export function checkLrat(formula: readonly (readonly number[])[], proof: string): boolean {
  const clauses = new Map<number, readonly number[]>(formula.map((clause, i) => [i + 1, clause]));
  let last = formula.length;
  for (const line of proof.split('\n')) {
    if (line === '') continue;
    const words = line.trim().split(/\s+/);
    const fail = (why: string): never => {
      throw new Error(`${why}: ${line}`);
    };
    const integers = (list: readonly string[]): number[] =>
      list.map((word) => (/^-?[1-9]\d*$|^0$/.test(word) ? Number(word) : fail('not a number')));
    if (words[1] === 'd') {
      const ids = integers(words.slice(2));
      if (ids.pop() !== 0 || ids.includes(0)) fail('a deletion that does not end with its 0');
      for (const id of ids) if (!clauses.delete(id)) fail(`clause ${id} is not there`);
      continue;
    }
    const numbers = integers(words);
    const id = numbers[0]!;
    const end = numbers.indexOf(0, 1);
    if (end < 0 || numbers.indexOf(0, end + 1) !== numbers.length - 1) fail('not two lists with a 0 each');
    if (id <= last) fail('a number not larger than the one before');
    last = id;
    const clause = numbers.slice(1, end);
    const isTrue = new Set(clause.map((literal) => -literal));
    let refuted = clause.some((literal) => isTrue.has(literal));
    for (const hint of numbers.slice(end + 1, -1)) {
      if (refuted) fail('hints after the conflict');
      const open = new Set(
        (clauses.get(hint) ?? fail(`clause ${hint} is not there`)).filter((l) => !isTrue.has(-l)),
      );
      if (open.size > 1) fail(`clause ${hint} is not unit`);
      if (open.size === 0) refuted = true;
      for (const literal of open) {
        if (isTrue.has(literal)) fail(`clause ${hint} is true already`);
        isTrue.add(literal);
      }
    }
    if (!refuted) fail('no conflict');
    if (clause.length === 0) return true;
    clauses.set(id, clause);
  }
  return false;
}

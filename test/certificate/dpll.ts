// Davis, Logemann and Loveland (1962) with resolution proofs: a model, or a refutation in text LRAT. For small formulas.

type Clause = readonly number[];
/** A model as the set of its true literals, or the lines of a refutation (none where the empty clause is given). */
export type Found = { readonly model: ReadonlySet<number> } | { readonly lines: readonly string[] };

/** Every derived clause is deleted once it was used. */
export function solveNaively(clauses: readonly Clause[]): Found {
  const lines: string[] = [];
  let lastId = clauses.length;
  const add = (clause: Clause, hints: readonly number[]): number => {
    lines.push([++lastId, ...clause, 0, ...hints, 0].join(' '));
    return lastId;
  };
  const occurring = new Set(clauses.flat().map(Math.abs));

  /** A clause of negated decisions that follows, with its ID; or a model. */
  const search = (decisions: Clause): { clause: Clause; id: number } | { model: ReadonlySet<number> } => {
    const reason = new Map<number, number>(decisions.map((literal) => [literal, -1]));
    for (let changed = true; changed;) {
      changed = false;
      for (const [c, clause] of clauses.entries()) {
        if (clause.some((l) => reason.has(l))) continue;
        const open = [...new Set(clause.filter((l) => !reason.has(-l)))];
        if (open.length > 1) continue;
        if (open.length === 1) {
          reason.set(open[0]!, c);
          changed = true;
          continue;
        }
        const needed = new Set(clause.map((l) => -l));
        const hints = [c + 1];
        for (const [literal, why] of [...reason].toReversed()) {
          if (why < 0 || !needed.has(literal)) continue;
          hints.unshift(why + 1);
          for (const l of clauses[why]!) if (l !== literal) needed.add(-l);
        }
        const blamed = decisions.filter((l) => needed.has(l)).map((l) => -l);
        // An original empty clause needs no step.
        return { clause: blamed, id: clause.length === 0 ? c + 1 : add(blamed, hints) };
      }
    }
    const variable = [...occurring].find((v) => !reason.has(v) && !reason.has(-v));
    if (variable === undefined) return { model: new Set(reason.keys()) };
    const first = search([...decisions, variable]);
    if ('model' in first || !first.clause.includes(-variable)) return first;
    const second = search([...decisions, -variable]);
    if ('model' in second || !second.clause.includes(variable)) return second;
    const both = [...first.clause, ...second.clause].filter((l) => Math.abs(l) !== variable);
    const clause = [...new Set(both)];
    const id = add(clause, [first.id, second.id]);
    if (clause.length > 0) lines.push(`${id} d ${first.id} ${second.id} 0`);
    return { clause, id };
  };
  const found = search([]);
  return 'model' in found ? found : { lines };
}

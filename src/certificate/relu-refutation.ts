// Checks that no sum of rectified linear units fits an instance: each lemma by integer arithmetic, and that formula and lemmas
// cannot be satisfied by a refutation in text LRAT. Imports nothing of the engine or its linear programs.
import { wrong, type Check } from '../problem/problem.ts';
import type { ReluSumInstance } from '../problem/relu-sum.ts';
import { RefutationChecker } from './refutation-checker.ts';
import { ReluFormula, type ReluFact, type ReluLemma } from './relu-formula.ts';

/** What shows that the answer is NO. */
export type ReluRefutation = {
  readonly lemmas: readonly ReluLemma[];
  /** Text LRAT: the clauses of the formula, then those of the lemmas, are numbered from 1. */
  readonly proof: Iterable<Uint8Array>;
};

/** Whether a refutation shows that the answer is NO, or the first thing that is wrong with it. */
export function checkReluRefutation(instance: ReluSumInstance, { lemmas, proof }: ReluRefutation): Check {
  const formula = new ReluFormula(instance);
  for (const [l, lemma] of lemmas.entries()) {
    const fault = faultOf(formula, lemma);
    if (fault !== undefined) return wrong(`lemma ${l}: ${fault}`);
  }
  const clauses = [...formula.clauses(), ...lemmas.flatMap((lemma) => formula.lemmaClauses(lemma))];
  const checker = new RefutationChecker({ variables: formula.variables, clauses });
  for (const block of proof) checker.push(block);
  return checker.end();
}

/** Why the facts of a lemma do not contradict each other; undefined when they do. */
export function faultOf(formula: ReluFormula, lemma: ReluLemma): string | undefined {
  let total = 0n;
  const sums = new Map<number, bigint[]>();
  for (const { fact, multiplier } of lemma) {
    if (!isFact(formula, fact)) return `expected a fact of the instance, found ${JSON.stringify(fact)}`;
    if (multiplier <= 0n) return `expected positive multipliers, found ${multiplier}`;
    const { sign, bound } = formula.inequality(fact);
    total += multiplier * bound;
    for (const unit of fact.units) {
      const sum = sums.get(unit) ?? Array.from<bigint>({ length: formula.inputs + 1 }).fill(0n);
      formula.points[fact.example]!.forEach((x, j) => (sum[j]! += multiplier * sign * x));
      sums.set(unit, sum);
    }
  }
  if ([...sums.values()].some((sum) => sum.some((s) => s !== 0n)))
    return 'expected a combination in which every weight cancels, found another';
  return total > 0n ? undefined : `expected bounds that add up to more than 0, found ${total}`;
}

/** Whether a fact is one of the instance: its example, its units, and what is said of examples of such a target. */
function isFact({ units: count, targets }: ReluFormula, { kind, units, example }: ReluFact): boolean {
  const target = targets[example];
  if (target === undefined || target < 0n) return false;
  if (!units.every((j, i) => Number.isInteger(j) && j >= 0 && j < count && (i === 0 || units[i - 1]! < j)))
    return false;
  if (kind === 'most' || kind === 'least') return target > 0n;
  return units.length === 1 && (target > 0n || kind === 'inactive');
}

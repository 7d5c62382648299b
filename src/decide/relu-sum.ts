// The exact engine for sums of rectified linear units: SAT proposes which units are active where and which has a share of each
// target; linear programs refute what one unit cannot do, then what all of them cannot do together.
import { ReluFormula, type ReluFact, type ReluLemma } from '../certificate/relu-formula.ts';
import { checkReluRefutation, faultOf } from '../certificate/relu-refutation.ts';
import { solveInequalities, type Inequality, type Solution } from '../exact/inequalities.ts';
import { rational, type Rational } from '../exact/rational.ts';
import type { ReluSum, ReluSumInstance } from '../problem/relu-sum.ts';
import { createSolver, PROVING_SOLVER } from '../solver/create.ts';
import type { SatSolver } from '../solver/port.ts';
import { ProofLog } from '../solver/proof.ts';
import type { FormulaOptions } from './formula.ts';
import { solversWord } from './verdict.ts';

/** The answer about a sum of units; the units are checked by the caller. */
export type ReluVerdict =
  | { readonly answer: 'yes'; readonly units: ReluSum }
  | { readonly answer: 'no'; readonly lemmas: readonly ReluLemma[]; readonly checked: string }
  | { readonly answer: 'unknown'; readonly limit: string };

/** The strength of a NO whose refutation the checker has accepted. */
const LEMMAS_CHECKED = 'Farkas lemmas + LRAT (exact)';

/** Numbers that the tableau of a linear program may have. */
const MOST_NUMBERS = 2 ** 22;

/**
 * Decides in the calling thread whether some units have the right sum. Every model of the formula either is a solution's
 * pattern of activity, then the linear program of all units has a solution, or gives a lemma that excludes it.
 * @throws Error when an engine breaks its own guarantees
 */
export async function decideReluSum(
  instance: ReluSumInstance,
  options: Omit<FormulaOptions, 'proof'>,
): Promise<ReluVerdict> {
  const formula = new ReluFormula(instance);
  const unknowns = formula.units * (formula.inputs + 1);
  const facts = formula.units * formula.points.length + formula.points.length;
  if (unknowns * (unknowns + facts) > MOST_NUMBERS)
    return {
      answer: 'unknown',
      limit: `size: linear programs of ${unknowns} unknowns and ${facts} inequalities`,
    };
  const { solver: name, conflicts, memory, seconds } = options;
  const log = name === PROVING_SOLVER ? new ProofLog() : undefined;
  const lemmas: ReluLemma[] = [];
  const expired = (): boolean => {
    options.onProgress?.(`${lemmas.length} lemmas`);
    return options.expired();
  };
  const solver = await createSolver(name, {
    budget: conflicts === undefined ? undefined : { limit: conflicts, spent: 0 },
    memory,
    proof: log && { format: 'lrat', sink: log.push },
    expired,
  });
  solver.reserve?.(formula.variables);
  let clauses = 0;
  const add = (clause: readonly number[]): void => {
    clauses += 1;
    solver.addClause(clause);
  };
  for (const clause of formula.clauses()) add(clause);
  for (;;) {
    if (expired()) return { answer: 'unknown', limit: `seconds: ${seconds}` };
    const answer = await solver.solve();
    if (answer === 'unknown')
      return {
        answer,
        limit: solver.limit === 'seconds' ? `seconds: ${seconds}` : solver.limit,
      };
    if (answer === 'unsat') {
      if (!log) return { answer: 'no', lemmas, checked: solversWord(name) };
      const check = checkReluRefutation(instance, { lemmas, proof: log.trimmed(clauses) });
      if (!check.ok) throw new Error(`decide: the refutation found is wrong: ${check.reason}`);
      return { answer: 'no', lemmas, checked: LEMMAS_CHECKED };
    }
    const proposal = new Proposal(formula, solver);
    const found = proposal.lemmas();
    if (found.length === 0) {
      const { solution, lemma } = proposal.together();
      if (solution) return { answer: 'yes', units: unitsOf(formula, solution) };
      found.push(lemma);
    }
    for (const lemma of found) {
      const fault = faultOf(formula, lemma);
      if (fault !== undefined) throw new Error(`decide: a lemma is wrong: ${fault}`);
      lemmas.push(lemma);
      for (const clause of formula.lemmaClauses(lemma)) add(clause);
    }
  }
}

/** A model of the formula: who is active where, and one unit for each positive example that has a share of it. */
class Proposal {
  readonly #formula: ReluFormula;
  /** Facts of one unit without literals, by unit; then those with literals. */
  readonly #free: ReluFact[][];
  readonly #shares: ReluFact[][];
  readonly #states: ReluFact[][];

  constructor(formula: ReluFormula, solver: SatSolver) {
    this.#formula = formula;
    const { units, targets } = formula;
    const all = Array.from({ length: units }, (_, j) => j);
    const facts = (): ReluFact[][] => all.map(() => []);
    [this.#free, this.#shares, this.#states] = [facts(), facts(), facts()];
    for (const [example, target] of targets.entries()) {
      const sharing = target > 0n ? all.find((j) => solver.value(formula.share(j, example))) : undefined;
      for (const j of all) {
        const own = { units: [j], example };
        this.#free[j]!.push({ kind: target > 0n ? 'most' : 'inactive', ...own });
        if (target === 0n) continue;
        if (j === sharing) this.#shares[j]!.push({ kind: 'share', ...own });
        const kind = solver.value(formula.active(j, example)) ? 'active' : 'inactive';
        this.#states[j]!.push({ kind, ...own });
      }
    }
  }

  /** What units cannot do by themselves; for each unit until the rest of what is asked of it can be done. */
  lemmas(): ReluLemma[] {
    return this.#free.flatMap((free, j) => {
      const found: ReluLemma[] = [];
      let asked = [...this.#shares[j]!, ...this.#states[j]!];
      for (;;) {
        const answer = this.#solve([...free, ...asked], [j]);
        if (answer.feasible) return found;
        const lemma = [...answer.multipliers].map(([i, multiplier]) => ({
          fact: i < free.length ? free[i]! : asked[i - free.length]!,
          multiplier,
        }));
        found.push(lemma);
        const blamed = new Set(lemma.map(({ fact }) => fact));
        const rest = asked.filter((fact) => !blamed.has(fact));
        // What is not asked of it can be impossible, too: then no more is to be said.
        if (rest.length === asked.length) return found;
        asked = rest;
      }
    });
  }

  /** Values of all unknowns under this pattern of activity, or why there are none. */
  together(): { solution: Rational[]; lemma?: never } | { solution?: never; lemma: ReluLemma } {
    const { units, targets } = this.#formula;
    const all = Array.from({ length: units }, (_, j) => j);
    const states = this.#states.flat();
    const active = new Map<number, number[]>();
    for (const { kind, units: own, example } of states)
      if (kind === 'active') active.set(example, [...(active.get(example) ?? []), ...own]);
    const facts = [
      ...this.#free.flat().filter(({ kind }) => kind === 'inactive'),
      ...[...targets.entries()].flatMap(([example, target]): ReluFact[] =>
        target > 0n
          ? (['most', 'least'] as const).map((kind) => ({ kind, units: active.get(example) ?? [], example }))
          : [],
      ),
      ...states,
    ];
    const answer = this.#solve(facts, all);
    if (answer.feasible) return { solution: answer.point };
    return { lemma: [...answer.multipliers].map(([i, multiplier]) => ({ fact: facts[i]!, multiplier })) };
  }

  /** Unknowns are the weights and the bias of each of the units, one unit after the other. */
  #solve(facts: readonly ReluFact[], units: readonly number[]): Solution {
    const { inputs, points } = this.#formula;
    const inequalities = facts.map((fact): Inequality => {
      const { sign, bound } = this.#formula.inequality(fact);
      const point = points[fact.example]!;
      const places = fact.units.flatMap((j) =>
        point.flatMap((x, i) => (x === 0n ? [] : [[units.indexOf(j) * (inputs + 1) + i, x] as const])),
      );
      return { index: places.map(([i]) => i), value: places.map(([, x]) => sign * x), bound };
    });
    return solveInequalities(inequalities, units.length * (inputs + 1));
  }
}

/** The unknowns in terms of the instance: coordinates were scaled, and bounds times k and the denominator of the targets. */
function unitsOf({ units, inputs, scale, targetScale }: ReluFormula, point: readonly Rational[]): ReluSum {
  const share = targetScale * BigInt(Math.max(1, units));
  return {
    units: Array.from({ length: units }, (_, j) => {
      const values = point
        .slice(j * (inputs + 1), (j + 1) * (inputs + 1))
        .map(({ numerator, denominator }, i) => rational(numerator * (scale[i] ?? 1n), denominator * share));
      return { weights: values.slice(0, -1), bias: values.at(-1)! };
    }),
  };
}

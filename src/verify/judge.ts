// Who decides instances without the reduction on trial: enumeration where an instance is small, and an engine.
import type { Catalogue, Posed } from '../catalogue/catalogue.ts';
import { follow, walkBack } from '../catalogue/catalogue.ts';
import type { AnyReduction } from '../catalogue/reduction.ts';
import { decideInThread } from '../decide/engine.ts';
import { decideFormula } from '../decide/formula.ts';
import { hasEngine, toFirstEngine } from '../decide/index.ts';
import { decideReluSum } from '../decide/relu-sum.ts';
import { PROVING_SOLVER } from '../decide/verdict.ts';
import { InputError } from '../problem/errors.ts';
import { reluSum, type ReluSumInstance } from '../problem/relu-sum.ts';
import type { Cnf } from '../problem/sat.ts';
import { isTraining } from '../problem/training/problem.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import type { AnySpecimens } from './specimens/specimens.ts';

/** Candidates up to which witnesses are enumerated. */
const MOST_CANDIDATES = 2 ** 14;
/** Conflicts an engine may spend on an instance. */
const MOST_CONFLICTS = 60_000;

/** An answer, with the witness of a YES that an engine found; who gave it stands beside it in a message. */
export type Opinion = {
  readonly answer: 'yes' | 'no' | 'unknown';
  readonly witness?: unknown;
};

/** Decides instances of all problems without some reductions. */
export class Judge {
  readonly #catalogue: Catalogue;
  readonly #specimens: readonly AnySpecimens[];
  readonly #ways = new Map<string, readonly AnyReduction[] | undefined>();

  /** @param catalogue without the reductions on trial */
  constructor(catalogue: Catalogue, specimens: readonly AnySpecimens[]) {
    this.#catalogue = catalogue;
    this.#specimens = specimens;
  }

  /** All witnesses, by enumeration; undefined when there are too many candidates. */
  enumerate({ problem, instance }: Posed): Iterable<unknown> | undefined {
    const own = this.#specimens.find((specimens) => specimens.problem === problem.name);
    return own && own.candidates(instance) <= MOST_CANDIDATES ? own.witnesses(instance) : undefined;
  }

  /**
   * The answer of an engine: of the problem's own, or after other reductions that of the first problem that has one.
   * @throws Error when the witness walked back is wrong
   */
  async decide({ problem, instance }: Posed): Promise<Opinion> {
    const way = this.#way(problem.name);
    if (way === undefined) return { answer: 'unknown' };
    let instances: unknown[];
    try {
      instances = follow(instance, way);
    } catch (error) {
      if (error instanceof InputError) return { answer: 'unknown' };
      throw error;
    }
    const verdict = await this.#engine(way.at(-1)?.target ?? problem.name, instances.at(-1));
    if (verdict.answer !== 'yes') return verdict;
    const witness = walkBack(instances, way, verdict.witness);
    const check = problem.check(instance, witness);
    if (!check.ok)
      throw new Error(
        `verify: expected a witness from ${way.map(({ name }) => name).join(', ')}, got a wrong one: ${check.reason}`,
      );
    return { answer: 'yes', witness };
  }

  async #engine(problem: string, instance: unknown): Promise<Opinion> {
    const options = { solver: PROVING_SOLVER, conflicts: MOST_CONFLICTS, expired: () => false };
    if (isTraining({ name: problem })) {
      const verdict = await decideInThread(instance as TrainingInstance, options);
      return verdict.answer === 'yes' ? { answer: 'yes', witness: verdict.configuration } : verdict;
    }
    if (problem === reluSum.name) {
      const verdict = await decideReluSum(instance as ReluSumInstance, options);
      return verdict.answer === 'yes' ? { answer: 'yes', witness: verdict.units } : verdict;
    }
    const verdict = await decideFormula(instance as Cnf, options);
    return verdict.answer === 'yes' ? { answer: 'yes', witness: verdict.assignment } : verdict;
  }

  /** The default way to a formula, as far as the first problem that has an engine; undefined when there is none. */
  #way(from: string): readonly AnyReduction[] | undefined {
    if (!this.#ways.has(from)) {
      const way = hasEngine({ name: from })
        ? []
        : (this.#catalogue.path(from, 'sat') ?? this.#catalogue.path(from, 'training'));
      this.#ways.set(from, way && toFirstEngine(way));
    }
    return this.#ways.get(from);
  }
}

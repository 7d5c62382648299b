// Certificates of NO made without any engine: edges by exact elimination, refutations by the small search beside this.
import { caseFormula } from '../../src/certificate/formula.ts';
import { requiredCases } from '../../src/certificate/check.ts';
import {
  noCertificate,
  type Certificate,
  type NoCase,
  type SplitStart,
} from '../../src/certificate/write.ts';
import type { Edge, SplitCase } from '../../src/certificate/format.ts';
import { separateExactly } from '../../src/exact/separate.ts';
import { labelledPoints } from '../../src/problem/training/points.ts';
import type { ShallowInstance } from '../../src/problem/training/shallow.ts';
import { solveNaively, type Found } from './dpll.ts';

/** Decides a formula. */
export type Solve = (clauses: readonly (readonly number[])[]) => Found | Promise<Found>;

/** How a case is refuted; undefined when a network works in this way. */
export async function refuteCase(
  instance: ShallowInstance,
  kind: SplitCase,
  anchors: readonly number[] = [],
  solve: Solve = solveNaively,
): Promise<NoCase<SplitStart> | undefined> {
  const data = labelledPoints(instance);
  const formula = caseFormula(instance, kind, anchors)!;
  const positives = [...data.labels.keys()].filter((e) => data.labels[e] === (kind === 'and' ? 1 : 0));
  const clauses = [...formula.clauses];
  const edges: Edge[] = [];
  const learn = (accept: readonly number[], reject: readonly number[]): boolean => {
    const points = (list: readonly number[]) => list.map((e) => data.points[e]!);
    const found = separateExactly(points(accept), points(reject), data.dimension);
    if (found.separable) return false;
    const side = (list: readonly number[], multipliers: ReadonlyMap<number, bigint>) =>
      [...multipliers].map(([i, m]) => [list[i]!, m] as const).sort(([a], [b]) => a - b);
    const edge = { accept: side(accept, found.accept), reject: side(reject, found.reject) };
    edges.push(edge);
    clauses.push(...formula.edgeClauses(edge));
    return true;
  };
  if (formula.units === 1 && kind !== 'general') learn(positives, formula.examples);
  for (;;) {
    const found = await solve(clauses);
    if ('lines' in found) {
      const text = found.lines.map((line) => `${line}\n`).join('');
      return { kind, anchors, edges, proof: text === '' ? [] : [new TextEncoder().encode(text)] };
    }
    let learnt = 0;
    for (let j = 0; j < formula.units; j++) {
      // A variable that is in no clause is false.
      const holds = (e: number): boolean => {
        const literal = formula.literal(j, e);
        return literal > 0 ? found.model.has(literal) : !found.model.has(-literal);
      };
      const chosen = formula.examples.filter(holds);
      const others = formula.examples.filter((e) => !holds(e));
      if (kind === 'general' ? learn(chosen, others) : learn(positives, chosen)) learnt++;
    }
    if (learnt === 0) return undefined;
  }
}

/** The certificate of a NO; undefined for a YES. With anchors where the case has them: its first negatives. */
export async function certify(instance: ShallowInstance, solve?: Solve): Promise<Certificate | undefined> {
  const cases: NoCase[] = [];
  for (const [first] of requiredCases(instance)) {
    const kind = first as SplitCase;
    const { examples, units } = caseFormula(instance, kind, [])!;
    const anchors = kind === 'general' ? [] : examples.slice(0, units - 1);
    const refuted = await refuteCase(instance, kind, anchors, solve);
    if (!refuted) return undefined;
    cases.push(refuted);
  }
  return noCertificate(instance, cases, { seed: 0 });
}

// Small sets of Boolean examples, of any answer, and all models of a formula on its first variables.
import fc from 'fast-check';
import type { BooleanExample } from '../src/problem/boolean-examples.ts';
import type { Assignment, Cnf } from '../src/problem/sat.ts';
import { createCdcl } from '../src/solver/cdcl.ts';
import { lists } from './small-sources.ts';

/** Every way to leave each point of the cube out, or to label it, or (asked for) to label it both ways. */
export function labelings(inputs: number, contradictions = false): BooleanExample[][] {
  const points = lists(2, inputs).map((bits) => bits.join(''));
  const labels = [[], ['0'], ['1'], ...(contradictions ? [['0', '1']] : [])] as ('0' | '1')[][];
  return lists(labels.length, points.length).map((codes) =>
    codes.flatMap((code, p) => labels[code]!.map((response) => ({ stimulus: points[p]!, response }))),
  );
}

/** Random examples on so many inputs. */
export function randomExamples(inputs: number, most: number): fc.Arbitrary<BooleanExample[]> {
  const stimulus = fc
    .array(fc.constantFrom('0', '1'), { minLength: inputs, maxLength: inputs })
    .map((bits) => bits.join(''));
  return fc.array(fc.record({ stimulus, response: fc.constantFrom('0' as const, '1' as const) }), {
    maxLength: most,
  });
}

/** Models of a formula, one for each way to choose the first variables, at most `cap`. */
export async function modelsOn(cnf: Cnf, first: number, cap: number): Promise<Assignment[]> {
  const solver = await createCdcl();
  for (const clause of cnf.clauses) solver.addClause(clause);
  const found: Assignment[] = [];
  while (found.length < cap && solver.solveNow() === 'sat') {
    const model = Array.from({ length: cnf.variables }, (_, i) => solver.value(i + 1));
    found.push(model);
    solver.addClause(model.slice(0, first).map((value, i) => (value ? -(i + 1) : i + 1)));
  }
  return found;
}

// The cases of a NO certificate as files for other checkers: DIMACS with all edges as clauses, and text LRAT.
import { asShallow, type ShallowInstance } from '../problem/training/shallow.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import type { CaseKind } from './format.ts';
import { caseFormula, type CaseFormula } from './formula.ts';
import { endOfLine, LineBlocks } from './lines.ts';

/** The two files of a case, in blocks. Variables are named, and edges told, in comments. */
export type ExportedCase = {
  readonly kind: CaseKind;
  readonly cnf: Iterable<Uint8Array>;
  readonly lrat: Iterable<Uint8Array>;
};

type ParsedCase = {
  readonly kind: CaseKind;
  readonly anchors: readonly number[];
  readonly edges: string[];
  readonly proof: Uint8Array[];
};

const BRACE = 0x7b;

/**
 * The cases of a certificate.
 * @param chunks the certificate, which `CertificateChecker` has verified as one of a NO
 */
export function exportedCases(instance: TrainingInstance, chunks: readonly Uint8Array[]): ExportedCase[] {
  const shallow = asShallow(instance)!;
  return parsedCases(chunks).map(({ kind, anchors, edges, proof }) => {
    const formula = caseFormula(shallow, kind, anchors)!;
    return { kind, cnf: cnfOf(kind, formula, shallow, edges), lrat: proofOf(formula, edges, proof) };
  });
}

function parsedCases(chunks: readonly Uint8Array[]): ParsedCase[] {
  const cases: ParsedCase[] = [];
  const lines = new LineBlocks();
  const decoder = new TextDecoder();
  let header = true;
  const read = (block: Uint8Array): void => {
    for (let at = 0; at < block.length;) {
      const end = endOfLine(block, at);
      const current = cases.at(-1);
      if (header) header = false;
      else if (block[at] !== BRACE) current!.proof.push(block.subarray(at, end));
      else {
        const text = decoder.decode(block.subarray(at, end)).trim();
        const value = JSON.parse(text) as { readonly case?: CaseKind; readonly anchors: number[] };
        if (value.case === undefined) current!.edges.push(text);
        else cases.push({ kind: value.case, anchors: value.anchors, edges: [], proof: [] });
      }
      at = end;
    }
  };
  for (const chunk of chunks) read(lines.push(chunk));
  read(lines.end());
  return cases;
}

function clausesOf(formula: CaseFormula, edge: string): number[][] {
  return formula.edgeClauses(JSON.parse(edge) as Parameters<CaseFormula['edgeClauses']>[0]);
}

function* cnfOf(
  kind: CaseKind,
  formula: CaseFormula,
  instance: ShallowInstance,
  edges: readonly string[],
): Generator<Uint8Array> {
  const width = edges[0] === undefined ? 0 : clausesOf(formula, edges[0]).length;
  const base = formula.clauses.length;
  yield* blocks(
    (function* () {
      yield `c the case ${kind} of a network, with ${formula.units} of its hidden units at work`;
      yield* variableNames(kind, formula, instance);
      if (base > 0) yield `c clauses 1 to ${base}: the base formula`;
      for (const [i, edge] of edges.entries()) {
        const first = base + i * width + 1;
        yield `c clauses ${first} to ${first + width - 1}: the edge ${edge}`;
      }
      yield `p cnf ${formula.variables} ${base + edges.length * width}`;
      for (const clause of formula.clauses) yield [...clause, 0].join(' ');
      for (const edge of edges) for (const clause of clausesOf(formula, edge)) yield [...clause, 0].join(' ');
    })(),
  );
}

function* variableNames(
  kind: CaseKind,
  { units, examples, variables, literal }: CaseFormula,
  { output }: ShallowInstance,
): Generator<string> {
  const verb = kind === 'general' ? 'fires on' : 'rejects';
  if (variables === 0) return;
  for (const e of examples)
    for (let j = 0; j < units; j++)
      if (literal(j, e) > 0) yield `c var ${literal(j, e)} unit ${j} ${verb} example ${e}`;
  if (kind !== 'general') return;
  let next = examples.length * units;
  if (output === 'xor')
    for (const e of examples)
      for (let j = 1; j < units; j++) yield `c var ${++next} parity of units 0 to ${j} on example ${e}`;
  else {
    for (let b = 0; b < 2 ** units; b++) {
      const bits = Array.from({ length: units }, (_, j) => (b >> j) & 1).join('');
      yield `c var ${++next} output when the units say ${bits}`;
    }
    while (next < variables) yield `c var ${++next} two disjoint sets of units, compared by weight`;
  }
}

/** Where the formula holds the empty clause already, a step says so: other checkers want one. */
function* proofOf(
  formula: CaseFormula,
  edges: readonly string[],
  proof: readonly Uint8Array[],
): Generator<Uint8Array> {
  if (proof.length > 0) {
    yield* proof;
    return;
  }
  const clauses = [...formula.clauses, ...edges.flatMap((edge) => clausesOf(formula, edge))];
  const empty = clauses.findIndex((clause) => clause.length === 0) + 1;
  yield new TextEncoder().encode(`${clauses.length + 1} 0 ${empty} 0\n`);
}

/** Lines to a block. */
const LINES = 4096;

function* blocks(lines: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let block: string[] = [];
  for (const line of lines) {
    block.push(`${line}\n`);
    if (block.length < LINES) continue;
    yield encoder.encode(block.join(''));
    block = [];
  }
  yield encoder.encode(block.join(''));
}

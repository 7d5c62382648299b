// The cases of a NO certificate as files for other checkers: DIMACS with all edges as clauses, and text LRAT.
import { asShallow, type ShallowInstance } from '../problem/training/shallow.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import type { CaseHeader, CaseKind, Edge, SplitCase } from './format.ts';
import { caseFormula, type CaseFormula } from './formula.ts';
import { endOfLine, LineBlocks } from './lines.ts';
import { networkCase } from './network-case.ts';

/** The two files of a case, in blocks. Variables are named, and edges told, in comments. */
export type ExportedCase = {
  readonly kind: CaseKind;
  readonly cnf: Iterable<Uint8Array>;
  readonly lrat: Iterable<Uint8Array>;
};

type ParsedCase = {
  readonly header: CaseHeader;
  readonly edges: string[];
  readonly proof: Uint8Array[];
};

/** The formula of a case, described. */
type Described = {
  readonly variables: number;
  readonly clauses: readonly (readonly number[])[];
  readonly edgeClauses: (edge: Edge) => readonly (readonly number[])[];
  /** Comments: what the case is, and names of variables. */
  readonly comments: Iterable<string>;
};

const BRACE = 0x7b;

/**
 * The cases of a certificate.
 * @param chunks the certificate, which `CertificateChecker` has verified as one of a NO
 */
export function exportedCases(instance: TrainingInstance, chunks: readonly Uint8Array[]): ExportedCase[] {
  return parsedCases(chunks).map(({ header, edges, proof }) => {
    const described = describe(instance, header);
    return {
      kind: header.case,
      cnf: cnfOf(described, edges),
      lrat: proofOf(described, edges, proof),
    };
  });
}

function describe(instance: TrainingInstance, header: CaseHeader): Described {
  if (header.case !== 'network') {
    const shallow = asShallow(instance)!;
    const formula = caseFormula(shallow, header.case, header.anchors)!;
    return { ...formula, comments: splitComments(header.case, formula, shallow) };
  }
  const network = networkCase(instance, header.encoding);
  if ('reason' in network) throw new Error(`export: expected a verified case, got ${network.reason}`);
  const { cnf, edgeClauses } = network;
  const first = `the network under the encoding ${header.encoding}`;
  return { ...cnf, edgeClauses, comments: [first, ...(cnf.comments ?? [])] };
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
        const value = JSON.parse(text) as Partial<CaseHeader>;
        if (value.case === undefined) current!.edges.push(text);
        else cases.push({ header: value as CaseHeader, edges: [], proof: [] });
      }
      at = end;
    }
  };
  for (const chunk of chunks) read(lines.push(chunk));
  read(lines.end());
  return cases;
}

function clausesOf({ edgeClauses }: Described, edge: string): readonly (readonly number[])[] {
  return edgeClauses(JSON.parse(edge) as Edge);
}

function* cnfOf(described: Described, edges: readonly string[]): Generator<Uint8Array> {
  const { variables, clauses, comments } = described;
  const base = clauses.length;
  yield* blocks(
    (function* () {
      for (const comment of comments) yield `c ${comment}`;
      if (base > 0) yield `c clauses 1 to ${base}: the base formula`;
      let end = base;
      for (const edge of edges) {
        const first = end + 1;
        end += clausesOf(described, edge).length;
        yield `c clauses ${first} to ${end}: the edge ${edge}`;
      }
      yield `p cnf ${variables} ${end}`;
      for (const clause of clauses) yield [...clause, 0].join(' ');
      for (const edge of edges)
        for (const clause of clausesOf(described, edge)) yield [...clause, 0].join(' ');
    })(),
  );
}

function* splitComments(
  kind: SplitCase,
  { units, examples, variables, literal, comments }: CaseFormula,
  { output }: ShallowInstance,
): Generator<string> {
  yield `the case ${kind} of a network, with ${units} of its hidden units at work`;
  if (comments) {
    yield* comments;
    return;
  }
  const verb = kind === 'general' ? 'fires on' : 'rejects';
  if (variables === 0) return;
  for (const e of examples)
    for (let j = 0; j < units; j++)
      if (literal(j, e) > 0) yield `var ${literal(j, e)} unit ${j} ${verb} example ${e}`;
  if (kind !== 'general') return;
  let next = examples.length * units;
  if (output === 'xor')
    for (const e of examples)
      for (let j = 1; j < units; j++) yield `var ${++next} parity of units 0 to ${j} on example ${e}`;
  else {
    for (let b = 0; b < 2 ** units; b++) {
      const bits = Array.from({ length: units }, (_, j) => (b >> j) & 1).join('');
      yield `var ${++next} output when the units say ${bits}`;
    }
    while (next < variables) yield `var ${++next} two disjoint sets of units, compared by weight`;
  }
}

/** Where the formula holds the empty clause already, a step says so: other checkers want one. */
function* proofOf(
  described: Described,
  edges: readonly string[],
  proof: readonly Uint8Array[],
): Generator<Uint8Array> {
  if (proof.length > 0) {
    yield* proof;
    return;
  }
  const clauses = [...described.clauses, ...edges.flatMap((edge) => clausesOf(described, edge))];
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

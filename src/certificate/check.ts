// The independent checker. It imports the problem's vocabulary and the formulas' one definition, and nothing of the
// engines. It rests on the files beside it that are named below, and for the case `network` on src/formula.
//
// YES: the configuration is evaluated on every example in exact integers.
// NO: the network can work in the ways listed under `requiredCases`; each must be refuted. The base formula of a case is
// recomputed from the instance. A network that works in the case's way gives a model of the base formula that satisfies
// the clauses of every true edge; clause by clause, symmetry included, that is argued
//   - in formula.ts for the cases `and`, `and-complement` and `general`, in partial-formula.ts for the first two where
//     some examples may be wrong;
//   - in formula/network.ts and formula/symmetry.ts for the case `network`, whose edges become clauses in
//     network-case.ts.
// That an edge is true is checked by integer arithmetic alone (edge.ts), that base and edges have no model step by step
// (lrat.ts).
import { InputError } from '../problem/errors.ts';
import { sha256Hex } from '../problem/hash.ts';
import { parseJson, validate } from '../problem/json.ts';
import { configurationFromJson } from '../problem/training/configuration.ts';
import { checkConfiguration } from '../problem/training/evaluate.ts';
import { labelledPoints, type LabelledPoints } from '../problem/training/points.ts';
import { training } from '../problem/training/problem.ts';
import { mayErr, type TrainingInstance } from '../problem/training/schema.ts';
import { asShallow, type OutputFamily } from '../problem/training/shallow.ts';
import { checkBalance, checkSides } from './edge.ts';
import {
  caseSchema,
  edgeSchema,
  headerSchema,
  writtenEdge,
  type CaseHeader,
  type CaseKind,
  type Edge,
  type SplitCase,
} from './format.ts';
import { caseFormula } from './formula.ts';
import { networkCase } from './network-case.ts';
import { endOfLine, LineBlocks, Refused } from './lines.ts';
import { LratChecker } from './lrat.ts';

/** Whether a certificate proves its claim, and how strongly; or the first thing that is wrong with it. */
export type CertificateCheck =
  | { readonly verified: 'YES' | 'NO'; readonly strength: string }
  | { readonly verified: false; readonly reason: string };

/** What a verified NO rests on. */
export const NO_STRENGTH = 'edges + LRAT (exact)';

/**
 * The cases whose refutation makes the answer NO: one of each list. The case `network` alone does, too, whatever the
 * network. What is said of labels is said of the examples that a network gets right, all of them or enough.
 * - One unit, whatever reads it: the output is the unit, its negation or a constant, so a unit fires on one label and on
 *   none of the other; either orientation says so.
 * - AND, NOR (of negated units): all units fire on label 1, some unit rejects each label 0. NAND, OR: complemented.
 * - Free threshold output on two units: every threshold function of two bits is, up to negating units and constant
 *   units, their AND or its complement, so both orientations must be refuted.
 * - XOR, or a free output on more units: any split of the examples. The general case knows no example that may be
 *   wrong; where some may, the case `network` is the only one.
 * - Any other network: the case `network`.
 */
export function requiredCases(instance: TrainingInstance): readonly (readonly CaseKind[])[] {
  const shallow = asShallow(instance);
  if (!shallow) return [['network']];
  const { hidden, output } = shallow;
  if (hidden <= 1) return [['and', 'and-complement']];
  if (hidden === 2 && output === 'threshold') return [['and'], ['and-complement']];
  const kind = CASE_OF_OUTPUT[output];
  return [[mayErr(instance) && kind === 'general' ? 'network' : kind]];
}

const CASE_OF_OUTPUT: Readonly<Record<OutputFamily, SplitCase>> = {
  and: 'and',
  nor: 'and',
  nand: 'and-complement',
  or: 'and-complement',
  xor: 'general',
  threshold: 'general',
};

const BRACE = 0x7b;

const NO_HEADER = 'expected a certificate, which begins with a line of JSON';

/** A case being refuted. */
type OpenCase = Opened & { readonly kind: CaseKind; readonly lrat: LratChecker; proving: boolean };

/** The formula of a case, and the clauses of an edge. */
type Opened = {
  readonly variables: number;
  readonly clauses: readonly (readonly number[])[];
  /** @throws Refused when the edge is not true */
  readonly edgeClauses: (edge: Edge) => readonly (readonly number[])[];
};

/** Checks one certificate against an instance while it is read; memory is that of the clauses a refutation has alive. */
export class CertificateChecker {
  readonly #instance: TrainingInstance;
  readonly #source: string;
  readonly #data: LabelledPoints;
  readonly #blocks = new LineBlocks();
  /** The line being read. */
  #line = 1;
  #answer: 'YES' | 'NO' | undefined;
  #case: OpenCase | undefined;
  /** The kinds of the cases so far, all refuted but perhaps the last. */
  readonly #begun = new Set<CaseKind>();
  /** The first thing that is wrong; after it nothing is read. */
  #fault: string | undefined;

  /** @param source the certificate's name, for messages */
  constructor(instance: TrainingInstance, source: string) {
    this.#instance = instance;
    this.#source = source;
    this.#data = labelledPoints(instance);
  }

  /**
   * Takes the next bytes.
   * @throws InputError when the first line is not that of a certificate
   */
  push(chunk: Uint8Array): void {
    this.#read(() => this.#blocks.push(chunk));
  }

  /**
   * What the bytes so far amount to.
   * @throws InputError when the first line is not that of a certificate
   */
  end(): CertificateCheck {
    this.#read(() => this.#blocks.end());
    if (this.#answer === undefined) throw new InputError(this.#source, `${NO_HEADER}, found nothing`);
    const lacking = this.#answer === 'NO' ? (this.#unfinished() ?? this.#missing()) : undefined;
    const reason = this.#fault ?? lacking;
    if (reason !== undefined) return { verified: false, reason };
    const strength = this.#answer === 'NO' ? NO_STRENGTH : 'configuration (exact)';
    return { verified: this.#answer, strength };
  }

  #read(next: () => Uint8Array): void {
    if (this.#fault !== undefined) return;
    try {
      const block = next();
      for (let at = 0; at < block.length; this.#line++)
        at = this.#answer === 'NO' && block[at] !== BRACE ? this.#step(block, at) : this.#json(block, at);
    } catch (error) {
      if (!(error instanceof Refused || error instanceof InputError)) throw error;
      if (this.#answer === undefined) throw new InputError(this.#source, `${NO_HEADER}: ${error.message}`);
      this.#fault = `line ${this.#line}: ${error.message}`;
    }
  }

  #json(block: Uint8Array, at: number): number {
    if (this.#answer === 'YES') throw new Refused('expected nothing after the configuration');
    const end = endOfLine(block, at);
    const text = new TextDecoder().decode(block.subarray(at, end - 1));
    const edge = writtenEdge(text);
    const value = (edge ?? parseJson(text, 'JSON')) as object;
    if (this.#answer === undefined) this.#header(value);
    else if ('case' in value) this.#begin(value);
    else this.#edge(edge ?? validate(edgeSchema, value, 'edge'));
    return end;
  }

  #header(value: unknown): void {
    const { instance, answer, configuration } = validate(headerSchema, value, 'header');
    if (answer === 'NO' && configuration !== undefined) throw new Refused('expected no configuration');
    this.#answer = answer;
    const hash = sha256Hex(training.canonical(this.#instance));
    if (instance !== hash)
      throw new Refused(
        `the certificate is of instance ${instance.slice(0, 12)}…, not of this one, ${hash.slice(0, 12)}…`,
      );
    if (answer === 'NO') return;
    const network = configurationFromJson(configuration, 'configuration', this.#instance);
    const check = checkConfiguration(this.#instance, network);
    if (!check.ok) throw new Refused(check.reason);
  }

  #begin(value: unknown): void {
    const header = validate(caseSchema, value, 'case');
    const kind = header.case;
    const unfinished = this.#unfinished();
    if (unfinished !== undefined) throw new Refused(unfinished);
    const required = [...new Set([...requiredCases(this.#instance).flat(), 'network' as const])];
    if (!required.includes(kind) || this.#begun.has(kind))
      throw new Refused(`expected another case of ${required.join(', ')}, found ${kind}`);
    const opened = header.case === 'network' ? this.#network(header) : this.#split(header);
    const lrat = new LratChecker(opened.variables);
    for (const clause of opened.clauses) lrat.addClause(clause);
    this.#begun.add(kind);
    this.#case = { ...opened, kind, lrat, proving: false };
  }

  #split({ case: kind, anchors }: Extract<CaseHeader, { case: SplitCase }>): Opened {
    const { labels } = this.#data;
    const negative = { and: 0, 'and-complement': 1, general: undefined }[kind];
    const negatives = new Set([...labels.keys()].filter((e) => labels[e] === negative));
    const stranger = anchors.find((anchor) => !negatives.delete(anchor));
    if (stranger !== undefined)
      throw new Refused(`expected anchors that differ and are negatives of the case, found ${stranger}`);
    const formula = caseFormula(asShallow(this.#instance)!, kind, anchors);
    if (!formula) throw new Refused(`the formula of the case ${kind} is too large`);
    if (anchors.length >= formula.units)
      throw new Refused(`expected fewer anchors than the ${formula.units} units, found ${anchors.length}`);
    const edgeClauses = (edge: Edge) => {
      if (edge.node !== undefined) throw new Refused(`expected an edge of the case ${kind} to name no node`);
      checkSides(edge, kind, this.#data);
      checkBalance(edge, this.#data);
      return formula.edgeClauses(edge);
    };
    return { ...formula, edgeClauses };
  }

  #network({ encoding }: Extract<CaseHeader, { case: 'network' }>): Opened {
    const network = networkCase(this.#instance, encoding);
    if ('reason' in network) throw new Refused(`the encoding ${encoding} does not apply: ${network.reason}`);
    const { nodes } = this.#instance.architecture;
    const edgeClauses = (edge: Edge) => {
      const clauses = network.edgeClauses(edge);
      checkBalance(edge, this.#data, new Set(nodes[edge.node!]!.from));
      return clauses;
    };
    return { ...network.cnf, edgeClauses };
  }

  #edge(edge: Edge): void {
    const { edgeClauses, lrat, proving } = this.#current();
    if (proving) throw new Refused('expected a step: edges come before all steps');
    for (const clause of edgeClauses(edge)) lrat.addClause(clause);
  }

  #step(block: Uint8Array, at: number): number {
    const current = this.#current();
    if (current.lrat.refuted) throw new Refused('expected nothing of this case after the empty clause');
    current.proving = true;
    return current.lrat.line(block, at);
  }

  #current(): OpenCase {
    if (!this.#case) throw new Refused('expected a line that begins a case');
    return this.#case;
  }

  /** What the last case lacks. */
  #unfinished(): string | undefined {
    return !this.#case || this.#case.lrat.refuted
      ? undefined
      : `the case ${this.#case.kind} is not refuted: the empty clause is missing`;
  }

  /** What a NO lacks after its last line. */
  #missing(): string | undefined {
    if (this.#begun.has('network')) return undefined;
    const left = requiredCases(this.#instance).find((kinds) => !kinds.some((kind) => this.#begun.has(kind)));
    return left && `the case ${left.join(' or ')} is not refuted: the certificate leaves it out`;
  }
}

/**
 * Checks a certificate's text against an instance.
 * @throws InputError when the text is not a certificate at all
 */
export function checkCertificateText(
  instance: TrainingInstance,
  text: string,
  source: string,
): CertificateCheck {
  const checker = new CertificateChecker(instance, source);
  checker.push(new TextEncoder().encode(text));
  return checker.end();
}

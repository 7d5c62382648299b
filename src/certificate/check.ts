// The independent checker. It imports the problem's vocabulary and nothing of the engines; with formula.ts, lrat.ts,
// lines.ts and format.ts, which is all it rests on, it is short enough to be read.
//
// YES: the configuration is evaluated on every example in exact integers.
// NO: the network can work in the ways listed under `requiredCases`; each must be refuted. The base formula of a case is
// recomputed from the instance (formula.ts says why each of its clauses holds of a network). An edge is checked with
// integer arithmetic alone: multipliers λ > 0 on the examples a unit would have to fire on, μ > 0 on those it would have
// to reject, with Σ λ = Σ μ and Σ λ x = Σ μ x. Such a unit (w, θ) would give θ Σ λ ≤ Σ λ w·x = Σ μ w·x < θ Σ μ, a
// contradiction. That base and edges have no model is checked step by step (lrat.ts).
import * as z from 'zod';
import { found, InputError } from '../problem/errors.ts';
import { sha256Hex } from '../problem/hash.ts';
import { parseJson, validate } from '../problem/json.ts';
import { checkConfiguration, configurationFromJson } from '../problem/training/configuration.ts';
import { labelledPoints, type LabelledPoints } from '../problem/training/points.ts';
import { training } from '../problem/training/problem.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import {
  caseSchema,
  CERTIFICATE_FORMAT,
  edgeSchema,
  headerSchema,
  type CaseKind,
  type Edge,
} from './format.ts';
import { caseFormula, type CaseFormula } from './formula.ts';
import { endOfLine, LineBlocks, Refused } from './lines.ts';
import { LratChecker } from './lrat.ts';

/** Whether a certificate proves its claim, and how strongly; or the first thing that is wrong with it. */
export type CertificateCheck =
  | { readonly verified: 'YES' | 'NO'; readonly strength: string }
  | { readonly verified: false; readonly reason: string };

/** What a verified NO rests on. */
export const NO_STRENGTH = 'edges + LRAT (exact)';

/**
 * The cases whose refutation makes the answer NO: one of each list.
 * - One unit, whatever reads it: it must fire on one label and on none of the other; either orientation says so.
 * - AND, NOR (of negated units): all units fire on label 1, some unit rejects each label 0. NAND, OR: complemented.
 * - Free threshold output on two units: every threshold function of two bits is, up to negating units and constant
 *   units, their AND or its complement, so both orientations must be refuted.
 * - XOR, or a free output on more units: any split of the examples, the general case.
 */
export function requiredCases({ hidden, output }: TrainingInstance): readonly (readonly CaseKind[])[] {
  if (hidden <= 1) return [['and', 'and-complement']];
  switch (output) {
    case 'and':
    case 'nor':
      return [['and']];
    case 'nand':
    case 'or':
      return [['and-complement']];
    case 'xor':
      return [['general']];
    case 'threshold':
      return hidden === 2 ? [['and'], ['and-complement']] : [['general']];
  }
}

/** The longest line of a case or an edge; that of a configuration may be longer. */
const MAX_JSON_BYTES = 2 ** 25;

const BRACE = 0x7b;

/** A case being refuted. */
type OpenCase = {
  readonly kind: CaseKind;
  readonly formula: CaseFormula;
  readonly lrat: LratChecker;
  proving: boolean;
};

/** Checks one certificate against an instance while it is read; memory is that of the clauses a refutation has alive. */
export class CertificateChecker {
  readonly #instance: TrainingInstance;
  readonly #source: string;
  readonly #data: LabelledPoints;
  readonly #blocks = new LineBlocks();
  /** The line being read. */
  #line = 1;
  #ended = false;
  #answer: 'YES' | 'NO' | undefined;
  #case: OpenCase | undefined;
  readonly #refuted = new Set<CaseKind>();
  #refusal: CertificateCheck | undefined;

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
    this.#guard(() => {
      for (const block of this.#blocks.push(chunk)) this.#read(block);
    });
  }

  /**
   * What the bytes so far amount to.
   * @throws InputError when the first line is not that of a certificate
   */
  end(): CertificateCheck {
    this.#guard(() => {
      for (const block of this.#blocks.end()) this.#read(block);
      this.#ended = true;
      if (this.#answer === undefined) this.#header('');
      if (this.#answer === 'NO') this.#requireRefuted();
    });
    if (this.#refusal) return this.#refusal;
    return this.#answer === 'YES'
      ? { verified: 'YES', strength: 'configuration (exact)' }
      : { verified: 'NO', strength: NO_STRENGTH };
  }

  /** Keeps the first thing that is wrong; after it nothing is read. */
  #guard(work: () => void): void {
    if (this.#refusal) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (this.#answer === undefined) throw new InputError(this.#source, error.message);
      const place = this.#ended ? '' : `line ${this.#line}: `;
      this.#refusal = { verified: false, reason: `${place}${error.message}` };
    }
  }

  #read(block: Uint8Array): void {
    for (let at = 0; at < block.length; this.#line++) {
      if (this.#answer === 'NO' && block[at] !== BRACE) {
        at = this.#step(block, at);
        continue;
      }
      const end = endOfLine(block, at);
      const text = decoded(block.subarray(at, end));
      if (this.#answer === undefined) this.#header(text);
      else if (this.#answer === 'YES') throw new Refused('expected nothing after the configuration');
      else if (text.length > MAX_JSON_BYTES)
        throw new Refused('expected a line of at most 32 MiB, found more');
      else this.#entry(text);
      at = end;
    }
  }

  #header(text: string): void {
    const header = refusingDepth(() => {
      const value = this.#firstLine(text);
      // Another kind of file is told by its format before anything else is wrong with it.
      validate(z.looseObject({ format: z.literal(CERTIFICATE_FORMAT) }), value, this.#source);
      return validate(headerSchema, value, this.#source);
    });
    this.#answer = header.answer;
    const hash = sha256Hex(training.canonical(this.#instance));
    if (header.instance !== hash)
      throw new Refused(
        `the certificate is of instance ${header.instance.slice(0, 12)}…, not of this one, ${hash.slice(0, 12)}…`,
      );
    if (header.answer === 'NO') return;
    const configuration = refusing(() =>
      configurationFromJson(header.configuration, 'configuration', this.#instance),
    );
    const check = checkConfiguration(this.#instance, configuration);
    if (!check.ok) throw new Refused(check.reason);
  }

  #firstLine(text: string): unknown {
    try {
      return parseJson(text, this.#source);
    } catch (error) {
      jsonOf(text, `a certificate, which begins with a line of JSON, found ${found(text.trim())}`);
      throw error;
    }
  }

  /** A line of JSON: a case begins, or an edge of the current one. */
  #entry(text: string): void {
    const value = jsonOf(text, 'a case or an edge as one line of JSON');
    if (typeof value === 'object' && value !== null && 'case' in value) {
      this.#begin(refusing(() => validate(caseSchema, value, 'case')));
      return;
    }
    const current = this.#case;
    if (!current) throw new Refused('expected a line that begins a case');
    if (current.proving) throw new Refused('expected a step: edges come before all steps');
    const { accept, reject } = refusing(() => validate(edgeSchema, value, 'edge'));
    const exact = (list: typeof accept) => list.map(([e, decimal]) => [e, BigInt(decimal)] as const);
    const edge = { accept: exact(accept), reject: exact(reject) };
    const fault = edgeFault(edge, current.kind, this.#data);
    if (fault !== undefined) throw new Refused(fault);
    for (const clause of current.formula.edgeClauses(edge)) current.lrat.addClause(clause);
  }

  #begin({ case: kind, anchors }: z.infer<typeof caseSchema>): void {
    this.#finishCase();
    const required = requiredCases(this.#instance).flat();
    if (!required.includes(kind) || this.#refuted.has(kind))
      throw new Refused(
        `expected a case that is still to be refuted (of ${required.join(', ')}), found ${kind}`,
      );
    const formula = caseFormula(this.#instance, kind, anchors);
    if (!formula) throw new Refused(`the formula of the case ${kind} is too large`);
    const negatives = new Set(kind === 'general' ? [] : formula.examples);
    const stranger = anchors.find((anchor) => !negatives.delete(anchor));
    if (stranger !== undefined)
      throw new Refused(`expected anchors that differ and are negatives of the case, found ${stranger}`);
    if (anchors.length >= formula.units)
      throw new Refused(`expected fewer anchors than the ${formula.units} units, found ${anchors.length}`);
    const lrat = new LratChecker(formula.variables);
    for (const clause of formula.clauses) lrat.addClause(clause);
    this.#case = { kind, formula, lrat, proving: false };
  }

  #step(block: Uint8Array, at: number): number {
    const current = this.#case;
    if (!current) throw new Refused('expected a line that begins a case');
    if (current.lrat.refuted) throw new Refused('expected nothing of this case after the empty clause');
    current.proving = true;
    return current.lrat.line(block, at);
  }

  /** The current case, if there is one, must be refuted. */
  #finishCase(): void {
    if (!this.#case) return;
    const { kind, lrat } = this.#case;
    if (!lrat.refuted) throw new Refused(`the case ${kind} is not refuted: the empty clause is missing`);
    this.#refuted.add(kind);
    this.#case = undefined;
  }

  #requireRefuted(): void {
    this.#finishCase();
    for (const kinds of requiredCases(this.#instance))
      if (!kinds.some((kind) => this.#refuted.has(kind)))
        throw new Refused(`the case ${kinds.join(' or ')} is not refuted: the certificate leaves it out`);
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

/** What is wrong with an edge; undefined when it is right. */
function edgeFault(edge: Edge, kind: CaseKind, data: LabelledPoints): string | undefined {
  const sum = new Map<number, bigint>();
  let total = 0n;
  const seen = new Set<number>();
  for (const [side, list] of [
    ['accept', edge.accept],
    ['reject', edge.reject],
  ] as const) {
    const wanted = (side === 'accept') === (kind === 'and') ? 1 : 0;
    for (const [e, size] of list) {
      const point = data.points[e];
      if (!point) return `example ${e} does not exist; there are ${data.points.length}`;
      if (seen.has(e)) return `example ${e} is named twice`;
      seen.add(e);
      const label = data.labels[e];
      if (label === null || (kind !== 'general' && label !== wanted))
        return `example ${e} stands under ${side}, but its response is ${label ?? '*'}`;
      const multiplier = side === 'accept' ? size : -size;
      total += multiplier;
      point.index.forEach((j, t) => sum.set(j, (sum.get(j) ?? 0n) + multiplier * point.value[t]!));
    }
  }
  if (total !== 0n) return `the multipliers differ by ${total} in sum`;
  const off = [...sum].find(([, s]) => s !== 0n);
  return off === undefined
    ? undefined
    : `the examples do not balance at input ${off[0] + 1}: ${off[1]} is left`;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refused('expected UTF-8 text, found other bytes');
  }
}

function jsonOf(text: string, expected: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(`expected ${expected}`);
  }
}

/** What is wrong with a line of a certificate makes it prove nothing, but leaves it one. */
function refusing<T>(read: () => T): T {
  try {
    return refusingDepth(read);
  } catch (error) {
    throw error instanceof InputError ? new Refused(error.message) : error;
  }
}

/** JSON nested so deep that a message about it cannot be made is refused as well. */
function refusingDepth<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof RangeError ? new Refused('expected JSON of a few levels, found too many') : error;
  }
}

// The independent checker. It imports the problem's vocabulary and nothing of the engines; short enough to be read.
//
// YES: the configuration is evaluated on every example in exact integers.
// NO: the network can work in the ways listed under `requiredCases`; each must be refuted by its edges. An edge is
// checked with integer arithmetic alone: multipliers λ > 0 on the examples a unit would have to fire on, μ > 0 on those
// it would have to reject, with Σ λ = Σ μ and Σ λ x = Σ μ x. Such a unit (w, θ) would give
// θ Σ λ ≤ Σ λ w·x = Σ μ w·x < θ Σ μ, a contradiction. What remains is that no assignment of the examples to the
// units avoids every edge: a small search of its own settles that (formula.ts, refute.ts). Where it would take too
// long, the edges stand, but that they leave no colouring is the named solver's word, and the claim is not verified.
import * as z from 'zod';
import { InputError } from '../problem/errors.ts';
import { sha256Hex } from '../problem/hash.ts';
import { parseJson, validate } from '../problem/json.ts';
import { checkConfiguration, configurationFromJson } from '../problem/training/configuration.ts';
import { labelledPoints, type LabelledPoints } from '../problem/training/points.ts';
import { training } from '../problem/training/problem.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import { CERTIFICATE_FORMAT, certificateSchema, type Certificate, type Edge, type NoCase } from './format.ts';
import { caseFormula } from './formula.ts';
import { refute } from './refute.ts';

/** Whether a certificate proves its claim, and how strongly; or the first thing that is wrong with it. */
export type CertificateCheck =
  | { readonly verified: 'YES' | 'NO'; readonly strength: string }
  | { readonly verified: false; readonly reason: string };

/**
 * Checks a certificate's text against an instance.
 * @throws InputError when the text is not a certificate at all
 */
export function checkCertificateText(
  instance: TrainingInstance,
  text: string,
  source: string,
): CertificateCheck {
  return checkCertificate(instance, parseJson(text, source), source);
}

/** As `checkCertificateText`, from a JSON value. */
export function checkCertificate(
  instance: TrainingInstance,
  value: unknown,
  source: string,
): CertificateCheck {
  // Another kind of file is told by its format before anything else is wrong with it.
  validate(z.looseObject({ format: z.literal(CERTIFICATE_FORMAT) }), value, source);
  const certificate: Certificate = validate(certificateSchema, value, source);
  const hash = sha256Hex(training.canonical(instance));
  if (certificate.instance !== hash)
    return refuse(
      `the certificate is of instance ${certificate.instance.slice(0, 12)}…, not of this one, ${hash.slice(0, 12)}…`,
    );
  return certificate.answer === 'YES'
    ? checkYes(instance, certificate.configuration, source)
    : checkNo(instance, certificate);
}

function refuse(reason: string): CertificateCheck {
  return { verified: false, reason };
}

function checkYes(instance: TrainingInstance, value: unknown, source: string): CertificateCheck {
  try {
    const check = checkConfiguration(
      instance,
      configurationFromJson(value, `${source}: configuration`, instance),
    );
    return check.ok ? { verified: 'YES', strength: 'configuration (exact)' } : refuse(check.reason);
  } catch (error) {
    if (error instanceof InputError) return refuse(error.message);
    throw error;
  }
}

/**
 * The cases whose refutation makes the answer NO.
 * - One unit, whatever reads it: it must fire on one label and on none of the other; either orientation says so.
 * - AND, NOR (of negated units): all units fire on label 1, some unit rejects each label 0. NAND, OR: complemented.
 * - Free threshold output on two units: every threshold function of two bits is, up to negating units and constant
 *   units, their AND or its complement, so both orientations must be refuted.
 * - XOR, or a free output on more units: any split of the examples, the general case.
 */
export function requiredCases({ hidden, output }: TrainingInstance): readonly (readonly NoCase['kind'][])[] {
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

function checkNo(instance: TrainingInstance, certificate: Certificate & { answer: 'NO' }): CertificateCheck {
  const data = labelledPoints(instance);
  for (const [c, item] of certificate.cases.entries())
    for (const [i, edge] of item.edges.entries()) {
      const reason = edgeFault(edge, item.kind, data);
      if (reason !== undefined) return refuse(`cases[${c}].edges[${i}]: ${reason}`);
    }
  const colouring = colouringOf(instance, certificate.cases, CHECK_BUDGET);
  switch (colouring.outcome) {
    case 'impossible':
      return { verified: 'NO', strength: PROVED };
    case 'possible':
      return refuse(`the case ${colouring.kind} is not refuted: ${colouring.why}`);
    case 'unknown':
      return refuse(`every edge is right; ${solversWord(certificate.solver)}`);
  }
}

/** The strength of a NO whose colouring was settled by search here. */
export const PROVED = 'edges and colouring (exact)';

/** What is said of a colouring that nobody but a solver has refuted. */
export function solversWord(solver: string): string {
  return `colouring: solver's word (${solver})`;
}

/** Clauses the checker looks at before it leaves a colouring open; some seconds' worth. */
const CHECK_BUDGET = 200_000_000;

/** Whether the edges of the required cases leave an assignment of the examples to the units. */
export type Colouring =
  | { readonly outcome: 'impossible' | 'unknown' }
  | { readonly outcome: 'possible'; readonly kind: string; readonly why: string };

/**
 * Searches each required case for an assignment that avoids all edges, whose multipliers are taken to be right.
 * @param budget clauses to look at in each case before the outcome is `unknown`
 */
export function colouringOf(instance: TrainingInstance, cases: readonly NoCase[], budget: number): Colouring {
  let unknown = false;
  for (const kinds of requiredCases(instance)) {
    const kind = kinds.join(' or ');
    const given = cases.filter((item) => kinds.includes(item.kind));
    if (given.length === 0) return { outcome: 'possible', kind, why: 'the certificate leaves it out' };
    const found = given.map((item) => {
      const formula = caseFormula(instance, item);
      return formula ? refute(formula, budget) : 'unknown';
    });
    if (found.includes('unsatisfiable')) continue;
    if (!found.includes('unknown')) return { outcome: 'possible', kind, why: 'its edges leave a colouring' };
    unknown = true;
  }
  return { outcome: unknown ? 'unknown' : 'impossible' };
}

/** What is wrong with an edge; undefined when it is right. */
function edgeFault(edge: Edge, kind: NoCase['kind'], data: LabelledPoints): string | undefined {
  const sum = new Map<number, bigint>();
  let total = 0n;
  const seen = new Set<number>();
  for (const [side, list] of [
    ['accept', edge.accept],
    ['reject', edge.reject],
  ] as const) {
    const wanted = (side === 'accept') === (kind === 'and') ? 1 : 0;
    for (const [e, decimal] of list) {
      const point = data.points[e];
      if (!point) return `example ${e} does not exist; there are ${data.points.length}`;
      if (seen.has(e)) return `example ${e} is named twice`;
      seen.add(e);
      const label = data.labels[e];
      if (label === null || (kind !== 'general' && label !== wanted))
        return `example ${e} stands under ${side}, but its response is ${label ?? '*'}`;
      const multiplier = side === 'accept' ? BigInt(decimal) : -BigInt(decimal);
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

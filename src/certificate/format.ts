// The certificate format `trainsat.certificate/1`: lines of text, so that it can be written and checked as a stream.
//
//   YES  one line of JSON that holds the configuration.
//   NO   one line of JSON, then for each case
//          {"case":"and","anchors":[4,9]}                    or {"case":"network","encoding":"lazy"}
//          {"accept":[[0,"1"],[3,"2"]],"reject":[[5,"3"]]}    its edges, one a line; in a `network` each names the node
//                                                             that it is about: …,"node":2}
//          12 1 -3 0 5 7 0                                    its refutation in text LRAT (lrat.ts); clauses are the
//          12 d 9 0                                           base formula's, then those of the edges
//        until the empty clause. Where base and edges hold it already, there is no refutation to be written. Base formulas:
//        formula.ts; partial-formula.ts for an AND where some examples may be wrong; formula/network.ts for a `network`.
import * as z from 'zod';
import { ENCODINGS } from '../formula/encoding.ts';

export const CERTIFICATE_FORMAT = 'trainsat.certificate/1';

/** More digits than any multiplier that is found; a numeral of them is read in a moment. */
const MAX_DIGITS = 100_000;

/** The cases of networks with one hidden layer. */
export const SPLIT_CASES = ['and', 'and-complement', 'general'] as const;
export type SplitCase = (typeof SPLIT_CASES)[number];

/** The first line; all there is of a YES. */
export const headerSchema = z.strictObject({
  format: z.literal(CERTIFICATE_FORMAT),
  instance: z.string().regex(/^[0-9a-f]{64}$/, 'expected the SHA-256 of the canonical instance'),
  answer: z.enum(['YES', 'NO']),
  /** With a YES, and only there. */
  configuration: z.unknown().optional(),
  provenance: z.record(z.string(), z.unknown()).optional(),
});

/**
 * The line that begins a case, one way the network could work.
 * - `and` / `and-complement`: all units must fire on the examples with label 1 (with label 0 for the complement), and
 *   each other example, a negative, is rejected by some unit. The anchors are negatives by which units are named. Where
 *   some examples may be wrong that is said of those that are counted as right.
 * - `general`: the units may split the examples any way the output function allows. It has no anchors, and is only for
 *   instances where everything has to be right.
 * - `network`: any way at all, for networks of any shape, under the encoding that is named.
 */
export const caseSchema = z.discriminatedUnion('case', [
  z.strictObject({ case: z.enum(SPLIT_CASES), anchors: z.array(z.int().min(0)) }),
  z.strictObject({ case: z.literal('network'), encoding: z.enum(ENCODINGS) }),
]);

const multiplier = z
  .string()
  .max(MAX_DIGITS)
  .regex(/^[1-9]\d*$/, 'expected a positive integer')
  .transform(BigInt);
const side = z.array(z.tuple([z.int().min(0), multiplier])).min(1);

/** The line of an edge: pairs of an example's number, from 0, and its multiplier in decimal; a node in a `network`. */
export const edgeSchema = z.strictObject({ accept: side, reject: side, node: z.int().min(0).optional() });

/** What begins a case. */
export type CaseHeader = z.infer<typeof caseSchema>;

/** One way a network can work. */
export type CaseKind = CaseHeader['case'];

/**
 * Examples no threshold unit can treat as claimed. The unit would have to fire on every example in `accept` and on
 * none in `reject`, but the positive multipliers balance: Σ λ = Σ μ and Σ λ x = Σ μ x, the left sums over `accept`,
 * the right ones over `reject` (Farkas; Kirchberger bounds the support by inputs + 2). With a node, the unit is that one,
 * a threshold unit on the inputs that the encoding leaves open, and only the inputs it reads have to balance; of examples
 * that show it the same the first one stands for all. The edge then holds of every unit that reads the same inputs.
 */
export type Edge = {
  readonly accept: readonly (readonly [example: number, multiplier: bigint])[];
  readonly reject: readonly (readonly [example: number, multiplier: bigint])[];
  readonly node?: number | undefined;
};

const PAIR = String.raw`\[(?:0|[1-9]\d{0,8}),"[1-9]\d*"\]`;
const SIDE = String.raw`\[${PAIR}(?:,${PAIR})*\]`;
const NODE = String.raw`(?:,"node":(?:0|[1-9]\d{0,8}))?`;
const EDGE_LINE = new RegExp(String.raw`^\{"accept":${SIDE},"reject":${SIDE}${NODE}\}$`);

type WrittenEdge = Record<'accept' | 'reject', [number, string][]> & { readonly node?: number };

/**
 * The edge of a line as it is written, without white space; of another line, undefined. `edgeSchema` reads the same and
 * tells what is wrong, which takes as long as all the rest of a check.
 */
export function writtenEdge(line: string): Edge | undefined {
  if (line.length > MAX_DIGITS || !EDGE_LINE.test(line)) return undefined;
  const { accept, reject, node } = JSON.parse(line) as WrittenEdge;
  const read = (list: [number, string][]): Edge['accept'] => list.map(([e, m]) => [e, BigInt(m)]);
  return { accept: read(accept), reject: read(reject), ...(node === undefined ? {} : { node }) };
}

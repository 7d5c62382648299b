// The certificate format `trainsat.certificate/1`: what `decide` writes and `check` reads.
import * as z from 'zod';

export const CERTIFICATE_FORMAT = 'trainsat.certificate/1';

/**
 * An edge: examples that no single threshold unit can treat as claimed. The unit would have to fire on every example
 * in `accept` and on none in `reject`, but the positive integer multipliers balance: Σ λ x = Σ μ x and Σ λ = Σ μ,
 * the left sums over `accept`, the right ones over `reject` (Farkas; Kirchberger bounds the support by inputs + 2).
 * Each entry is [number of the example, multiplier in decimal].
 */
const edgeSchema = z.strictObject({
  accept: z.array(z.tuple([z.int().min(0), z.string().regex(/^[1-9]\d*$/)])).min(1),
  reject: z.array(z.tuple([z.int().min(0), z.string().regex(/^[1-9]\d*$/)])).min(1),
});

/**
 * One way the network could work, refuted.
 * - `and` / `and-complement`: all units must fire on the examples with label 1 (with label 0 for the complement), and
 *   each other example is rejected by some unit; every edge accepts only the former and rejects only the latter.
 * - `general`: the units may split the examples any way the output function allows; an edge also holds mirrored.
 */
const caseSchema = z.strictObject({
  kind: z.enum(['and', 'and-complement', 'general']),
  edges: z.array(edgeSchema),
});

/** The file format; `checkCertificate` checks what it claims. */
export const certificateSchema = z.discriminatedUnion(
  'answer',
  [
    z.strictObject({
      format: z.literal(CERTIFICATE_FORMAT),
      instance: z.string().regex(/^[0-9a-f]{64}$/, 'expected the SHA-256 of the canonical instance'),
      answer: z.literal('YES'),
      configuration: z.unknown(),
      provenance: z.record(z.string(), z.unknown()).optional(),
    }),
    z.strictObject({
      format: z.literal(CERTIFICATE_FORMAT),
      instance: z.string().regex(/^[0-9a-f]{64}$/, 'expected the SHA-256 of the canonical instance'),
      answer: z.literal('NO'),
      cases: z.array(caseSchema).min(1),
      /** The engine that found no colouring of the edges. */
      solver: z.string().regex(/^[\w.-]{1,40}$/, 'expected the name of an engine'),
      provenance: z.record(z.string(), z.unknown()).optional(),
    }),
  ],
  { error: 'expected "YES" or "NO"' },
);

/** Examples no threshold unit can treat as claimed, with balancing multipliers. */
export type Edge = z.infer<typeof edgeSchema>;
/** One way the network could work, with the edges that refute it. */
export type NoCase = z.infer<typeof caseSchema>;
/** What `decide` and `train` write and `check` reads. */
export type Certificate = z.infer<typeof certificateSchema>;

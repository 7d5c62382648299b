// Certificates as they are written: the instance's name, the answer, and what proves it.
import type * as z from 'zod';
import { sha256Hex } from '../problem/hash.ts';
import { configurationToJson, type Configuration } from '../problem/training/configuration.ts';
import { training } from '../problem/training/problem.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import {
  CERTIFICATE_FORMAT,
  type CaseHeader,
  type Edge,
  type headerSchema,
  type SplitCase,
} from './format.ts';
import type { Encoding } from '../formula/encoding.ts';

type Provenance = Readonly<Record<string, unknown>>;

/** What begins a case of a network with one hidden layer. */
export type SplitStart = { readonly kind: SplitCase; readonly anchors: readonly number[] };

/** What begins a case, beside its refutation. */
export type CaseStart = SplitStart | { readonly kind: 'network'; readonly encoding: Encoding };

/** A case with what refutes it. */
export type NoCase<Start extends CaseStart = CaseStart> = Start & {
  readonly edges: readonly Edge[];
  /** Text LRAT, cut anywhere; ends with a newline. Empty where base and edges hold the empty clause. */
  readonly proof: readonly Uint8Array[];
};

type Header = z.infer<typeof headerSchema>;

/** What `decide` and `train` write and `check` reads. */
export type Certificate =
  | (Header & { readonly answer: 'YES' })
  | (Header & { readonly answer: 'NO'; readonly cases: readonly NoCase[] });

/** SHA-256 of the canonical instance. */
export function instanceHash(instance: TrainingInstance): string {
  return sha256Hex(training.canonical(instance));
}

/** The certificate of a YES, whoever found the configuration. */
export function yesCertificate(
  instance: TrainingInstance,
  configuration: Configuration,
  provenance: Provenance,
): Certificate {
  return {
    format: CERTIFICATE_FORMAT,
    instance: instanceHash(instance),
    answer: 'YES',
    configuration: configurationToJson(configuration),
    provenance,
  };
}

/** The certificate of a NO: every way the network could work (`requiredCases`), refuted. */
export function noCertificate(
  instance: TrainingInstance,
  cases: readonly NoCase[],
  provenance: Provenance,
): Certificate {
  return { format: CERTIFICATE_FORMAT, instance: instanceHash(instance), answer: 'NO', provenance, cases };
}

/** The bytes of a certificate in blocks; a long refutation is never held twice. */
export function* certificateChunks(certificate: Certificate): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  if (certificate.answer === 'YES') {
    yield encoder.encode(`${JSON.stringify(certificate)}\n`);
    return;
  }
  const { cases, ...header } = certificate;
  yield encoder.encode(`${JSON.stringify(header)}\n`);
  for (const item of cases) {
    const { edges, proof } = item;
    yield encoder.encode(`${JSON.stringify(caseHeader(item))}\n`);
    for (let i = 0; i < edges.length; i += BLOCK)
      yield encoder.encode(
        edges
          .slice(i, i + BLOCK)
          .map(edgeLine)
          .join(''),
      );
    yield* proof;
  }
}

function caseHeader(item: CaseStart): CaseHeader {
  return item.kind === 'network'
    ? { case: item.kind, encoding: item.encoding }
    : { case: item.kind, anchors: [...item.anchors] };
}

/** Edges written at a time. */
const BLOCK = 256;

function edgeLine({ accept, reject, node }: Edge): string {
  const side = (list: Edge['accept']): string => list.map(([e, m]) => `[${e},"${m}"]`).join();
  const unit = node === undefined ? '' : `,"node":${node}`;
  return `{"accept":[${side(accept)}],"reject":[${side(reject)}]${unit}}\n`;
}

/** The text of a certificate; ends with a newline. For one that may be long there is `certificateChunks`. */
export function writeCertificate(certificate: Certificate): string {
  const decoder = new TextDecoder();
  let text = '';
  for (const chunk of certificateChunks(certificate)) text += decoder.decode(chunk, { stream: true });
  return text;
}

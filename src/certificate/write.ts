// Certificates as they are written: the instance's name, the answer, and what proves it.
import { sha256Hex } from '../problem/hash.ts';
import { configurationToJson, type Configuration } from '../problem/training/configuration.ts';
import { training } from '../problem/training/problem.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import type { Certificate, NoCase } from './format.ts';

type Provenance = Readonly<Record<string, unknown>>;

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
    format: 'trainsat.certificate/1',
    instance: instanceHash(instance),
    answer: 'YES',
    configuration: configurationToJson(configuration),
    provenance,
  };
}

/** The certificate of a NO: refuted cases, each with its edges. */
export function noCertificate(
  instance: TrainingInstance,
  cases: readonly NoCase[],
  solver: string,
  provenance: Provenance,
): Certificate {
  return {
    format: 'trainsat.certificate/1',
    instance: instanceHash(instance),
    answer: 'NO',
    cases: [...cases],
    solver,
    provenance,
  };
}

/** The text of a certificate, one edge a line; ends with a newline. */
export function writeCertificate(certificate: Certificate): string {
  if (certificate.answer === 'YES') return `${JSON.stringify(certificate)}\n`;
  const { cases, ...rest } = certificate;
  const head = JSON.stringify(rest).slice(0, -1);
  const body = cases.map(({ kind, edges }) => {
    const rows = edges.map((edge) => `  ${JSON.stringify(edge)}`).join(',\n');
    return `{"kind":${JSON.stringify(kind)},"edges":[\n${rows}\n]}`;
  });
  return `${head},"cases":[${body.join(',\n')}]}\n`;
}

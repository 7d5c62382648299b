// `trainsat check`: the independent checker of certificates and refutations.
import type { CertificateCheck } from '../../certificate/check.ts';
import { InputError } from '../../problem/errors.ts';
import type { Check } from '../../problem/problem.ts';
import { sat, type Cnf } from '../../problem/sat.ts';
import { training } from '../../problem/training/problem.ts';
import type { TrainingInstance } from '../../problem/training/schema.ts';
import { command, type Context, type Outcome } from '../command.ts';
import { onlyOneStdin, readPosed } from '../inputs.ts';
import { asText, gather, readChunks, sourceName } from '../io.ts';

export const check = command({
  name: 'check',
  summary: 'whether a certificate proves its answer about a training instance, or a proof about a formula',
  details:
    'The checker works in exact arithmetic, uses nothing of the engines that found the answer, and reads files of any size as they come. For a formula, CERTIFICATE is a refutation in text LRAT (unit propagation only), of any solver, or a model in "v" lines; it is told by its first characters.',
  positionals: [
    {
      name: 'INSTANCE',
      file: true,
      describe: 'a training instance, a formula, or a bundle (then its target); - for stdin',
    },
    {
      name: 'CERTIFICATE',
      file: true,
      describe: 'what --certificate wrote, or --proof in the format lrat; - for stdin',
    },
  ],
  options: {},
  statuses: '0 only when the certificate is verified; 1 when it is not',
  examples: [
    [
      "printf 'p cnf 1 2\\n1 0\\n-1 0\\n' > no.cnf && echo '3 0 1 2 0' | trainsat check no.cnf -",
      'a refutation of a formula: "s VERIFIED NO"',
    ],
    ['trainsat generate planted-halfspaces --n 8 --m 20 -o planted.json', 'an instance'],
    ['trainsat decide planted.json --certificate yes.json || test $? -eq 10', 'its certificate'],
    ['trainsat check planted.json yes.json', 'the last line is "s VERIFIED YES"'],
  ],
  async run({ words }, context) {
    onlyOneStdin(words);
    const [instanceFile, certificateFile] = words as [string, string];
    const { posed, source } = await readPosed(instanceFile, context);
    const { name } = posed.problem;
    if (name === training.name)
      return checkCertificate(posed.instance as TrainingInstance, certificateFile, context);
    if (name === sat.name) return checkFormula(posed.instance as Cnf, certificateFile, context);
    throw new InputError(
      source,
      `expected a training instance or a formula, found one of ${name}; make one with "trainsat reduce ${instanceFile} --to training"`,
    );
  },
});

async function checkCertificate(instance: TrainingInstance, file: string, { io }: Context): Promise<Outcome> {
  const { CertificateChecker } = await import('../../certificate/check.ts');
  const checker = new CertificateChecker(instance, sourceName(file));
  for await (const chunk of readChunks(file, io)) checker.push(chunk);
  return outcome(checker.end());
}

/** The words of a verdict on a certificate. */
export function outcome(result: CertificateCheck): Outcome {
  return result.verified === false
    ? { data: `s NOT VERIFIED: ${result.reason}\n`, status: 1 }
    : { data: `c checked: ${result.strength}\ns VERIFIED ${result.verified}\n`, status: 0 };
}

async function checkFormula(cnf: Cnf, file: string, { io }: Context): Promise<Outcome> {
  const { RefutationChecker } = await import('../../certificate/refutation-checker.ts');
  const { LRAT_CHECKED } = await import('../../decide/verdict.ts');
  const source = sourceName(file);
  const chunks = readChunks(file, io);
  const { start, first } = await beginning(chunks);
  const said = (check: Check, strength: string, verified: 'YES' | 'NO'): Outcome =>
    outcome(check.ok ? { verified, strength } : { verified: false, reason: check.reason });
  if (/^[vsc]/.test(first)) {
    const model = asText(await gather(chained(start, chunks), source), source);
    return said(sat.check(cnf, sat.parseWitness(model, source, cnf)), 'witness (exact)', 'YES');
  }
  if (!/^\d?$/.test(first))
    throw new InputError(
      source,
      `expected a refutation in text LRAT or a model in "v" lines, found ${JSON.stringify(first)} at its beginning${first === 'a' ? '; write binary LRAT as text' : ''}`,
    );
  const checker = new RefutationChecker(cnf);
  for await (const chunk of chained(start, chunks)) checker.push(chunk);
  return said(checker.end(), LRAT_CHECKED, 'NO');
}

/** The chunks up to one that is not blank, and its first character that is none. */
async function beginning(
  chunks: AsyncIterator<Uint8Array>,
): Promise<{ readonly start: readonly Uint8Array[]; readonly first: string }> {
  const start: Uint8Array[] = [];
  for (;;) {
    const { value, done } = await chunks.next();
    if (done) return { start, first: '' };
    start.push(value);
    const first = /\S/u.exec(new TextDecoder('latin1').decode(value))?.[0];
    if (first !== undefined) return { start, first };
  }
}

async function* chained(
  start: readonly Uint8Array[],
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* start;
  yield* rest;
}

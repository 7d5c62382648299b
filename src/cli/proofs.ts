// Proofs of bounds as files: an instance that asks for something, and a certificate of the answer.
import { certificateChunks, type Certificate } from '../certificate/write.ts';
import { shellLine } from '../compare/table.ts';
import { training } from '../problem/training/problem.ts';
import type { TrainingInstance } from '../problem/training/schema.ts';
import type { Context } from './command.ts';
import { checkApart, checkWritable, writeBlocks, writeOutput, type OutputFile } from './io.ts';
import { withProvenance } from './origin.ts';

/** An instance with a certificate of its answer, and the name of both files without their endings. */
export type BoundProof = {
  readonly name: string;
  readonly instance: TrainingInstance;
  readonly certificate: Certificate | undefined;
};

/**
 * Writes NAME.json and NAME.cert for each proof that has a certificate.
 * @param words what the command reads, which must not be written over
 * @returns the shell lines that check them
 * @throws InputError when a file cannot be written
 */
export async function writeProofs(
  proofs: readonly BoundProof[],
  words: readonly string[],
  context: Context,
): Promise<string[]> {
  const files = proofs.flatMap(({ name }) =>
    [`${name}.json`, `${name}.cert`].map((file): OutputFile => ['--prefix', file]),
  );
  for (const [place, file] of files) await checkWritable(file, place);
  await checkApart(files, words);
  const lines: string[] = [];
  for (const { name, instance, certificate } of proofs) {
    if (!certificate) continue;
    const provenance = { ...instance.provenance, ...context.origin() };
    const text = training.write(withProvenance(instance, provenance) as TrainingInstance);
    await writeOutput(`${name}.json`, text, '--prefix');
    await writeBlocks(`${name}.cert`, certificateChunks(certificate), '--prefix');
    lines.push(shellLine(['trainsat', 'check', `${name}.json`, `${name}.cert`]));
  }
  return lines;
}

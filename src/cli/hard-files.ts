// A directory of hard instances: each with its certificate and a line of the manifest, written as they are found.
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { certificateChunks, type Certificate } from '../certificate/write.ts';
import type { CertificateFile } from '../compare/hard/manifest.ts';
import { InputError } from '../problem/errors.ts';
import { writeBlocks, writeOutput } from './io.ts';

const MANIFEST = 'manifest.jsonl';
const PLACE = '--out';

/** A directory that instances are added to. */
export type HardFolder = {
  /**
   * Writes NAME.json and NAME.cert, then the line of the manifest: what the manifest names is there and whole.
   * @param line made when the certificate is written
   * @throws InputError when the system refuses
   */
  readonly add: (
    name: string,
    instance: string,
    certificate: Certificate,
    line: (certificate: CertificateFile) => string,
  ) => Promise<void>;
};

/**
 * Prepares a directory, which is made when it is not there.
 * @param names of the instances that will be added
 * @throws InputError when it cannot be written to, or one of the files is there already; nothing is changed then
 */
export async function openHardFolder(folder: string, names: readonly string[]): Promise<HardFolder> {
  if (folder === '' || folder === '-')
    throw new InputError(
      PLACE,
      `expected a directory, found ${folder === '' ? 'an empty name' : '-; leave it out for one instance on stdout'}`,
    );
  const kind = await stat(folder).catch(() => undefined);
  if (kind && !kind.isDirectory())
    throw new InputError(PLACE, `expected a directory, found ${folder}, which is none`);
  for (const file of names.flatMap((name) => [`${name}.json`, `${name}.cert`]))
    if (kind && (await stat(join(folder, file)).catch(() => undefined)))
      throw new InputError(
        PLACE,
        `expected none of the instances to be there, found ${join(folder, file)}; take another --seed or directory`,
      );
  const manifest = join(folder, MANIFEST);
  const before = await readFile(manifest, 'utf8').catch(() => '');
  if (before !== '' && !before.endsWith('\n'))
    throw new InputError(PLACE, `expected whole lines in ${manifest}, found none at its end; repair it`);
  if (!kind) await made(folder);
  return {
    async add(name, instance, certificate, line) {
      await writeOutput(join(folder, `${name}.json`), instance, PLACE);
      const file = `${name}.cert`;
      const hash = createHash('sha256');
      let bytes = 0;
      const counted = function* (): Generator<Uint8Array> {
        for (const block of certificateChunks(certificate)) {
          hash.update(block);
          bytes += block.length;
          yield block;
        }
      };
      await writeBlocks(join(folder, file), counted(), PLACE);
      await append(manifest, `${line({ file, bytes, sha256: hash.digest('hex') })}\n`);
    },
  };
}

async function made(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    throw new InputError(
      PLACE,
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? `expected a directory in an existing one, found no directory ${dirname(folder)}`
        : `expected to make the directory ${folder}, found ${(error as Error).message}`,
    );
  }
}

/** One write, so that a line is there or is not. */
async function append(file: string, line: string): Promise<void> {
  try {
    const handle = await open(file, 'a');
    try {
      await handle.write(line);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new InputError(PLACE, `expected to write ${file}, found ${(error as Error).message}`);
  }
}

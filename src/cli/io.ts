// Files and streams: inputs are read whole under a size limit, outputs are written whole or not at all.
import { randomBytes } from 'node:crypto';
import { constants, createReadStream, type Stats } from 'node:fs';
import { access, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../problem/errors.ts';

/** The largest input that is read: no named file may ask for the machine's memory. */
export const MAX_INPUT_BYTES = 128 * 2 ** 20;

/** What a command may touch of the outside world, so that tests can call commands in the same process. */
export type Io = {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** From this call on Ctrl-C aborts the signal instead of ending the process; a second Ctrl-C ends it. */
  interrupt(): AbortSignal;
};

/** The name of an input in messages. */
export function sourceName(file: string): string {
  return file === '-' ? 'stdin' : file;
}

/**
 * The text of a file, or of stdin for `-`.
 * @throws InputError when there is no such file, it may not be read, is a directory, is too large or is not UTF-8
 */
export async function readInput(file: string, io: Pick<Io, 'stdin'>): Promise<string> {
  const source = sourceName(file);
  if (file === '') throw new InputError('FILE', 'expected a file name or - for stdin, found an empty name');
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of file === '-' ? io.stdin : createReadStream(file)) {
      const part = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
      bytes += part.length;
      if (bytes > MAX_INPUT_BYTES)
        throw new InputError(
          source,
          `expected at most ${MAX_INPUT_BYTES / 2 ** 20} MiB, found more; split it or make it smaller`,
        );
      chunks.push(part);
    }
  } catch (error) {
    throw error instanceof InputError ? error : new InputError(source, readingProblem(error));
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new InputError(source, 'expected UTF-8 text, found other bytes; is it compressed?');
  }
}

function readingProblem(error: unknown): string {
  switch (systemCode(error)) {
    case 'ENOENT':
      return 'expected a file, found nothing of this name; check the path';
    case 'EISDIR':
      return 'expected a file, found a directory; name a file in it';
    case 'EACCES':
    case 'EPERM':
      return 'expected a readable file, found no permission to read it';
    case 'ENOTDIR':
      return 'expected a file, found that a part of the path is no directory';
    default:
      return `expected a readable file, found ${(error as Error).message}`;
  }
}

/** `ENOENT` and its like; undefined for errors that are not the system's. */
function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/**
 * Makes sure, before any work is done, that `file` can be written.
 * @param place the option that named it, e.g. `--out`
 * @throws InputError
 */
export async function checkWritable(file: string, place: string): Promise<void> {
  if (file === '') throw new InputError(place, 'expected a file name, found an empty one');
  if (file === '-') return;
  const target = await kindOf(file);
  if (target?.isDirectory())
    throw new InputError(place, `expected a file to write, found the directory ${file}; name a file in it`);
  const folder = dirname(file);
  const parent = await kindOf(folder);
  if (!parent?.isDirectory())
    throw new InputError(place, `expected a file in an existing directory, found no directory ${folder}`);
  try {
    await access(target && !target.isFile() ? file : folder, constants.W_OK);
  } catch {
    throw new InputError(place, `expected a place to write, found no permission to write ${file}`);
  }
}

async function kindOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch {
    return undefined;
  }
}

/**
 * Writes a whole file or nothing: into a temporary file beside it, which is then renamed. A link is followed; a device
 * or a pipe is written to directly.
 * @throws InputError when the system refuses
 */
export async function writeOutput(file: string, text: string, place: string): Promise<void> {
  await checkWritable(file, place);
  const before = await kindOf(file);
  try {
    if (before && !before.isFile()) return await writeFile(file, text);
    const target = before ? await realpath(file) : file;
    const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
    try {
      const handle = await open(temporary, 'wx');
      try {
        if (before) await handle.chmod(before.mode & 0o777);
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw new InputError(place, `expected to write ${file}, found ${(error as Error).message}`);
  }
}

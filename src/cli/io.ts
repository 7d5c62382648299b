// Files and streams: inputs are read whole under a size limit, or as they come; outputs are written whole or not at all.
import { randomBytes } from 'node:crypto';
import { constants, createReadStream, type Stats } from 'node:fs';
import {
  access,
  chmod,
  open,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
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
 * The bytes of a file, or of stdin for `-`, as they are read.
 * @throws InputError when there is no such file, it may not be read or is a directory
 */
export async function* readChunks(file: string, io: Pick<Io, 'stdin'>): AsyncGenerator<Uint8Array> {
  if (file === '') throw new InputError('FILE', 'expected a file name or - for stdin, found an empty name');
  try {
    for await (const chunk of file === '-'
      ? io.stdin
      : createReadStream(file, { highWaterMark: CHUNK_BYTES }))
      yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
  } catch (error) {
    throw error instanceof InputError ? error : new InputError(sourceName(file), readingProblem(error));
  }
}

/** Bytes read from a file at a time. */
const CHUNK_BYTES = 2 ** 18;

/**
 * The text of a file, or of stdin for `-`.
 * @throws InputError as `readChunks` does, and when it is too large or is not UTF-8
 */
export async function readInput(file: string, io: Pick<Io, 'stdin'>): Promise<string> {
  return asText(await gather(readChunks(file, io), sourceName(file)), sourceName(file));
}

/**
 * All the chunks of an input.
 * @throws InputError when they are more than `MAX_INPUT_BYTES`
 */
export async function gather(chunks: AsyncIterable<Uint8Array>, source: string): Promise<Uint8Array[]> {
  const gathered: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > MAX_INPUT_BYTES)
      throw new InputError(
        source,
        `expected at most ${MAX_INPUT_BYTES / 2 ** 20} MiB, found more; split it or make it smaller`,
      );
    gathered.push(chunk);
  }
  return gathered;
}

/** The text of an input. @throws InputError when it is not UTF-8 */
export function asText(chunks: readonly Uint8Array[], source: string): string {
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
  if (file.endsWith('/'))
    throw new InputError(place, `expected a file to write, found ${file}, a directory; name a file in it`);
  const folder = dirname(await destination(file, place));
  const parent = await kindOf(folder);
  if (!parent?.isDirectory())
    throw new InputError(place, `expected a file in an existing directory, found no directory ${folder}`);
  // A file in a directory nobody may write to can still be overwritten.
  const places = target === undefined ? [folder] : target.isFile() ? [folder, file] : [file];
  const writable = await Promise.all(places.map((path) => access(path, constants.W_OK).then(yes, no)));
  if (!writable.includes(true))
    throw new InputError(place, `expected a place to write, found no permission to write ${file}`);
}

const yes = (): boolean => true;
const no = (): boolean => false;

/** An option that names a file to write, and the file. */
export type OutputFile = readonly [place: string, file: string];

/**
 * Makes sure, before any work is done, that no output overwrites an input or another output.
 * @param inputs files and directories to be read
 * @throws InputError
 */
export async function checkApart(outputs: readonly OutputFile[], inputs: readonly string[]): Promise<void> {
  for (const [i, [place, file]] of outputs.entries()) {
    for (const [other, name] of outputs.slice(0, i))
      if (await overwrites(file, name, place))
        throw new InputError(place, `expected another file than that of ${other}, found ${file} for both`);
    for (const input of inputs)
      if (await overwrites(file, input, place))
        throw new InputError(place, `expected another file than the input, found ${file}; name a new one`);
  }
}

/** Whether writing `file` changes what `other` names, a file or the files in a directory. */
async function overwrites(file: string, other: string, place: string): Promise<boolean> {
  if ([file, other].some((name) => name === '-' || name === '')) return false;
  const [a, b] = await Promise.all([kindOf(file), kindOf(other)]);
  if (a && !a.isFile()) return false;
  if (a && b?.isFile()) return a.dev === b.dev && a.ino === b.ino;
  const path = await absolute(file, place);
  if (a && b?.isDirectory()) return dirname(path) === (await realpath(other));
  return !a && !b && path === (await absolute(other, place));
}

/** The one name of a file that need not exist, in a directory that does. */
async function absolute(file: string, place: string): Promise<string> {
  const path = await destination(file, place);
  const folder = await realpath(dirname(path)).catch(() => resolve(dirname(path)));
  return join(folder, basename(path));
}

/** Where a name leads through links, whether there is a file at the end or not. @throws InputError for a circle */
async function destination(file: string, place: string): Promise<string> {
  let path = file;
  for (let links = 0; links < MAX_LINKS; links++) {
    const link = await readlink(path).catch(() => undefined);
    if (link === undefined) return path;
    path = resolve(await realpath(dirname(path)), link);
  }
  throw new InputError(place, `expected a file to write, found links in a circle at ${file}`);
}

/** As many as Linux follows. */
const MAX_LINKS = 40;

async function kindOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch {
    return undefined;
  }
}

/**
 * Writes a whole file or nothing: into a temporary file beside it, which is then renamed. A link is followed, also to
 * where nothing is yet. A device or a pipe, and a file in a directory that takes no new ones, is written to directly.
 * @throws InputError when the system refuses
 */
export async function writeOutput(file: string, text: string, place: string): Promise<void> {
  await checkWritable(file, place);
  const before = await kindOf(file);
  const target = await destination(file, place);
  try {
    const direct = before !== undefined && !before.isFile();
    if (direct || !(await replaceWhole(target, text, before))) await writeFile(target, text);
  } catch (error) {
    // The rest of the message names the temporary file.
    const [reason] = (error as Error).message.split(', ');
    throw new InputError(place, `expected to write ${file}, found ${reason}`);
  }
}

/** @returns false when nothing was done because a file is there but none can be made beside it */
async function replaceWhole(target: string, text: string, before: Stats | undefined): Promise<boolean> {
  const temporary = temporaryBeside(target);
  let handle: FileHandle;
  try {
    handle = await open(temporary, 'wx');
  } catch (error) {
    if (before && UNWRITABLE.has(systemCode(error))) return false;
    throw error;
  }
  try {
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
  return true;
}

/** How a directory refuses new files. */
const UNWRITABLE = new Set<string | undefined>(['EACCES', 'EPERM', 'EROFS', 'ENOENT']);

/** A file that is written piece by piece under another name, until it is whole. */
export type StagedFile = {
  /** Where to write. */
  readonly path: string;
  /** Puts what was written in its place. @throws InputError when the system refuses */
  readonly keep: () => Promise<void>;
  /** Forgets what was written; nothing is left of it. */
  readonly drop: () => Promise<void>;
};

/**
 * Prepares to write a large file whole or not at all. A device or a pipe is written to directly.
 * @throws InputError when it cannot be written
 */
export async function stageOutput(file: string, place: string): Promise<StagedFile> {
  await checkWritable(file, place);
  const before = await kindOf(file);
  if (before !== undefined && !before.isFile())
    return { path: file, keep: () => Promise.resolve(), drop: () => Promise.resolve() };
  const target = await destination(file, place);
  const path = temporaryBeside(target);
  return {
    path,
    async keep() {
      try {
        if (before) await chmod(path, before.mode & 0o777);
        await rename(path, target);
      } catch (error) {
        await rm(path, { force: true });
        throw new InputError(place, `expected to write ${file}, found ${(error as Error).message}`);
      }
    },
    drop: () => rm(path, { force: true }),
  };
}

/**
 * As `writeOutput`, from blocks that are made while they are written.
 * @throws InputError when the system refuses
 */
export async function writeBlocks(file: string, blocks: Iterable<Uint8Array>, place: string): Promise<void> {
  const staged = await stageOutput(file, place);
  try {
    const handle = await open(staged.path, 'w');
    try {
      for (const block of blocks) await handle.writeFile(block);
      await handle.sync().catch(() => {});
    } finally {
      await handle.close();
    }
  } catch (error) {
    await staged.drop();
    const [reason] = (error as Error).message.split(', ');
    throw new InputError(place, `expected to write ${file}, found ${reason}`);
  }
  await staged.keep();
}

function temporaryBeside(target: string): string {
  return join(dirname(target), `.trainsat.${randomBytes(6).toString('hex')}.tmp`);
}

// What a verification has done, kept in a file between runs.
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { InputError, found } from '../problem/errors.ts';
import { parseJson, validate } from '../problem/json.ts';
import { sha256Hex } from '../problem/hash.ts';
import type { Request } from '../verify/request.ts';
import type { Done } from '../verify/run.ts';
import { WITNESS_KINDS } from '../verify/trial.ts';
import { VERSION } from '../version.ts';
import { writeOutput } from './io.ts';

const count = z.int().min(0);
const schema = z.strictObject({
  format: z.literal('trainsat.verified/1'),
  version: z.string(),
  seed: count,
  maxSize: count.nullable(),
  done: z.record(
    z.string(),
    z.strictObject({
      small: count,
      random: count,
      tally: z.strictObject({
        tried: count,
        yes: count,
        no: count,
        unknown: count,
        outside: count,
        witnesses: z.strictObject(Object.fromEntries(WITNESS_KINDS.map((kind) => [kind, count]))),
      }),
    }),
  ),
});

/** What has to be the same for a run to go on where another ended. */
export type Plans = { readonly seed: number; readonly maxSize: number | undefined };

/** By key, which names a reduction, and for a module what it says, too. */
export type AllDone = Readonly<Record<string, Done>>;

/** The key under which a subject's progress is kept. @throws InputError when the module cannot be read */
export async function progressKey(request: Request, name: string): Promise<string> {
  if (!('module' in request)) return name;
  const text = await readFile(request.module, 'utf8').catch(() => {
    throw new InputError(request.module, 'expected a file, found none that can be read');
  });
  return `${request.module} ${sha256Hex(text)}`;
}

/**
 * The progress in a file; none when there is no such file.
 * @throws InputError when the file is of another version, seed or size, or no progress at all
 */
export async function readProgress(file: string, { seed, maxSize }: Plans): Promise<AllDone> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new InputError(file, `expected a file that can be read, found ${(error as Error).message}`);
  }
  const saved = validate(schema, parseJson(text, file), file);
  const differs = (key: string, wanted: unknown, had: unknown): void => {
    if (wanted !== had)
      throw new InputError(
        `${file}: ${key}`,
        `expected ${found(wanted ?? null)} as in this run, found ${found(had)}; use the same options or another file`,
      );
  };
  differs('version', VERSION, saved.version);
  differs('seed', seed, saved.seed);
  differs('maxSize', maxSize ?? null, saved.maxSize);
  return saved.done as AllDone;
}

/** Writes the progress, whole or not at all. @throws InputError when the system refuses */
export async function writeProgress(file: string, { seed, maxSize }: Plans, done: AllDone): Promise<void> {
  const saved = { format: 'trainsat.verified/1', version: VERSION, seed, maxSize: maxSize ?? null, done };
  await writeOutput(file, `${JSON.stringify(saved)}\n`, '--resume');
}

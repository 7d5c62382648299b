// The instance files that a word of the command line names: a file, or those of a directory.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, found } from '../problem/errors.ts';

/** Files of a directory that are no instances. */
const NO_INSTANCE = /^(\..*|README.*\.md|expected\.json|.*\.(cert|jsonl|sh))$/;

/** A file itself; of a directory its instance files in the order of their names. @throws InputError when it has none */
export async function filesOf(word: string): Promise<string[]> {
  const kind = word === '-' ? undefined : await stat(word).catch(() => undefined);
  if (kind?.isDirectory() !== true) return [word];
  const entries = await readdir(word, { withFileTypes: true });
  const raw = await readdir(word, { encoding: 'buffer' });
  const odd = raw.find((name) => !name.equals(Buffer.from(name.toString())));
  if (odd)
    throw new InputError(
      word,
      `expected file names in UTF-8, found ${found(odd.toString())} with other bytes; rename it`,
    );
  const names = entries
    .filter((entry) => !entry.isDirectory() && !NO_INSTANCE.test(entry.name))
    .map(({ name }) => name)
    .sort((a, b) => (a < b ? -1 : 1));
  if (names.length === 0)
    throw new InputError(word, 'expected a directory with instance files, found none in it');
  return names.map((name) => join(word, name));
}

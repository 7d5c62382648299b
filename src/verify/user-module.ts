// A reduction from a user's own file.
import { createJiti } from 'jiti';
import * as z from 'zod';
import type { AnyReduction } from '../catalogue/reduction.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { InputError } from '../problem/errors.ts';

const callable = z.custom<(...args: never[]) => unknown>((value) => typeof value === 'function', {
  error: (issue) =>
    `expected a function, found ${issue.input === undefined ? 'nothing' : typeof issue.input}`,
});
const shape = z.object({
  name: z.string().regex(/^[\w-]{1,100}$/, 'expected a name of letters, digits and hyphens'),
  source: z.string(),
  target: z.string(),
  summary: z.string().default(''),
  citation: z.string().default(''),
  sizeLaw: z.string().default(''),
  reduce: callable,
  forward: callable,
  extract: callable,
  size: callable,
});

/** The documented way to say it, for messages. */
const INTERFACE = 'export default { name, source, target, reduce, forward, extract, size }';

/**
 * Loads a module, TypeScript or JavaScript, whose default export is a reduction between problems of the catalogue. In it
 * `import … from 'trainsat'` is this package.
 * @throws InputError when there is no such module, it does not load, or its export is no reduction
 */
export async function loadReduction(path: string, catalogue: Catalogue): Promise<AnyReduction> {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const jiti = createJiti(import.meta.url, {
    alias: { trainsat: new URL(`../index.${ending}`, import.meta.url).pathname },
    moduleCache: false,
  });
  let loaded: unknown;
  try {
    loaded = await jiti.import(path, { default: true });
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: '' };
    const place = /\(?([^\s()]+:\d+:\d+)\)?$/m.exec(stack ?? '')?.[1];
    throw new InputError(
      path,
      `expected a module that loads, found ${message.split('\n')[0]}${place === undefined ? '' : ` at ${place}`}`,
    );
  }
  const parsed = shape.safeParse(loaded);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const key = issue!.path.join('.');
    throw new InputError(
      `${path}: default export${key === '' ? '' : `: ${key}`}`,
      `${issue!.message}; the form is ${INTERFACE}`,
    );
  }
  catalogue.problem(parsed.data.source, `${path}: source`);
  catalogue.problem(parsed.data.target, `${path}: target`);
  // The object itself, since its methods may use `this`, with words for what it leaves out.
  const words = Object.entries({ summary: '', citation: '', sizeLaw: '' });
  const missing = Object.fromEntries(words.filter(([key]) => !(key in (loaded as object))));
  return Object.assign(Object.create(loaded as object) as AnyReduction, missing);
}

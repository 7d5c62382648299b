// Reading JSON that a user named: syntax errors with line and column, schema errors with a JSON path.
import * as z from 'zod';
import { InputError, found } from './errors.ts';

/**
 * Parses JSON text.
 * @param source the name of the input, for messages
 * @throws InputError naming line and column where the text stops being JSON
 */
export function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const message = (error as Error).message;
    const offset = /position (\d+)/.exec(message)?.[1];
    const before = text.slice(0, offset === undefined ? text.length : Number(offset)).split('\n');
    const place = `${source}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
    throw new InputError(
      place,
      `expected JSON, found ${text.trim() === '' ? 'an empty input' : reason(message)}`,
    );
  }
}

function reason(message: string): string {
  return message.replace(/ in JSON at position.*$/s, '').replace(/, ".*$/s, '');
}

/** `["examples", 3, "stimulus"]` as `examples[3].stimulus`. */
export function jsonPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const key of path)
    text += typeof key === 'number' ? `[${key}]` : text === '' ? String(key) : `.${String(key)}`;
  return text;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const key of path) here = (here as Record<PropertyKey, unknown> | undefined)?.[key];
  return here;
}

/**
 * Validates `value` against `schema`.
 * @throws InputError with the JSON path of the first issue, what was expected and what was found
 */
export function validate<S extends z.ZodType>(schema: S, value: unknown, source: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  let issue = result.error.issues[0]!;
  let path = issue.path;
  while (issue.code === 'invalid_union') {
    // The branch that got furthest is the one the user meant.
    const deepest = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0];
    if (deepest === undefined) break;
    issue = deepest;
    path = [...path, ...deepest.path];
  }
  const where = jsonPath(path);
  const value_ = valueAt(value, path);
  const finding = value_ === undefined ? 'nothing' : found(value_);
  const message = issue.message.replace(/^Invalid input: /, '').replace(/, received .*$/, '');
  const text = message.startsWith('expected')
    ? `${message}, found ${finding}`
    : `${message} (found ${finding})`;
  throw new InputError(where === '' ? source : `${source}: ${where}`, text);
}

/**
 * JSON with object keys in sorted order and no white space: the canonical text of a JSON instance.
 * @throws TypeError for values JSON cannot hold
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`;
  }
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`canonicalJson: expected a JSON value, got ${typeof value}`);
  return text;
}

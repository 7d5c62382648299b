// Reading JSON that a user named: syntax errors with line and column, schema errors with a JSON path.
import * as z from 'zod';
import { parseRational } from '../exact/rational.ts';
import { InputError, found } from './errors.ts';
import { locateJsonError } from './json-error.ts';

/**
 * Parses JSON text.
 * @param source the name of the input, for messages
 * @throws InputError naming line and column where the text stops being JSON
 */
export function parseJson(text: string, source: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    if (text.trim() === '') throw new InputError(source, 'expected JSON, found an empty input');
    const error = locateJsonError(text);
    if (error === undefined)
      throw new InputError(source, 'expected JSON, found a text beyond the limits of this machine');
    const before = text.slice(0, error.offset).split('\n');
    const place = `${source}:${before.length}:${before.at(-1)!.length + 1}`;
    throw new InputError(place, `expected JSON (${error.expected} here), found ${error.found}`);
  }
  refuseRounded(text, source);
  return value;
}

/** Numerals of up to this many characters are the shortest decimal of the double they are read as. */
const SAFE_NUMERAL = 15;

/** JSON numbers are read as doubles: one that a double does not hold as written would change the question. */
function refuseRounded(text: string, source: string): void {
  const numeral = /-?\d[\d.eE+-]*/y;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) {
      at = closingQuote(text, at);
      continue;
    }
    if (char !== MINUS && (char < ZERO || char > NINE)) continue;
    numeral.lastIndex = at;
    const token = numeral.exec(text)![0];
    if (isRounded(token)) {
      const before = text.slice(0, at).split('\n');
      throw new InputError(
        `${source}:${before.length}:${before.at(-1)!.length + 1}`,
        `expected a number that a double holds as written, found ${found(token)}; put it in quotes`,
      );
    }
    at += token.length - 1;
  }
}

const QUOTE = 0x22;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;

/** The offset of the quote that closes the string opened at `start`: the first with an even number of backslashes before it. */
function closingQuote(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); ; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return at;
  }
}

function isRounded(token: string): boolean {
  if (token.length <= SAFE_NUMERAL && !/e/i.test(token)) return false;
  const written = parseRational(token);
  const read = parseRational(String(Number(token)));
  return !(
    written &&
    read &&
    written.numerator === read.numerator &&
    written.denominator === read.denominator
  );
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
  // A union with a message of its own has said what is wanted.
  while (issue.code === 'invalid_union' && issue.message === 'Invalid input') {
    // The branch that got furthest, or else has the fewest complaints, is the one the user meant.
    const depth = (branch: readonly { readonly path: readonly PropertyKey[] }[]): number =>
      Math.max(...branch.map((complaint) => complaint.path.length));
    const meant = issue.errors.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
    const deepest = meant.toSorted((a, b) => b.path.length - a.path.length)[0];
    if (deepest === undefined) break;
    issue = deepest;
    path = [...path, ...deepest.path];
  }
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!;
    throw new InputError(
      `${source}: ${jsonPath([...path, key])}`,
      `expected only keys of the format, found ${found(key)}; remove it`,
    );
  }
  const where = jsonPath(path);
  const message = expectation(issue);
  throw new InputError(
    where === '' ? source : `${source}: ${where}`,
    message.includes(', found ') ? message : `${message}, found ${found(valueAt(value, path))}`,
  );
}

/** `expected …` for an issue; messages of our own schemas are kept. */
function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input'))
    return `expected ${NAMES[issue.expected] ?? issue.expected}`;
  if (issue.code === 'too_small' && issue.message.startsWith('Too small'))
    return `expected at least ${issue.minimum}${items(issue.origin, issue.minimum)}`;
  if (issue.code === 'too_big' && issue.message.startsWith('Too big'))
    return `expected at most ${issue.maximum}${items(issue.origin, issue.maximum)}`;
  return issue.message.replace(/^Invalid (?:input|option): /, '');
}

/** The word behind the length of a list. */
function items(origin: string, count: number | bigint): string {
  return origin === 'array' ? ` item${Number(count) === 1 ? '' : 's'}` : '';
}

/** What zod's types are called in messages. */
const NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'an integer',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a string',
  tuple: 'a list',
};

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

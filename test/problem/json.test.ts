// Malformed JSON is found where it is, in the same words on every engine.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { found } from '../../src/problem/errors.ts';
import { canonicalJson, jsonPath, parseJson, validate } from '../../src/problem/json.ts';
import { locateJsonError } from '../../src/problem/json-error.ts';

test.each([
  ['{"a": 1,}', 'f:1:9: expected JSON (a key in double quotes here), found "}"'],
  ['[1, 2\n3]', 'f:2:1: expected JSON ("," or "]" here), found "3"'],
  ['[1,\n  tru]', 'f:2:3: expected JSON (a value here), found "tru"'],
  ['[01]', 'f:1:2: expected JSON (a value or "]" here), found "01"'],
  ['{"a" 1}', 'f:1:6: expected JSON (":" here), found "1"'],
  ['{"a":1 "b":2}', 'f:1:8: expected JSON ("," or "}" here), found "\\""'],
  ['{"a":"x', 'f:1:8: expected JSON (the closing quote of a string here), found the end of the text'],
  ['"a\tb"', 'f:1:3: expected JSON (no control character in a string here), found "\\t"'],
  ['"\\q"', 'f:1:2: expected JSON (an escape such as \\n or \\u00e9 here), found "\\\\"'],
  ['{} {}', 'f:1:4: expected JSON (the end of the text here), found "{"'],
  ['[1', 'f:1:3: expected JSON ("," or "]" here), found the end of the text'],
  ['[}', 'f:1:2: expected JSON (a value or "]" here), found "}"'],
  ['NaN', 'f:1:1: expected JSON (a value here), found "NaN"'],
  ['', 'f: expected JSON, found an empty input'],
  [' \n', 'f: expected JSON, found an empty input'],
])('%j', (text, message) => {
  expect(() => parseJson(text, 'f')).toThrow(message);
});

test('the locator and JSON.parse agree on which texts are JSON', () => {
  const pieces = [
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    '"a"',
    '"\\u00e9\\n"',
    '1',
    '-0.5e+3',
    'true',
    'null',
    ' ',
    '\n',
    '01',
    '-',
    '"',
  ];
  const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((list) => list.join(''));
  const broken = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', ...pieces)).map(([json, at, piece]) => {
    const cut = at % (json.length + 1);
    return json.slice(0, cut) + piece + json.slice(cut + 1);
  });
  fc.assert(
    fc.property(fc.oneof(soup, broken, fc.json()), (text) => {
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      expect(locateJsonError(text) === undefined, text).toBe(valid);
    }),
    { numRuns: 3000 },
  );
});

test('deep nesting and long strings are no trouble for the locator', () => {
  expect(locateJsonError('['.repeat(200_000))).toMatchObject({
    offset: 200_000,
    found: 'the end of the text',
  });
  expect(locateJsonError(`"${'\\n'.repeat(500_000)}`)).toMatchObject({ offset: 1_000_001 });
});

test('schema errors name path, expectation and finding', () => {
  const schema = z.strictObject({
    a: z.array(z.int().min(0).max(5)).min(1),
    b: z.enum(['x', 'y']),
    c: z.union([z.strictObject({ p: z.string() }), z.strictObject({ q: z.number() })]),
    d: z.int().min(0, 'expected no debts').optional(),
  });
  const right = { a: [1], b: 'x', c: { p: '' } };
  const message = (change: object): string => {
    try {
      validate(schema, { ...right, ...change }, 'f');
      return 'accepted';
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(message({})).toBe('accepted');
  expect(message({ a: [1, 6] })).toBe('f: a[1]: expected at most 5, found 6');
  expect(message({ a: [] })).toBe('f: a: expected at least 1 item, found []');
  expect(message({ a: undefined })).toBe('f: a: expected a list, found nothing');
  expect(message({ b: 'z' })).toBe('f: b: expected one of "x"|"y", found "z"');
  expect(message({ c: { q: 'one' } })).toBe('f: c.q: expected a number, found "one"');
  expect(message({ e: 1 })).toBe('f: e: expected only keys of the format, found "e"; remove it');
  expect(message({ d: -1 })).toBe('f: d: expected no debts, found -1');
  expect(() => validate(schema, 3, 'f')).toThrow('f: expected an object, found 3');
});

test('paths', () => {
  expect(jsonPath(['examples', 3, 'stimulus', 0])).toBe('examples[3].stimulus[0]');
  expect(jsonPath([])).toBe('');
});

test('canonical JSON sorts keys, drops undefined ones, and is JSON', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
  expect(() => canonicalJson([() => 1])).toThrow(TypeError);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('whatever is found has a rendering', () => {
  let deep: unknown = 0;
  for (let i = 0; i < 200_000; i++) deep = [deep];
  expect([undefined, NaN, 'a', deep, 'x'.repeat(100)].map(found)).toEqual([
    'nothing',
    'NaN',
    '"a"',
    'a value too large to be shown',
    `"${'x'.repeat(56)}...`,
  ]);
});

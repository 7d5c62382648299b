// What a text declares itself to be, also where texts are long, nested or strange.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problems } from '../../src/problem/index.ts';
import { graphColouring } from '../../src/problem/graph-colouring.ts';
import { parseJson } from '../../src/problem/json.ts';
import { sat } from '../../src/problem/sat.ts';
import { signatureOf } from '../../src/problem/signature.ts';

test.each([
  ['', { kind: 'empty' }],
  [' \n\t', { kind: 'empty' }],
  ['p cnf 1 1\n1 0\n', { kind: 'dimacs', format: 'cnf' }],
  ['c p edge 1 0\ncomment\n\n p  edge 1 0', { kind: 'dimacs', format: 'edge' }],
  ['h 1 0\n', { kind: 'dimacs', format: 'wcnf' }],
  ['c{\nc "nvars": 1\nc}\n\n5 -1 2 0\n', { kind: 'dimacs', format: 'wcnf' }],
  ['p wcnf 1 0 3\n', { kind: 'dimacs', format: 'wcnf' }],
  ['c at least 0\n', { kind: 'dimacs', format: 'wcnf' }],
  ['1 -2 not numbers\n', { kind: 'other' }],
  ['home\n', { kind: 'other' }],
  ['* #variable= 1 #constraint= 0\n', { kind: 'opb', format: 'opb' }],
  ['* mine\nmin: ;\n', { kind: 'opb', format: 'opb' }],
  ['+2 ~x1 = 2 ;', { kind: 'opb', format: 'opb' }],
  ['x1 >= 1;', { kind: 'opb', format: 'opb' }],
  ['* mine\nNAME trainsat\n', { kind: 'other' }],
  ['* only comments\n', { kind: 'other' }],
  ['c only comments\n', { kind: 'other' }],
  ['{"format":"trainsat.instance/1"}', { kind: 'json', format: 'trainsat.instance' }],
  ['{"type":"SetSplitting","data":{}}', { kind: 'json', format: 'SetSplitting' }],
  ['{"format":3}', { kind: 'json' }],
  ['[1]', { kind: 'json' }],
  ['{"format":', { kind: 'json' }],
])('%j', (text, signature) => {
  expect(signatureOf(text)).toEqual(signature);
});

test('only the outermost key counts', () => {
  const text = '{"provenance":{"from":{"format":"trainsat.instance/1"}},"format":"trainsat.set-splitting/1"}';
  expect(signatureOf(text)).toEqual({ kind: 'json', format: 'trainsat.set-splitting' });
});

test('no two problems claim one signature', () => {
  const all = problems.flatMap(({ signatures }) => signatures);
  expect(new Set(all).size).toBe(all.length);
});

test('many comments and blank lines are skipped in linear time and without recursion', () => {
  for (const line of ['\n', 'c x\n', 'c\n\n', '* x\n'])
    expect(signatureOf(`${line.repeat(300_000)}p cnf 1 1\n1 0\n`)).toEqual({ kind: 'dimacs', format: 'cnf' });
});

test('a model must name something, and the output of a NO is none', () => {
  const cnf = { variables: 2, clauses: [[-1, -2]] };
  for (const text of [
    '',
    'c nothing\n',
    's UNSATISFIABLE\n',
    's NO\n',
    'UNSAT\n',
    's UNKNOWN (seconds: 1)\n',
  ])
    expect(() => sat.parseWitness(text, 'w', cnf), text).toThrow(/^w(:1)?: expected a model/);
  expect(sat.parseWitness('SAT\n1 -2 0\n', 'w', cnf)).toEqual([true, false]);
  expect(sat.parseWitness('v 0\n', 'w', { variables: 0, clauses: [] })).toEqual([]);
});

test('edges of a .col file: once, in both directions, repeated; any other count is refused', () => {
  const parse = (text: string) => graphColouring.parse(text, 'g', { colours: 2 }).edges;
  expect(parse('p edge 2 1\ne 1 2\n')).toEqual([[0, 1]]);
  expect(parse('p edge 2 1\ne 1 2\ne 2 1\n')).toEqual([[0, 1]]);
  expect(parse('p edge 2 2\ne 1 2\ne 2 1\n')).toEqual([[0, 1]]);
  expect(() => parse('p edge 3 2\ne 1 2\n')).toThrow('g: expected 2 edges as the header says, found 1');
});

test('JSON numbers are refused where a double would change them, and only there', () => {
  for (const text of ['9007199254740993', '0.10000000000000000001', '1e400', '-12345678901234567890'])
    expect(() => parseJson(`{"a": "12345678901234567890",\n "b": ${text}}`, 'f')).toThrow(
      'f:2:7: expected a number that a double holds as written',
    );
  for (const text of [
    '9007199254740992',
    '0.1',
    '0.30000000000000004',
    '1e21',
    '100000000000000000000',
    '-0',
    '1.50000000000000000000',
  ])
    expect(parseJson(text, 'f')).toBe(Number(text));
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(parseJson(JSON.stringify(x), 'f')).toBe(x === 0 ? 0 : x);
    }),
  );
});

test('strings of many million characters and escapes are skipped', () => {
  const long = JSON.stringify({ text: `${'x'.repeat(9_000_000)}${'\\"'.repeat(500_000)}`, number: 1 });
  expect((parseJson(long, 'f') as { number: number }).number).toBe(1);
  expect(() => parseJson(long.replace(':1}', ':9007199254740993}'), 'f')).toThrow(
    'expected a number that a double holds',
  );
});

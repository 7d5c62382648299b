// Tables: what spreadsheets and statistics programs write is read exactly, everything else is refused with its place.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, test } from 'vitest';
import { parseRational } from '../../src/exact/rational.ts';
import { readTable, type CsvOptions } from '../../src/interchange/csv.ts';
import { InputError } from '../../src/problem/errors.ts';

const read = (text: string, options: Partial<CsvOptions> = {}) =>
  readTable(text, 't.csv', { label: 'y', header: true, delimiter: ',', drop: [], oneHot: [], ...options });

describe('layouts that are read', () => {
  const plain = read('a,b,y\n1,2.50,no\n-3,4,yes\n');

  test('a header, numbers, two labels: the greater is 1', () => {
    expect(plain).toEqual({
      inputs: ['a', 'b'],
      examples: [
        { stimulus: ['1', '2.50'], response: '0' },
        { stimulus: ['-3', '4'], response: '1' },
      ],
      positive: 'yes',
      negative: ['no'],
    });
  });

  test.each([
    ['CRLF, a byte order mark, blank lines', '\ufeffa,b,y\r\n\r\n1,2.50,no\r\n-3,4,yes\r\n\r\n', {}],
    ['no line end at the end', 'a,b,y\n1,2.50,no\n-3,4,yes', {}],
    ['quotes and spaces', '"a", b ,y\n "1" ,2.50,"no"\n-3,4,yes\n', {}],
    ['semicolons', 'a;b;y\n1;2.50;no\n-3;4;yes\n', { delimiter: ';' }],
    ['tabs', 'a\tb\ty\n1\t2.50\tno\n-3\t4\tyes\n', { delimiter: '\t' }],
    ['columns left out', 'id,a,b,y\nx,1,2.50,no\n,-3,4,yes\n', { drop: ['id'] }],
    ['one against the rest', 'a,b,y\n1,2.50,no\n-3,4,yes\n', { positive: 'yes' }],
  ])('%s', (_name, text, options) => {
    expect(read(text, options)).toEqual(plain);
  });

  test('without a header columns are numbers, as is a column without a name', () => {
    expect(read('1,a\n2,b\n', { header: false, label: '2' })).toMatchObject({ inputs: ['1'], positive: 'b' });
    expect(read(',a,y\n7,1,0\n8,2,1\n', { drop: ['1'] })).toMatchObject({ inputs: ['a'], positive: '1' });
  });

  test('labels that are numbers are compared as such; any label may be the positive one', () => {
    expect(read('a,y\n1,10\n2,9\n')).toMatchObject({ positive: '10', negative: ['9'] });
    expect(read('a,y\n1,r\n2,g\n3,b\n', { positive: 'g' })).toMatchObject({ negative: ['b', 'r'] });
    expect(read('a,y\n1,r\n2,r\n', { positive: 'r' })).toMatchObject({ negative: [] });
  });

  test('categories: an input each, in order', () => {
    const { inputs, examples } = read('c,a,y\nred,1,0\n10,2,1\n9,3,1\n', { oneHot: ['c'] });
    expect(inputs).toEqual(['c=9', 'c=10', 'c=red', 'a']);
    expect(examples.map(({ stimulus }) => stimulus.join(' '))).toEqual(['0 0 1 1', '0 1 0 2', '1 0 0 3']);
  });

  test('fractions, exponents, and digits on one side of the point only', () => {
    const { examples } = read('a,y\n1/3,0\n-2.5e-3,0\n.5,0\n-.5,0\n5.,0\n5.e1,1\n');
    expect(examples.map(({ stimulus }) => parseRational(stimulus[0]!))).toEqual(
      ['1/3', '-1/400', '1/2', '-1/2', '5', '50'].map((text) => parseRational(text)),
    );
  });

  test('any table that a CSV writer writes', () => {
    const name = fc.string({ minLength: 1, maxLength: 6 }).map((text) => text.trim());
    fc.assert(
      fc.property(
        fc.uniqueArray(
          name.filter((text) => text !== '' && text !== 'y' && !text.includes('\ufeff')),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        fc.array(fc.tuple(fc.integer(), fc.boolean()), { minLength: 1, maxLength: 5 }),
        (names, rows) => {
          const table = rows.map(([number, label]) => [
            ...names.map((_, i) => `${number + i}.${i}0`),
            label ? 'l,"1"\n' : 'l0',
          ]);
          const text = stringify([[...names, 'y'], ...table]);
          const result = read(text, { positive: rows[0]![1] ? 'l,"1"\n' : 'l0' });
          expect(result.inputs).toEqual(names);
          expect(result.examples).toEqual(
            table.map((row, r) => ({
              stimulus: row.slice(0, -1),
              response: rows[r]![1] === rows[0]![1] ? '1' : '0',
            })),
          );
        },
      ),
    );
  });
});

describe('tables that are refused', () => {
  test.each<[string, Partial<CsvOptions>, string]>([
    ['', {}, 't.csv: expected rows of a table, found an empty input'],
    ['a,y\n', {}, 't.csv: expected rows under the header, found none; without a header say --no-header'],
    ['a,a,y\n1,2,0\n', {}, 't.csv:1: expected a name of its own for each column, found "a" twice; without a header say --no-header'], // prettier-ignore
    ['a,y\n1,0\n2\n', {}, 't.csv:3: expected as many fields as in the first line, found 1; is the delimiter right (--delimiter)?'], // prettier-ignore
    ['a,y\n1,0\n"2,1\n', {}, 't.csv:3: expected a quoted field to be closed, found the end of the file'],
    ['a,y\n1,0\n"2"x,1\n', {}, 't.csv:3: expected quotes around whole fields, doubled within, found others'],
    ['a,y\n1,0\n2"x",1\n', {}, 't.csv:3: expected quotes around whole fields, doubled within, found others'],
    ['a,y\n1,0\n\n?,1\n', {}, 't.csv:4: column "a": expected a value, found "?"; remove the row, or leave the column out by --drop'], // prettier-ignore
    ['a,y\n,0\n', {}, 't.csv:2: column "a": expected a value, found ""; remove the row, or leave the column out by --drop'], // prettier-ignore
    ['a,y\n1,NA\n', {}, 't.csv:2: column "y": expected a value, found "NA"; remove the row'],
    ['c,y\nNone,0\n', { oneHot: ['c'] }, 't.csv:2: column "c": expected a value, found "None"; remove the row, or leave the column out by --drop'], // prettier-ignore
    ['a,y\n1,0\nred,1\n', {}, 't.csv:3: column "a": expected a number such as 5.1, found "red"; categories become inputs by --one-hot, other columns are left out by --drop'], // prettier-ignore
    ['a,y\n"1,5",0\n', {}, 't.csv:2: column "a": expected a number such as 5.1, found "1,5"; categories become inputs by --one-hot, other columns are left out by --drop'], // prettier-ignore
    ['a,y\n1/0,0\n', {}, 't.csv:2: column "a": expected a number such as 5.1, found "1/0"; categories become inputs by --one-hot, other columns are left out by --drop'], // prettier-ignore
    ['a,y\nInfinity,0\n', {}, 't.csv:2: column "a": expected a number such as 5.1, found "Infinity"; categories become inputs by --one-hot, other columns are left out by --drop'], // prettier-ignore
    ['a,y\n1,0\n2,1\n3,2\n', {}, '--label: expected a column of two values, found 3 in "y" (0, 1, 2); say by --positive VALUE which of them is 1'], // prettier-ignore
    ['a,y\n1,0\n', {}, '--label: expected a column of two values, found 1 in "y" (0); say by --positive VALUE which of them is 1'], // prettier-ignore
    ['a,y\n1,0\n', { positive: '1' }, '--positive: expected a value of "y" (0), found "1"'],
    ['a,b\n1,0\n', {}, '--label: expected a column of t.csv (a, b), found "y"'],
    ['a,y\n1,0\n', { drop: ['b'] }, '--drop: expected a column of t.csv (a, y), found "b"'],
    ['a,y\n1,0\n', { drop: ['y'] }, '--drop: expected other columns than the label, found "y"'],
    ['a,y\n1,0\n', { oneHot: ['y'] }, '--one-hot: expected other columns than the label, found "y"'],
    ['a,y\n1,0\n', { drop: ['a'], oneHot: ['a'] }, '--one-hot: expected columns that are kept, found "a" in --drop'], // prettier-ignore
    [`a,y\n${Array.from({ length: 1001 }, (_, i) => `i${i},0\n`).join('')}`, { oneHot: ['a'] }, '--one-hot: expected at most 1000 categories, found 1001 in the column "a"'], // prettier-ignore
  ])('%j %j', (text, options, message) => {
    let thrown: unknown;
    try {
      read(text, options);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InputError);
    expect((thrown as InputError).message).toBe(message);
  });
});

test('the table of irises has the numbers of the training instance', () => {
  const path = (name: string) => new URL(`../../instances/${name}`, import.meta.url);
  const { examples } = read(readFileSync(path('tables/iris.csv'), 'utf8'), {
    label: 'species',
    positive: 'versicolor',
  });
  const file = JSON.parse(readFileSync(path('real/iris.json'), 'utf8')) as {
    examples: { stimulus: number[]; response: string }[];
  };
  expect(examples.map(({ stimulus, response }) => ({ stimulus: stimulus.map(Number), response }))).toEqual(
    file.examples,
  );
});

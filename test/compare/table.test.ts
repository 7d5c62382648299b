// The four forms of a table, byte by byte.
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cell, NOTHING, renderTable, shellLine, type Table } from '../../src/compare/table.ts';

const table: Table = {
  columns: [
    { key: 'instance', heading: 'instance' },
    { key: 'sha256', heading: 'SHA-256', detail: true },
    { key: 'share', heading: '95 % interval (%)', numeric: true },
    { key: 'time', heading: 'time (s, measured)', numeric: true, measured: true },
  ],
  rows: [
    [
      cell('a|b_"c", 50 % & {x}'),
      cell('0f'),
      { text: '1.5–20.0', value: [0.015, 0.2] },
      { text: '> 60', value: 60.1 },
    ],
    [cell('d'), cell('1e'), NOTHING, { text: '0.01', value: 0.0123 }],
  ],
  notes: ['k ≥ 2 units.'],
  environment: ['Node 20.'],
  command: "trainsat compare 'a|b'",
  version: '9.9.9',
  interrupted: false,
};

describe('a table', () => {
  test('in Markdown', () => {
    expect(renderTable(table, 'markdown')).toBe(
      [
        '| instance              | 95 % interval (%) | time (s, measured) |',
        '| :-------------------- | ----------------: | -----------------: |',
        '| a\\|b\\_"c", 50 % & {x} |          1.5–20.0 |               > 60 |',
        '| d                     |                 — |               0.01 |',
        '',
        '- k ≥ 2 units.',
        '- Node 20.',
        '',
        '```sh',
        "trainsat compare 'a|b'",
        '```',
        '',
      ].join('\n'),
    );
  });

  test('in CSV', () => {
    expect(renderTable(table, 'csv')).toBe(
      [
        'instance,SHA-256,95 % interval (%),"time (s, measured)",trainsat,command',
        `"a|b_""c"", 50 % & {x}",0f,1.5–20.0,> 60,9.9.9,trainsat compare 'a|b'`,
        `d,1e,—,0.01,9.9.9,trainsat compare 'a|b'`,
        '',
      ].join('\r\n'),
    );
  });

  test('in LaTeX', () => {
    expect(renderTable(table, 'latex')).toBe(
      [
        '% \\usepackage{booktabs,textcomp}',
        "% trainsat compare 'a|b'",
        '\\begin{tabular}{lrr}',
        '  \\toprule',
        '  instance & 95 \\% interval (\\%) & time (s, measured) \\\\',
        '  \\midrule',
        '  a$|$b\\_\\textquotedbl{}c\\textquotedbl{}, 50 \\% \\& \\{x\\} & 1.5--20.0 & $>$ 60 \\\\',
        '  d & --- & 0.01 \\\\',
        '  \\bottomrule',
        '\\end{tabular}',
        '',
        '\\par\\footnotesize k $\\geq$ 2 units.',
        '\\par\\footnotesize Node 20.',
        '',
      ].join('\n'),
    );
  });

  test('in JSON, what was measured apart', () => {
    expect(JSON.parse(renderTable(table, 'json'))).toEqual({
      format: 'trainsat.table/1',
      version: '9.9.9',
      interrupted: false,
      command: "trainsat compare 'a|b'",
      columns: table.columns.map(({ key, heading }) => ({ key, heading })),
      rows: [
        { instance: 'a|b_"c", 50 % & {x}', sha256: '0f', share: [0.015, 0.2] },
        { instance: 'd', sha256: '1e', share: null },
      ],
      notes: ['k ≥ 2 units.'],
      measurements: { rows: [{ time: 60.1 }, { time: 0.0123 }], environment: ['Node 20.'] },
    });
  });

  test('of no rows keeps its headings', () => {
    const empty = { ...table, rows: [] };
    expect(renderTable(empty, 'csv').split('\r\n')).toHaveLength(2);
    expect(renderTable(empty, 'markdown').split('\n')[2]).toBe('');
  });

  test('never shows a blank cell', () => {
    expect(cell('')).toBe(NOTHING);
    expect(cell(' ')).toBe(NOTHING);
    const blank = { ...table, rows: [[cell('d'), cell('1e'), { text: ' ', value: null }, NOTHING]] };
    expect(() => renderTable(blank, 'csv')).toThrow(
      'renderTable: row 0: expected a text for share, got a blank',
    );
    expect(() => renderTable({ ...table, rows: [[cell('d')]] }, 'csv')).toThrow(
      'renderTable: row 0: expected 4 cells, got 1',
    );
  });

  test('in JSON, interrupted or not', () => {
    expect(JSON.parse(renderTable({ ...table, interrupted: true }, 'json'))).toMatchObject({
      interrupted: true,
    });
  });

  test('a lone line break is quoted in CSV', () => {
    const rows = ['a\nb', 'a\rb'].map((text) => [cell(text), cell('0f'), NOTHING, NOTHING]);
    const lines = renderTable({ ...table, rows }, 'csv').split('\r\n');
    expect(lines.slice(1, 3).map((line) => line.split(',')[0])).toEqual(['"a\nb"', '"a\rb"']);
  });

  test('a name cannot leave its row', () => {
    const rows = [[cell('a\nb`|`c'), cell('0f'), NOTHING, NOTHING]];
    expect(renderTable({ ...table, rows }, 'markdown').split('\n')[2]).toMatch(/^\| a b\\`\\\|\\`c +\|/);
    expect(renderTable({ ...table, rows }, 'latex')).toContain(
      '  a b\\textasciigrave{}$|$\\textasciigrave{}c & --- & --- \\\\',
    );
  });
});

describe('shellLine', () => {
  test.each([
    [['trainsat', '--n', '10..40', '--ratio', '1.6,2.1'], 'trainsat --n 10..40 --ratio 1.6,2.1'],
    [['a b', "it's", ''], "'a b' 'it'\\''s' ''"],
    [['$(x)', '*', '~'], "'$(x)' '*' '~'"],
    [["a\nb'\\", 'é\u001b[2J\u0085'], "$'a\\012b\\047\\134' $'é\\033[2J\\302\\205'"],
  ])('%j', (words, line) => {
    expect(shellLine(words)).toBe(line);
  });

  test('a shell reads the words back', () => {
    const word = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const read = execFileSync('bash', ['-c', `printf '%s\\0' ${shellLine(words)}`], { encoding: 'utf8' });
        expect(shellLine(words)).not.toMatch(/\p{Cc}/u);
        expect(read).toBe(words.map((text) => `${text}\0`).join(''));
      }),
      { numRuns: 40 },
    );
  });
});

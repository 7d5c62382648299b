// The studies: their commands can be run and drawn, and the tables and pictures beside them are theirs.
import { parseHTML } from 'linkedom';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commandOf } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { parseCommandLine } from '../../src/cli/parse.ts';
import { registry } from '../../src/registry.ts';
import { call, temporaryDirectory } from '../cli/harness.ts';
import { studiesOf, withTable } from '../bench/studies/readme.ts';

const room = new URL('../../instances/studies/', import.meta.url);
const readme = readFileSync(new URL('README.md', room), 'utf8');
const studies = studiesOf(readme);
const folder = temporaryDirectory();

/** The rows of the table below a study's command, without head and line. */
function rowsBelow(name: string): string[][] {
  const below = readme.slice(readme.indexOf(`--plot instances/studies/${name}.svg\n`));
  const lines = /\n\n((?:\|.*\n)+)\n!\[.*\]\((.*)\)\n/.exec(below)!;
  expect(lines[2]).toBe(`${name}.svg`);
  return lines[1]!
    .trim()
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').map((text) => text.trim()));
}

test('five of them, each with a picture', () => {
  expect(studies.map(({ name }) => name)).toEqual([
    'phase-transition',
    'width',
    'depth',
    'heuristics',
    'two-thirds',
  ]);
  expect(readme.match(/^trainsat /gm)).toHaveLength(studies.length);
  expect(readdirSync(room).sort()).toEqual(['README.md', ...studies.map(({ name }) => `${name}.svg`)].sort());
});

describe.each(studies)('$name', ({ name, argv }) => {
  test('the command can be run: everything is read and planned before the work', async () => {
    const { spec, rest } = commandOf(commands, argv)!;
    expect(parseCommandLine(spec, rest, registry).help).toBe(false);
    // A picture in a folder that is not there is refused after the comparison was planned, and before it begins.
    const elsewhere = argv.map((word) => word.replace('instances/studies', `${folder}/none`));
    expect(await call(elsewhere)).toEqual({
      status: 2,
      stdout: '',
      stderr: `--plot: expected a file in an existing directory, found no directory ${folder}/none\n`,
    });
  });

  test('the picture was made by the command, and has a mark for each row of the table', () => {
    const svg = readFileSync(new URL(`${name}.svg`, room), 'utf8');
    const { document } = parseHTML(`<html><body>${svg}</body></html>`);
    const record = document.querySelector('metadata')!.textContent;
    expect(record.slice(record.indexOf(': ') + 2)).toBe(`trainsat ${argv.join(' ')}`);
    const rows = rowsBelow(name);
    const tried = rows.filter((cells) => cells.some((text) => /^\d+ \/ \d+$/.test(text)));
    expect(rows.length).toBeGreaterThan(3);
    expect(document.querySelectorAll('.marks > *').length).toBe(tried.length);
    const places = document.querySelectorAll('.untried text').length;
    expect(places > 0).toBe(tried.length < rows.length);
  });
});

test('a table takes the place of the one before', () => {
  const output = '| a |\n| - |\n| 1 |\n\n- a note\n';
  const once = withTable(readme, 'width', output);
  expect(once).toContain('width.svg\n```\n\n| a |\n| - |\n| 1 |\n\n![');
  expect(withTable(once, 'width', output)).toBe(once);
  expect(studiesOf(once)).toEqual(studies);
});

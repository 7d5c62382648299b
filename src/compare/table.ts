// The one model of a table, and its four forms: Markdown, CSV (RFC 4180), LaTeX (booktabs) and JSON.
import { stringify } from 'csv-stringify/sync';
import { markdownTable } from 'markdown-table';

/** What JSON can hold. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A cell: what is printed, and the value it stands for. */
export type Cell = { readonly text: string; readonly value: Json };

/** What stands in one place of every row. */
export type Column = {
  /** The name in JSON. */
  readonly key: string;
  /** The heading, with its unit in parentheses where it has one. */
  readonly heading: string;
  /** Numbers are set flush right. */
  readonly numeric?: true;
  /** The values differ from run to run and from machine to machine: JSON keeps them apart. */
  readonly measured?: true;
  /** For machines only: left out of Markdown and LaTeX. */
  readonly detail?: true;
};

/** A table with all that stands around it, whatever form it is printed in. */
export type Table = {
  readonly columns: readonly Column[];
  /** As many cells a row as there are columns. */
  readonly rows: readonly (readonly Cell[])[];
  /** Sentences to stand below the table. */
  readonly notes: readonly string[];
  /** Sentences about this machine and this run. */
  readonly environment: readonly string[];
  /** The shell line that makes the table again. */
  readonly command: string;
  /** Of this tool. */
  readonly version: string;
  /** The rows are only a part of what was asked for. */
  readonly interrupted: boolean;
};

/** The forms a table can be printed in. */
export const TABLE_FORMATS = ['markdown', 'csv', 'latex', 'json'] as const;
/** One of the forms. */
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** The mark of a cell for which there is nothing to say. */
export const NOTHING: Cell = { text: '—', value: null };

/** A cell that prints its value; never blank. */
export function cell(value: number | string): Cell {
  return String(value).trim() === '' ? NOTHING : { text: String(value), value };
}

/** The text of a table in one of its forms; ends with a newline. @throws RangeError for a blank or missing cell */
export function renderTable(table: Table, format: TableFormat): string {
  for (const [r, row] of table.rows.entries()) {
    if (row.length !== table.columns.length)
      throw new RangeError(
        `renderTable: row ${r}: expected ${table.columns.length} cells, got ${row.length}`,
      );
    const blank = row.findIndex(({ text }) => text.trim() === '');
    if (blank >= 0)
      throw new RangeError(
        `renderTable: row ${r}: expected a text for ${table.columns[blank]!.key}, got a blank`,
      );
  }
  switch (format) {
    case 'markdown':
      return markdown(table);
    case 'csv':
      return csv(table);
    case 'latex':
      return latex(table);
    case 'json':
      return json(table);
  }
}

/** The columns that are read by people, with the cells below them. */
function readable({ columns, rows }: Table): {
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
} {
  const keep = (_: unknown, i: number): boolean => columns[i]!.detail === undefined;
  return { columns: columns.filter(keep), rows: rows.map((row) => row.filter(keep)) };
}

function below(table: Table): string[] {
  return [...table.notes, ...table.environment];
}

function markdown(table: Table): string {
  const { columns, rows } = readable(table);
  const escape = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\|<*_`]/g, '\\$&');
  const body = markdownTable(
    [
      columns.map(({ heading }) => escape(heading)),
      ...rows.map((row) => row.map(({ text }) => escape(text))),
    ],
    { align: columns.map(({ numeric }) => (numeric ? 'r' : 'l')) },
  );
  const notes = below(table).map((note) => `- ${escape(note)}`);
  const fence = '`'.repeat(Math.max(3, ...[...table.command.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return [body, '', ...notes, '', `${fence}sh`, table.command, fence, ''].join('\n');
}

/** RFC 4180: CRLF, quotes where needed. Data alone; every cell as it is printed, and where the row comes from. */
function csv({ columns, rows, version, command }: Table): string {
  return stringify(
    [
      [...columns.map(({ heading }) => heading), 'trainsat', 'command'],
      ...rows.map((row) => [...row.map(({ text }) => text), version, command]),
    ],
    // A lone CR or LF would not be the delimiter, but a reader may take it for one.
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );
}

const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '$<$',
  '>': '$>$',
  '|': '$|$',
  '"': '\\textquotedbl{}',
  '`': '\\textasciigrave{}',
  "'": '\\textquotesingle{}',
  '—': '---',
  '–': '--',
  '·': '$\\cdot$',
  '×': '$\\times$',
  '→': '$\\to$',
  '≥': '$\\geq$',
  '≤': '$\\leq$',
  θ: '$\\theta$',
  '…': '\\dots{}',
};

/** Text for LaTeX: everything that would be a command or lies outside ASCII is written out where a name for it is known. */
function escapeLatex(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/./gu, (character) => LATEX[character] ?? character);
}

/** A tabular with the notes below it; the packages it needs and the command stand above it as comments. */
function latex(table: Table): string {
  const { columns, rows } = readable(table);
  const line = (cells: readonly string[]): string => `  ${cells.map(escapeLatex).join(' & ')} \\\\`;
  return [
    '% \\usepackage{booktabs,textcomp}',
    ...table.command.split('\n').map((part) => `% ${part}`),
    `\\begin{tabular}{${columns.map(({ numeric }) => (numeric ? 'r' : 'l')).join('')}}`,
    '  \\toprule',
    line(columns.map(({ heading }) => heading)),
    '  \\midrule',
    ...rows.map((row) => line(row.map(({ text }) => text))),
    '  \\bottomrule',
    '\\end{tabular}',
    '',
    ...below(table).map((note) => `\\par\\footnotesize ${escapeLatex(note)}`),
    '',
  ].join('\n');
}

/** `rows`, `notes` and `command` are the same bytes on every rerun; what was measured stands apart, row by row. */
function json({ columns, rows, notes, environment, command, version, interrupted }: Table): string {
  const pick = (row: readonly Cell[], measured: boolean): Record<string, Json> =>
    Object.fromEntries(
      columns.flatMap(({ key, measured: m }, i) => ((m === true) === measured ? [[key, row[i]!.value]] : [])),
    );
  return `${JSON.stringify(
    {
      format: 'trainsat.table/1',
      version,
      command,
      interrupted,
      columns: columns.map(({ key, heading }) => ({ key, heading })),
      rows: rows.map((row) => pick(row, false)),
      notes,
      measurements: { rows: rows.map((row) => pick(row, true)), environment },
    },
    undefined,
    1,
  )}\n`;
}

/**
 * A shell line on one line: words quoted where a shell would not take them as they are, control characters as octal
 * bytes in `$'…'` (POSIX 2024; bash, zsh and ksh).
 */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (!/\p{Cc}/u.test(word)) return `'${word.replaceAll("'", `'\\''`)}'`;
  const octal = (byte: number): string => `\\${byte.toString(8).padStart(3, '0')}`;
  const escaped = word.replace(/[\p{Cc}\\']/gu, (c) => [...new TextEncoder().encode(c)].map(octal).join(''));
  return `$'${escaped}'`;
}

// CSV data sets as training instances: numbers are read as exact rationals, nothing is guessed, and what cannot be read is
// refused with its line and column.
import { CsvError, parse, type CsvErrorCode } from 'csv-parse/sync';
import { parseRational } from '../exact/rational.ts';
import { InputError, found } from '../problem/errors.ts';

/** How a table is read. */
export type CsvOptions = {
  /** The column that says what is wanted, by its name. */
  readonly label: string;
  /** The label that is 1; all others are 0. Needed unless there are two: then it is the greater one. */
  readonly positive?: string | undefined;
  /** Whether the first line names the columns; otherwise they are called 1, 2, … */
  readonly header: boolean;
  readonly delimiter: string;
  /** Columns that are left out. */
  readonly drop: readonly string[];
  /** Columns of categories: an input a category, 1 where the row is of it. */
  readonly oneHot: readonly string[];
};

/** A table as labelled examples. */
export type LabelledTable = {
  /** The names of the inputs. */
  readonly inputs: readonly string[];
  /** Stimuli are numerals, in the order of `inputs`. */
  readonly examples: readonly { readonly stimulus: readonly string[]; readonly response: '0' | '1' }[];
  readonly positive: string;
  /** The other labels, in order. */
  readonly negative: readonly string[];
};

/** A line of a file and its fields. */
type Row = { readonly line: number; readonly fields: readonly string[] };

/** A column of a table: its name, and where it stands. */
type Column = { readonly name: string; readonly at: number };

/** What files write where a value is missing. */
const MISSING = new Set(['', '?', 'na', 'n/a', 'nan', 'null', 'none']);

/** Categories of a column, beyond which one is more likely to be an identifier. */
const MOST_CATEGORIES = 1000;

/**
 * Reads a table.
 * @param source the name of the input, for messages
 * @throws InputError naming line and column
 */
export function readTable(text: string, source: string, options: CsvOptions): LabelledTable {
  const rows = readRows(text, source, options.delimiter);
  const [first] = rows;
  if (first === undefined) throw new InputError(source, 'expected rows of a table, found an empty input');
  const columns = first.fields.map((field, at): Column => {
    const name = options.header && field !== '' ? field : `${at + 1}`;
    return { name, at };
  });
  if (options.header) checkNames(columns, first, source);
  const data = options.header ? rows.slice(1) : rows;
  if (data.length === 0)
    throw new InputError(
      source,
      'expected rows under the header, found none; without a header say --no-header',
    );
  const column = (name: string, option: string): Column => {
    const match = columns.find((candidate) => candidate.name === name);
    if (match) return match;
    const names = columns.map((candidate) => candidate.name).join(', ');
    throw new InputError(option, `expected a column of ${source} (${names}), found ${found(name)}`);
  };
  const label = column(options.label, '--label');
  const dropped = options.drop.map((name) => column(name, '--drop'));
  const categorical = options.oneHot.map((name) => column(name, '--one-hot'));
  for (const [list, option] of [
    [dropped, '--drop'],
    [categorical, '--one-hot'],
  ] as const)
    if (list.includes(label))
      throw new InputError(option, `expected other columns than the label, found ${found(label.name)}`);
  const both = categorical.find((item) => dropped.includes(item));
  if (both)
    throw new InputError('--one-hot', `expected columns that are kept, found ${found(both.name)} in --drop`);
  const features = columns.filter((item) => item !== label && !dropped.includes(item));
  const place = (row: Row, { name }: Column): string => `${source}:${row.line}: column ${found(name)}`;
  for (const row of data)
    for (const item of [label, ...features])
      if (MISSING.has(row.fields[item.at]!.toLowerCase()))
        throw new InputError(
          place(row, item),
          `expected a value, found ${found(row.fields[item.at])}; remove the row${item === label ? '' : ', or leave the column out by --drop'}`,
        );
  const parts = features.map((item) =>
    categorical.includes(item) ? oneHot(item, data) : numbers(item, data, place),
  );
  const { positive, negative } = labels(
    data.map(({ fields }) => fields[label.at]!),
    options.positive,
    label.name,
  );
  return {
    inputs: parts.flatMap(({ names }) => names),
    examples: data.map(({ fields }) => ({
      stimulus: parts.flatMap(({ read }) => read(fields)),
      response: fields[label.at] === positive ? '1' : '0',
    })),
    positive,
    negative,
  };
}

function readRows(text: string, source: string, delimiter: string): Row[] {
  try {
    const records = parse(text, {
      delimiter,
      bom: true,
      trim: true,
      info: true,
      skip_empty_lines: true,
      relax_column_count: false,
    }) as unknown as { readonly record: string[]; readonly info: { readonly lines: number } }[];
    return records.map(({ record, info }) => ({ line: info.lines, fields: record }));
  } catch (error) {
    if (error instanceof CsvError) throw malformed(error, source);
    throw error;
  }
}

/** What the parser refuses, in our words. */
function malformed(error: CsvError, source: string): InputError {
  const line = Number(error['lines']);
  const place = `${source}:${line}`;
  const code: CsvErrorCode = error.code;
  if (code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH') {
    const fields = (error['record'] as readonly string[]).length;
    return new InputError(
      place,
      `expected as many fields as in the first line, found ${fields}; is the delimiter right (--delimiter)?`,
    );
  }
  const problem =
    code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'expected a quoted field to be closed, found the end of the file'
      : 'expected quotes around whole fields, doubled within, found others';
  return new InputError(place, problem);
}

function checkNames(columns: readonly Column[], row: Row, source: string): void {
  const twice = columns.find(({ name }, at) => columns.findIndex((other) => other.name === name) < at);
  if (twice)
    throw new InputError(
      `${source}:${row.line}`,
      `expected a name of its own for each column, found ${found(twice.name)} twice; without a header say --no-header`,
    );
}

/** The inputs that a column has become. */
type Part = { readonly names: readonly string[]; readonly read: (fields: readonly string[]) => string[] };

function oneHot({ name, at }: Column, data: readonly Row[]): Part {
  const categories = [...new Set(data.map(({ fields }) => fields[at]!))].sort(inOrder);
  if (categories.length > MOST_CATEGORIES)
    throw new InputError(
      '--one-hot',
      `expected at most ${MOST_CATEGORIES} categories, found ${categories.length} in the column ${found(name)}`,
    );
  return {
    names: categories.map((category) => `${name}=${category}`),
    read: (fields) => categories.map((category) => (fields[at] === category ? '1' : '0')),
  };
}

function numbers(column: Column, data: readonly Row[], place: (row: Row, column: Column) => string): Part {
  for (const row of data) {
    const text = row.fields[column.at]!;
    if (parseRational(completed(text)) === undefined)
      throw new InputError(
        place(row, column),
        `expected a number such as 5.1, found ${found(text)}; categories become inputs by --one-hot, other columns are left out by --drop`,
      );
  }
  return { names: [column.name], read: (fields) => [completed(fields[column.at]!)] };
}

/** A numeral with digits on both sides of its point. */
function completed(numeral: string): string {
  return numeral.replace(/^([+-]?)\./, '$10.').replace(/\.(?=$|[eE])/, '');
}

function labels(
  values: readonly string[],
  positive: string | undefined,
  column: string,
): { positive: string; negative: string[] } {
  const different = [...new Set(values)].sort(inOrder);
  const some = different.slice(0, 8).join(', ');
  const list = different.length > 8 ? `${some}, …` : some;
  if (positive === undefined && different.length !== 2)
    throw new InputError(
      '--label',
      `expected a column of two values, found ${different.length} in ${found(column)} (${list}); say by --positive VALUE which of them is 1`,
    );
  const one = positive ?? different[1]!;
  if (!different.includes(one))
    throw new InputError('--positive', `expected a value of ${found(column)} (${list}), found ${found(one)}`);
  return { positive: one, negative: different.filter((value) => value !== one) };
}

/** Numbers by value, before other texts by their characters. */
function inOrder(a: string, b: string): number {
  const [x, y] = [parseRational(completed(a)), parseRational(completed(b))];
  if (x && y) {
    const difference = x.numerator * y.denominator - y.numerator * x.denominator;
    if (difference !== 0n) return difference < 0n ? -1 : 1;
  }
  if (!x !== !y) return x ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

// `trainsat import`: a table of data becomes a training instance.
import * as z from 'zod';
import { readTable } from '../../interchange/csv.ts';
import { InputError, found } from '../../problem/errors.ts';
import { training } from '../../problem/training/problem.ts';
import { parseInstance } from '../../problem/training/schema.ts';
import { OUTPUT_FAMILIES, shallowArchitecture } from '../../problem/training/shallow.ts';
import { architectureToJson } from '../../problem/training/architecture.ts';
import { command, flag, option, optionOr } from '../command.ts';
import { readInput, sourceName } from '../io.ts';
import { recorded } from '../origin.ts';
import { choice, integer, listOf } from '../values.ts';

const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t' } as const;
const NAMES = listOf(z.string());

export const importCommand = command({
  name: 'import',
  summary: 'a table of data (CSV) becomes a training instance',
  details:
    'A row is an example; each column but the label is an input, read as exact decimals or fractions. Missing values are refused, and so are categories that are not named by --one-hot. Without --positive the label needs two values, and the greater one (by number, else by letters) is 1. A column without a name, and every column under --no-header, is called by its number from 1.',
  positionals: [{ name: 'FILE', file: true, describe: 'a CSV file with a header; - for stdin' }],
  options: {
    label: option('COLUMN', z.string(), 'the column that says what is wanted; needed'),
    positive: option('VALUE', z.string(), 'the label that is 1; all others are 0'),
    hidden: optionOr('K', integer(0, 4096), '2', 'hidden threshold units; 0 for a single unit'),
    output: optionOr(
      'FAMILY',
      choice(OUTPUT_FAMILIES),
      'threshold',
      `the output: ${OUTPUT_FAMILIES.join(', ')}`,
    ),
    drop: option('COLUMNS', NAMES, 'columns to leave out, separated by commas'),
    'one-hot': option('COLUMNS', NAMES, 'columns of categories, which become an input a category'),
    'no-header': flag('the first line is a row, too'),
    delimiter: optionOr(
      'NAME',
      choice(['comma', 'semicolon', 'tab']),
      'comma',
      'what separates fields: comma, semicolon or tab',
    ),
  },
  examples: [
    ['printf "length,colour,kind\\n5.1,red,a\\n4.9,blue,b\\n6,red,b\\n" > table.csv', 'a table'],
    ['trainsat import table.csv --label kind --one-hot colour -o table.json', 'a training instance'],
    ['trainsat decide table.json || test $? -eq 10', 'its exact answer'],
    [
      'trainsat import table.csv --label colour --positive red --drop kind --hidden 0',
      'red against the rest by a single unit, from the length alone',
    ],
  ],
  async run({ words, options }, context) {
    const { label, hidden, output } = options;
    if (label === undefined)
      throw new InputError(
        '--label',
        'expected the column that says what is wanted, found nothing; add --label COLUMN',
      );
    if (hidden === 0 && output !== 'threshold')
      throw new InputError(
        '--output',
        `expected threshold for a single unit (--hidden 0), found ${found(output)}`,
      );
    const file = words[0]!;
    const source = sourceName(file);
    const table = readTable(await readInput(file, context.io), source, {
      label,
      positive: options.positive,
      header: !options['no-header'],
      delimiter: DELIMITERS[options.delimiter],
      drop: options.drop ?? [],
      oneHot: options['one-hot'] ?? [],
    });
    const { inputs, examples, positive, negative } = table;
    context.say(
      `${source}: ${examples.length} examples of ${inputs.length} inputs; ${found(positive)} of ${found(label)} is 1, ${found(negative.join(', '))} 0`,
    );
    const provenance = { inputs, label: { column: label, positive, negative } };
    const instance = parseInstance(
      {
        format: 'trainsat.instance/1',
        architecture: architectureToJson(shallowArchitecture(inputs.length, { hidden, output })),
        examples,
        provenance: recorded(provenance, context.origin()),
      },
      source,
    );
    return { data: training.write(instance), status: 0 };
  },
});

// The help texts. They are 100 columns wide whatever the terminal is.
import type { Registry } from '../registry.ts';
import { VERSION } from '../version.ts';
import { COMMON_OPTIONS, type Command, type Positional } from './command.ts';

const WIDTH = 100;

/** Breaks `text` at spaces into lines of at most `width` columns; blank lines separate paragraphs. */
function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, line];
  });
}

/** Two columns: names, and what they mean. */
function columns(rows: readonly (readonly [string, string])[]): string[] {
  const left = Math.min(30, Math.max(0, ...rows.map(([name]) => name.length))) + 2;
  return rows.flatMap(([name, meaning]) => {
    const lines = wrap(meaning, WIDTH - left - 2);
    const first = name.length + 2 > left ? [`  ${name}`] : [];
    return [
      ...first,
      ...lines.map((line, i) =>
        `  ${(i === 0 && first.length === 0 ? name : '').padEnd(left)}${line}`.trimEnd(),
      ),
    ];
  });
}

function word({ name, optional, many }: Positional): string {
  const text = many ? `${name}…` : name;
  return optional ? `[${text}]` : text;
}

/** `trainsat --help`. */
export function generalHelp(commands: readonly Command[]): string {
  return [
    `trainsat ${VERSION}: is this network trainable on these examples at all, and how does gradient descent do against the truth?`,
    '',
    'Usage: trainsat COMMAND [WORDS] [OPTIONS]',
    '',
    'Commands',
    ...columns(
      commands.map((spec) => [[spec.name, ...spec.positionals.map(word)].join(' '), spec.summary] as const),
    ),
    '',
    'trainsat COMMAND --help shows the options of a command and worked examples. trainsat --version shows the version.',
    'A file may be - for stdin. Data goes to stdout, words go to stderr.',
    '',
  ].join('\n');
}

/** `trainsat COMMAND --help`; with the options of a family when its name is among the words. */
export function commandHelp(spec: Command, registry: Registry, words: readonly string[]): string {
  const optionRows = Object.entries({ ...spec.options, ...COMMON_OPTIONS }).map(([name, o]) => {
    const short = o.short === undefined ? '' : `-${o.short}, `;
    const value = o.placeholder === undefined ? '' : ` ${o.placeholder}`;
    const fallback = o.fallback === undefined ? '' : ` (default: ${o.fallback})`;
    return [`${short}--${name}${value}`, `${o.describe}${fallback}`] as const;
  });
  const extraRows = Object.entries(spec.extraOptions(registry, words)).map(([name, o]) => {
    const fallback = o.fallback === undefined ? '' : ` (default: ${o.fallback})`;
    return [`--${name} ${o.placeholder}`, `${o.describe}${fallback}`] as const;
  });
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', title, ...lines];
  return [
    `Usage: ${['trainsat', spec.name, ...spec.positionals.map(word), '[OPTIONS]'].join(' ')}`,
    '',
    ...wrap(spec.summary, WIDTH),
    ...(spec.details === undefined ? [] : ['', ...wrap(spec.details, WIDTH)]),
    ...section('Words', columns(spec.positionals.map((p) => [p.name, p.describe] as const))),
    ...section('Options', columns(optionRows)),
    ...section('Parameters of families', columns(extraRows)),
    ...section(
      'Examples',
      spec.examples.flatMap(([line, meaning]) => [`  # ${meaning}`, `  ${line}`]),
    ),
    '',
    `Exit status: ${spec.statuses ?? '0'}; 2 for wrong usage or input.`,
    '',
  ].join('\n');
}

// From a command line to a request, by yargs: strictly, nothing repeated, nothing ignored, every value a text.
import yargs, { type Argv } from 'yargs';
import { suggestion } from '../catalogue/suggest.ts';
import { InputError, found } from '../problem/errors.ts';
import type { Registry } from '../registry.ts';
import { COMMON_OPTIONS, type Command, type Options, type Positional, type Request } from './command.ts';

/** A command line that was read: a request, or the wish for help. */
export type Parsed =
  | { readonly help: true; readonly words: readonly string[] }
  | { readonly help: false; readonly request: Request<Options>; readonly output: string | undefined };

/** The columns of all help texts, whatever the terminal. */
const WIDTH = 100;

/** A yargs that reads texts only, never exits, never guesses, and speaks English. */
export function bareParser(): Argv {
  return yargs()
    .scriptName('trainsat')
    .detectLocale(false)
    .exitProcess(false)
    .parserConfiguration({
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'camel-case-expansion': false,
      'boolean-negation': false,
      'dot-notation': false,
      'duplicate-arguments-array': true,
      'short-option-groups': false,
      'strip-aliased': true,
      'populate--': true,
    })
    .wrap(WIDTH)
    .version(false)
    .help(false);
}

/** How a word is written in a usage line: `FILE`, `[FILE…]`. */
export function usageOf({ name, optional, many }: Positional): string {
  const text = many ? `${name}…` : name;
  return optional ? `[${text}]` : text;
}

/**
 * The parser of one command, which also knows its help.
 * @param words words already known, which may narrow the options (the family to generate)
 */
export function commandParser(spec: Command, registry: Registry, words: readonly string[] = []): Argv {
  const parser = bareParser().strictOptions();
  // Positional words are read from `_`: yargs' declared positionals would also be options, and lose a lone "-".
  for (const [name, o] of Object.entries({ ...spec.options, ...COMMON_OPTIONS, ...spec.options }))
    parser.option(name, {
      describe: o.describe,
      ...(o.short === undefined ? {} : { alias: o.short }),
      ...(o.placeholder === undefined
        ? { type: 'boolean' as const }
        : { type: 'string' as const, nargs: 1, requiresArg: true }),
      ...(o.fallback === undefined ? {} : { defaultDescription: o.fallback }),
    });
  const extras = Object.entries(spec.extraOptions(registry, words));
  for (const [name, o] of extras)
    parser.option(name, {
      describe: o.describe,
      type: 'string',
      nargs: 1,
      requiresArg: true,
      ...(o.fallback === undefined ? {} : { defaultDescription: o.fallback }),
    });
  if (extras.length > 0)
    parser.group(
      extras.map(([name]) => name),
      'Parameters of families:',
    );
  const usage = ['$0', spec.name, ...spec.positionals.map(usageOf), '[OPTIONS]'].join(' ');
  const details = typeof spec.details === 'function' ? spec.details(registry) : spec.details;
  const meanings = spec.positionals.map(({ name, describe }) => `  ${name}  ${describe}`);
  return parser
    .usage(
      [
        `Usage: ${usage}`,
        '',
        spec.summary,
        ...(details === undefined ? [] : ['', details]),
        '',
        ...meanings,
      ].join('\n'),
    )
    .epilogue(`Exit status: ${spec.statuses ?? '0'}; 2 for wrong usage or input, 70 for an internal error.`);
}

/**
 * Reads the arguments of a command.
 * @throws InputError for unknown, repeated, valueless or malformed options and for missing or superfluous words
 */
export function parseCommandLine(spec: Command, argv: readonly string[], registry: Registry): Parsed {
  const known = { ...COMMON_OPTIONS, ...spec.options };
  const extras = spec.extraOptions(registry, []);
  const names = [...Object.keys(known), ...Object.keys(extras)];
  const refuse = (message: string): never => {
    throw refusal(message, spec, argv, names, known);
  };
  const parser = commandParser(spec, registry).fail((message, error) => refuse(message ?? error.message));
  let read: Record<string, unknown>;
  try {
    read = parser.parseSync([...argv]);
  } catch (error) {
    // yargs throws what it finds before validation, and hands over what it finds in it.
    if (error instanceof InputError) throw error;
    return refuse((error as Error).message);
  }
  const { _: first = [], '--': rest = [] } = read as { _?: string[]; '--'?: string[] };
  const words = [...first, ...rest].map(String);
  const given = new Map<string, string>();
  for (const name of names) {
    const spellings = spelt(argv, name, known[name]?.short);
    const last = spellings.at(-1);
    if (last === undefined) continue;
    const [rawName, inline] = split(last);
    if (spellings.length > 1) throw new InputError(rawName, 'expected this option once, found it twice');
    const isFlag = known[name] !== undefined && known[name].placeholder === undefined;
    if (isFlag && inline !== undefined)
      throw new InputError(rawName, `expected no value, found ${found(inline)}`);
    given.set(name, isFlag ? '' : String(read[name]));
  }
  if (given.has('help')) return { help: true, words };
  checkWords(spec, words);
  const options = Object.fromEntries(
    Object.entries(spec.options).map(([name, option]) => [name, option.read(given.get(name), `--${name}`)]),
  );
  return {
    help: false,
    output: Object.hasOwn(spec.options, 'out') ? undefined : given.get('out'),
    request: {
      words,
      options,
      extra: new Map([...given].filter(([name]) => Object.hasOwn(extras, name))),
      argv: withoutOutput(argv),
    },
  };
}

/** `--name=value` as its two halves; the second is undefined where there is no `=`. */
function split(argument: string): [string, string | undefined] {
  const at = argument.indexOf('=');
  return at < 0 ? [argument, undefined] : [argument.slice(0, at), argument.slice(at + 1)];
}

/** The arguments before `--`. */
function beforeDashes(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end < 0 ? argv : argv.slice(0, end);
}

/** The arguments that name an option, as they were spelt. */
function spelt(argv: readonly string[], name: string, short: string | undefined): string[] {
  return beforeDashes(argv).filter((argument) => {
    const [rawName] = split(argument);
    // A name of one letter may be written with one dash.
    const letter = name.length === 1 ? name : short;
    return rawName === `--${name}` || (letter !== undefined && rawName === `-${letter}`);
  });
}

/** What yargs found wrong, in the words of this tool. */
function refusal(
  message: string,
  spec: Command,
  argv: readonly string[],
  names: readonly string[],
  known: Options,
): InputError {
  const valueless = /^Not enough arguments following: (.+)$/.exec(message)?.[1];
  if (valueless !== undefined) {
    const name = names.find((candidate) => candidate === valueless || known[candidate]?.short === valueless);
    const rawName =
      spelt(argv, name ?? valueless, name === undefined ? undefined : known[name]?.short).at(-1) ??
      `--${valueless}`;
    const next = argv[argv.lastIndexOf(rawName) + 1];
    return new InputError(
      rawName,
      next === undefined
        ? 'expected a value after it, found the end of the command line'
        : `expected a value after it, found ${found(next)}; a value that begins with - goes after =`,
    );
  }
  const isKnown = (rawName: string): boolean =>
    names.some((name) => spelt([rawName], name, known[name]?.short).length > 0);
  const unknown = beforeDashes(argv)
    .map((argument) => split(argument)[0])
    .find((rawName) => /^-./.test(rawName) && !/^-\d/.test(rawName) && !isKnown(rawName));
  if (unknown === undefined) return new InputError(`trainsat ${spec.name}`, message);
  const near = suggestion(
    unknown,
    names.map((name) => `--${name}`),
  );
  // Every short name is near every other.
  const hint = unknown.length > 4 && near !== '' ? near : `; see trainsat ${spec.name} --help`;
  return new InputError(
    unknown,
    `expected an option of "trainsat ${spec.name}", found none of this name${hint}`,
  );
}

function checkWords(spec: Command, words: readonly string[]): void {
  const missing = spec.positionals.find(
    ({ optional }, i) => optional === undefined && words[i] === undefined,
  );
  const place = `trainsat ${spec.name}`;
  if (missing)
    throw new InputError(place, `expected ${missing.name}, found nothing; see trainsat ${spec.name} --help`);
  const last = spec.positionals.at(-1);
  if (last?.many === undefined && words.length > spec.positionals.length) {
    const expected =
      spec.positionals.length === 0 ? 'no words' : `only ${spec.positionals.map((p) => p.name).join(' ')}`;
    throw new InputError(place, `expected ${expected}, found also ${found(words[spec.positionals.length])}`);
  }
}

/** The command line without `-o FILE`: what regenerates the same data. */
function withoutOutput(argv: readonly string[]): string[] {
  const options = beforeDashes(argv);
  return argv.filter((argument, i) => {
    if (i >= options.length) return true;
    const before = i > 0 ? argv[i - 1] : undefined;
    return !/^(--out|-o)(=|$)/.test(argument) && before !== '--out' && before !== '-o';
  });
}

// What a command of the tool is, and how its arguments are read: strictly, every value through its schema.
import { parseArgs } from 'node:util';
import type { Registry } from '../registry.ts';
import { suggestion } from '../catalogue/suggest.ts';
import { InputError, found } from '../problem/errors.ts';
import type { Io } from './io.ts';
import { readValue, type TextSchema } from './values.ts';

/** An option `--name VALUE`, or a flag when it has no placeholder. */
export type Option<T> = {
  readonly describe: string;
  /** What stands for the value in the help; undefined for a flag. */
  readonly placeholder?: string;
  readonly short?: string;
  /** The default as it would be typed, for the help. */
  readonly fallback?: string;
  /** @param text what was given; undefined when the option was not */
  readonly read: (text: string | undefined, place: string) => T;
};

/** An option with a value; undefined when it is not given. */
export function option<T>(
  placeholder: string,
  schema: TextSchema<T>,
  describe: string,
  short?: string,
): Option<T | undefined> {
  return {
    describe,
    placeholder,
    ...(short === undefined ? {} : { short }),
    read: (text, place) => (text === undefined ? undefined : readValue(schema, text, place)),
  };
}

/** An option with a value and a default. */
export function optionOr<T>(
  placeholder: string,
  schema: TextSchema<T>,
  fallback: string,
  describe: string,
): Option<T> {
  return {
    describe,
    placeholder,
    fallback,
    read: (text, place) => readValue(schema, text ?? fallback, place),
  };
}

/** An option without a value. */
export function flag(describe: string): Option<boolean> {
  return { describe, read: (text) => text !== undefined };
}

export type Options = Readonly<Record<string, Option<unknown>>>;
type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

/** A word after the command: `FILE`. */
export type Positional = {
  readonly name: string;
  readonly describe: string;
  readonly optional?: true;
  /** Takes all the remaining words. */
  readonly many?: true;
  /** The words it may be, for completion. */
  readonly words?: (registry: Registry) => readonly string[];
};

/** An option that depends on the registry (a parameter of a family); its text is handed on as it is. */
export type ExtraOption = {
  readonly placeholder: string;
  readonly describe: string;
  readonly fallback?: string;
};

export type Context = {
  readonly io: Io;
  readonly registry: Registry;
  /** Words for the person at the terminal: one line on stderr. */
  readonly say: (line: string) => void;
};

/** What a command was asked to do. */
export type Request<O extends Options> = {
  readonly words: readonly string[];
  readonly options: Values<O>;
  /** Extra options that were given, in the order of the command line. */
  readonly extra: ReadonlyMap<string, string>;
  /** The command line after the command's name, without `--out`. */
  readonly argv: readonly string[];
};

/** Data for stdout (or `--out`) and the exit status. */
export type Outcome = { readonly data: string; readonly status: number };

/** A command whose option types are forgotten. */
export type Command = {
  readonly name: string;
  readonly summary: string;
  /** Paragraphs for the help. */
  readonly details?: string;
  readonly positionals: readonly Positional[];
  readonly options: Options;
  readonly extraOptions: (
    registry: Registry,
    words: readonly string[],
  ) => Readonly<Record<string, ExtraOption>>;
  /** Worked examples, each a shell line and what it does. All of them are run by the tests. */
  readonly examples: readonly (readonly [line: string, meaning: string])[];
  /** `10 YES, 20 NO`: exit statuses beyond the usual 0 and 2. */
  readonly statuses?: string;
  readonly run: (request: Request<Options>, context: Context) => Promise<Outcome>;
};

/** Defines a command; `run` sees its options with their types. */
export function command<const O extends Options>(
  spec: Omit<Command, 'options' | 'extraOptions' | 'run'> & {
    readonly options: O;
    readonly extraOptions?: Command['extraOptions'];
    readonly run: (request: Request<O>, context: Context) => Promise<Outcome>;
  },
): Command {
  return {
    extraOptions: () => ({}),
    ...spec,
    run: (request, context) => spec.run(request as Request<O>, context),
  };
}

/** Options of every command. */
export const COMMON_OPTIONS: Options = {
  out: {
    describe: 'write the output to FILE, whole or not at all, instead of stdout',
    placeholder: 'FILE',
    short: 'o',
    read: (text) => text,
  },
  help: { describe: 'show this help', short: 'h', read: (text) => text !== undefined },
};

/** A command line that was read: a request, or the wish for help. */
export type Parsed =
  | { readonly help: true; readonly words: readonly string[] }
  | { readonly help: false; readonly request: Request<Options>; readonly output: string | undefined };

/**
 * Reads the arguments of a command.
 * @throws InputError for unknown, repeated, valueless or malformed options and for missing or superfluous words
 */
export function parseCommandLine(spec: Command, argv: readonly string[], registry: Registry): Parsed {
  const known = { ...COMMON_OPTIONS, ...spec.options };
  const extras = spec.extraOptions(registry, []);
  const takesValue = (name: string): boolean =>
    Object.hasOwn(extras, name) || (Object.hasOwn(known, name) && known[name]!.placeholder !== undefined);
  const names = [...Object.keys(known), ...Object.keys(extras)];
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      names.map((name) => [
        name,
        {
          type: takesValue(name) ? ('string' as const) : ('boolean' as const),
          ...(known[name]?.short === undefined ? {} : { short: known[name].short }),
        },
      ]),
    ),
  });
  const words: string[] = [];
  const given = new Map<string, string>();
  const outputAt = new Set<number>();
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue, index } = token;
    if (!names.includes(name)) throw unknownOption(spec, rawName, names);
    if (given.has(name)) throw new InputError(rawName, 'expected this option once, found it twice');
    if (!takesValue(name) && value !== undefined)
      throw new InputError(rawName, `expected no value, found ${found(value)}`);
    if (takesValue(name) && value === undefined)
      throw new InputError(rawName, 'expected a value after it, found the end of the command line');
    if (!inlineValue && value?.startsWith('--'))
      throw new InputError(
        rawName,
        `expected a value after it, found ${found(value)}; a value that begins with -- goes after =`,
      );
    given.set(name, value ?? '');
    if (name === 'out') outputAt.add(index).add(inlineValue ? index : index + 1);
  }
  if (given.has('help')) return { help: true, words };
  checkWords(spec, words);
  const options = Object.fromEntries(
    Object.entries(spec.options).map(([name, { read }]) => [name, read(given.get(name), `--${name}`)]),
  );
  return {
    help: false,
    output: given.get('out'),
    request: {
      words,
      options,
      extra: new Map([...given].filter(([name]) => Object.hasOwn(extras, name))),
      argv: argv.filter((_, i) => !outputAt.has(i)),
    },
  };
}

function unknownOption(spec: Command, rawName: string, names: readonly string[]): InputError {
  const near = suggestion(
    rawName,
    names.map((name) => `--${name}`),
  );
  // Every short name is near every other.
  const hint = rawName.length > 4 && near !== '' ? near : `; see trainsat ${spec.name} --help`;
  return new InputError(
    rawName,
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
  if (last?.many === undefined && words.length > spec.positionals.length)
    throw new InputError(
      place,
      `expected ${expectedWords(spec)}, found also ${found(words[spec.positionals.length])}`,
    );
}

function expectedWords(spec: Command): string {
  return spec.positionals.length === 0 ? 'no words' : `only ${spec.positionals.map((p) => p.name).join(' ')}`;
}

// One call of the tool, from the arguments to the exit status. Tests call it as the executable does.
import { createHash } from 'node:crypto';
import { suggestion } from '../catalogue/suggest.ts';
import { InputError, found } from '../problem/errors.ts';
import { registry as fullRegistry, type Registry } from '../registry.ts';
import { VERSION } from '../version.ts';
import { commands } from './commands/index.ts';
import { shellLine } from '../compare/table.ts';
import {
  commandOf,
  type Command,
  type Context,
  type Options,
  type Outcome,
  type Request,
} from './command.ts';
import { commandHelp, COMPLETIONS, completions, generalHelp } from './help.ts';
import { checkApart, checkWritable, writeOutput, type Io, type OutputFile } from './io.ts';
import { parseCommandLine } from './parse.ts';

/** Exit statuses that mean the same for every command. */
const USAGE = 2;
const INTERNAL = 70;

/**
 * Runs `trainsat ARGV`.
 * @param argv the words after `trainsat`
 * @returns the exit status; on 2 nothing was written but one line on stderr
 */
export async function run(
  argv: readonly string[],
  io: Io,
  registry: Registry = fullRegistry,
): Promise<number> {
  // Names of files are never trusted: what they hold may not move the cursor or break the line.
  const say = (line: string): void => void io.stderr.write(`${line.replace(/\p{Cc}+/gu, ' ').trimEnd()}\n`);
  try {
    const { data, status } = await dispatch(argv, { io, registry, say });
    if (data !== '') io.stdout.write(data);
    return status;
  } catch (error) {
    if (error instanceof InputError) {
      say(error.message);
      return USAGE;
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.stderr.write(`trainsat ${VERSION}: internal error, please report it: ${text}\n`);
    return INTERNAL;
  }
}

async function dispatch(argv: readonly string[], context: Omit<Context, 'origin'>): Promise<Outcome> {
  const [name, ...words] = argv;
  const names = commands.map((spec) => spec.name);
  if (name === undefined)
    throw new InputError(
      'trainsat',
      `expected a command (${names.join(', ')}), found nothing; see trainsat --help`,
    );
  if (name === '--help' || name === '-h' || name === 'help')
    return { data: await helpFor(words, context.registry), status: 0 };
  if (name === COMPLETIONS) return { data: await completions(commands, context.registry, words), status: 0 };
  if (name === '--version') return { data: `${VERSION}\n`, status: 0 };
  const called = commandOf(commands, argv);
  if (!called)
    throw new InputError(
      'trainsat',
      `expected a command (${names.join(', ')}), found ${found(name)}${suggestion(name, names)}`,
    );
  const { spec, rest } = called;
  const parsed = parseCommandLine(spec, rest, context.registry);
  if (parsed.help) return { data: await commandHelp(spec, context.registry, parsed.words), status: 0 };
  const { output, request } = parsed;
  if (output !== undefined) await checkWritable(output, '--out');
  await checkApart(outputsOf(spec, request, output), inputsOf(spec, request, context.registry));
  const outcome = await spec.run(
    request,
    withOrigin(context, ['trainsat', ...spec.name.split(' '), ...request.argv]),
  );
  if (output === undefined || output === '-') return outcome;
  await writeOutput(output, outcome.data, '--out');
  return { ...outcome, data: '' };
}

/** The files a call will write. */
function outputsOf(spec: Command, request: Request<Options>, output: string | undefined): OutputFile[] {
  const written = Object.entries(spec.options).flatMap(([name, { writes }]): OutputFile[] => {
    const file = request.options[name];
    return writes && typeof file === 'string' ? [[`--${name}`, file]] : [];
  });
  return output === undefined ? written : [['--out', output], ...written];
}

/** The files and directories a call will read. */
function inputsOf({ positionals }: Command, { words }: Request<Options>, registry: Registry): string[] {
  return words.filter((word, i) => {
    const positional = positionals[Math.min(i, positionals.length - 1)];
    return positional?.file && !positional.words?.(registry).includes(word);
  });
}

/** A context that knows the command line, and hashes what is read from stdin. */
function withOrigin(context: Omit<Context, 'origin'>, argv: readonly string[]): Context {
  const hash = createHash('sha256');
  let read = false;
  const stdin = (async function* () {
    read = true;
    for await (const chunk of context.io.stdin) {
      hash.update(chunk);
      yield chunk;
    }
  })();
  const command = shellLine(argv);
  return {
    ...context,
    io: { ...context.io, stdin },
    origin: () => ({
      version: VERSION,
      command,
      ...(read ? { stdin: hash.copy().digest('hex') } : {}),
    }),
  };
}

function helpFor(words: readonly string[], registry: Registry): Promise<string> {
  const called = commandOf(commands, words);
  return called ? commandHelp(called.spec, registry, called.rest) : generalHelp(commands);
}

// One call of the tool, from the arguments to the exit status. Tests call it as the executable does.
import { suggestion } from '../catalogue/suggest.ts';
import { InputError, found } from '../problem/errors.ts';
import { registry as fullRegistry, type Registry } from '../registry.ts';
import { VERSION } from '../version.ts';
import { commands } from './commands/index.ts';
import type { Outcome } from './command.ts';
import { commandHelp, COMPLETIONS, completions, generalHelp } from './help.ts';
import { checkWritable, writeOutput, type Io } from './io.ts';
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

async function dispatch(
  argv: readonly string[],
  context: Parameters<(typeof commands)[number]['run']>[1],
): Promise<Outcome> {
  const [name, ...rest] = argv;
  const names = commands.map((spec) => spec.name);
  if (name === undefined)
    throw new InputError(
      'trainsat',
      `expected a command (${names.join(', ')}), found nothing; see trainsat --help`,
    );
  if (name === '--help' || name === '-h' || name === 'help')
    return { data: await helpFor(rest, context.registry), status: 0 };
  if (name === COMPLETIONS) return { data: await completions(commands, context.registry, rest), status: 0 };
  if (name === '--version') return { data: `${VERSION}\n`, status: 0 };
  const spec = commands.find((candidate) => candidate.name === name);
  if (!spec)
    throw new InputError(
      'trainsat',
      `expected a command (${names.join(', ')}), found ${found(name)}${suggestion(name, names)}`,
    );
  const parsed = parseCommandLine(spec, rest, context.registry);
  if (parsed.help) return { data: await commandHelp(spec, context.registry, parsed.words), status: 0 };
  const { output, request } = parsed;
  if (output !== undefined) await checkWritable(output, '--out');
  const outcome = await spec.run(request, context);
  if (output === undefined || output === '-') return outcome;
  await writeOutput(output, outcome.data, '--out');
  return { ...outcome, data: '' };
}

function helpFor(words: readonly string[], registry: Registry): Promise<string> {
  const spec = commands.find((candidate) => candidate.name === words[0]);
  return spec ? commandHelp(spec, registry, words.slice(1)) : generalHelp(commands);
}

// `trainsat show`: an entry of the catalogue, what can be told of an instance, in words or as a picture, or a way of reductions.
import { stat } from 'node:fs/promises';
import { suggestion } from '../../catalogue/suggest.ts';
import { InputError, found } from '../../problem/errors.ts';
import type { Registry } from '../../registry.ts';
import { command, flag, option, type Context } from '../command.ts';
import { entriesNamed, entryLines, entryNames, type Named } from '../entry-lines.ts';
import { UNSAID, asTraining, readWithUnsaid, unsaidGiven, type Unsaid } from '../inputs.ts';
import { instanceFacts } from '../instance-facts.ts';
import { instanceLines } from '../instance-lines.ts';
import { networkSvg } from '../picture/network-svg.ts';
import { destination, wayTo } from '../way.ts';
import { instanceWayFacts, problemWayFacts, type WayFacts } from '../way-facts.ts';
import { wayLines } from '../way-lines.ts';
import * as z from 'zod';

export const show = command({
  name: 'show',
  summary: 'an entry of the catalogue; or an instance: sizes, origin, network and examples, or a picture',
  details:
    'A name of both a problem and a family shows both. A name that "trainsat list" shows wins over a file of this name, which is then ./NAME. Of a training instance the interactions of its nodes are measured by the width of a tree decomposition: dynamic programming takes time linear in its bags and exponential in the width (Judd 1988). With --to the sizes on the way are exact for an instance, whose target is measured and not built; for a problem they follow from the laws at the size of an ordinary instance.',
  positionals: [
    {
      name: 'NAME|FILE',
      file: true,
      describe:
        'a name that "trainsat list" shows; or an instance or a bundle (then its target), - for stdin',
      words: entryNames,
    },
  ],
  options: {
    to: option('PROBLEM', z.string(), 'the way to a problem: its reductions and the sizes on it'),
    via: option('NAME', z.string(), 'the reduction the way has to take'),
    json: flag('as JSON'),
    svg: flag('the network of a training instance as a picture'),
    ...UNSAID,
  },
  examples: [
    ['trainsat show set-splitting', 'the problem and the family of this name'],
    ['trainsat show set-splitting-to-three-node', 'a reduction: its construction, source and sizes'],
    ['trainsat generate columnar --columns 4 -o columns.json', 'an instance'],
    ['trainsat show columns.json', 'its sizes, its network, its examples, and how its nodes interact'],
    ['trainsat show columns.json --svg -o columns.svg', 'a picture of its network'],
    ['trainsat show 3-sat --to training', 'the way from a problem to another, and what it makes of sizes'],
    ['trainsat show columns.json --to sat --json', 'the way from an instance, its sizes exact'],
  ],
  async run({ words, options }, context) {
    const word = words[0]!;
    const { registry } = context;
    if (options.json && options.svg)
      throw new InputError('trainsat show', 'expected --json or --svg, found both');
    const entries = entriesNamed(word, registry);
    if (options.to !== undefined || options.via !== undefined) {
      if (options.svg) throw new InputError('--svg', 'expected no --to and no --via beside it; leave it out');
      const facts = await wayFacts(word, entries, options, context);
      return { data: options.json ? asJson(facts) : asText(wayLines(facts)), status: 0 };
    }
    const isThere = word === '-' || (await exists(word));
    if (entries) {
      const odd = options.svg ? 'svg' : unsaidGiven(options);
      if (odd !== undefined)
        throw new InputError(
          `--${odd}`,
          `expected the file of an instance, found the name ${word} of the catalogue; a file of this name is ./${word}`,
        );
      if (isThere)
        context.say(`${word}: the entry of the catalogue; for the file of this name say ./${word}`);
      return { data: options.json ? asJson(entries) : asText(entryLines(entries, registry)), status: 0 };
    }
    if (!isThere) throw nothingNamed(word, registry);
    const input = await readWithUnsaid(word, context, options);
    if (options.svg) {
      const { architecture, name } = asTraining(input, word);
      return { data: networkSvg(architecture, name), status: 0 };
    }
    const facts = instanceFacts(input);
    return { data: options.json ? asJson(facts) : asText(instanceLines(facts)), status: 0 };
  },
});

/** The way from a problem or an instance. @throws InputError */
async function wayFacts(
  word: string,
  entries: Named | undefined,
  options: Unsaid & { readonly to?: string | undefined; readonly via?: string | undefined },
  context: Context,
): Promise<WayFacts> {
  const { registry } = context;
  const end = destination(registry, options);
  if (entries?.problem) {
    const odd = unsaidGiven(options);
    if (odd !== undefined)
      throw new InputError(
        `--${odd}`,
        `expected the file of an instance, found the problem ${word}; leave it out`,
      );
    const problem = registry.catalogue.problem(word);
    return problemWayFacts(registry, problem, wayTo(registry, problem, end));
  }
  if (entries)
    throw new InputError(
      '--to',
      `expected a problem or the file of an instance, found the name ${word} of the catalogue; a file of this name is ./${word}`,
    );
  if (word !== '-' && !(await exists(word))) throw nothingNamed(word, registry);
  const { posed } = await readWithUnsaid(word, context, options);
  return instanceWayFacts(registry, posed, wayTo(registry, posed, end));
}

function nothingNamed(word: string, registry: Registry): InputError {
  return new InputError(
    'trainsat show',
    `expected a name that "trainsat list" shows or a file, found ${found(word)} and no file of this name${suggestion(word, entryNames(registry))}`,
  );
}

/** Whether there is anything of this name; reading it tells what. */
async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

function asJson(value: object): string {
  return `${JSON.stringify(value, undefined, 1)}\n`;
}

function asText(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

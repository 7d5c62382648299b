// `trainsat show`: one entry of the catalogue with its contract.
import { suggestion } from '../../catalogue/suggest.ts';
import { InputError, found } from '../../problem/errors.ts';
import { command, flag } from '../command.ts';
import { entriesOf } from '../entries.ts';

export const show = command({
  name: 'show',
  summary: 'one entry of the catalogue: a problem, a reduction with its sizes, a family with its parameters',
  details: 'A name of both a problem and a family shows both.',
  positionals: [
    {
      name: 'NAME',
      describe: 'a name that "trainsat list" shows',
      words: (registry) => Object.values(entriesOf(registry)).flatMap((list) => list.map(({ name }) => name)),
    },
  ],
  options: { json: flag('as JSON') },
  examples: [
    ['trainsat show set-splitting', 'the problem and the family of this name'],
    ['trainsat show set-splitting-to-three-node', 'a reduction: its construction, source and sizes'],
  ],
  run({ words, options }, { registry }) {
    const name = words[0]!;
    const { problems, reductions, families } = entriesOf(registry);
    const problem = problems.find((entry) => entry.name === name);
    const reduction = reductions.find((entry) => entry.name === name);
    const family = families.find((entry) => entry.name === name);
    if (!problem && !reduction && !family) {
      const names = [...problems, ...reductions, ...families].map((entry) => entry.name);
      throw new InputError(
        'trainsat show',
        `expected a name that "trainsat list" shows, found ${found(name)}${suggestion(name, names)}`,
      );
    }
    const targets = reductions.filter(({ source }) => source === name).map((entry) => entry.name);
    const sources = reductions.filter(({ target }) => target === name).map((entry) => entry.name);
    const blocks: string[][] = [];
    if (problem)
      blocks.push([
        `problem ${name}`,
        `  question        ${problem.question}`,
        `  files           ${problem.formats || 'those of sat'}`,
        `  reductions from ${targets.join(', ') || 'none'}`,
        `  reductions to   ${sources.join(', ') || 'none'}`,
      ]);
    if (reduction)
      blocks.push([
        `reduction ${name}`,
        `  from, to      ${reduction.source}, ${reduction.target}`,
        `  construction  ${reduction.summary}`,
        `  sizes         ${reduction.sizeLaw}`,
        `  source        ${reduction.citation}`,
      ]);
    if (family)
      blocks.push([
        `family ${name}`,
        `  problem  ${family.problem}`,
        `  about    ${family.summary}`,
        ...family.parameters.map((p) => `  --${p.name} NUMBER  ${p.describe} (default: ${p.default})`),
      ]);
    const found_ = Object.entries({ problem, reduction, family }).filter(([, entry]) => entry !== undefined);
    const data = options.json
      ? `${JSON.stringify(Object.fromEntries(found_), undefined, 1)}\n`
      : `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
    return Promise.resolve({ data, status: 0 });
  },
});

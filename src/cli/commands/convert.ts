// `trainsat convert`: the same instance in another format.
import { foreignFormats, writeForeign } from '../../interchange/foreign.ts';
import { InputError } from '../../problem/errors.ts';
import { sat, threeSat } from '../../problem/sat.ts';
import { signatureOf } from '../../problem/signature.ts';
import { toolkitTypes, writeToolkit } from '../../problem/toolkit.ts';
import { isTraining } from '../../problem/training/problem.ts';
import { command, option } from '../command.ts';
import { UNSAID, readWithUnsaid } from '../inputs.ts';
import { originLine, provenanceOf, recorded, sourceOf, withProvenance } from '../origin.ts';
import { choice, integer } from '../values.ts';

/** The formats, whatever the problem. */
const FORMATS = ['json', 'dimacs', 'toolkit', 'wcnf', 'opb'] as const;

/** Bounds of optimisation problems. */
const SIZE = integer(0, 10_000_000);

export const convert = command({
  name: 'convert',
  summary: 'the same instance in another format',
  details:
    'json: the JSON of this project, for all problems but formulas. dimacs: formulas, and graphs to be coloured. toolkit: {"type", "variant", "data"}, the JSON of problem-reductions. wcnf: weighted clauses, the format of 2022. opb: pseudo-Boolean constraints, for these themselves, and for formulas, hitting sets, vertex covers, independent sets and exact covers; what is read again is an instance of pseudo-boolean. All are read wherever an instance is. Optimisation problems of the toolkit become questions by --size. To pose another question see "trainsat reduce", to write down a training instance for solvers "trainsat encode".',
  positionals: [
    { name: 'FILE', file: true, describe: 'an instance or a bundle (then its target); - for stdin' },
  ],
  options: {
    format: option('NAME', choice(FORMATS), `${FORMATS.join(', ')}; needed`),
    ...UNSAID,
    size: option('K', SIZE, 'the bound, for an optimisation problem of the toolkit'),
  },
  examples: [
    ['trainsat generate set-splitting --n 10 -o splitting.json', 'an instance'],
    ['trainsat convert splitting.json --format toolkit -o toolkit.json', 'for problem-reductions'],
    ['trainsat decide toolkit.json || test $? -ge 10', 'which is read like any other'],
    [
      'trainsat reduce splitting.json --to sat | trainsat convert - --format opb',
      'for pseudo-Boolean solvers',
    ],
  ],
  async run({ words, options }, context) {
    const { format, size } = options;
    if (format === undefined)
      throw new InputError(
        '--format',
        `expected one of ${FORMATS.join(', ')}, found nothing; add --format NAME`,
      );
    const file = words[0]!;
    const { posed, source } = await readWithUnsaid(file, context, options, size);
    const { problem, instance } = posed;
    const written = problem.write(instance);
    const own = signatureOf(written).kind;
    // The targets of reductions that are formulas, too.
    const name = problem.name === threeSat.name ? sat.name : problem.name;
    const step = context.origin();
    if (format === own) {
      const provenance = recorded(provenanceOf(instance), step);
      return { data: problem.write(withProvenance(instance, provenance)), status: 0 };
    }
    if (format === 'toolkit' && toolkitTypes(name).length > 0) {
      const { text, lost } = writeToolkit(name, instance)!;
      if (lost !== undefined) context.say(`${source}: ${lost}`);
      return { data: text, status: 0 };
    }
    const foreign = foreignFormats(name);
    if (foreign.includes(format)) {
      const { sha256 } = sourceOf(posed);
      const comments = [originLine(step), `source ${problem.name} ${sha256}`];
      return { data: writeForeign(name, format, instance, comments), status: 0 };
    }
    const known = [own, ...(toolkitTypes(name).length > 0 ? ['toolkit'] : []), ...foreign];
    const remedy = isTraining(problem)
      ? '; for solvers see "trainsat encode"'
      : name === sat.name
        ? ''
        : `; a formula has others: trainsat reduce ${file} --to sat`;
    throw new InputError(
      '--format',
      `expected a format of ${problem.name} (${known.join(', ')}), found "${format}"${remedy}`,
    );
  },
});

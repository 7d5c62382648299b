// `trainsat encode`: a training instance as a formula.
import type { AnyReduction } from '../../catalogue/reduction.ts';
import { ENCODINGS, type Encoding } from '../../formula/encoding.ts';
import { InputError } from '../../problem/errors.ts';
import { sha256Hex } from '../../problem/hash.ts';
import { sat } from '../../problem/sat.ts';
import { training } from '../../problem/training/problem.ts';
import { command, option } from '../command.ts';
import { readTraining } from '../inputs.ts';
import { originLine } from '../origin.ts';
import { choice } from '../values.ts';

/** The reductions behind the encodings. */
const REDUCTION_OF: Readonly<Record<Encoding, string>> = {
  table: 'training-to-sat',
  weights: 'training-to-sat-weights',
  lazy: 'training-to-sat-edges',
};

export const encode = command({
  name: 'encode',
  summary: 'a training instance as a formula in DIMACS, for any SAT solver',
  details:
    'The formula is satisfiable iff the network can get enough examples right; comments "c var NUMBER NAME" name the variables. table: truth tables, for threshold units of at most 8 inputs; weights: integer weights in binary, any number of inputs. both need Boolean stimuli. lazy: what each unit on the inputs does on each stimulus, with all edges written out that "trainsat decide" would find as it needs them; for few stimuli. What a solver answers becomes weights again by "trainsat extract" with a bundle from "trainsat reduce FILE --to sat --bundle".',
  positionals: [
    {
      name: 'FILE',
      file: true,
      describe: 'a training instance or a bundle (then its target); - for stdin',
    },
  ],
  options: {
    encoding: option(
      'NAME',
      choice(ENCODINGS),
      `how threshold units are written down: ${ENCODINGS.join(', ')} (default: the first of them that applies)`,
    ),
  },
  examples: [
    ['trainsat generate parity --n 3 --units 2 -o parity.json', 'an instance'],
    ['trainsat encode parity.json -o parity.cnf', 'its formula'],
    ['trainsat decide parity.cnf || test $? -eq 20', 'which any SAT solver decides'],
    ['trainsat encode parity.json --encoding weights -o weights.cnf', 'the same question, other variables'],
  ],
  async run({ words, options }, context) {
    const { catalogue } = context.registry;
    const { instance } = await readTraining(words[0]!, context);
    const reduce = (name: Encoding): unknown => {
      const reduction: AnyReduction = catalogue.reduction(REDUCTION_OF[name]);
      return reduction.reduce(instance);
    };
    const formula = options.encoding === undefined ? firstThatApplies(reduce) : reduce(options.encoding);
    const cnf = formula as ReturnType<typeof sat.parse>;
    const hash = sha256Hex(training.canonical(instance));
    const comments = [originLine(context.origin()), `instance ${hash}`, ...(cnf.comments ?? [])];
    return { data: sat.write({ ...cnf, comments }), status: 0 };
  },
});

/** @throws InputError of the last encoding when none applies */
function firstThatApplies(reduce: (name: Encoding) => unknown): unknown {
  let reason: unknown;
  for (const encoding of ENCODINGS)
    try {
      return reduce(encoding);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      reason = error;
    }
  throw reason;
}

// `trainsat encode`: a training instance as a formula or a program, for solvers.
import type { AnyReduction } from '../../catalogue/reduction.ts';
import { ENCODINGS, type Encoding } from '../../formula/encoding.ts';
import { InputError } from '../../problem/errors.ts';
import { sha256Hex } from '../../problem/hash.ts';
import { sat, type Cnf } from '../../problem/sat.ts';
import { training } from '../../problem/training/problem.ts';
import { command, flag, option, optionOr } from '../command.ts';
import { readTraining } from '../inputs.ts';
import { originLine } from '../origin.ts';
import { choice } from '../values.ts';

/** The reductions behind the encodings. */
const REDUCTION_OF: Readonly<Record<Encoding, string>> = {
  table: 'training-to-sat',
  weights: 'training-to-sat-weights',
  lazy: 'training-to-sat-edges',
};

/** What an instance is written as; those with an encoding are made of clauses. */
const FORMATS = ['dimacs', 'wcnf', 'opb', 'smt2', 'lp', 'mps'] as const;
type Format = (typeof FORMATS)[number];
const OF_CLAUSES: readonly Format[] = ['dimacs', 'wcnf', 'opb'];
/** Beyond this M, times the usual tolerance of 1e-6, is not small against 1. */
const MOST_IN_FLOATS = 100_000n;
const WITH_OPTIMUM: readonly Format[] = ['wcnf', 'opb', 'lp', 'mps'];

export const encode = command({
  name: 'encode',
  summary:
    'a training instance as a formula or a program, for SAT, MaxSAT, pseudo-Boolean, SMT and MILP solvers',
  details:
    'What is written has a solution iff the network can get enough examples right; comments name the variables. dimacs: CNF. opb: clauses as linear constraints, what is required of the examples as one of them. smt2: SMT-LIB, real weights (QF_LRA). lp, mps: a mixed-integer program with big M, exact in exact arithmetic. wcnf: MaxSAT (format of 2022), which asks for the most right examples, as --optimum does of opb, lp and mps. Encodings of dimacs, opb and wcnf: table: truth tables, for threshold units of at most 8 inputs; weights: integer weights in binary, any number of inputs. both need Boolean stimuli. lazy: what each unit on the inputs does on each stimulus, with all edges written out that "trainsat decide" would find as it needs them; for few stimuli. What a SAT solver answers becomes weights again by "trainsat extract" with a bundle from "trainsat reduce FILE --to sat --bundle".',
  positionals: [
    {
      name: 'FILE',
      file: true,
      describe: 'a training instance or a bundle (then its target); - for stdin',
    },
  ],
  options: {
    format: optionOr('NAME', choice(FORMATS), 'dimacs', FORMATS.join(', ')),
    optimum: flag('ask for the most right examples (by weight), whatever is required'),
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
    ['trainsat encode parity.json --format smt2 -o parity.smt2', 'for z3 parity.smt2'],
    ['trainsat encode parity.json --format lp --optimum -o parity.lp', 'for highs parity.lp'],
  ],
  async run({ words, options: { format, optimum, encoding } }, context) {
    if (encoding !== undefined && !OF_CLAUSES.includes(format))
      throw new InputError(
        '--encoding',
        `expected a format of clauses (${OF_CLAUSES.join(', ')}), found ${format}; leave it out`,
      );
    if (optimum && !WITH_OPTIMUM.includes(format))
      throw new InputError(
        '--optimum',
        `expected a format with an objective (${WITH_OPTIMUM.join(', ')}), found ${format}`,
      );
    const { instance, source } = await readTraining(words[0]!, context);
    const hash = sha256Hex(training.canonical(instance));
    const comments = [originLine(context.origin()), `instance ${hash}`];
    const byEncoding = <T>(write: (name: Encoding) => T): T =>
      encoding === undefined ? firstThatApplies(write) : write(encoding);
    const text = async (): Promise<string> => {
      switch (format) {
        case 'dimacs': {
          const formula = byEncoding((name) => {
            const reduction: AnyReduction = context.registry.catalogue.reduction(REDUCTION_OF[name]);
            return reduction.reduce(instance) as Cnf;
          });
          return sat.write({ ...formula, comments: [...comments, ...(formula.comments ?? [])] });
        }
        case 'wcnf': {
          const { writeNetworkWcnf } = await import('../../interchange/weighted-formula.ts');
          return byEncoding((name) => writeNetworkWcnf(instance, name, comments));
        }
        case 'opb': {
          const { writeNetworkOpb } = await import('../../interchange/weighted-formula.ts');
          return byEncoding((name) => writeNetworkOpb(instance, name, optimum, comments));
        }
        case 'smt2': {
          const { writeSmt } = await import('../../interchange/smt.ts');
          return writeSmt(instance, comments);
        }
        case 'lp':
        case 'mps': {
          const { networkProgram } = await import('../../interchange/network-program.ts');
          const made = networkProgram(instance, optimum);
          const { bigM } = made.program;
          if (bigM > MOST_IN_FLOATS)
            context.say(
              `${source}: the largest M is ${bigM}: exact on paper, but a solver in floats may well err; smt2 is exact for solvers, too`,
            );
          const lines = [...comments, ...made.comments];
          return format === 'lp' ? made.program.lp(lines) : made.program.mps('trainsat', lines);
        }
      }
    };
    return { data: await text(), status: 0 };
  },
});

/** @throws InputError of the last encoding when none applies */
function firstThatApplies<T>(write: (name: Encoding) => T): T {
  let reason: unknown;
  for (const encoding of ENCODINGS)
    try {
      return write(encoding);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      reason = error;
    }
  throw reason;
}

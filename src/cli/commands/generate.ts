// `trainsat generate`: an instance of a family.
import { checkedParameters } from '../../compare/subject.ts';
import { command, optionOr } from '../command.ts';
import { familyOf, familyOptions, readParameters } from '../families.ts';
import { recorded, withProvenance } from '../origin.ts';
import { integer, number } from '../values.ts';

/** Seeds are 32-bit numbers. */
export const SEED = integer(0, 2 ** 32 - 1);

export const generate = command({
  name: 'generate',
  summary: 'an instance of a family, with the record of how it was made and how its answer is known',
  details: '"trainsat generate FAMILY --help" shows the parameters of a family.',
  positionals: [
    {
      name: 'FAMILY',
      describe: 'a family that "trainsat list families" shows',
      words: ({ families }) => families.map(({ name }) => name),
    },
  ],
  options: { seed: optionOr('N', SEED, '0', 'the same seed gives the same instance') },
  extraOptions: familyOptions,
  examples: [
    ['trainsat generate set-splitting --n 30 --ratio 1.9 --seed 7 -o splitting.json', 'a random set system'],
    [
      'trainsat generate set-splitting --n 20 | trainsat reduce - --to training | trainsat decide - || test $? -ge 10',
      'from nothing to an exact answer (status 10 is YES, 20 is NO)',
    ],
    ['trainsat generate planted-halfspaces --n 12 --m 60 -o planted.json', 'a trainable instance'],
  ],
  run({ words, options, extra }, { registry, origin }) {
    const family = familyOf(words[0]!, registry, 'trainsat generate');
    const parameters = checkedParameters(family, readParameters(family, extra, number));
    const { instance, provenance } = family.generate(parameters, options.seed);
    const recordedInstance = withProvenance(instance, recorded(provenance, origin()));
    const data = registry.catalogue.problem(family.problem).write(recordedInstance);
    return Promise.resolve({ data, status: 0 });
  },
});

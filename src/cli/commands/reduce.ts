// `trainsat reduce`: an instance becomes one of another problem.
import { makeBundle, writeBundle } from '../../catalogue/bundle.ts';
import type { AnyReduction } from '../../catalogue/reduction.ts';
import type { Provenance } from '../../problem/problem.ts';
import { command, flag, option } from '../command.ts';
import { UNSAID, readWithUnsaid } from '../inputs.ts';
import { provenanceOf, recorded, sourceOf, withProvenance } from '../origin.ts';
import { destination, wayTo } from '../way.ts';
import * as z from 'zod';

export const reduce = command({
  name: 'reduce',
  summary: 'an instance of one problem becomes an instance of another, with the same answer',
  details:
    'Without --via the way is taken whose target is smallest by the size laws, as "trainsat show FILE --to PROBLEM" tells; sizes that differ by less than a factor of 8, and all below 1000, count as equal. Then the fewest steps decide, then the order of "trainsat list reductions": to training it is the network the source is known for (set splitting: the 3-node network with its gadget; colouring: the AND of k units). Of networks the inputs times examples and the hidden units are compared, of other problems the sum of the sizes; a target is smaller only if it is not larger in the other.',
  positionals: [
    { name: 'FILE', file: true, describe: 'an instance or a bundle (then its target); - for stdin' },
  ],
  options: {
    to: option('PROBLEM', z.string(), 'the problem to reach; needed'),
    via: option('NAME', z.string(), 'the reduction the way has to take'),
    bundle: flag('write source, way and target together, for "trainsat extract"'),
    ...UNSAID,
  },
  examples: [
    ['trainsat generate set-splitting --n 10 -o splitting.json', 'first, an instance'],
    ['trainsat reduce splitting.json --to training -o network.json', 'to the 3-node network'],
    [
      'trainsat reduce splitting.json --to training --via set-splitting-to-xor-pair',
      'to a network with an XOR output',
    ],
    ['trainsat reduce splitting.json --to training --bundle -o bundle.json', 'with the way back'],
  ],
  async run({ words, options }, context) {
    const { catalogue } = context.registry;
    const end = destination(context.registry, options);
    const { posed, bundle } = await readWithUnsaid(words[0]!, context, options);
    const way = wayTo(context.registry, posed, end);
    const source = bundle ? { problem: bundle.source, instance: bundle.instances[0] } : posed;
    const whole = [...(bundle?.way ?? []), ...way];
    const step = { ...context.origin(), source: sourceOf(source) };
    const made = makeBundle(catalogue, source, whole, recorded(bundle?.provenance ?? {}, step));
    const provenance = recorded(reducedProvenance(provenanceOf(source.instance), whole), step);
    const data = options.bundle
      ? writeBundle(made)
      : end.to.write(withProvenance(made.instances.at(-1), provenance));
    return { data, status: 0 };
  },
});

/** What is known of the source, and the names of all reductions since. */
function reducedProvenance(source: Provenance, way: readonly AnyReduction[]): Provenance {
  const { reductions } = source;
  const before = Array.isArray(reductions) ? (reductions as unknown[]) : [];
  return way.length === 0 ? source : { ...source, reductions: [...before, ...way.map(({ name }) => name)] };
}

// `trainsat extract`: a witness of a bundle's target becomes one of its source.
import { extractWitness, readBundle } from '../../catalogue/bundle.ts';
import { command } from '../command.ts';
import { onlyOneStdin, witnessText } from '../inputs.ts';
import { readInput, sourceName } from '../io.ts';

export const extract = command({
  name: 'extract',
  summary: 'a witness of the target of a reduction becomes a witness of its source',
  details:
    'The witness may come from anywhere: weights as JSON, a DIMACS model, the output of "trainsat decide" or "trainsat train --json", or the certificate of a YES. It is checked before and after.',
  positionals: [
    { name: 'BUNDLE', file: true, describe: 'what "trainsat reduce --bundle" wrote; - for stdin' },
    { name: 'WITNESS', file: true, describe: 'a witness of its target; - for stdin' },
  ],
  options: {},
  statuses: '0 with the witness on stdout; 1 when WITNESS is none',
  examples: [
    [
      'trainsat generate set-splitting-planted --n 12 | trainsat reduce - --to training --bundle -o bundle.json',
      'a bundle',
    ],
    ['trainsat decide bundle.json -o answer.txt || test $? -eq 10', 'weights of its network'],
    ['trainsat extract bundle.json answer.txt', 'the splitting these weights stand for'],
  ],
  async run({ words }, { registry, io, say }) {
    onlyOneStdin(words);
    const [bundleFile, witnessFile] = words as [string, string];
    const bundle = readBundle(registry.catalogue, await readInput(bundleFile, io), sourceName(bundleFile));
    const source = sourceName(witnessFile);
    const extraction = extractWitness(bundle, witnessText(await readInput(witnessFile, io), source), source);
    if (extraction.ok) return { data: extraction.text, status: 0 };
    say(`${source}: expected a witness of the bundle's target, found that ${extraction.reason}`);
    return { data: '', status: 1 };
  },
});

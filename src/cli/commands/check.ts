// `trainsat check`: the independent checker of certificates.
import { command } from '../command.ts';
import { onlyOneStdin, readTraining } from '../inputs.ts';
import { readInput, sourceName } from '../io.ts';

export const check = command({
  name: 'check',
  summary: 'whether a certificate proves its answer about a training instance',
  details: 'The checker works in exact arithmetic and uses nothing of the engines that found the answer.',
  positionals: [
    {
      name: 'INSTANCE',
      file: true,
      describe: 'a training instance or a bundle (then its target); - for stdin',
    },
    { name: 'CERTIFICATE', file: true, describe: 'what --certificate wrote; - for stdin' },
  ],
  options: {},
  statuses: '0 only when the certificate is verified; 1 when it is not',
  examples: [
    ['trainsat generate planted-halfspaces --n 8 --m 20 -o planted.json', 'an instance'],
    ['trainsat decide planted.json --certificate yes.json || test $? -eq 10', 'its certificate'],
    ['trainsat check planted.json yes.json', 'the last line is "s VERIFIED YES"'],
  ],
  async run({ words }, context) {
    onlyOneStdin(words);
    const [instanceFile, certificateFile] = words as [string, string];
    const { checkCertificateText } = await import('../../certificate/check.ts');
    const { instance } = await readTraining(instanceFile, context);
    const text = await readInput(certificateFile, context.io);
    const result = checkCertificateText(instance, text, sourceName(certificateFile));
    return result.verified === false
      ? { data: `s NOT VERIFIED: ${result.reason}\n`, status: 1 }
      : { data: `c checked: ${result.strength}\ns VERIFIED ${result.verified}\n`, status: 0 };
  },
});

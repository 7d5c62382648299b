// `trainsat export`: a certificate of NO in the formats of other checkers.
import * as z from 'zod';
import { InputError } from '../../problem/errors.ts';
import { command, option } from '../command.ts';
import { onlyOneStdin, readTraining } from '../inputs.ts';
import { checkApart, checkWritable, gather, readChunks, sourceName, writeBlocks } from '../io.ts';
import { shellLine } from '../../compare/table.ts';
import { outcome } from './check.ts';

export const exportCommand = command({
  name: 'export',
  summary: 'a certificate of NO as files for other checkers: a formula in DIMACS and its refutation in LRAT',
  details:
    'For each case of the certificate NAME-CASE.cnf holds the base formula and the edges as clauses, with comments that name the variables and tell the edges, and NAME-CASE.lrat the refutation. The certificate is verified first; nothing is written when it is not. That the edges are true is left to "trainsat check".',
  positionals: [
    {
      name: 'INSTANCE',
      file: true,
      describe: 'a training instance or a bundle (then its target); - for stdin',
    },
    { name: 'CERTIFICATE', file: true, describe: 'what --certificate wrote of a NO; - for stdin' },
  ],
  options: { prefix: option('NAME', z.string(), 'what the names of the files begin with; needed') },
  statuses: '0 with the files written; 1 when the certificate is not verified',
  examples: [
    [
      'trainsat generate set-splitting --n 12 --ratio 4 | trainsat reduce - --to training -o network.json',
      'an instance',
    ],
    ['trainsat decide network.json --certificate no.json || test $? -eq 20', 'its certificate'],
    ['trainsat export network.json no.json --prefix no', 'writes no-and.cnf, no-and.lrat and so on'],
    ['trainsat check no-and.cnf no-and.lrat', 'so would lrat-check or cake_lpr'],
  ],
  async run({ words, options: { prefix } }, context) {
    if (prefix === undefined || prefix === '')
      throw new InputError('--prefix', 'expected what names begin with, found nothing; add --prefix NAME');
    onlyOneStdin(words);
    const [instanceFile, certificateFile] = words as [string, string];
    const { CertificateChecker } = await import('../../certificate/check.ts');
    const { exportedCases } = await import('../../certificate/export.ts');
    const { instance } = await readTraining(instanceFile, context);
    const source = sourceName(certificateFile);
    const chunks = await gather(readChunks(certificateFile, context.io), source);
    const checker = new CertificateChecker(instance, source);
    for (const chunk of chunks) checker.push(chunk);
    const result = checker.end();
    if (result.verified === false) return outcome(result);
    if (result.verified === 'YES')
      throw new InputError(
        source,
        'expected the certificate of a NO, found that of a YES; nothing to export',
      );
    const files = exportedCases(instance, chunks).map(({ kind, cnf, lrat }) => ({
      cnf: { name: `${prefix}-${kind}.cnf`, blocks: cnf },
      lrat: { name: `${prefix}-${kind}.lrat`, blocks: lrat },
    }));
    const outputs = files.flatMap(({ cnf, lrat }) => [cnf, lrat]);
    for (const { name } of outputs) await checkWritable(name, '--prefix');
    await checkApart(
      outputs.map(({ name }) => ['--prefix', name] as const),
      words,
    );
    for (const { name, blocks } of outputs) await writeBlocks(name, blocks, '--prefix');
    const lines = files.map(({ cnf, lrat }) => `${shellLine(['lrat-check', cnf.name, lrat.name])}\n`);
    return { data: lines.join(''), status: 0 };
  },
});

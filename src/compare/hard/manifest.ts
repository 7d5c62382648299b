// The record of a hard instance: a line of a manifest (JSON Lines), from which it can be checked and made again.
import type { HardNetwork } from '../../catalogue/hard-network.ts';
import { sha256Hex } from '../../problem/hash.ts';
import { describe } from '../../problem/training/describe.ts';
import { training } from '../../problem/training/problem.ts';
import { solverWithVersion } from '../solver-package.ts';
import { VERSION } from '../../version.ts';
import { rebuildLine } from './draw.ts';
import type { Counts, Hard, HardOptions } from './search.ts';

/** The first key of every line. */
export const MANIFEST_FORMAT = 'trainsat.hard/1';

/** A certificate in a file. */
export type CertificateFile = { readonly file: string; readonly bytes: number; readonly sha256: string };

/** What stands in a line beside what was found. */
export type Entry = {
  readonly network: HardNetwork;
  readonly options: HardOptions;
  readonly hard: Hard;
  readonly counts: Counts;
  /** The shell line that searches for this instance alone. */
  readonly command: string;
  readonly file: string;
  readonly certificate: CertificateFile;
};

/**
 * The line of an instance, without the newline. All but `measurements` is the same on every machine. `sha256` is that of
 * the canonical instance, `rebuild` makes it without a search, `command` repeats the search with the version named.
 */
export function manifestLine({ network, options, hard, counts, command, file, certificate }: Entry): string {
  const { instance, verdict, descent, source, reductions } = hard;
  const { milliseconds: exact, ...work } = verdict.stats;
  const { answer, size, planted, seed, restarts, epochs, conflicts } = options;
  return JSON.stringify({
    format: MANIFEST_FORMAT,
    file,
    sha256: sha256Hex(training.canonical(instance)),
    kind: network.name,
    size,
    planted,
    seed,
    answer: verdict.answer.toUpperCase(),
    checked: verdict.checked,
    network: describe(instance.architecture),
    sizes: training.size(instance),
    source,
    reductions,
    certificate,
    exact: { solver: solverWithVersion(verdict.solver), limit: { conflicts }, ...work },
    descent: descent.supported
      ? {
          optimizer: descent.optimizer,
          seed: descent.seed,
          relaxation: descent.relaxation,
          restarts,
          epochsEach: epochs,
          successes: descent.successes,
          bestRight: descent.bestRight,
          epochs: descent.epochs,
        }
      : { notTrained: descent.reason },
    selection: { wanted: answer.toUpperCase(), ...counts },
    rebuild: rebuildLine(network, hard),
    command,
    version: VERSION,
    measurements: {
      exactMilliseconds: exact,
      descentMilliseconds: descent.supported ? descent.milliseconds : null,
      backend: descent.supported ? descent.backend : null,
    },
  });
}

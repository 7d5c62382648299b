// Decides a formula: a model, or a refutation that the checker has accepted.
import { closeSync, openSync, writeSync } from 'node:fs';
import { RefutationChecker } from '../certificate/refutation-checker.ts';
import type { Assignment, Cnf } from '../problem/sat.ts';
import { createSolver, PROVING_SOLVER } from '../solver/create.ts';
import { DratWriter, LratWriter, ProofLog } from '../solver/proof.ts';
import type { ProofOptions } from '../solver/cdcl.ts';
import { LRAT_CHECKED, solversWord, type ProofFile, type SolverName } from './verdict.ts';

/** The answer about a formula; models are checked by the caller. */
export type CnfVerdict =
  | { readonly answer: 'yes'; readonly assignment: Assignment }
  | { readonly answer: 'no'; readonly checked: string }
  | { readonly answer: 'unknown'; readonly limit: string };

export type FormulaOptions = {
  readonly solver: SolverName;
  readonly conflicts?: number | undefined;
  readonly memory?: number | undefined;
  readonly seconds?: number | undefined;
  readonly expired: () => boolean;
  readonly proof?: ProofFile | undefined;
  readonly onProgress?: ((message: string) => void) | undefined;
};

/**
 * Decides a formula in the calling thread.
 * @throws Error when the proof file cannot be written, or when the engine's refutation is wrong
 */
export async function decideFormula(cnf: Cnf, options: FormulaOptions): Promise<CnfVerdict> {
  const { conflicts, memory, seconds, solver: name } = options;
  const record = name === PROVING_SOLVER ? openRecord(cnf, options.proof) : undefined;
  try {
    const budget = conflicts === undefined ? undefined : { limit: conflicts, spent: 0 };
    const solver = await createSolver(name, {
      budget,
      memory,
      proof: record?.options,
      expired: () => {
        options.onProgress?.(`${solver.conflicts ?? 0} conflicts`);
        return options.expired();
      },
    });
    solver.reserve?.(cnf.variables);
    for (const clause of cnf.clauses) solver.addClause(clause);
    const answer = await solver.solve();
    if (answer === 'sat')
      return {
        answer: 'yes',
        assignment: Array.from({ length: cnf.variables }, (_, i) => solver.value(i + 1)),
      };
    if (answer === 'unsat') return { answer: 'no', checked: record ? record.check() : solversWord(name) };
    return { answer: 'unknown', limit: solver.limit === 'seconds' ? `seconds: ${seconds}` : solver.limit };
  } finally {
    record?.close();
  }
}

/** A proof that is being written down. */
type Record = {
  readonly options: ProofOptions;
  /** Ends the proof and checks it. @returns what the NO rests on. @throws Error when it is wrong */
  readonly check: () => string;
  readonly close: () => void;
};

function openRecord(cnf: Cnf, proof: ProofFile | undefined): Record {
  return proof === undefined ? inMemory(cnf) : inFile(cnf, proof);
}

function inMemory(cnf: Cnf): Record {
  const log = new ProofLog();
  return {
    options: { format: 'lrat', sink: log.push },
    check() {
      const checker = new RefutationChecker(cnf);
      for (const block of log.trimmed(cnf.clauses.length)) checker.push(block);
      return accepted(checker);
    },
    close: () => {},
  };
}

function inFile(cnf: Cnf, { file, format }: ProofFile): Record {
  const handle = openSync(file, 'w');
  const write = (block: Uint8Array): void => {
    for (let at = 0; at < block.length;) at += writeSync(handle, block, at);
  };
  const close = (): void => closeSync(handle);
  const binary = format.endsWith('-binary');
  if (format.startsWith('drat')) {
    const writer = new DratWriter(write, { binary });
    return {
      options: { format: 'drat', sink: (chunk) => writer.push(chunk) },
      check() {
        writer.end();
        return `${solversWord(PROVING_SOLVER)}, DRAT written`;
      },
      close,
    };
  }
  // What is not kept is checked as it comes.
  const checker = new RefutationChecker(cnf);
  const originals = cnf.clauses.length;
  const written = new LratWriter(originals, write, { binary });
  const read = new LratWriter(originals, (block) => checker.push(block));
  return {
    options: {
      format: 'lrat',
      sink(chunk) {
        written.push(chunk);
        read.push(chunk);
      },
    },
    check() {
      written.end();
      read.end();
      return accepted(checker);
    },
    close,
  };
}

/** @throws Error unless the refutation has been accepted */
function accepted(checker: RefutationChecker): string {
  const check = checker.end();
  if (!check.ok) throw new Error(`decide: the refutation found is wrong: ${check.reason}`);
  return LRAT_CHECKED;
}

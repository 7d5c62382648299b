// The SAT engines with the packages they come in and their versions, read where they are installed and only when asked for.
import { createRequire } from 'node:module';
import type { SolverName } from '../decide/verdict.ts';
import { VERSION } from '../version.ts';

const PACKAGES: Readonly<Record<Exclude<SolverName, 'cdcl'>, string>> = {
  minisat: 'logic-solver',
  clasp: 'clingo-wasm',
};

/** `minisat (logic-solver 2.0.1)`: a SAT engine, the package it comes in, and the version that is installed. */
export function solverWithVersion(name: SolverName): string {
  if (name === 'cdcl') return `${name} (trainsat ${VERSION})`;
  const manifest = createRequire(import.meta.url)(`${PACKAGES[name]}/package.json`) as { version: string };
  return `${name} (${PACKAGES[name]} ${manifest.version})`;
}

// Where an output comes from: version, command line, what was read from stdin. It never enters canonical texts, and
// holds no times and no paths but those that were typed, so that the same command gives the same bytes.
import type { Posed } from '../catalogue/catalogue.ts';
import { sha256Hex } from '../problem/hash.ts';
import type { Provenance } from '../problem/problem.ts';
import type { Cnf } from '../problem/sat.ts';

/** The call that made an output. */
export type Origin = {
  readonly version: string;
  /** The shell line, without `--out`. */
  readonly command: string;
  /** SHA-256 of the bytes read from stdin, where they were. */
  readonly stdin?: string;
};

/** The line that names version and command. */
export function originLine({ version, command }: Origin): string {
  return `trainsat ${version}: ${command}`;
}

/** A provenance with one command more in its list `commands`, oldest first. */
export function recorded(before: Provenance, step: Origin & { readonly source?: Source }): Provenance {
  return { ...before, commands: [...listOf(before['commands']), step] };
}

/** The name of an instance that something was made from. */
type Source = { readonly problem: string; readonly sha256: string };

/** How a posed instance is named in a record. */
export function sourceOf({ problem, instance }: Posed): Source {
  return { problem: problem.name, sha256: sha256Hex(problem.canonical(instance)) };
}

/** What an instance says of its own origin; nothing for formulas, whose files have comments only. */
export function provenanceOf(instance: unknown): Provenance {
  return (instance as { readonly provenance?: Provenance | undefined }).provenance ?? {};
}

/** An instance with its provenance: in its own field, or for a formula as comments before its own. */
export function withProvenance(instance: unknown, provenance: Provenance): unknown {
  if (!isFormula(instance)) return { ...(instance as object), provenance };
  return { ...instance, comments: [...commentLines(provenance), ...(instance.comments ?? [])] };
}

function isFormula(instance: unknown): instance is Cnf {
  return 'clauses' in (instance as object);
}

/** A provenance as lines of text: the commands, the reductions, and what a generator recorded. */
function commentLines(provenance: Provenance): string[] {
  const commands = listOf(provenance['commands']).flatMap((item) => {
    const { version, command, stdin, source } = item as Partial<Origin> & { readonly source?: Source };
    return [
      `trainsat ${version}: ${command}`,
      ...(source === undefined ? [] : [`source ${source.problem} ${source.sha256}`]),
      ...(stdin === undefined ? [] : [`stdin ${stdin}`]),
    ];
  });
  const rest = recordOf(provenance).map(
    ([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  // Files may say anything of their origin; a comment stays on its line.
  return [...commands, ...rest].map((line) => line.replace(/\p{Cc}+/gu, ' '));
}

/** What a generator and the reductions recorded, by name: how an instance was made, its answer, and how that is known. */
export function recordOf(provenance: Provenance): [string, unknown][] {
  return ['generator', 'parameters', 'seed', 'answer', 'known', 'reductions'].flatMap(
    (key): [string, unknown][] => {
      const value = provenance[key];
      return value === undefined || value === null ? [] : [[key, value]];
    },
  );
}

/** A list, whatever a file holds in its place. */
function listOf(value: unknown): readonly object[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.filter((item) => typeof item === 'object' && item !== null);
}

// DIMACS CNF and solver output (`v` lines), read tolerantly and written strictly.
import { InputError, found } from './errors.ts';
import type { Assignment, Cnf } from './sat.ts';

/** `cnf`: a clause needs a true literal; `nae`: it needs a true and a false one. */
export type DimacsFormat = 'cnf' | 'nae';

/** The most variables a formula may have: a named file must not be able to ask for gigabytes. */
export const MAX_VARIABLES = 10_000_000;

/**
 * Reads DIMACS CNF: clauses may span lines, a `%` line ends the file (as in SATLIB), the header's clause count must
 * be met unless the file ends with `%`.
 * @throws InputError `FILE:LINE: expected …, found …`
 */
export function parseDimacs(text: string, source: string, format: DimacsFormat = 'cnf'): Cnf {
  const expected = `"p ${format} VARIABLES CLAUSES"`;
  const headerLine = new RegExp(`^p\\s+${format}\\s+(\\d+)\\s+(\\d+)$`);
  const comments: string[] = [];
  const clauses: number[][] = [];
  let header: { variables: number; clauses: number } | undefined;
  let clause: number[] = [];
  let openedAt = 0;
  let ended = false;
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    const place = `${source}:${i + 1}`;
    if (ended || line === '') continue;
    if (/^c(\s|$)/.test(line)) {
      comments.push(line.slice(1).trim());
      continue;
    }
    if (line.startsWith('p')) {
      if (header) throw new InputError(place, `expected one header, found a second: ${found(line)}`);
      const match = headerLine.exec(line);
      if (!match) throw new InputError(place, `expected ${expected}, found ${found(line)}`);
      header = { variables: Number(match[1]), clauses: Number(match[2]) };
      if (header.variables > MAX_VARIABLES)
        throw new InputError(place, `expected at most ${MAX_VARIABLES} variables, found ${match[1]}`);
      continue;
    }
    if (!header)
      throw new InputError(place, `expected ${expected} before the first clause, found ${found(line)}`);
    if (line.startsWith('%')) {
      ended = true;
      continue;
    }
    for (const token of line.split(/\s+/)) {
      if (!/^-?\d+$/.test(token)) throw new InputError(place, `expected a literal, found ${found(token)}`);
      const literal = Number(token);
      if (Math.abs(literal) > header.variables)
        throw new InputError(
          place,
          `expected a literal from -${header.variables} to ${header.variables}, found ${token}`,
        );
      if (literal === 0) {
        clauses.push(clause);
        clause = [];
      } else {
        if (clause.length === 0) openedAt = i + 1;
        clause.push(literal);
      }
    }
  }
  if (!header) throw new InputError(`${source}:1`, `expected ${expected}, found no header`);
  if (clause.length > 0)
    throw new InputError(
      `${source}:${openedAt}`,
      `expected the clause to end with 0, found the end of the file`,
    );
  if (!ended && clauses.length !== header.clauses)
    throw new InputError(
      source,
      `expected ${header.clauses} clauses as the header says, found ${clauses.length}`,
    );
  return { variables: header.variables, clauses, comments };
}

/** Writes DIMACS CNF: comments, header, one clause a line. */
export function writeDimacs(cnf: Cnf, format: DimacsFormat = 'cnf'): string {
  const comments = (cnf.comments ?? []).map((comment) => (comment === '' ? 'c' : `c ${comment}`));
  const header = `p ${format} ${cnf.variables} ${cnf.clauses.length}`;
  return `${[...comments, header, ...cnf.clauses.map((c) => [...c, 0].join(' '))].join('\n')}\n`;
}

/**
 * Reads a model as solvers print it: `v` lines with literals and a final 0 (the `v` is optional, `s` and `c` lines
 * are skipped). Variables that are not named are false.
 * @throws InputError
 */
export function parseModel(text: string, source: string, variables: number): Assignment {
  const values = Array.from<boolean | undefined>({ length: variables });
  let named = false;
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (/^(s\s+)?(UNSAT|UNKNOWN|INDET|NO$)/.test(line))
      throw new InputError(`${source}:${i + 1}`, `expected a model, found ${found(line)}`);
    if (line === '' || /^[sc](\s|$)/.test(line) || /^SAT(ISFIABLE)?$/.test(line)) continue;
    for (const token of line.replace(/^v\s*/, '').split(/\s+/)) {
      if (token === '') continue;
      named = true;
      if (token === '0') continue;
      const place = `${source}:${i + 1}`;
      if (!/^-?\d+$/.test(token))
        throw new InputError(place, `expected literals of a "v" line, found ${found(token)}`);
      const v = Math.abs(Number(token));
      if (v > variables)
        throw new InputError(place, `expected a variable up to ${variables}, found ${token}`);
      const value = !token.startsWith('-');
      if (values[v - 1] === !value)
        throw new InputError(place, `expected one value of variable ${v}, found both`);
      values[v - 1] = value;
    }
  }
  if (!named) throw new InputError(source, 'expected a model: literals, ended by 0; found none');
  return values.map((value) => value === true);
}

/** Writes a model as `v` lines of at most 78 columns, ended by 0. */
export function writeModel(assignment: Assignment): string {
  const lines: string[] = [];
  let line = 'v';
  for (const token of [...assignment.map((value, i) => `${value ? '' : '-'}${i + 1}`), '0']) {
    if (line.length + 1 + token.length > 78) {
      lines.push(line);
      line = 'v';
    }
    line += ` ${token}`;
  }
  return `${[...lines, line].join('\n')}\n`;
}

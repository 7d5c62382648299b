// WCNF, the text of weighted clauses: the format of the MaxSAT evaluations since 2022 in and out, the one before it in.
import { MAX_VARIABLES } from './dimacs.ts';
import { InputError, found } from './errors.ts';
import type { MaxSatInstance, SoftClause } from './max-sat.ts';
import { integerOf } from './numerals.ts';

/** `p wcnf VARIABLES CLAUSES TOP` of the format before 2022: clauses of weight TOP are hard; without it all are soft. */
type Header = { readonly variables: number; readonly clauses: number; readonly top: bigint | undefined };

/**
 * Reads WCNF: a clause a line, `h LITERALS 0` or `WEIGHT LITERALS 0`; lines beginning with `c` are comments, of which
 * `c at least W` gives the weight to be reached and `c variables V` a number of variables beyond those that occur. With a
 * header of the format before 2022 a clause is hard when its weight is TOP.
 * @param atLeast the weight to be reached, before that of the file
 * @throws InputError `FILE:LINE: expected …, found …`
 */
export function parseWcnf(text: string, source: string, atLeast: bigint | undefined): MaxSatInstance {
  let header: Header | undefined;
  let wanted = atLeast;
  let variables = 0;
  const hard: number[][] = [];
  const soft: SoftClause[] = [];
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    const place = `${source}:${i + 1}`;
    if (line === '') continue;
    if (line.startsWith('c')) {
      const [, key, number] = /^c\s+(at least|variables)\s+(\d+)$/.exec(line) ?? [];
      if (key === 'at least') wanted ??= weightOf(number!, place, 'a weight', 0n);
      if (key === 'variables') variables = Math.max(variables, countOf(number!, place));
      continue;
    }
    if (line.startsWith('p')) {
      if (header || hard.length + soft.length > 0)
        throw new InputError(
          place,
          `expected a clause (since 2022 there is no header), found ${found(line)}; leave it out, or put it first`,
        );
      header = headerOf(line, place);
      variables = Math.max(variables, header.variables);
      continue;
    }
    const [head, ...tokens] = line.split(/\s+/) as [string, ...string[]];
    const clause = clauseOf(tokens, header?.variables ?? MAX_VARIABLES, place);
    for (const literal of clause) variables = Math.max(variables, Math.abs(literal));
    if (head === 'h' && !header) {
      hard.push(clause);
      continue;
    }
    const weight = weightOf(head, place, header ? 'a weight' : 'h or a weight', 1n, header?.top);
    if (weight === header?.top) hard.push(clause);
    else soft.push({ weight, clause });
  }
  const clauses = hard.length + soft.length;
  if (header && header.clauses !== clauses)
    throw new InputError(source, `expected ${header.clauses} clauses as the header says, found ${clauses}`);
  if (wanted === undefined)
    throw new InputError(
      source,
      'expected a weight of soft clauses to be satisfied, found none; add --at-least W or a line "c at least W"',
    );
  return { variables, hard, soft, atLeast: wanted };
}

function headerOf(line: string, place: string): Header {
  const match = /^p\s+wcnf\s+(\d+)\s+(\d+)(?:\s+(\d+))?$/.exec(line);
  if (!match)
    throw new InputError(
      place,
      `expected "p wcnf VARIABLES CLAUSES TOP", or no header, found ${found(line)}`,
    );
  const [, variables, clauses, top] = match;
  return {
    variables: countOf(variables!, place),
    clauses: Number(clauses),
    top: top === undefined ? undefined : weightOf(top, place, 'a weight', 1n),
  };
}

function countOf(token: string, place: string): number {
  const count = Number(token);
  if (count > MAX_VARIABLES)
    throw new InputError(place, `expected at most ${MAX_VARIABLES} variables, found ${found(token)}`);
  return count;
}

/** A weight, or what else is expected in its place, from `least` to `most`. */
function weightOf(token: string, place: string, what: string, least: bigint, most?: bigint): bigint {
  const weight = integerOf(token);
  if (weight !== undefined && weight >= least && (most === undefined || weight <= most)) return weight;
  const range = most === undefined ? `from ${least}` : `from ${least} to ${most}`;
  throw new InputError(place, `expected ${what} ${range}, found ${found(token)}`);
}

function clauseOf(tokens: readonly string[], variables: number, place: string): number[] {
  if (tokens.at(-1) !== '0')
    throw new InputError(
      place,
      `expected the clause to end with 0 on its line, found ${tokens.length === 0 ? 'nothing' : found(tokens.at(-1))}`,
    );
  return tokens.slice(0, -1).map((token) => {
    const literal = /^-?\d+$/.test(token) ? Number(token) : Number.NaN;
    if (!(Math.abs(literal) <= variables) || literal === 0)
      throw new InputError(
        place,
        `expected a literal from -${variables} to ${variables}, and 0 at the end, found ${found(token)}`,
      );
    return literal;
  });
}

/** What WCNF says; the comments are lines of text. */
type Wcnf = Pick<MaxSatInstance, 'variables' | 'hard' | 'soft' | 'atLeast'> & {
  readonly comments: readonly string[];
};

/** Writes WCNF of 2022, and in comments the weight to be reached and variables that do not occur. */
export function writeWcnf({ variables, hard, soft, atLeast, comments }: Wcnf): string {
  let largest = 0;
  for (const clause of [...hard, ...soft.map((own) => own.clause)])
    for (const literal of clause) largest = Math.max(largest, Math.abs(literal));
  return [
    ...comments.map((comment) => `c ${comment}`),
    `c at least ${atLeast}`,
    ...(largest < variables ? [`c variables ${variables}`] : []),
    ...hard.map((clause) => ['h', ...clause, 0].join(' ')),
    ...soft.map(({ weight, clause }) => [weight, ...clause, 0].join(' ')),
    '',
  ].join('\n');
}

// What a text says it is, from its first words: the key `format` of JSON, the word behind `p` of DIMACS, the first clause of
// WCNF, the first comment or sum of OPB.

/** `format` is what the text declares, without a version: `trainsat.instance`, `cnf`; undefined when it declares nothing. */
export type Signature = {
  readonly kind: 'empty' | 'json' | 'dimacs' | 'opb' | 'other';
  readonly format?: string | undefined;
};

/** The signature of a text; linear in its length, and never an error, whatever the text. */
export function signatureOf(text: string): Signature {
  const start = /\S/.exec(text)?.[0];
  if (start === undefined) return { kind: 'empty' };
  if (start === '{' || start === '[') return { kind: 'json', format: jsonFormat(text) };
  let comments: Signature = { kind: 'other' };
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end).trim();
    const format = /^p\s+(\S+)/.exec(line)?.[1];
    if (format !== undefined) return { kind: 'dimacs', format };
    // Comments and blank lines may come first, and of a problem without constraints nothing else comes.
    if (WCNF_COMMENT.test(line)) comments = WCNF;
    else if (OPB_HEADER.test(line)) return OPB;
    else if (line !== '' && !/^[c*]/.test(line))
      return WCNF_CLAUSE.test(line) ? WCNF : OPB_SUM.test(line) ? OPB : { kind: 'other' };
    at = end < 0 ? text.length : end + 1;
  }
  return comments;
}

const WCNF: Signature = { kind: 'dimacs', format: 'wcnf' };
const OPB: Signature = { kind: 'opb', format: 'opb' };
const WCNF_COMMENT = /^c\s+at least\s+\d+$/;
const WCNF_CLAUSE = /^(?:h(?:\s|$)|-?\d+(?:\s+-?\d+)*$)/;
const OPB_HEADER = /^\*.*#variable=/;
const OPB_SUM = /^(?:min:|max:|soft:|(?:[-+]?\d+\s+)?~?x\d)/;

function jsonFormat(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (value === null || typeof value !== 'object') return undefined;
  const { format, type } = value as { format?: unknown; type?: unknown };
  if (typeof format === 'string') return format.replace(/\/\d+$/, '');
  return typeof type === 'string' ? type : undefined;
}

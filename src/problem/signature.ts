// What a text says it is, from its first words: the key `format` of JSON, the word behind `p` of DIMACS.

/** `format` is what the text declares, without a version: `trainsat.instance`, `cnf`; undefined when it declares nothing. */
export type Signature = {
  readonly kind: 'empty' | 'json' | 'dimacs' | 'other';
  readonly format?: string | undefined;
};

/** The signature of a text; linear in its length, and never an error, whatever the text. */
export function signatureOf(text: string): Signature {
  const start = /\S/.exec(text)?.[0];
  if (start === undefined) return { kind: 'empty' };
  if (start === '{' || start === '[') return { kind: 'json', format: jsonFormat(text) };
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end).trim();
    const format = /^p\s+(\S+)/.exec(line)?.[1];
    if (format !== undefined) return { kind: 'dimacs', format };
    // Comments and blank lines may come first.
    if (line !== '' && !line.startsWith('c')) break;
    at = end < 0 ? text.length : end + 1;
  }
  return { kind: 'other' };
}

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

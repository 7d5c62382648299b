// Where and why a text stops being JSON. JSON.parse says so in other words on every engine, and often without a
// position.

/**
 * The first thing that is wrong: its offset in the text, what could stand there, and the text that stands
 * there.
 */
export type JsonError = { readonly offset: number; readonly expected: string; readonly found: string };

type State = 'value' | 'first item' | 'first key' | 'key' | 'colon' | 'after item' | 'after value' | 'end';

const EXPECTED: Readonly<Record<State, string>> = {
  value: 'a value',
  'first item': 'a value or "]"',
  'first key': 'a key in double quotes or "}"',
  key: 'a key in double quotes',
  colon: '":"',
  'after item': '"," or "]"',
  'after value': '"," or "}"',
  end: 'the end of the text',
};

const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** @returns undefined when the text is JSON (RFC 8259) */
export function locateJsonError(text: string): JsonError | undefined {
  const open: ('[' | '{')[] = [];
  let state: State = 'value';
  let at = 0;
  const fail = (offset: number, expected: string): JsonError => {
    const found = /^(?:\w+|[^])/u.exec(text.slice(offset, offset + 20))?.[0];
    return {
      offset,
      expected,
      found: found === undefined ? 'the end of the text' : JSON.stringify(found),
    };
  };
  const closed = (): State => {
    const inner = open.at(-1);
    return inner === undefined ? 'end' : inner === '[' ? 'after item' : 'after value';
  };
  for (;;) {
    while (at < text.length && ' \t\n\r'.includes(text[at]!)) at += 1;
    const char = text[at];
    if (char === undefined) return state === 'end' ? undefined : fail(at, EXPECTED[state]);
    const wantsValue: boolean = state === 'value' || state === 'first item';
    const wantsKey: boolean = state === 'key' || state === 'first key';
    if ((char === '[' || char === '{') && wantsValue) {
      open.push(char);
      state = char === '[' ? 'first item' : 'first key';
      at += 1;
    } else if (
      (char === ']' && (state === 'first item' || state === 'after item')) ||
      (char === '}' && (state === 'first key' || state === 'after value'))
    ) {
      open.pop();
      state = closed();
      at += 1;
    } else if (char === ',' && (state === 'after item' || state === 'after value')) {
      state = state === 'after item' ? 'value' : 'key';
      at += 1;
    } else if (char === ':' && state === 'colon') {
      state = 'value';
      at += 1;
    } else if (char === '"' && (wantsValue || wantsKey)) {
      const end = scanString(text, at);
      if (typeof end !== 'number') return fail(end.offset, end.expected);
      state = wantsKey ? 'colon' : closed();
      at = end;
    } else {
      SCALAR.lastIndex = at;
      if (!wantsValue || !SCALAR.test(text)) return fail(at, EXPECTED[state]);
      state = closed();
      at = SCALAR.lastIndex;
    }
  }
}

/** The offset behind the string that begins at `start`, or what is wrong with it. */
function scanString(text: string, start: number): number | Omit<JsonError, 'found'> {
  for (let at = start + 1; ; at++) {
    const char = text[at];
    if (char === '"') return at + 1;
    if (char === undefined) return { offset: at, expected: 'the closing quote of a string' };
    if (char < ' ') return { offset: at, expected: 'no control character in a string' };
    if (char !== '\\') continue;
    if (!/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at, at + 6)))
      return { offset: at, expected: 'an escape such as \\n or \\u00e9' };
    at += 1;
  }
}

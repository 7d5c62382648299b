// Words that have to fit: counted in columns of a monospaced font, in which wide characters take two.

/** Characters from U+1100 on may be wide; some are counted twice that are not, which only makes a text shorter. */
function columnsOf(character: string): number {
  return character.codePointAt(0)! >= 0x1100 && character !== '…' ? 2 : 1;
}

/** The longest beginning of a text that fits. */
function beginning(characters: readonly string[], columns: number): readonly string[] {
  let used = 0;
  const end = characters.findIndex((character) => (used += columnsOf(character)) > columns);
  return end < 0 ? characters : characters.slice(0, end);
}

/** A text in at most so many columns; of a longer one the beginning and the end, which tell names apart. */
export function cut(text: string, columns: number): string {
  // A character has at most two units, so that of a long text only the ends matter.
  const most = 2 * columns;
  const first = Array.from(text.slice(0, most));
  if (text.length <= most && beginning(first, columns).length === first.length) return text;
  const half = (columns - 1) / 2;
  const last = Array.from(text.slice(-most)).reverse();
  return `${beginning(first, Math.ceil(half)).join('')}…${[...beginning(last, Math.floor(half))].reverse().join('')}`;
}

/** Lines of words, each in at most so many columns; longer words are cut. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').map((whole) => cut(whole, columns))) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && cut(longer, columns) === longer) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** `1 node`, `2 nodes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

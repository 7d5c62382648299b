// Elements of XML as text: escaped, with numbers short, and always well-formed whatever the texts hold.

/** Attributes in the order they are written. */
export type Attributes = Readonly<Record<string, string | number>>;

/** `<name attributes>children</name>`; the children are XML already. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const open = `<${name}${written.join('')}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What may not stand in XML, and control characters, become U+FFFD. */
export function legible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '\uFFFD');
}

/** Text as it stands in XML, legible. */
export function escaped(text: string): string {
  return legible(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** The size of the letters in a picture, in pixels. */
export const FONT = 12;

/** A whole picture on white, ending with a newline; `title` is what is read aloud. @param parts elements, as XML */
export function document(title: string, width: number, height: number, parts: readonly string[]): string {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    role: 'img',
    'aria-label': title,
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    'font-family': 'DejaVu Sans Mono, Menlo, Consolas, monospace',
    'font-size': FONT,
  };
  const all = [
    element('title', {}, escaped(title)),
    element('rect', { width, height, fill: '#fff' }),
    ...parts,
  ];
  return `${element('svg', attributes, `\n${all.join('\n')}\n`)}\n`;
}

/** A coordinate to a tenth. */
export function tenths(value: number): number {
  return Math.round(10 * value) / 10;
}

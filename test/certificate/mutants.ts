// Certificates with something wrong in them: their text changed in one place.

/** What is changed: a byte, a number, a word or a line. */
export const TEXT_MUTATIONS = ['byte', 'number', 'word', 'lost', 'twice', 'exchanged', 'foreign'] as const;
export type TextMutation = (typeof TEXT_MUTATIONS)[number];

/**
 * The changed text.
 * @param a, b, c numbers that say where and how
 * @param others lines of another certificate
 */
export function mutated(
  lines: readonly string[],
  kind: TextMutation,
  a: number,
  b: number,
  c: number,
  others: readonly string[],
): string {
  const at = a % lines.length;
  const there = b % lines.length;
  const whole = lines.join('\n');
  switch (kind) {
    case 'byte':
      return whole.slice(0, a % whole.length) + String.fromCharCode(c) + whole.slice((a % whole.length) + 1);
    case 'number': {
      // Behind the first line, all of whose numbers are parts of the hash or say nothing.
      const from = lines[0]!.length;
      const numbers = [...whole.slice(from).matchAll(/-?\d+/g)];
      if (numbers.length === 0) return whole;
      const { index, 0: number } = numbers[a % numbers.length]!;
      const value = [Number(number) + 1, Number(number) - 1, -Number(number), b % 40, 2 ** 31 - 1 + (b % 3)][
        c % 5
      ]!;
      return `${whole.slice(0, from + index)}${value}${whole.slice(from + index + number.length)}`;
    }
    case 'word': {
      const words = lines[at]!.split(/(?=[ ,])/);
      words.splice(b % words.length, 1);
      return lines.with(at, words.join('')).join('\n');
    }
    case 'lost':
      return lines.toSpliced(at, 1).join('\n');
    case 'twice':
      return lines.toSpliced(there, 0, lines[at]!).join('\n');
    case 'exchanged':
      return lines.with(at, lines[there]!).with(there, lines[at]!).join('\n');
    case 'foreign':
      return lines.with(at, others[b % others.length]!).join('\n');
  }
}

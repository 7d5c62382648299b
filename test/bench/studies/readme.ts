// The README of the studies: commands in it, each with a picture, and the table below.

/** A study: its name is that of its picture without the extension, its words are those after `trainsat`. */
export type Study = { readonly name: string; readonly argv: readonly string[] };

const COMMAND = /^```sh\ntrainsat (compare .* --plot instances\/studies\/([\w-]+)\.svg)\n```\n/gm;

/** The studies in a text, in its order. Their commands have no word that a shell would read in another way. */
export function studiesOf(readme: string): Study[] {
  return [...readme.matchAll(COMMAND)].map(([, words, name]) => ({ name: name!, argv: words!.split(' ') }));
}

/**
 * The text with another table below the command of a study.
 * @param output what the command prints, which begins with the table
 */
export function withTable(readme: string, name: string, output: string): string {
  const command = [...readme.matchAll(COMMAND)].find((match) => match[2] === name)!;
  const end = command.index + command[0].length;
  const rest = readme.slice(end).replace(/^\n(\|.*\n)+/, '');
  const [table] = /^(\|.*\n)+/.exec(output)!;
  return `${readme.slice(0, end)}\n${table}${rest}`;
}

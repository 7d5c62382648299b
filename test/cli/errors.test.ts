// Command lines that must be refused: the exact message, status 2, nothing on stdout, nothing written.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { registry } from '../../src/registry.ts';
import { call, start, temporaryDirectory } from './harness.ts';

const COMMANDS =
  'list, show, graph, generate, generate hard, import, reduce, convert, encode, decide, optimum, check, export, extract, verify, train, compare, completion';
const FAMILIES = registry.families.map(({ name }) => name).join(', ');
const REDUCTIONS = registry.catalogue.reductions.map(({ name }) => name).join(', ');
const PROBLEMS = registry.catalogue.problems.map(({ name }) => name).join(', ');
const FORMATS = registry.catalogue.problems
  .flatMap(({ formats }) => (formats === '' ? [] : [formats]))
  .join('; ');
const SPLITTING = '{"format":"trainsat.set-splitting/1","elements":2,"sets":[[0,1]]}';
const TRAINING =
  '{"format":"trainsat.instance/1","architecture":{"inputs":1,"layers":[{"units":1,"family":"threshold"}]},"examples":[]}';

const folder = temporaryDirectory();
const FILES: Record<string, string | Buffer> = {
  's.json': SPLITTING,
  't.json': TRAINING,
  'g.col': 'p edge 2 1\ne 1 2\n',
  'w.wcnf': 'h 1 0\n2 -1 0\n',
  'o.opb': 'min: +1 x1 ;\n+1 x1 >= 1 ;\n',
  'bytes.json': Buffer.from([0xff, 0xfe]),
  'prose.txt': 'nothing of the kind\n',
  'b.json': '',
};

beforeAll(async () => {
  FILES['b.json'] = (await call(['reduce', '-', '--to', 'training', '--bundle'], SPLITTING)).stdout;
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);
  mkdirSync(join(folder, 'dir'));
});

/** `@name` stands for a file in the folder, `''` for an empty word. */
const words = (line: string): string[] =>
  line
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => (word === "''" ? '' : word.replace(/^@/, `${folder}/`)));

const NO_OPTION = (command: string) => `expected an option of "trainsat ${command}", found none of this name`;
const NUMBER = 'expected a number such as 12 or 1.5, found';
const RANGE = 'expected a number, a list such as 1.6,2.1 or an integer range such as 10..40, found';
const SECONDS = 'expected a number above 0 and up to 2000000, found';
const SEED = 'expected an integer from 0 to 4294967295, found';
const END = 'expected a value after it, found the end of the command line';

describe('the words', () => {
  refuses([
    ['', `trainsat: expected a command (${COMMANDS}), found nothing; see trainsat --help`],
    ['lst', `trainsat: expected a command (${COMMANDS}), found "lst"; did you mean "list"?`],
    ['--jsn', `trainsat: expected a command (${COMMANDS}), found "--jsn"`],
    ['--json list', `trainsat: expected a command (${COMMANDS}), found "--json"`],
    [
      'list problem',
      'trainsat list: expected one of problems, reductions, families, found "problem"; did you mean "problems"?',
    ],
    ['list problems extra', 'trainsat list: expected only KIND, found also "extra"'],
    ['show', 'trainsat show: expected NAME|FILE, found nothing; see trainsat show --help'],
    [
      'show nothing',
      'trainsat show: expected a name that "trainsat list" shows or a file, found "nothing" and no file of this name',
    ],
    [
      'show set-spliting',
      'trainsat show: expected a name that "trainsat list" shows or a file, found "set-spliting" and no file of this name; did you mean "set-splitting"?',
    ],
    ['show @dir', `${folder}/dir: expected a file, found a directory; name a file in it`],
    [
      'show @s.json --svg',
      `${folder}/s.json: expected a training instance, found one of set-splitting; make one with "trainsat reduce ${folder}/s.json --to training"`,
    ],
    [
      'show set-splitting --svg',
      '--svg: expected the file of an instance, found the name set-splitting of the catalogue; a file of this name is ./set-splitting',
    ],
    [
      'show set-splitting --colours 3',
      '--colours: expected the file of an instance, found the name set-splitting of the catalogue; a file of this name is ./set-splitting',
    ],
    ['show @t.json --svg --json', 'trainsat show: expected --json or --svg, found both'],
    [
      'show @t.json -o @t.json',
      `--out: expected another file than the input, found ${folder}/t.json; name a new one`,
    ],
    ['show @t.json --colours 3', '--colours: expected a graph, found an instance of training; leave it out'],
    ['generate', 'trainsat generate: expected FAMILY, found nothing; see trainsat generate --help'],
    [
      'generate set-spliting',
      `trainsat generate: expected a family (${FAMILIES}), found "set-spliting"; did you mean "set-splitting"?`,
    ],
    ['generate set-splitting more', 'trainsat generate: expected only FAMILY, found also "more"'],
    ['reduce', 'trainsat reduce: expected FILE, found nothing; see trainsat reduce --help'],
    ['decide', 'trainsat decide: expected FILE, found nothing; see trainsat decide --help'],
    ['decide @s.json t.json', 'trainsat decide: expected only FILE, found also "t.json"'],
    ['check @t.json', 'trainsat check: expected CERTIFICATE, found nothing; see trainsat check --help'],
    ['check - -', 'stdin: expected at most one - for stdin, found two; put one of them in a file'],
    ['extract @b.json', 'trainsat extract: expected WITNESS, found nothing; see trainsat extract --help'],
    ['extract - -', 'stdin: expected at most one - for stdin, found two; put one of them in a file'],
    ['train', 'trainsat train: expected FILE, found nothing; see trainsat train --help'],
    [
      'compare',
      'trainsat compare: expected files, directories or --family NAME, found nothing; see trainsat compare --help',
    ],
    ['compare - -', 'stdin: expected at most one - for stdin, found two; put one of them in a file'],
    ['completion fish', 'trainsat completion: expected no words, found also "fish"'],
  ]);
});

describe('options', () => {
  refuses([
    ['list --jsn', `--jsn: ${NO_OPTION('list')}; did you mean "--json"?`],
    ['list --no-json', `--no-json: ${NO_OPTION('list')}; see trainsat list --help`],
    ['list --__proto__', `--__proto__: ${NO_OPTION('list')}; see trainsat list --help`],
    ['list --constructor', `--constructor: ${NO_OPTION('list')}; see trainsat list --help`],
    ['list --json=yes', '--json: expected no value, found "yes"'],
    ['list --json --json', '--json: expected this option once, found it twice'],
    ['generate set-splitting -o @a -o @b', '-o: expected this option once, found it twice'],
    ['generate set-splitting -o @a --out @b', '--out: expected this option once, found it twice'],
    ['generate set-splitting -x', `-x: ${NO_OPTION('generate')}; see trainsat generate --help`],
    ['generate set-splitting --sead 1', `--sead: ${NO_OPTION('generate')}; did you mean "--seed"?`],
    ['generate set-splitting --n', `--n: ${END}`],
    [
      'generate set-splitting --n --seed 3',
      '--n: expected a value after it, found "--seed"; a value that begins with - goes after =',
    ],
    ['generate set-splitting --n=5 --n 6', '--n: expected this option once, found it twice'],
    [
      'generate set-splitting --units 2',
      '--units: expected a parameter of set-splitting (--n, --ratio), found one of other families',
    ],
    ['decide @t.json --secnds 3', `--secnds: ${NO_OPTION('decide')}; did you mean "--seconds"?`],
    ['decide @t.json --solver', `--solver: ${END}`],
    [
      'decide @t.json --solver minisatt',
      '--solver: expected one of cdcl, minisat, clasp, found "minisatt"; did you mean "minisat"?',
    ],
    [
      'decide @t.json --solver minisat --conflicts 5',
      '--conflicts: expected an engine that counts its conflicts (cdcl, clasp), found minisat; use --seconds, or leave --solver out',
    ],
    [
      'train @t.json --optimizer addam',
      '--optimizer: expected one of adam, adam-0.999, irprop-, lion, normalised, momentum, sgd, gd, found "addam"; did you mean "adam"?',
    ],
    [
      'train @t.json --backend gpu',
      '--backend: expected one of auto, webgpu, cpu, reference, found "gpu"; did you mean "cpu"?',
    ],
    [
      'compare @t.json --optimizers adam,adm',
      '--optimizers: expected one of adam, adam-0.999, irprop-, lion, normalised, momentum, sgd, gd, found "adm"; did you mean "adam"?',
    ],
    ['compare @t.json --optimizers gd,gd', '--optimizers: expected each value once, found "gd" twice'],
    ['compare @t.json --format md', '--format: expected one of markdown, csv, latex, json, found "md"'],
    [
      'compare @t.json --format csv --json',
      '--json: expected --json or --format, found both --json and --format csv',
    ],
    [
      'compare @t.json --group seed',
      '--group: expected one of seeds, none, found "seed"; did you mean "seeds"?',
    ],
    ['compare @t.json --n 5', '--n: expected --family NAME beside it, found no --family'],
    ['compare @t.json --seeds 0..3', '--seeds: expected --family NAME beside it, found no --family'],
    [
      'compare --family set-splitting --colours 3',
      '--colours: expected a parameter of set-splitting (--n, --ratio), found one of other families',
    ],
    ['compare @g.col --colours 2,3', '--colours: expected an integer from 1 to 4096, found "2,3"'],
    [
      'compare --family set-spliting',
      `--family: expected a family (${FAMILIES}), found "set-spliting"; did you mean "set-splitting"?`,
    ],
    [
      'reduce @s.json --to training --colours 3',
      '--colours: expected a graph, found an instance of set-splitting; leave it out',
    ],
    ['decide @b.json --colours 3', '--colours: expected a graph, found a bundle; leave it out'],
    [
      'decide @s.json --at-least 3',
      '--at-least: expected weighted clauses, found an instance of set-splitting; leave it out',
    ],
    [
      'convert @w.wcnf --format json --at-least 3 --at-most 3',
      '--at-most: expected linear constraints, found an instance of max-sat; leave it out',
    ],
    [
      'show @o.opb --at-most 1 --colours 3',
      '--colours: expected a graph, found an instance of pseudo-boolean; leave it out',
    ],
    [
      'show max-sat --at-least 3',
      '--at-least: expected the file of an instance, found the name max-sat of the catalogue; a file of this name is ./max-sat',
    ],
    [
      'show max-sat --to sat --at-least 3',
      '--at-least: expected the file of an instance, found the problem max-sat; leave it out',
    ],
    [
      'compare --family set-splitting --at-least 3',
      '--at-least: expected a parameter of set-splitting (--n, --ratio), found one of other families',
    ],
  ]);
});

describe('numbers', () => {
  refuses([
    ...[
      'NaN',
      'Infinity',
      '1e3',
      '1e400',
      '0x10',
      '1_000',
      '99999999999999999999',
      '5,5',
      '+5',
      '5.',
      "''",
    ].map((text): [string, string] => [
      `generate set-splitting --n=${text === "''" ? '' : text}`,
      `--n: ${NUMBER} ${JSON.stringify(text === "''" ? '' : text)}`,
    ]),
    ['generate set-splitting --n 5.5', '--n: expected an integer from 3 to 2000, found 5.5'],
    ['generate set-splitting --n 2', '--n: expected an integer from 3 to 2000, found 2'],
    ['generate set-splitting --n -7', '--n: expected an integer from 3 to 2000, found -7'],
    [
      'generate set-splitting --ratio 1000',
      '--ratio: expected at most 4060 sets of 3 of 30 elements, found 30000',
    ],
    ['generate set-splitting --seed -1', `--seed: ${SEED} "-1"`],
    ['generate set-splitting --seed 4294967296', `--seed: ${SEED} "4294967296"`],
    ['generate set-splitting --seed 1.0', `--seed: ${SEED} "1.0"`],
    ['decide @t.json --seconds 0', `--seconds: ${SECONDS} "0"`],
    ['decide @t.json --seconds -1', `--seconds: ${SECONDS} "-1"`],
    ['decide @t.json --seconds 1,5', `--seconds: ${SECONDS} "1,5"`],
    ['decide @t.json --seconds 2000001', `--seconds: ${SECONDS} "2000001"`],
    ['decide @t.json --conflicts 1.5', '--conflicts: expected an integer from 1 to 2147483647, found "1.5"'],
    ['train @t.json --restarts 0', '--restarts: expected an integer from 1 to 10000000, found "0"'],
    ['train @t.json --epochs 1e3', '--epochs: expected an integer from 1 to 10000000, found "1e3"'],
    ['reduce @g.col --to training --colours 0', '--colours: expected an integer from 1 to 4096, found "0"'],
    ['decide @w.wcnf --at-least -1', '--at-least: expected an integer from 0, found "-1"'],
    ['decide @w.wcnf --at-least 1.5', '--at-least: expected an integer from 0, found "1.5"'],
    ['compare @w.wcnf --at-least x', '--at-least: expected an integer from 0, found "x"'],
    ['reduce @o.opb --to sat --at-most 1e3', '--at-most: expected an integer, found "1e3"'],
    ['compare @t.json --hidden 0', '--hidden: expected an integer from 1 to 4096, found "0"'],
    ['compare --family set-splitting --n 10..5', '--n: expected a range from less to more, found "10..5"'],
    ['compare --family set-splitting --n 1.5..3', `--n: ${RANGE} "1.5..3"`],
    ['compare --family set-splitting --n 5..', `--n: ${RANGE} "5.."`],
    ['compare --family set-splitting --n 5,', `--n: ${RANGE} "5,"`],
    ['compare --family set-splitting --n 5,5', '--n: expected each value once, found 5 twice'],
    ['compare --family set-splitting --n 3..7,6', '--n: expected each value once, found 6 twice'],
    ['compare --family set-splitting --n 3..2001', '--n: expected an integer from 3 to 2000, found 2001'],
    [
      'compare --family set-splitting --seeds 0.5',
      '--seeds: expected integers from 0 to 4294967295, found 0.5',
    ],
    [
      'compare --family set-splitting --seeds 0..999999999',
      '--seeds: expected at most 100000 values, found "0..999999999"',
    ],
  ]);
});

describe('files', () => {
  refuses([
    [
      'reduce nothing.json --to training',
      'nothing.json: expected a file, found nothing of this name; check the path',
    ],
    ['reduce @dir --to training', `${folder}/dir: expected a file, found a directory; name a file in it`],
    ["reduce '' --to training", 'FILE: expected a file name or - for stdin, found an empty name'],
    [
      'decide @t.json/x',
      `${folder}/t.json/x: expected a file, found that a part of the path is no directory`,
    ],
    ['decide @bytes.json', `${folder}/bytes.json: expected UTF-8 text, found other bytes; is it compressed?`],
    ['decide @prose.txt', `${folder}/prose.txt: expected an instance (${FORMATS}), found none of these`],
    ['decide -', 'stdin: expected an instance, found an empty input'],
    [
      'decide @g.col',
      `${folder}/g.col: expected a number of colours, found none; add --colours K or a line "c colours K"`,
    ],
    [
      'decide @w.wcnf',
      `${folder}/w.wcnf: expected a weight of soft clauses to be satisfied, found none; add --at-least W or a line "c at least W"`,
    ],
    [
      'decide @o.opb',
      `${folder}/o.opb: expected a bound of the objective, found none; add --at-most B or a line "* at most B"`,
    ],
    ['compare @dir', `${folder}/dir: expected a directory with instance files, found none in it`],
    [
      'compare @s.json nothing.json',
      'nothing.json: expected a file, found nothing of this name; check the path',
    ],
    [
      'generate set-splitting -o @dir',
      `--out: expected a file to write, found the directory ${folder}/dir; name a file in it`,
    ],
    [
      'generate set-splitting -o @missing/x.json',
      `--out: expected a file in an existing directory, found no directory ${folder}/missing`,
    ],
    ["generate set-splitting -o ''", '--out: expected a file name, found an empty one'],
    [
      'decide @t.json --certificate @dir',
      `--certificate: expected a file to write, found the directory ${folder}/dir; name a file in it`,
    ],
    [
      'decide @t.json --certificate -',
      '--certificate: expected a file, found -, which is where the answer goes',
    ],
    [
      'train @t.json --certificate -',
      '--certificate: expected a file, found -, which is where the summary goes',
    ],
    [
      'decide @s.json --certificate @c.json',
      `--certificate: expected a training instance, found one of set-splitting; certify its network: trainsat reduce ${folder}/s.json --to training`,
    ],
  ]);
});

describe('problems that do not fit', () => {
  refuses([
    ['reduce @s.json', '--to: expected the problem to reach, found nothing; add --to PROBLEM'],
    [
      'reduce @s.json --to trainig',
      `--to: expected a problem (${PROBLEMS}), found "trainig"; did you mean "training"?`,
    ],
    [
      'reduce @t.json --to loading --via clique-to-independent-set',
      '--via: expected a reduction on a way from training to loading, found clique-to-independent-set, from clique to independent-set',
    ],
    [
      'reduce @s.json --to training --via set-splitting-to-three-nod',
      `--via: expected a reduction (${REDUCTIONS}), found "set-splitting-to-three-nod"; did you mean "set-splitting-to-three-node"?`,
    ],
    [
      'train @s.json',
      `${folder}/s.json: expected a training instance, found one of set-splitting; make one with "trainsat reduce ${folder}/s.json --to training"`,
    ],
    [
      'check @s.json @t.json',
      `${folder}/s.json: expected a training instance or a formula, found one of set-splitting; make one with "trainsat reduce ${folder}/s.json --to training"`,
    ],
    [
      'extract @s.json @t.json',
      `${folder}/s.json: format: expected "trainsat.bundle/1", found "trainsat.set-splitting/1"`,
    ],
    [
      'extract @b.json @s.json',
      `${folder}/s.json: format: expected "trainsat.configuration/1", found "trainsat.set-splitting/1"`,
    ],
    [
      'compare @t.json --family set-splitting',
      `--family: expected files or --family, found both (${folder}/t.json and set-splitting)`,
    ],
    [
      'compare @t.json --via clique-to-independent-set',
      `${folder}/t.json: expected an instance that reduces to training through clique-to-independent-set, found one of training`,
    ],
    [
      'compare @t.json --hidden 2,3',
      `${folder}/t.json: expected a network with one hidden layer for --hidden, found a single unit`,
    ],
  ]);
});

function refuses(cases: readonly (readonly [line: string, message: string])[]): void {
  test.each(cases)('%s', async (line, message) => {
    expect(await call(words(line))).toEqual({ status: 2, stdout: '', stderr: `${message}\n` });
    expect(readdirSync(folder).sort()).toEqual([...Object.keys(FILES), 'dir'].sort());
    for (const [name, content] of Object.entries(FILES))
      expect(readFileSync(join(folder, name))).toEqual(Buffer.from(content));
  });
}

test('the executable refuses in the same way', async () => {
  expect(await start(['decide', 'x', '--seconds', 'NaN'])).toEqual({
    status: 2,
    stdout: '',
    stderr: `--seconds: ${SECONDS} "NaN"\n`,
  });
});

test('a name with control characters stays on its line', async () => {
  const { stderr } = await call(['decide', 'a\u001b[2J\nb']);
  expect(stderr).toBe('a [2J b: expected a file, found nothing of this name; check the path\n');
});

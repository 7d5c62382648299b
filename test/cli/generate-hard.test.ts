// `generate hard`: certified both ways, the same bytes twice, whole files whenever it ends, and what it refuses.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '../../src/problem/hash.ts';
import { training } from '../../src/problem/training/problem.ts';
import { registry } from '../../src/registry.ts';
import { call, start, temporaryDirectory } from './harness.ts';

const folder = temporaryDirectory();
const fresh = (): string => join(mkdtempSync(join(folder, 'run-')), 'hard');
const words = (line: string): string[] => ['generate', 'hard', ...line.split(' ')];
const CHEAP = '--restarts 8 --epochs 200 --candidates 2';

type Line = {
  readonly format: string;
  readonly file: string;
  readonly sha256: string;
  readonly answer: string;
  readonly command: string;
  readonly certificate: { readonly file: string; readonly bytes: number; readonly sha256: string };
  readonly measurements: object;
} & Record<string, unknown>;

const lines = (directory: string): Line[] =>
  readFileSync(join(directory, 'manifest.jsonl'), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);

/** Everything the manifest names is there and is what it says, and nothing else is. */
async function isWhole(directory: string): Promise<Line[]> {
  const listed = existsSync(join(directory, 'manifest.jsonl')) ? lines(directory) : [];
  const files = listed.flatMap(({ file, certificate }) => [file, certificate.file]);
  if (listed.length > 0) files.push('manifest.jsonl');
  expect(readdirSync(directory).sort()).toEqual(files.sort());
  for (const { file, sha256, answer, certificate } of listed) {
    const text = readFileSync(join(directory, file), 'utf8');
    expect(sha256Hex(training.canonical(training.parse(text, file)))).toBe(sha256);
    const bytes = readFileSync(join(directory, certificate.file));
    expect(bytes.length).toBe(certificate.bytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(certificate.sha256);
    const checked = await call(['check', join(directory, file), join(directory, certificate.file)]);
    expect(checked.stdout).toMatch(new RegExp(`\ns VERIFIED ${answer}\n$`));
  }
  return listed;
}

describe('what is made', () => {
  test.each(registry.networks.map((kind) => [kind.name, kind.size.least] as const))(
    '%s: YES and NO, each with a certificate the checker accepts',
    async (kind, least) => {
      const out = fresh();
      for (const answer of ['yes', 'no']) {
        const line = `--for ${kind} --size ${Math.max(least, 8)} --answer ${answer} ${CHEAP} -o ${out}`;
        const result = await call(words(line));
        expect(result.status, result.stderr).toBe(0);
        expect(result.stdout).toBe('');
        expect(result.stderr).toMatch(
          new RegExp(`^1 of 1 instances of ${kind}, \\d+ drawn, \\d+ undecided within 100000 conflicts\n$`),
        );
      }
      expect((await isWhole(out)).map(({ answer }) => answer)).toEqual(['YES', 'NO']);
    },
  );

  test('the same command twice: the same bytes, but for the measurements', async () => {
    const [one, two] = [fresh(), fresh()];
    for (const out of [one, two])
      for (const answer of ['yes', 'no', 'any'])
        await call(words(`--for three-node --size 14 --answer ${answer} --count 2 ${CHEAP} -o ${out}`));
    const names = readdirSync(one).filter((name) => name !== 'manifest.jsonl');
    expect(names).toHaveLength(12);
    expect(readdirSync(two)).toEqual(readdirSync(one));
    for (const name of names) expect(readFileSync(join(two, name))).toEqual(readFileSync(join(one, name)));
    const steady = (directory: string): object[] =>
      lines(directory).map(({ measurements: _measurements, ...rest }) => rest);
    expect(steady(two)).toEqual(steady(one));
    for (const { measurements } of lines(one))
      expect(Object.keys(measurements)).toEqual(['exactMilliseconds', 'descentMilliseconds', 'backend']);
  });

  test('the i-th of several is that of the i-th seed alone, as its own command says', async () => {
    const [several, alone] = [fresh(), fresh()];
    const line = `--for and-network --size 12 --answer yes --planted --seed 7 ${CHEAP}`;
    await call(words(`${line} --count 3 -o ${several}`));
    const last = (await isWhole(several)).at(-1)!;
    expect(last).toMatchObject({ seed: 9, planted: true, file: 'and-network-12-yes-planted-9.json' });
    await call([...last.command.split(' ').slice(1), '-o', alone]);
    for (const name of [last.file, last.certificate.file])
      expect(readFileSync(join(alone, name))).toEqual(readFileSync(join(several, name)));
    // Other runs add to the manifest.
    await call(words(`${line.replace('seed 7', 'seed 20')} -o ${several}`));
    expect((await isWhole(several)).map(({ seed }) => seed)).toEqual([7, 8, 9, 20]);
  });

  test('without --out one instance on stdout, which says its answer', async () => {
    const line = `--for random-labels --size 6 --answer no ${CHEAP}`;
    const out = fresh();
    await call(words(`${line} -o ${out}`));
    const { status, stdout } = await call(words(line));
    expect(status).toBe(0);
    expect(stdout).toBe(readFileSync(join(out, 'random-labels-6-no-0.json'), 'utf8'));
    expect(training.parse(stdout, 'stdout')).toMatchObject({
      name: 'random-labels-6-no-0',
      provenance: { generator: 'random-labels', answer: 'no', known: 'decided: edges + LRAT (exact)' },
    });
    expect((await call(['decide', '-'], stdout)).status).toBe(20);
  });

  test('compare takes the instances of such a directory alone', async () => {
    const out = fresh();
    await call(words(`--for and-pair --size 12 --answer no --count 2 ${CHEAP} -o ${out}`));
    const { stdout } = await call(['compare', out, '--restarts', '4', '--epochs', '50', '--json']);
    const { rows } = JSON.parse(stdout) as { rows: { sha256: string[]; exact: { no: number } }[] };
    expect(rows.flatMap(({ sha256 }) => sha256)).toEqual(lines(out).map(({ sha256 }) => sha256));
    expect(rows.map(({ exact }) => exact.no)).toEqual([1, 1]);
  });

  test('progress is for terminals', async () => {
    const argv = words(`--for and-pair --size 12 ${CHEAP}`);
    const [plain, terminal] = [await call(argv), await call(argv, '', true)];
    expect(plain.stderr.trim().split('\n')).toHaveLength(1);
    expect(terminal.stderr).toContain('candidates among');
    expect(terminal.stdout).toBe(plain.stdout);
  });
});

describe('what ends early', () => {
  const LONG = 'for three-node --size 60 --answer no --count 500 --candidates 2 --restarts 4';

  test('Ctrl-C keeps what is finished, whole', async () => {
    const out = fresh();
    const result = await start(words(`--${LONG} -o ${out}`), {}, (child) => {
      const timer = setInterval(() => {
        if (!existsSync(join(out, 'manifest.jsonl')) || lines(out).length < 2) return;
        clearInterval(timer);
        child.kill('SIGINT');
      }, 50);
      child.on('close', () => clearInterval(timer));
    });
    expect(result.status, result.stderr).toBe(130);
    const whole = await isWhole(out);
    expect(whole.length).toBeGreaterThanOrEqual(2);
    expect(result.stderr).toMatch(
      new RegExp(`^interrupted: ${whole.length} of 500 instances of three-node, .*\n$`),
    );
  });

  test('--seconds likewise, with a status of its own', async () => {
    const out = fresh();
    const { status, stderr } = await call(words(`--${LONG} --seconds 4 -o ${out}`));
    expect(status).toBe(3);
    const whole = await isWhole(out);
    expect(whole.length).toBeLessThan(500);
    expect(stderr).toMatch(new RegExp(`^seconds: 4: ${whole.length} of 500 instances of three-node, .*\n$`));
  });

  test('on stdout nothing, then', async () => {
    const line = '--for three-node --size 1500 --answer no --seconds 0.2';
    expect(await call(words(line))).toMatchObject({ status: 3, stdout: '' });
  });

  test('what takes too many conflicts is counted, and where nothing is left the status says so', async () => {
    const out = fresh();
    const line = `--for one-unit --size 16 --answer no --candidates 1 --conflicts 1 -o ${out}`;
    const { status, stderr } = await call(words(line));
    expect(status).toBe(3);
    expect(stderr).toBe(
      'one-unit-16-no-0: none of 64 draws was NO\n0 of 1 instances of one-unit, 64 drawn, 64 undecided within 1 conflicts\n',
    );
    expect(await isWhole(out)).toEqual([]);
  });
});

const KINDS = registry.networks.map(({ name }) => name).join(', ');
const PAIR = '--for and-pair --size 12';

describe('what is refused', () => {
  const here = join(folder, 'refused');
  mkdirSync(here);
  writeFileSync(join(here, 'file'), '');

  test.each([
    ['--size 12', `--for: expected the kind of instance (${KINDS}), found nothing; add --for NETWORK`],
    [
      '--for three-nod --size 12',
      `--for: expected one of ${KINDS}, found "three-nod"; did you mean "three-node"?`,
    ],
    [
      '--for and-pair',
      '--size: expected an integer from 10 to 2000, the elements of and-pair, found nothing; add --size N',
    ],
    [
      '--for and-pair --size 9',
      '--size: expected an integer from 10 to 2000, the elements of and-pair, found 9',
    ],
    [`--for and-pair --size x`, '--size: expected an integer from 1 to 2147483647, found "x"'],
    [`${PAIR} --answer maybe`, '--answer: expected one of yes, no, any, found "maybe"'],
    [
      `${PAIR} --answer no --planted`,
      '--planted: expected --answer yes or any, found no; what is planted is a witness',
    ],
    [
      '--for one-unit --size 12 --planted',
      '--planted: expected a kind that has planted instances, found one-unit; leave it out',
    ],
    [`${PAIR} --count 0`, '--count: expected an integer from 1 to 10000, found "0"'],
    [`${PAIR} --count 2`, '--count: expected --out DIR for several instances, found 2 for stdout'],
    [
      `${PAIR} --seed 4294967295 --count 2 -o ${here}/x`,
      '--count: expected seeds up to 4294967295, found 2 from 4294967295 on',
    ],
    [`${PAIR} --candidates 0`, '--candidates: expected an integer from 1 to 10000, found "0"'],
    [`${PAIR} --restarts 0`, '--restarts: expected an integer from 1 to 1000000, found "0"'],
    [`${PAIR} --conflicts 0`, '--conflicts: expected an integer from 1 to 2147483647, found "0"'],
    [`${PAIR} --seconds 0`, '--seconds: expected a number above 0 and up to 2000000, found "0"'],
    [`${PAIR} -o -`, '--out: expected a directory, found -; leave it out for one instance on stdout'],
    [`${PAIR} --out=`, '--out: expected a directory, found an empty name'],
    [`${PAIR} -o ${here}/file`, `--out: expected a directory, found ${here}/file, which is none`],
    [
      `${PAIR} -o ${here}/missing/x`,
      `--out: expected a directory in an existing one, found no directory ${here}/missing`,
    ],
    [`${PAIR} extra`, 'trainsat generate hard: expected no words, found also "extra"'],
    [
      `${PAIR} --sise 3`,
      '--sise: expected an option of "trainsat generate hard", found none of this name; did you mean "--size"?',
    ],
  ])('%s', async (line, message) => {
    expect(await call(words(line))).toEqual({ status: 2, stdout: '', stderr: `${message}\n` });
    expect(readdirSync(here)).toEqual(['file']);
  });

  test('to write over an instance, or after half a line', async () => {
    const out = fresh();
    const line = `${PAIR} --answer no ${CHEAP} -o ${out}`;
    await call(words(line));
    const before = readFileSync(join(out, 'manifest.jsonl'));
    expect(await call(words(line))).toMatchObject({
      status: 2,
      stderr: `--out: expected none of the instances to be there, found ${out}/and-pair-12-no-0.json; take another --seed or directory\n`,
    });
    expect(readFileSync(join(out, 'manifest.jsonl'))).toEqual(before);
    writeFileSync(join(out, 'manifest.jsonl'), '{"format":');
    expect(await call(words(`${line} --seed 1`))).toMatchObject({
      status: 2,
      stderr: `--out: expected whole lines in ${out}/manifest.jsonl, found none at its end; repair it\n`,
    });
    expect(readdirSync(out)).toHaveLength(3);
    rmSync(out, { recursive: true });
  });
});
